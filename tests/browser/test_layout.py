"""The layout of each kind of page: width, grids, covers and the sidebar."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from chromium import SCHEMES, Scheme
from conftest import CONFIGURATION, Site
from look import WIDTHS, look_at
from PIL import Image
from playwright.sync_api import Browser
from served_pages import served
from test_pages import browser, visit

__all__ = ["browser"]

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
    "browse/map",
    "search",
]
WORDS = "A paragraph that is long enough to show how many characters stand on a line, and where the next one begins. " * 4
KOREAN = "말은 짧고 뜻은 또렷해야 하며 한 줄에 들어가는 글자의 수는 눈이 다음 줄을 쉽게 찾을 만큼이어야 한다. " * 4

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


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_overlaps_is_cut_off_or_hard_to_read(browser: Browser, pages: Path, scheme: Scheme) -> None:
    widths = WIDTHS if scheme == "light" else ()  # both schemes have one layout
    with served(pages) as address:
        found = {name: look_at(browser, f"{address}{name}.html", scheme, widths) for name in PAGES}
    assert {name: faults for name, faults in found.items() if faults} == {}


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


def test_dates_of_compact_lists_are_a_column_before_the_titles_or_below_them(browser: Browser, pages: Path) -> None:
    for width, is_before in ((1440, True), (768, True), (360, False)):
        page = visit(browser, pages / "browse/tags/slow.html", width)
        lines = [
            (line.locator("a").bounding_box(), line.locator("time").bounding_box())
            for line in page.locator(".anthology-compact > li").all()
        ]
        assert len(lines) == 16
        for title, date in lines:
            assert title
            assert date
            assert (date["x"] + date["width"] <= title["x"]) is is_before
            assert (date["y"] >= title["y"] + title["height"] - 2) is not is_before
        starts = {round(title["x"]) for title, _ in lines if title}
        assert len(starts) == (2 if is_before else 1), "one is pinned, and has a badge beside its date"
        page.close()


def test_three_cards_stay_in_a_row_on_a_tablet(browser: Browser, pages: Path) -> None:
    page = visit(browser, pages / "browse/categories/tools.html", 768)
    page.evaluate("document.querySelector('.anthology-cards').lastElementChild.remove()")
    tops = {round(card.bounding_box()["y"]) for card in page.locator(".anthology-cards > li").all()}  # type: ignore[index]
    assert page.locator(".anthology-cards > li").count() == 3
    assert len(tops) == 1
    page.close()


def test_the_portrait_of_an_author_is_beside_what_is_known(browser: Browser, pages: Path) -> None:
    page = visit(browser, pages / "browse/authors/ada-long.html", 360)
    portrait, role, posts = (
        page.locator(f".anthology-wide > {selector}").first.bounding_box()
        for selector in ("img.anthology-portrait", ".anthology-role", "ul")
    )
    assert portrait
    assert role
    assert posts
    assert role["x"] >= portrait["x"]
    assert role["y"] < portrait["y"] + portrait["height"] <= posts["y"]
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
    for selector in (
        ".skip-to-content",
        ".sidebar-drawer",
        ".toc-drawer",
        ".anthology-surroundings",
        ".anthology-series",
        "footer .related-pages",
    ):
        assert not page.locator(selector).first.is_visible(), selector
    page.close()


def test_korean_articles_are_as_wide_as_the_paper_and_texts_are_divided_between_pages(browser: Browser, pages: Path) -> None:
    for name in ("posts/p4", "index"):
        page = visit(browser, pages / f"{name}.html", 680)
        page.emulate_media(media="print")
        box = page.locator(".content").bounding_box()
        assert box
        assert box["width"] == 680, name
        assert page.evaluate("getComputedStyle(document.querySelector('article section p')).breakInside") == "auto"
        page.close()


def test_avatars_are_round_and_their_links_have_the_names_of_the_authors(browser: Browser, pages: Path) -> None:
    for name, author in (("p0", "Ada Long"), ("p1", "Ben Short"), ("p2", "김민서")):
        page = visit(browser, pages / f"posts/{name}.html", 360)
        avatar = page.locator(".anthology-byline .anthology-avatar").first
        box = avatar.bounding_box()
        assert box
        assert (box["width"], box["height"]) == (24, 24), author
        assert page.get_by_role("link", name=author, exact=True).locator(".anthology-avatar").count() == 1
        assert avatar.evaluate("element => getComputedStyle(element).borderRadius") == "50%"
        page.close()


@pytest.mark.parametrize(("name", "size"), [("avatar", 24), ("portrait", 72)])
def test_initials_are_seen_in_the_place_of_a_picture_that_does_not_load(
    browser: Browser, pages: Path, name: str, size: int
) -> None:
    page = visit(browser, pages / "posts/p0.html", 360)
    page.locator("article p").first.evaluate(
        f"""element => new Promise(resolve => {{
          const image = document.createElement("img");
          Object.assign(image, {{ id: "lost", className: "anthology-{name}", alt: "", onerror: resolve, src: "lost.png" }});
          image.dataset.initials = "KM";
          element.append(image);
        }})"""
    )
    image = page.locator("#lost")
    box = image.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (size, size)
    drawn = Image.open(io.BytesIO(image.screenshot())).convert("L")
    pixels = drawn.tobytes()
    assert pixels[3 * drawn.width + size // 2] < 160  # the disc
    assert max(drawn.crop((size // 4, size // 4, 3 * size // 4, 3 * size // 4)).tobytes()) > 230  # the letters
    page.close()
