"""The page that a host shows for an address without a page: ``404.html``.

It is shown at any depth, so its addresses are relative to the address of the site and not to the page. In the browser, a script
forwards from an old address, or suggests the articles whose addresses are most like the one that was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from html import escape

from ..catalogue.permalinks import normalise_address
from ..catalogue.post import Post
from .redirects.plan import Redirect

FILE = "404.html"
DATA = "_static/anthology-pages.js"
"""The script with the addresses of all articles."""
SCRIPT = "_static/anthology-404.js"
_JSON_IN_SCRIPT = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render_head(site_path: str, page_folder: str) -> str:
    """Return the elements of the head: the base of all addresses, and that no search engine lists the page.

    :param site_path: the path of the site on its host.
    :param page_folder: the folder that relative addresses of the page begin in, relative to the site; with a slash at the end.
    """
    local = json.dumps(f"./{page_folder}")
    return (
        f'<base href="{escape(site_path + page_folder)}">\n'
        f'<script>if (location.protocol === "file:") document.querySelector("base").setAttribute("href", {local})</script>\n'
        '<meta name="robots" content="noindex" />\n'
    )


def render_body(root: str, search: str, translate: Callable[[str], str]) -> str:
    """Return the main part of the page.

    :param root: the address of the site, relative to the page.
    :param search: the address of the page with search results, relative to the site; empty if the site has no search.
    """
    reason = translate("There is no page at this address. It may have moved, or the address has a mistake.")
    question, home = translate("Did you look for one of these?"), translate("Home page")
    title, label = translate("Page not found"), escape(translate("Search"))
    lines = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(reason)}</p>",
        f'<div class="anthology-suggestions" data-root="{escape(root or "./")}" hidden>',
        f"<p>{escape(question)}</p><ul></ul></div>",
    ]
    if search:
        lines += [
            f'<form class="anthology-find" action="{escape(root + search)}" method="get" role="search" aria-label="{label}">',
            f'<input type="search" name="q" aria-label="{label}"> <button type="submit">{label}</button></form>',
        ]
    lines.append(f'<p><a href="{escape(root or "./")}">{escape(home)}</a></p>')
    lines += [f'<script defer src="{escape(root + path)}"></script>' for path in (DATA, SCRIPT)]
    return "\n".join(lines)


def render_data(posts: Iterable[Post], redirects: Iterable[Redirect], addresses: Mapping[str, str]) -> bytes:
    """Return the script with the addresses of articles, and the old addresses that lead to them.

    :param addresses: the address of each page, relative to the site, by docname.
    """
    pages = [[post.title, addresses[post.docname]] for post in posts]
    moved = {
        normalise_address(address): addresses[redirect.post.docname] for redirect in redirects for address in redirect.addresses
    }
    data = json.dumps({"pages": pages, "moved": moved}, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _JSON_IN_SCRIPT.items():
        data = data.replace(character, escaped)
    return f"var anthologyPages = {data};\n".encode("utf-8", "replace")
