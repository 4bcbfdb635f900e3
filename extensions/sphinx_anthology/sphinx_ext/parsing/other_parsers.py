"""Posts that are no Markdown, such as reStructuredText and notebooks: their directives are checked, too."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache, partial
from types import new_class
from typing import Any, cast

from docutils import nodes
from docutils.parsers import Parser
from sphinx.application import Sphinx
from sphinx.parsers import RSTParser

from ..posts.post_directives import PostDirectives
from .parser import PostParser
from .rest_posts import parse_rest_post


def watch_other_parsers(app: Sphinx) -> None:
    """Let the directives and roles of posts be checked whatever parser reads them."""
    parsers = app.registry.source_parsers
    for filetype, parser in parsers.items():
        if not issubclass(parser, PostParser):
            parsers[filetype] = _watched(cast("Hashable", parser))


@lru_cache(maxsize=100)
def _watched(parser: Any) -> type[Parser]:
    """Return a parser class that does what *parser* does, checks directives and roles, and frames posts."""

    def parse(self: Parser, inputstring: str, document: nodes.document) -> None:
        with PostDirectives():
            if issubclass(parser, RSTParser) and isinstance(inputstring, str):
                parse_rest_post(partial(parser.parse, self), inputstring, document)
            else:
                parser.parse(self, inputstring, document)

    values = {"parse": parse, "__module__": parser.__module__}
    return new_class(parser.__name__, (parser,), exec_body=lambda namespace: namespace.update(values))
