"""Find the old addresses of articles that need a redirect.

Addresses come from front matter, so each is checked: it becomes a file in the output folder or a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from unicodedata import normalize
from urllib.parse import unquote

from ...catalogue.catalogue import Catalogue
from ...catalogue.permalinks import list_old_addresses
from ...catalogue.post import Post
from ...problems import Code, Problem, Report
from ..page_addresses import INDEX_FILE, InvalidAddressError, address_to_file

_FOREIGN = re.compile(r"[/\\]{2}|(?!https?://)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""The beginning of an address that is neither a path nor an HTTP address."""
_MAX_SHOWN = 80  # characters
_NO_DATE = datetime.max.replace(tzinfo=UTC)
"""The date by which posts without one are sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class Redirect:
    """A redirect from an old address to an article."""

    file: str
    """The output file of the redirect page, as a POSIX path relative to the output folder."""
    address: str
    """The old address: a path that begins with a slash and is not percent-encoded."""
    post: Post
    """The article."""
    line: int
    """The line of the post that gives the address."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All paths at which a server shows the redirect page, not percent-encoded."""
        if not self.file.endswith(f"/{INDEX_FILE}"):
            return (f"/{self.file}",)
        folder = f"/{self.file.removesuffix(INDEX_FILE)}"
        index = [f"/{self.file}"] if self.address.endswith(INDEX_FILE) else []
        return tuple(dict.fromkeys((folder, folder[:-1], *index)))


def find_redirects(
    catalogue: Catalogue, files: Mapping[str, str], report: Report, is_taken: Callable[[str], bool] = lambda file: False
) -> list[Redirect]:
    """Return the redirects of a site, sorted by file.

    If two posts claim the same address, the older one gets it, but no untrusted post before a trusted one. Pages and files of
    the site keep their addresses.

    :param files: the output file of each page of the site, by docname. Posts that are missing here get no redirects.
    :param report: gets the addresses that cannot be used, from the oldest post to the newest.
    :param is_taken: returns whether the site has another file in the place of an output file.
    """
    claims = _Claims({file: docname for docname, file in files.items()}, is_taken)
    posts = (post for post in catalogue.with_pages if post.docname in files)
    for post in sorted(posts, key=lambda post: (post.is_untrusted, post.published or _NO_DATE, post.path)):
        for redirect in _make_redirects(catalogue, post, report):
            if redirect.file != files[post.docname]:
                claims.add(redirect, report)
    return sorted(claims.by_file.values(), key=lambda redirect: redirect.file)


def _make_redirects(catalogue: Catalogue, post: Post, report: Report) -> Iterator[Redirect]:
    """Yield the redirects of a post, and report the addresses that are not valid."""
    given = (*((post.permalink,) if post.permalink else ()), *post.aliases)
    patterns = catalogue.collection_of(post).settings.permalink_patterns
    if not given and not patterns:
        return
    foreign = [address for address in given if _FOREIGN.match(address)]
    for address in foreign:
        line = post.line("permalink" if address == post.permalink else "aliases")
        report(_make_invalid_problem(post, line, address, "is neither a path nor an HTTP address"))
    permalink = None if post.permalink in foreign else post.permalink
    usable = replace(post, permalink=permalink, aliases=tuple(alias for alias in post.aliases if alias not in foreign))
    from_aliases = set(list_old_addresses(replace(usable, permalink=None), ()))
    for address in list_old_addresses(usable, patterns):
        line = post.line("aliases" if address in from_aliases else "permalink")
        try:
            yield Redirect(address_to_file(address), _decode_path(address), post, line)
        except InvalidAddressError as error:
            report(_make_invalid_problem(post, line, address, str(error), error.code))


@dataclass(frozen=True, slots=True)
class _Claims:
    """The output files that redirects have claimed, in the order of their posts."""

    pages: Mapping[str, str]
    """The docname of each page of the site, by output file."""
    is_taken: Callable[[str], bool]
    by_file: dict[str, Redirect] = field(default_factory=dict)
    by_folder: dict[str, Redirect] = field(default_factory=dict)
    """A redirect inside each folder that redirects need."""

    def add(self, redirect: Redirect, report: Report) -> None:
        """Claim the file of a redirect, unless something else has its place, which is reported."""
        folders = _list_folders(redirect.file)
        others = (self.by_file.get(redirect.file), self.by_folder.get(redirect.file), *map(self.by_file.get, folders))
        other = next(filter(None, others), None)
        if other and other.file == redirect.file and other.post is redirect.post:
            return
        if message := self._describe_collision(redirect, other):
            report(Problem(redirect.post.path, redirect.line, Code.REDIRECT_COLLISION, message))
            return
        self.by_file[redirect.file] = redirect
        self.by_folder.update(dict.fromkeys(folders, redirect))

    def _describe_collision(self, redirect: Redirect, other: Redirect | None) -> str:
        """Return the message on what has the place of a redirect; empty if the place is free.

        :param other: a redirect that needs the same file, a folder of that name, or a file in the place of a folder.
        """
        shown, page = _shorten(redirect.address), self.pages.get(redirect.file)
        if page is not None:
            return f"Old address {shown} is that of the page '{page}', which is kept. Remove the address, or move the page."
        if other and other.file != redirect.file:
            blocker = f"{_shorten(other.address)} of '{other.post.path}'"
            return f"Old address {shown} cannot exist beside {blocker}: one would be a file, the other its folder. Remove one."
        if other:
            return (
                f"Old address {shown} also belongs to '{other.post.path}', which is older and keeps it. "
                "Remove it from one of them."
            )
        return describe_taken(redirect) if self.is_taken(redirect.file) else ""


def describe_taken(redirect: Redirect) -> str:
    """Return the message on a redirect whose place has a file or folder of the site that is not a page."""
    return f"Old address {_shorten(redirect.address)} is that of a file of the site, which is kept. Remove the address."


def _make_invalid_problem(post: Post, line: int, address: str, reason: str, code: Code = Code.REDIRECT_INVALID) -> Problem:
    advice = "Write a path on this site, such as '/blog/name/', or remove the address."
    return Problem(post.path, line, code, f"Old address {_shorten(address)} {reason}. {advice}")


def _decode_path(address: str) -> str:
    return normalize("NFC", unquote(re.split(r"[?#]", address, maxsplit=1)[0]))


def _list_folders(file: str) -> list[str]:
    """Return the folders that a file is in, the outermost first."""
    parts = file.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _shorten(address: str) -> str:
    """Return an address in quotes, cut if it is long."""
    return repr(address if len(address) <= _MAX_SHOWN else f"{address[:_MAX_SHOWN]}…")
