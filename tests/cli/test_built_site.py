"""The articles of a built site, with their addresses, anchors and links."""

from __future__ import annotations

from pathlib import Path

import linked_blog
import pytest
from sphinx_anthology.cli.built_site import BuiltSite
from sphinx_anthology.cli.inventory import NotBuiltError

built = linked_blog.built
"""The fixture."""


def test_articles_have_the_addresses_of_their_pages(built: Path) -> None:
    suffix = "/" if built.name == "dirhtml" else ".html"
    articles = BuiltSite(built).articles
    assert {slug: (article.id, article.address) for slug, article in articles.items()} == {
        slug: (slug, f"/posts/{name}{suffix}") for slug, name in {"a": "a", "b": "b", "c": "c", "d": "d", "에": "e e"}.items()
    }


def test_anchors_are_the_ids_in_the_text_without_numbered_ones(built: Path) -> None:
    anchors = BuiltSite(built).articles["a"].anchors
    assert {"한글-제목", "inner", "place", "own-place", "raw", "older", "title-of-a"} <= anchors
    assert not {name for name in anchors if name.startswith(("id", "footnote", "furo", "anthology", "related"))}


def test_only_links_that_the_author_wrote_count(built: Path) -> None:
    site = BuiltSite(built)
    assert site.links == {"a": (), "b": ("a",), "c": ("a", "b"), "d": (), "에": ()}
    assert site.linked_from_pages == {"a", "d"}


def test_redirects_have_a_target(built: Path) -> None:
    site = BuiltSite(built)
    assert site.find_redirect_target("/blog/d/") == site.articles["d"].address
    assert site.find_article("/blog/d/") == site.articles["d"]
    assert site.find_redirect_target("/posts/a.html") is None
    assert site.find_redirect_target("/../x") is None


def test_a_redirect_to_a_missing_page_has_no_target(built: Path) -> None:
    for name, target in {"gone": "nothing.html", "away": "https://x.example/y", "shown": "index.html"}.items():
        (built / f"{name}.html").write_text(f'<META HTTP-EQUIV="Refresh" CONTENT="3;URL=\'{target}\'">', encoding="utf-8")
    site = BuiltSite(built)
    found = [site.find_redirect_target(f"/{name}.html") for name in ("gone", "away", "shown")]
    assert found == [None, "https://x.example/y", "/index.html"]


def test_a_folder_without_an_inventory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="Build the site with"):
        BuiltSite(tmp_path)
    (tmp_path / "objects.inv").write_bytes(b"a\nb\nc\nd\nnot packed")
    with pytest.raises(NotBuiltError, match="not an inventory"):
        BuiltSite(tmp_path)
    assert linked_blog.run("links", tmp_path).exit_code == linked_blog.run("urls", tmp_path, "--write").exit_code == 2


def test_unbalanced_markup_does_no_harm(built: Path) -> None:
    page = next(built.glob("posts/a.html") if built.name == "html" else built.glob("posts/a/index.html"))
    link = "b.html" if built.name == "html" else "../b/"
    inner = f'<div class="anthology-x"><a id="three" href="{link}">x</a></div>'
    odd = f'<p id="one"><br><img id="two"></em>{inner}<i><a id="four" href="{link}">'
    text = page.read_text(encoding="utf-8").replace("</h1>", f"</h1>{odd}", 1)
    page.write_text(text.replace("</article>", f'</article><a id="five" href="{link}">x</a>'), encoding="utf-8")
    site = BuiltSite(built)
    assert {"one", "two", "four"} <= site.articles["a"].anchors
    assert not {"three", "five"} & site.articles["a"].anchors
    assert site.links["a"] == ("b",)
