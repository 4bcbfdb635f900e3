"""Recognition of the functions of Sphinx, docutils and MyST that the acceleration was written for.

``known_functions.json`` lists, for each function, digests of its code and the versions that have it. A digest is made from the
syntax tree, without docstrings, so that it does not depend on comments, layout or the version of Python.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from textwrap import dedent
from types import CodeType
from typing import Any

from .fingerprints import describe_file
from .store import read_record, write_record

KNOWN_FUNCTIONS_FILE = Path(__file__).with_suffix(".json")

Function = Callable[..., Any]
Reliance = Sequence[tuple[Any, str]]
"""Functions whose code has to be known: classes or modules, and names in them, separated by blanks."""

_RECORD = "acceleration-functions.json"
_digests: dict[str, str] = {}
"""The digest of code by its place: its file, with time and size, and its first line."""


def list_unknown(relied_on: Reliance) -> list[str]:
    """Return the names of the functions whose code is not known."""
    return [name for owner, names in relied_on for name in names.split() if not is_known(getattr(owner, name, None))]


def is_known(function: Any) -> bool:
    """Return whether a function has the code of a supported version. Anything else is not known."""
    digest = digest_function(function)
    return bool(digest) and digest in _load_table().get(name_function(function), {})


def name_function(function: Function) -> str:
    """Return the full name of a function, such as ``sphinx.builders:Builder.build``."""
    return f"{function.__module__}:{function.__qualname__}"


def digest_function(function: Function) -> str:
    """Return a short text that differs when a function's code does; empty if its source cannot be found.

    The code of a function that it wraps counts as well.
    """
    digests = [_digest_code(getattr(function, "__code__", None))]
    while (function := getattr(function, "__wrapped__", None)) is not None:  # type: ignore[assignment]
        digests.append(_digest_code(getattr(function, "__code__", None)))
    return "-".join(digests) if all(digests) else ""


def _digest_code(code: CodeType | None) -> str:
    if code is None:
        return ""
    place = f"{describe_file(code.co_filename)} {code.co_firstlineno}"
    if place not in _digests:
        try:
            tree = ast.parse(dedent(inspect.getsource(code)))
        except (OSError, SyntaxError):
            return ""
        parts: list[str] = []
        _collect(tree.body[0], parts)
        _digests[place] = blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return _digests[place]


def load_digests(folder: Path) -> None:
    """Read the digests that an earlier build has stored. They hold while the files that the code comes from stay the same."""
    record = read_record(folder / _RECORD)
    if record.get("made_by") == describe_file(__file__):
        _digests.update(record["digests"])


def save_digests(folder: Path) -> None:
    """Store all digests for the next build, if there are new ones."""
    record = {"made_by": describe_file(__file__), "digests": _digests}
    if read_record(folder / _RECORD) != record:
        write_record(folder / _RECORD, record)


def _collect(node: ast.AST, parts: list[str]) -> None:
    """Add the types and values of a node and of those below it, in their order."""
    parts.append(type(node).__name__)
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            parts.append(name)
            _collect(value, parts)
        elif isinstance(value, list):
            if name == "body" and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                value = value[1:] if ast.get_docstring(node, clean=False) is not None else value
            elif isinstance(node, ast.JoinedStr):  # some versions of Python have empty texts in it
                value = [each for each in value if not isinstance(each, ast.Constant) or each.value]
            _collect_list(name, value, parts)
        elif value is not None:
            parts += [name, repr(value)]


def _collect_list(name: str, values: list[Any], parts: list[str]) -> None:
    if not values:  # newer versions of Python have further fields, such as type_params, which are empty
        return
    parts += [name, str(len(values))]
    for value in values:
        if isinstance(value, ast.AST):
            _collect(value, parts)
        else:
            parts.append(repr(value))


@cache
def _load_table() -> dict[str, dict[str, list[str]]]:
    """Return the versions that have each digest, by function."""
    table: dict[str, dict[str, list[str]]] = json.loads(KNOWN_FUNCTIONS_FILE.read_text(encoding="utf-8"))
    return table
