"""Pages in Chromium: layout, contrast and keyboard access."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from accessibility import find_violations
from chromium import CHROMIUM, open_chromium
from conftest import CONFIGURATION, Site
from look import OUT_OF_REACH
from own_docs import copy_docs
from playwright.sync_api import Browser, Page, expect
from sphinx_anthology.settings import LAYOUTS


@contextmanager
def open_browser(*flags: str) -> Iterator[Browser]:
    """Start Chromium with further flags. Without Chromium the test is skipped, but not in CI."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("There is no Chromium.")
        pytest.skip("There is no Chromium.")
    with open_chromium(*flags) as browser:
        yield browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation of this project, built."""
    built = copy_docs(tmp_path_factory.mktemp("kb")).build(source="docs")
    assert built.warnings == ""
    return built.output


def visit(browser: Browser, file: Path, width: int = 1280, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page.goto(file.as_uri())
    return page


CONTRAST = """selector => {
  const channels = colour => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
  };
  const light = colour => { const [r, g, b] = channels(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const text = light(getComputedStyle(document.querySelector(selector)).color);
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
}"""
"""The contrast of a text to its background."""

PAGES = [
    "index.html",
    "browse/categories.html",
    "browse/categories/화제의-이슈.html",
    "browse/posts.html",
    "browse/tags.html",
    "browse/authors.html",
    "browse/authors/mina-seo.html",
    "browse/series.html",
    "browse/archive.html",
    "browse/archive/2025.html",
    "browse/map.html",
    "examples/features.html",
    "guide/indexes.html",
    "posts/favourite-words.html",
    "posts/markup-of-posts.html",
    "posts/cleaning-up-an-exported-blog.html",
    "posts/links-instead-of-search.html",
    "reference/problems.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen(browser: Browser, knowledge_base: Path, path: str) -> None:
    page = visit(browser, knowledge_base / path)
    for width in (1920, 1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_whole_pages(browser: Browser, knowledge_base: Path, scheme: str) -> None:
    article = "posts/links-instead-of-search.html"
    for path in ("index.html", article, "browse/archive.html", "browse/categories/화제의-이슈.html"):
        page = visit(browser, knowledge_base / path, scheme=scheme)
        assert find_violations(page, "html") == [], path
        page.close()


def test_what_scrolls_is_reached_with_the_keyboard(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "posts/links-instead-of-search.html", 360)
    scrolls = "element => element.scrollWidth > element.clientWidth"
    blocks = page.locator("pre").all()
    expect(page.locator("pre[tabindex]").first).to_be_visible()
    assert [block.get_attribute("tabindex") for block in blocks] == [
        "0" if block.evaluate(scrolls) else None for block in blocks
    ]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(browser: Browser, knowledge_base: Path, scheme: str) -> None:
    page = visit(browser, knowledge_base / "posts/why-korean-search-is-hard.html", scheme=scheme)
    for selector in (".anthology-excerpt", ".anthology-byline", "article h1", "article section > p"):
        assert page.evaluate(CONTRAST, selector) >= 4.5, selector
    page.close()


def test_korean_breaks_between_words(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "posts/why-korean-search-is-hard.html", 360)
    korean = "getComputedStyle(document.querySelector('.anthology-article p')).wordBreak"
    assert page.evaluate(korean) == "keep-all"
    page.goto((knowledge_base / "posts/links-instead-of-search.html").as_uri())
    assert page.evaluate(korean) == "normal"
    page.close()


def test_the_whole_card_links_to_its_article(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "index.html")
    card = page.locator(".anthology-card").first
    title = card.locator(".anthology-card-link").inner_text()
    card.click(position={"x": 30, "y": 30})
    assert page.locator("article h1").inner_text().rstrip("¶#").strip() == title
    page.close()


def test_a_reader_gets_from_an_article_to_its_category_and_the_next_article(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "posts/reading-benchmark-numbers.html")
    page.locator(".anthology-category a").click()
    assert page.locator("article h1").inner_text().startswith("화제의 이슈")
    page.go_back()
    page.locator("a.next-page").click()
    assert page.locator("article h1").inner_text().startswith("Categories that survive five years")
    page.close()


def test_covers_do_not_shift_the_page_when_they_load(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "posts/front-matter-that-pays.html", 360)
    box = page.locator("img.anthology-cover").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(1200 / 630, rel=0.02)
    assert page.evaluate("document.querySelector('img.anthology-cover').naturalWidth") > 0
    page.close()


LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz_und_andere_Namen_ohne_Lücke"
SHOWN = "date, title, excerpt, updated, author, category, tags, series, language, reading-time"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with long names and posts that are not public; its home page shows them in every layout."""
    site = Site(tmp_path_factory.mktemp("lists"))
    site.write("conf.py", CONFIGURATION + "anthology_drafts = True\n")
    fields = {"author": f"{LONG}, Kim", "category": f"{LONG} / {LONG}", "tags": f"{LONG}, b", "series": LONG}
    site.post("draft", title=LONG, draft="true", **fields)
    site.post("pinned", title=f"{LONG} {LONG}", pinned="true", **fields)
    layouts = [f"```{{posts}}\n:layout: {name}\n:show: {SHOWN}\n```\n" for name in LAYOUTS]
    overviews = [f"```{{{name}}}\n```\n" for name in ("categories", "tags", "authors", "series", "archive")]
    site.write("index.md", "# Home\n\n" + "\n".join(layouts + overviews))
    built = site.build()
    assert built.warnings == ""
    return built.output


@pytest.mark.parametrize("path", ["index.html", "browse/archive/2025.html", "browse/authors/kim.html", "posts/pinned.html"])
def test_long_names_do_not_overflow(browser: Browser, lists: Path, path: str) -> None:
    page = visit(browser, lists / path)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(OUT_OF_REACH) == [], width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_badges_and_numbers_have_enough_contrast(browser: Browser, lists: Path, scheme: str) -> None:
    page = visit(browser, lists / "index.html", scheme=scheme)
    for selector in (".anthology-draft", ".anthology-pinned", ".anthology-count", "article .anthology-byline"):
        assert page.evaluate(CONTRAST, selector) >= 4.5, selector
    page.close()


def test_a_focused_card_has_an_outline(browser: Browser, lists: Path) -> None:
    page = visit(browser, lists / "index.html")
    card = page.locator(".anthology-card").first
    outline = "card => getComputedStyle(card).outlineStyle"
    assert card.evaluate(outline) == "none"
    page.keyboard.press("Tab")
    card.locator(".anthology-card-link").focus()
    assert card.evaluate(outline) == "solid"
    page.close()


def test_the_card_of_an_author_has_the_text_beside_the_image(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "browse/authors.html")
    card = page.locator(".anthology-person").first
    picture, words = card.locator("img").bounding_box(), card.locator(".anthology-card-body").bounding_box()
    assert picture is not None
    assert words is not None
    assert picture["x"] + picture["width"] <= words["x"]
    page.close()


def test_search_and_screen_reader_texts_of_a_korean_site_are_korean(browser: Browser, site: Site) -> None:
    site.write("conf.py", CONFIGURATION + 'language = "ko"\n')
    site.post("one", category="개발 / 도구")
    output = site.build().output
    page = browser.new_page()
    page.goto(f"{(output / 'search.html').as_uri()}?q=Text")
    page.wait_for_selector("#search-results li")
    assert "검색어와 일치하는 페이지를" in page.inner_text("#search-results")
    named = "[...document.querySelectorAll('[aria-label], symbol > title')]"
    names = page.evaluate(f"{named}.map(it => it.getAttribute('aria-label') ?? it.textContent)")
    assert "사이트 탐색 사이드바 열기 또는 닫기" in names
    assert "하위 항목 펼치기 또는 접기: 개발" in names
    assert [name for name in names if name.isascii()] == []
    page.close()
