"""Searches in the pages of a site, in Chromium."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

SEARCH = """async ([query, options]) => {
  await AnthologySearch.load();
  return AnthologySearch.search(query, options);
}"""


@dataclass
class Searcher:
    """The engine of the search, on a page that was opened from disk."""

    page: Page

    def search(self, query: str, **options: Any) -> dict[str, Any]:
        """Return the answer to a query."""
        answer: dict[str, Any] = self.page.evaluate(SEARCH, [query, {"limit": 1000, **options}])
        return answer

    def docnames(self, query: str, **options: Any) -> list[str]:
        """Return the pages with all words of a query, the best first."""
        return [result["docname"] for result in self.search(query, **options)["results"]]

    def articles(self, query: str, **options: Any) -> list[str]:
        """Return the names of the posts with all words of a query, the best first."""
        return [name.removeprefix("posts/") for name in self.docnames(query, filters={"kinds": ["article"]}, **options)]


def open_searcher(browser: Browser, page_file: Path, output: Path) -> Searcher:
    """Open a page from disk, and return the engine of the search on it."""
    page = browser.new_page()
    page.on("pageerror", lambda error: page.evaluate("text => { document.documentElement.dataset.error = text }", str(error)))
    page.goto(page_file.as_uri())
    return Searcher(page)


def show(pieces: list[dict[str, Any]]) -> str:
    """Return pieces of text, with brackets around those that are marked."""
    return "".join(f"[{piece['text']}]" if piece["mark"] else piece["text"] for piece in pieces)
