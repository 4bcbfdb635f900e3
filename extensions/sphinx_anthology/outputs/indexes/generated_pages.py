"""The files from which Sphinx reads the pages that a build has generated.

They are in the source folder, where authors see them. It may be impossible to write there, and another build may replace or
delete them meanwhile, for example one for another language. So a page has a copy in the doctree folder, which is read unless
the file in the source folder is the one that this build wrote or found.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from pathlib import Path

from ...cache import write_atomically
from .files import SUFFIX, is_generated

FileIdentity = tuple[int, int, int]
"""Modification time, size and number of a file. It differs if the file was replaced or edited."""


class GeneratedPages:
    """The generated pages of a build."""

    def __init__(self, source: Path, copies: Path, texts: Mapping[str, str], current: Set[str], folders: Iterable[str]) -> None:
        """Note the files in the source folder.

        :param copies: the folder of copies. Those that no page has any more are deleted.
        :param texts: the text of each page, by docname.
        :param current: the docnames of the pages whose files in the source folder have their text.
        :param folders: the folders of index pages, relative to the source folder.
        """
        self.texts = texts
        self._source, self._copies = source, copies
        self._folders = tuple(f"{folder}/" for folder in folders)
        self._identities = {docname: _identify(self._source_file(docname)) for docname in current & texts.keys()}
        self._delete_stale_copies()

    @property
    def are_in_source(self) -> bool:
        """Whether all pages are in the source folder."""
        return self._identities.keys() == self.texts.keys()

    def find_copy(self, docname: str) -> Path | None:
        """Return the copy of a page; None if the page is in the source folder, or is no generated page.

        :raises OSError: the copy cannot be written.
        """
        if docname not in self.texts:
            return None
        identity = self._identities.get(docname)
        if identity and identity == _identify(self._source_file(docname)):
            return None
        return self._write_copy(docname)

    def is_stale(self, path: str) -> bool:
        """Return whether a source file is a generated page that this build does not have.

        :param path: the POSIX path of the file, relative to the source folder.
        """
        is_elsewhere = not path.startswith(self._folders)
        return not is_elsewhere and path.removesuffix(SUFFIX) not in self.texts and is_generated(self._source / path)

    def _source_file(self, docname: str) -> str:
        return f"{self._source}/{docname}{SUFFIX}"

    def _write_copy(self, docname: str) -> Path:
        """Write the copy of a page if it differs, so that its modification time stays otherwise."""
        file, data = self._copies / f"{docname}{SUFFIX}", self.texts[docname].encode()
        if not file.is_file() or file.read_bytes() != data:
            write_atomically(file, data)
        return file

    def _delete_stale_copies(self) -> None:
        for folder, _folders, names in os.walk(self._copies):
            for name in names:
                file = Path(folder, name)
                if file.relative_to(self._copies).as_posix().removesuffix(SUFFIX) not in self.texts:
                    with suppress(OSError):
                        file.unlink()


def _identify(file: str) -> FileIdentity | None:
    """Return the identity of a file; None if it is not there."""
    try:
        stat = os.stat(file)  # noqa: PTH116  several times faster, for thousands of files
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
