"""Lookup of front matter keys in the table of dialects, with the keys that a project adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..frontmatter.model import Entry, Table
from .dialects import CONTAINERS, TABLE
from .field_rows import FieldRow, normalise_key


@dataclass(frozen=True)
class Dialects:
    """The table with the keys that a project adds, indexed by key."""

    rows: Mapping[str, tuple[tuple[int, int, FieldRow], ...]]
    """By normalised key, each row that has the key: the number of the row, the position of the key in it, and the row."""
    containers: frozenset[str]
    """Normalised keys of the mappings that contain keys of the table."""

    @classmethod
    def from_added_keys(cls, added: Mapping[str, tuple[str, ...]] = {}) -> Dialects:
        """Index the table.

        :param added: further keys by field name, with higher precedence than those of the table. Unknown fields are ignored.
        """
        rows: dict[str, list[tuple[int, int, FieldRow]]] = {}
        seen: set[str] = set()
        for number, row in enumerate(TABLE):
            if row.field in added and row.field not in seen:
                row = replace(row, keys=(*added[row.field], *row.keys))
            seen.add(row.field)
            nested = [f"{container}.{key}" for container in CONTAINERS for key in row.keys if "." not in key]
            for position, key in enumerate((*row.keys, *nested)):
                rows.setdefault(normalise_key(key), []).append((number, position, row))
        containers = frozenset(key[:index] for key in rows for index, character in enumerate(key) if character == ".")
        return cls({key: tuple(matches) for key, matches in rows.items()}, containers)

    def rows_of(self, key: str) -> list[FieldRow]:
        """Return the rows that have a key, however it is spelt."""
        return [row for _number, _position, row in self.rows.get(normalise_key(key), ())]

    def match_rows(self, entries: Mapping[str, Entry]) -> list[tuple[FieldRow, Entry]]:
        """Return each row that an entry fills, with the entry, in order of precedence.

        :param entries: top-level entries by normalised key.
        """
        matches: list[tuple[int, int, FieldRow, Entry]] = []
        for key, entry in self._walk(entries):
            matches += [(number, position, row, entry) for number, position, row in self.rows.get(key, ())]
        matches.sort(key=lambda match: match[:2])
        return [(row, entry) for _, _, row, entry in matches]

    def _walk(self, entries: Mapping[str, Entry], parent: str = "") -> Iterator[tuple[str, Entry]]:
        """Yield the entries with their normalised keys, including those inside the mappings that the table names."""
        for key, entry in entries.items():
            yield parent + key, entry
            if parent + key in self.containers and isinstance(entry.value, Table):
                lines = entry.value.lines
                inner = {
                    normalise_key(name): Entry(f"{entry.key}.{name}", value, lines.get(name, entry.line))
                    for name, value in entry.value.items()
                }
                yield from self._walk(inner, f"{parent}{key}.")


DEFAULT_DIALECTS = Dialects.from_added_keys()
"""The table without added keys."""
