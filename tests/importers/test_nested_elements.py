"""Elements of an editor that are in elements of their own kind, as no editor writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import run_import
from sphinx_anthology.importers.html.parsing import parse_html
from sphinx_anthology.importers.html.plain_text import make_plain_text

pytestmark = pytest.mark.fast
_NOTION = '<article class="page"><header><h1 class="page-title">T</h1></header><div class="page-body">{}</div></article>'
_MEDIUM = '<article class="h-entry"><h1 class="p-name">T</h1><section class="e-content">{}</section></article>'


@pytest.mark.parametrize(
    ("file", "page", "element"),
    [
        (
            "A 0123456789abcdef0123456789abcdef.html",
            _NOTION,
            '<div><a class="bookmark" href="https://a.example.org">{}x</a></div>',
        ),
        ("A 0123456789abcdef0123456789abcdef.html", _NOTION, '<figure class="callout">{}x</figure>'),
        ("A 0123456789abcdef0123456789abcdef.html", _NOTION, '<figure class="equation">{}x</figure>'),
        ("posts/2018-05-01_t-0a1b2c3d4e5f.html", _MEDIUM, '<div class="graf--mixtapeEmbed">{}x</div>'),
        (
            "12/12-t.html",
            '<div class="title-article">T</div><div class="contents_style">{}</div>',
            '<figure data-ke-type="opengraph">{}x</figure>',
        ),
        ("a.html", "<main><h1>T</h1>{}</main>", "<aside>{}x</aside>"),
    ],
)
def test_elements_in_their_own_kind_are_read(tmp_path: Path, file: str, page: str, element: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(
        page.format(element.format(element.format(element.format(""))) + "<p>End.</p>"), encoding="utf-8"
    )
    record = run_import(tmp_path, tmp_path / "posts")
    assert len(record["posts"]) == 1
    assert "End." in (tmp_path / "posts" / record["posts"][0]["path"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("declaration", ["<![[DOCTYPE", "<![", "<!x[<!--", "<![CDATA[a", "<!DOCTYPE ["])
def test_declarations_that_no_parser_understands_are_text(tmp_path: Path, declaration: str) -> None:
    assert make_plain_text(f"a {declaration} b").startswith("a")
    assert parse_html(f"<p>a</p>{declaration} b").p is not None
    (tmp_path / "a.html").write_text(f"<main><h1>T</h1><p>Text.</p>{declaration}</main>", encoding="utf-8")
    record = run_import(tmp_path, tmp_path / "posts")
    assert "Text." in (tmp_path / "posts" / record["posts"][0]["path"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "kind", ["tweet", "digest-post-embed", "image-gallery-embed", "file-embed-wrapper", "button-wrapper", "poll-embed"]
)
def test_elements_of_substack_in_their_own_kind_are_read(tmp_path: Path, kind: str) -> None:
    table = "post_id,post_date,is_published,type,audience,title\n1.a,2020-01-01T00:00:00Z,true,newsletter,everyone,T\n"
    (tmp_path / "posts.csv").write_text(table, encoding="utf-8")
    element = f'<div class="{kind}" data-attrs="[1, {{}}]"><a href="%%x">x</a>' * 3
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/1.a.html").write_text(f"{element}</div></div></div><p>End.</p>", encoding="utf-8")
    assert run_import(tmp_path, tmp_path / "out")["posts"]
    assert "End." in (tmp_path / "out/a/index.md").read_text(encoding="utf-8")
