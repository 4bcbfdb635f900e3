"""The project's own template for comments."""

from __future__ import annotations

from collections.abc import Mapping

NAMES = ("title", "slug", "docname", "thread", "language", "url", "old_url")
"""The variables of a template. They are escaped where it shows them."""


def fill_template(template: str, values: Mapping[str, str]) -> str:
    """Return the HTML of a template of Jinja.

    :raises jinja2.TemplateError: the template cannot be used.
    """
    import jinja2  # only projects with a template need it here

    return jinja2.Environment(autoescape=True).from_string(template).render(values)


def explain_template(template: str) -> str:
    """Return why a template cannot be used; empty if it can."""
    try:
        fill_template(template, dict.fromkeys(NAMES, ""))
    except Exception as error:  # whatever its expressions raise
        line = getattr(error, "lineno", None)
        return f"line {line}: {error}" if line else str(error)
    return ""
