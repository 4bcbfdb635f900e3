"""Redirects to articles in a file ``_redirects``, as Netlify and Cloudflare Pages read it, which become aliases.

A line has an old path, a new one, and perhaps a status and conditions. Rules that need a server, because they have
placeholders, splats or conditions, are named and left out, and so are rules that are none. Rules that do not redirect, or lead
to something else than an article, are left to the server.

Source: https://docs.netlify.com/manage/routing/redirects/overview/
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ...catalogue.address_lookup import AddressLookup
from ...catalogue.collection import Collection
from ...catalogue.permalinks import normalise_address, strip_host
from ...catalogue.post import Post
from ...digests import read_regular_file
from ...fields.record import Origin
from ...problems import Code, Problem, Report
from ...settings import Settings
from ...urls import Url, UrlError, parse_url
from ..files.encodings import decode
from ..files.post_files import PostFiles

_NAME = "_redirects"
_ADDRESS = re.compile(r"/|https?://", re.IGNORECASE)
_STATUS = re.compile(r"(\d{3})!?")
_REDIRECTING = frozenset({"301", "302", "303", "307", "308"})
_VARIABLE = re.compile(r"\*|/:\w")
_MAX_STEPS = 10
"""Maximum number of rules that lead from one to the next."""


class _Rule(NamedTuple):
    old: Url
    new: str


def add_redirects(posts: Iterable[Post], files: PostFiles, settings: Settings, report: Report) -> list[Post]:
    """Return posts with the old addresses that a file of redirects leads to them from.

    The file is in the source folder or in a static root.

    :param posts: the posts that have a page, with unique slugs.
    """
    posts = list(posts)
    rules = [rule for folder in (files.source, *files.static_roots) for rule in _read_file(folder, files, settings, report)]
    if not rules:
        return posts
    lookup = AddressLookup(posts, {name: Collection(own) for name, own in settings.by_collection.items()})
    targets = {normalise_address(strip_host(rule.old)): rule.new for rule in reversed(rules)}
    added: dict[str, dict[Url, None]] = {}
    for rule in rules:
        if docname := lookup.find(_follow(rule.new, targets)):
            added.setdefault(docname, {})[rule.old] = None
    return [_with_aliases(post, tuple(added[post.docname])) if post.docname in added else post for post in posts]


def _follow(address: str, targets: Mapping[str, str]) -> str:
    """Return where an address leads by further rules."""
    for _ in range(_MAX_STEPS):
        following = targets.get(normalise_address(strip_host(address)))
        if following is None:
            break
        address = following
    return address


def _with_aliases(post: Post, old: tuple[Url, ...]) -> Post:
    aliases = tuple(dict.fromkeys((*post.aliases, *(address for address in old if address != post.permalink))))
    return replace(post, aliases=aliases, origins={"aliases": Origin(1, None, _NAME), **post.origins})


def _read_file(folder: Path, files: PostFiles, settings: Settings, report: Report) -> Iterator[_Rule]:
    """Yield the usable rules in the file of a folder, if there is one, and report those that cannot be used."""
    file = folder / _NAME
    if not files.has_file(file, "file of redirects", report):
        return
    path = PurePosixPath(os.path.relpath(file, files.source)).as_posix()
    try:
        lines = decode(read_regular_file(file, settings.max_bytes))[0].splitlines()
    except OSError as error:
        message = f"File of redirects is not readable ({error.strerror}). Check its permissions and its size."
        report(Problem(path, 1, Code.REDIRECT_RULE, message))
        return
    for number, line in enumerate(lines, 1):
        words = line.partition(" #")[0].split()
        if words and not words[0].startswith("#"):
            rule = _parse_rule(words)
            if isinstance(rule, str):
                report(Problem(path, number, Code.REDIRECT_RULE, rule))
            elif rule:
                yield rule


def _parse_rule(words: list[str]) -> _Rule | str | None:
    """Return the rule in the words of a line, the message on one that is left out, or None if it does not redirect."""
    addresses = [number for number, word in enumerate(words) if number and _ADDRESS.match(word)]
    if not addresses or not _ADDRESS.match(words[0]):
        return "Rule is not a redirect from one path to another and is left out. Write '/old /new'."
    old, new, rest = words[0], words[addresses[0]], words[addresses[0] + 1 :]
    status = _STATUS.fullmatch(rest[0]) if rest else None
    if status and status[1] not in _REDIRECTING:
        return None
    if _VARIABLE.search(old) or _VARIABLE.search(new) or addresses[0] > 1 or len(rest) > bool(status):
        return (
            "Rule has a placeholder, a splat or a condition, which no page can follow, and is left out. Leave it to the server."
        )
    try:
        return _Rule(parse_url(old, allow_mail=False), parse_url(new, allow_mail=False))
    except UrlError as error:
        return f"Rule has an address that {error} and is left out. Write '/old /new'."
