"""The pages that are open in browsers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import unquote

from sphinx.builders import Builder


def page_url(builder: Builder, docname: str) -> str:
    """Return the address of a page relative to the root of the site, decoded, as browsers are known by it."""
    return unquote(builder.get_target_uri(docname))


def find_open(builder: Builder, docnames: Iterable[str], open_urls: Collection[str]) -> list[str]:
    """Return those of some documents whose pages are open.

    :param open_urls: the addresses of open pages, as :func:`page_url` returns them.
    """
    return [docname for docname in docnames if page_url(builder, docname) in open_urls]
