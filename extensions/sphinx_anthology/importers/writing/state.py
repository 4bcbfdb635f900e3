"""What earlier imports have written into a folder.

The record is a file of JSON. While an import runs, each file that is about to be written is noted in a journal first. So the
next import knows the files of an interrupted one from those that somebody has edited.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from ...cache import delete_abandoned_files, write_atomically
from ..entry import ImportRefusedError

_NAME = ".anthology-import.json"
_JOURNAL = ".anthology-import.log"
_HALVES = "surrogatepass"
"""What becomes of halves of characters, which the ids of damaged exports may have."""
_VERSION = 1


@dataclass(slots=True)
class EntryState:
    """What was written for an entry."""

    folder: str
    files: dict[str, str] = field(default_factory=dict)
    """Digests, in hexadecimal, by the names of files in the folder."""
    fetched: dict[str, str] = field(default_factory=dict)
    """Names of fetched files by their URLs."""
    pending: dict[str, str] = field(default_factory=dict)
    """Digests of what an import was about to write when it was interrupted."""


class ImportState:
    """The record of the imports into a folder, by source and id of an entry."""

    def __init__(self, folder: Path) -> None:
        """Read the record and the journal of an interrupted import.

        :raises ImportRefusedError: the record is damaged.
        """
        self._folder = folder
        self.entries: dict[str, EntryState] = {}
        self._journal: IO[str] | None = None
        self._read()

    def _read(self) -> None:
        file = self._folder / _NAME
        try:
            record = json.loads(file.read_bytes().decode("utf-8", _HALVES))
            self.entries = {key: _parse(value) for key, value in record["entries"].items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"'{file}' is damaged. Take it from your backup, or delete it: files that are there are then left alone."
            raise ImportRefusedError(message) from error
        try:
            lines = (self._folder / _JOURNAL).read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return
        for line in lines[:-1]:  # the last one is empty, or was cut off
            try:
                key, value = json.loads(line)
                self.entries[key] = _parse(value)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue

    def note(self, key: str, entry: EntryState) -> None:
        """Note what is about to be written.

        :raises OSError: the journal cannot be written.
        """
        self.entries[key] = entry
        if self._journal is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._journal = (self._folder / _JOURNAL).open("a", encoding="utf-8", newline="\n")
        line = json.dumps([key, _to_json(entry)], ensure_ascii=True)
        self._journal.write(f"{line}\n")
        self._journal.flush()

    def save(self) -> None:
        """Write the record, and delete the journal.

        :raises OSError: the record cannot be written.
        """
        record = {"version": _VERSION, "entries": {key: _to_json(entry) for key, entry in sorted(self.entries.items())}}
        data = f"{json.dumps(record, ensure_ascii=False, indent=1)}\n".encode("utf-8", _HALVES)
        file = self._folder / _NAME
        if not file.is_file() or file.read_bytes() != data:
            write_atomically(file, data)
        self.close()
        (self._folder / _JOURNAL).unlink(missing_ok=True)
        delete_abandoned_files(self._folder)

    def close(self) -> None:
        """Close the journal."""
        if self._journal:
            self._journal.close()
            self._journal = None


def _parse(value: Any) -> EntryState:
    folder, tables = value["folder"], [value.get(name, {}) for name in ("files", "fetched", "pending")]
    texts = [folder, *(text for table in tables for item in table.items() for text in item)]
    names = [folder, *tables[0], *tables[1].values(), *tables[2]]
    if not all(isinstance(text, str) for text in texts) or any(
        set("/\\") & set(name) or name.startswith(".") for name in names
    ):
        raise ValueError("not a record of an import")
    return EntryState(folder, *(dict(table) for table in tables))


def _to_json(entry: EntryState) -> dict[str, Any]:
    tables = {"fetched": entry.fetched, "pending": entry.pending}
    return {"folder": entry.folder, "files": entry.files, **{name: table for name, table in tables.items() if table}}
