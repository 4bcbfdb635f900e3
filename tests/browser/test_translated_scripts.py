"""Words that scripts show, on a Russian site, whose numbers have three forms. A strict content security policy is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import test_pages
from conftest import Site
from playwright.sync_api import Browser, Page
from served_pages import served

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    site = Site(tmp_path_factory.mktemp("russian"))
    site.write(
        "conf.py",
        'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nproject = html_title = "Блог"\nlanguage = "ru"\n'
        "anthology_share_cards = False\n",
    )
    for name, title in {"tides": "Приливы", "again": "Приливы и отливы"}.items():
        site.post(name, "Вода уходит. Вода приходит.\n", title=title, date="2025-03-01", category="Море")
    with served(site.build().output, Content_Security_Policy="script-src 'self'") as address:
        page = browser.new_page()
        page.goto(f"{address}posts/tides.html")
        yield page
        page.close()


def test_a_number_chooses_among_the_forms_of_the_language(page: Page) -> None:
    found = page.evaluate('[0, 1, 2, 5, 11, 21, 22].map(n => Documentation.ngettext("One result", "${count} results", n))')
    assert [words.removeprefix("${count} ") for words in found] == [
        "результатов",
        "результат",
        "результата",
        "результатов",
        "результатов",
        "результат",
        "результата",
    ]


def test_names_that_furo_has_in_english_are_translated(page: Page) -> None:
    named = "[...document.querySelectorAll('[aria-label], symbol > title')]"
    names = page.evaluate(f"{named}.map(it => it.getAttribute('aria-label') ?? it.textContent)")
    assert "Показать или скрыть навигацию" in names
    assert [name for name in names if re.search("[A-Za-z]", name)] == []
    assert "Сделано с помощью Sphinx и темы @pradyunsg: Furo" in page.locator(".left-details").inner_text()


def test_the_search_dialog_counts_its_results(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog.anthology-search[open]")
    page.keyboard.type("приливы")
    page.wait_for_selector("dialog.anthology-search [role=option] mark")
    assert page.locator("dialog.anthology-search [role=status]").inner_text() == "2 результата"
    assert page.locator("dialog.anthology-search button").last.inner_text() == "Закрыть"
