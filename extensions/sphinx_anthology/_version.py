"""The version of this package, and which code made what is kept between builds."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

__version__ = "0.1.0"


@cache
def code_version() -> int:
    """Return a number that differs when the code of this package does.

    What other code made (the environment with its doctrees, the scanned posts) is made anew, be it after an upgrade or after
    an edit of a module, without anyone having to count versions.
    """
    digest = blake2b(digest_size=7)
    for file in sorted(file for file in Path(__file__).parent.rglob("*") if file.suffix in (".py", ".mo")):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest(), "big")
