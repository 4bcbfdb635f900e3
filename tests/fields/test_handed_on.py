"""Addresses in front matter that Sphinx, MyST and other extensions read."""

from __future__ import annotations

import pytest
from conftest import Site
from post_files import list_article_codes, parse_article
from sphinx_anthology.fields.record import KeyOutcome
from sphinx_anthology.problems import Code


@pytest.mark.parametrize("key", ["og:url", "og:image", "og:image:secure_url", "og:video", "og:audio:url"])
def test_an_address_for_open_graph_that_is_refused_is_not_handed_on(key: str) -> None:
    lines = ("title: A", "date: 2025-01-01", f'{key}: "javascript:alert(1)"')
    post = parse_article(*lines)
    assert (post.handed_on, post.keys[-1].outcome) == ({}, KeyOutcome.INVALID)
    assert list_article_codes(*lines) == [(4, Code.URL_REFUSED)]
    assert parse_article("title: A", f'{key}: "/a.png"').handed_on == {key: "/a.png"}


@pytest.mark.parametrize(
    "line", ["og:image:alt: 'javascript: the good parts'", "og:image:", "og:image: [a]", "ogp_disable: true"]
)
def test_other_values_for_open_graph_are_handed_on_as_they_are(line: str) -> None:
    assert line.partition(": ")[0].removesuffix(":") in parse_article("title: A", line).handed_on
    assert list_article_codes("title: A", "date: 2025-01-01", line) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("http-equiv=refresh", "0;url=javascript:alert(1)"),
        ("HTTP-EQUIV=Refresh", "0; URL = 'data:text/html,x'"),
        ('http-equiv="refresh"', "5 javascript:alert(1)"),
        ("property=og:image", "javascript:alert(1)"),
        ("name=twitter:player lang=en", "vbscript:x"),
        ("itemprop=url", "file:///etc/passwd"),
    ],
)
@pytest.mark.parametrize("template", ["html_meta: {{{}, description: D}}", "myst: {{html_meta: {{{}, description: D}}}}"])
def test_a_meta_tag_with_an_address_that_is_refused_is_left_out(name: str, content: str, template: str) -> None:
    quoted = content.replace("'", "''")
    line = template.format(f"'{name}': '{quoted}'")
    post = parse_article("title: A", "date: 2025-01-01", line)
    meta = post.handed_on.get("html_meta") or post.handed_on["myst"]["html_meta"]
    assert meta == {"description": "D"}
    assert list_article_codes("title: A", "date: 2025-01-01", line) == [(4, Code.URL_REFUSED)]


@pytest.mark.parametrize(
    ("name", "content"),
    [("http-equiv=refresh", "5"), ("http-equiv=refresh", "0;url=/new"), ("description", "javascript: a book"), ("author", 3)],
)
def test_other_meta_tags_are_handed_on_as_they_are(name: str, content: object) -> None:
    line = f"html_meta: {{'{name}': {content!r}}}"
    assert parse_article("title: A", line).handed_on == {"html_meta": {name: content}}
    assert list_article_codes("title: A", "date: 2025-01-01", line) == []


@pytest.mark.parametrize(
    "name", ["a b", "=", "a=", "=b", "name=a b", "name=a =", "a\u00a0b=c d", 'x"><script>=1', "name=a onclick-=", "", " "]
)
def test_a_name_that_is_no_meta_tag_is_left_out(name: str) -> None:
    line = f"html_meta: {{'{name}': text, description: D}}"
    assert parse_article("title: A", line).handed_on == {"html_meta": {"description": "D"}}
    assert list_article_codes("title: A", "date: 2025-01-01", line) == [(4, Code.FIELD_FORM)]


@pytest.mark.parametrize("content", ["''", "'  '", "", "null", "false", "0", "[]"])
def test_a_meta_tag_without_content_says_nothing(content: str) -> None:
    line = f"html_meta: {{description: {content}, 'http-equiv=refresh': {content}, keywords: K}}"
    assert parse_article("title: A", line).handed_on == {"html_meta": {"keywords": "K"}}
    assert list_article_codes("title: A", "date: 2025-01-01", line) == []


@pytest.mark.build
def test_url_schemes_make_no_script(site: Site) -> None:
    schemes = "{wiki: 'javascript:{{path}}', any: '{{path}}', ok: 'https://example.org/{{path}}', http: null}"
    body = "[a](wiki:x) <wiki:x> [b](any:javascript:x) [c](ok:x)\n"
    site.write("posts/a.md", f"---\ntitle: A\ndate: 2025-01-01\nmyst: {{url_schemes: {schemes}}}\n---\n\n{body}")
    built = site.build()
    article = built.soup("posts/a").select_one(".anthology-article")
    assert [link["href"] for link in article.select("p > a.external")] == ["https://example.org/x"]
    assert built.codes == ["anthology.url-refused"]  # for all three, which make the same link on the same line
    assert "posts/a.md:7: WARNING: The link 'javascript:x', which 'url_schemes' make, is not allowed" in built.warnings
