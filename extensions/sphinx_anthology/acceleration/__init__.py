"""Faster ways to do what Sphinx, docutils and MyST do, with the same result to the byte: the option ``accelerate``.

Each acceleration is a function that takes the place of another one for the time of a build, and is what could be proposed to
the project that it comes from. What they rely on is private in part, so the option is off unless a project asks for it; a
test builds the same site with each of them and without.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docutils.nodes
import docutils.transforms.universal
import myst_parser.mdit_to_docutils.base
import sphinx.builders
import sphinx.environment
import sphinx.search
import sphinx.transforms
import sphinx.util.docutils
from sphinx.builders.html import StandaloneHTMLBuilder

from . import background, collector, defaults, environments, indexing, paths, quotes, reading, trees, writing
from .seams import Seams, seams_of
from .standstill import is_resting

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Seams", "is_resting", "run_in_background", "seams_of", "set_aside", "setup"]


@dataclass(frozen=True, slots=True)
class Acceleration:
    """A function that takes the place of another one."""

    name: str
    owner: Any
    """The module or class whose function it is."""
    attribute: str
    replacement: Any


ACCELERATIONS = (
    Acceleration("looking through trees", docutils.nodes.Node, "findall", trees.findall),
    Acceleration("walking through trees", docutils.nodes.Node, "_fast_findall", trees.fast_findall),
    Acceleration("walking through whole trees", docutils.nodes.Node, "_superfast_findall", trees.superfast_findall),
    Acceleration(
        "settings of documents", sphinx.util.docutils, "_get_settings", defaults.cached(sphinx.util.docutils._get_settings)
    ),
    Acceleration(
        "settings of Markdown",
        myst_parser.mdit_to_docutils.base,
        "get_default_settings",
        defaults.cached(myst_parser.mdit_to_docutils.base.get_default_settings),  # type: ignore[attr-defined]
    ),
    Acceleration("quotation marks", sphinx.transforms.SphinxSmartQuotes, "apply", quotes.apply),
    Acceleration("words of the search", sphinx.search, "IndexBuilder", indexing.Index),
    Acceleration("loading of the search", StandaloneHTMLBuilder, "load_indexer", indexing.load),
    Acceleration("dumping of the search", StandaloneHTMLBuilder, "dump_search_index", indexing.dump),
    Acceleration("paths of files", sphinx.environment.BuildEnvironment, "relfn2path", paths.relfn2path),
    Acceleration("what processes send back", sphinx.environment.BuildEnvironment, "__getstate__", environments.state),
    Acceleration("storing of the environment", pickle, "dump", environments.dump),
    Acceleration("reading in parallel", sphinx.builders.Builder, "_read_parallel", reading.read_parallel),
    Acceleration("writing in parallel", sphinx.builders.Builder, "_write_parallel", writing.write_parallel),
)

_originals: list[tuple[Any, str, Any]] = []


def start(app: Sphinx, accelerations: Iterator[Acceleration] | tuple[Acceleration, ...] = ACCELERATIONS) -> None:
    """Put accelerations in their places, until the build is finished."""
    stop()
    environments.watch(app)
    app.connect("build-finished", lambda app, exception: stop(), priority=0)  # others may fail and end the list
    for acceleration in accelerations:
        owner, name = acceleration.owner, acceleration.attribute
        _originals.append((owner, name, getattr(owner, name)))
        setattr(owner, name, acceleration.replacement)


def stop() -> None:
    """Put back what was there before."""
    while _originals:
        setattr(*_originals.pop())
    defaults.forget()
    paths.forget()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Accelerate the builds of a project."""
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def run_in_background(app: Sphinx, job: Callable[[], object]) -> None:
    """Do a job in another process, if there may be one, with everything as it is now; it is done before the build ends.

    :param job: what it changes in memory, or returns, is lost.
    """
    background.run(app, job)


def set_aside() -> None:
    """Move all objects out of the garbage collector's sight before processes are forked."""
    collector.set_aside()
