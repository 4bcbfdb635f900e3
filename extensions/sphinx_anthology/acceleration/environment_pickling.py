"""Smaller and later pickling of the environment.

Sphinx has each process send the whole environment back for every batch of documents that it has read, and it grows with the
site. Each build takes the tables of contents of all pages apart and puts them together again, which is most of the work of
loading and storing the environment, though most builds need a few of them. And pages wait until the environment is stored.
"""

from __future__ import annotations

import os
import pickle
from collections import defaultdict
from collections.abc import Iterator, MutableMapping
from types import SimpleNamespace
from typing import IO, Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .background import run_in_background
from .seams import seams_of

_getstate = BuildEnvironment.__getstate__
ATTRIBUTES_BY_DOCUMENT = (
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
"""The attributes of an environment that are dictionaries by docname, of which Sphinx merges those of a batch's documents."""
_docnames_read: list[str] = []
"""The documents that this process has read."""
_main_process = 0
"""The identifier of the process that stores the environment."""


def note_documents_read(app: Sphinx) -> None:
    """Note which documents are read in which process. Call it in the main process, before documents are read."""
    global _main_process
    _main_process = os.getpid()
    _docnames_read.clear()
    app.connect("source-read", lambda app, docname, content: _docnames_read.append(docname))


def getstate(self: BuildEnvironment) -> dict[str, Any]:
    """Return what is pickled of an environment: all of it in the main process, and what was read in any other."""
    state: dict[str, Any] = _getstate(self)
    if os.getpid() == _main_process:
        return state | {"tocs": PickledValues(state["tocs"])}
    state |= {name: _only_read(state[name]) for name in ATTRIBUTES_BY_DOCUMENT if name in state}
    state["domaindata"] = dict(state["domaindata"])
    for domain_name, keys in seams_of(self._app).keys_by_document.items():
        data = state["domaindata"].get(domain_name, {})
        state["domaindata"][domain_name] = data | {key: _only_read(data[key]) for key in keys if key in data}
    return state


def _only_read(values: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of the documents that this process has read."""
    entries = {docname: values[docname] for docname in _docnames_read if docname in values}
    return defaultdict(values.default_factory, entries) if isinstance(values, defaultdict) else entries


def _dump(obj: object, file: IO[bytes], protocol: int) -> None:
    """Pickle an object to a file; an environment in another process, if there may be one."""
    if not isinstance(obj, BuildEnvironment):
        pickle.dump(obj, file, protocol)
        return

    def store() -> None:
        global _main_process
        _main_process = os.getpid()  # it stores what the main process would
        pickle.dump(obj, file, protocol)
        file.flush()

    run_in_background(obj._app, store)


background_pickle = SimpleNamespace(
    HIGHEST_PROTOCOL=pickle.HIGHEST_PROTOCOL, dump=_dump, dumps=pickle.dumps, loads=pickle.loads
)
"""Takes the place of the module ``pickle`` in ``sphinx.builders``."""


class PickledValues(MutableMapping[str, Any]):
    """A dictionary whose values are unpickled one by one, when they are asked for."""

    def __init__(self, values: MutableMapping[str, Any]) -> None:
        """Pickle values, except those that were never unpickled."""
        known, loaded = (values._pickled, values._loaded) if isinstance(values, PickledValues) else ({}, values)
        self._pickled: dict[str, bytes] = known | {
            name: pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for name, value in loaded.items()
        }
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = pickle.loads(self._pickled[name])
        return self._loaded[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._pickled.setdefault(name, b"")  # keeps its place in the order
        self._loaded[name] = value

    def __delitem__(self, name: str) -> None:
        del self._pickled[name]
        self._loaded.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._pickled

    def __iter__(self) -> Iterator[str]:
        return iter(self._pickled)

    def __len__(self) -> int:
        return len(self._pickled)

    def copy(self) -> dict[str, Any]:
        """Return a dictionary with all values, as the method of a dictionary does."""
        return dict(self)
