"""Names of files in both forms of Unicode: ``é`` as one character (NFC), or as a letter and an accent (NFD).

macOS writes names in NFD, and people write NFC. On Linux these are two names, so a file is looked up in both.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from unicodedata import is_normalized, normalize

_MAX_PLACES = 8


def to_nfc(text: str) -> str:
    """Return a text in NFC."""
    return text if text.isascii() else normalize("NFC", text)


def find_spelling(path: str) -> str:
    """Return a path with each name as it is on disk; the path itself if it leads to nothing in either form.

    :param path: an absolute path with slashes. It may be one that no file can have.
    """
    if path.isascii() or _exists(path):
        return path
    names = path.split("/")
    # A folder above the path may be one that nobody may list.
    find = _find_forms if ".." in names else _find_alike
    first = next(place for place, name in enumerate(names) if not name.isascii())
    places = ["/".join(names[:first])]
    for name in names[first:]:
        # A folder may be there in both forms, and what is sought is in one of them.
        places = [f"{place}/{found}" for place in places for found in find(place, name)][:_MAX_PLACES]
    return places[0] if places else path


def _find_forms(place: str, name: str) -> list[str]:
    """Return those forms of a name that are in a folder."""
    forms = (name,) if name.isascii() else dict.fromkeys((name, to_nfc(name), normalize("NFD", name)))
    return [form for form in forms if _exists(f"{place}/{form}")]


def _find_alike(place: str, name: str) -> list[str]:
    """Return the names in a folder that are the same as a name in NFC, also those of which only a part is in NFD."""
    if name.isascii():
        return _find_forms(place, name)
    try:
        others = _list_names(place, os.stat(place).st_mtime_ns)  # noqa: PTH116  may be no valid path
    except (OSError, ValueError):
        return []
    if others is None:
        return _find_forms(place, name)
    normal = to_nfc(name)
    return [*([normal] if _exists(f"{place}/{normal}") else []), *others.get(normal, ())]


@lru_cache(maxsize=256)
def _list_names(folder: str, modified_ns: int) -> dict[str, list[str]] | None:
    """Return the names in a folder that are not in NFC, by their form in NFC.

    The result is None for a folder behind a symbolic link, which may be one that posts must not use.

    :param modified_ns: when the folder was changed, in nanoseconds since the epoch, because the result is kept.
    """
    if os.path.realpath(folder) != folder:
        return None
    result: dict[str, list[str]] = {}
    for name in sorted(entry.name for entry in Path(folder).iterdir()):
        if not is_normalized("NFC", name):
            result.setdefault(to_nfc(name), []).append(name)
    return result


def respell(name: str, spelling: str) -> str:
    """Return the name of a file as it is on disk.

    :param name: the path as it was written.
    :param spelling: the spelling of the absolute path that ends with the name.
    """
    inner = name.lstrip("/")
    return name[: len(name) - len(inner)] + "/".join(spelling.split("/")[-len(inner.split("/")) :])


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False  # it has a NUL
