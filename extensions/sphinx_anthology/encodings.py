"""From the bytes of a file to text, whatever they are.

Sphinx stops a whole build at the first byte that is not UTF-8. Old blogs have such files, so posts are decoded here, and
Sphinx reads its source files with the codec that this module registers: the same function under a name.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

CODEC = "anthology"
_LEGACY = ("cp949", "cp1252")
"""Korean first: little Western text is valid CP949, while almost every Korean one is valid CP1252."""
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",  # first, because the mark of UTF-16 LE is the start of it
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HEAD = 1024
"""Bytes, an even number, that show whether a text without a byte order mark is UTF-16; a header is there, and mostly ASCII."""
_ASCII = frozenset("\t\n\r" + "".join(map(chr, range(32, 127))))
_WESTERN_MARKS = re.compile(rb"(?<![\x80-\xff])[\x80-\x9f](?![\x80-\xff])")
"""A quotation mark, dash or ellipsis of CP1252 among ASCII letters; in CP949 it would be half of a rare syllable."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of *data* and the encoding that it turned out to have. Every input has a text."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    if byte_order := _utf16_without_mark(data[:_HEAD]):
        return data.decode(f"utf-16-{byte_order}", errors="replace"), "utf-16"
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), "utf-8"
    for encoding in _LEGACY if not _WESTERN_MARKS.search(data) else _LEGACY[1:]:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), encoding
    return data.decode("latin-1"), "latin-1"


def _utf16_without_mark(head: bytes) -> str:
    """Return ``le`` or ``be`` if *head* starts a text of UTF-16, else an empty text.

    It does if many of its pairs of bytes are an ASCII letter and a NUL, the first of them near the beginning, as the fence or
    heading there has it. Stray NUL bytes in another encoding are few, and in a run of them there is no letter between.
    """
    if b"\0" not in head[:16]:
        return ""
    for order in ("le", "be"):
        letters = sum(sign in _ASCII for sign in head.decode(f"utf-16-{order}", errors="replace"))
        if letters >= max(len(head) / 8, 4):
            return order
    return ""


class _Decoder(codecs.BufferedIncrementalDecoder):
    """Waits for the whole file: only then can its encoding be told."""

    def _buffer_decode(self, input: Buffer, errors: str, final: bool) -> tuple[str, int]:  # noqa: A002  the name is Python's
        data = bytes(input)
        return (decode(data)[0], len(data)) if final else ("", 0)


def _search(name: str) -> codecs.CodecInfo | None:
    if name != CODEC:
        return None
    return codecs.CodecInfo(
        name=CODEC,
        encode=codecs.utf_8_encode,
        decode=lambda data, errors="strict": (decode(bytes(data))[0], len(data)),
        incrementaldecoder=_Decoder,
    )


def register() -> None:
    """Make the codec known to Python; calling it again does nothing."""
    try:
        codecs.lookup(CODEC)
    except LookupError:
        codecs.register(_search)
