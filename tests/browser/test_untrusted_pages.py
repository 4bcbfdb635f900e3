"""Untrusted posts in Chromium: no attack runs a script, loads more than images, or changes the page around the post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site
from playwright.sync_api import Browser, Dialog, Page, Request
from test_pages import browser
from untrusted_pages import write_site
from untrusted_vectors import VECTORS

__all__ = ["browser"]

STRUCTURE = """() => ({
  ran: window.ran !== undefined,
  scripts: document.querySelectorAll("article script").length,
  frames: document.querySelectorAll("iframe, frame, object, embed, portal").length,
  refreshes: document.querySelectorAll("meta[http-equiv=refresh], base").length,
  handlers: [...document.querySelectorAll("article *")].flatMap(element => [...element.attributes])
    .filter(attribute => attribute.name.startsWith("on") || /^\\s*(javascript|vbscript|data):/i.test(attribute.value)).length,
  article: document.querySelectorAll("article[role=main] > section.anthology-article").length,
  footer: document.querySelector("footer .bottom-of-page")?.closest("article") === null,
  sidebar: document.querySelector("aside.sidebar-drawer")?.closest("article") === null,
  contents: document.querySelector("aside.toc-drawer")?.closest("article") === null,
  navigation: document.querySelector(".related-pages")?.closest("article") === null,
  moved: [...document.querySelectorAll("article *")].filter(element => /fixed|sticky/.test(getComputedStyle(element).position))
    .length,
  after: document.querySelector("article section.anthology-article").textContent.includes("After it."),
})"""
"""What scripts have done, and where the parts of the page are."""
INTACT = {
    "ran": False,
    "scripts": 0,
    "frames": 0,
    "refreshes": 0,
    "handlers": 0,
    "article": 1,
    "footer": True,
    "sidebar": True,
    "contents": True,
    "navigation": True,
    "moved": 0,
    "after": True,
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one untrusted post for each attack, built."""
    site = Site(tmp_path_factory.mktemp("attacked"))
    write_site(site)
    return site.build().output


class Visit:
    """A visit of a page, with the dialogs that it opened and the requests for other things than its own files and images."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        page.on("dialog", self._dismiss)
        page.on("request", self._note_request)
        page.route("https://**", lambda route: route.abort())

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        if request.resource_type != "image" and not request.url.startswith("file:"):
            self.requests.append(request.url)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    yield Visit(page)
    page.close()


@pytest.mark.parametrize("name", VECTORS)
def test_an_attack_does_nothing(attacked: Path, visit: Visit, name: str) -> None:
    visit.page.goto((attacked / f"guest/{name}.html").as_uri(), wait_until="load")
    visit.page.mouse.move(500, 400)  # some would run when something is below the pointer
    visit.page.keyboard.press("Tab")
    visit.page.wait_for_function("document.readyState === 'complete'")
    state = visit.page.evaluate(STRUCTURE)
    expected = INTACT | {"after": name != "script-unclosed"}
    assert state == expected
    assert visit.dialogs == []
    assert visit.requests == []


def test_attacks_run_in_trusted_posts(tmp_path: Path, visit: Visit) -> None:
    names = [name for name in VECTORS if name.startswith(("script", "handler", "directive-raw"))]
    site = Site(tmp_path)
    write_site(site, names)
    output = site.build(anthology_untrusted=[]).output
    ran = []
    for name in names:
        visit.page.goto((output / f"guest/{name}.html").as_uri(), wait_until="load")
        ran += [name] if visit.page.evaluate("window.ran !== undefined") else []
    assert len(ran) > 20


def test_no_link_of_an_attack_runs_a_script(attacked: Path, visit: Visit) -> None:
    for name in VECTORS:
        visit.page.goto((attacked / f"guest/{name}.html").as_uri())
        addresses = visit.page.evaluate("[...document.links].map(link => link.protocol)")
        assert set(addresses) <= {"file:", "https:", "http:", "mailto:"}, name


def test_lists_of_attacks_and_the_search_are_safe(attacked: Path, visit: Visit) -> None:
    for page in ("index.html", "browse/posts.html", "browse/categories/guests.html", "search.html?q=attack"):
        visit.page.goto(f"{attacked.as_uri()}/{page}", wait_until="load")
        assert visit.page.evaluate("window.ran === undefined && document.querySelector('article iframe') === null")
    assert visit.dialogs == []
    assert visit.requests == []
