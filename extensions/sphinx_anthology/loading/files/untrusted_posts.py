"""Posts whose authors the project does not know: which they are, and what their front matter may not do.

Their markup is cleaned when pages are made, see :mod:`.sphinx_ext.untrusted`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ...fields.record import Fields, KeyOutcome, KeyUse
from ...problems import Code, Problem, Report
from .patterns import matches_pattern

_HARMLESS_KEYS = frozenset({"orphan", "tocdepth", "nocomments", "nosearch", "no-search", "hide-toc"})
"""Keys for Sphinx and for themes that change nothing but the page itself. The others configure parsers and extensions."""
_WILDCARD = re.compile(r"[*?\[]")
_IGNORED_FIELDS = frozenset({"permalink", "aliases", "pinned", "thread", "thread_url", "social_post"})
"""Fields by which a post would take addresses, places or comments that may belong to others."""


def is_untrusted(path: str, patterns: Sequence[str], source: Path | None = None) -> bool:
    """Return whether a file is by an author whom the project does not know.

    Case does not matter, and the name of a folder stands for all files in it, because a file that is missed would be trusted.

    :param path: the file, as a POSIX path relative to the source folder.
    :param patterns: the value of the option ``untrusted``.
    :param source: the source folder, to look also at the file that a symbolic link leads to; None not to look.
    """
    if not patterns:
        return False
    expanded = _expand(tuple(patterns))
    if matches_pattern(_fold(path), expanded):
        return True
    if source is None:
        return False
    real, root = (source / path).resolve(), source.resolve()
    return real.is_relative_to(root) and matches_pattern(_fold(real.relative_to(root).as_posix()), expanded)


@lru_cache
def _expand(patterns: tuple[str, ...]) -> tuple[str, ...]:
    names = [_fold(_clean_pattern(pattern)) for pattern in patterns]
    return tuple(pattern for name in names for pattern in (name, f"{name}/**"))


def _clean_pattern(pattern: str) -> str:
    return pattern.strip().replace("\\", "/").removeprefix("./").strip("/")


def find_missing_folders(patterns: Sequence[str], source: Path) -> list[str]:
    """Return the patterns that begin with a folder which does not exist."""
    return [pattern for pattern in patterns if not (source / _get_folder(_clean_pattern(pattern))).exists()]


def _get_folder(pattern: str) -> str:
    """Return what a pattern names before its first wildcard: a folder, or a whole path."""
    match = _WILDCARD.search(pattern)
    return pattern[: match.start()].rpartition("/")[0] if match else pattern


def _fold(path: str) -> str:
    return normalize("NFC", path).casefold()


def restrict_fields(fields: Fields, path: str, report: Report) -> Fields:
    """Return the fields of an untrusted post without those that concern more than its own page. Each such key is reported."""
    keys = tuple(_restrict_key(key, path, report) for key in fields.keys)
    nothing = Fields()
    ignored: dict[str, Any] = {name: getattr(nothing, name) for name in _IGNORED_FIELDS}
    return replace(
        fields,
        **ignored,
        handed_on={key: value for key, value in fields.handed_on.items() if key in _HARMLESS_KEYS},
        origins={name: origin for name, origin in fields.origins.items() if name not in _IGNORED_FIELDS},
        keys=keys,
    )


def _restrict_key(key: KeyUse, path: str, report: Report) -> KeyUse:
    """Return what became of a key, and report it if it is ignored."""
    is_used = key.outcome in (KeyOutcome.USED, KeyOutcome.REPEATED, KeyOutcome.OVERRULED)
    is_ignored = is_used and key.field in _IGNORED_FIELDS
    if not is_ignored and (key.outcome is not KeyOutcome.HANDED_ON or key.key in _HARMLESS_KEYS):
        return key
    message = f"'{key.key}' is ignored, because the post is untrusted. Remove it."
    report(Problem(path, key.line, Code.UNTRUSTED_KEY, message))
    return key._replace(outcome=KeyOutcome.INVALID)
