"""A blog in each of eight themes: it builds without a warning, and can be read in light and in dark.

``nox -s themes`` installs all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from chromium import OFFLINE
from playwright.sync_api import Browser
from served_pages import served
from test_pages import open_browser, visit
from theme_sites import THEMES, Theme, build_blog

CONTRAST = """selector => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const draw = colour => { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); };
  const light = () => {
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(value => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const element = document.querySelector(selector);
  const layers = [];
  for (let box = element; box; box = box.parentElement) layers.unshift(getComputedStyle(box).backgroundColor);
  draw("white");
  layers.forEach(draw);
  const ground = light();
  const style = getComputedStyle(element);
  draw(element instanceof SVGElement ? style.fill : style.color);
  const text = light();
  return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
}"""
"""The contrast of a text to what is behind it: the backgrounds of all elements around it, one over the other."""

TEXTS = {
    "index.html": (".anthology-card-link", ".anthology-card .anthology-card-text", ".anthology-card .anthology-byline"),
    "posts/p03.html": (
        ".anthology-byline",
        ".anthology-byline a",
        ".anthology-excerpt",
        ".anthology-tag",
        ".anthology-related a",
    ),
    "browse/archive.html": (".anthology-heat-month", ".anthology-heat-year"),
    "browse/tags.html": (".anthology-tag-list a", ".anthology-tag-list .anthology-count"),
}
WIDE = 1440
"""The width of a wide screen in pixels."""
ENOUGH = 4.5
"""The contrast of text that everybody can read. Source: https://www.w3.org/TR/WCAG22/#contrast-minimum"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser(OFFLINE) as browser:
        yield browser


@pytest.fixture(scope="module", params=THEMES, ids=lambda theme: theme.name)
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Theme, Path]:
    """The blog in a theme, built."""
    theme: Theme = request.param
    if not theme.is_installed:
        pytest.skip(f"{theme.name} is not installed.")
    return theme, build_blog(tmp_path_factory.mktemp("themes"), theme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(browser: Browser, blog: tuple[Theme, Path], scheme: str) -> None:
    theme, folder = blog
    if scheme not in theme.schemes:
        pytest.skip(f"{theme.name} has no {scheme} scheme.")
    pale = []
    for path, selectors in TEXTS.items():
        page = visit(browser, folder / path, WIDE, scheme)
        ratios = {selector: page.evaluate(CONTRAST, selector) for selector in selectors}
        for selector, ratio in ratios.items():
            if ratio < (theme.link_contrast if selector.endswith(" a") else ENOUGH):
                pale.append(f"{path} {selector}: {ratio:.2f}")
        page.close()
    assert pale == []


def test_cards_are_in_columns_where_there_is_room(browser: Browser, blog: tuple[Theme, Path]) -> None:
    _theme, folder = blog
    for width, columns in ((WIDE, {2, 3}), (360, {1})):
        page = visit(browser, folder / "index.html", width)
        boxes = [card.bounding_box() for card in page.locator(".anthology-card").all()]
        assert len({round(box["x"]) for box in boxes if box}) in columns
        page.close()


@pytest.mark.parametrize("path", ["index.html", "posts/p03.html", "browse/archive.html", "browse/categories.html"])
def test_no_page_is_wider_than_a_phone(browser: Browser, blog: tuple[Theme, Path], path: str) -> None:
    page = visit(browser, blog[1] / path, 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


@pytest.mark.parametrize("path", ["posts/p03.html", "browse/categories/search.html", "browse/archive.html"])
def test_index_pages_are_in_the_navigation(browser: Browser, blog: tuple[Theme, Path], path: str) -> None:
    page = visit(browser, blog[1] / path, WIDE)
    links = page.locator("nav a, nav label, [role=navigation] a, aside a, .sphinxsidebar a")
    seen = [link for link in links.all() if link.is_visible()]
    names = {link.inner_text().strip() for link in seen}
    assert {"Archive", "Tags"} <= names or {"Articles", "Categories"} <= names, names
    page.close()


def test_the_head_has_what_search_engines_and_feed_readers_look_for_once(blog: tuple[Theme, Path]) -> None:
    soup = BeautifulSoup((blog[1] / "posts/p03.html").read_text("utf-8"), "html.parser")
    assert soup.head is not None
    wanted = (
        "link[rel=canonical]",
        "meta[name=description]",
        "meta[property='og:title']",
        "meta[property='og:image']",
        "link[type='application/atom+xml']",
        "link[href$='anthology-terms.css']",
        "script[type='application/ld+json']",
    )
    assert {selector: len(soup.head.select(selector)) for selector in wanted} == dict.fromkeys(wanted, 1)
    assert "not set" not in soup.get_text()  # by which Sphinx means that there is no author


def test_the_edge_of_a_card_has_the_colour_of_its_category(browser: Browser, blog: tuple[Theme, Path]) -> None:
    page = visit(browser, blog[1] / "index.html", WIDE)
    style = "card => [getComputedStyle(card).borderTopWidth, getComputedStyle(card).borderTopColor]"
    edges = [card.evaluate(style) for card in page.locator(".anthology-cards .anthology-card").all()]
    assert {width for width, _colour in edges} == {"3px"}
    assert len({colour for _width, colour in edges}) == 2  # of the two categories of the newest articles
    page.close()


def test_no_script_fails_and_the_map_is_drawn(browser: Browser, blog: tuple[Theme, Path]) -> None:
    theme, folder = blog
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    with served(folder) as root:
        for path in ("index.html", "posts/p03.html", "browse/map.html"):
            page.goto(root + path)
            page.wait_for_load_state("load")
        page.locator("svg.anthology-graph circle").first.wait_for(state="visible")
        page.keyboard.press("Control+k")  # each theme has a dialog, this one or its own, but for Material
        if theme.name != "sphinx_immaterial":
            page.locator("dialog[open], .search-button__wrapper.show").first.wait_for(state="visible")
    assert failures == []
    page.close()


def test_captions_have_a_level(browser: Browser, blog: tuple[Theme, Path]) -> None:
    page = visit(browser, blog[1] / "posts/p03.html", WIDE)
    assert page.locator("[role=heading]:not([aria-level])").count() == 0
    page.close()
