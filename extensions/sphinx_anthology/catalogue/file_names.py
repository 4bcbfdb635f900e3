"""Names and slugs from the paths of posts' files."""

from __future__ import annotations

import re
from functools import lru_cache
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
    stem, folder = _get_stem(path), _get_folder(path)
    name = folder if stem.casefold() in INDEX_NAMES and folder else stem
    return normalize("NFC", name), normalize("NFC", get_base_name(path))


def get_slug_name(path: str, site_language: str = "") -> str:
    """Return the name that a slug is made from: the base name, with the language that the path clearly names.

    ``index.ko.md`` in the folder ``spring`` gives ``spring-ko``, and so does ``ko/spring.md``, unless that is the language of
    the site. The name depends on no other file, so that a translation that comes or goes changes no slug.
    """
    language = split_language(path)[1]
    if language is None and (language := get_folder_language(path)) == site_language:
        language = None
    return f"{get_base_name(path)}-{language.lower()}" if language else get_base_name(path)


def get_former_slug_name(path: str) -> str:
    """Return the name that a slug was made from when few languages were known, and none by a folder."""
    stem, _, suffix = _get_stem(path).rpartition(".")
    language = suffix.casefold() if stem and suffix.casefold() in _FORMER_LANGUAGES else ""
    name, folder = stem if language else _get_stem(path), _get_folder(path)
    base = strip_date(folder if name.casefold() in INDEX_NAMES and folder else name)
    return f"{base}-{language}" if language else base


@lru_cache(maxsize=256)
def split_language(path: str) -> tuple[str, str | None]:
    """Return the stem of a file and the tag of the language behind it, as in ``index.ko.md``; None if there is none."""
    whole = _get_stem(path)
    stem, _, suffix = whole.rpartition(".")
    is_language = is_clear_language(suffix, is_folder=False) or (stem.casefold() in INDEX_NAMES and len(suffix) > 1)
    language = parse_language_name(suffix) if stem and is_language else None
    return (stem, language) if language else (whole, None)


def get_folder_language(path: str) -> str | None:
    """Return the tag of the innermost folder of a file that is clearly a language; None if there is none."""
    folders = path.split("/")[:-1]
    return next((parse_language_name(name) for name in reversed(folders) if is_clear_language(name, is_folder=True)), None)


def get_base_name(path: str) -> str:
    """Return the stem of a file without date and language, or the name of the folder if the file is an index."""
    return strip_date(get_file_name(path))


def get_file_name(path: str) -> str:
    """Return the stem of a file without language, or the name of the folder if the file is an index."""
    return (_get_folder(path) if is_index(path) else "") or split_language(path)[0]


def is_index(path: str) -> bool:
    """Return whether a file takes the name of its folder."""
    return split_language(path)[0].casefold() in INDEX_NAMES


def _get_stem(path: str) -> str:
    """Return the name of a file without its suffix. This is much faster than :mod:`pathlib`."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def _get_folder(path: str) -> str:
    """Return the name of the folder that a file is in; empty if it is in none."""
    return path.rpartition("/")[0].rpartition("/")[2]


def strip_date(name: str) -> str:
    """Return the name of a file without the date in front of it, as Jekyll writes it: ``2025-04-23-name``."""
    return _FILE_DATE.sub("", name)
