"""Which keys the front matter of a project's posts has, in which order and with which values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...fields.key_lookup import Dialects
from ...frontmatter.model import Table, Unquoted, Value
from ...frontmatter.writer import BARE, DOUBLE, SINGLE, Style
from .samples import Sample

_COPIED = frozenset({"layout", "type", "template", "blogpost", "comments", "toc", "share", "draft", "published"})
"""Keys whose value is copied even from a single post, because it says nothing of that post."""
_FEW = 3
"""Number of posts from which on an equal value is a habit."""
_HABIT = 0.8
"""Part of the posts that have a value that is copied."""
_LINE = re.compile(r"^([\w.-]+)[ \t]*[:=][ \t]*(\S?)", re.MULTILINE)
_BLOCK = re.compile(r"^([\w.-]+)[ \t]*:[ \t]*\n([ \t]*)-[ \t]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Key:
    """A key that most posts have."""

    name: str
    field: str | None
    """The field that it fills; None if none."""
    values: tuple[Value, ...] = ()
    """Its values, of the newest post first."""
    subkey: str = ""
    """The key inside of it that fills the field, as in Zola's ``taxonomies``; empty if it fills the field itself."""

    @property
    def common_value(self) -> Value:
        """The value that is a habit of the author; None if there is none."""
        texts = Counter(map(repr, self.values))
        text, count = texts.most_common(1)[0] if texts else ("", 0)
        is_habit = count >= _HABIT * len(self.values) and (len(self.values) >= _FEW or self.name in _COPIED)
        if self.field in ("authors", "categories"):
            is_habit = count == len(self.values) and (self.field == "authors" or count >= _FEW)
        return next(value for value in self.values if repr(value) == text) if is_habit else None

    @property
    def has_list(self) -> bool:
        """Whether most of its values are lists."""
        values = [self.get_inner(value) for value in self.values]
        return sum(isinstance(value, list) for value in values) * 2 > len(values)

    def get_inner(self, value: Value) -> Value:
        """Return the value that fills the field."""
        return value.get(self.subkey) if self.subkey and isinstance(value, Mapping) else value

    def wrap(self, value: Value) -> Value:
        """Return a value of the field as the value of the key."""
        return Table({self.subkey: value}) if self.subkey else value


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a project's front matter."""

    usual: tuple[Key, ...] = ()
    """The keys that most posts have, in their order."""
    rare: tuple[Key, ...] = ()
    """The others, the most common first."""
    style: Style = field(default_factory=Style)

    def find(self, name: str) -> Key | None:
        """Return the most common key that fills a field; None if no post has one."""
        return next((key for key in (*self.usual, *self.rare) if key.field == name), None)


def find_keys(samples: Sequence[Sample], dialects: Dialects) -> Keys:
    """Return the keys of some posts."""
    values: dict[str, list[Value]] = defaultdict(list)
    places: dict[str, list[float]] = defaultdict(list)
    for sample in samples:
        entries = sample.front_matter.entries
        for number, (name, entry) in enumerate(entries.items()):
            values[name].append(_read_toml_date(sample, name) or entry.value)
            places[name].append(number / len(entries))
    keys = [_make_key(name, found, dialects) for name, found in values.items()]
    usual = [key for key in keys if len(key.values) * 2 > len(samples)]
    usual.sort(key=lambda key: sum(places[key.name]) / len(places[key.name]))
    rare = sorted((key for key in keys if key not in usual), key=lambda key: -len(key.values))
    return Keys(tuple(usual), tuple(rare), _find_style(samples))


def _read_toml_date(sample: Sample, name: str) -> Value:
    """Return the spelling of a date of TOML, which its parser does not keep; None if the key has no date."""
    if sample.form != "toml":
        return None
    match = re.search(
        rf"^{re.escape(name)}[ \t]*=[ \t]*(\d{{4}}-\d\d-\d\d[^\s#]*(?: \d[^\s#]*)?)", sample.front_matter.source, re.MULTILINE
    )
    return Unquoted(match[1]) if match else None


def _make_key(name: str, values: Sequence[Value], dialects: Dialects) -> Key:
    rows = dialects.rows_of(name)
    if rows:
        is_date = any(row.field == "published" for row in rows) and not _is_flag(values)
        chosen = next((row for row in rows if (row.field == "published") == is_date), rows[0])
        return Key(name, chosen.field, tuple(values))
    inner = Counter(subkey for value in values if isinstance(value, Mapping) for subkey in value)
    for subkey, _count in inner.most_common():
        row = next(iter(dialects.rows_of(f"{name}.{subkey}")), None)
        if row is not None and row.field == "categories":
            return Key(name, row.field, tuple(values), subkey)
    return Key(name, None, tuple(values))


def _is_flag(values: Sequence[Value]) -> bool:
    words = Counter(isinstance(value, str) and value.strip().casefold() in ("true", "false", "yes", "no") for value in values)
    return words[True] > words[False]


def _find_style(samples: Sequence[Sample]) -> Style:
    quotes: dict[str, Counter[str]] = defaultdict(Counter)
    blocks: Counter[str] = Counter()
    indents: Counter[str] = Counter()
    for sample in samples:
        source = sample.front_matter.source
        for name, mark in _LINE.findall(source):
            quotes[name][mark if mark in (DOUBLE, SINGLE) else BARE] += 1
        for name, indent in _BLOCK.findall(source):
            blocks[name] += 1
            indents[indent] += 1
    common = {name: counts.most_common(1)[0][0] for name, counts in quotes.items()}
    indent = indents.most_common(1)[0][0] if indents else "  "
    return Style(common, frozenset(name for name, count in blocks.items() if count * 2 > len(quotes[name])), indent)
