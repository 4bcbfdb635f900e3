"""Settings of documents: the same as without the cache, and never shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sphinx.util.docutils
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from sphinx_anthology.acceleration.document_settings import cache_settings, clear_settings


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """Forget what a test has cached."""
    yield
    clear_settings()


def change_all(settings: Values) -> None:
    """Change everything in settings that can be changed."""
    for name, value in vars(settings).items():
        if isinstance(value, list):
            value.append("changed")
        elif isinstance(value, dict):
            value["changed"] = True
        else:
            setattr(settings, name, "changed")


def describe(settings: Values) -> dict[str, Any]:
    return {name: repr(value) if name != "record_dependencies" else type(value) for name, value in vars(settings).items()}


def ask_as_myst(function: Callable[..., Values]) -> Values:
    return function(Parser)


def ask_as_sphinx(function: Callable[..., Values]) -> Values:
    own = {"strip_classes": ["one"], "own": {"a": 1}}
    return function(standalone.Reader, Parser(), defaults=own, read_config_files=True)


@pytest.mark.parametrize(
    ("ask", "function"),
    [(ask_as_myst, get_default_settings), (ask_as_sphinx, sphinx.util.docutils._get_settings)],
    ids=["MyST", "Sphinx"],
)
def test_documents_never_share_settings_that_can_be_changed(
    ask: Callable[[Callable[..., Values]], Values], function: Callable[..., Values]
) -> None:
    original = describe(ask(function))
    first = ask(cache_settings(function))
    assert describe(first) == original
    change_all(first)
    second = ask(cache_settings(function))
    assert describe(second) == original
    values = vars(first)
    assert [name for name, value in vars(second).items() if isinstance(value, (list, dict)) and value is values[name]] == []


def test_other_components_and_other_options_have_their_own_settings() -> None:
    asked: list[object] = []

    def function(*components: object, **options: object) -> Values:
        asked.append((components, options))
        values = get_default_settings()
        values.number = len(asked)
        return values

    settings = cache_settings(function)
    numbers = [settings(Parser, defaults={"a": 1}).number, settings(Parser(), defaults={"a": 1}).number]
    numbers += [settings(Parser, defaults={"a": 2}).number, settings(standalone.Reader, defaults={"a": 1}).number]
    assert numbers == [1, 1, 2, 3]
