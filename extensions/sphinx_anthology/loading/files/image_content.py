"""What an image file contains. Images are known by their content, and not by their names."""

from __future__ import annotations

import io
import os
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import BinaryIO

from ...problems import Code
from .post_files import RefusedFileError
from .svg_content import explain_svg

_SIGNATURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",  # JPEG
    b"GIF87a",
    b"GIF89a",
    b"\x00\x00\x01\x00",  # ICO
    b"\x00\x00\x02\x00",  # CUR
    b"II*\x00",  # TIFF
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"\xff\x0a",  # JPEG XL
    b"\x00\x00\x00\x0cJXL \r\n\x87\n",
    b"\x00\x00\x00\x0cjP  \r\n\x87\n",  # JPEG 2000
    b"%PDF-",
    b"%!PS-Adobe-",
    b"\x1aE\xdf\xa3",  # WebM: blogs write videos as images
    b"OggS",
)
"""First bytes of the formats that Sphinx or browsers show."""
_MEDIA_BOX = re.compile(
    rb"....ftyp(?:avi[fs]|he[ivm][cfsx]|hev[cx]|mi[fa][1f]|msf1|mp4[12]|M4V |isom|iso[2-9]|avc1|qt  |dash|MSNV)", re.DOTALL
)
"""The first bytes of AVIF, HEIC, MP4 and MOV."""
_WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
_BMP = re.compile(rb"BM....\0{4}....[\x0c\x28\x34\x38\x40\x6c\x7c]\0{3}", re.DOTALL)
_GZIP = b"\x1f\x8b"
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
"""The beginning of a file that may be an SVG."""
_ACTIVE_SUFFIXES = frozenset(
    ".html .htm .xhtml .xht .shtml .mht .mhtml .xml .xsl .xslt .js .mjs .css .php .phtml .phar .cgi .pl .py .asp .aspx .jsp"
    " .wasm .swf .jar .hta .htaccess .txt .md .rst .json".split()
)
"""Suffixes that make a browser or a server read an image as something else."""
_MAX_SVG = 16 * 1024 * 1024
"""Maximum size of an SVG image, in bytes."""
_MAX_PIXELS = 1_000_000
"""Maximum width and height that are handed on to browsers."""


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Size of an image in pixels. Both are None if it is unknown."""

    width: int | None = None
    height: int | None = None

    @property
    def in_pixels(self) -> tuple[int, int] | None:
        """Width and height, or None if they are unknown."""
        return None if self.width is None or self.height is None else (self.width, self.height)


UNKNOWN_SIZE = ImageSize()


def read_image(path: str) -> ImageSize:
    """Return the size of an image. The file is opened once, and not again while it is unchanged.

    :param path: a regular file, without symbolic links.
    :raises RefusedFileError: the content is no image, or an SVG image that is active.
    """
    found = os.lstat(path)
    result = _read_once(path, found.st_ino, found.st_ctime_ns, found.st_size)
    if isinstance(result, RefusedFileError):
        raise result
    return result


@lru_cache(maxsize=10_000)
def _read_once(path: str, inode: int, changed: int, size: int) -> ImageSize | RefusedFileError:
    """Return the size of an image, or why it is refused. The arguments tell the states of a file apart."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  faster
            return _read(file, PurePath(path).suffix.lower())
    except RefusedFileError as error:
        return error.with_traceback(None)
    except OSError:
        return _unusable("is not readable", "Change its permissions.")


def _read(file: BinaryIO, suffix: str) -> ImageSize:
    head = file.read(64)
    if head.startswith(_SIGNATURES) or any(pattern.match(head) for pattern in (_WEBP, _MEDIA_BOX, _BMP)):
        if suffix in _ACTIVE_SUFFIXES:
            raise _unusable(f"is an image that is named {suffix!r}", "Give it the suffix of its format.")
        return _measure(file)
    if head.startswith(_GZIP):
        text = _decompress(head + file.read(_MAX_SVG))
    elif _XML.match(head):
        text = head + file.read(_MAX_SVG)
    else:
        raise _explain(head)
    if len(text) > _MAX_SVG:
        raise _unusable(f"is larger than {_MAX_SVG // 1024**2} MB", "Save it as PNG or WebP.")
    if not (reason := explain_svg(text)):
        if suffix in _ACTIVE_SUFFIXES:
            raise _unusable(f"is an SVG image that is named {suffix!r}", "Give it the suffix '.svg'.")
        return UNKNOWN_SIZE if head.startswith(_GZIP) else _measure(io.BytesIO(text))
    raise RefusedFileError(Code.IMAGE_ACTIVE, f"is an SVG image that {reason}", "Export it without that, or as PNG.")


def _explain(head: bytes) -> RefusedFileError:
    """Return why a file that begins with *head* is no image."""
    if not head:
        return _unusable("is an empty file", "Replace it by the image.")
    if head.startswith(_LFS_POINTER):
        return _unusable("is a pointer of Git LFS", "Fetch the image with 'git lfs pull'.")
    return _unusable("is no image by its content", "Replace it by an image, or link to it.")


def _unusable(reason: str, advice: str) -> RefusedFileError:
    return RefusedFileError(Code.IMAGE_INVALID, reason, advice)


def _decompress(data: bytes) -> bytes:
    """Return the text of a compressed SVG image, up to a byte more than the maximum."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, _MAX_SVG + 1)
    except zlib.error:
        raise _unusable("is no image by its content", "Replace it by an image, or link to it.") from None


def _measure(file: BinaryIO) -> ImageSize:
    """Return the size that an image gives, unless it is not one."""
    import imagesize  # here, because it loads all that a browser needs

    try:
        width, height = map(round, imagesize.get(file))
    except (OSError, ValueError, TypeError, ArithmeticError):  # the width of an SVG image is any text
        return UNKNOWN_SIZE
    return ImageSize(width, height) if 0 < width <= _MAX_PIXELS and 0 < height <= _MAX_PIXELS else UNKNOWN_SIZE
