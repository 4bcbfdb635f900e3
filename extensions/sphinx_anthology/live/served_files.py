"""The file for an address, and the page with the one script tag that is added to it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from urllib.parse import quote

PREFIX = "/_anthology-live"
"""What is served below this address is no file of the site."""
SCRIPT = f'<script type="module" src="{PREFIX}/live.js"></script>'.encode()
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_END = re.compile(rb"</html>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_TRIES, _WAIT_SECONDS = 20, 0.025


def find_served_file(root: Path, path: str) -> Path | None:
    """Return the file for an address: that of a folder is its ``index.html``.

    :param root: the folder of the built site.
    :param path: the path of the address, decoded.
    :returns: None if there is no such file in the folder.
    """
    try:
        file = (root / path.lstrip("/")).resolve()
        if file.is_dir():
            file /= "index.html"
        return file if file.is_file() and file.is_relative_to(root.resolve()) else None
    except (OSError, ValueError):
        return None


def is_page(file: Path) -> bool:
    """Return whether a file is a page, to which the script is added."""
    return file.suffix in (".html", ".htm")


async def read_page(file: Path) -> bytes:
    """Return a page as a whole. A build may be about to write it.

    :raises OSError: it cannot be read.
    """
    data = b""
    for _try in range(_TRIES):
        data = await asyncio.to_thread(file.read_bytes)
        if _END.search(data[-2000:]):
            break
        await asyncio.sleep(_WAIT_SECONDS)
    return data


def add_script(page: bytes) -> bytes:
    """Return a page with the script in its head, before all others."""
    found = _HEAD.search(page)
    at = found.end() if found else len(page)  # nothing may come before the document type
    return page[:at] + SCRIPT + page[at:]


def needs_slash(root: Path, path: str) -> str:
    """Return the address to go to if that of a folder lacks the slash at its end; empty otherwise."""
    name = path.strip("/")
    if not name or path.endswith("/") or not (root / name).is_dir() or find_served_file(root, path) is None:
        return ""
    return f"/{quote(name)}/"  # never the beginning of another host
