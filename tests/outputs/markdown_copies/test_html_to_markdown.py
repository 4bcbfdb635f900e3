"""Markdown of the text of an article."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from sphinx_anthology.outputs.feeds.content import make_content
from sphinx_anthology.outputs.markdown_copies.html_to_markdown import html_to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p>one</p>\n<p>two</p>", "one\n\ntwo\n"),
        ("<h2>Part <code>x</code></h2><p>a</p>", "## Part `x`\n\na\n"),
        ("<p>a<br>b</p>", "a\\\nb\n"),
        ("<p><b>a</b> <em>b</em> <del>c</del></p>", "**a** *b* ~~c~~\n"),
        ('<p><a href="https://a.example/x y">a</a></p>', "[a](<https://a.example/x%20y>)\n"),
        ("<p><a>a</a></p>", "a\n"),
        ('<img src="https://a.example/x.png" alt="[x]">', "![\\[x\\]](<https://a.example/x.png>)\n"),
        ("<ul>\n<li><p>a</p></li>\n<li><p>b</p><ol><li>c</li></ol></li>\n</ul>", "- a\n- b\n\n  1. c\n"),
        ("<ol><li></li><li>b</li></ol>", "1.\n2. b\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc\n"),
        ('<pre data-language="py">x = 1\n\n  y\n</pre>', "```py\nx = 1\n\n  y\n```\n"),
        ("<pre>```\n</pre>", "````\n```\n````\n"),
        ("<p><code>`</code></p>", "`` ` ``\n"),
        (
            "<table><thead><tr><th>a</th><th>b|c</th></tr></thead><tbody><tr><td>1</td><td><p>2</p></td></tr></tbody></table>",
            None,
        ),
        ("<p># a</p><p>- b</p><p>1. c</p><p>&gt; d</p>", "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n"),
        ("<p>snake_case _x_ &lt;b&gt; &amp;lt;</p>", "snake_case \\_x\\_ \\<b> \\&lt;\n"),
    ],
)
def test_each_element_has_its_markdown(html: str, markdown: str | None) -> None:
    made = html_to_markdown(html)
    assert markdown is None or made == markdown
    words = "".join(MarkdownIt().enable(["table", "strikethrough"]).render(made).split())
    assert markdown is None or not markdown or words
    if markdown is None:
        assert "<th>b|c</th>" in words
        assert "<td>2</td>" in words


@pytest.mark.parametrize(
    "text", ["</script><script>x", "**b** _i_ `c` [l](x) ![i](y)", "# h", "* * *", "&lt; <!-- c -->", "~~x~~ $y$", "+ z"]
)
def test_text_stays_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    rendered = MarkdownIt().render(html_to_markdown(f"<p>{escaped}</p>"))
    assert rendered == f"<p>{escaped}</p>\n"


@pytest.mark.parametrize(
    "piece", ["<ul><li>", "<blockquote>", "<b>", "<p>", "<table><tr><td>", '<a href="x">', "</li>", "</a>"]
)
def test_text_that_is_nested_or_cut_off_is_no_trouble(piece: str) -> None:
    made = html_to_markdown(make_content(f"<h1>x</h1>{piece * 300}end", "https://a.example/"))
    assert made.count("end") == 1
    assert len(made) < 300 * 300
