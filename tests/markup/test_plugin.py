"""The plugin as a whole: code, lines, unclosed tags, any text, and the time that it takes."""

from __future__ import annotations

import sys

import pytest
from blog_markup import MARKUP, PARSER, find_places, find_problems, list_types, parse_markdown, render_inline
from hypothesis import given
from markdown_it import MarkdownIt


def test_the_place_of_a_table_of_contents_shows_nothing() -> None:
    tokens = parse_markdown("## Contents\n\n```toc\n\n```\n\n> ~~~toc\n> tight: true\n> ~~~\n\n```js\ncode\n```\n")
    assert [(token.info, token.map) for token in tokens if token.type == "fence"] == [("js", [10, 13])]


def test_lines_keep_their_numbers_in_admonitions() -> None:
    body = "{% note %}\n\n:::tip\nOne.\n\nTwo.\n:::\n{% endnote %}\n\nThree."
    assert [(token.content, token.map) for token in parse_markdown(body) if token.type == "inline"] == [
        ("One.", [3, 4]),
        ("Two.", [5, 6]),
        ("Three.", [9, 10]),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "```\n{% x %} {{ y }} <Foo>\n```",
        "    {% x %} {{ y }}",
        "`{% x %}` ``{{ y }} ` ``",
        "<pre>\n{% x %}\n\n{{ y }}\n</pre>",
        "a <code>{{ y }}</code> b",
        "<!-- {{ y }} -->",
        "${{ secrets.X }}",
        r"\{{ y }}",
        "{} { } {{}} {%}",
        "{% highlight js %}\n{{ x }}\n{% endhighlight %}",
    ],
)
def test_code_is_never_changed(body: str) -> None:
    assert find_places(body) == []
    assert [token.content for token in parse_markdown(body)] == [
        token.content for token in (PARSER if "highlight" in body else MarkdownIt("commonmark")).parse(body)
    ]


@pytest.mark.parametrize(
    ("opening", "closing"), [("{% note %}", "{% endnote %}"), ("{{< tip >}}", "{{< /tip >}}"), ("<Note>", "</Note>")]
)
def test_a_tag_without_a_closing_tag_does_not_change_the_text_after_it(opening: str, closing: str) -> None:
    assert list_types(f"{opening}\n\nText.\n\n{opening}\nBoxed.\n{closing}", "posts/one.mdx").count("admonition_open") == 1
    assert "Boxed." in render_inline(f"a {opening} b {opening}Boxed.{closing}")


@given(MARKUP)
def test_any_text_can_be_parsed(body: str) -> None:
    lines = body.count("\n") + 1
    for path in ("a.md", "a.mdx"):
        parse_markdown(body, path)
        assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in find_problems(body, path, 1))


@pytest.mark.parametrize(
    "sign",
    [
        "{% highlight js %}\n",
        "{% note %} ",
        "{{",
        "{{< x ",
        "<A b=",
        "<Note>\n",
        "- {% raw %}\n\n",
        ":::note\n",
        "{% raw %}\n",
        "`{{ x ",
        "{/*\n",
        "{a ",
        "{a\n\n",
        "](a ",
        "![a](b c",
        "# a {#b ",
        "export const a = {\n\n",
        "*[a]: ",
        "은*(",
    ],
)
@pytest.mark.parametrize("end", ["", "{% endraw %} x", "{% endnote %} x", "</Note> x", "*/} x"])
def test_the_work_grows_linearly_with_the_text(sign: str, end: str) -> None:
    def calls(length: int) -> int:
        """Return the number of function calls, including C functions. It is the same on every machine, unlike the time."""
        count = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        body = "{{ x }}\n\n" + (sign * length)[:length] + end
        sys.setprofile(note)
        try:
            find_problems(body, "posts/one.mdx", 1)
        finally:
            sys.setprofile(None)
        return count

    calls(200)  # the first call imports modules and compiles patterns
    assert calls(16_000) < 15 * calls(2_000) + 2_000
