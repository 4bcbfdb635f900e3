"""Links and anchors in HTML that become those of Markdown."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from sphinx_anthology.markup.plugin import blog_markup_plugin
from sphinx_anthology.markup.syntax.parse_state import make_environment


def parse(text: str) -> list[tuple[str, str]]:
    """Return types and addresses or contents of the tokens in a paragraph or a heading."""
    tokens = MarkdownIt("commonmark").use(blog_markup_plugin).parse(text, make_environment("a.md"))
    inline = next(token for token in tokens if token.type == "inline")
    return [(token.type, str(token.attrs.get("href") or token.content)) for token in inline.children or []]


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ('see <a href="/blog/two/">x</a>', "/blog/two/"),
        ("see <A HREF='b.html' target=_blank>x</A>", "b.html"),
        ('see <a class="c" href="{filename}/b.md">x</a>', "/b.md"),
        ('see <a href="#part" title="T">x</a>', "#part"),
        ('see <a href="{% post_url 2020-01-02-a %}">x</a>', "post:2020-01-02-a"),
    ],
)
def test_a_link_to_this_site_becomes_a_link(text: str, href: str) -> None:
    assert parse(text)[1:] == [("link_open", href), ("text", "x"), ("link_close", "")]


@pytest.mark.parametrize(
    "text",
    [
        'see <a href="https://example.org/">x</a>',
        'see <a href="//example.org/">x</a>',
        'see <a href="javascript:x()">x</a>',
        'see <a href="/a/" onclick="x()">x</a>',
        'see <a href="#">x</a>',
        'see <a href="/a/">x',
        '*see <a href="/a/">x* y</a>',
        '<a href="/a/">x [y](/b/)</a>',
        "see <a>x</a>",
    ],
)
def test_other_links_stay_html(text: str) -> None:
    assert not any(href == "/a/" for kind, href in parse(text) if kind == "link_open")
    assert "html_inline" in [kind for kind, _ in parse(text)]


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ('## <a name="S-one"></a>Words', ["S-one"]),
        ('## Words <a id="two"></a>', ["two"]),
        ('## Words <span id="two"></span> <a id="three"/>', ["two", "three"]),
        ('## <a id="wraps">Words</a>', ["wraps"]),
        ('## Words <a id="x" class="anchor" href="#x" aria-hidden="true"></a>', ["x"]),
    ],
)
def test_an_anchor_in_a_heading_becomes_an_identifier(text: str, anchors: list[str]) -> None:
    tokens = MarkdownIt("commonmark").use(blog_markup_plugin).parse(text, make_environment("a.md"))
    assert tokens[0].meta["anchors"] == anchors
    assert [child.content for child in tokens[1].children or [] if child.content.strip()] == ["Words"]


@pytest.mark.parametrize("text", ['## <a href="/x/" id="y">Words</a>', '## <span id="y" class="big">Words</span>'])
def test_other_tags_in_a_heading_stay(text: str) -> None:
    tokens = MarkdownIt("commonmark").use(blog_markup_plugin).parse(text, make_environment("a.md"))
    assert "anchors" not in tokens[0].meta


def test_an_anchor_around_a_heading_ends_before_it() -> None:
    parser = MarkdownIt("commonmark").use(blog_markup_plugin)
    tokens = parser.parse('<a id="x">\n\n## Words\n\n</a>\n', make_environment("a.md"))
    assert [token.content for token in tokens if token.type == "html_block"] == ['<a id="x"></a>\n']
