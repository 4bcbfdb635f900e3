"""The project's own template for comments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2

NAMES = ("title", "slug", "docname", "thread", "language", "url", "old_url")
"""The variables of a template. They are escaped where it shows them."""


def fill_template(template: str, values: Mapping[str, str]) -> str:
    """Return the HTML of a template of Jinja.

    :raises Exception: the template cannot be used: it is not valid, or one of its expressions raises an error.
    """
    return _compile(template).render(values)


@lru_cache(maxsize=8)  # one for each collection
def _compile(template: str) -> jinja2.Template:
    import jinja2  # only projects with a template need it here

    return jinja2.Environment(autoescape=True).from_string(template)


def explain_template(template: str) -> str:
    """Return why a template cannot be used; empty if it can."""
    try:
        fill_template(template, dict.fromkeys(NAMES, ""))
    except Exception as error:  # whatever its expressions raise
        line = getattr(error, "lineno", None)
        return f"line {line}: {error}" if line else str(error)
    return ""
