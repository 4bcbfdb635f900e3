"""What the name of a post's file says: the names that links use for it, and its slug."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from unicodedata import normalize

from ..fields.scalars import LANGUAGES

INDEX_NAMES = frozenset({"index", "readme"})
_FILE_DATE = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}[-_]|\d{8}[-_])")


def file_names(path: str) -> tuple[str, str]:
    """Return the names by which other posts may call a file: with its date, and without."""
    file = PurePosixPath(path)
    stem = file.parent.name if file.stem.casefold() in INDEX_NAMES and file.parent.name else file.stem
    return normalize("NFC", stem), normalize("NFC", base_name(path))


def slug_name(path: str) -> str:
    """Return what a file is called in addresses: its name, with the language if it says one (``index.ko.md``)."""
    stem, _, suffix = PurePosixPath(path).stem.rpartition(".")
    return f"{base_name(path)}-{suffix.casefold()}" if stem and suffix.casefold() in LANGUAGES else base_name(path)


def base_name(path: str) -> str:
    """Return what a file is called: its stem without a date in front, or the folder's name for a bundle's index."""
    file = PurePosixPath(path)
    stem, _, suffix = file.stem.rpartition(".")
    if not stem or suffix.casefold() not in LANGUAGES:
        stem = file.stem
    if stem.casefold() in INDEX_NAMES and file.parent.name:
        stem = file.parent.name
    return without_date(stem)


def without_date(name: str) -> str:
    """Return the name of a file without the date that it begins with."""
    return _FILE_DATE.sub("", name)
