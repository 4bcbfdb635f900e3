"""An entry as front matter and Markdown, and its comments as data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import yaml

from ...characters import clean_text
from ..entry import Comment, Entry, Visibility

_STATUS: dict[Visibility, tuple[str, Any]] = {
    Visibility.DRAFT: ("draft", True),
    Visibility.UNKNOWN: ("draft", True),
    Visibility.PRIVATE: ("status", "private"),
    Visibility.PASSWORD: ("status", "private"),
    Visibility.MEMBERS: ("status", "private"),
    Visibility.NEWSLETTER: ("status", "private"),
}


def write_post(entry: Entry, slug: str, body: str, cover: str, fetched: Iterable[tuple[str, str]]) -> str:
    """Return the text of a post's file.

    :param slug: the name of the post's folder.
    :param cover: the cover's address, as it is in front matter.
    :param fetched: names of pictures beside the post, with the URLs that they are from.
    """
    fields = {key: value for key, value in _list_fields(entry, slug, cover) if value not in ("", (), [], None, {})}
    header = "".join(_write_field(key, value) for key, value in fields.items())
    originals = "".join(f"% {name}: {' '.join(url.split())}\n" for name, url in fetched)
    return f"---\n{header}---\n\n{body}" + (f"\n{originals}" if originals else "")


def _write_field(key: str, value: Any) -> str:
    """Return a key of front matter with its value. A list is on one line."""
    if isinstance(value, list):
        items = yaml.safe_dump(value, allow_unicode=True, width=2**30, default_flow_style=True).strip()
        return f"{key}: {items}\n"
    return str(yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=2**30, default_flow_style=False))


def _list_fields(entry: Entry, slug: str, cover: str) -> Iterable[tuple[str, Any]]:
    """Yield the keys of front matter with their values."""
    yield "title", _clean(entry.title) or slug
    yield "subtitle", _clean(entry.subtitle)
    yield "date", _write_moment(entry.published)
    if entry.updated != entry.published:
        yield "updated", _write_moment(entry.updated)
    if entry.visibility in _STATUS:
        yield _STATUS[entry.visibility]
    if entry.is_page:
        yield "hidden", True
    yield "slug", slug
    yield "categories", [_write_category(path) for path in entry.categories]
    yield "tags", [_clean(tag) for tag in entry.tags]
    yield "authors", [_clean(author) for author in entry.authors]
    yield "series", _clean(entry.series)
    yield "excerpt", _clean(entry.excerpt)
    yield from _list_cover_fields(entry, cover) if cover else ()
    yield "permalink", _clean(entry.permalink)
    yield "aliases", [_clean(alias) for alias in entry.aliases]
    yield "canonicalUrl", _clean(entry.canonical)
    yield "guid", _clean(entry.feed_id)
    if entry.is_pinned:
        yield "pinned", True
    values = {key: _clean(value) for key, value in entry.properties.items()}
    yield "extra", {"properties": values} if values else {}


def _list_cover_fields(entry: Entry, cover: str) -> Iterable[tuple[str, Any]]:
    """Yield the keys of the cover: two, or a mapping if it has a credit."""
    alt, credit, url = map(_clean, (entry.cover_alt, entry.cover_credit, entry.cover_credit_url))
    if credit:
        values = {"url": cover, "alt": alt, "credit": {"name": credit, "url": url} if url else credit}
        yield "cover", {key: value for key, value in values.items() if value}
    else:
        yield from (("coverImage", cover), ("coverImageAlt", alt))


def _write_category(path: tuple[str, ...]) -> str | list[str]:
    names = [_clean(name) for name in path]
    return names[0] if len(names) == 1 else names


def _clean(text: str) -> str:
    return " ".join(clean_text(text).split())


def _write_moment(moment: datetime | None) -> str:
    return moment.isoformat(sep=" ", timespec="seconds") if moment else ""


def write_comments(comments: Iterable[Comment]) -> str:
    """Return comments as YAML: a list of mappings, in the order of the export."""
    records = [
        {
            key: value
            for key, value in (
                ("id", comment.id),
                ("author", _clean(comment.author)),
                ("url", _clean(comment.url)),
                ("date", _write_moment(comment.published)),
                ("parent", comment.parent),
                ("text", clean_text(comment.text).strip()),
            )
            if value
        }
        for comment in comments
    ]
    return str(yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=2**30))
