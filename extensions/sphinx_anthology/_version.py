"""The version of the package and of its code."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

__version__ = "0.1.0"


@cache
def code_version() -> int:
    """Return a number that changes with the code of this package.

    It is part of the key of data that is kept between builds, so that data from other code is never used, neither after an
    upgrade nor after an edit of a module.
    """
    digest = blake2b(digest_size=7)
    for file in sorted(file for file in Path(__file__).parent.rglob("*") if file.suffix in (".py", ".mo", ".woff2")):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest(), "big")
