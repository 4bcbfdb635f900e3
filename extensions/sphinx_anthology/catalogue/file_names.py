"""Names and slugs from the paths of posts' files."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from unicodedata import normalize

from ..fields.languages import is_clear_language, parse_language_name

INDEX_NAMES = frozenset({"index", "readme"})
"""Stems, in lower case, of files that take the name of their folder."""
_FORMER_LANGUAGES = frozenset(
    (
        "ko ja en zh de fr es pt ru "
        "ko-kr ja-jp en-us en-gb zh-cn zh-tw zh-hk zh-hans zh-hant pt-br pt-pt es-es es-mx fr-fr de-de"
    ).split()
)
"""The languages that earlier versions knew, by which slugs were made."""
_FILE_DATE = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}[-_]|\d{8}[-_])")


def get_link_names(path: str) -> tuple[str, str]:
    """Return the names that links in other posts may use for a file: with the date in front of it, and without."""
    file = PurePosixPath(path)
    stem = file.parent.name if file.stem.casefold() in INDEX_NAMES and file.parent.name else file.stem
    return normalize("NFC", stem), normalize("NFC", get_base_name(path))


def get_slug_name(path: str, site_language: str = "") -> str:
    """Return the name that a slug is made from: the base name, with the language that the path clearly names.

    ``index.ko.md`` in the folder ``spring`` gives ``spring-ko``, and so does ``ko/spring.md``, unless that is the language of
    the site. The name depends on no other file, so that a translation that comes or goes changes no slug.
    """
    language = split_language(path)[1] or get_folder_language(path)
    is_named = split_language(path)[1] or language != site_language
    return f"{get_base_name(path)}-{language.lower()}" if language and is_named else get_base_name(path)


def get_former_slug_name(path: str) -> str:
    """Return the name that a slug was made from when few languages were known, and none by a folder."""
    file = PurePosixPath(path)
    stem, _, suffix = file.stem.rpartition(".")
    language = suffix.casefold() if stem and suffix.casefold() in _FORMER_LANGUAGES else ""
    name = stem if language else file.stem
    base = strip_date(file.parent.name if name.casefold() in INDEX_NAMES and file.parent.name else name)
    return f"{base}-{language}" if language else base


def split_language(path: str) -> tuple[str, str | None]:
    """Return the stem of a file and the tag of the language behind it, as in ``index.ko.md``; None if there is none."""
    file = PurePosixPath(path)
    stem, _, suffix = file.stem.rpartition(".")
    is_language = is_clear_language(suffix, is_folder=False) or (stem.casefold() in INDEX_NAMES and len(suffix) > 1)
    language = parse_language_name(suffix) if stem and is_language else None
    return (stem, language) if language else (file.stem, None)


def get_folder_language(path: str) -> str | None:
    """Return the tag of the innermost folder of a file that is clearly a language; None if there is none."""
    folders = (folder for folder in reversed(PurePosixPath(path).parent.parts) if is_clear_language(folder, is_folder=True))
    return parse_language_name(next(folders, ""))


def get_base_name(path: str) -> str:
    """Return the stem of a file without date and language, or the name of the folder if the file is an index."""
    return strip_date(get_file_name(path))


def get_file_name(path: str) -> str:
    """Return the stem of a file without language, or the name of the folder if the file is an index."""
    file = PurePosixPath(path)
    return file.parent.name if is_index(path) and file.parent.name else split_language(path)[0]


def is_index(path: str) -> bool:
    """Return whether a file takes the name of its folder."""
    return split_language(path)[0].casefold() in INDEX_NAMES


def strip_date(name: str) -> str:
    """Return the name of a file without the date in front of it, as Jekyll writes it: ``2025-04-23-name``."""
    return _FILE_DATE.sub("", name)
