"""Notebooks in which any value is wrong: all other cells keep their text."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Site
from notebook_files import code, markdown, notebook, picture, raw, result
from sphinx_anthology.loading.posts.notebooks import InvalidNotebookError, read_notebook
from sphinx_anthology.problems import Code, Problem

CONFIGURATION = """
extensions = ["myst_nb", "sphinx_anthology"]
html_theme = "furo"
nb_execution_mode = "off"
source_suffix = {".rst": "restructuredtext"}  # Sphinx adds others to its default value, for all builds of a process
"""
WORDS = ("first", "second", "third")
WRONG: list[Any] = [None, 5, "x", [], {}, True, [[["x"]]], {"a": {"b": []}}, -1.5, "\ud800"]
STREAM = {"output_type": "stream", "name": "stdout", "text": ["printed\n"]}
ERROR = {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["one", "two"]}
NEW = json.loads(
    notebook(
        markdown("# Title\n\nfirst\n"),
        code("second = 1", STREAM, picture("red"), result(text__html="<b>shown</b>"), ERROR, tags=["t"]),
        {**markdown("third"), "attachments": {"x.png": {"text/plain": "x"}}},
        raw("hidden"),
    )
)
OLD = {
    "metadata": {"name": "x"},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "metadata": {},
            "cells": [
                {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["first"]},
                {
                    "cell_type": "code",
                    "input": ["second = 1"],
                    "language": "python",
                    "metadata": {},
                    "outputs": [
                        {"output_type": "stream", "stream": "stdout", "text": ["printed"]},
                        {"output_type": "pyout", "prompt_number": 1, "metadata": {}, "text": ["t"], "png": "eA=="},
                        {"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["one"]},
                    ],
                },
                {"cell_type": "markdown", "metadata": {}, "source": "third"},
            ],
        }
    ],
}


def list_places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of each value in a notebook."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield (*place, key)
        yield from list_places(child, (*place, key))


def replaced(document: Any, place: tuple[Any, ...], *values: Any) -> Any:
    """Return a notebook with another value at a place, or without it."""
    changed = parent = copy.deepcopy(document)
    for key in place[:-1]:
        parent = parent[key]
    del parent[place[-1]]
    if values and isinstance(parent, list):
        parent.insert(place[-1], values[0])
    elif values:
        parent[place[-1]] = values[0]
    return changed


@pytest.mark.parametrize(("document", "cells"), [(NEW, ("cells",)), (OLD, ("worksheets", 0, "cells"))], ids=["new", "old"])
def test_a_wrong_value_costs_no_more_than_its_cell(document: Any, cells: tuple[Any, ...]) -> None:
    for place in list_places(document):
        if place == cells[: len(place)]:
            continue  # there are no cells
        own = place[len(cells)] if place[: len(cells)] == cells else None
        for values in [(), *((value,) for value in WRONG)]:
            text = read_notebook(json.dumps(replaced(document, place, *values))).text
            text.encode()
            for number, word in enumerate(WORDS):
                assert word in text or own == number, (place, values)


def test_what_is_right_stays_as_it_is() -> None:
    for document in (NEW, OLD):
        problems: list[Problem] = []
        source = json.dumps(document, indent=1)
        assert read_notebook(source, "x.ipynb", problems.append).content == source
        assert problems == []


def test_what_is_left_out_is_named_with_its_line() -> None:
    problems: list[Problem] = []
    broken = replaced(NEW, ("cells", 1, "outputs", 1, "data", "image/png"), 5)
    source = json.dumps(replaced(broken, ("cells", 1, "outputs", 0, "text")), indent=1)
    content = json.loads(read_notebook(source, "x.ipynb", problems.append).content)
    line = next(number for number, text in enumerate(source.split("\n"), 1) if "second" in text)
    assert {(problem.path, problem.line, problem.code) for problem in problems} == {("x.ipynb", line, Code.NOTEBOOK_PART)}
    assert ["Output 1 of cell 2" in problem.message for problem in problems] == [True, False]
    first, *others = content["cells"][1]["outputs"]
    assert first["data"] == {"text/plain": "<Figure>"}
    assert [other["output_type"] for other in others] == ["display_data", "error"]


@pytest.mark.parametrize("cells", [5, None, {}, "x"])
def test_a_notebook_without_cells_is_none(cells: Any) -> None:
    with pytest.raises(InvalidNotebookError):
        read_notebook(json.dumps({"cells": cells}))
    with pytest.raises(InvalidNotebookError):
        read_notebook(json.dumps({"worksheets": cells}))
    assert read_notebook(json.dumps({"worksheets": [{"cells": cells}, {"cells": [markdown("kept")]}]})).text.strip() == "kept"


@pytest.mark.build
def test_a_page_shows_all_that_is_not_broken(site: Site) -> None:
    site.write("conf.py", CONFIGURATION)
    names: list[str] = []
    for document in (NEW, OLD):
        outputs = [
            place for place in list_places(document) if "outputs" in place or "metadata" in place or "nbformat" in place[0]
        ]
        for position, place in enumerate(outputs):
            values = () if position % 11 == 10 else (WRONG[position % 11],)
            names.append(f"n{len(names)}")
            site.write(f"posts/{names[-1]}.ipynb", json.dumps(replaced(document, place, *values)))
    build = site.build()
    assert "post-failed" not in build.warnings
    for name in names:
        article = build.article(f"posts/{name}")
        assert all(word in article for word in WORDS), name
