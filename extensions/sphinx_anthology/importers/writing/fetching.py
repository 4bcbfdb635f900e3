"""Pictures and other files on the servers of a service.

They are fetched one after the other, politely, and from where an earlier transfer broke off.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Container
from email.message import Message
from hashlib import blake2b
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from ... import _version
from ...urls import encode_url, find_host, parse_url
from ..entry import ImportRefusedError
from .safe_names import make_file_name

_MAX_SIZE = 256 * 2**20
_CHUNK = 2**16
_TIMEOUT = 30.0
"""Seconds without an answer."""
_PAUSE = 0.3
"""Seconds between two requests."""
_ATTEMPTS = 3
_MAX_WAIT = 60.0
"""The longest time in seconds that a server may ask to wait."""
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"%PDF-", "pdf"),
    (b"ID3", "mp3"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"OggS", "ogg"),
)
"""How files begin. Source: https://mimesniff.spec.whatwg.org/"""
_BRANDS = {b"avif": "avif", b"heic": "heic", b"M4A ": "m4a"}


class Fetcher:
    """Fetches files into the folders of posts."""

    def __init__(self, pause: Callable[[float], None] = time.sleep) -> None:
        """Make a fetcher.

        :param pause: waits for a number of seconds.
        """
        self._pause = pause
        self._sites: set[str] = set()
        self._opener: OpenerDirector = build_opener(_CheckedRedirects(self._check_host))
        self._has_asked = False

    def __call__(self, url: str, folder: Path, taken: Container[str], site: str) -> str:
        """Fetch a file, and return its name.

        :param taken: names of other files in the folder.
        :param site: the address of the old blog, whose host may be one of the local network.
        :raises ImportRefusedError: it cannot be fetched, or is not what a post can show.
        """
        self._sites.add(find_host(site))
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".anthology-{blake2b(url.encode(), digest_size=6).hexdigest()}.part"
        self._download(url, part)
        suffix = _find_type(part)
        if not suffix:
            part.unlink()
            raise ImportRefusedError(f"{url} is no picture, video, audio or PDF")
        name = make_file_name(url, taken, suffix)
        part.replace(folder / name)
        return name

    def _download(self, url: str, part: Path) -> None:
        reason = ""
        for attempt in range(_ATTEMPTS):
            if self._has_asked:
                self._pause(_PAUSE)
            self._has_asked = True
            try:
                self._check_host(url)
                return self._transfer(url, part)
            except HTTPError as error:
                reason = f"HTTP {error.code}"
                if error.code == 416:  # nothing is left of it
                    part.unlink(missing_ok=True)
                elif error.code not in (429, 500, 502, 503, 504):
                    break
                self._pause(_read_wait(error.headers, attempt))
            except (OSError, HTTPException, ValueError) as error:
                reason = str(getattr(error, "reason", error)) or type(error).__name__
                if isinstance(error, ValueError):
                    break
                self._pause(_read_wait(None, attempt))
        raise ImportRefusedError(f"{url} cannot be fetched ({reason})")

    def _transfer(self, url: str, part: Path) -> None:
        """Load a file, from where an earlier transfer broke off.

        :raises OSError: the transfer broke off.
        :raises ValueError: the file is too large.
        """
        start = part.stat().st_size if part.is_file() else 0
        headers = {"User-Agent": f"sphinx-anthology/{_version.__version__} (import of a blog by its author)"}
        if start:
            headers["Range"] = f"bytes={start}-"
        with self._opener.open(Request(_encode(url), headers=headers), timeout=_TIMEOUT) as response:
            is_rest = response.status == 206 and _read_start(response) == start
            length = response.headers.get("Content-Length", "")
            expected = int(length) + (start if is_rest else 0) if length.isdigit() else None
            if expected is not None and expected > _MAX_SIZE:
                raise ValueError(f"larger than {_MAX_SIZE // 2**20} MB")
            with part.open("ab" if is_rest else "wb") as stream:
                size = (start if is_rest else 0) + _copy(response, stream)
        if size > _MAX_SIZE:
            part.unlink()
            raise ValueError(f"larger than {_MAX_SIZE // 2**20} MB")
        if expected is not None and size != expected:
            raise OSError(f"{size} of {expected} bytes arrived")

    def _check_host(self, url: str) -> None:
        """Refuse an address that is none of the web, or is one of the local network.

        :raises ValueError: it is.
        """
        parts = urlsplit(parse_url(url, allow_mail=False))
        if not parts.hostname:
            raise ValueError("no address on the web")
        if parts.hostname in self._sites:
            return
        for record in socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM):
            if not ipaddress.ip_address(str(record[4][0]).partition("%")[0]).is_global:
                raise ValueError("an address of the local network")


class _CheckedRedirects(HTTPRedirectHandler):
    """Follows redirects to addresses that are allowed."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self._check = check

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        self._check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _copy(response: HTTPResponse, stream: IO[bytes]) -> int:
    size = 0
    while size <= _MAX_SIZE and (chunk := response.read(_CHUNK)):
        stream.write(chunk)
        size += len(chunk)
    return size


def _read_start(response: HTTPResponse) -> int | None:
    match = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return int(match[1]) if match else None


def _read_wait(headers: Message | None, attempt: int) -> float:
    """Return the seconds to wait: those that a server asks for, or twice as many after each attempt."""
    asked = str(headers.get("Retry-After", "")) if headers else ""
    return min(float(asked), _MAX_WAIT) if asked.isdigit() else float(2**attempt)


def _encode(url: str) -> str:
    """Return a URL in ASCII, without its fragment."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    return encode_url(urlunsplit(parts._replace(netloc=host, fragment="")))


def _find_type(file: Path) -> str:
    """Return the suffix for the content of a file; empty if it is none that a post can show."""
    with file.open("rb") as stream:
        head = stream.read(512)
    for signature, suffix in _SIGNATURES:
        if head.startswith(signature):
            return suffix
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "mp4")
    is_text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return "svg" if is_text.startswith(b"<svg") or (is_text.startswith(b"<?xml") and b"<svg" in is_text) else ""
