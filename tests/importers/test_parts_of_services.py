"""Parts of articles that only one service writes, as Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_anthology.importers.archives import Export
from sphinx_anthology.importers.html.conversion import convert_html
from sphinx_anthology.importers.html.plain_text import make_plain_line
from sphinx_anthology.importers.sources import html_folder, medium, velog
from sphinx_anthology.importers.sources.devto_tags import expand_tags
from sphinx_anthology.importers.sources.ghost_text import render_lexical
from sphinx_anthology.importers.sources.substack_text import prepare_text
from sphinx_anthology.importers.sources.tumblr_posts import render_blocks
from sphinx_anthology.importers.web_addresses import drop_tracking


def _convert(html: str) -> str:
    return convert_html(html, lambda address, is_file: address).text


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (
            {"type": "markdown", "markdown": "a[^n] H~2~O x^2^\n\n[^n]: Note *n*"},
            "a[^1] H<sub>2</sub>O x<sup>2</sup>\n\n[^1]: Note *n*\n",
        ),
        (
            {
                "type": "call-to-action",
                "imageUrl": "a.png",
                "textValue": "<p>b</p>",
                "buttonUrl": "https://c.org",
                "buttonText": "c",
            },
            "![](a.png)\n\nb\n\n[c](https://c.org)\n",
        ),
        (
            {
                "type": "list",
                "listType": "check",
                "children": [
                    {"type": "listitem", "checked": done, "children": [{"type": "text", "text": "a"}]} for done in (True, False)
                ],
            },
            "- [x] a\n- [ ] a\n",
        ),
    ],
)
def test_cards_of_ghost_keep_footnotes_pictures_and_boxes(node: dict[str, object], text: str) -> None:
    notes: dict[str, None] = {}
    assert _convert(render_lexical({"root": {"children": [node]}}, notes)) == text
    assert notes == {}


def test_footnotes_in_two_cards_of_ghost_do_not_mix() -> None:
    cards = [{"type": "markdown", "markdown": f"a[^1]\n\n[^1]: {text}"} for text in ("one", "two")]
    assert _convert(render_lexical({"root": {"children": cards}}, {})) == "a[^1]\n\na[^2]\n\n[^1]: one\n\n[^2]: two\n"


def test_labels_that_substack_hides_are_left_out() -> None:
    html = '<div class="preformatted-block"><label class="hide-text">Text within this block</label><pre>a</pre></div>'
    assert _convert(prepare_text(html, [])) == "```\na\n```\n"


def test_a_message_that_a_story_of_medium_shows_is_a_link(tmp_path: Path) -> None:
    body = (
        '<p><span class="graf-dropCap">T</span>he tide<br>turns.</p><figure><blockquote class="twitter-tweet">'
        '<a href="https://twitter.com/a/status/1"></a></blockquote></figure>'
    )
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/2020-01-02_A-0123456789ab.html").write_text(
        f'<h1 class="p-name">A</h1><p class="p-summary">The tide turns.</p><section class="e-content">{body}</section>',
        encoding="utf-8",
    )
    (entry,) = medium.read(Export(tmp_path), lambda path, line, message: None)
    assert _convert(entry.body) == "The tide\\\nturns.\n\n> <https://twitter.com/a/status/1>\n"
    assert entry.excerpt == ""


def test_embedded_pages_of_velog_are_players_and_links(tmp_path: Path) -> None:
    text = "!youtube[aBcDeFgHiJk?start=3]\n!codepen[a/embed/b]\n!other[x] !youtube[y]\n```\n!youtube[aBcDeFgHiJk]\n```\n"
    (tmp_path / "a.md").write_text(f"---\ntitle: a\n---\n{text}", encoding="utf-8")
    (entry,) = velog.read(Export(tmp_path), lambda path, line, message: None)
    shown = "@[youtube](aBcDeFgHiJk)\n<https://codepen.io/a/embed/b>\n!other[x] !youtube[y]"
    assert entry.body == f"{shown}\n```\n!youtube[aBcDeFgHiJk]\n```"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Vec&lt;T> and <b>bold</b>", "Vec<T> and bold"),
        ("Map<String, List<Int>>", "Map<String, List<Int>>"),
        ("<i>a</i><t></t> <fb:like>b</fb:like><script><T>c</script>", "a<t></t> b"),
    ],
)
def test_what_is_no_html_stays_in_titles(html: str, text: str) -> None:
    assert make_plain_line(html) == text


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{% embed https://youtu.be/aBcDeFgHiJk %}", "@[youtube](aBcDeFgHiJk)"),
        ("{% codepen https://codepen.io/a/pen/b default-tab=js %}", "<https://codepen.io/a/pen/b>"),
        ("{% link /me/other-1a2b %}", "<https://dev.to/me/other-1a2b>"),
        ("{%- user me -%}", "<https://dev.to/me>"),
        ("{% cta https://a.example.org %} Go {% endcta %}", "[Go](https://a.example.org)"),
        ("{% details A *b* %}\nc\n{% enddetails %}", "<details>\n<summary>A *b*</summary>\n\nc\n\n</details>"),
        ("`{% user me %}`", "`{% user me %}`"),
        ("{% raw %}{% user me %}{% endraw %} {% youtube x %}", "{% raw %}{% user me %}{% endraw %} {% youtube x %}"),
    ],
)
def test_liquid_tags_that_only_dev_has_are_markdown(tag: str, text: str) -> None:
    assert expand_tags(tag) == text


def test_a_footnote_of_hatena_blog_has_no_mark_in_its_text() -> None:
    html = (
        '<p>a<a href="#f-1" name="fn-1">*1</a></p><div class="footnote"><p class="footnote"><a href="#fn-1" name="f-1">*1</a>'
        '<span class="footnote-delimiter">:</span><span class="footnote-text">Note</span></p></div>'
    )
    assert _convert(html) == "a[^1]\n\n[^1]: Note\n"


def test_a_line_break_beside_a_player_is_no_backslash() -> None:
    player = '<iframe src="https://player.vimeo.com/video/12345678"></iframe>'
    assert _convert(f"<p>a<br>\n<br>{player}<br><br>b</p>") == "a\n\n@[vimeo](12345678)\n\nb\n"


def test_references_of_html_are_found_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "2001").mkdir()
    (tmp_path / "2001/a.htm").write_text(
        '<p><a href="B.HTM">b</a><img src="../IMG/C%20d.GIF"><a href="../x">x</a></p>', encoding="utf-8"
    )
    for name in ("2001/b.htm", "x.html", "c d.gif"):
        (tmp_path / name).write_text("b", encoding="utf-8")
    (tmp_path / "img").mkdir()
    (tmp_path / "c d.gif").rename(tmp_path / "img/c d.gif")
    entry = next(html_folder.read(Export(tmp_path), lambda path, line, message: None))
    assert entry.links == {"B.HTM": "2001/b.htm", "../x": "x.html"}
    assert entry.files == {"../IMG/C d.GIF": "img/c d.gif"}


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://blog.naver.com/x/223?fromRss=true&trackingCode=rss", "https://blog.naver.com/x/223"),
        ("https://a.example.org/?p=1&utm_source=rss#b", "https://a.example.org/?p=1#b"),
        ("https://a.example.org/b#c", "https://a.example.org/b#c"),
    ],
)
def test_an_address_of_a_feed_is_that_of_the_page(address: str, page: str) -> None:
    assert drop_tracking(address) == page


def test_lists_of_tumblr_are_nested_and_music_has_its_name() -> None:
    blocks: list[object] = [
        {"type": "text", "text": text, "subtype": f"{kind}-list-item", "indent_level": level}
        for text, kind, level in (("a", "ordered", 0), ("b", "unordered", 1), ("c", "ordered", 0), ("d", "unordered", 0))
    ]
    song = {
        "type": "audio",
        "provider": "tumblr",
        "title": "Song",
        "artist": "E",
        "media": {"url": "https://a.example.org/s.mp3"},
    }
    assert _convert(render_blocks([*blocks, song], [])) == (
        '1. a\n   - b\n2. c\n\n- d\n\n<audio src="https://a.example.org/s.mp3" controls></audio>\n\nSong — E\n'
    )
