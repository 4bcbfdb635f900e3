"""The page of the search, opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

import pytest
import test_pages
from accessibility import find_violations
from conftest import CONFIGURATION, Build, Site
from playwright.sync_api import Browser, Page, expect

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

LANGUAGES = {"ko": "검색어와 일치하는 페이지를 45개 찾았습니다.", "en": "found 45 pages matching", "de": "45 passende Seiten"}
ITEMS = "#search-results > ul.search > li"


@pytest.fixture(scope="module", params=LANGUAGES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    site = Site(tmp_path_factory.mktemp("page"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    for number in range(45):
        site.post(
            f"p{number:02}",
            f"모델은 {number}번째 <b>글</b>이다.\n\n## 모델의 제목\n\n끝.\n",
            title=f"Title <i>{number}</i>",
            date=f"20{10 + number % 10}-05-06",
            category="AI" if number % 3 else "Web",
            tags=f"t{number % 5}",
            author="Mina" if number < 3 else "Jun",
        )
    return site.build(language=request.param)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    assert errors == []
    page.close()


def open_search(page: Page, built: Build, query: str, **parameters: str) -> None:
    more = "".join(f"&{name}={quote(value)}" for name, value in parameters.items())
    page.goto(f"{(built.output / 'search.html').as_uri()}?q={quote(query)}{more}")
    expect(page.locator("#search-results h2")).to_have_count(1)


def test_the_first_results_are_shown_and_their_number(page: Page, built: Build) -> None:
    open_search(page, built, "모델")
    expect(page.locator(".search-summary")).to_contain_text(LANGUAGES[str(page.locator("html").get_attribute("lang"))])
    assert page.locator(ITEMS).count() >= 20
    first = page.locator(ITEMS).first
    assert first.locator("> a").inner_text().startswith("Title <i>")
    assert first.locator(".context .highlighted").first.inner_text() == "모델"
    assert first.locator(".context").inner_text().startswith("모델은 ")
    assert first.locator("li .highlighted").inner_text() == "모델"


def test_more_results_come_at_the_end_of_the_page(page: Page, built: Build) -> None:
    open_search(page, built, "모델")
    for _ in range(3):
        page.locator(ITEMS).last.scroll_into_view_if_needed()
        page.mouse.wheel(0, 9000)
        page.wait_for_load_state()
    expect(page.locator(ITEMS)).to_have_count(45)
    expect(page.locator(".anthology-search-more")).to_be_hidden()


def test_filters_and_order_are_native_controls_and_in_the_address(page: Page, built: Build) -> None:
    open_search(page, built, "모델")
    page.select_option("select[name=category]", "Web")
    expect(page.locator(ITEMS)).to_have_count(15)
    page.select_option("select[name=author]", "Mina")
    expect(page.locator(ITEMS)).to_have_count(1)
    expect(page.locator(".search-summary")).to_contain_text("1" if "/ko" in built.output.name else "")
    assert "category=Web" in page.url
    page.reload()
    expect(page.locator(ITEMS)).to_have_count(1)
    assert page.locator("select[name=category]").input_value() == "Web"
    assert page.locator("[role=status]").count() == 1


def test_results_can_be_ordered_by_date(page: Page, built: Build) -> None:
    open_search(page, built, "모델", order="oldest", tag="t1")
    expect(page.locator(ITEMS)).to_have_count(9)
    assert "2011" in page.locator(".anthology-search-facts").first.inner_text()
    page.select_option("select[name=order]", "newest")
    expect(page.locator(".anthology-search-facts").first).to_contain_text("2016")


def test_the_next_page_marks_the_words(page: Page, built: Build) -> None:
    open_search(page, built, "모델은")
    page.locator(f"{ITEMS} > a").first.click()
    expect(page.locator("article .highlighted").first).to_have_text("모델")


def test_nothing_found_is_said(page: Page, built: Build) -> None:
    open_search(page, built, "없는낱말")
    expect(page.locator(".search-summary")).not_to_be_empty()
    assert page.locator(ITEMS).count() == 0


@pytest.mark.parametrize("missing", ["_static/search/engine.js", "_static/search/loader.js", "_search/pages.js"])
def test_sphinx_searches_if_a_script_fails(browser: Browser, built: Build, missing: str) -> None:
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort() if missing in route.request.url else route.continue_())
    open_search(page, built, "title")
    expect(page.locator(ITEMS).first).to_contain_text("Title")
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_results_and_filters_are_accessible_and_fit(
    page: Page, built: Build, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    open_search(page, built, "모델")
    assert find_violations(page, "#search-results") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
