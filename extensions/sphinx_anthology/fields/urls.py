"""What an address in front matter or in a text is: on the web, remote, or a path."""

from __future__ import annotations

import re
from urllib.parse import unquote

_WEB = re.compile(r"(?:https?:)?//[^/?#\s]", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


def is_remote(reference: str) -> bool:
    """Tell whether an address names a scheme or a host, and so no file of this project."""
    return _SCHEME.match(reference) is not None


def is_on_the_web(reference: str) -> bool:
    """Tell whether an address is one that a browser fetches from another site."""
    return _WEB.match(reference) is not None


def unquoted(reference: str) -> str:
    """Return the path in an address: without query and fragment, percent-encoding undone."""
    return unquote(re.split(r"[?#]", reference, maxsplit=1)[0])


def absolute(reference: str) -> str:
    """Return a remote address with a scheme."""
    return f"https:{reference}" if reference.startswith("//") else reference
