"""Format redirects as rules for web servers, which then answer old addresses without a redirect page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from ..page_addresses import docname_to_file, file_to_address
from .plan import Redirect

VERSION = 1
"""The version of the JSON form."""
STATUS = 301
"""The HTTP status of a redirect: moved permanently."""


class Rule(NamedTuple):
    """One rule of a server."""

    old: str
    """The old path, not percent-encoded."""
    new: str
    """The new path, percent-encoded."""


def make_rules(redirects: Iterable[Redirect], base: str, builder: str) -> dict[Redirect, list[Rule]]:
    """Return the rules of each redirect. An address of a folder has two, with and without a slash at the end.

    :param base: the path of the site on its server, such as ``/en/latest/``.
    """
    prefix = quote(f"/{base.strip('/')}/".replace("//", "/"))
    result: dict[Redirect, list[Rule]] = {}
    for redirect in redirects:
        target = prefix + file_to_address(docname_to_file(redirect.post.docname, builder), builder)
        # An old address that includes the base can equal the target, which would redirect forever.
        result[redirect] = [Rule(old, target) for old in redirect.addresses if quote(old) != target]
    return result


def format_text(rules: Sequence[Rule]) -> str:
    """Return the rules for people, one a line."""
    return "".join(f"{old} -> {new}\n" for old, new in rules)


def format_netlify(rules: Sequence[Rule]) -> str:
    """Return the lines of Netlify's file ``_redirects``.

    Netlify separates by spaces and gives ``*`` and ``:`` a meaning, so both paths are percent-encoded. It ignores a slash at
    the end, so there is one rule for both forms of an address.
    """
    unique = {quote(old.rstrip("/")): (quote(old), new) for old, new in reversed(rules)}
    return "".join(f"{old} {new} {STATUS}\n" for old, new in sorted(unique.values()))


def format_nginx(rules: Sequence[Rule]) -> str:
    """Return directives for a ``server`` block of nginx, which compares decoded paths."""
    return "".join(f"location = {_quote_nginx(old)} {{ return {STATUS} {new}; }}\n" for old, new in rules)


def format_apache(rules: Sequence[Rule]) -> str:
    """Return lines for ``.htaccess`` of Apache, which compares decoded paths and encodes the new ones itself.

    Source: https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirectmatch
    """
    unique = {old.rstrip("/"): unquote(new) for old, new in reversed(rules)}
    pairs = (
        (_quote_apache(f"^{re.escape(old)}/?$"), _quote_apache(_escape_dollars(new))) for old, new in sorted(unique.items())
    )
    return "".join(f"RedirectMatch {STATUS} {old} {new}\n" for old, new in pairs)


def _escape_dollars(path: str) -> str:
    """Escape what would stand for a part of the old address."""
    return re.sub(r"[\\$]", r"\\\g<0>", path)


def _quote_apache(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def format_vercel(rules: Sequence[Rule]) -> str:
    """Return a file ``vercel.json``. Characters that have a meaning in its patterns are escaped.

    Source: https://vercel.com/docs/project-configuration#redirects
    """
    redirects = [
        {"source": _IN_PATTERN.sub(r"\\\g<0>", quote(old)), "destination": new, "statusCode": STATUS} for old, new in rules
    ]
    return json.dumps({"redirects": redirects}, indent=2) + "\n"


_IN_PATTERN = re.compile(r"[():*+?{}\[\]\\]")


def _quote_nginx(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def format_read_the_docs(rules: Sequence[Rule]) -> str:
    """Return a CSV table of exact redirects for Read the Docs, which compares decoded paths without a slash at the end."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("type", "from", "to", "status"))
    unique = {old.rstrip("/"): (old, new) for old, new in reversed(rules)}
    table.writerows(("exact", old, new, STATUS) for old, new in sorted(unique.values()))
    return stream.getvalue()


FORMATS: Mapping[str, Callable[[Sequence[Rule]], str]] = {
    "text": format_text,
    "readthedocs": format_read_the_docs,
    "netlify": format_netlify,
    "nginx": format_nginx,
    "apache": format_apache,
    "vercel": format_vercel,
}
"""The function that writes each format, by the name of the format."""


def make_json_rules(rules: Mapping[Redirect, Sequence[Rule]], paths: Mapping[Redirect, str]) -> dict[str, Any]:
    """Return the rules as a JSON object, percent-encoded, with the file and line of each.

    :param paths: the displayed path of the file that each redirect comes from.
    """
    records = [
        {"from": quote(old), "to": new, "status": STATUS, "path": paths[redirect], "line": redirect.line}
        for redirect, rules_of_redirect in rules.items()
        for old, new in rules_of_redirect
    ]
    return {"version": VERSION, "redirects": records}
