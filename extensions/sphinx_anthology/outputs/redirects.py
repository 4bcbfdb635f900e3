"""The addresses at which articles were, and the pages that will stand there to lead to where the articles are now.

Nothing is written here. An address comes from front matter, so it is never trusted: it is a path in the output folder, or it is
a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from unicodedata import normalize
from urllib.parse import quote, unquote

from ..catalogue.catalogue import Catalogue
from ..catalogue.permalinks import list_old_addresses
from ..catalogue.post import Post
from ..problems import Code, Problem

INDEX = "index.html"
"""The page that a server shows for a folder."""
BUILDERS = ("html", "dirhtml")
"""The builders whose output is a site with addresses."""
_PAGE = re.compile(r".\.html?$", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_ELSEWHERE = re.compile(r"[/\\]{2}|(?!https?://)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""How an address begins that is not one of a blog."""
_NOT_IN_PATHS = re.compile(r"[\\*\x00-\x1f\x7f]")
"""What is no part of an address, or of a pattern of addresses."""
_LONGEST_NAME = 255  # bytes, as file systems allow
_LONGEST_PATH = 1000  # bytes; the output folder needs some of the 4096 that systems allow
_LONGEST_SHOWN = 80  # characters
_LAST = datetime.max.replace(tzinfo=UTC)


class AddressError(ValueError):
    """No page of the site can stand at an address; the message says why, as the end of a sentence about the address."""


@dataclass(frozen=True, slots=True, eq=False)
class Redirect:
    """One place at which an article was."""

    file: str
    """The page that will stand there, as a POSIX path in the output folder."""
    address: str
    """The path of the address as it was found, with a slash before it, and not percent-encoded."""
    post: Post
    line: int
    """The line of the post that names the address."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All paths at which a server shows the page of a folder, or the one path of another page; not percent-encoded."""
        if not self.file.endswith(f"/{INDEX}"):
            return (f"/{self.file}",)
        folder = f"/{self.file.removesuffix(INDEX)}"
        return tuple(dict.fromkeys((folder, folder[:-1], *([f"/{self.file}"] if self.address.endswith(INDEX) else []))))


def file_of(docname: str, builder: str) -> str:
    """Return the file of a page, as a POSIX path in the output folder of ``html`` or ``dirhtml``."""
    if builder == "html" or docname == "index" or docname.endswith("/index"):
        return f"{docname}.html"
    return f"{docname}/{INDEX}"


def address_of(file: str, builder: str) -> str:
    """Return the address of the page in a file: percent-encoded, relative to the site; empty for a home page in ``dirhtml``."""
    is_folder = builder == "dirhtml" and (file == INDEX or file.endswith(f"/{INDEX}"))
    return quote(file.removesuffix(INDEX) if is_folder else file)


def file_at(address: str) -> str:
    """Return the file in the output folder that a server shows at an address of the old blog.

    :param address: the path of the address, which may be percent-encoded; a query and a fragment are ignored.
    :returns: a POSIX path, in NFC, that does not lead out of the folder it is relative to.
    :raises AddressError: no file can be at that address.
    """
    path, mark, _rest = address.partition("#")[0].partition("?")
    try:
        path = normalize("NFC", unquote(path, errors="strict"))
        path.encode()
    except UnicodeError:
        raise AddressError("is not in UTF-8") from None
    if found := _NOT_IN_PATHS.search(path):
        raise AddressError(f"has a {found[0]!r} in it")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise AddressError("leads out of the site")
    if any(map(_DRIVE.match, parts)):
        raise AddressError("names a drive")
    if not parts:
        raise AddressError("has only a query, which a page does not see" if mark else "is that of the home page")
    if path.endswith("/") or not _PAGE.search(parts[-1]):
        parts.append(INDEX)
    file = "/".join(parts)
    if len(file.encode()) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise AddressError("is too long for the name of a file")
    return file


def find(
    catalogue: Catalogue, pages: Mapping[str, str], is_taken: Callable[[str], bool] = lambda file: False
) -> tuple[list[Redirect], list[Problem]]:
    """Return where pages have to stand that lead to articles, and what is wrong with the addresses that posts give.

    Of two posts with one old address the older has it. What a site has already at an address stays there.

    :param pages: the file of each page of the site, by docname. Posts that are not among them are left out.
    :param is_taken: tells whether another file of the site is in the place of one.
    :returns: the redirects by file, and the problems in the order of posts, the oldest first.
    """
    owners = {file: docname for docname, file in pages.items()}
    result: dict[str, Redirect] = {}
    folders: dict[str, Redirect] = {}
    problems: list[Problem] = []
    for post in sorted(catalogue.with_pages, key=lambda post: (post.published or _LAST, post.path)):
        if post.docname not in pages:
            continue
        for address, line, reason in _addresses(catalogue, post):
            try:
                if reason:
                    raise AddressError(reason)
                redirect = Redirect(file_at(address), _path(address), post, line)
            except AddressError as error:
                message = f"The old address {_shown(address)} {error}, so nothing leads from it: {_WHAT_TO_WRITE}"
                problems.append(Problem(post.path, line, Code.REDIRECT_INVALID, message))
                continue
            if redirect.file == pages[post.docname]:
                continue  # the article is where it was
            above = list(_folders(redirect.file))
            found = [result.get(redirect.file), folders.get(redirect.file), *map(result.get, above)]
            other = next(filter(None, found), None)
            if other and other.file == redirect.file and other.post is post:
                continue
            if message := _collision(redirect, other, owners.get(redirect.file), is_taken):
                problems.append(Problem(post.path, line, Code.REDIRECT_COLLISION, message))
                continue
            result[redirect.file] = redirect
            folders |= dict.fromkeys(above, redirect)
    return sorted(result.values(), key=lambda redirect: redirect.file), problems


_WHAT_TO_WRITE = "write a path on this site, such as '/blog/name/', or take it out."


def _addresses(catalogue: Catalogue, post: Post) -> Iterator[tuple[str, int, str]]:
    """Yield the old addresses of a post, each with its line and with what is wrong, if how it is written shows that."""
    given = (*((post.permalink,) if post.permalink else ()), *post.aliases)
    patterns = catalogue.collection_of(post).settings.permalinks
    if not given and not patterns:
        return
    elsewhere = [address for address in given if _ELSEWHERE.match(address)]
    for address in elsewhere:
        field = "permalink" if address == post.permalink else "aliases"
        yield address, post.line(field), "is not one of a blog"
    permalink = None if post.permalink in elsewhere else post.permalink
    usable = replace(post, permalink=permalink, aliases=tuple(alias for alias in post.aliases if alias not in elsewhere))
    by_alias = set(list_old_addresses(replace(usable, permalink=None), ()))
    for address in list_old_addresses(usable, patterns):
        yield address, post.line("aliases" if address in by_alias else "permalink"), ""


def _collision(redirect: Redirect, other: Redirect | None, page: str | None, is_taken: Callable[[str], bool]) -> str:
    """Return what to say of a redirect in the place of something else; empty if there is nothing."""
    shown = _shown(redirect.address)
    if page is not None:
        return f"The old address {shown} is that of the page '{page}', which is kept: take it out, or move the page."
    if other is not None:
        if other.file != redirect.file:
            beside = f"{_shown(other.address)} of '{other.post.path}'"
            return f"The old address {shown} cannot be beside {beside}: take one of them out."
        owner = f"'{other.post.path}', which is older and keeps it"
        return f"The old address {shown} is also one of {owner}: take it out of one of them."
    if is_taken(redirect.file):
        return in_the_way(redirect)
    return ""


def in_the_way(redirect: Redirect) -> str:
    """Return what to say of a redirect in whose place the site has a file or folder that is not a page."""
    return f"At the old address {_shown(redirect.address)} there is a file of this site, which is kept: take the address out."


def _path(address: str) -> str:
    return normalize("NFC", unquote(re.split(r"[?#]", address, maxsplit=1)[0]))


def _folders(file: str) -> Iterable[str]:
    parts = file.split("/")[:-1]
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _shown(address: str) -> str:
    return repr(address if len(address) <= _LONGEST_SHOWN else f"{address[:_LONGEST_SHOWN]}…")
