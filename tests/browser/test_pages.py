"""Real pages in Chromium: what a reader sees and can do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("There is no Chromium.")
        pytest.skip("There is no Chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own knowledge base, built."""
    built = Site(ROOT).build(source="docs", output=tmp_path_factory.mktemp("kb"))
    assert built.warnings == ""
    return built.output


def visit(browser: Browser, file: Path, width: int = 1280, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page.goto(file.as_uri())
    return page


PAGES = [
    "index.html",
    "browse/categories.html",
    "browse/categories/화제의-이슈.html",
    "posts/cleaning-up-an-exported-blog.html",
    "posts/links-instead-of-search.html",
    "reference/problems.html",
]


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen(browser: Browser, knowledge_base: Path, path: str, width: int) -> None:
    page = visit(browser, knowledge_base / path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", [".anthology-excerpt", ".anthology-byline", "article h1", "article section > p"])
def test_text_stands_out_from_its_ground(browser: Browser, knowledge_base: Path, selector: str, scheme: str) -> None:
    page = visit(browser, knowledge_base / "posts/why-korean-search-is-hard.html", scheme=scheme)
    ratio = page.evaluate(
        """selector => {
          const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(value => {
            const share = value / 255;
            return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          const light = colour => { const [r, g, b] = channels(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const text = light(getComputedStyle(document.querySelector(selector)).color);
          const ground = light(getComputedStyle(document.body).backgroundColor);
          return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
        }""",
        selector,
    )
    assert ratio >= 4.5
    page.close()


def test_korean_breaks_between_words(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "posts/why-korean-search-is-hard.html", 360)
    korean = "getComputedStyle(document.querySelector('.anthology-article p')).wordBreak"
    assert page.evaluate(korean) == "keep-all"
    page.goto((knowledge_base / "posts/links-instead-of-search.html").as_uri())
    assert page.evaluate(korean) == "normal"
    page.close()


def test_the_whole_card_leads_to_its_article(browser: Browser, knowledge_base: Path) -> None:
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


def test_covers_have_their_room_before_they_arrive(browser: Browser, knowledge_base: Path) -> None:
    page = visit(browser, knowledge_base / "posts/front-matter-that-pays.html", 360)
    box = page.locator("img.anthology-cover").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(1200 / 630, rel=0.02)
    assert page.evaluate("document.querySelector('img.anthology-cover').naturalWidth") == 1200
    page.close()
