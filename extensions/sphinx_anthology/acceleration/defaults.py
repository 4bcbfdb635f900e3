"""The default settings of documents, found once.

Sphinx makes a parser of command lines, with some hundred options, and looks for configuration files, for each document; MyST
does the same again for a document that it does not use.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from docutils.frontend import Values
from docutils.utils import DependencyList

_known: dict[str, Values] = {}


def cached(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return *function*, which returns settings, such that it is asked once for the same; callers share nothing."""

    def settings(*components: Any, **options: Any) -> Any:
        key = repr((function, [_kind(component) for component in components], sorted(options.items(), key=str)))
        if key not in _known:
            _known[key] = function(*components, **options)
        return _own(_known[key])

    return settings


def forget() -> None:
    """Forget what is known: the next build in this process may have other configuration files."""
    _known.clear()


def _kind(component: Any) -> type:
    return component if isinstance(component, type) else type(component)


def _own(settings: Values) -> Values:
    """Return a copy of settings that shares nothing that can be changed."""
    result = copy.copy(settings)
    for name, value in vars(settings).items():
        if isinstance(value, (list, dict, set)):
            setattr(result, name, copy.copy(value))
        elif isinstance(value, DependencyList):
            setattr(result, name, DependencyList())
    return result
