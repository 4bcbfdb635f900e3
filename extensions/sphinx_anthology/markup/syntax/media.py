"""Kinds of files, by their suffixes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from ...urls import extract_path

_KINDS: dict[str, Literal["video", "audio"]] = {
    **dict.fromkeys(("mp4", "m4v", "webm", "mov", "ogv"), "video"),
    **dict.fromkeys(("mp3", "m4a", "wav", "ogg", "oga", "opus", "flac", "aac", "weba"), "audio"),
}
_IMAGES = frozenset("png jpg jpeg gif webp svg avif bmp ico apng jfif tif tiff heic".split())
_OTHERS = frozenset(
    "pdf zip gz tgz xz bz2 7z csv tsv xls xlsx doc docx ppt pptx odt ods odp txt json yaml yml xml html htm ipynb epub".split()
)


def find_media_kind(address: str) -> Literal["video", "audio"] | None:
    """Return the kind of media that an address leads to, or None if it is another file."""
    return _KINDS.get(_get_suffix(address))


def is_shown(address: str) -> bool:
    """Return whether an address leads to an image, a video or audio."""
    suffix = _get_suffix(address)
    return suffix in _IMAGES or suffix in _KINDS


def is_file(name: str) -> bool:
    """Return whether a name in double brackets is that of a file. Titles such as ``Node.js`` have dots, too."""
    return is_shown(name) or _get_suffix(name) in _OTHERS


def _get_suffix(address: str) -> str:
    return PurePosixPath(extract_path(address)).suffix[1:].lower()
