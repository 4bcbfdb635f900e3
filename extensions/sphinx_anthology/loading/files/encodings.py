"""Decoding of source files in any encoding, and the codec with which Sphinx reads them.

Sphinx stops a build at the first byte that is not UTF-8, and old blogs have such files. Therefore posts are decoded by
:func:`decode`, and Sphinx reads its source files with a codec that calls the same function.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from .spellings import to_nfc

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

CODEC = "anthology"
"""Name of the codec, for Sphinx's ``source_encoding``."""
_LEGACY = ("cp949", "cp1252")
"""Korean comes first: little Western text is valid CP949, while nearly all Korean text is valid CP1252."""
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",  # first, because it begins with the BOM of UTF-16 LE
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAMPLE_SIZE = 1024  # bytes; an even number, so that UTF-16 is not cut inside a character
_ASCII = frozenset("\t\n\r" + "".join(map(chr, range(32, 127))))
_WESTERN_MARKS = re.compile(rb"(?<![\x80-\xff])[\x80-\x9f](?![\x80-\xff])")
"""A CP1252 quotation mark, dash or ellipsis among ASCII letters. In CP949 it would be half of a rare syllable."""
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of *data*, in NFC, and the name of its encoding. Any input can be decoded.

    The encoding is found by a byte order mark, by the NUL bytes of UTF-16, or by trying UTF-8, CP949 and CP1252 in turn.
    """
    text, encoding = _decode(data)
    return to_nfc(text), encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    if byte_order := _detect_utf16(data[:_SAMPLE_SIZE]):
        return data.decode(f"utf-16-{byte_order}", errors="replace"), "utf-16"
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), "utf-8"
    for encoding in _LEGACY if not _WESTERN_MARKS.search(data) else _LEGACY[1:]:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), encoding
    return data.decode("latin-1"), "latin-1"


def _detect_utf16(sample: bytes) -> str:
    """Return ``le`` or ``be`` if *sample* begins a UTF-16 text without a byte order mark, else an empty string.

    A text begins with front matter or a heading, which are mostly ASCII. In UTF-16, many pairs of bytes are therefore an ASCII
    letter and NUL. Other encodings have few NUL bytes, or runs of them without letters between.
    """
    if b"\0" not in sample[:16]:
        return ""
    for order in ("le", "be"):
        letters = sum(character in _ASCII for character in sample.decode(f"utf-16-{order}", errors="replace"))
        if letters >= max(len(sample) / 8, 4):
            return order
    return ""


def normalise_newlines(text: str) -> str:
    """Return *text* as Sphinx passes it to a parser: with LF line ends and without a byte order mark."""
    text = text.removeprefix("\ufeff")
    return _LINE_BREAK.sub("\n", text) if "\r" in text else text


class _Decoder(codecs.BufferedIncrementalDecoder):
    """A decoder that waits for the whole file, because the encoding is not known before."""

    def _buffer_decode(self, input: Buffer, errors: str, final: bool) -> tuple[str, int]:  # noqa: A002  Python's name
        data = bytes(input)
        return (decode(data)[0], len(data)) if final else ("", 0)


def _find_codec(name: str) -> codecs.CodecInfo | None:
    if name != CODEC:
        return None
    return codecs.CodecInfo(
        name=CODEC,
        encode=codecs.utf_8_encode,
        decode=lambda data, errors="strict": (decode(bytes(data))[0], len(data)),
        incrementaldecoder=_Decoder,
    )


def register_codec() -> None:
    """Register the codec with Python, unless it is registered already."""
    try:
        codecs.lookup(CODEC)
    except LookupError:
        codecs.register(_find_codec)
