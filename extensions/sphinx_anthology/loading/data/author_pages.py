"""The pages of authors in a Hugo site, ``authors/<key>/_index.md``, which say who the authors are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ...fields.context import find_text
from ...frontmatter.model import Entry, Table
from ...frontmatter.parser import parse_front_matter
from ...markup.text.excerpts import extract_opening
from ...markup.text.plain_words import fill_in_titles
from ...problems import Report
from ..files.encodings import normalise_newlines

_FOLDERS = ("authors", "content/authors")
PAGE_FOLDERS = frozenset(name.split("/")[0] for name in _FOLDERS)
"""The names of folders that may have pages of authors somewhere below."""
_PORTRAITS = ("avatar.jpg", "avatar.jpeg", "avatar.png", "avatar.webp")
"""Files beside a page that show the author, by a convention of themes."""
_PICTURE_KEYS = ("avatar", "image", "picture", "photo")


class AuthorPage(NamedTuple):
    """The page of an author."""

    file: Path
    path: PurePosixPath
    """The path of the file relative to the source folder."""


def find_author_pages(folder: Path, relative: PurePosixPath) -> Iterator[AuthorPage]:
    """Yield the pages of authors in a folder, in the order of their keys.

    :param relative: the folder relative to the source folder.
    """
    for name in _FOLDERS:
        for file in sorted((folder / name).glob("*/_index.md")) if (folder / name).is_dir() else ():
            yield AuthorPage(file, relative / name / file.parent.name / file.name)


def parse_author_page(page: AuthorPage, text: str, report: Report) -> Entry:
    """Return the author on a page as an entry of an authors file would be."""
    text = normalise_newlines(text)
    front_matter = parse_front_matter(text, page.path.as_posix(), report)
    entries = dict(front_matter.entries)
    author = Table({key: entry.value for key, entry in entries.items()}, {key: entry.line for key, entry in entries.items()})
    params = author.pop("params", None)
    if isinstance(params, Table):
        author.update(params)
        author.lines.update(params.lines)
    if not find_text(author, ("name",)) and (title := find_text(author, ("title",))):
        del author["title"]  # with a name, it would be a role
        author["name"] = title
    if not find_text(author, ("bio", "description")):
        body = "\n".join(text.split("\n")[front_matter.lines :])
        author["bio"] = fill_in_titles(extract_opening(body), lambda name: name)
    if not find_text(author, _PICTURE_KEYS):
        author["avatar"] = next((name for name in _PORTRAITS if (page.file.parent / name).is_file()), "")
    return Entry(page.path.parent.name, author, 1)
