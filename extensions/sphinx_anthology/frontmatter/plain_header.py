"""Front matter without fences: lines ``Key: value`` at the top of the file, as Pelican has them.

The rules are those of Python-Markdown's meta-data extension: indented lines continue a value, and a blank line ends the front
matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC

from . import dates
from .model import MAX_LINES, Entry, Value

_KEY = re.compile(r"(?P<key>[^\W\d_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_CONTINUATION = re.compile(r"(?:[ ]{2,}|\t)\S")
_CLOSING_FENCE = re.compile(r"(?:-{3}|\.{3})[ \t]*$")
_TITLE_KEYS, _DATE_KEYS = ("title", "제목"), ("date", "날짜")


def is_front_matter(entries: Iterable[Entry]) -> bool:
    """Return whether entries without fences are front matter: they have a title or a valid date.

    A paragraph can also begin with ``Note: …`` or with ``Date: a fruit``.
    """
    return any(
        entry.key.casefold() in _TITLE_KEYS or (entry.key.casefold() in _DATE_KEYS and _is_date(entry.value))
        for entry in entries
    )


def _is_date(value: Value) -> bool:
    try:
        dates.parse_date(value if isinstance(value, str) else "", UTC)
    except dates.DateError:
        return False
    return True


def parse_plain_entries(lines: list[str], start: int) -> tuple[list[Entry], int, bool] | None:
    """Parse the front matter that begins at index *start* of *lines*.

    :returns: the entries, the index after the last line, and whether a closing fence ends the front matter; None if there is
        no front matter.
    """
    keys: list[tuple[str, int]] = []
    values: list[list[str]] = []
    number = start
    while number < len(lines) and lines[number].strip() and not _CLOSING_FENCE.match(lines[number]):
        if number - start > MAX_LINES:
            pass  # the parser drops these lines
        elif keys and _CONTINUATION.match(lines[number]):
            values[-1].append(lines[number].strip())
        elif match := _KEY.match(lines[number]):
            values.append([(match["value"] or "").strip()])
            keys.append((match["key"], number + 1))
        else:
            return None
        number += 1
    texts = ["\n".join(value).strip() or None for value in values]
    entries = [Entry(key, text, line) for (key, line), text in zip(keys, texts, strict=True)]
    if not is_front_matter(entries):
        return None
    is_closed = number < len(lines) and _CLOSING_FENCE.match(lines[number]) is not None
    if len(entries) == 1 and is_closed:
        return None  # "Title: x" above a rule is a Setext heading
    return entries, number + is_closed, is_closed
