"""Front matter without a fence: lines ``Key: value`` at the top of the file, as Pelican has them.

The rules are those of Python-Markdown's metadata: a value goes on in lines that are indented, and a blank line ends it all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC

from ..fields import dates
from .header import MOST_LINES, Entry, Value

_KEY = re.compile(r"(?P<key>[^\W\d_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_CONTINUATION = re.compile(r"(?:[ ]{2,}|\t)\S")
_CLOSING = re.compile(r"(?:-{3}|\.{3})[ \t]*$")
_TITLE, _DATE = ("title", "제목"), ("date", "날짜")


def is_header(entries: Iterable[Entry]) -> bool:
    """Tell whether entries without a fence around them are front matter: they name a title or a date.

    A paragraph may begin like ``Note: …`` as well, or like ``Date: a fruit``.
    """
    return any(entry.key.casefold() in _TITLE or (entry.key.casefold() in _DATE and _is_date(entry.value)) for entry in entries)


def _is_date(value: Value) -> bool:
    try:
        dates.parse(value if isinstance(value, str) else "", UTC)
    except dates.DateError:
        return False
    return True


def read(lines: list[str], start: int) -> tuple[list[Entry], int, bool] | None:
    """Read the header that begins on line *start*, counted from 0.

    :returns: the entries, the number after the header's last line, and whether a closing fence ends it; None without a header.
    """
    entries: list[Entry] = []
    values: list[list[str]] = []
    number = start
    while number < len(lines) and lines[number].strip() and not _CLOSING.match(lines[number]):
        if number - start > MOST_LINES:
            pass  # left out anyway
        elif entries and _CONTINUATION.match(lines[number]):
            values[-1].append(lines[number].strip())
        elif match := _KEY.match(lines[number]):
            values.append([(match["value"] or "").strip()])
            entries.append(Entry(match["key"], None, number + 1))
        else:
            return None
        number += 1
    texts = ["\n".join(value).strip() or None for value in values]
    entries = [Entry(entry.key, text, entry.line) for entry, text in zip(entries, texts, strict=True)]
    if not is_header(entries):
        return None
    closed = number < len(lines) and _CLOSING.match(lines[number]) is not None
    if len(entries) == 1 and closed:
        return None  # "Title: x" over a rule is a heading
    return entries, number + closed, closed
