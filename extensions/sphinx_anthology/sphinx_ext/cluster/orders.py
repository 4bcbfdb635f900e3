"""What coordinator and workers say to each other."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import distributions
from logging import LogRecord
from platform import python_version
from typing import Any

from ..._version import code_version

_LEVEL = 1
"""The level of compression. Higher ones take several times as long, for a few percent."""

_SHOWN = 3
"""Versions that a message names."""


class RefusedWorkerError(Exception):
    """A worker cannot build the same as the coordinator. The arguments are its address, and why."""


class LostProcessError(Exception):
    """The process that worked on a batch has ended before its time. The batch can be done again."""


@dataclass(frozen=True)
class Order:
    """A build as a worker has to begin it."""

    name: str
    """Names the build. No other one has the same."""
    versions: Mapping[str, str]
    folders: Mapping[str, str]
    """The absolute paths of the coordinator, by the names that :func:`.project_archive.describe_folders` gives them."""
    root: str
    """The folder of the coordinator that the archive begins at."""
    builder: str
    overrides: Mapping[str, Any]
    """Options of the command line."""
    tags: tuple[str, ...]
    variables: Mapping[str, str]
    """Environment variables that outputs may depend on."""
    options: Mapping[str, str]
    """The values of all options, as text."""


@dataclass(frozen=True)
class Phase:
    """What a worker needs to go on to the next step of the build."""

    name: str
    environment: bytes
    """The environment, pickled."""
    records: Mapping[str, bytes] = field(default_factory=dict)
    """Files for the folder of doctrees, by name."""
    pictures: Any = None
    """What the coordinator knows of pictures, once it has drawn them."""
    docnames: frozenset[str] = frozenset()
    """All documents whose pages are written."""
    first: Mapping[str, bytes] = field(default_factory=dict)
    """The doctree of one document, whose page the coordinator has written. A worker writes it to fill its caches."""


READING, WRITING = "reading", "writing"
OUTPUT_NAME = "@"
"""What stands for the builder and its output folder in the names of files."""


@dataclass(frozen=True)
class Work:
    """A batch."""

    docnames: tuple[str, ...]
    doctrees: Mapping[str, bytes] = field(default_factory=dict)
    """The doctrees of documents to write, by docname."""


@dataclass
class Result:
    """What was read or written."""

    value: Any = None
    """When reading, a pickled environment. When writing, images and parts of the search index."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Where the coordinator has the folders of the worker, by path."""
    files: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """New files, by the name of their folder and by path."""
    logs: list[LogRecord] = field(default_factory=list)
    missing: str = ""
    """A document whose doctree is needed, too; if there is one, the batch is not done."""
    failure: tuple[str, str] | None = None
    """The message and the traceback of an error that was raised."""


@dataclass(frozen=True)
class Reply:
    """A result on its way to the coordinator."""

    worker: str
    """The address of the worker."""
    seconds: float
    data: bytes
    """The packed :class:`Result`."""


def pack(value: object) -> bytes:
    """Return a value as bytes that are sent."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _LEVEL)


def unpack(data: bytes) -> Any:
    """Return the value of :func:`pack`."""
    return pickle.loads(zlib.decompress(data))


@cache
def list_versions() -> Mapping[str, str]:
    """Return the versions of everything that results depend on, by name."""
    packages = {one.name: one.version for one in distributions()}
    return packages | {"Python": python_version(), "code of sphinx-anthology": f"{code_version():x}"}


def compare_versions(wanted: Mapping[str, str]) -> str:
    """Return in which versions this process differs from the coordinator, in words; empty if it has the same."""
    own = list_versions()
    names = sorted(name for name in wanted.keys() | own.keys() if wanted.get(name) != own.get(name))
    if not names:
        return ""
    shown = [f"{name} {own.get(name, 'missing')} (here {wanted.get(name, 'missing')})" for name in names[:_SHOWN]]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"its versions differ: {', '.join(shown)}{more}"
