"""The search dialog, with the keyboard and a pointer, on pages that are opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import test_pages
from accessibility import find_violations
from conftest import CONFIGURATION, Site
from playwright.sync_api import Browser, Page, expect

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

HOSTILE = "<img src=x onerror=document.title='run'> tides"
DIALOG = "dialog.anthology-search"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = Site(tmp_path_factory.mktemp("dialog"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n\nThe harbour has tides.\n")
    site.picture("posts/boat.png", 48, 32)
    site.post(
        "harbour",
        "The harbour opens. Tides turn twice a day.\n\n## Tides of spring\n\nText.\n",
        title="A harbour in spring",
        category="Coast",
        tags="tides",
        date="2024-03-05",
        cover="boat.png",
    )
    site.post("hostile", "Tides with <b>markup</b>.\n", title=HOSTILE, tags="tides", date="2024-01-02")
    site.post("korean", "항구의 물때를 모델로 그린다.\n", title="물때 모델", date="2024-02-02", lang="ko")
    return site.build().output


@pytest.fixture
def page(browser: Browser, output: Path) -> Iterator[Page]:
    page = open_page(browser, output / "posts/harbour.html")
    yield page
    assert page.evaluate("document.documentElement.dataset.error ?? ''") == ""
    page.close()


def open_page(browser: Browser, file: Path, width: int = 1280, scheme: str = "light") -> Page:
    page = test_pages.visit(browser, file, width, scheme)
    page.on("pageerror", lambda error: page.evaluate("text => { document.documentElement.dataset.error = text }", str(error)))
    return page


def search(page: Page, query: str) -> None:
    page.keyboard.press("Control+k")
    page.wait_for_selector(f"{DIALOG}[open]")
    page.keyboard.type(query)
    page.wait_for_selector(f"{DIALOG} [role=option] mark")


def titles(page: Page, group: str) -> list[str]:
    return page.get_by_role("group", name=group, exact=True).locator(".anthology-search-title").all_inner_texts()


def chosen(page: Page) -> str:
    """Return the text of the option that the text field names as the active one."""
    name = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    return page.locator(f"#{name}").inner_text() if name else ""


def test_results_are_in_groups_with_sentence_category_date_cover_and_headings(page: Page) -> None:
    search(page, "tides")
    assert titles(page, "Articles") == [HOSTILE, "A harbour in spring"]
    assert titles(page, "Tags and categories") == ["tides"]
    assert titles(page, "Other pages") == ["Home"]
    articles = page.get_by_role("group", name="Articles")
    assert "Coast · Mar 5, 2024" in articles.inner_text()
    assert "Tides turn twice a day." in articles.inner_text()
    assert "Tides" in articles.locator(".anthology-search-sentence mark").all_inner_texts()
    assert articles.locator(".anthology-search-heading").all_inner_texts() == ["Tides of spring"]
    assert articles.locator("img").evaluate_all("all => all.map(it => it.complete && it.naturalWidth)") == [48]


@pytest.mark.parametrize("query", ["tides", "harbour", "모델은"])
def test_the_dialog_and_the_search_page_give_the_same_pages(page: Page, output: Path, query: str) -> None:
    search(page, query)
    shown = page.locator(f"{DIALOG} .anthology-search-title").all_inner_texts()
    page.goto(f"{(output / 'search.html').as_uri()}?q={query}")
    page.wait_for_selector("#search-results > ul.search > li")
    assert sorted(page.locator("#search-results > ul.search > li > a").all_inner_texts()) == sorted(shown)


def test_titles_are_no_markup(page: Page) -> None:
    search(page, "markup")
    assert titles(page, "Articles") == [HOSTILE]
    assert page.title() != "run"


def test_arrow_keys_choose_a_result_and_enter_opens_it(page: Page) -> None:
    search(page, "harbour")
    assert chosen(page) == ""
    page.keyboard.press("ArrowDown")
    assert chosen(page).startswith("A harbour in spring")
    page.keyboard.press("ArrowUp")
    assert chosen(page) == ""
    page.keyboard.press("ArrowUp")
    assert chosen(page) == "Show all results"
    page.keyboard.press("ArrowUp")
    assert chosen(page).startswith("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html")
    assert page.locator("article mark, article .highlighted").first.inner_text() == "harbour"


def test_a_heading_opens_its_section(page: Page) -> None:
    search(page, "tides spring")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/harbour.html#tides-of-spring")
    expect(page.locator(DIALOG)).not_to_be_visible()


def test_enter_without_a_choice_opens_the_search_page(page: Page) -> None:
    search(page, "tides")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=tides")


def test_escape_closes_and_gives_the_focus_back(page: Page) -> None:
    page.locator("a.sidebar-brand").focus()
    before = page.evaluate("document.activeElement.outerHTML")
    search(page, "tides")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).not_to_be_visible()
    assert page.evaluate("document.activeElement.outerHTML") == before


def test_the_focus_stays_in_the_dialog(page: Page) -> None:
    search(page, "tides")
    within = f"document.querySelector('{DIALOG}').contains(document.activeElement) || document.activeElement === document.body"
    for _step in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(within)


def test_a_screen_reader_is_told_how_many_results_there_are(page: Page) -> None:
    search(page, "tides")
    expect(page.locator(f"{DIALOG} [role=status]")).to_have_text("4 results")
    page.keyboard.type("zzz")
    expect(page.locator(f"{DIALOG} [role=status]")).to_have_text("Nothing was found.")
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "false"


def test_a_slash_opens_the_dialog_but_not_in_a_text_field(page: Page) -> None:
    page.locator("input.sidebar-search").focus()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_value("/")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_value("")


def test_the_search_box_of_the_theme_opens_the_dialog(page: Page) -> None:
    page.locator("input.sidebar-search").click()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("input.sidebar-search").focus()
    page.keyboard.type("tides")
    expect(page.get_by_role("combobox")).to_have_value("tides")
    assert page.locator("input.sidebar-search").input_value() == ""


def test_korean_is_found_while_a_syllable_is_composed(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.wait_for_selector(f"{DIALOG}[open]")
    session = page.context.new_cdp_session(page)
    page.keyboard.insert_text("모")
    for text in ("ㄷ", "데", "델"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1})
        expect(page.get_by_role("option").first).to_contain_text("물때 모델")


def test_recent_searches_can_be_repeated_and_cleared(page: Page) -> None:
    search(page, "harbour")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.go_back()
    page.keyboard.press("Control+k")
    page.get_by_role("group", name="Recent searches").get_by_role("option", name="harbour").click()
    expect(page.get_by_role("combobox")).to_have_value("harbour")
    expect(page.get_by_role("option").first).to_contain_text("A harbour in spring")
    page.get_by_role("combobox").fill("")
    page.get_by_role("option", name="Clear recent searches").click()
    expect(page.get_by_role("option")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('anthology-recent-searches')") == "[]"


def test_themes_with_a_dialog_of_their_own_keep_their_keys(page: Page) -> None:
    page.evaluate("document.body.append(Object.assign(document.createElement('dialog'), {id: 'pst-search-dialog'}))")
    page.keyboard.press("Control+k")
    page.keyboard.press("/")
    expect(page.locator("input.sidebar-search")).to_be_focused()
    assert page.locator(DIALOG).count() == 0


def test_a_key_that_another_script_took_is_left_alone(page: Page) -> None:
    page.evaluate("addEventListener('keydown', (event) => event.key === 'k' && event.preventDefault(), true)")
    page.keyboard.press("Control+k")
    assert page.evaluate("AnthologySearch.open === undefined")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialog(browser: Browser, output: Path, scheme: str) -> None:
    page = open_page(browser, output / "posts/harbour.html", scheme=scheme)
    search(page, "tides")
    page.keyboard.press("ArrowDown")
    assert find_violations(page, DIALOG) == []
    page.close()


@pytest.mark.parametrize("width", [360, 768])
def test_the_dialog_fits_the_screen(browser: Browser, output: Path, width: int) -> None:
    page = open_page(browser, output / "posts/harbour.html", width)
    search(page, "tides")
    box = page.locator(DIALOG).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_site_without_posts_has_no_search_of_ours(site: Site) -> None:
    built = site.build()
    assert "search/loader.js" not in built.text("index.html")
    assert not (built.output / "_static/search").exists()


def test_a_site_that_has_lost_its_posts_has_no_search_of_ours(site: Site) -> None:
    post = site.post("one")
    assert (site.build().output / "_static/search/dialog.js").exists()
    post.unlink()
    site.write("other.md", "# Other\n")
    built = site.build()
    assert not (built.output / "_static/search").exists()
    assert not (built.output / "_search").exists()
