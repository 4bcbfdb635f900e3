"""Mapping of front matter entries to fields, with the outcome of each key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..frontmatter.model import Entry, FrontMatter, Table
from ..frontmatter.native import load_native_values
from ..problems import Code, Problem, Report
from ..suggestions import correct_typo, did_you_mean
from .carried_keys import CARRIED_KEYS
from .context import Context
from .dialects import is_handed_on
from .field_rows import FieldRow, normalise_key, take_first
from .handed_on import drop_refused_tags, is_usable
from .key_lookup import DEFAULT_DIALECTS, Dialects
from .record import CoverReference, Fields, KeyOutcome, KeyUse, Origin

_NESTED_KEYS = frozenset({"name", "picture", "url", "avatar", "twitter", "github", "imageurl", "alt", "credit"})
"""Normalised keys that belong into the mapping of an author or an image."""
_MAPPING_KEYS = frozenset({"author", "coverimage", "cover", "ogimage", "featuredimage", "image"})
"""Normalised keys whose value can be such a mapping."""


def read_fields(front_matter: FrontMatter, context: Context, dialects: Dialects = DEFAULT_DIALECTS) -> Fields:
    """Fill the fields of an article from its front matter.

    :param context: the file, the time zone of dates without one, and where problems go.
    :param dialects: the keys of each field.
    """
    if not front_matter.entries:
        return Fields()
    context = replace(context, splits_at_spaces="layout" in front_matter.entries)
    entries = _restore_nesting(front_matter.entries, context)
    by_key: dict[str, Entry] = {}
    for entry in entries.values():
        by_key.setdefault(normalise_key(entry.key), entry)
    mapping = _Mapping(context, dialects)
    for row, entry in dialects.match_rows(by_key):
        mapping.fill(row, entry)
    handed_on = _read_handed_on(front_matter, [key for key in entries if is_handed_on(key)], context)
    for key, entry in by_key.items():
        if is_handed_on(entry.key):
            mapping.record(entry, KeyOutcome.HANDED_ON if entry.key in handed_on else KeyOutcome.INVALID)
        elif key in CARRIED_KEYS or entry.key.startswith("cSpell:"):
            mapping.record(entry, KeyOutcome.CARRIED)
        elif key not in dialects.rows and key not in dialects.containers:
            mapping.handle_unknown(entry)
    return mapping.build(handed_on)


def _read_handed_on(front_matter: FrontMatter, keys: list[str], context: Context) -> dict[str, Any]:
    """Return the values of *keys* for Sphinx and other extensions, without the addresses that are refused."""
    values: dict[str, Any] = {}
    for key, value in load_native_values(front_matter, keys).items() if keys else ():
        own = replace(context, key=key, line=front_matter.entries[key].line)
        if is_usable(key, value, own):
            values[key] = drop_refused_tags(key, value, own)
    return values


def _restore_nesting(entries: Mapping[str, Entry], context: Context) -> dict[str, Entry]:
    """Put keys without their indentation back into the mapping above them: ``author:``, then ``name: …`` at the margin."""
    result: dict[str, Entry] = {}
    parent: Entry | None = None
    for entry in entries.values():
        key = normalise_key(entry.key)
        if parent and key in _NESTED_KEYS and entry.line == parent.line + len(parent.value) + 1:
            if not parent.value:
                message = f"'{entry.key}' is not indented, but belongs to '{parent.key}' above. Write two spaces before it."
                replace(context, line=entry.line).report_problem(Code.FIELD_FORM, message)
            parent.value[entry.key] = entry.value
            parent.value.lines[entry.key] = entry.line
            continue
        parent = Entry(entry.key, Table(), entry.line) if entry.value is None and key in _MAPPING_KEYS else None
        result[entry.key] = parent or entry
    return {key: Entry(key, entry.value or None, entry.line) if entry.value == {} else entry for key, entry in result.items()}


@dataclass(slots=True)
class _Mapping:
    """The fields that are filled so far, and the outcome of each key."""

    context: Context
    dialects: Dialects
    values: dict[str, list[Any]] = field(default_factory=dict)
    combine: dict[str, Callable[[list[Any]], Any]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    keys: dict[str, KeyUse] = field(default_factory=dict)
    other_covers: list[tuple[Origin, CoverReference]] = field(default_factory=list)

    def record(self, entry: Entry, outcome: KeyOutcome, field_name: str | None = None) -> None:
        """Record the outcome of a key. A key that two rows have (``published``) is used if either row uses it."""
        if entry.key not in self.keys or outcome is KeyOutcome.USED:
            self.keys[entry.key] = KeyUse(entry.key, entry.line, outcome, field_name)

    def fill(self, row: FieldRow, entry: Entry) -> None:
        """Read the value of *entry* into the field of *row*."""
        problems: list[Problem] = []
        value = self._read(row, entry, problems.append)
        for problem in problems:
            self.context.report(problem)
        if _is_empty(value, row):
            empty = KeyOutcome.CARRIED if entry.value else KeyOutcome.EMPTY
            self.record(entry, KeyOutcome.INVALID if problems else empty, row.field)
            return
        values = self.values.setdefault(row.field, [])
        values.append(value)
        self.combine[row.field] = row.combine
        if len(values) == 1 or row.combine is not take_first:
            self.record(entry, KeyOutcome.USED, row.field)
            self.origins.setdefault(row.field, Origin(entry.line, entry.key))
        elif value == values[0]:
            self.record(entry, KeyOutcome.REPEATED, row.field)
        elif row.field == "cover":
            # Which image is used is decided when their files are looked up.
            self.record(entry, KeyOutcome.OVERRULED, row.field)
            self.other_covers.append((Origin(entry.line, entry.key), value))
        else:
            self.record(entry, KeyOutcome.OVERRULED, row.field)
            used = self.origins[row.field]
            message = f"'{entry.key}' differs from '{used.key}' on line {used.line}, which is used."
            self._context_of(entry).report_problem(Code.FIELD_CONFLICT, message)

    def _read(self, row: FieldRow, entry: Entry, report: Report) -> Any:
        return row.read(entry.value, replace(self._context_of(entry), report=report))

    def _context_of(self, entry: Entry) -> Context:
        return replace(self.context, key=entry.key.rpartition(".")[2], line=entry.line)

    def handle_unknown(self, entry: Entry) -> None:
        """Report an unknown key. A typo of a key whose field is missing fills the field, if its value is usable."""
        context = self._context_of(entry)
        corrected = correct_typo(normalise_key(entry.key), self.dialects.rows)
        row = self.dialects.rows[corrected][0][2] if corrected else None
        spelling = row.spell_key(corrected) if row and corrected else ""
        if row and row.field not in self.values:
            problems: list[Problem] = []
            value = self._read(row, entry, problems.append)
            if not _is_empty(value, row) and not problems:
                self.fill(row, entry)
                context.report_problem(Code.FIELD_MISSPELT, f"'{entry.key}' is read as '{spelling}'. Write {spelling}.")
                return
        hint = did_you_mean([spelling]) if spelling else ""
        context.report_problem(Code.FIELD_UNKNOWN, f"'{entry.key}' is not a field of an article and is ignored.{hint}")
        self.record(entry, KeyOutcome.UNKNOWN)

    def build(self, handed_on: dict[str, Any]) -> Fields:
        """Return the fields.

        :param handed_on: the values of keys that Sphinx and other extensions read.
        """
        values = {name: self.combine[name](read) for name, read in self.values.items()}
        keys = tuple(sorted(self.keys.values(), key=lambda use: (use.line, use.key)))
        covers = tuple(self.other_covers)
        return Fields(**values, other_covers=covers, handed_on=handed_on, origins=self.origins, keys=keys)


def _is_empty(value: object, row: FieldRow) -> bool:
    """Return whether a reader found nothing. False is a value."""
    return value is None or (value in ((), "") and not row.accepts_empty)
