"""Write files that do not exist yet."""

from __future__ import annotations

from pathlib import Path


def write_new_file(file: Path, text: str) -> bool:
    """Write a text to a new file, and make its folder. Return False, and leave the file as it is, if there is one.

    :raises OSError: the file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    return True
