"""Quotation marks, dashes and ellipses, which Sphinx replaces when it reads a document, but not for plain text.

Builders share what was read, so a document is read again for a builder that wants them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..dependencies import record_quotes, recorded_dependencies

_REPLACED = re.compile(r"""["']|--|\.\.\.|include""")
"""What a text has in which something is replaced. An included file may have it."""


def note_quotes(app: Sphinx, docname: str, content: list[str]) -> None:
    """Record what Sphinx does with the quotation marks of the document that is being read, if it has any."""
    record_quotes(app.env, _style(app) if _REPLACED.search(content[0]) else "")


def documents_with_other_quotes(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents that were read for a builder that wants their quotation marks otherwise."""
    style = _style(env._app)
    for docname, dependencies in recorded_dependencies(env).items():
        if dependencies.quotes not in ("", style):
            yield docname


def _style(app: Sphinx) -> str:
    """Return what the builder wants, as :class:`sphinx.transforms.SphinxSmartQuotes` does. Options are compared elsewhere."""
    return "plain" if app.builder.name in app.config.smartquotes_excludes.get("builders", ()) else "smart"
