"""Redirects as servers are told of them, for those that can answer an old address without a page that stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from .redirects import Redirect, address_of, file_of

VERSION = 1
STATUS = 301
"""What a server answers: moved for good."""

Rule = tuple[str, str]
"""An old path, not percent-encoded, and the new one, percent-encoded."""


def rules(redirects: Iterable[Redirect], base: str, builder: str) -> dict[Redirect, list[Rule]]:
    """Return the rules of each redirect; two for a folder, whose address may end in a slash or not.

    :param base: what stands before the addresses of the site on its server, such as ``/en/latest/``.
    """
    before = quote(f"/{base.strip('/')}/".replace("//", "/"))
    result: dict[Redirect, list[Rule]] = {}
    for redirect in redirects:
        target = before + address_of(file_of(redirect.post.docname, builder), builder)
        # An old address may have had the base in it; told of that one, a server would go round in circles.
        result[redirect] = [(old, target) for old in redirect.addresses if quote(old) != target]
    return result


def netlify(found: Sequence[Rule]) -> str:
    """Return the lines of Netlify's file ``_redirects``, which blanks divide: all is percent-encoded, ``*`` and ``:`` too."""
    # Netlify takes an address with a slash at its end and one without for the same.
    chosen = {quote(old.rstrip("/")): (quote(old), new) for old, new in reversed(found)}
    return "".join(f"{old} {new} {STATUS}\n" for old, new in sorted(chosen.values()))


def nginx(found: Sequence[Rule]) -> str:
    """Return directives for a ``server`` of nginx, which compares paths after their percent-encoding was undone."""
    return "".join(f"location = {_quoted(old)} {{ return {STATUS} {new}; }}\n" for old, new in found)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def read_the_docs(found: Sequence[Rule]) -> str:
    """Return a table (CSV) of exact redirects. Read the Docs compares paths as people read them, without a slash at the end."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("type", "from", "to", "status"))
    chosen = {old.rstrip("/"): (old, new) for old, new in reversed(found)}
    table.writerows(("exact", old, new, STATUS) for old, new in sorted(chosen.values()))
    return stream.getvalue()


def text(found: Sequence[Rule]) -> str:
    """Return the rules for people."""
    return "".join(f"{old} -> {new}\n" for old, new in found)


FORMATS: Mapping[str, Callable[[Sequence[Rule]], str]] = {
    "text": text,
    "readthedocs": read_the_docs,
    "netlify": netlify,
    "nginx": nginx,
}
"""What a format is written by."""


def record(found: Mapping[Redirect, Sequence[Rule]], paths: Mapping[Redirect, str]) -> dict[str, Any]:
    """Return the rules as JSON has them, percent-encoded, with the file and line that each comes from.

    :param paths: the file that each redirect comes from, as it is shown.
    """
    redirects = [
        {"from": quote(old), "to": new, "status": STATUS, "path": paths[redirect], "line": redirect.line}
        for redirect, rules in found.items()
        for old, new in rules
    ]
    return {"version": VERSION, "redirects": redirects}
