"""Readers of feeds, and checks against the rules of each format."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

_SCHEMA = Path(__file__).parent / "outputs" / "atom.rng"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_CHANNEL = {"title", "link", "description"}
_ITEM = ("title", "link", "guid", "pubDate")


def check_atom(data: bytes) -> None:
    """Check a document against RFC 4287: its grammar, and what the grammar cannot say."""
    root = etree.fromstring(data)
    schema = etree.RelaxNG(etree.parse(str(_SCHEMA)))
    schema.assertValid(root)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    ids = root.xpath("//a:entry/a:id/text()", namespaces=atom)
    assert len(ids) == len(set(ids)), "no id is there twice"
    alternates = root.xpath("//a:entry[count(a:link[@rel='alternate']) != 1]", namespaces=atom)
    assert not alternates, "each entry has one page"
    updated = [datetime.fromisoformat(text) for text in root.xpath("//a:entry/a:updated/text()", namespaces=atom)]
    assert datetime.fromisoformat(root.xpath("/a:feed/a:updated/text()", namespaces=atom)[0]) == max(updated)


def check_rss(data: bytes) -> None:
    """Check a document against the specification of RSS 2.0."""
    root = etree.fromstring(data)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert {child.tag for child in channel} >= _CHANNEL
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    guids = [item.findtext("guid") for item in channel.iter("item")]
    assert len(guids) == len(set(guids))
    for item in channel.iter("item"):
        assert all(len(item.findall(name)) == 1 for name in _ITEM)
        assert item.findtext("link").startswith(("http://", "https://"))
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
        assert item.find("guid").get("isPermaLink") == "false"
        for enclosure in item.findall("enclosure"):
            assert int(enclosure.get("length")) >= 0
            assert enclosure.get("url").startswith("http")
            assert "/" in enclosure.get("type")
        assert len(item.findall("enclosure")) <= 1


def check_json(data: bytes) -> None:
    """Check a document against the rules of JSON Feed 1.1."""
    feed: dict[str, Any] = json.loads(data)
    assert feed["version"] == _JSON_FEED
    assert isinstance(feed["title"], str)
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert item["url"].startswith("http")
        assert "content_html" in item or "content_text" in item
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
        assert all("name" in author or "url" in author for author in item.get("authors", ()))
        assert all(isinstance(tag, str) for tag in item.get("tags", ()))
        assert all({"url", "mime_type"} <= attachment.keys() for attachment in item.get("attachments", ()))


CHECKS = {"atom.xml": check_atom, "rss.xml": check_rss, "feed.json": check_json}
"""The check of each format, by the name of its file."""


def parse_feed(data: bytes) -> Any:
    """Return what a feed reader finds in Atom or RSS. It must be well-formed."""
    feed = feedparser.parse(data, sanitize_html=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed
