"""Caching of the default settings of documents.

For each document Sphinx makes docutils' parser of command lines, with some hundred options, and looks for configuration files.
MyST does the same for a document that it does not use.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from docutils.frontend import Values
from docutils.utils import DependencyList

_settings: dict[str, Values] = {}


def cache_settings(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that calls one that makes settings once for the same arguments, and gives each caller a copy."""

    def cached(*components: Any, **options: Any) -> Any:
        key = repr((function, [_class_of(component) for component in components], sorted(options.items(), key=str)))
        if key not in _settings:
            _settings[key] = function(*components, **options)
        return _copy(_settings[key])

    return cached


def clear_settings() -> None:
    """Forget all settings: the next build in this process may have other configuration files."""
    _settings.clear()


def _class_of(component: Any) -> type:
    return component if isinstance(component, type) else type(component)


def _copy(settings: Values) -> Values:
    """Return a copy that shares nothing that can be changed."""
    result = copy.copy(settings)
    for name, value in vars(settings).items():
        if isinstance(value, (list, dict, set)):
            setattr(result, name, copy.copy(value))
        elif isinstance(value, DependencyList):
            setattr(result, name, DependencyList())
    return result
