"""From the entries of a header to the fields of an article, by the table of :mod:`.fields.dialects`; every key is accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

from .. import frontmatter, suggestions
from ..frontmatter.header import Entry, Header, Table
from ..problems import Code, Problem
from .context import Context
from .dialects import CARRIED, DEFAULT, Dialects, FieldRow, first_value, is_handed_on, plain_key
from .record import Fields, KeyOutcome, KeyUse, Origin


def read_fields(header: Header, path: str, zone: tzinfo, dialects: Dialects = DEFAULT) -> tuple[Fields, tuple[Problem, ...]]:
    """Map the entries of *header* to fields.

    :param path: the file that problems name.
    :param zone: the zone of dates that name none.
    """
    if not header.entries:
        return Fields(), ()
    mapping = _Mapping(Context(path, zone, splits_at_blanks="layout" in header.entries))
    entries = _with_lost_indent_restored(header.entries, mapping.context)
    by_name: dict[str, Entry] = {}
    for entry in entries.values():
        by_name.setdefault(plain_key(entry.key), entry)
    for row, entry in dialects.wanted(by_name):
        mapping.fill(row, entry)
    handed_on = [key for key in entries if is_handed_on(key)]
    for name, entry in by_name.items():
        if is_handed_on(entry.key):
            mapping.note(entry, KeyOutcome.HANDED_ON)
        elif name in CARRIED or entry.key.startswith("cSpell:"):
            mapping.note(entry, KeyOutcome.CARRIED)
        elif name not in dialects.places and name not in dialects.outer:
            mapping.unknown(entry, dialects)
    return mapping.fields(frontmatter.native(header, handed_on) if handed_on else {}), tuple(mapping.context.problems)


def _says_nothing(value: object, row: FieldRow) -> bool:
    """Tell whether a coercion found nothing in the value of a key; False is something."""
    return value is None or (value in ((), "") and not row.may_be_empty)


@dataclass(slots=True)
class _Mapping:
    """Fields on the way, and what became of the keys."""

    context: Context
    values: dict[str, list[Any]] = field(default_factory=dict)
    joins: dict[str, Callable[[list[Any]], Any]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    keys: dict[str, KeyUse] = field(default_factory=dict)

    def note(self, entry: Entry, use: KeyOutcome, of: str | None = None) -> None:
        """Remember what became of a key. One that two rows ask for (``published``) was used if either could use it."""
        if entry.key not in self.keys or use is KeyOutcome.USED:
            self.keys[entry.key] = KeyUse(entry.key, entry.line, use, of)

    def fill(self, row: FieldRow, entry: Entry) -> None:
        """Read the value of an entry into the field of a row."""
        context, before = self.context, len(self.context.problems)
        context.key, context.line = entry.key.rpartition(".")[2], entry.line
        value = row.read(entry.value, context)
        if _says_nothing(value, row):
            if len(context.problems) > before:
                self.note(entry, KeyOutcome.INVALID, row.field)
            elif not entry.value:
                self.note(entry, KeyOutcome.EMPTY, row.field)
            else:
                self.note(entry, KeyOutcome.CARRIED, row.field)
            return
        values = self.values.setdefault(row.field, [])
        values.append(value)
        self.joins[row.field] = row.join
        if len(values) == 1 or row.join is not first_value:
            self.note(entry, KeyOutcome.USED, row.field)
            self.origins.setdefault(row.field, Origin(entry.line, entry.key))
        elif value == values[0]:
            self.note(entry, KeyOutcome.REPEATED, row.field)
        else:
            self.note(entry, KeyOutcome.OVERRULED, row.field)
            used = self.origins[row.field]
            message = f"'{entry.key}' says something else than '{used.key}' on line {used.line}, which is used."
            context.report(Code.FIELD_CONFLICT, message)

    def unknown(self, entry: Entry, dialects: Dialects) -> None:
        """Name a key that nobody knows; if it is a slip of one that is missing, and its value fits, it is understood."""
        name = plain_key(entry.key)
        meant = suggestions.meant(name, dialects.places)
        row = dialects.places[meant][0][2] if meant else None
        if row and row.field not in self.values:
            trial = replace(self.context, key=entry.key, line=entry.line, problems=[])
            value = row.read(entry.value, trial)
            if not _says_nothing(value, row) and not trial.problems:
                shown = row.spelt(meant or "")
                self.fill(row, entry)
                self.context.report(Code.FIELD_MISSPELT, f"'{entry.key}' was taken for '{shown}': write {shown}.")
                return
        self.context.line = entry.line
        hint = suggestions.did_you_mean([row.spelt(meant)]) if row and meant else ""
        self.context.report(Code.FIELD_UNKNOWN, f"'{entry.key}' is not a field of an article; it was left alone.{hint}")
        self.note(entry, KeyOutcome.UNKNOWN)

    def fields(self, handed_on: dict[str, Any]) -> Fields:
        values = {name: self.joins[name](found) for name, found in self.values.items()}
        keys = tuple(sorted(self.keys.values(), key=lambda key: (key.line, key.key)))
        return Fields(**values, handed_on=handed_on, origins=self.origins, keys=keys)


_INSIDE = frozenset({"name", "picture", "url", "avatar", "twitter", "github", "imageurl", "alt", "credit"})
"""Keys that belong into the mapping of an author or a picture."""
_MAPPINGS = frozenset({"author", "coverimage", "cover", "ogimage", "featuredimage", "image"})


def _with_lost_indent_restored(entries: Mapping[str, Entry], context: Context) -> dict[str, Entry]:
    """Put keys back into the mapping that they follow, when their indentation is lost: ``author:`` and then ``name: …``."""
    result: dict[str, Entry] = {}
    mapping: Entry | None = None
    for entry in entries.values():
        if mapping and plain_key(entry.key) in _INSIDE and entry.line == mapping.line + len(mapping.value) + 1:
            if not mapping.value:
                context.line = entry.line
                message = f"'{entry.key}' was taken to belong to '{mapping.key}' above: write two blanks before it."
                context.report(Code.FIELD_FORM, message)
            mapping.value[entry.key] = entry.value
            mapping.value.lines[entry.key] = entry.line
            continue
        if entry.value is None and plain_key(entry.key) in _MAPPINGS:
            mapping = Entry(entry.key, Table(), entry.line)
            result[entry.key] = mapping
        else:
            mapping = None
            result[entry.key] = entry
    return {key: Entry(key, entry.value or None, entry.line) if entry.value == {} else entry for key, entry in result.items()}
