"""Texts and addresses as parts of Markdown."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*\[\]<_&]")
"""What may be Markdown in the middle of a text. A set of characters is found fast; what is around it is looked at then."""
_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
_ENTITY = re.compile(r"&#?\w+;")


def join_blanks(text: str) -> str:
    """Return a text with a single space for each run of blanks."""
    words = " ".join(text.split())
    if not words:
        return text and " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def escape(text: str) -> str:
    """Return a text that is no Markdown in the middle of a line."""
    return _SPECIAL.sub(_escape_mark, text)


def _escape_mark(match: re.Match[str]) -> str:
    """Return a mark with a backslash, unless it means nothing: an underscore in a word, or an ampersand of no entity."""
    mark, text, place = match[0], match.string, match.start()
    means_nothing = (mark == "_" and not _UNDERSCORE.match(text, place)) or (mark == "&" and not _ENTITY.match(text, place))
    return mark if means_nothing else f"\\{mark}"


def clean_address(address: str) -> str:
    """Return an address that can stand between angle brackets."""
    return re.sub(r"\s+", "%20", address).replace("<", "%3C").replace(">", "%3E")
