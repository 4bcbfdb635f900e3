"""Tests of notebooks that are read without MyST-NB."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

import pytest
from notebook_files import code, markdown, notebook, raw, result
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.loading.posts.file_loader import FileLoader, LoadedFile
from sphinx_anthology.loading.posts.notebooks import InvalidNotebookError, read_notebook
from sphinx_anthology.loading.posts.post_parser import ParseOptions

HEADER = "---\ntitle: 머리말\ndate: 2025-02-03\n---"
QUARTO = """---
title: A
subtitle: B
author:
  - name: Ada
    affiliations: [X]
date: 2025-02-03
date-modified: 2025-03-04
categories: [news, code]
description: Short.
format:
  html:
    code-fold: true
execute:
  echo: false
jupyter: python3
engine: jupyter
toc-location: left
number-sections: true
file_format: mystnb
jupytext:
  formats: md:myst
kernelspec:
  name: python3
---

Text of the post.
"""
COLLAPSED = markdown(f"{HEADER}\n\nFirst words.\n")


def _load(tmp_path: Path, content: str, **options: object) -> LoadedFile:
    (tmp_path / "a.ipynb").write_text(content, encoding="utf-8")
    return FileLoader(tmp_path, ParseOptions(UTC, **options)).load("a.ipynb", "a")  # type: ignore[arg-type]


def _load_post(tmp_path: Path, content: str) -> Post:
    loaded = _load(tmp_path, content)
    assert isinstance(loaded.entry, Post), loaded.problems
    return loaded.entry


@pytest.mark.parametrize(
    "content",
    [
        notebook(COLLAPSED),
        notebook(markdown(HEADER), markdown("First words.")),
        notebook(raw(HEADER), markdown("First words.")),
        notebook(markdown("\n"), raw(HEADER), markdown("First words.")),
        notebook(code("import os", tags=["remove-cell"]), raw(HEADER), markdown("First words.")),
        notebook(code("import os"), markdown("First words."), raw(HEADER)),
        notebook(markdown("First words."), title="머리말", date="2025-02-03"),
        notebook(markdown("---\ntitle: 머리말\n---\nFirst words."), title="Another", date="2025-02-03"),
        notebook(markdown('{"title": "머리말", "date": "2025-02-03"}\n\nFirst words.'), indent=None),
        notebook(markdown('+++\ntitle = "머리말"\ndate = 2025-02-03\n+++'), markdown("First words."), indent=4),
        json.dumps({"worksheets": [{"cells": [COLLAPSED]}], "metadata": {}, "nbformat": 3}),
    ],
)
def test_front_matter_is_found_in_a_cell_or_in_the_metadata(tmp_path: Path, content: str) -> None:
    post = _load_post(tmp_path, content)
    assert (post.title, f"{post.published:%Y-%m-%d}") == ("머리말", "2025-02-03")
    assert "First words." in post.opening
    assert "title:" not in post.opening


def test_text_is_that_of_markdown_and_code_is_code() -> None:
    found = read_notebook(
        notebook(
            markdown("# Heading\n\nText"),
            code("print('```')", result(text__plain="42")),
            raw("left out"),
            code("secret()", tags=["remove-cell"]),
            markdown("The end"),
        )
    )
    lines = [line for line in found.text.split("\n") if line]
    assert lines == ["# Heading", "Text", "````python", "print('```')", "````", "The end"]


def test_problems_name_the_lines_of_the_file(tmp_path: Path) -> None:
    content = notebook(
        markdown("---\ntitle: A\ndate: soon\n---\n"),
        code("print(1)", result(text__plain="1\n2\n")),
        markdown("Text\n\n{% one unknown %}"),
        markdown("A \x07 bell"),
        tags=5,
    )
    lines = content.split("\n")
    found = {problem.line: problem.code.value for problem in _load(tmp_path, content).problems}
    assert {code: lines[line - 1].strip() for line, code in found.items() if line > 1} == {
        "date-invalid": '"date: soon\\n",',
        "markup-unknown": '"{% one unknown %}"',
        "control-character": '"A \\u0007 bell"',
    }
    minified = json.dumps(json.loads(content))
    assert {problem.line for problem in _load(tmp_path, minified).problems} == {1}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (notebook(COLLAPSED)[:-9], 24),
        ('{"cells": [\n<<<<<<< HEAD\n]}', 2),
        ("", 1),
        ("[]", 1),
        ('{"metadata": {}}', 1),
        ("# A heading\n", 1),
    ],
)
def test_a_file_that_is_no_notebook_is_one_error_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    loaded = _load(tmp_path, content)
    assert loaded.entry is None
    assert [(problem.code.value, problem.line) for problem in loaded.problems] == [("notebook-invalid", line)]


def test_cells_of_any_content_are_read_or_refused() -> None:
    odd = [
        None,
        1,
        {},
        {"cell_type": "markdown"},
        {"cell_type": "markdown", "source": [1, "x"]},
        {"cell_type": 3, "source": {}},
    ]
    content = json.dumps({"cells": [*odd, {"cell_type": "heading", "level": "x", "source": "Title"}], "metadata": []})
    assert [line for line in read_notebook(content).text.split("\n") if line] == ["x", "# Title"]
    with pytest.raises((InvalidNotebookError, RecursionError)):
        read_notebook('{"cells":' * 100_000)


def test_a_notebook_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    content = notebook(COLLAPSED, code("x", result(image__png="A" * 5000)))
    assert [problem.code.value for problem in _load(tmp_path, content, max_bytes=4000).problems] == ["file-too-large"]


def test_metadata_of_tools_is_not_reported(tmp_path: Path) -> None:
    content = notebook(COLLAPSED, colab={"name": "x"}, toc={"base_numbering": 1}, vscode={"interpreter": {"hash": "1"}})
    assert _load(tmp_path, content).problems == ()


def test_keys_of_jupytext_and_quarto_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(QUARTO, encoding="utf-8")
    loaded = FileLoader(tmp_path, ParseOptions(UTC)).load("a.md", "a")
    assert loaded.problems == ()
    assert isinstance(loaded.entry, Post)
    assert loaded.entry.authors[0].name == "Ada"
    assert f"{loaded.entry.updated:%m-%d}" == "03-04"
