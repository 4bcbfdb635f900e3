"""Names and slugs from the paths of posts' files."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from unicodedata import normalize

from ..fields.languages import LANGUAGES

INDEX_NAMES = frozenset({"index", "readme"})
"""Stems, in lower case, of files that take the name of their folder."""
_FILE_DATE = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}[-_]|\d{8}[-_])")


def get_link_names(path: str) -> tuple[str, str]:
    """Return the names that links in other posts may use for a file: with the date in front of it, and without."""
    file = PurePosixPath(path)
    stem = file.parent.name if file.stem.casefold() in INDEX_NAMES and file.parent.name else file.stem
    return normalize("NFC", stem), normalize("NFC", get_base_name(path))


def get_slug_name(path: str) -> str:
    """Return the name that a slug is made from: the base name, with the language of the file if its name has one.

    ``index.ko.md`` in the folder ``spring`` gives ``spring-ko``.
    """
    stem, _, suffix = PurePosixPath(path).stem.rpartition(".")
    base = get_base_name(path)
    return f"{base}-{suffix.casefold()}" if stem and suffix.casefold() in LANGUAGES else base


def get_base_name(path: str) -> str:
    """Return the stem of a file without date and language, or the name of the folder if the file is an index."""
    return strip_date(get_file_name(path))


def get_file_name(path: str) -> str:
    """Return the stem of a file without language, or the name of the folder if the file is an index."""
    file = PurePosixPath(path)
    return file.parent.name if is_index(path) and file.parent.name else _get_stem(path)


def is_index(path: str) -> bool:
    """Return whether a file takes the name of its folder."""
    return _get_stem(path).casefold() in INDEX_NAMES


def _get_stem(path: str) -> str:
    file = PurePosixPath(path)
    stem, _, suffix = file.stem.rpartition(".")
    return stem if stem and suffix.casefold() in LANGUAGES else file.stem


def strip_date(name: str) -> str:
    """Return the name of a file without the date in front of it, as Jekyll writes it: ``2025-04-23-name``."""
    return _FILE_DATE.sub("", name)
