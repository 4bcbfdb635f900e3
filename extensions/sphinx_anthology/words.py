"""The words of the interface, in the reader's language."""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOG = "sphinx_anthology"
_lookup = get_translation(CATALOG)


def _(message: str) -> str:
    """Return *message* in the language of the site; in English where there is no translation."""
    return str(_lookup(message))
