"""Replacement of functions of Sphinx, docutils and MyST for the time of a build.

A patch is applied only if the functions that it replaces, and those that it relies on, have the code that it was written for.
Otherwise Sphinx's own code runs, which is slower and gives the same result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import update_wrapper
from types import FunctionType
from typing import Any

import docutils.utils.smartquotes
import myst_parser.mdit_to_docutils.base
import sphinx.builders
import sphinx.search
import sphinx.util.docutils
from docutils.nodes import Node
from docutils.transforms.universal import SmartQuotes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.search import IndexBuilder
from sphinx.transforms import SphinxSmartQuotes

from .document_settings import cache_settings, clear_settings
from .environment_pickling import background_pickle, getstate, note_documents_read
from .known_functions import Reliance, is_known, list_unknown, save_digests
from .notices import UNKNOWN_CODE, report_unknown
from .parallel import read_parallel, write_parallel
from .search_index import FastIndexBuilder, dump_search_index, load_indexer
from .smart_quotes import apply_smart_quotes
from .tree_walking import fast_findall, findall, superfast_findall


@dataclass(frozen=True, slots=True)
class Replacement:
    """A value that takes the place of an attribute of a class or module."""

    owner: Any
    attribute: str
    value: Any
    original: Any = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "original", getattr(self.owner, self.attribute))
        if isinstance(self.original, FunctionType):
            update_wrapper(self.value, self.original)  # so that autodoc and others see the original's name and signature

    def is_possible(self) -> bool:
        """Return whether the attribute is what this replacement was made for, and nobody else has replaced it."""
        current = getattr(self.owner, self.attribute)
        return current is self.original and (not isinstance(current, FunctionType) or is_known(current))


@dataclass(frozen=True, slots=True)
class Patch:
    """Replacements that belong together."""

    name: str
    replacements: tuple[Replacement, ...]
    relied_on: Reliance = ()
    """Further functions that have to be known."""

    def list_unknown(self) -> list[str]:
        """Return the names of the functions that are not those that the patch was made for."""
        return [one.attribute for one in self.replacements if not one.is_possible()] + list_unknown(self.relied_on)


PATCHES: tuple[Patch, ...] = (
    Patch(
        "trees",
        (
            Replacement(Node, "findall", findall),
            Replacement(Node, "_fast_findall", fast_findall),
            Replacement(Node, "_superfast_findall", superfast_findall),
        ),
    ),
    Patch(
        "settings",
        (Replacement(sphinx.util.docutils, "_get_settings", cache_settings(sphinx.util.docutils._get_settings)),),
    ),
    Patch(
        "settings of Markdown",
        (
            Replacement(
                myst_parser.mdit_to_docutils.base,
                "get_default_settings",
                cache_settings(vars(myst_parser.mdit_to_docutils.base)["get_default_settings"]),
            ),
        ),
        ((myst_parser.mdit_to_docutils.base, "make_document"),),
    ),
    Patch(
        "quotation marks",
        (Replacement(SphinxSmartQuotes, "apply", apply_smart_quotes),),
        (
            (SmartQuotes, "apply get_tokens"),
            (SphinxSmartQuotes, "get_tokens is_available"),
            (docutils.utils.smartquotes, "educate_tokens"),
        ),
    ),
    Patch(
        "search index",
        (
            Replacement(sphinx.search, "IndexBuilder", FastIndexBuilder),
            Replacement(StandaloneHTMLBuilder, "load_indexer", load_indexer),
            Replacement(StandaloneHTMLBuilder, "dump_search_index", dump_search_index),
        ),
        ((IndexBuilder, "__init__ load dump prune get_terms freeze feed _word_collector"),),
    ),
    Patch(
        "environments of processes",
        (Replacement(BuildEnvironment, "__getstate__", getstate),),
        ((BuildEnvironment, "__setstate__ merge_info_from"),),
    ),
    Patch(
        "storing of the environment",
        (Replacement(sphinx.builders, "pickle", background_pickle),),
        ((Builder, "build write_doctree _read_parallel"),),
    ),
    Patch("reading", (Replacement(Builder, "_read_parallel", read_parallel),), ((Builder, "_read_serial"),)),
    Patch(
        "writing",
        (Replacement(Builder, "_write_parallel", write_parallel),),
        (
            (Builder, "write_documents _write_serial"),
            (sphinx.builders, "_write_docname"),
            (StandaloneHTMLBuilder, "write_doc write_doc_serialized index_page"),
            (BuildEnvironment, "get_and_resolve_doctree"),
            (IndexBuilder, "__init__ feed"),
        ),
    ),
)
_applied: list[Replacement] = []


def apply_patches(app: Sphinx) -> None:
    """Apply all patches that are possible, until the build is finished."""
    remove_patches()
    note_documents_read(app)
    app.connect("build-finished", lambda app, exception: remove_patches(), priority=0)  # others may fail and end the list
    for patch in PATCHES:
        if unknown := patch.list_unknown():
            report_unknown(app, patch.name, UNKNOWN_CODE, unknown)
            continue
        for replacement in patch.replacements:
            setattr(replacement.owner, replacement.attribute, replacement.value)
            _applied.append(replacement)
    save_digests(app.doctreedir)


def remove_patches() -> None:
    """Put the originals back, and forget what the patches know of this build."""
    while _applied:
        replacement = _applied.pop()
        setattr(replacement.owner, replacement.attribute, replacement.original)
    clear_settings()
