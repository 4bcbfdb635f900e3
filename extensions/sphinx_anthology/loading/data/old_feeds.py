"""The feed of the old blog, whose ids the articles keep, so that no feed reader shows them as new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ...characters import clean_text
from ...problems import Report
from ...settings import report_option

_OPTION = "old_feeds"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ADVICE = "Save the feed of the old blog there, as Atom, RSS or JSON Feed, or remove it from the option."


@dataclass(frozen=True, slots=True)
class OldFeed:
    """What the feed of the old blog called itself and its articles."""

    id: str = ""
    """The id of the feed; empty if it has none."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """The id of each article by its address in the old blog."""


def read_old_feeds(folder: Path, names: Iterable[str], report: Report) -> OldFeed:
    """Return the ids in saved feeds. If several have an article, the first one counts.

    :param folder: the folder of ``conf.py``, to which the names are relative.
    :param report: gets the files that cannot be read.
    """
    feed_id = ""
    ids: dict[str, str] = {}
    for name in names:
        try:
            found = _read(Path(folder, name).read_bytes())
        except (OSError, ValueError, ElementTree.ParseError, RecursionError):
            report_option(report, _OPTION, f"{name!r} is not there, or is no feed. {_ADVICE}")
            continue
        feed_id = feed_id or found.id
        ids = {**found.ids, **ids}
    return OldFeed(feed_id, ids)


def _read(data: bytes) -> OldFeed:
    """Return the ids in a feed.

    :raises ValueError: it is JSON and no feed.
    :raises ElementTree.ParseError: it is not well-formed XML.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _make_feed("", _read_json(json.loads(data)))
    root = ElementTree.fromstring(data)
    if root.tag == f"{_ATOM}feed":
        return _make_feed(root.findtext(f"{_ATOM}id") or "", _read_atom(root))
    items = [item for item in root.iter() if item.tag.rpartition("}")[2] == "item"]
    return _make_feed("", ((_find_text(item, "link"), _find_text(item, "guid")) for item in items))


def _make_feed(feed_id: str, pairs: Iterable[tuple[str, str]]) -> OldFeed:
    cleaned = [(clean_text(link).strip(), clean_text(id_).strip()) for link, id_ in pairs]
    # A link without an id identifies the entry in most readers.
    return OldFeed(clean_text(feed_id).strip(), {link or id_: id_ or link for link, id_ in cleaned if link or id_})


def _read_atom(root: Element) -> Iterator[tuple[str, str]]:
    for entry in root.iter(f"{_ATOM}entry"):
        links = [link for link in entry.iter(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]
        yield links[0].get("href", "") if links else "", entry.findtext(f"{_ATOM}id") or ""


def _read_json(feed: Any) -> Iterator[tuple[str, str]]:
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ValueError("no JSON Feed")
    for item in items:
        if isinstance(item, dict):
            yield str(item.get("url") or ""), str(item.get("id") or "")


def _find_text(item: Element, name: str) -> str:
    return next((child.text or "" for child in item if child.tag.rpartition("}")[2] == name), "")
