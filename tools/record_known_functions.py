"""Add the functions of the installed Sphinx, docutils and MyST to those that the acceleration knows.

Run it with each supported version, and review what it adds: a function whose code has changed may need another patch.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from sphinx_anthology.acceleration.known_functions import KNOWN_FUNCTIONS_FILE, digest_function, name_function
from sphinx_anthology.acceleration.no_op import RELIED_ON
from sphinx_anthology.acceleration.patches import PATCHES

_DISTRIBUTIONS = {"sphinx": "sphinx", "docutils": "docutils", "myst_parser": "myst-parser"}


def list_functions() -> list[Callable[..., Any]]:
    """Return all functions that have to be known."""
    replaced = [one.original for patch in PATCHES for one in patch.replacements]
    relied_on = [*RELIED_ON, *(pair for patch in PATCHES for pair in patch.relied_on)]
    named = [getattr(owner, name) for owner, names in relied_on for name in names.split()]
    return [one for one in (*replaced, *named) if hasattr(one, "__code__")]


def main() -> None:
    """Add to the table, and remove from it the functions that no patch needs any more."""
    known: dict[str, dict[str, list[str]]] = json.loads(KNOWN_FUNCTIONS_FILE.read_text(encoding="utf-8"))
    table: dict[str, dict[str, list[str]]] = {}
    for function in list_functions():
        package = function.__module__.partition(".")[0]
        label = f"{package} {version(_DISTRIBUTIONS[package])}"
        name, digest = name_function(function), digest_function(function)
        digests = table.setdefault(name, known.get(name, {}))
        digests[digest] = sorted({*digests.get(digest, ()), label})
    KNOWN_FUNCTIONS_FILE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
