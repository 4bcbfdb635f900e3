"""Qiita: the repository of Qiita CLI, whose articles are ``public/NAME.md``.

A file names the day of its last change, and no other date.

Source: https://github.com/increments/qiita-cli, and articles in public repositories.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import timedelta, timezone

from ..archives import Export
from ..entry import BodyFormat, Entry, ImportRefusedError, Visibility
from .markdown_files import MarkdownFile, list_markdown
from .notes import AddNote

_JAPAN = timezone(timedelta(hours=9))
_KEYS = {"title", "private", "updated_at", "organization_url_name"}


def recognises(export: Export) -> bool:
    """Return whether an export is a repository of Qiita CLI."""
    names = list(list_markdown(export, "public"))[:3]
    return any({line.partition(":")[0] for line in export.read_beginning(name).split("\n")} >= _KEYS for name in names)


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of a repository.

    :raises ImportRefusedError: there are none.
    """
    names = list(list_markdown(export, "public"))
    if not names:
        raise ImportRefusedError("There is no article of Qiita. Import the folder that has 'public' in it.")
    for name in names:
        try:
            yield _read_article(MarkdownFile(export.read_text(name), name), name)
        except ImportRefusedError as error:
            add_note(name, 1, str(error))


def _read_article(file: MarkdownFile, name: str) -> Entry:
    identity, stem = file.text("id"), posixpath.splitext(posixpath.basename(name))[0]
    if not identity or file.is_true("ignorePublish"):
        visibility = Visibility.DRAFT
    else:
        visibility = Visibility.PRIVATE if file.is_true("private") else Visibility.PUBLISHED
    return Entry(
        id=identity or stem,
        place=f"{name}:1",
        title=file.text("title") or stem,
        body=file.body,
        body_format=BodyFormat.MARKDOWN,
        visibility=visibility,
        slug="" if stem == identity else stem,
        published=file.moment("updated_at", zone=_JAPAN),
        tags=tuple(tag for tag in file.names("tags") if tag.strip("'\"")),
        permalink=f"items/{identity}" if identity else "",
        notes=("it is a slide show, and is shown as one page",) if file.is_true("slide") else (),
    )
