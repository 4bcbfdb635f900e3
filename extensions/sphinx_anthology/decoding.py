"""From the bytes of a file to text, whatever they are.

Sphinx stops a whole build at the first byte that is not UTF-8. Old blogs have such files, so posts are decoded here, and
Sphinx reads its source files with the codec that this module registers: the same function under a name.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

CODEC = "anthology"
_LEGACY = ("cp949", "cp1252")
"""Korean first: little Western text is valid CP949, while almost every Korean one is valid CP1252."""
_WESTERN_MARKS = re.compile(rb"(?<![\x80-\xff])[\x80-\x9f](?![\x80-\xff])")
"""A quotation mark, dash or ellipsis of CP1252 among ASCII letters; in CP949 it would be half of a rare syllable."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of *data* and the encoding that it turned out to have. Every input has a text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), "utf-16"
    for encoding in ("utf-8", *(_LEGACY if not _WESTERN_MARKS.search(data) else _LEGACY[1:])):
        try:
            return data.decode("utf-8-sig" if encoding == "utf-8" else encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


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
