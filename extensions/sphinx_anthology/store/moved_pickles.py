"""Pickles in which files have another place.

Doctrees and environments have absolute paths. In a pickle, a text is its length and its bytes, in frames that have lengths.
So a path is replaced in the bytes, which takes much less time than to load and to store them. What a text is about cannot be
seen there: the caller makes sure that no text which an author wrote begins with one of the paths.
"""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

_FRAME = 0x95
_PROTOCOL = 0x80
_SMALL = dict.fromkeys(b")(.0]}Nabdelostu2R\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x93\x94\x97\x98", 1) | dict.fromkeys(b"Kh", 2)
"""The sizes of opcodes with their arguments that may stand outside of frames, because fewer than four bytes have no frame."""
_LARGE = {ord("X"): 4, ord("B"): 4, 0x8D: 8, 0x8E: 8, 0x96: 8}
"""The numbers of bytes of the lengths of texts and bytes that stand outside of frames."""
_LONGEST_SHORT = 0xFF
_NESTED = rb"(?:C.|B....)(?=\x80[\x04\x05]\x95.{6}\0\0)"
"""The opcode and the length of bytes that are a pickle themselves: no text has what follows."""


class UnmovableError(Exception):
    """The form of a pickle is not known."""


class PathMover:
    """Replaces the beginnings of paths."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        """Move what is in folders.

        :param folders: where each folder is now, by its former path.
        """
        self._folders = dict(sorted(folders.items(), key=lambda pair: -len(pair[0])))  # the innermost first
        self._old = [old.encode("utf-8", "surrogatepass") for old, new in self._folders.items() if old != new]
        starts = b"|".join(map(re.escape, self._old))
        text = rb"(?:\x8c.|X..\0\0)(?=(?:" + starts + rb")[/\x94\\])"
        self._item = re.compile(text + b"|" + _NESTED, re.DOTALL)

    @property
    def is_ambiguous(self) -> bool:
        """Whether a path that was moved may look like one that was not, because one folder is now in the place of another."""
        return any(self.move(new) != new for new in self._folders.values())

    def is_named_in(self, data: bytes) -> bool:
        """Return whether one of the former paths stands in *data*."""
        return any(old in data for old in self._old)

    def move(self, path: str) -> str:
        """Return the path that a file has now."""
        for old, new in self._folders.items():
            if path == old or path.startswith((f"{old}/", f"{old}\\")):
                return new + path[len(old) :]
        return path

    def move_pickle(self, data: bytes) -> bytes:
        """Return a pickle, or several in a row, with texts that begin with another folder.

        :raises UnmovableError: the form of the pickle is not known.
        """
        if not self.is_named_in(data):
            return data
        return b"".join(self._parts(data))

    def load(self, data: bytes) -> Any:
        """Return the value of a pickle with moved texts and moved paths."""
        return _PathUnpickler(self.move_pickle(data), self.move).load()

    def _parts(self, data: bytes) -> Iterator[bytes]:
        position = 0
        while position < len(data):
            if data[position] == _FRAME:
                start = position + 9
                position = start + int.from_bytes(data[position + 1 : start], "little")
                frame = self._move_items(data[start:position])
                yield b"\x95" + len(frame).to_bytes(8, "little") + frame
            else:
                start = position
                position += _length_outside(data, position)
                yield self._move_large(data[start:position])
        if position != len(data):
            raise UnmovableError

    def _move_large(self, item: bytes) -> bytes:
        """Return an item outside of frames, which may be bytes that are a pickle themselves."""
        if item[0] == ord("B") and item[5:6] == b"\x80":
            nested = self.move_pickle(item[5:])
            return b"B" + len(nested).to_bytes(4, "little") + nested
        return item

    def _move_items(self, frame: bytes) -> bytes:
        """Return a frame with moved texts, also in pickles in it."""
        if not self.is_named_in(frame):
            return frame
        parts, done = [], 0
        for found in self._item.finditer(frame):
            size = int.from_bytes(found[0][1:], "little")
            item = frame[found.end() : found.end() + size]
            if found.start() < done or len(item) != size:
                continue
            if found[0][0] in b"CB":
                moved = _encode_bytes(self.move_pickle(item))
            elif frame[found.end() + size : found.end() + size + 1] == b"\x94" and _is_text(item):  # each text is memorised
                moved = _encode(self.move(item.decode("utf-8", "surrogatepass")))
            else:
                continue
            parts += [frame[done : found.start()], moved]
            done = found.end() + size
        return b"".join([*parts, frame[done:]])


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _encode(text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST_SHORT:
        return b"\x8c" + bytes([len(data)]) + data
    return b"X" + len(data).to_bytes(4, "little") + data


def _encode_bytes(data: bytes) -> bytes:
    if len(data) <= _LONGEST_SHORT:
        return b"C" + bytes([len(data)]) + data
    return b"B" + len(data).to_bytes(4, "little") + data


def _length_outside(data: bytes, position: int) -> int:
    """Return the length of what begins at a position outside of frames."""
    opcode = data[position]
    if opcode == _PROTOCOL:
        return 2
    if opcode in _SMALL:
        return _SMALL[opcode]
    if opcode not in _LARGE:
        raise UnmovableError
    start = position + 1 + _LARGE[opcode]
    return start - position + int.from_bytes(data[position + 1 : start], "little")


class _PathUnpickler(pickle.Unpickler):
    """Loads a pickle, and moves its paths, which are pickled by their parts."""

    def __init__(self, data: bytes, move: Callable[[str], str]) -> None:
        super().__init__(io.BytesIO(data))
        self._move = move

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        if isinstance(found, type) and issubclass(found, PurePath):
            return lambda *parts: found(self._move(str(found(*parts))))
        return found
