"""Read the objects in the inventory of a built site.

:mod:`sphinx.util.inventory` is not used because importing Sphinx takes longer than any command.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ..catalogue.post import OLD_NAME_PRIORITY
from .site_paths import is_inside, path_to_file

_LINE = re.compile(r"(.+?) (\S+:\S+) (-?\d+) (.*)")
"""A line of an inventory: name, type, priority, then location and display name."""
_HEADER_LINES = 4


class NotBuiltError(ValueError):
    """A folder is not the output of a build. The message says what is missing."""


class InventoryObject(NamedTuple):
    """An object that has a page in the site."""

    name: str
    type: str
    """The domain and the type: ``blog:post``."""
    file: str
    """The output file, as a POSIX path relative to the site."""
    is_old: bool = False
    """Whether the name is an old slug of an article."""


def read_inventory(folder: Path) -> Iterator[InventoryObject]:
    """Yield the objects of a built site whose files exist.

    :raises NotBuiltError: there is no inventory, or it is not readable.
    """
    inventory = folder / "objects.inv"
    try:
        *_, packed = inventory.read_bytes().split(b"\n", _HEADER_LINES)
        lines = zlib.decompress(packed).decode().splitlines()
    except OSError:
        message = f"There is no 'objects.inv' in '{folder}'. Build the site with the builder html or dirhtml."
        raise NotBuiltError(message) from None
    except (ValueError, zlib.error):
        raise NotBuiltError(f"'{inventory}' is not an inventory of Sphinx. Build the site again.") from None
    for line in lines:
        if (match := _LINE.fullmatch(line)) and (file := _find_file(folder, match[4])):
            name = match[1].removeprefix(f"{match[2].partition(':')[2]}:")  # as in blog:post, post:slug
            yield InventoryObject(name, match[2], file, int(match[3]) == OLD_NAME_PRIORITY)


def _find_file(folder: Path, text: str) -> str | None:
    """Return the existing file that a text begins with.

    :param text: a location and a display name, separated by a space. Either may have spaces itself.
    """
    words = text.split(" ")
    for count in range(1, len(words)):
        location = " ".join(words[:count]).partition("#")[0]
        for path in (unquote(location), location):  # html encodes locations, dirhtml does not
            file = path_to_file(path)
            if is_inside(file) and (folder / file).is_file():
                return file
    return None
