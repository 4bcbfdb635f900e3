"""Convert between docnames, output files and addresses of pages, for the builders ``html`` and ``dirhtml``."""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import quote, unquote

from ..catalogue.permalinks import strip_host
from ..characters import has_control_character
from ..problems import Code

BUILDERS = ("html", "dirhtml")
"""The builders that write a site with an address for each page."""
INDEX_FILE = "index.html"
"""The file that a server shows at the address of a folder."""
_PAGE_NAME = re.compile(r".\.html?$", re.IGNORECASE)
_FORBIDDEN = re.compile(r"""[\\*<>:"|?]""")
"""Characters that no file on Windows can have in its name, so that some archives and hosts do not take it either."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
"""Names of devices on Windows. Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
_RESERVED = frozenset(
    "404.html 403.html 500.html 50x.html search.html genindex.html py-modindex.html searchindex.js objects.inv opensearch.xml "
    "sitemap.xml robots.txt favicon.ico manifest.json sw.js service-worker.js cname web.config netlify.toml vercel.json".split()
)
"""Names at the top of a site, in lower case, that Sphinx, browsers, crawlers or hosts look for."""
_MAX_NAME_BYTES = 255  # the limit of most file systems
_MAX_PATH_BYTES = 1000  # well below the 4096 that systems allow, because the path of the output folder comes first


class InvalidAddressError(ValueError):
    """No page can be at an address. The message gives the reason as a predicate: ``leads out of the site``."""

    code = Code.REDIRECT_INVALID


class ReservedAddressError(InvalidAddressError):
    """An address is that of a file that the site, its server or a browser may have or look for."""

    code = Code.REDIRECT_COLLISION


def docname_to_file(docname: str, builder: str) -> str:
    """Return the output file of a page, as a POSIX path relative to the output folder."""
    if builder == "html" or docname == "index" or docname.endswith("/index"):
        return f"{docname}.html"
    return f"{docname}/{INDEX_FILE}"


def file_to_address(file: str, builder: str) -> str:
    """Return the percent-encoded address of an output file, relative to the site; empty for the home page in ``dirhtml``."""
    is_folder = builder == "dirhtml" and (file == INDEX_FILE or file.endswith(f"/{INDEX_FILE}"))
    return quote(file.removesuffix(INDEX_FILE) if is_folder else file)


def address_to_file(address: str) -> str:
    """Return the output file that a server shows at an address of the old blog.

    :param address: a path, perhaps percent-encoded. A query and a fragment are ignored.
    :returns: a POSIX path in NFC, relative to the output folder and always inside of it.
    :raises InvalidAddressError: no file can be at the address.
    """
    path, question_mark, _query = address.partition("#")[0].partition("?")
    path = _decode(path)
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise InvalidAddressError("leads out of the site")
    if not parts:
        raise InvalidAddressError("has only a query, which pages cannot see" if question_mark else "is that of the home page")
    for part in parts:
        _check_name(part)
    if parts[0].startswith("_") or parts[0].casefold() in _RESERVED:
        raise ReservedAddressError(f"is in the place of '{parts[0]}', which is kept for files that are no pages")
    if path.endswith("/") or not _PAGE_NAME.search(parts[-1]):
        parts.append(INDEX_FILE)
    file = "/".join(parts)
    if len(file.encode()) > _MAX_PATH_BYTES or any(len(part.encode()) > _MAX_NAME_BYTES for part in parts):
        raise InvalidAddressError("is too long for the name of a file")
    return file


def address_to_feed_file(address: str) -> str:
    """Return the output file at an address of the old blog's feed, such as ``/feed.xml``; ``/feed/`` has an ``index.xml``.

    :raises InvalidAddressError: no file can be at the address.
    """
    path = _decode(strip_host(address).partition("#")[0].partition("?")[0])
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise InvalidAddressError("leads out of the site")
    if not parts or parts[0].startswith("_") or parts[0].casefold() in _RESERVED or _PAGE_NAME.search(parts[-1]):
        raise InvalidAddressError("is not the place of a feed")
    for part in parts:
        _check_name(part)
    return "/".join(parts if "." in parts[-1] and not path.endswith("/") else [*parts, "index.xml"])


def _check_name(name: str) -> None:
    """Check the name of a file or folder.

    :raises InvalidAddressError: it is hidden, as configurations of servers and repositories are, or not possible on Windows.
    """
    if name.startswith("."):
        raise InvalidAddressError(f"contains the hidden name '{name}'")
    if _DEVICE.match(name):
        raise InvalidAddressError(f"contains '{name}', a device on Windows")
    if name.endswith((".", " ")):
        raise InvalidAddressError(f"contains '{name}', whose last character Windows removes")


def _decode(path: str) -> str:
    """Return a path in NFC without percent-encoding.

    :raises InvalidAddressError: the path is not in UTF-8, or has characters that file names cannot have.
    """
    try:
        path = normalize("NFC", unquote(path, errors="strict"))
        path.encode()
    except UnicodeError:
        raise InvalidAddressError("is not in UTF-8") from None
    if has_control_character(path):
        raise InvalidAddressError("contains a control character")
    if match := _FORBIDDEN.search(path):
        raise InvalidAddressError(f"contains {match[0]!r}")
    return path
