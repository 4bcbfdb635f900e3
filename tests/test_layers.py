"""The layers of the package, as the import statements of its modules show them."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sphinx_anthology

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(sphinx_anthology.__file__).parent
LAYERS = (
    {"problems", "slugs", "dates", "decoding", "settings", "versions"},
    {"prose", "frontmatter", "dialects", "images", "post", "catalogue", "queries"},
    {"indexes", "stubs", "social"},
    {"words", "formats", "memory", "domain", "article", "listings", "markdown", "navigation", "events"},
    {"__init__"},
)
LAYER = {module: number for number, modules in enumerate(LAYERS) for module in modules}
BESIDE = {"stubs": {"indexes"}}
"""What a module of layer 2 may import of layer 2."""
OTHERS = {1: {"yaml", "imagesize", "markdown_it"}}
"""What the modules of a layer may import besides the standard library; layers 3 and 4 may import anything."""


def imports(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the import statements that run; those for type checkers alone do not."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            for other in child.orelse:
                yield from imports(other)
        else:
            yield from imports(child)


def imported(module: str) -> tuple[set[str], set[str]]:
    """Return the modules of the package, and the top-level packages, that *module* imports."""
    own: set[str] = set()
    others: set[str] = set()
    for statement in imports(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            names = [alias.name for alias in statement.names]
        elif statement.level and statement.module is None:
            names = [f"sphinx_anthology.{alias.name}" for alias in statement.names]
        else:
            names = [f"{'sphinx_anthology.' * bool(statement.level)}{statement.module}"]
        for name in names:
            top, _, rest = name.partition(".")
            if top == "sphinx_anthology":
                own.add(rest.partition(".")[0] or "__init__")
            else:
                others.add(top)
    return own, others


def test_every_module_has_its_layer() -> None:
    assert {file.stem for file in PACKAGE.glob("*.py")} == set(LAYER)


def test_the_package_has_no_folders_of_modules() -> None:
    assert {file.parent for file in PACKAGE.rglob("*.py")} == {PACKAGE}


@pytest.mark.parametrize("module", sorted(LAYER))
def test_a_module_imports_from_layers_below_only(module: str) -> None:
    layer = LAYER[module]
    below = {other for other, number in LAYER.items() if number < layer}
    beside = LAYERS[layer] if layer in (1, 3) else BESIDE.get(module, set())
    assert imported(module)[0] <= below | beside - {module}


@pytest.mark.parametrize("module", sorted(module for module, layer in LAYER.items() if layer < 3))
def test_a_module_below_sphinx_imports_the_standard_library_and_what_its_layer_may(module: str) -> None:
    allowed = {*sys.stdlib_module_names, *OTHERS.get(LAYER[module], ())}
    assert imported(module)[1] <= allowed


@pytest.mark.parametrize("layer", range(len(LAYERS)))
def test_the_modules_of_a_layer_do_not_import_each_other_in_a_circle(layer: int) -> None:
    waiting = {module: imported(module)[0] & LAYERS[layer] for module in LAYERS[layer]}
    while ready := {module for module, needs in waiting.items() if not needs & set(waiting)}:
        waiting = {module: needs for module, needs in waiting.items() if module not in ready}
    assert waiting == {}
