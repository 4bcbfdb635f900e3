"""Tumblr: the JSON of its API, as backup tools keep it: one file a post, or lists of posts.

Posts are those of version 2 (legacy types, or blocks of the Neue Post Format) or of version 1 (``regular-title``).

Sources: https://github.com/tumblr/docs/blob/master/api.md, https://github.com/tumblr/docs/blob/master/npf-spec.md,
https://cebtenzzre.github.io/tumblr-utils/operation/ (``json/ID.json`` and ``media/``), and ``importers/tumblr.rb`` in
https://github.com/jekyll/jekyll-import (version 1).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from ..archives import Export
from ..entry import BodyFormat, Entry, ImportRefusedError, Visibility
from ..html.plain_text import make_plain_line
from ..web_addresses import find_site, split_address
from .json_documents import Record, find_records, get_text, list_json_files, list_names, read_json
from .moments import read_moment
from .notes import AddNote
from .tumblr_posts import list_media, render_post

_STATES = {
    "published": Visibility.PUBLISHED,
    "private": Visibility.PRIVATE,
    "queued": Visibility.DRAFT,
    "queue": Visibility.DRAFT,
    "draft": Visibility.DRAFT,
}
_TITLE_LENGTH = 80


def recognises(export: Export) -> bool:
    """Return whether an export is one of Tumblr."""
    return any(_find_posts(export, name) for name in list_json_files(export)[:5])


def _find_posts(export: Export, name: str) -> list[Record]:
    document: Any = read_json(export, name)
    response = document.get("response") if isinstance(document, dict) else None
    document = response if isinstance(response, dict) else document
    records = [document] if isinstance(document, dict) and "type" in document else find_records(document, "posts")
    return [record for record in records if _is_post(record)]


def _is_post(record: Record) -> bool:
    return "type" in record and "id" in record and ("post_url" in record or "url-with-slug" in record)


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the posts of an export, each once.

    :raises ImportRefusedError: there are none.
    """
    media = {posixpath.basename(name): name for name in export.names if "/media/" in f"/{name}"}
    seen: set[str] = set()
    for name in list_json_files(export):
        for number, record in enumerate(_find_posts(export, name), 1):
            identity = get_text(record, "id_string", "id")
            if identity not in seen:
                seen.add(identity)
                yield _read_post(record, identity, f"{name}:{number}", media)
    if not seen:
        raise ImportRefusedError("There is no post of Tumblr in the export: JSON of its API, as backup tools keep it.")


def _read_post(record: Record, identity: str, place: str, media: dict[str, str]) -> Entry:
    title, body, notes = render_post(record)
    if reblogged := get_text(record, "reblogged_from_name", "reblogged-from-name"):
        notes.append(f"it is a reblog of '{reblogged}', and may have the text of others")
    address = get_text(record, "post_url", "url-with-slug", "url")
    state = get_text(record, "state") or "published"
    slug = get_text(record, "slug")
    files = {url: media[file] for url in list_media(body) if (file := posixpath.basename(split_address(url).path)) in media}
    return Entry(
        id=identity,
        place=place,
        title=_shorten(make_plain_line(title) or make_plain_line(body)) or slug.replace("-", " ") or identity,
        body=body,
        body_format=BodyFormat.MARKDOWN if get_text(record, "format") == "markdown" else BodyFormat.HTML,
        visibility=_STATES.get(state, Visibility.DRAFT),
        slug=slug,
        published=read_moment(record.get("timestamp") or record.get("unix-timestamp") or record.get("date")),
        tags=list_names(record.get("tags")),
        permalink=split_address(address).path if state == "published" else "",
        aliases=(f"/post/{identity}",) if state == "published" else (),
        is_pinned=record.get("is_pinned") is True,
        site=find_site(address),
        files=files,
        notes=tuple(notes),
    )


def _shorten(text: str) -> str:
    """Return the first words of a text, as the title of a post without one."""
    return text if len(text) <= _TITLE_LENGTH else f"{text[:_TITLE_LENGTH].rpartition(' ')[0] or text[:_TITLE_LENGTH]}…"
