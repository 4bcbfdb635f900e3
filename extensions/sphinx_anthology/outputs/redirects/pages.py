"""Write the HTML pages at old addresses, which forward readers to the articles.

Pages are written only if they differ, and deleted if their redirect is gone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

from ...cache import CacheFile, write_atomically
from ...problems import Code, Problem, Report
from ..site_address import SiteAddress
from ..written_files import is_same_file
from .plan import Redirect, describe_taken

MARKER = '<meta name="generator" content="sphinx-anthology redirect">'
"""The element by which a redirect page is recognised."""
_START = b'<!DOCTYPE html>\n<html lang="'
"""The first bytes of a redirect page."""
_HEAD_BYTES = 512
"""The number of bytes at the top of a file that are searched for the marker."""


class _Record(NamedTuple):
    """The output files of a build."""

    redirects: frozenset[str] = frozenset()
    """The redirect pages."""
    pages: frozenset[str] = frozenset()
    """The pages of the site, and those that it has lost and whose files are still there."""


def render_redirect_page(redirect: Redirect, target: str, site: SiteAddress, language: str) -> str:
    """Return the HTML of a redirect page.

    A script forwards, because it keeps query and fragment. Without scripts the page forwards as well, and it has a link.

    :param target: the address of the article, percent-encoded and relative to the site.
    :param site: the address of the site.
    :param language: the language of the site, for articles that name none.
    """
    to_root = "../" * redirect.file.count("/")
    address = f"{to_root}{target}" or "./"
    url, script = escape(address), json.dumps(address).replace("<", "\\u003c")
    canonical = escape(site.absolute(target)) if site.is_known else url
    title = escape(redirect.post.title)
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(redirect.post.language or language)}">',
        "<head>",
        '<meta charset="utf-8">',
        MARKER,
        '<meta name="robots" content="noindex">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<script>location.replace({script} + location.search + location.hash)</script>",
        f'<noscript><meta http-equiv="refresh" content="0; url={url}"></noscript>',
        f'<link rel="canonical" href="{canonical}">',
        f"<title>{title}</title>",
        "</head>",
        f'<body><p><a href="{url}">{title}</a></p></body>',
        "</html>",
    )
    return "\n".join(lines) + "\n"


class RedirectFolder:
    """The output folder of one builder, with a record of the pages that earlier builds wrote there."""

    def __init__(self, output: Path, record: CacheFile, pages: Iterable[str]) -> None:
        """Read the record of the last build.

        :param output: the output folder, after Sphinx has written its pages.
        :param record: keeps the record between builds.
        :param pages: the output files of all pages of the site, as POSIX paths relative to the output folder.
        """
        self.output = output.resolve()
        self.pages = frozenset(pages)
        self._record = record
        self._known: _Record = record.load() or _Record()
        self._stale_pages = self._known.pages - self.pages
        """Pages that the site has lost. Sphinx leaves their files in the output folder."""

    def is_taken(self, file: str) -> bool:
        """Return whether the site has a file in the place of a redirect page. Stale pages and redirect pages do not count."""
        path = self.output / file
        is_there = os.path.lexists(path) and not path.is_dir()
        return is_there and file not in self._stale_pages and not (path.is_file() and self._is_redirect_page(file))

    def write(self, pages: Mapping[Redirect, str], report: Report) -> None:
        """Write the pages of redirects, and delete the redirect pages that earlier builds wrote and that are not wanted.

        :param pages: the HTML of each redirect page.
        :param report: gets the redirects whose pages cannot be written.
        """
        for file in sorted(self._known.redirects - {redirect.file for redirect in pages} - self.pages):
            self._delete(file)
        # Before pages are written, because the build may be interrupted.
        planned = self._known.redirects | {redirect.file for redirect in pages}
        self._save(self._known._replace(redirects=planned))
        written: set[str] = set()
        by_key: dict[str, Path] = {}
        for redirect, html in pages.items():
            path = self.output / redirect.file
            first = by_key.setdefault(redirect.file.casefold(), path)
            try:
                if path != first and is_same_file(path, first):
                    raise FileExistsError(f"{path} is another redirect page: upper and lower case are the same here")
                self._write_page(path, html)
            except (OSError, RuntimeError):
                message = describe_taken(redirect)
                report(Problem(redirect.post.path, redirect.line, Code.REDIRECT_COLLISION, message))
            else:
                written.add(redirect.file)
        remaining = {file for file in self._stale_pages if (self.output / file).is_file()}
        self._save(_Record(frozenset(written), self.pages | remaining - written))

    def _save(self, record: _Record) -> None:
        if record != self._known:
            self._known = record
            self._record.save(record)

    def _write_page(self, file: Path, html: str) -> None:
        """Write a redirect page.

        :raises OSError: something else is in its place.
        """
        if not file.resolve().is_relative_to(self.output):
            raise FileExistsError(f"{file.parent} is a link out of the output folder")
        data = html.encode()
        if not file.is_file() or file.read_bytes() != data:
            write_atomically(file, data, self.output)

    def _delete(self, file: str) -> None:
        """Delete a redirect page and the folders that are then empty."""
        path = self.output / file
        if not path.resolve().is_relative_to(self.output) or not path.is_file() or not self._is_redirect_page(file):
            return
        path.unlink()
        for folder in path.parents:
            if folder == self.output or any(folder.iterdir()):
                break
            folder.rmdir()

    def _is_redirect_page(self, file: str) -> bool:
        """Return whether a file is a redirect page, or what is left of one that was cut off."""
        with (self.output / file).open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
        return MARKER.encode() in head or (file in self._known.redirects and _START.startswith(head[: len(_START)]))
