"""Glob patterns of paths, as Sphinx understands them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .spellings import to_nfc

_WILDCARDS = re.compile(r"(\*\*|\*|\?|\[!?[^\]]+\])")
_EXPRESSIONS = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches_pattern(path: str, patterns: Iterable[str]) -> bool:
    """Return whether a path in NFC matches one of *patterns*. ``**`` matches any number of folders, ``*`` none of them."""
    return any(_compile(pattern).fullmatch(path) for pattern in patterns)


def get_fixed_folder(pattern: str) -> str:
    """Return the folder that all files are in that match *pattern*; empty for the source folder."""
    return _WILDCARDS.split(pattern, maxsplit=1)[0].rpartition("/")[0]


@lru_cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(map(_translate, _WILDCARDS.split(to_nfc(pattern)))))


def _translate(part: str) -> str:
    """Return the regular expression for a wildcard, or for the text between two of them."""
    if part[:1] == "[" and _WILDCARDS.fullmatch(part):
        return f"[{_translate_set(part[1:-1])}]"
    return _EXPRESSIONS.get(part) or re.escape(part)


def _translate_set(characters: str) -> str:
    if characters.startswith("!"):
        return f"^/{re.escape(characters[1:])}".replace(r"\-", "-")
    return re.escape(characters).replace(r"\-", "-")
