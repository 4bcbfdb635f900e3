"""Tags that stand for nothing, and values of front matter in a text."""

from __future__ import annotations

import pytest
from blog_markup import PARSER, find_problems
from sphinx_anthology.frontmatter.parser import parse_front_matter
from sphinx_anthology.markup.syntax.parse_state import make_environment
from sphinx_anthology.markup.syntax.replacements import Replacements, needs_parameters
from sphinx_anthology.markup.text.unknown_markup import report_unknown_markup
from sphinx_anthology.problems import Problem, Severity, ignore_problem

HEADER = """---
title: 'A *title* & <b>'
canonical_url: https://example.org/1
number: 42
params:
  colour: "#fff"
author:
  name: 김하나
list: [a]
---
"""
VALUES = parse_front_matter(HEADER, "a.md", ignore_problem).list_scalars()


def render(body: str, *ignored_tags: str) -> str:
    """Return the HTML of a text, in which the values of the header are known."""
    replacements = Replacements.of_project(ignored_tags).with_parameters(VALUES)
    return str(PARSER.render(body, make_environment("posts/one.md", replacements=replacements))).strip()


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[a]({{% param canonical_url %}})", '<p><a href="https://example.org/1">a</a></p>'),
        ('[a]({{< param "canonical_url" >}}#b)', '<p><a href="https://example.org/1#b">a</a></p>'),
        ("<b title='{{< param number >}}'>x</b>", "<p><b title='42'>x</b></p>"),
        ("Is {{< param Title >}}.", "<p>Is A *title* &amp; &lt;b&gt;.</p>"),
        ("{{< param colour >}} {{< param params.colour >}}", "<p>#fff #fff</p>"),
        ("{{< param author.name >}}의 글", "<p>김하나의 글</p>"),
        ("{{ page.title }} {{ page.number | escape }}", "<p>A *title* &amp; &lt;b&gt; 42</p>"),
        ("{{- page.author.name -}}", "<p>김하나</p>"),
        ("# {{< param number >}}", "<h1>42</h1>"),
        ("| a |\n| - |\n| {{ page.number | escape }} |", "<td>42</td>"),
        ("`{{< param number >}}`", "<p><code>{{&lt; param number &gt;}}</code></p>"),
    ],
)
def test_a_parameter_is_a_value_of_the_front_matter(body: str, html: str) -> None:
    assert html in render(body)


@pytest.mark.parametrize(
    "body", ["{{< param gone >}}", "{{< param list >}}", "{{< param >}}", "{{ page.gone }}", "{{ page.title | upcase }}"]
)
def test_a_parameter_without_a_value_is_shown_and_reported(body: str) -> None:
    assert PARSER.render(body, make_environment("a.md")).startswith("<p>{{")
    assert len(find_problems(body)) == 1


def test_a_parameter_is_no_script() -> None:
    replacements = Replacements().with_parameters({"a": "javascript:alert(1)", "b": "x) [y](z"})
    environment = make_environment("a.md", replacements=replacements)
    html = PARSER.render("[x]({{< param a >}}) [y]({{< param b >}})", environment)
    assert 'href="javascript' not in html
    assert 'href="z"' not in html


@pytest.mark.parametrize("body", ["{{< param x >}}", "{{% param x %}}", "{{ page.x }}"])
def test_front_matter_is_parsed_only_for_texts_that_show_values(body: str) -> None:
    assert needs_parameters(body)
    assert not needs_parameters("{{< figure >}} {{ site.x }} param page.x")


@pytest.mark.parametrize(
    "body",
    [
        "{{% comment %}}hidden{{% /comment %}}",
        "{{< comment >}}\nhidden\n\n# hidden\n{{< /comment >}}",
        "{{/* hidden */}}",
        "{{/* hidden\n\nhidden */}}",
        "{{- /* hidden */ -}}",
        "{% comment %}hidden{% endcomment %}",
        "{% # hidden %}",
        "{%- comment -%}\nhidden\n\nhidden\n{%- endcomment -%}",
    ],
)
def test_comments_are_left_out(body: str) -> None:
    assert render(f"Before.\n\n{body}\n\nAfter.") == "<p>Before.</p>\n<p>After.</p>"
    assert find_problems(body) == []
    if "\n\n" not in body and "# hidden" not in body:
        assert render(f"Be{body}fore.") == "<p>Before.</p>"


@pytest.mark.parametrize("body", ["{{</* figure */>}}", "{{%/* figure */%}}", "`{{/* a */}}`"])
def test_escaped_tags_and_code_are_no_comments(body: str) -> None:
    assert "{{" in render(body)


@pytest.mark.parametrize(
    "body", ["{% include JB/setup %}", "{%- include_relative a.md -%}", '{% include_cached toc.html level="2" %}']
)
def test_an_include_is_left_out_with_one_notice(body: str) -> None:
    assert render(f"{body}\n\nText {body}.\n\n{body}\nText.") == "<p>Text .</p>\n<p>Text.</p>"
    problems = find_problems(f"a\n\n{body}\n\n{body}")
    assert [(problem.line, problem.code.severity) for problem in problems] == [(3, Severity.NOTICE)]


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ('{% include image.html url="/a.png" description="Words" alt="b" %}', "figure"),
        ('{% include figure src="/a.png" %}', '<img src="/a.png"'),
        ('{% include youtubePlayer.html id="abcdefghijk" %}', "video"),
        ('{% include video id="abcdefghijk" provider="youtube" %}', "video"),
        ('{% include tip.html content="Words *here*" %}', "admonition_open"),
    ],
)
def test_an_include_shows_what_its_arguments_are(body: str, part: str) -> None:
    tokens = PARSER.parse(body, make_environment("a.md"))
    assert part in [token.type for token in tokens] or part in tokens[1].content
    assert find_problems(body) == []


@pytest.mark.parametrize(
    ("tag", "body"),
    [
        ("ads", '{{< ads slot="1" >}}'),
        ("ads", "{{% Ads %}}"),
        ("{{< ads >}}", "{% ads %}"),
        ("include share.html", '{% include share.html a="b" %}'),
        ("JB/setup", "{% include JB/setup %}"),
        ("{% include  JB/setup %}", "{%- include JB/setup -%}"),
        ("include", "{% include x %}"),
        ("gist", "{{< gist a b >}}"),
        ("site.ads", "{{ site.ads }}"),
        ("{{ site.ads }}", "{{site.ads}}"),
    ],
)
def test_a_tag_that_the_project_names_is_left_out_without_a_problem(tag: str, body: str) -> None:
    assert render(f"{body}\n\nText{body}.", tag) == "<p>Text.</p>"
    problems: list[Problem] = []
    report_unknown_markup(f"{body}\n\nText{body}.", "a.md", 1, problems.append, replacements=Replacements.of_project([tag]))
    assert problems == []


def test_the_text_between_ignored_tags_stays() -> None:
    assert render("{{< wrap >}}\nText.\n{{< /wrap >}}", "wrap") == "<p>Text.</p>"
    assert render("a {% wrap %}b{% endwrap %}", "wrap") == "<p>a b</p>"


def test_an_ignored_component_is_left_out() -> None:
    replacements = Replacements.of_project(["AdSlot", "<Promo />"])
    for body in ("<AdSlot id='x' />\n\nText.", "Te<Promo/>xt.", "<AdSlot>\n\nText.\n\n</AdSlot>"):
        environment = make_environment("a.mdx", replacements=replacements)
        assert PARSER.render(body, environment).strip() == "<p>Text.</p>"
        problems: list[Problem] = []
        report_unknown_markup(body, "a.mdx", 1, problems.append, replacements=replacements)
        assert problems == []


@pytest.mark.parametrize("tag", ["", "{% %}", "other", "include", "ad"])
def test_other_tags_are_not_ignored(tag: str) -> None:
    assert "ads" in render("{{< ads >}}", tag)
