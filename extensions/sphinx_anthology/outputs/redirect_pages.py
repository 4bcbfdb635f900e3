"""The pages that stand at old addresses: small files that lead to articles, written when they differ, deleted when stale."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from ..problems import Code, Problem
from .redirects import Redirect, in_the_way

MARKER = '<meta name="generator" content="sphinx-anthology redirect">'
"""What a page has in its head by which it is known as one that was written here."""
_HEAD = 512  # bytes, within which the marker stands


def page(redirect: Redirect, target: str, base: str, language: str) -> str:
    """Return the HTML of a page that leads to an article.

    :param target: the address of the article, percent-encoded and relative to the site.
    :param base: the address of the site, if it is known.
    :param language: that of the site, for an article that names none.
    """
    up = "../" * redirect.file.count("/")
    url = escape(f"{up}{target}" or "./")
    canonical = escape(f"{base.rstrip('/')}/{target}") if base else url
    title = escape(redirect.post.title)
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(redirect.post.language or language)}">',
        "<head>",
        '<meta charset="utf-8">',
        MARKER,
        '<meta name="robots" content="noindex">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="refresh" content="0; url={url}">',
        f'<link rel="canonical" href="{canonical}">',
        f"<title>{title}</title>",
        "</head>",
        f'<body><p><a href="{url}">{title}</a></p></body>',
        "</html>",
    )
    return "\n".join(lines) + "\n"


class RedirectFolder:
    """The output folder of a builder, and what is known of it from earlier builds."""

    def __init__(self, output: Path, record: Path, pages: Iterable[str]) -> None:
        """Look at an output folder after a build.

        :param record: the file that keeps what this builder has written.
        :param pages: the files of all pages that the site has now, as POSIX paths in the folder.
        """
        self.output = output.resolve()
        self.record = record
        self.pages = frozenset(pages)
        before = _load(record)
        self._redirects = frozenset(before.get("redirects", ()))
        self._stale_pages = frozenset(before.get("pages", ())) - self.pages
        """The files of pages that the site has no more; Sphinx leaves them."""

    def is_taken(self, file: str) -> bool:
        """Tell whether the site has something at the place of a redirect: neither a redirect, nor what is left of a page."""
        path = self.output / file
        return file not in self._stale_pages and path.is_file() and not _is_redirect(path)

    def write(self, pages: Mapping[Redirect, str]) -> list[Problem]:
        """Make the folder hold the pages of redirects, and no others of earlier builds.

        :returns: a problem for each that could not be written, because something else is in its way.
        """
        wanted = {redirect.file for redirect in pages}
        for file in sorted(self._redirects - wanted - self.pages):
            self._delete(file)
        problems: list[Problem] = []
        written: list[str] = []
        for redirect, text in pages.items():
            path = self.output / redirect.file
            try:
                if not path.resolve().is_relative_to(self.output):
                    raise FileExistsError  # a folder of the output is a link to somewhere else
                _write_if_different(path, text.encode())
                written.append(redirect.file)
            except (OSError, RuntimeError):
                problems.append(Problem(redirect.post.path, redirect.line, Code.REDIRECT_COLLISION, in_the_way(redirect)))
        left = {file for file in self._stale_pages if (self.output / file).is_file()}
        record = {"redirects": sorted(written), "pages": sorted(self.pages | left - set(written))}
        _write_if_different(self.record, json.dumps(record, ensure_ascii=False, indent=0).encode())
        return problems

    def _delete(self, file: str) -> None:
        path = self.output / file
        if not path.resolve().is_relative_to(self.output) or not path.is_file() or not _is_redirect(path):
            return
        path.unlink()
        for folder in path.parents:
            if folder == self.output or any(folder.iterdir()):
                break
            folder.rmdir()


def _load(record: Path) -> dict[str, list[str]]:
    try:
        found = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_redirect(file: Path) -> bool:
    with file.open("rb") as stream:
        return MARKER.encode() in stream.read(_HEAD)


def _write_if_different(file: Path, data: bytes) -> None:
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
