"""The page on performance: it names what there is."""

from __future__ import annotations

import re

import pytest
from own_docs import ROOT
from sphinx_anthology.acceleration import __all__ as public_names
from sphinx_anthology.acceleration.seams import Seams

from benchmarks.sphinx_without import FEATURES, NAMES

TEXT = (ROOT / "docs/reference/performance.md").read_text(encoding="utf-8")


def first_column(heading: str) -> list[str]:
    """Return the cells in the first column of the table under a heading row."""
    rows = TEXT.partition(f"| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [row.split(" | ")[0].removeprefix("| ") for row in rows]


def test_every_patch_and_every_feature_is_described() -> None:
    described = [name for cell in first_column("Patch") for name in cell.split(", ")]
    assert [*described, *first_column("Feature")] == list(NAMES)
    assert first_column("Feature") == list(FEATURES)


def test_every_seam_is_described() -> None:
    described = {re.sub(r"\(.*\)|`", "", cell) for cell in first_column("Member")}
    private = {"keys_by_document", "trusted_modules", "watched_paths", "watched_values", "run_step"}
    assert described == {name for name in (*vars(Seams), *vars(Seams())) if not name.startswith("_")} - private


@pytest.mark.parametrize("name", sorted(set(public_names) - {"Seams", "setup"}))
def test_every_public_function_is_named(name: str) -> None:
    assert f"`{name}(" in TEXT or f".{name}(" in TEXT
