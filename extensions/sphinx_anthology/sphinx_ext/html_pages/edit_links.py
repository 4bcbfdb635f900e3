"""The link to the source of an article, for readers who want to correct it."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from ...outputs.edit_links import SourceRepository, parse_repository, read_context
from ...outputs.page_addresses import BUILDERS
from ...pages.i18n import _
from ..site import site_of

_LINK, _VIEW = "theme_source_edit_link", "theme_source_view_link"
"""The variables of Furo and of other themes made of Basic NG."""
_OWN_BUTTONS = ("theme_use_edit_page_button", "use_edit_page_button", "display_github", "display_gitlab", "display_bitbucket")
"""The variables by which other themes show a link of their own."""
_READ_THE_DOCS = "READTHEDOCS_"


class _Sources:
    """The repository with the sources of a site."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._source = Path(builder.srcdir)
        self._top = next((folder for folder in (self._source, *self._source.parents) if (folder / ".git").exists()), None)
        self.repository = self._read_theme(builder) or self._read_context(builder) or self._read_environment()

    def has(self, path: str) -> bool:
        """Return whether a file is in the repository, and is no link to another place.

        :param path: the file, relative to the source folder.
        """
        return (self._source / path).resolve().is_relative_to((self._top or self._source).resolve())

    def _read_theme(self, builder: StandaloneHTMLBuilder) -> SourceRepository | None:
        given = builder.theme_options
        url = parse_repository(str(given.get("source_repository") or ""))
        branch = str(given.get("source_branch") or "")
        return SourceRepository(url, branch, str(given.get("source_directory") or "").strip("/")) if url and branch else None

    def _read_context(self, builder: StandaloneHTMLBuilder) -> SourceRepository | None:
        return read_context(lambda name: str(builder.config.html_context.get(name) or ""))

    def _read_environment(self) -> SourceRepository | None:
        """Return the repository that Read the Docs has cloned; None if it builds no branch, as for a pull request or a tag.

        Source: https://docs.readthedocs.com/platform/stable/reference/environment-variables.html
        """
        url = parse_repository(os.environ.get(f"{_READ_THE_DOCS}GIT_CLONE_URL", ""))
        branch = os.environ.get(f"{_READ_THE_DOCS}GIT_IDENTIFIER", "")
        is_branch = os.environ.get(f"{_READ_THE_DOCS}VERSION_TYPE") == "branch"
        if not (url and branch and is_branch and self._top):
            return None
        return SourceRepository(url, branch, self._source.relative_to(self._top).as_posix())


def _sources(builder: StandaloneHTMLBuilder) -> _Sources:
    return site_of(builder.env).part(_Sources, lambda: _Sources(builder))


def find_repository(builder: StandaloneHTMLBuilder) -> SourceRepository | None:
    """Return the repository with the sources of a site; None if it is not known."""
    return _sources(builder).repository


def add_edit_link(builder: StandaloneHTMLBuilder, docname: str, context: dict[str, Any]) -> None:
    """Give the theme the address at which an article is changed, or show a link if the theme has none of its own."""
    if builder.name not in BUILDERS or docname not in site_of(builder.env).catalogue.by_docname:
        return
    sources, path = _sources(builder), str(builder.env.doc2path(docname, base=False)).replace(os.sep, "/")
    if not sources.has(path):
        context.update({_LINK: "", "theme_source_repository": ""})
        return
    repository = sources.repository
    url = repository.make_edit_url(path) if repository else ""
    if _LINK in context:
        _fill_in_theme(context, repository, path)
    elif url and not any(map(context.get, _OWN_BUTTONS)):
        words = escape(_("Edit this article"))
        link = f'<a class="reference external" rel="edit nofollow" href="{escape(url)}">{words}</a>'
        context["body"] += f'<p class="anthology-edit">{link}</p>\n'


def _fill_in_theme(context: dict[str, Any], repository: SourceRepository | None, path: str) -> None:
    """Set the variables of Furo. It does not encode the name of a file, and does not know all hosts of repositories."""
    if given := context[_LINK]:
        context[_LINK] = str(given).replace("{filename}", quote(path, errors="replace"))
    elif repository:
        context[_LINK] = repository.make_edit_url(path)
        if context.get("theme_source_repository") and not context.get(_VIEW):
            context[_VIEW] = repository.make_view_url(path)
