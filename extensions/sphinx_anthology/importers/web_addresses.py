"""Addresses in an export, which may be anything."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


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
