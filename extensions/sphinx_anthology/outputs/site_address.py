"""The address of the site, and absolute addresses of what is in it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from ..urls import UrlError, parse_url

_SAFE = "/%:@!$&'()*+,;=~-._"
"""Characters that stay in the path of a URL. Source: https://www.rfc-editor.org/rfc/rfc3986#section-3.3"""
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


class SiteAddress(NamedTuple):
    """The address at which a site is published."""

    base: str = ""
    """An absolute URL with a slash at its end, percent-encoded; empty if it is not known."""

    @property
    def is_known(self) -> bool:
        """Whether addresses can be absolute."""
        return bool(self.base)

    @property
    def host(self) -> str:
        """The host, in lower case and without a port."""
        return urlsplit(self.base).hostname or ""

    @property
    def path(self) -> str:
        """The path of the site on its server, such as ``/en/latest/``, percent-encoded; ``/`` if it is not known."""
        return urlsplit(self.base).path or "/"

    def absolute(self, uri: str) -> str:
        """Return the absolute address of a page or file.

        :param uri: its percent-encoded address, relative to the site; empty for the home page in ``dirhtml``.
        :returns: *uri* itself if the address of the site is not known.
        """
        if not self.is_known or uri.startswith(".") or "/." in uri:
            # A name such as "a:b.html" would be an address with a scheme.
            return urljoin(self.base, f"./{uri}") if self.is_known else uri
        return self.base + uri  # the same, in a tenth of the time


UNKNOWN_ADDRESS = SiteAddress()


def parse_site_address(text: str) -> SiteAddress:
    """Return the address of a site as an option or a host gives it; an unknown one if *text* is empty.

    :raises UrlError: the text is not an absolute HTTP address without a query and a fragment.
    """
    url = parse_url(text, allow_mail=False)
    if not url:
        return UNKNOWN_ADDRESS
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise UrlError("does not begin with 'https://' or 'http://'")
    if parts.query or parts.fragment:
        raise UrlError("has a query or a fragment")
    path = quote(_BARE_PERCENT.sub("%25", parts.path), safe=_SAFE)
    return SiteAddress(f"{parts.scheme}://{_encode_host(parts.netloc)}{path.rstrip('/')}/")


def _encode_host(netloc: str) -> str:
    """Return a host and its port in ASCII and in lower case.

    :raises UrlError: the host has characters that no host can have.
    """
    try:
        return netloc.lower() if netloc.isascii() else netloc.lower().encode("idna").decode()
    except UnicodeError:
        raise UrlError("has an invalid host or port") from None
