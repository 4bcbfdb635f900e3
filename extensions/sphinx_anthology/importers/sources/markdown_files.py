"""Markdown files with front matter, in backups and repositories of services."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from ...frontmatter.parser import parse_front_matter
from ...problems import ignore_problem
from ..archives import Export
from .json_documents import list_names
from .moments import read_moment

_SKIPPED = frozenset({"readme", "license", "changelog", "contributing"})


class MarkdownFile:
    """A file of Markdown: its front matter and its text. Broken YAML is read as far as possible."""

    def __init__(self, text: str, name: str = "") -> None:
        header = parse_front_matter(text, name, ignore_problem)
        self._values: dict[str, Any] = {entry.key: entry.value for entry in header.entries.values()}
        self.body = "\n".join(text.split("\n")[header.lines :]).strip("\n")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def text(self, *keys: str) -> str:
        """Return the first value that is a text; empty if there is none."""
        values = (self._values.get(key) for key in keys)
        return next((value.strip() for value in values if isinstance(value, str) and value.strip() not in ("", "null")), "")

    def names(self, key: str) -> tuple[str, ...]:
        """Return the names in a list, or in a text with commas."""
        return list_names(self._values.get(key))

    def is_true(self, key: str) -> bool:
        """Return whether a value is ``true``."""
        return self.text(key).lower() == "true"

    def moment(self, *keys: str, zone: tzinfo = UTC) -> datetime | None:
        """Return the first value that is a date."""
        return next((moment for key in keys if (moment := read_moment(self.text(key), zone))), None)


def list_markdown(export: Export, folder: str = "") -> Iterator[str]:
    """Yield the Markdown files that are directly in folders with a name; all of them if it is empty."""
    for name in export.names:
        parent, file = posixpath.split(name)
        stem, suffix = posixpath.splitext(file)
        is_there = not folder or posixpath.basename(parent) == folder
        if is_there and suffix.lower() == ".md" and stem.lower() not in _SKIPPED and "node_modules" not in parent:
            yield name


def list_files(export: Export, roots: Iterable[str]) -> dict[str, str]:
    """Return the files of an export that are no Markdown, by the addresses that texts have for them.

    :param roots: the folders that addresses begin at.
    """
    files: dict[str, str] = {}
    for root in roots:
        start = f"{root}/" if root else ""
        for name in export.names:
            if name.startswith(start) and not name.lower().endswith((".md", ".html", ".htm")):
                path = name.removeprefix(start)
                files[path] = files[f"/{path}"] = name
    return files
