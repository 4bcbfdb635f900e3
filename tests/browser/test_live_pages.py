"""Pages of ``anthology live`` in Chromium: what an edit changes, and what it leaves."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
import test_pages
from conftest import CONFIGURATION, Site
from live_server import LiveServer, serve
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
_AT_MOST_MS = 60_000
"""When a test fails. A build in a new process takes longer than what is usual for a page."""
browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

LONG = "".join(f"## Heading {number}\n\nParagraph {number}.\n\n" + "Filling.\n\n" * 6 for number in range(30))
DETAILS = "<details id='more'><summary>More</summary><input id='field'></details>\n\n"


@pytest.fixture
def server(site: Site) -> Iterator[LiveServer]:
    site.write("conf.py", CONFIGURATION)
    site.post("one", DETAILS + LONG)
    site.post("two")
    with serve(site, "--editor=vscode") as running:
        running.wait_for_build(1)
        yield running


def visit(browser: Browser, server: LiveServer, path: str) -> Page:
    """Show a page, and wait until it follows the server."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(server.url + path)
    page.wait_for_selector("html[data-anthology-live]", state="attached")
    page.evaluate("window.isTheSamePage = true")
    return page


def panel(page: Page) -> str:
    """Return the text of the panel; empty if there is none."""
    section = page.locator("anthology-live section")
    return section.inner_text() if section.is_visible() else ""


def test_an_edit_changes_the_page_in_place(browser: Browser, server: LiveServer, site: Site) -> None:
    page = visit(browser, server, "posts/one.html")
    page.locator("#more summary").click()
    page.evaluate("document.body.dataset.theme = 'dark'")
    page.locator("#field").fill("some words")
    page.get_by_text("Paragraph 5.", exact=True).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    site.post("one", DETAILS + LONG.replace("Paragraph 5.", "Paragraph 5 is **new**."))
    expect(page.locator("article strong")).to_have_text("new", timeout=_AT_MOST_MS)
    state = page.evaluate(
        "[window.isTheSamePage, document.querySelector('#more').open, document.body.dataset.theme, "
        "document.activeElement.id, document.activeElement.value, scrollY]"
    )
    assert state == [True, True, "dark", "field", "some words", before]
    edited = LONG.replace("Paragraph 5.", "Paragraph 5 is **new**.")
    site.post("one", DETAILS + edited.replace("Paragraph 28.", "Far below is a <mark>change</mark>."))
    expect(page.locator("article mark")).to_be_in_viewport(timeout=_AT_MOST_MS)
    site.post("one", DETAILS + edited, title="Another title")
    expect(page).to_have_title(re.compile("^Another title"), timeout=_AT_MOST_MS)
    assert page.evaluate("window.isTheSamePage && document.querySelector('#more').open")
    served = page.evaluate(
        "fetch(location.href).then(answer => answer.text()).then(text => new DOMParser().parseFromString(text, 'text/html')"
        ".querySelector('article').textContent)"
    )
    assert page.evaluate("document.querySelector('article').textContent") == served


def test_problems_are_shown_until_they_are_mended(browser: Browser, server: LiveServer, site: Site) -> None:
    page = visit(browser, server, "posts/two.html")
    assert panel(page) == ""
    site.post("two", "A link to {ref}`nothing-here`.\n")
    link = page.locator("anthology-live section a")
    expect(link).to_have_text("posts/two.md:6", timeout=_AT_MOST_MS)
    assert link.get_attribute("href") == f"vscode://file{site.folder}/posts/two.md:6"
    assert "nothing-here" in panel(page)
    other = visit(browser, server, "posts/one.html")
    assert panel(other) == "", "it is a problem of another page"
    site.post("two", "No link.\n", draft="true")
    expect(page.locator("article")).to_contain_text("No link.", timeout=_AT_MOST_MS)
    expect(page.locator("anthology-live section")).to_be_hidden(timeout=_AT_MOST_MS)
    expect(page.locator("anthology-live p")).to_have_text("Draft", timeout=_AT_MOST_MS)
    expect(other.locator("a[data-anthology-live-badge=Draft]").first).to_be_attached(timeout=_AT_MOST_MS)
    conf = site.folder / "conf.py"
    conf.write_text("1 / 0\n")
    expect(page.locator("anthology-live pre")).to_contain_text("ZeroDivisionError", timeout=_AT_MOST_MS)
    expect(page.locator("article")).to_contain_text("No link.", timeout=_AT_MOST_MS)
    conf.write_text(CONFIGURATION + "html_title = 'Mended'\n")
    expect(page).to_have_title("Title of two - Mended", timeout=_AT_MOST_MS)
    expect(page.locator("anthology-live section")).to_be_hidden(timeout=_AT_MOST_MS)
    assert page.evaluate("window.isTheSamePage")
