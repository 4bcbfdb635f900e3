"""Ghost: the JSON that *Settings → Import/Export* writes, alone or in a folder with the pictures of ``content/``.

Sources: ``ghost/core/core/server/data/exporter`` and ``data/schema/schema.js`` in https://github.com/TryGhost/Ghost, and
https://ghost.org/docs/migration/custom/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bs4 import Tag

from ..archives import Export
from ..entry import Entry, ImportRefusedError, Visibility
from ..html.parsing import parse_html
from ..html.plain_text import make_plain_line
from .ghost_text import render_text
from .notes import AddNote

_STATUSES = {"published": Visibility.PUBLISHED, "scheduled": Visibility.SCHEDULED, "sent": Visibility.NEWSLETTER}
"""All others are drafts."""
_SITE_MARK = "__GHOST_URL__"
_FOLDERS = ("content/images/", "content/media/", "content/files/")
_Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Blog:
    """What an export says of the blog as a whole."""

    zone: tzinfo
    names: Mapping[str, Mapping[str, str]]
    """Names of tags and authors by id."""
    tags: Mapping[str, tuple[str, ...]]
    """Ids of tags by that of the post."""
    authors: Mapping[str, tuple[str, ...]]
    meta: Mapping[str, _Record]
    """Further fields by the id of the post."""
    files: Mapping[str, str]


def recognises(export: Export) -> bool:
    """Return whether an export is one of Ghost."""
    return any(_find_data(export, name) is not None for name in _list_files(export))


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the posts and pages of an export.

    :raises ImportRefusedError: there is no JSON of Ghost.
    """
    found = ((name, _find_data(export, name)) for name in _list_files(export))
    name, data = next(((name, data) for name, data in found if data is not None), ("", None))
    if data is None:
        raise ImportRefusedError("There is no JSON of Ghost in the export. Choose Settings → Import/Export → Export.")
    blog = _read_blog(data, export)
    for number, post in enumerate(_records(data, "posts"), 1):
        yield _read_post(post, blog, f"{name}:{number}")


def _list_files(export: Export) -> list[str]:
    names = [name for name in export.names if name.lower().endswith(".json") and "/node_modules/" not in name]
    return sorted(names, key=lambda name: (name.count("/"), name))[:20] or list(export.names if len(export.names) == 1 else ())


def _find_data(export: Export, name: str) -> _Record | None:
    """Return the tables in a file; None if it is no export of Ghost."""
    beginning = export.read_beginning(name).lstrip()
    if not beginning.startswith("{"):
        return None
    try:
        document = json.loads(export.read_text(name))
    except (ValueError, RecursionError):
        return None
    databases = document.get("db")
    database = databases[0] if isinstance(databases, list) and databases else document
    data = database.get("data") if isinstance(database, dict) else None
    return data if isinstance(data, dict) and isinstance(data.get("posts"), list) else None


def _records(data: _Record, table: str) -> list[_Record]:
    rows = data.get(table)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _read_blog(data: _Record, export: Export) -> _Blog:
    settings = {str(row.get("key")): row.get("value") for row in _records(data, "settings")}
    names = {
        table: {str(row.get("id")): str(row.get("name") or "") for row in _records(data, table) if not _is_internal(row)}
        for table in ("tags", "users")
    }
    files = {}
    for name in export.names:
        for folder in _FOLDERS:
            if folder in name:
                path = f"/{folder}{name.partition(folder)[2]}"
                files[path] = files[f"{_SITE_MARK}{path}"] = name
    zone = _find_zone(settings.get("timezone") or settings.get("active_timezone") or settings.get("activeTimezone"))
    meta = {str(row.get("post_id")): row for row in _records(data, "posts_meta")}
    return _Blog(zone, names, _group(data, "posts_tags", "tag_id"), _group(data, "posts_authors", "author_id"), meta, files)


def _is_internal(row: _Record) -> bool:
    """Return whether a tag is one that only the theme sees."""
    return row.get("visibility") == "internal" or str(row.get("name") or "").startswith("#")


def _group(data: _Record, table: str, column: str) -> dict[str, tuple[str, ...]]:
    """Return ids by the id of their post, in their order."""
    rows = sorted(_records(data, table), key=lambda row: row["sort_order"] if isinstance(row.get("sort_order"), int) else 0)
    groups: dict[str, tuple[str, ...]] = {}
    for row in rows:
        key = str(row.get("post_id"))
        groups[key] = (*groups.get(key, ()), str(row.get(column)))
    return groups


def _find_zone(name: Any) -> tzinfo:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _read_post(post: _Record, blog: _Blog, place: str) -> Entry:
    identity = str(post.get("id"))
    values = {**blog.meta.get(identity, {}), **{key: value for key, value in post.items() if value is not None}}
    notes: dict[str, None] = {}
    body = render_text(values, notes)
    visibility = _STATUSES.get(_get(values, "status"), Visibility.DRAFT)
    if visibility is Visibility.PUBLISHED and _get(values, "visibility") not in ("", "public"):
        visibility = Visibility.MEMBERS
    if any(_get(values, f"codeinjection_{part}").strip() for part in ("head", "foot")):
        notes["injected code is left out"] = None
    tags, users = blog.names["tags"], blog.names["users"]
    authors = blog.authors.get(identity) or (str(values.get("author_id")),)
    is_page = values.get("type") == "page" or values.get("page") in (1, True)
    slug = _get(values, "slug")
    credit, credit_url = _read_credit(_get(values, "feature_image_caption"))
    return Entry(
        id=identity,
        place=place,
        title=make_plain_line(_get(values, "title")),
        body=body.replace(_SITE_MARK, ""),
        visibility=visibility,
        is_page=is_page,
        slug=slug,
        published=_read_moment(values.get("published_at") or values.get("created_at"), blog.zone),
        updated=_read_moment(values.get("updated_at"), blog.zone),
        tags=tuple(tags[key] for key in blog.tags.get(identity, ()) if key in tags),
        authors=tuple(users[key] for key in authors if users.get(key)),
        excerpt=_get(values, "custom_excerpt") or _get(values, "meta_description"),
        cover=(_get(values, "feature_image") or _get(values, "image")).replace(_SITE_MARK, ""),
        cover_alt=_get(values, "feature_image_alt"),
        cover_credit=credit,
        cover_credit_url=credit_url.replace(_SITE_MARK, ""),
        permalink=f"/{slug}/" if slug and visibility is not Visibility.DRAFT else "",
        canonical=_get(values, "canonical_url") if _SITE_MARK not in _get(values, "canonical_url") else "",
        feed_id=_get(values, "comment_id") or identity,
        is_pinned=values.get("featured") in (1, True),
        files=blog.files,
        notes=tuple(notes),
    )


def _read_credit(html: str) -> tuple[str, str]:
    """Return the words of the caption of a picture, and the address of its first link."""
    soup = parse_html(html)
    link = soup.find("a", href=True)
    return soup.get_text(), str(link["href"]) if isinstance(link, Tag) else ""


def _get(values: _Record, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _read_moment(value: Any, zone: tzinfo) -> datetime | None:
    """Return a moment in the zone of the blog. Ghost has milliseconds, or ISO 8601 in UTC."""
    try:
        if isinstance(value, int | float):
            moment = datetime.fromtimestamp(value / 1000, UTC)
        else:
            moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
