"""The files from which Sphinx reads the pages that a build has generated.

They are in the source folder, where authors see them. It may be impossible to write there, and another build, for example one
for another language, may replace or delete them at any moment. So each page has a copy in the doctree folder, and that is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ...cache import write_atomically
from .files import SUFFIX, is_generated


class GeneratedPages:
    """The generated pages of a build."""

    def __init__(self, source: Path, copies: Path, texts: Mapping[str, str], folders: Iterable[str]) -> None:
        """Note the pages.

        :param copies: the folder of copies. Those that no page has any more are deleted.
        :param texts: the text of each page, by docname.
        :param folders: the folders of index pages, relative to the source folder.
        """
        self.texts = texts
        self._source, self._copies = source, copies
        self._folders = tuple(f"{folder}/" for folder in folders)
        self._written: dict[str, Path] = {}
        self._delete_stale_copies()

    def find_copy(self, docname: str) -> Path | None:
        """Return the copy of a page; None if it is no generated page.

        :raises OSError: the copy cannot be written.
        """
        if docname not in self.texts:
            return None
        if docname not in self._written:
            self._written[docname] = self._write_copy(docname)
        return self._written[docname]

    def is_stale(self, path: str) -> bool:
        """Return whether a source file is a generated page that this build does not have.

        :param path: the POSIX path of the file, relative to the source folder.
        """
        is_unknown = path.startswith(self._folders) and path.removesuffix(SUFFIX) not in self.texts
        return is_unknown and is_generated(self._source / path)

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
