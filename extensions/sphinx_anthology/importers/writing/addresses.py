"""The addresses in the text of an entry, and the files that they name."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin

from ...urls import add_scheme, is_remote, is_web_url
from ..entry import Entry
from ..web_addresses import split_address
from .safe_names import make_file_name

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif);base64,(.*)", re.IGNORECASE | re.DOTALL)
POST_NAME = "index.md"
"""The name of the file of a post in its folder."""
_SUFFIXES = {"jpeg": "jpg"}


@dataclass(slots=True)
class Addresses:
    """Decides what is written for an address in a text, and collects the files that the post needs beside it."""

    entry: Entry
    folders: Mapping[str, str] = field(default_factory=dict)
    """Names of the folders of posts, by the ids of their entries."""
    fetched: Mapping[str, str] = field(default_factory=dict)
    """Names of files beside the post, by the URLs that they were fetched from."""
    copies: dict[str, str] = field(default_factory=dict)
    """Names of files in the export, by the names of their copies beside the post."""
    embedded: dict[str, bytes] = field(default_factory=dict)
    """Contents of files that are in the text itself, by name."""
    remote: dict[str, None] = field(default_factory=dict)
    """URLs of the pictures and other files that are on a server, in the order of the text."""
    missing: dict[str, None] = field(default_factory=dict)
    """References to files that are not in the export."""
    _names: dict[str, str] = field(default_factory=dict)

    def rewrite(self, address: str, is_file: bool) -> str:
        """Return the address to write.

        :param is_file: whether it is that of a picture, or of another file that the post shows.
        """
        if address.startswith("data:"):
            return self._unpack(address)
        path, mark, fragment = address.partition("#")
        linked = self.folders.get(self.entry.links.get(unquote(path), ""))
        if linked is not None:
            return f"../{quote(linked)}/{POST_NAME}{mark}{fragment}"
        name = self._find_file(path)
        if name is not None:
            return f"{self._copy(name)}{mark}{fragment}"
        address = add_scheme(address)
        if self.entry.site and path and not is_remote(address):
            page = "" if is_file else self.entry.permalink
            with suppress(ValueError):  # it is no address
                address = urljoin(urljoin(f"{self.entry.site}/", page), address)
        elif not is_remote(address):
            address = self._keep_inside(address)
        if not is_file:
            return address
        if address in self.fetched:
            return quote(self.fetched[address])
        found = self.remote if is_web_url(address) else self.missing
        found[address] = None
        return address

    def _keep_inside(self, address: str) -> str:
        """Return an address that begins at the root of the old blog, if it leads out of the folder of the post.

        It would be that of another file of the new project, or of one outside. As in browsers, nothing is above the root.
        """
        path, mark, rest = address.partition("?")
        decoded = unquote(path).replace("\\", "/")
        if not f"{posixpath.normpath(decoded.lstrip('/'))}/".startswith("../"):
            return address
        folder = posixpath.dirname(unquote(split_address(self.entry.permalink).path))
        return quote(posixpath.normpath(posixpath.join("/", folder, decoded))) + mark + rest

    def _find_file(self, path: str) -> str | None:
        """Return the name of the file in the export that a path means."""
        files = self.entry.files
        decoded = normalize("NFC", unquote(path))
        return files.get(path) or files.get(decoded) or files.get(decoded.removeprefix("./"))

    def _copy(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = make_file_name(name, self.taken)
            self.copies[self._names[name]] = name
        return quote(self._names[name])

    def _unpack(self, address: str) -> str:
        """Return the name of a file with the picture that an address contains; empty if it is none."""
        match = _DATA.fullmatch(address)
        try:
            data = base64.b64decode(unquote(match[2]), validate=False) if match else b""
        except (binascii.Error, ValueError):
            data = b""
        if not data or match is None:
            self.missing[f"{address[:40]}…"] = None
            return ""
        suffix = _SUFFIXES.get(match[1].lower(), match[1].lower())
        name = f"embedded-{blake2b(data, digest_size=6).hexdigest()}.{suffix}"
        self.embedded[name] = data
        return name

    @property
    def taken(self) -> set[str]:
        """The names of files beside the post."""
        return {*self.copies, *self.embedded, *self.fetched.values()}
