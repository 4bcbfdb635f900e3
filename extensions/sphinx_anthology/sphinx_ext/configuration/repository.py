"""The repository with the sources of a site, as the theme, the project or Read the Docs names it."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from ...outputs.edit_links import SourceRepository, parse_repository, read_context
from ..site import site_of

_READ_THE_DOCS = "READTHEDOCS_"


class Sources:
    """The repository with the sources of a site."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._source = Path(builder.srcdir)
        self._top = next((folder for folder in (self._source, *self._source.parents) if (folder / ".git").exists()), None)
        self._root = (self._top or self._source).resolve()
        self.repository = self._read_theme(builder) or self._read_context(builder) or self._read_environment()

    def has(self, path: str) -> bool:
        """Return whether a file is in the repository, and is no link to another place.

        :param path: the file, relative to the source folder.
        """
        return (self._source / path).resolve().is_relative_to(self._root)

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


def sources_of(builder: StandaloneHTMLBuilder) -> Sources:
    """Return the repository of the sources of a build."""
    return site_of(builder.env).part(Sources, lambda: Sources(builder))
