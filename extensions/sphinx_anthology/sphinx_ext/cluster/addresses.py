"""Which schedulers are safe to use.

Whoever reaches a scheduler runs code on its workers, and workers send pickles, which run code on the coordinator.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

LOCAL = "local"
"""The value of the option for workers that the build starts itself, on this machine."""
_ENCRYPTED, _PLAIN = ("tls", "wss"), ("tcp", "ws")


def explain_refusal(address: str, *, may_be_plain: bool) -> str | None:
    """Return a sentence that says why a scheduler is not used; None if it is used.

    :param address: such as ``tls://scheduler:8786``.
    :param may_be_plain: whether the project allows connections to other machines that are not encrypted.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return f"{address!r} is no address of a scheduler. Write for example tls://scheduler:8786."
    if parts.scheme not in (*_ENCRYPTED, *_PLAIN) or not host:
        return f"{address!r} is no address of a scheduler. Write for example tls://scheduler:8786, or {LOCAL}."
    if parts.scheme in _PLAIN and not may_be_plain and not _is_this_machine(host):
        return (
            f"The scheduler {address!r} is on another machine and not encrypted, so others could run code here. Use TLS and an "
            "address that begins with tls://, or set anthology_cluster_unencrypted if nobody else is in that network."
        )
    return None


def is_encrypted(address: str) -> bool:
    """Return whether connections to an address use TLS."""
    return urlsplit(address).scheme in _ENCRYPTED


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
