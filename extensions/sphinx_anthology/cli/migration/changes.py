"""Changes of files: as a diff, and on request written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from ...cache import write_atomically


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a file."""

    path: str
    """Relative to the folder of the project."""
    before: str
    after: str

    def list_diff(self) -> Iterator[str]:
        """Yield the lines of a diff that ``patch`` understands."""
        before, after = self.before.splitlines(), self.after.splitlines()
        return unified_diff(before, after, f"a/{self.path}", f"b/{self.path}", lineterm="")


@dataclass(slots=True)
class Migration:
    """What becomes of a project."""

    engine: str
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What needs a hand."""

    def add(self, path: str, before: str, after: str) -> None:
        """Add a change, if there is one."""
        if before != after:
            self.changes.append(Change(path, before, after))


def read_file(file: Path) -> str:
    """Return the text of a file with its line ends as they are.

    :raises OSError: it cannot be read.
    :raises UnicodeDecodeError: it is not UTF-8.
    """
    return file.read_bytes().decode("utf-8")


def write_changes(folder: Path, changes: list[Change]) -> list[str]:
    """Write changes, and return the paths of files that have been edited since they were read. These are left alone.

    :raises OSError: a file cannot be written.
    """
    edited: list[str] = []
    for change in changes:
        file = folder / change.path
        if file.is_symlink() or read_file(file) != change.before:
            edited.append(change.path)
        else:
            write_atomically(file, change.after.encode())
    return edited
