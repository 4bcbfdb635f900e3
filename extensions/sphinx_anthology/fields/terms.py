"""Tags, categories and other posts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..frontmatter.header import Unquoted, Value
from ..problems import Code
from .context import SEPARATOR, Context, first_text, is_blank, one_line
from .record import CategoryPath

_BRACKETS = str.maketrans("", "", "[]")
_LEVELS = re.compile(r"\s+[/>»›]\s+")


def _split(value: str, context: Context) -> list[str]:
    """Return the names in a text: with commas between, or blanks if the blog has those; brackets of a lost list go."""
    line = one_line(value)
    if line.startswith("[") or line.endswith("]"):
        if not (line.startswith("[") and line.endswith("]")):
            context.report(Code.CATEGORY_FORM, f"A bracket of '{context.key}: {line[:60]}' is lost: write a list.")
        line = line.translate(_BRACKETS)
    parts = SEPARATOR.split(line)
    if len(parts) == 1 and context.splits_at_blanks and context.key.casefold() != "category":
        parts = line.split()
    return [name for part in parts if (name := part.strip(" '\""))]


def tags(value: Value, context: Context) -> tuple[str, ...]:
    """Names, in a list or in one text."""
    found: list[str] = []
    for item in _flattened(value) if isinstance(value, list) else [value]:
        if isinstance(item, str):
            found += [one_line(item)] if isinstance(value, list) and item.strip() else _split(item, context)
        elif isinstance(item, dict) and (name := first_text(item, ("name", "title", "label"))):
            found.append(name)
        elif item is not None:
            context.misfit("a list of texts")
    return tuple(dict.fromkeys(name.removeprefix("#") or name for name in found))


_NONE = frozenset({"false", "none", "no", "off", "없음"})
_ALL = frozenset({"true", "yes", "on", "auto"})


def posts(value: Value, context: Context) -> tuple[str, ...] | None:
    """Names of other posts: texts, or mappings that have one. None says nothing, but an empty list that there shall be none."""
    if is_blank(value):
        return None
    if isinstance(value, str):
        word = value.strip().casefold()
        return None if word in _ALL else () if word in _NONE else _unbracketed(SEPARATOR.split(one_line(value)))
    found: list[str] = []
    for item in _flattened(value if isinstance(value, list) else [value]):
        if isinstance(item, str) and item.strip():
            found.append(one_line(item))
        elif isinstance(item, dict) and (name := first_text(item, ("slug", "path", "url", "title"))):
            found.append(name)
        elif not is_blank(item):
            context.misfit("a list of the slugs of other posts, or false")
    return _unbracketed(found) or (None if value else ())


def _unbracketed(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, each once, without the brackets in which some editors put them: ``[[slug]]``."""
    return tuple(dict.fromkeys(bare for name in names if (bare := name.strip("[] '\""))))


def _flattened(items: Iterable[Value]) -> list[Value]:
    return [inner for item in items for inner in (_flattened(item) if isinstance(item, list) else [item])]


def categories(value: Value, context: Context) -> tuple[CategoryPath, ...]:
    """Paths of names: a text, a list of texts, a list of paths, or a mapping from a name to those below it."""
    paths: list[CategoryPath] = []
    if isinstance(value, list):
        if context.key.casefold() == "category" and len(value) > 1:
            message = "'category' holds a list; the post is put into each of them. Write 'categories' for several."
            context.report(Code.CATEGORY_FORM, message)
        for item in value:
            paths += _category(item, context)
    elif isinstance(value, str):
        for name in _split(value, context):
            paths += _category(type(value)(name), context)
    elif value is not None:
        paths = _category(value, context)
    return tuple(dict.fromkeys(path for path in paths if path))


def _category(item: Value, context: Context) -> list[CategoryPath]:
    if isinstance(item, str):
        if isinstance(item, Unquoted):
            message = f"'{context.key}: {item}' is not text; it is taken for the name '{item}'. Put it in quotes."
            context.report(Code.CATEGORY_FORM, message)
        name = one_line(item)
        return [tuple(part for part in _LEVELS.split(name) if part)] if name else []
    if isinstance(item, list) and all(isinstance(part, str) for part in item):
        return [tuple(one_line(part) for part in item if part.strip())]
    if isinstance(item, dict) and isinstance(item.get("name"), str):
        return [(one_line(item["name"]),)]
    if isinstance(item, dict):
        below = ((name, _below(inner, context)) for name, inner in item.items())
        return [(one_line(name), *path) for name, paths in below for path in paths]
    context.report(Code.CATEGORY_FORM, f"Only the names in '{context.key}' are used: write a list of texts.")
    return []


def _below(value: Value, context: Context) -> list[CategoryPath]:
    """Return the paths below one name of a mapping; it stands by itself if there are none."""
    items = value if isinstance(value, list) else [value]
    return [path for item in items if item is not None for path in _category(item, context)] or [()]
