"""Addresses in an export, which may be anything."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_TRACKING = re.compile(r"(?:utm_\w+|fromRss|trackingCode)=[^&]*")
"""Parts of a query that say where a reader has found a link. The two last are those of Naver Blog."""


def split_address(address: str) -> SplitResult:
    """Return the parts of an address; empty parts if it is none."""
    try:
        return urlsplit(address)
    except ValueError:  # such as an IPv6 address without its end
        return SplitResult("", "", "", "", "")


def find_site(address: str) -> str:
    """Return the scheme and the host of an address; empty if it is none of the web."""
    parts = split_address(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def drop_tracking(address: str) -> str:
    """Return an address without the parts of its query that only a feed has."""
    page, mark, query = address.partition("?")
    query, _, fragment = query.partition("#")
    kept = "&".join(part for part in query.split("&") if part and not _TRACKING.fullmatch(part))
    return f"{page}{mark if kept else ''}{kept}" + (f"#{fragment}" if fragment else "")
