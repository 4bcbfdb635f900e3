"""Names of folders and files that are safe on every system, and the same in each import."""

from __future__ import annotations

import posixpath
from collections.abc import Container
from hashlib import blake2b
from unicodedata import normalize
from urllib.parse import unquote

from ...slugs import slugify
from ..web_addresses import split_address

_RESERVED = frozenset("con prn aux nul index readme".split()) | {f"{name}{n}" for name in ("com", "lpt") for n in range(10)}
"""Names that Windows does not allow, and those of the posts themselves."""
_MAX_SUFFIX = 6
_SUFFIXES = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
_ACTIVE = frozenset("md markdown mdx rst ipynb py html htm php js css yml yaml toml json txt tmp new".split())
"""Suffixes of files that would be documents, or something else than a file to show."""


def make_folder_name(entry_slug: str, title: str, identity: str) -> str:
    """Return the name of the folder of a post: its slug, or else its title, or else a checksum."""
    slug = slugify(unquote(entry_slug)) or slugify(title)
    name = slug or f"post-{_checksum(identity)}"
    return f"{name}-post" if name in _RESERVED else name


def make_file_name(reference: str, taken: Container[str], suffix: str = "") -> str:
    """Return the name of a file for an address or a name in an export.

    :param taken: the names of other files in the folder. A name among them gets a checksum of the reference.
    :param suffix: the suffix that the content has, without its point; that of the reference if empty.
    """
    path = unquote(split_address(reference).path if "://" in reference else reference)
    stem, own = posixpath.splitext(posixpath.basename(normalize("NFC", path)))
    own = "".join(character for character in own[1:].lower() if character.isascii() and character.isalnum())[:_MAX_SUFFIX]
    suffix = suffix or _SUFFIXES.get(own, own)
    if suffix in _ACTIVE:
        suffix = f"{suffix}.download" if suffix not in ("txt", "json", "css", "js") else suffix
    stem = slugify(stem) or f"file-{_checksum(reference)}"
    stem = f"{stem}-file" if stem in _RESERVED else stem
    ending = f".{suffix}" if suffix else ""
    name = f"{stem}{ending}"
    return f"{stem}-{_checksum(reference)}{ending}" if name in taken else name


def _checksum(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=4).hexdigest()
