"""A Sphinx extension that turns a folder of blog posts into a cross-linked knowledge base.

Packages, each of which may import those above it:

- ``frontmatter``: text to entries with line numbers; ``markup``: Markdown of blog engines to tokens of MyST
- ``fields``: entries to the fields of an article
- ``catalogue``: the model: posts, terms, queries
- ``loading``: files to a catalogue; ``outputs``: a catalogue to text and files
- ``pages``: answers of the catalogue to docutils nodes; ``cli``: the command ``anthology``
- ``sphinx_ext``: everything that hooks into Sphinx
- ``acceleration``: a Sphinx extension of its own, which imports none of the others

Modules that all of them use:

- ``settings``: every option, declared once; ``problems``: codes and severities of problems, and how they are reported
- ``taxonomy``: category, tag, author, series, year; ``slugs``: stable names for addresses
- ``cache``: files that keep data between builds; ``digests``: detection of changed files
- ``encodings``: decoding of files that are not UTF-8; ``suggestions``: "Did you mean …?"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    from .sphinx_ext.setup import setup  # here, so that the command line does not wait for Sphinx and its extensions to load

    return setup(app)
