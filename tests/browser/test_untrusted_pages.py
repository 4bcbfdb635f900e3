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
  links: [...document.links].every(link => ["file:", "https:", "http:", "mailto:"].includes(link.protocol)),
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
    "links": True,
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


class Visitor:
    """A visitor of pages, with the dialogs that the last one opened and its requests for more than its own files and images."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        page.on("dialog", self._dismiss)
        page.on("request", self._note_request)
        page.route("https://**", lambda route: route.abort())

    def go(self, file: Path, query: str = "") -> None:
        """Visit a page."""
        self.dialogs.clear()
        self.requests.clear()
        self.page.goto(file.as_uri() + query, wait_until="load")

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        if request.resource_type != "image" and not request.url.startswith("file:"):
            self.requests.append(request.url)


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Visitor]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    yield Visitor(page)
    page.close()


@pytest.mark.parametrize("name", VECTORS)
def test_an_attack_does_nothing(attacked: Path, visitor: Visitor, name: str) -> None:
    visitor.go(attacked / f"guest/{name}.html")
    visitor.page.mouse.move(500, 400)  # some would run when something is below the pointer
    visitor.page.keyboard.press("Tab")
    visitor.page.wait_for_function("() => document.readyState === 'complete'")
    state = visitor.page.evaluate(STRUCTURE)
    expected = INTACT | {"after": name != "script-unclosed"}
    assert state == expected
    assert visitor.dialogs == []
    assert visitor.requests == []


def test_attacks_run_in_trusted_posts(tmp_path: Path, visitor: Visitor) -> None:
    names = [name for name in VECTORS if name.startswith(("script", "handler", "directive-raw"))]
    site = Site(tmp_path)
    write_site(site, names)
    output = site.build(anthology_untrusted=[]).output
    ran = []
    for name in names:
        visitor.go(output / f"guest/{name}.html")
        ran += [name] if visitor.page.evaluate("window.ran !== undefined") else []
    assert len(ran) > 20


def test_lists_of_attacks_and_the_search_are_safe(attacked: Path, visitor: Visitor) -> None:
    for page in ("index", "browse/posts", "browse/categories/guests", "search"):
        visitor.go(attacked / f"{page}.html", "?q=attack")
        assert visitor.page.evaluate("window.ran === undefined && document.querySelector('article iframe') === null")
        assert visitor.dialogs == []
        assert visitor.requests == []
