"""Convert between output files, paths and links inside of a built site.

Files and paths are relative to the site and not percent-encoded.
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

INDEX_FILE = "index.html"


def path_to_file(path: str) -> str:
    """Return the file that a server shows for a path."""
    return f"{path}{INDEX_FILE}" if path == "" or path.endswith("/") else path


def is_inside(file: str) -> bool:
    """Return whether a file is inside of the site."""
    return not file.startswith("/") and ".." not in file.split("/") and "\0" not in file


def resolve_link(link: str, file: str) -> str | None:
    """Return the path that a link in a file leads to; None if it leads out of the site."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if not path:
        return file
    resolved = posixpath.normpath(posixpath.join("/", posixpath.dirname(file), path)).lstrip("/")
    is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
    return f"{resolved}/" if resolved and is_folder else resolved
