"""Files ``mentions.json`` of other sites: their articles about objects of this project."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

from ...characters import clean_text, join_lines
from ...urls import NO_URL, Url, is_web_url, parse_url

MAX_BYTES = 10_000_000
"""Maximum size of a file."""
_VERSION = 1
_MAX_TEXT = 500
"""Maximum number of characters of a title or a sentence."""


class RemoteMention(NamedTuple):
    """An object of this project that an article on another site mentions."""

    type: str
    """The domain and the type of the object: ``py:function``."""
    name: str
    """The full name of the object."""
    title: str
    """The title of the article."""
    url: Url
    """The URL of the article; empty if it is not known."""
    sentence: str


class OwnProject(NamedTuple):
    """How other sites may call this project."""

    name: str
    url: str
    """The URL of this site; empty if it is not known."""

    def is_meant(self, inventory: object) -> bool:
        """Return whether an inventory in a file is the one of this project: it has the same name or the same URL."""
        if not isinstance(inventory, Mapping):
            return False
        name, url = inventory.get("project"), inventory.get("url")
        return name == self.name or bool(self.url and isinstance(url, str) and _compare(url) == _compare(self.url))


def _compare(url: str) -> str:
    return url.partition("//")[2].rstrip("/").casefold()


def read_mentions(data: bytes, base: str, project: OwnProject) -> list[RemoteMention]:
    """Return the mentions of objects of this project in a file of another site.

    :param base: the URL of the other site or of the file; empty if it is not known.
    :raises ValueError: the file is not of this format; the message says why.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None
    if not isinstance(content, dict) or content.get("version") != _VERSION:
        raise ValueError(f"it is no file of mentions of version {_VERSION}")
    inventories, articles = content.get("inventories"), content.get("articles")
    if not isinstance(inventories, dict) or not isinstance(articles, list):
        raise ValueError("it has no inventories or no articles")
    own = {name for name, inventory in inventories.items() if project.is_meant(inventory)}
    return [mention for article in articles if isinstance(article, dict) for mention in _read_article(article, own, base)]


def _read_article(article: Mapping[str, Any], own: set[str], base: str) -> Iterator[RemoteMention]:
    title, mentions = _read_text(article.get("title")), article.get("mentions")
    if not title or not isinstance(mentions, list):
        return
    url = _read_url(article.get("url"), base)
    for mention in mentions:
        if isinstance(mention, dict) and isinstance(mention.get("inventory"), str) and mention["inventory"] in own:
            typ, name = mention.get("type"), mention.get("name")
            if isinstance(typ, str) and isinstance(name, str):
                yield RemoteMention(typ, name, title, url, _read_text(mention.get("sentence")))


def _read_text(value: object) -> str:
    text = join_lines(clean_text(value[: 4 * _MAX_TEXT])) if isinstance(value, str) else ""
    return text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}…"


def _read_url(value: object, base: str) -> Url:
    """Return the absolute URL of an article; empty if it is not known or not allowed."""
    try:
        url = parse_url(urljoin(base, value), allow_mail=False) if isinstance(value, str) and value else NO_URL
    except ValueError:  # UrlError is one, and urljoin raises others
        return NO_URL
    return url if is_web_url(url) else NO_URL
