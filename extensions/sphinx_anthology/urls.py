"""The URLs that may stand in a page: ``http``, ``https``, ``mailto``, or relative.

:func:`parse_url` alone decides this, and it alone makes a :data:`Url`, the type of each address in a record. So a type checker
finds an address that nobody has checked.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NewType
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

from .characters import has_control_character

Url = NewType("Url", str)
"""A URL that :func:`parse_url` has checked. It may be relative, and ``//host`` is as well."""
NO_URL = Url("")
"""The value of an address that is missing."""

_WEB = re.compile(r"(?:https?:)?//[^/?#\s]", re.IGNORECASE)
_SCHEME_OR_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_BEFORE_COLON = re.compile(r"([^:/\\?#]*):")
"""What stands before the first colon, unless the colon is inside a path, a query or a fragment."""
_NOT_IN_SCHEME = re.compile(r"[^a-z0-9+.-]")
_NOT_IN_HOST = re.compile(r"""[\s"%<>\\^`{|}]""")
"""Source: https://url.spec.whatwg.org/#forbidden-domain-code-point; the others end a host or are refused before."""
_IN_URL = "%/:?#[]@!$&'()*+,;=~"
"""Characters that a URL has unencoded. Source: https://www.rfc-editor.org/rfc/rfc3986#section-2"""
_WEB_SCHEMES = frozenset({"http", "https"})
_MAIL_SCHEME = "mailto"
_PLACEHOLDER = re.compile(r":[a-z]+")
_MAX_DECODINGS = 4
_SCRIPT_SCHEMES = frozenset(
    "javascript vbscript livescript mocha jscript ecmascript data file blob filesystem jar about view-source".split()
)
"""Schemes that run or show what is no page of the web. They are refused in any disguise."""


class UrlError(ValueError):
    """A text is not allowed as a URL. The message gives the reason as a predicate: ``begins with 'javascript:'``."""


def parse_url(text: str, allow_mail: bool = True) -> Url:
    """Return *text* as a URL, without spaces around it.

    :raises UrlError: the text is neither relative nor a valid URL with one of the allowed schemes, or only seems to be.
    """
    url = text.strip()
    if has_control_character(url):
        raise UrlError("contains a control character")
    scheme = _find_scheme(url)
    if scheme in _WEB_SCHEMES:
        _check_host(url)
    elif scheme == _MAIL_SCHEME and allow_mail:
        if len(url) == len("mailto:"):
            raise UrlError("has no address")
    elif scheme:
        raise UrlError(f"begins with '{scheme}:'")
    elif url.startswith("//"):
        _check_host(f"https:{url}")
    elif url.startswith(("/\\", "\\\\", "\\/")):  # browsers take these for "//"
        raise UrlError("begins with a backslash")
    return Url(url)


def is_script(text: str) -> bool:
    """Return whether a text is a URL with one of the schemes that are refused in any disguise."""
    try:
        _find_scheme(text.strip())
    except UrlError:
        return True
    return False


def _find_scheme(url: str) -> str:
    """Return the scheme of a URL in lower case; empty for a relative one.

    :raises UrlError: one of the forbidden schemes is disguised, by spaces, invisible characters or encodings.
    """
    reading = url
    for _ in range(_MAX_DECODINGS):
        if match := _BEFORE_COLON.match(reading):
            bare = _NOT_IN_SCHEME.sub("", normalize("NFKC", match[1]).casefold())
            if bare in _SCRIPT_SCHEMES:
                raise UrlError(f"begins with '{bare}:'")
        if "&" not in reading and "%" not in reading:
            break
        reading = unescape(unquote(reading))
    match = _BEFORE_COLON.match(url)
    return match[1].lower() if match and _SCHEME.fullmatch(match[1]) else ""


def _check_host(url: str) -> None:
    """Check the part of an ``http`` or ``https`` URL before its path.

    :raises UrlError: there is no host, it is not valid, or there is a user name.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise UrlError("has an invalid host or port") from None
    if "@" in parts.netloc:
        raise UrlError("contains a user name")
    if not host:
        raise UrlError("has no host")
    if _NOT_IN_HOST.search(host) or not host.isprintable():
        raise UrlError("has an invalid host or port")


def explain_pattern(pattern: str) -> str:
    """Return why a pattern of addresses with placeholders such as ``:slug`` is not usable, as a predicate; empty if it is."""
    scheme, slashes, rest = pattern.partition("//")
    try:
        parse_url(scheme + slashes + _PLACEHOLDER.sub("x", rest), allow_mail=False)
    except UrlError as error:
        return str(error)
    return ""


def is_remote(reference: str) -> bool:
    """Return whether *reference* has a scheme or a host, so that it is no file of this project."""
    return _SCHEME_OR_HOST.match(reference) is not None


def is_web_url(reference: str) -> bool:
    """Return whether *reference* is an ``http`` or ``https`` URL with a host. The scheme may be missing."""
    return _WEB.match(reference) is not None


def find_host(url: str) -> str:
    """Return the host of a URL in lower case; empty if it has none or is not valid."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def extract_path(reference: str) -> str:
    """Return the path of a URL, percent-decoded, without query and fragment."""
    return unquote(re.split(r"[?#]", reference, maxsplit=1)[0])


def add_scheme(reference: str) -> str:
    """Return *reference* with the scheme ``https`` if it begins with ``//``."""
    return f"https:{reference}" if reference.startswith("//") else reference


def make_absolute(url: str) -> str:
    """Return the absolute, percent-encoded form of a URL with a host, whose scheme may be missing."""
    return encode_url(add_scheme(url))


def encode_url(url: str) -> str:
    """Return a URL with its other characters, such as blanks, quotes and letters that are not ASCII, percent-encoded."""
    return quote(url, safe=_IN_URL, errors="replace")
