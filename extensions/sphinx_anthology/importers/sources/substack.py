"""Substack: the ZIP archive that *Settings → Exports* makes: ``posts.csv``, and ``posts/ID.SLUG.html`` for each post.

The address of the publication, its pictures, tags and comments are not in the archive. What it says of subscribers is not read.

Sources: ``packages/mg-substack`` in https://github.com/TryGhost/migrate, and archives in the tests of public converters.
"""

from __future__ import annotations

import csv
import posixpath
from collections.abc import Iterator, Mapping

from ..archives import Export
from ..entry import Entry, ImportRefusedError, Visibility
from .moments import read_moment
from .notes import AddNote
from .substack_text import prepare_text

_KEYS = {"post_id", "post_date", "is_published", "title"}
_MAX_FIELD = 2**20


def recognises(export: Export) -> bool:
    """Return whether an export is one of Substack."""
    return _find_table(export) is not None


def _find_table(export: Export) -> str | None:
    """Return the name of the table of posts; None if there is none."""
    names = (name for name in export.names if posixpath.basename(name) == "posts.csv")
    return next((name for name in names if set(_read_keys(export, name)) >= _KEYS), None)


def _read_keys(export: Export, name: str) -> list[str]:
    """Return the keys in the first line of a table."""
    first = export.read_beginning(name).split("\n")[0].strip()
    try:
        return next(csv.reader([first]), [])
    except csv.Error:
        return []


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the posts of an export, in the order of its table.

    :raises ImportRefusedError: there is no table of posts, or it is damaged.
    """
    table = _find_table(export)
    if table is None:
        raise ImportRefusedError("There is no 'posts.csv' of Substack in the export. Import the ZIP archive as it is.")
    csv.field_size_limit(_MAX_FIELD)
    folder = posixpath.dirname(table)
    rows = csv.DictReader(export.read_text(table).replace("\0", "").split("\n"))
    try:
        for row in rows:
            values = {key: value or "" for key, value in row.items() if isinstance(key, str) and not isinstance(value, list)}
            if identity := values.get("post_id", "").strip():
                yield _read_post(export, values, posixpath.join(folder, f"posts/{identity}.html"), f"{table}:{rows.line_num}")
    except csv.Error as error:
        raise ImportRefusedError(f"'{table}' is damaged at line {rows.line_num} ({error}). Export again.") from error


def _read_post(export: Export, row: Mapping[str, str], name: str, place: str) -> Entry:
    number, _, slug = row["post_id"].strip().partition(".")
    notes: list[str] = []
    html = ""
    if name in export:
        try:
            html = prepare_text(export.read_text(name), notes)
        except ImportRefusedError as error:
            notes.append(str(error).rstrip("."))
    else:
        notes.append("its text is not in the export")
    kind, visibility = row.get("type", ""), _find_visibility(row)
    if row.get("podcast_url"):
        html = f'<audio src="{row["podcast_url"].replace(chr(34), "%22")}"></audio>\n{html}'
    is_public = visibility is Visibility.PUBLISHED
    return Entry(
        id=number,
        place=place,
        title=row["title"],
        body=html,
        visibility=visibility,
        is_page=kind == "page",
        slug=slug,
        published=read_moment(row["post_date"]),
        subtitle=row.get("subtitle", ""),
        permalink=f"/p/{slug}" if slug and is_public else "",
        notes=("it is a thread, whose comments are not in the export", *notes) if kind == "thread" else tuple(notes),
    )


def _find_visibility(row: Mapping[str, str]) -> Visibility:
    if row["is_published"].strip().lower() != "true":
        return Visibility.DRAFT
    if row.get("type") == "adhoc_email":
        return Visibility.NEWSLETTER
    return Visibility.PUBLISHED if row.get("audience", "everyone") in ("", "everyone") else Visibility.MEMBERS
