"""Signatures by the key of a project. What a store has may be run when it is loaded, because pickles can be."""

from __future__ import annotations

import hashlib
import hmac

KEY_VARIABLE = "ANTHOLOGY_STORE_KEY"
"""The environment variable with the key."""
SIGNATURE_SIZE = 32
_MIN_KEY = 32
"""The minimum number of characters of a key, so that nobody can guess it from what it has signed."""


class SignatureError(Exception):
    """Data is damaged, or was not signed with the key of the project."""


class Signer:
    """Signs data and verifies signatures. Without a key, a signature is a checksum, which detects damage alone."""

    def __init__(self, key: str = "") -> None:
        """Use a key.

        :raises ValueError: the key is too short.
        """
        if key and len(key) < _MIN_KEY:
            raise ValueError(f"{KEY_VARIABLE} has fewer than {_MIN_KEY} characters.")
        self.has_key = bool(key)
        self._key = key.encode("utf-8", "surrogateescape")

    @property
    def key_name(self) -> str:
        """A name of the key that does not give it away."""
        return self._digest(b"name of the key").hex()[:16] if self.has_key else "unsigned"

    def sign(self, purpose: str, data: bytes) -> bytes:
        """Return data with a signature before it.

        :param purpose: what the data is for. It is valid for nothing else.
        """
        return self._digest(_message(purpose, data)) + data

    def verify(self, purpose: str, signed: bytes) -> bytes:
        """Return data without its signature.

        :raises SignatureError: the signature is another one.
        """
        signature, data = signed[:SIGNATURE_SIZE], signed[SIGNATURE_SIZE:]
        if not hmac.compare_digest(signature, self._digest(_message(purpose, data))):
            raise SignatureError
        return data

    def _digest(self, message: bytes) -> bytes:
        return hmac.digest(self._key, message, "sha256") if self.has_key else hashlib.sha256(message).digest()


def _message(purpose: str, data: bytes) -> bytes:
    name = purpose.encode("utf-8")
    return len(name).to_bytes(4, "big") + name + data
