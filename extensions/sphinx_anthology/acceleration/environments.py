"""What is pickled of an environment: by a process that reads documents what it has read, and no contents twice.

Sphinx lets each process send the whole environment for every batch of documents, which grows with the site. And each build
takes the contents of all pages apart and puts them together again, which is more work than all the rest of the environment;
most builds ask for those of a few pages. And pages wait to be written until the environment is stored.
"""

from __future__ import annotations

import os
import pickle
from collections import defaultdict
from collections.abc import Iterator, MutableMapping
from typing import IO, TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.environment import BuildEnvironment

from ..sphinx_ext.domain import BY_DOCUMENT
from . import background

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_whole_state, _dump = BuildEnvironment.__getstate__, pickle.dump
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
        return whole | {"tocs": Packed(whole["tocs"])}
    read = set(_read_here)

    def own(values: dict[str, Any]) -> dict[str, Any]:
        few = {docname: values[docname] for docname in read if docname in values}
        return defaultdict(values.default_factory, few) if isinstance(values, defaultdict) else few

    whole |= {name: own(whole[name]) for name in _BY_DOCUMENT if name in whole}
    blog = dict(whole["domaindata"]["blog"])
    blog |= {name: own(blog[name]) for name in BY_DOCUMENT}
    whole["domaindata"] = {**whole["domaindata"], "blog": blog}
    return whole


def dump(obj: object, file: IO[bytes], protocol: int | None = None, **options: Any) -> None:
    """Store a value; an environment, in the place where Sphinx keeps it, in the background."""
    if not isinstance(obj, BuildEnvironment) or getattr(file, "name", "") != str(obj.doctreedir / ENV_PICKLE_FILENAME):
        _dump(obj, file, protocol, **options)
        return

    def store() -> None:
        global _main_process
        _main_process = os.getpid()  # this process stores all of it, as the main process would
        _dump(obj, file, protocol, **options)
        file.flush()

    background.run(obj._app, store)


class Packed(MutableMapping[str, Any]):
    """Values that are unpickled one by one, when somebody asks for them."""

    def __init__(self, values: MutableMapping[str, Any]) -> None:
        """Pickle *values*, but for those that were never unpickled."""
        opened, packed = (values._opened, values._packed) if isinstance(values, Packed) else (values, {})
        self._packed: dict[str, bytes] = packed | {
            name: pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for name, value in opened.items()
        }
        self._opened: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._opened:
            self._opened[name] = pickle.loads(self._packed[name])
        return self._opened[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._packed.setdefault(name, b"")  # so that it has its place in the order
        self._opened[name] = value

    def __delitem__(self, name: str) -> None:
        del self._packed[name]
        self._opened.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
