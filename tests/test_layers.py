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
    {
        "problems",
        "slugs",
        "terms",
        "spelling",
        "kinds",
        "settings",
        "clock",
        "dates",
        "decoding",
        "sources",
        "contents",
        "versions",
    },
    {
        "frontmatter",
        "markup",
        "prose",
        "fields",
        "coercions",
        "mapping",
        "derivation",
        "dialects",
        "authors",
        "images",
        "post",
        "selection",
        "groups",
        "collection",
        "labels",
        "catalogue",
        "scanning",
        "queries",
        "permalinks",
        "choices",
    },
    {
        "indexes",
        "stubs",
        "charts",
        "graphs",
        "social",
        "report",
        "related",
        "redirects",
        "redirect_pages",
        "redirect_rules",
        "published",
        "contract",
        "network",
    },
    {
        "words",
        "formats",
        "memory",
        "background",
        "pickles",
        "acceleration",
        "domain",
        "headings",
        "links",
        "surroundings",
        "freshness",
        "maps",
        "article",
        "views",
        "layouts",
        "listings",
        "overviews",
        "heads",
        "rendering",
        "markdown",
        "navigation",
        "books",
        "events",
    },
    {"__init__", "extension", "cli"},
)
"""Modules, and packages of modules about one thing, each of which counts as one here."""
LAYER = {module: number for number, modules in enumerate(LAYERS) for module in modules}
BESIDE = {
    "stubs": {"indexes"},
    "redirect_pages": {"redirects"},
    "redirect_rules": {"redirects"},
    "contract": {"published"},
    "network": {"published"},
    "kinds": {"slugs", "spelling"},
    "settings": {"kinds", "slugs", "spelling"},
    "clock": {"settings"},
    "sources": {"settings"},
    "extension": {"__init__"},
    "__init__": {"extension"},
    "cli": {"__init__"},
}
"""What a module may import of its own layer, where it is not 1 or 3."""
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


def files(module: str) -> list[Path]:
    """Return the files of a module, or of a package of modules."""
    return sorted((PACKAGE / module).glob("*.py")) or [PACKAGE / f"{module}.py"]


def imported(module: str) -> tuple[set[str], set[str]]:
    """Return the modules of this project, and the top-level packages of others, that *module* imports."""
    own: set[str] = set()
    others: set[str] = set()
    for file in files(module):
        package = [*file.relative_to(PACKAGE.parent).parts[:-1]]
        for statement in imports(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(statement, ast.Import):
                names = [alias.name for alias in statement.names]
            else:
                above = package[: len(package) - statement.level + 1] if statement.level else []
                base = ".".join([*above, *([statement.module] if statement.module else [])])
                whole = base == PACKAGE.name
                names = [f"{base}.{alias.name}" for alias in statement.names] if whole else [base]
            for name in names:
                top, _, rest = name.partition(".")
                if top != PACKAGE.name:
                    others.add(top)
                elif (part := rest.partition(".")[0]) != module:
                    own.add(part if part in LAYER else "__init__")
    return own, others


def test_every_module_has_its_layer() -> None:
    found = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found == set(LAYER)


def test_packages_of_modules_hold_no_further_packages() -> None:
    assert {file.relative_to(PACKAGE).parts[:-2] for file in PACKAGE.rglob("*.py")} == {()}


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
