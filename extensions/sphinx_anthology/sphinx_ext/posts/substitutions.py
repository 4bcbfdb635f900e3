"""MyST's substitutions in posts: expressions that see texts, and nothing of the program.

MyST hands the environment of the build to Jinja, and with it every file and every function.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from sphinx.environment import BuildEnvironment

_OPTIONS = """
project author copyright project_copyright version release language root_doc master_doc today
html_title html_short_title html_baseurl
""".split()
"""The options of Sphinx that a post may show."""
_MAX_LENGTH = 100_000
_MAX_NUMBER = 5000
_MAX_TOTAL = 1_000_000
TOO_MANY = (
    f"Substitutions are more than {_MAX_NUMBER}, or their texts longer than {_MAX_TOTAL} characters; "
    "from here on they are shown as they are written. Use fewer."
)

_GROWING = frozenset("center expandtabs format format_map ljust rjust zfill".split())
"""Methods and filters that make a long text of a short one."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without the attributes by which an expression gets at files, and without results that grow without end."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return attr not in _GROWING and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Handle ``format`` like any other method."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        is_number = all(isinstance(value, int | float) for value in (left, right))
        if operator == "**" or not (is_number or operator == "%"):
            raise SecurityError(f"{operator!r} is not allowed here")
        if operator == "%" and not is_number:
            raise SecurityError("texts are not formatted here")
        return super().call_binop(context, operator, left, right)


def evaluate_substitution(expression: str, values: Mapping[str, Any], env: BuildEnvironment) -> str:
    """Return the text of an expression.

    :param values: the substitutions of the project and of the post. ``env`` is added to them: the name of the document, its
        metadata, and the options of Sphinx that readers see anyway.
    :raises Exception: whatever is wrong with the expression.
    """
    config = {name: getattr(env.config, name) for name in _OPTIONS if isinstance(getattr(env.config, name, None), str)}
    public = {"docname": env.docname, "metadata": {env.docname: dict(env.metadata[env.docname])}, "config": config}
    text = _compile(expression).render({**values, "env": public})
    if len(text) > _MAX_LENGTH:
        raise SecurityError(f"the text is longer than {_MAX_LENGTH} characters")
    return text


@lru_cache(maxsize=100)
def _compile(expression: str) -> Template:
    return _make_sandbox().from_string(f"{{{{{expression}}}}}")


@lru_cache(maxsize=1)
def _make_sandbox() -> _Sandbox:
    sandbox = _Sandbox(undefined=StrictUndefined)
    sandbox.globals.clear()  # functions
    for name in (*_GROWING, "indent", "batch", "slice"):
        sandbox.filters.pop(name, None)
    return sandbox


class SubstitutionUse:
    """What substitutions have added to a text so far."""

    def __init__(self) -> None:
        self.failed: set[str] = set()
        """The expressions that have been reported."""
        self._number = self._length = 0

    def add(self, text: str) -> None:
        """Count one more text."""
        self._number += 1
        self._length += len(text)

    @property
    def is_spent(self) -> bool:
        """Return whether nothing more may be added."""
        return self._number >= _MAX_NUMBER or self._length >= _MAX_TOTAL
