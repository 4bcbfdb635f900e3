"""The text of articles as they leave the site, kept between builds.

It is taken where a page is written, in whichever process, so an incremental build has the texts of all pages, and converts
those alone that it writes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sphinx.builders import Builder

from ...outputs.feeds.content import make_content
from ...outputs.markdown_copies.html_to_markdown import html_to_markdown
from ...outputs.written_files import KeptFiles
from ..configuration.site_address import page_address
from ..incremental.records import record_file
from ..site import site_of

_SUFFIX = ".txt"
_SEPARATOR = "\0"
"""Stands in a file between the two forms of a text. Neither has this character."""


class ArticleContent(NamedTuple):
    """The text of an article."""

    html: str = ""
    markdown: str = ""
    """The same as Markdown; empty if no file is to have it."""


class ArticleContents:
    """The texts of the articles that one builder has written into one folder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._folder = record_file(builder._app, "content").with_suffix("")
        self._made: set[Path] = set()
        """The folders that are there."""

    def save(self, docname: str, body: str, *, has_markdown: bool) -> None:
        """Keep the text of an article.

        :param body: the HTML of the main part of its page.
        :raises OSError: the file cannot be written.
        """
        html = make_content(body, page_address(self._builder, docname))
        content = ArticleContent(html, html_to_markdown(html) if has_markdown else "")
        file = self._file(docname)
        if file.parent not in self._made:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(file.parent)
        file.write_bytes(_SEPARATOR.join(content).encode())

    def load(self, docname: str) -> ArticleContent:
        """Return the text of an article; empty if its page was not written."""
        try:
            html, _separator, markdown = self._file(docname).read_bytes().decode().partition(_SEPARATOR)
        except OSError:
            return ArticleContent()
        return ArticleContent(html, markdown)

    def delete_others(self, docnames: Iterable[str]) -> None:
        """Delete the texts of articles that are not among *docnames*."""
        kept = KeptFiles(f"{self._folder}/{docname}{_SUFFIX}".replace("/", os.sep) for docname in docnames)
        for file in self._folder.rglob(f"*{_SUFFIX}"):
            if str(file) not in kept:
                with suppress(OSError):
                    file.unlink()

    def _file(self, docname: str) -> Path:
        return self._folder / f"{docname}{_SUFFIX}"


def article_contents(builder: Builder) -> ArticleContents:
    """Return the texts of the articles of a build."""
    return site_of(builder.env).part(ArticleContents, lambda: ArticleContents(builder))
