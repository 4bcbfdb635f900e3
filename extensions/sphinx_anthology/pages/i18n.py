"""The words of the interface, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from sphinx.domains import changeset
from sphinx.locale import get_translation

CATALOG = "sphinx_anthology"
LOCALE = Path(__file__).parents[1] / "locale"
"""The folder of the catalogues: those of this project's words, and those of words that Sphinx and Furo leave in English."""

later = get_translation(CATALOG)
"""Return a message that becomes one of the site's language when it is shown; for what modules hold before there is a site."""


def _(message: str) -> str:
    """Return *message* in the language of the site; in English where there is no translation."""
    return str(later(message))


def translate_labels() -> None:
    """Translate ``Added in version`` and its like, which Sphinx looks up when it loads, before an extension can add words."""
    look_up = get_translation("sphinx")
    for kind, label in changeset.versionlabels.items():
        changeset.versionlabels[kind] = str(look_up(label))


def script(language: str) -> str | None:
    """Return the script in ``static`` with the words that browsers put into pages in *language*; None where there is none."""
    name = f"anthology.{language}.js"
    return name if (Path(__file__).parents[1] / "static" / name).is_file() else None
