"""Destinations that are none in CommonMark: ``![a](b c.png)`` has blanks, ``![a](b.png =100x200)`` a size behind it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import quote

POST_SCHEME = "post:"
"""What the destination of a link to a post by its file name begins with."""
_POST_ENDING = re.compile(r"\.(?:md|mdx|markdown|html?)$", re.IGNORECASE)

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


def safe_target(target: str) -> str:
    """Return a destination that can stand between angle brackets, and between quotes."""
    return quote(unescape(target), safe="/:?#[]@!$&'()*+,;=%~", encoding="utf-8", errors="replace") if target else "#"


def post_target(name: str) -> str:
    """Return the destination of a link to the post that a file's path or stem names; a heading in it is kept."""
    path, mark, heading = name.strip().partition("#")
    if path in ("", "."):
        return f"#{heading}"
    file = PurePosixPath(_POST_ENDING.sub("", path.rstrip("/")))
    stem = file.parent.name if file.name in ("index", "_index", "README") and file.parent.name else file.name
    return f"{POST_SCHEME}{quote(stem)}{mark}{quote(heading)}"
