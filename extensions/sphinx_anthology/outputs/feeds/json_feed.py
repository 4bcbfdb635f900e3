"""Feeds in the format JSON Feed. Source: https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import json
from typing import Any

from ... import urls
from ...characters import clean_xml, escape_json
from ...fields.record import Author
from .document import FeedDocument
from .entries import FeedEntry

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json(document: FeedDocument) -> bytes:
    """Return a document as JSON Feed."""
    feed = _without_empty(
        version=_VERSION,
        title=document.title,
        home_page_url=document.page_url,
        feed_url=document.url,
        next_url=document.older_url,
        description=document.description,
        language=document.language,
    )
    feed["items"] = [_describe(entry) for entry in document.entries]
    return (escape_json(json.dumps(feed, ensure_ascii=False, indent=1)) + "\n").encode()


def _describe(entry: FeedEntry) -> dict[str, Any]:
    picture = entry.picture
    content = {"content_html": entry.content} if entry.content else {"content_text": clean_xml(entry.summary)}
    attachment: list[dict[str, Any]] = []
    if picture and picture.mime_type and picture.size is not None:
        attachment = [{"url": picture.url, "mime_type": picture.mime_type, "size_in_bytes": picture.size}]
    return {
        **_without_empty(id=entry.guid, url=entry.url, title=entry.title),
        **content,
        **_without_empty(
            summary=entry.summary,
            image=picture.url if picture else "",
            date_published=entry.published.isoformat(),
            date_modified=entry.updated.isoformat() if entry.updated > entry.published else "",
            authors=[_describe_author(author) for author in entry.authors],
            tags=[clean_xml(name) for name in entry.categories],
            language=entry.language,
            attachments=attachment,
        ),
    }


def _describe_author(author: Author) -> dict[str, Any]:
    url = urls.add_scheme(author.url) if urls.is_web_url(author.url) else ""
    return _without_empty(name=author.name, url=url)


def _without_empty(**values: Any) -> dict[str, Any]:
    """Return the values that are there, with texts that JSON in UTF-8 can have."""
    return {name: clean_xml(value) if isinstance(value, str) else value for name, value in values.items() if value}
