"""Accelerated builds: the output and the warnings are those of plain Sphinx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from docutils.utils import smartquotes
from sample_site import Result, cold_and_incremental, differences, without_stale_words
from sphinx.environment import BuildEnvironment
from sphinx_anthology.acceleration import patches
from sphinx_anthology.acceleration.patches import PATCHES, Patch, Replacement

pytestmark = pytest.mark.exact


@pytest.fixture(autouse=True)
def quotation_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the quotation marks of ``docutils.conf`` from other tests: docutils keeps them for the process."""
    monkeypatch.setattr(smartquotes.smartchars, "quotes", dict(smartquotes.smartchars.quotes))


Plain = Callable[..., list[Result]]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    """A function that returns the results without acceleration; each is built once."""
    known: dict[str, list[Result]] = {}

    def build(builder: str, jobs: int, **options: Any) -> list[Result]:
        key = repr((builder, jobs, options))
        if key not in known:
            folder = tmp_path_factory.mktemp("plain") / "site"
            known[key] = without_stale_words(cold_and_incremental(folder, builder, jobs, accelerate=False, **options))
        return known[key]

    return build


@pytest.mark.smoke
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_all_patches_together_change_no_byte(tmp_path: Path, plain: Plain, builder: str, jobs: int) -> None:
    results = cold_and_incremental(tmp_path / "site", builder, jobs, accelerate=True)
    assert differences(results, plain(builder, jobs)) == []


PARALLEL = {"reading", "writing"}
"""Patches that have no effect where there is one process."""


@pytest.mark.parametrize(
    ("patch", "jobs"),
    [*((patch, 2) for patch in PATCHES), *((patch, 1) for patch in PATCHES if patch.name in PARALLEL)],
    ids=lambda value: getattr(value, "name", value),
)
def test_no_patch_alone_changes_a_byte(
    tmp_path: Path, plain: Plain, monkeypatch: pytest.MonkeyPatch, patch: Patch, jobs: int
) -> None:
    called = tmp_path / "called"  # a file, because other processes call it as well

    def noted(one: Replacement) -> Replacement:
        if not callable(one.value):
            called.touch()
            return one

        def replacement(*arguments: Any, **options: Any) -> Any:
            called.touch()
            return one.value(*arguments, **options)

        return Replacement(one.owner, one.attribute, replacement)

    only = Patch(patch.name, tuple(map(noted, patch.replacements)), patch.relied_on)
    monkeypatch.setattr(patches, "PATCHES", (only,))
    results = cold_and_incremental(tmp_path / "site", "html", jobs, accelerate=True)
    assert called.exists() != (jobs == 1 and patch.name in PARALLEL)
    assert differences(without_stale_words(results), plain("html", jobs)) == []


@pytest.mark.parametrize(
    "options",
    [
        {"smartquotes_action": "qBde"},
        {"language": "en", "smartquotes_excludes": {"languages": ["ko"]}},
        {"html_copy_source": False, "smartquotes": False},
    ],
    ids=lambda options: next(iter(options)),
)
def test_other_options_change_no_byte_either(tmp_path: Path, plain: Plain, options: dict[str, Any]) -> None:
    results = cold_and_incremental(tmp_path / "site", "html", 2, accelerate=True, **options)
    assert differences(results, plain("html", 2, **options)) == []


def changed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function with other code that does the same."""
    return lambda *arguments, **options: function(*arguments, **options)


@pytest.mark.parametrize("jobs", [1, 2])
def test_functions_with_other_code_are_left_alone(
    tmp_path: Path, plain: Plain, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    others = {}
    for patch in PATCHES:
        replaced = [(one.owner, one.attribute) for one in patch.replacements if isinstance(one.original, FunctionType)]
        relied_on = [(owner, names.split()[0]) for owner, names in patch.relied_on]
        owner, name = [*replaced, *relied_on][0]
        others[patch.name] = owner, name, changed(getattr(owner, name))
        monkeypatch.setattr(*others[patch.name])
    left: list[str] = []

    def look(self: BuildEnvironment, *arguments: Any) -> Any:
        left.extend(patch for patch, (owner, name, other) in others.items() if getattr(owner, name) is other)
        return check_consistency(self, *arguments)

    check_consistency = BuildEnvironment.check_consistency
    monkeypatch.setattr(BuildEnvironment, "check_consistency", look)
    results = cold_and_incremental(tmp_path / "site", "html", jobs, accelerate=True)
    assert set(left) == {patch.name for patch in PATCHES}
    assert differences(without_stale_words(results), plain("html", jobs)) == []
