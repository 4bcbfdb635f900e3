"""Readers of categories, tags, series and names of related articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..characters import join_lines
from ..frontmatter.model import Unquoted, Value
from ..problems import Code
from .context import SEPARATOR, Context, find_text, is_blank
from .record import CategoryPath
from .scalars import read_text

_BRACKETS = str.maketrans("", "", "[]")
_LEVEL_SEPARATOR = re.compile(r"\s+[/>»›]\s+")
_NO_RELATED = frozenset({"false", "none", "no", "off", "없음"})
_MAX_LEVELS = 10
"""Maximum number of categories in each other; each has an index page."""
_DEFAULT_RELATED = frozenset({"true", "yes", "on", "auto"})


def read_tags(value: Value, context: Context) -> tuple[str, ...]:
    """Read names, in a list or in one text."""
    names: list[str] = []
    for item in _flatten(value) if isinstance(value, list) else [value]:
        if isinstance(item, str):
            names += [join_lines(item)] if isinstance(value, list) and item.strip() else _split(item, context)
        elif isinstance(item, dict) and (name := find_text(item, ("name", "title", "label"))):
            names.append(name)
        elif item is not None:
            context.report_form("a list of texts")
    return tuple(dict.fromkeys(name.removeprefix("#") or name for name in names))


def read_series(value: Value, context: Context) -> str | None:
    """Read the name of a series: a text, or a mapping with a name."""
    if isinstance(value, dict):
        return join_lines(find_text(value, ("title", "name", "id"))) or None
    return read_text(value, context)


def read_related(value: Value, context: Context) -> tuple[str, ...] | None:
    """Read the names of other posts: texts, or mappings with a name.

    :returns: an empty tuple if no related articles are wanted; None if the value says nothing.
    """
    if is_blank(value):
        return None
    if isinstance(value, str):
        word = value.strip().casefold()
        if word in _DEFAULT_RELATED:
            return None
        return () if word in _NO_RELATED else _strip_brackets(SEPARATOR.split(join_lines(value)))
    names: list[str] = []
    for item in _flatten(value if isinstance(value, list) else [value]):
        if isinstance(item, str) and item.strip():
            names.append(join_lines(item))
        elif isinstance(item, dict) and (name := find_text(item, ("slug", "path", "url", "title"))):
            names.append(name)
        elif not is_blank(item):
            context.report_form("a list of the slugs of other posts, or false")
    return _strip_brackets(names) or (None if value else ())


def read_categories(value: Value, context: Context) -> tuple[CategoryPath, ...]:
    """Read category paths: a text, a list of texts, a list of paths, or a mapping from a name to its subcategories."""
    paths: list[CategoryPath] = []
    if isinstance(value, list):
        if context.key.casefold() == "category" and len(value) > 1:
            message = "'category' is a list; the post is in each of its categories. Write 'categories' for several."
            context.report_problem(Code.CATEGORY_FORM, message)
        for item in value:
            paths += _read_category(item, context)
    elif isinstance(value, str):
        for name in _split(value, context):
            paths += _read_category(type(value)(name), context)
    elif value is not None:
        paths = _read_category(value, context)
    if any(len(path) > _MAX_LEVELS for path in paths):
        message = f"'{context.key}' has more than {_MAX_LEVELS} categories in each other; the first {_MAX_LEVELS} are used."
        context.report_problem(Code.CATEGORY_FORM, f"{message} Write fewer, or a list of lists for several categories.")
    return tuple(dict.fromkeys(path[:_MAX_LEVELS] for path in paths if path))


def _read_category(item: Value, context: Context) -> list[CategoryPath]:
    if isinstance(item, str):
        if isinstance(item, Unquoted):
            message = f"'{context.key}: {item}' is not a text; the category is named '{item}'. Put it in quotes."
            context.report_problem(Code.CATEGORY_FORM, message)
        name = join_lines(item)
        return [tuple(part for part in _LEVEL_SEPARATOR.split(name) if part)] if name else []
    if isinstance(item, list) and all(isinstance(part, str) for part in item):
        return [tuple(join_lines(part) for part in item if part.strip())]
    if isinstance(item, dict) and isinstance(item.get("name"), str):
        return [(join_lines(item["name"]),)]
    if isinstance(item, dict):
        subpaths = ((name, _read_subcategories(inner, context)) for name, inner in item.items())
        return [(join_lines(name), *path) for name, paths in subpaths for path in paths]
    context.report_problem(Code.CATEGORY_FORM, f"Only the names in '{context.key}' are used. Write a list of texts.")
    return []


def _read_subcategories(value: Value, context: Context) -> list[CategoryPath]:
    """Return the paths below a name of a mapping; one empty path if it has no subcategories."""
    items = value if isinstance(value, list) else [value]
    return [path for item in items if item is not None for path in _read_category(item, context)] or [()]


def _split(value: str, context: Context) -> list[str]:
    """Split a text into names at commas, or at spaces if the blog does. Brackets of a broken list are removed."""
    line = join_lines(value)
    if line.startswith("[") or line.endswith("]"):
        if not (line.startswith("[") and line.endswith("]")):
            message = f"A bracket is missing in '{context.key}: {line[:60]}'. Write a list."
            context.report_problem(Code.CATEGORY_FORM, message)
        line = line.translate(_BRACKETS)
    parts = SEPARATOR.split(line)
    if len(parts) == 1 and context.splits_at_spaces and context.key.casefold() != "category":
        parts = line.split()
    return [name for part in parts if (name := part.strip(" '\""))]


def _strip_brackets(names: Iterable[str]) -> tuple[str, ...]:
    """Return unique names without the brackets of wiki links: ``[[slug]]``."""
    return tuple(dict.fromkeys(bare for name in names if (bare := name.strip("[] '\""))))


def _flatten(items: Iterable[Value]) -> list[Value]:
    return [inner for item in items for inner in (_flatten(item) if isinstance(item, list) else [item])]
