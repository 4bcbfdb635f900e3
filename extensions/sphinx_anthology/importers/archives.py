"""The files of an export: a ZIP archive, a folder, or one file.

Nothing is unpacked. A name in an archive is only looked up, and never becomes a path, so that ``../`` in it means nothing.
All sizes have limits, because a ZIP archive of a few kilobytes can claim to contain terabytes.
"""

from __future__ import annotations

import codecs
import os
import posixpath
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast
from unicodedata import normalize

from .entry import ImportRefusedError

MAX_TEXT_SIZE = 64 * 2**20
"""Maximum number of bytes of a file that is read as a whole."""
MAX_FILE_SIZE = 512 * 2**20
"""Maximum number of bytes of a picture or another file that is copied."""
_MAX_MEMBERS = 200_000
_MAX_RATIO = 200
"""Maximum ratio of the sizes of a file before and after compression. Text has 3 to 10."""
_RATIO_MATTERS_FROM = 2**20
_CHUNK = 2**18
_BEGINNING = 8192
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""Encodings by the first bytes: a byte order mark, or the first character of HTML and XML without one."""


def find_encoding(beginning: bytes) -> str:
    """Return the encoding of a text by its first bytes: UTF-8 if they do not say UTF-16."""
    return _UTF_16.get(beginning[:2], "utf-8-sig")


class Export:
    """The files of an export, by their names with ``/`` between folders. The name of a single file is its own."""

    def __init__(self, path: Path) -> None:
        """Open an export.

        :raises ImportRefusedError: the path is neither a folder nor a file that can be read.
        """
        self.path = path
        self._zip: zipfile.ZipFile | None = None
        self._members: dict[str, zipfile.ZipInfo | Path] = {}
        try:
            if path.is_dir():
                self._members = dict(_list_folder(path))
            elif zipfile.is_zipfile(path):
                self._zip = zipfile.ZipFile(path)
                self._members = dict(_list_archive(self._zip))
            else:
                self._members = {path.name: path}
        except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ImportRefusedError(f"'{path}' cannot be read ({reason}). Download the export again.") from error
        self.names = tuple(sorted(self._members))
        """The names of all files, sorted."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def close(self) -> None:
        """Close the archive."""
        if self._zip:
            self._zip.close()

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file of the export.

        :raises ImportRefusedError: it cannot be read, or is a bomb.
        """
        member = self._members[name]
        try:
            if isinstance(member, Path):
                with member.open("rb") as stream:
                    yield stream
            else:
                _check_ratio(member, name)
                assert self._zip is not None
                with self._zip.open(member) as stream:
                    yield cast(BinaryIO, stream)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            raise ImportRefusedError(f"'{name}' in the export cannot be read ({error}).") from error

    def read_text(self, name: str) -> str:
        """Return the text of a file, which is UTF-8 or UTF-16; other bytes become the replacement character.

        :raises ImportRefusedError: the file cannot be read, or is larger than :data:`MAX_TEXT_SIZE`.
        """
        with self.open(name) as stream:
            data = stream.read(MAX_TEXT_SIZE + 1)
        if len(data) > MAX_TEXT_SIZE:
            raise ImportRefusedError(f"'{name}' in the export is larger than {MAX_TEXT_SIZE // 2**20} MB.")
        return data.decode(find_encoding(data), errors="replace").replace("\r\n", "\n")

    def read_beginning(self, name: str) -> str:
        """Return the first characters of a file; empty if it cannot be read."""
        try:
            with self.open(name) as stream:
                data = stream.read(_BEGINNING)
            return data.decode(find_encoding(data), errors="replace")
        except ImportRefusedError:
            return ""

    def read_chunks(self, name: str) -> Iterator[bytes]:
        """Yield the content of a file, piece by piece.

        :raises ImportRefusedError: the file cannot be read, or is larger than :data:`MAX_FILE_SIZE`.
        """
        total = 0
        with self.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > MAX_FILE_SIZE:
                    raise ImportRefusedError(f"'{name}' in the export is larger than {MAX_FILE_SIZE // 2**20} MB.")
                yield chunk


def _check_ratio(member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a file that is far larger than what it is compressed to.

    :raises ImportRefusedError: it is.
    """
    if member.file_size > _RATIO_MATTERS_FROM and member.file_size > _MAX_RATIO * max(member.compress_size, 1):
        raise ImportRefusedError(f"'{name}' in the export is a ZIP bomb: {member.file_size:,} bytes.")


def _list_archive(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the files of an archive by their names. Links and names that lead out of the archive are left out.

    :raises ImportRefusedError: there are too many.
    """
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise ImportRefusedError(f"'{archive.filename}' has more than {_MAX_MEMBERS:,} files.")
    for member in members:
        name = normalize("NFC", _decode_name(member).replace("\\", "/"))
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        is_outside = name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]
        if not (member.is_dir() or is_link or is_outside or name.startswith("__MACOSX/")):
            yield posixpath.normpath(name), member


def _decode_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a file in an archive. Korean archives of Windows have CP949, and say nothing about it."""
    if member.flag_bits & 0x800:  # UTF-8
        return member.filename
    try:
        data = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _list_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files in a folder by their names. Links and hidden files are left out.

    :raises ImportRefusedError: there are too many.
    """
    count = 0
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            file = Path(parent, name)
            if name.startswith(".") or file.is_symlink() or not file.is_file():
                continue
            count += 1
            if count > _MAX_MEMBERS:
                raise ImportRefusedError(f"'{folder}' has more than {_MAX_MEMBERS:,} files.")
            yield normalize("NFC", file.relative_to(folder).as_posix()), file
