"""Classification of URLs and paths in front matter and in texts."""

from __future__ import annotations

import re
from urllib.parse import unquote

_WEB = re.compile(r"(?:https?:)?//[^/?#\s]", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


def is_remote(reference: str) -> bool:
    """Return whether *reference* has a scheme or a host, so that it is no file of this project."""
    return _SCHEME.match(reference) is not None


def is_web_url(reference: str) -> bool:
    """Return whether *reference* is an ``http`` or ``https`` URL with a host. The scheme may be missing."""
    return _WEB.match(reference) is not None


def extract_path(reference: str) -> str:
    """Return the path of a URL, percent-decoded, without query and fragment."""
    return unquote(re.split(r"[?#]", reference, maxsplit=1)[0])


def add_scheme(reference: str) -> str:
    """Return *reference* with the scheme ``https`` if it begins with ``//``."""
    return f"https:{reference}" if reference.startswith("//") else reference
