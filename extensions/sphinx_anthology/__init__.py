"""A Sphinx extension that turns a folder of blog posts into a cross-linked knowledge base."""

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
