"""Destinations that are none in CommonMark: ``![a](b c.png)`` has blanks, ``![a](b.png =100x200)`` a size behind it."""

from __future__ import annotations

import re
from urllib.parse import quote

_DESTINATION = re.compile(
    r"""\]\([ \t]*
        (?P<path>[^\s()<>{}"'`\\]+(?:[ ]+[^\s()<>{}"'`\\=][^\s()<>{}"'`\\]*)*)
        (?:[ ]+=(?P<width>\d+%?)?x(?P<height>\d+)?)?
        (?:[ ]+(?P<title>"[^"\n]{0,500}"))?[ \t]*\)""",
    re.VERBOSE,
)
_FILE = re.compile(r"[^.]\.[A-Za-z][A-Za-z0-9]{1,4}(?:[?#]\S*)?$")
_LONGEST = 1000


def read(text: str, start: int) -> tuple[int, str, dict[str, str]] | None:
    """Read the destination that begins with ``](`` at *start*.

    :returns: its end, how CommonMark writes it, and width and height where they are named; None if it is one as it is, or none.
    """
    match = _DESTINATION.match(text, start, start + _LONGEST)
    if match is None or text.rfind("[", max(start - _LONGEST, 0), start) < 0:
        return None
    path = match["path"]
    sizes = {name: match[name] for name in ("width", "height") if match[name]}
    if not sizes and (" " not in path or not _FILE.search(path)):
        return None
    title = f" {match['title']}" if match["title"] else ""
    return match.end(), f"]({quote(path, safe='/:?#@!$&*+,;=%~[]')}{title})", sizes
