"""What a process that reads documents sends back: what it has read, and not all that others have read before.

Sphinx lets each process send the whole environment for every batch of documents, which grows with the site.
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sphinx.environment import BuildEnvironment

from ..domain import BY_DOCUMENT

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_whole_state = BuildEnvironment.__getstate__
_BY_DOCUMENT = (
    "all_docs",
    "dependencies",
    "included",
    "metadata",
    "titles",
    "longtitles",
    "tocs",
    "toc_num_entries",
    "toc_secnumbers",
    "toc_fignumbers",
    "toctree_includes",
)
"""The parts of an environment that are kept for each document; merging asks them for the documents of a batch alone."""
_read_here: list[str] = []
_main_process = 0


def watch(app: Sphinx) -> None:
    """Note, from now on, which documents this process reads."""
    global _main_process
    _main_process = os.getpid()
    _read_here.clear()
    app.connect("source-read", lambda app, docname, content: _read_here.append(docname))


def state(self: BuildEnvironment) -> dict[str, Any]:
    """Return what is pickled of an environment: all of it in the process that stores it, what was read in others."""
    whole: dict[str, Any] = _whole_state(self)
    if os.getpid() == _main_process:
        return whole
    read = set(_read_here)

    def own(values: dict[str, Any]) -> dict[str, Any]:
        few = {docname: values[docname] for docname in read if docname in values}
        return defaultdict(values.default_factory, few) if isinstance(values, defaultdict) else few

    whole |= {name: own(whole[name]) for name in _BY_DOCUMENT if name in whole}
    blog = dict(whole["domaindata"]["blog"])
    blog |= {name: own(blog[name]) for name in BY_DOCUMENT}
    whole["domaindata"] = {**whole["domaindata"], "blog": blog}
    return whole
