"""Known functions: what is installed is in the table, and digests depend on the code alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from every_syntax import every_syntax
from record_known_functions import list_functions
from sphinx_anthology.acceleration import known_functions
from sphinx_anthology.acceleration.known_functions import Function, digest_function, is_known, name_function


@pytest.mark.parametrize("function", list_functions(), ids=name_function)
def test_the_functions_of_the_installed_versions_are_known(function: Callable[..., Any]) -> None:
    assert is_known(function), (
        f"{name_function(function)} has other code than the patches were made for. Compare it with the version before, change "
        "the patch if it needs to be, and run tools/record_known_functions.py."
    )


def test_the_digest_is_the_same_with_every_version_of_python() -> None:
    assert digest_function(every_syntax) == "1418127efeffbcb7"


def test_docstrings_comments_and_layout_do_not_matter() -> None:
    def one() -> Function:
        def function(value: int) -> int:
            """Return the next number."""
            return value + 1

        return function

    def two() -> Function:
        def function(
            value: int,
        ) -> int:
            # The next number.
            return value + 1  # as a number

        return function

    def three() -> Function:
        def function(value: int) -> int:
            return value + 2

        return function

    assert digest_function(one()) == digest_function(two()) != digest_function(three())


def test_the_function_that_is_wrapped_matters() -> None:
    def wrapped(function: Callable[[], int]) -> Callable[[], int]:
        @wraps(function)
        def wrapper() -> int:
            return function()

        return wrapper

    def one() -> int:
        return 1

    def two() -> int:
        return 2

    assert digest_function(wrapped(one)) == digest_function(wrapped(one))
    assert digest_function(wrapped(one)) != digest_function(one)
    assert digest_function(wrapped(one)) != digest_function(wrapped(two))


@pytest.mark.parametrize("value", [len, None, "text", int, lambda: 1])
def test_what_has_no_source_or_is_no_function_is_not_known(value: object) -> None:
    assert not is_known(value)


def test_code_without_its_source_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    namespace: dict[str, Any] = {}
    exec(compile("def function():\n    return 1\n", "<nowhere>", "exec"), namespace)
    assert digest_function(namespace["function"]) == ""
    monkeypatch.setattr(known_functions, "_load_table", lambda: {name_function(namespace["function"]): {"": []}})
    assert not is_known(namespace["function"])


def test_digests_of_an_earlier_build_hold_until_a_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "module.py"
    file.write_text("def function():\n    return 1\n", encoding="utf-8")

    def load() -> Function:
        namespace: dict[str, Any] = {}
        exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), namespace)
        function: Function = namespace["function"]
        return function

    first = digest_function(load())
    known_functions.save_digests(tmp_path)
    monkeypatch.setattr(known_functions, "_digests", {})
    known_functions.load_digests(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("inspect.getsource", lambda code: pytest.fail("The source was read again."))
        assert digest_function(load()) == first
    file.write_text("def function():\n    return 1000\n", encoding="utf-8")
    assert digest_function(load()) not in ("", first)
