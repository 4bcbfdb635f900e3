"""Front matter as text: the reverse of parsing, for a new post.

Texts are quoted only where their format needs it, or where the project quotes them everywhere.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from .model import Table, Unquoted, Value

DOUBLE, SINGLE, BARE = '"', "'", ""
"""How a text is quoted."""
FORMATS = ("yaml", "toml", "json", "plain", "rest", "comment")
"""The formats that can be written. ``comment`` is that of Nikola: ``.. title: …``."""
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_TEMPLATE = re.compile(r"[{}]{2}|\{%|<%")
"""What engines replace in front matter, and what YAML may take for a mapping."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a project writes front matter."""

    quotes: Mapping[str, str] = field(default_factory=dict)
    """The quotes around the texts of a key: :data:`DOUBLE`, :data:`SINGLE` or :data:`BARE`."""
    blocks: frozenset[str] = frozenset()
    """The keys whose lists have one item a line."""
    indent: str = "  "
    """What is before the items of such lists."""


def write_front_matter(form: str, entries: Mapping[str, Value], style: Style) -> str:
    """Return front matter with its fences, and a line break at its end.

    :param form: one of :data:`FORMATS`.
    :param entries: the values by key; None is an empty value.
    """
    if form == "json":
        return f"{json.dumps(_to_native(entries), ensure_ascii=False, indent=2)}\n"
    if form == "toml":
        return "\n".join(["+++", *_write_toml(entries, style), "+++", ""])
    if form == "yaml":
        return "\n".join(["---", *_write_yaml(entries, style), "---", ""])
    start = {"plain": "", "rest": ":", "comment": ".. "}[form]
    lines = (f"{start}{key}: {_join(value)}".rstrip() for key, value in entries.items())
    return "\n".join([*lines, ""])


def _join(value: Value) -> str:
    """Return a value as one line."""
    if isinstance(value, list):
        return ", ".join(map(_join, value))
    return "" if value is None else " ".join(str(value).split())


def _to_native(value: Value) -> Any:
    """Return a value with the types of JSON."""
    if isinstance(value, Mapping):
        return {key: _to_native(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_to_native(item) for item in value]
    if isinstance(value, Unquoted):
        try:
            return json.loads(value.lower())
        except ValueError:
            return str(value)
    return value


def _write_yaml(entries: Mapping[str, Value], style: Style, indent: str = "") -> Iterator[str]:
    for key, value in entries.items():
        start = f"{indent}{_quote_yaml(key, BARE)}:"
        quotes = style.quotes.get(key, BARE)
        if isinstance(value, Mapping):
            yield start
            yield from _write_yaml(value, style, f"{indent}  ")
        elif isinstance(value, list) and key in style.blocks and value:
            yield start
            yield from (f"{indent}{style.indent}- {_quote_yaml(item, quotes)}" for item in value)
        elif isinstance(value, list):
            yield f"{start} [{', '.join(_quote_yaml(item, quotes, is_in_flow=True) for item in value)}]"
        else:
            yield f"{start} {_quote_yaml(value, quotes)}".rstrip()


def _quote_yaml(value: Value, quotes: str, is_in_flow: bool = False) -> str:
    """Return a scalar of YAML that parsers of YAML 1.1 and of YAML 1.2 read as the same."""
    if value is None or isinstance(value, Unquoted):
        return str(value or "")
    text = _join(value)
    if quotes == SINGLE:
        return "'{}'".format(text.replace("'", "''"))
    is_safe = quotes == BARE and not _TEMPLATE.search(text) and not _is_number(text)
    return text if is_safe and _is_plain(text, is_in_flow) else _quote_double(text)


def _is_plain(text: str, is_in_flow: bool) -> bool:
    """Return whether YAML reads a text without quotes as this text."""
    try:
        return bool(text) and yaml.safe_load(f"k: [{text}]" if is_in_flow else f"k: {text}") == {
            "k": [text] if is_in_flow else text
        }
    except (yaml.YAMLError, ValueError):
        return False


def _is_number(text: str) -> bool:
    try:
        return not math.isnan(float(text.replace("_", "")))
    except ValueError:
        return text.casefold() in ("y", "n", "nan", ".nan")


def _quote_double(text: str) -> str:
    """Return a text in double quotes, as JSON, YAML and TOML read it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write_toml(entries: Mapping[str, Value], style: Style) -> Iterator[str]:
    tables: list[tuple[str, Mapping[str, Value]]] = []
    for key, value in entries.items():
        if isinstance(value, Mapping):
            tables.append((key, value))
        else:
            yield f"{_quote_toml_key(key)} = {_quote_toml(value, style.quotes.get(key, DOUBLE))}"
    for key, table in tables:
        yield from ("", f"[{_quote_toml_key(key)}]")
        yield from (
            f"{_quote_toml_key(name)} = {_quote_toml(value, style.quotes.get(name, DOUBLE))}" for name, value in table.items()
        )


def _quote_toml_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quote_double(key)


def _quote_toml(value: Value, quotes: str) -> str:
    if isinstance(value, Unquoted):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_quote_toml(item, quotes) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_quote_toml_key(key)} = {_quote_toml(item, quotes)}' for key, item in value.items())} }}"
    text = _join(value)
    return f"'{text}'" if quotes == SINGLE and "'" not in text else _quote_double(text)


def drop_empty(entries: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Return entries without tables that have nothing in them."""
    return {key: value for key, value in entries if not isinstance(value, Table) or value}
