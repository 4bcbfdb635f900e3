"""The layout of each kind of page: width, grids, covers and the sidebar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import CONFIGURATION, Site
from playwright.sync_api import Browser, Page
from test_pages import OUT_OF_REACH, browser, visit

__all__ = ["browser"]

WIDTHS = (360, 768, 1440)
PAGES = [
    "index",
    "posts/p0",
    "posts/p3",
    "posts/p4",
    "browse/posts",
    "browse/categories",
    "browse/categories/tools",
    "browse/tags",
    "browse/tags/slow",
    "browse/authors",
    "browse/authors/ada-long",
    "browse/series",
    "browse/series/keeping-tools",
    "browse/archive",
    "browse/archive/2025",
    "search",
]
WORDS = "A paragraph that is long enough to show how many characters stand on a line, and where the next one begins. " * 4
KOREAN = "말은 짧고 뜻은 또렷해야 하며 한 줄에 들어가는 글자의 수는 눈이 다음 줄을 쉽게 찾을 만큼이어야 한다. " * 4

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".anthology-cards > li, .anthology-list > li, .anthology-compact > li, "
    + "article h1, .anthology-tag-list > li, .anthology-facts, .anthology-byline > *, .anthology-heading, "
    + ".anthology-legend, img, figure")]
    .filter(box => box.offsetParent !== null && box.getBoundingClientRect().height);
  const apart = (one, other) => one.right <= other.left + 1 || other.right <= one.left + 1
    || one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
  return boxes.flatMap((one, number) => boxes.slice(number + 1)
    .filter(other => !one.contains(other) && !other.contains(one))
    .filter(other => !apart(one.getBoundingClientRect(), other.getBoundingClientRect()))
    .map(other => `${one.outerHTML.slice(0, 60)} and ${other.outerHTML.slice(0, 60)}`));
}"""
"""The pairs of parts of a page that lie over each other."""

LONGEST_LINE = """() => {
  const paragraphs = [...document.querySelectorAll(".anthology-article p:not([class])")];
  const [paragraph] = paragraphs.sort((one, other) => other.innerText.length - one.innerText.length);
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), lines = {};
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    for (let number = 0; number < text.length; number++) {
      const range = document.createRange();
      range.setStart(text, number);
      range.setEnd(text, number + 1);
      const top = Math.round(range.getBoundingClientRect().top / 8);
      lines[top] = (lines[top] || 0) + 1;
    }
  }
  const counts = Object.values(lines).slice(0, -1);
  return counts.reduce((sum, count) => sum + count) / counts.length;
}"""
"""The average number of characters on the full lines of the longest paragraph."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of page, built."""
    site = Site(tmp_path_factory.mktemp("layout"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "---\nlayout: home\n---\n\n# Field notes\n\nTools that last.\n")
    for name, size in {"wide": (1600, 900), "tall": (600, 1200), "square": (900, 900), "face": (200, 200)}.items():
        site.picture(f"public/{name}.png", *size)
    covers = ["/wide.png", None, "/square.png", "/tall.png", None, None, None]
    authors = ["ada", "ben", "kim"]
    for number in range(16):
        extra: dict[str, Any] = {"coverImage": covers[number]} if number < len(covers) and covers[number] else {}
        extra |= {"series": "Keeping tools"} if number in (0, 1, 2) else {}
        extra |= {"pinned": True} if number == 0 else {}
        extra |= {"lang": "ko"} if number == 4 else {}
        site.post(
            f"p{number}",
            f"{KOREAN if number == 4 else WORDS}\n\n## A heading\n\n### A smaller one\n\n`code` and [a link](p0.md).\n",
            title=f"{'A long title that needs a second line on a card, and a third one ' if number == 3 else 'Post '}{number}",
            date=f"2025-{number % 6 + 1:02}-10",
            category="Tools" if number < 3 else "Tools / Editors" if number == 3 else f"Topic {number:02}",
            author=authors[number % 3],
            tags=["slow", f"tag-{number % 4}"],
            **extra,
        )
    people = {
        "ada": {"name": "Ada Long", "picture": "/face.png", "bio": "Writes about tools.", "role": "Editor"},
        "ben": {"name": "Ben Short"},
        "kim": {"name": "김민서"},
    }
    built = site.build(anthology_authors=people)
    assert built.warnings == ""
    return built.output


def find_contrast(page: Page) -> list[str]:
    """Return the elements whose text has too little contrast."""
    found = Axe().run(page, context="article", options={"runOnly": ["color-contrast"]}).response["violations"]
    return [node["html"] for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overlaps_is_cut_off_or_hard_to_read(browser: Browser, pages: Path, scheme: str) -> None:
    found: list[tuple[str, object]] = []
    for name in PAGES:
        page = visit(browser, pages / f"{name}.html", scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            faults = [*page.evaluate(OVERLAPS), *page.evaluate(OUT_OF_REACH)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append("scrolls sideways")
            found += [(name, (width, fault)) for fault in faults]
        found += [(name, ("contrast", fault)) for fault in find_contrast(page)]
        page.close()
    assert found == []


def test_index_pages_have_no_empty_column_and_three_cards_in_a_row(browser: Browser, pages: Path) -> None:
    for name in ("index", "browse/posts", "browse/categories", "browse/authors", "browse/archive", "browse/tags/slow"):
        page = visit(browser, pages / f"{name}.html", 1440)
        content = page.locator(".content").bounding_box()
        assert content
        assert content["x"] + content["width"] > 1400, name
        page.close()
    page = visit(browser, pages / "browse/posts.html", 1440)
    tops = [round(card.bounding_box()["y"]) for card in page.locator(".anthology-cards > li").all()]  # type: ignore[index]
    assert [tops.count(top) for top in dict.fromkeys(tops)][:3] == [3, 3, 3]
    page.close()


@pytest.mark.parametrize(("path", "least", "most"), [("posts/p0", 65, 76), ("posts/p4", 34, 43)])
def test_a_line_of_an_article_has_a_readable_length(browser: Browser, pages: Path, path: str, least: int, most: int) -> None:
    page = visit(browser, pages / f"{path}.html", 1440)
    assert least <= page.evaluate(LONGEST_LINE) <= most
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_portrait_cover_is_cut_and_the_text_begins_on_the_first_screen(browser: Browser, pages: Path, width: int) -> None:
    page = visit(browser, pages / "posts/p3.html", width)
    box = page.locator("img.anthology-cover").bounding_box()
    assert box
    assert box["height"] <= min(box["width"] * 9 / 16 + 2, 0.6 * 900)
    page.close()


def test_many_categories_are_folded_and_the_current_one_is_in_view(browser: Browser, pages: Path) -> None:
    page = visit(browser, pages / "posts/p15.html", 1440)
    assert page.locator(".sidebar-tree a", has_text="All categories (13)").count() == 1
    page.set_viewport_size({"width": 1440, "height": 400})
    page.reload()
    current = page.locator(".sidebar-tree .current-page > a")
    frame, box = page.locator(".sidebar-scroll").bounding_box(), current.bounding_box()
    assert frame
    assert box
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    page.close()


def test_an_article_prints_without_what_is_around_it(browser: Browser, pages: Path) -> None:
    page = visit(browser, pages / "posts/p1.html", 1024)
    page.emulate_media(media="print")
    for selector in (".sidebar-drawer", ".toc-drawer", ".anthology-surroundings", ".anthology-series", "footer .related-pages"):
        assert not page.locator(selector).first.is_visible(), selector
    page.close()
