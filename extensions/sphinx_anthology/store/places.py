"""Where a store is: a folder, or any address that fsspec knows."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from ..cache import write_atomically

Result = TypeVar("Result")


class StoreError(Exception):
    """A store cannot be reached, read or written. The message says why."""


class MissingEntryError(StoreError):
    """An entry is not in the store. Another build may have deleted it a moment ago, because it was old."""


class Place(Protocol):
    """Files by POSIX paths. Each method raises :class:`StoreError` if the place cannot be reached or does not allow it."""

    @property
    def is_shared(self) -> bool:
        """Whether others than the owner of this machine's files may write there."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of what is in a folder, sorted; none if there is no such folder."""
        ...

    def read(self, path: str) -> bytes:
        """Return the content of a file."""
        ...

    def write(self, path: str, data: bytes) -> None:
        """Write a file, in a folder that may not exist yet."""
        ...

    def delete(self, path: str) -> None:
        """Delete a file that may not exist."""
        ...

    def age(self, path: str) -> float:
        """Return how long ago a file was written, in seconds."""
        ...


def open_place(address: str, folder: Path) -> Place:
    """Return the place with an address.

    :param address: a path, or a URL such as ``s3://bucket/store``.
    :param folder: what a path is relative to.
    :raises StoreError: the URL has a protocol for which nothing is installed.
    """
    if "://" not in address:
        return _Folder(folder / address)
    if address.startswith("file://"):
        return _Folder(Path(unquote(urlsplit(address).path)))
    return _FileSystem(address)


class _Folder:
    """A folder of this machine."""

    is_shared = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self, folder: str) -> list[str]:
        def list_names() -> list[str]:
            try:
                return sorted(file.name for file in (self._folder / folder).iterdir() if not file.name.startswith("."))
            except FileNotFoundError:
                return []

        return _explained(list_names)

    def read(self, path: str) -> bytes:
        return _explained((self._folder / path).read_bytes)

    def write(self, path: str, data: bytes) -> None:
        _explained(lambda: write_atomically(self._folder / path, data))

    def delete(self, path: str) -> None:
        def delete() -> None:
            (self._folder / path).unlink(missing_ok=True)

        _explained(delete)

    def age(self, path: str) -> float:
        return _explained(lambda: time.time() - (self._folder / path).stat().st_mtime)


class _FileSystem:
    """An address that fsspec knows."""

    is_shared = True

    def __init__(self, address: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise StoreError('fsspec is not installed. Install "sphinx-anthology[store]".') from error
        self._files, self._root = _explained(lambda: url_to_fs(address))

    def names(self, folder: str) -> list[str]:
        def list_names() -> list[str]:
            files: Any = self._files
            files.invalidate_cache()
            try:
                return sorted(path.rpartition("/")[2] for path in files.ls(self._path(folder), detail=False))
            except FileNotFoundError:
                return []

        return _explained(list_names)

    def read(self, path: str) -> bytes:
        return _explained(lambda: bytes(self._files.cat_file(self._path(path))))

    def write(self, path: str, data: bytes) -> None:
        def write() -> None:
            file = self._path(path)
            self._files.makedirs(file.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(file, data)

        _explained(write)

    def delete(self, path: str) -> None:
        def delete() -> None:
            if self._files.exists(self._path(path)):
                self._files.rm_file(self._path(path))

        _explained(delete)

    def age(self, path: str) -> float:
        return _explained(lambda: time.time() - float(self._files.modified(self._path(path)).timestamp()))

    def _path(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"


def _explained(work: Callable[[], Result]) -> Result:
    """Return what *work* returns.

    :raises StoreError: it has failed. Each file system has errors of its own.
    :raises MissingEntryError: there is no such file.
    """
    try:
        return work()
    except FileNotFoundError as error:
        raise MissingEntryError(str(error)) from error
    except Exception as error:
        raise StoreError(str(error) or type(error).__name__) from error
