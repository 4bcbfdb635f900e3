"""DEV and other communities of Forem: the ZIP archive with ``articles.json`` that *Settings → Account → Export* makes.

Its ``comments.json`` has what the author has written below articles of others.

Source: ``app/services/exporter`` in https://github.com/forem/forem.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..archives import Export
from ..entry import BodyFormat, Entry, ImportRefusedError, Visibility
from .devto_tags import expand_tags
from .json_documents import Record, find_records, get_text, list_json_files, list_names, read_json
from .markdown_files import MarkdownFile
from .moments import read_moment
from .notes import AddNote

_KEYS = {"body_markdown", "cached_tag_list"}
_SITE = "https://dev.to"


def recognises(export: Export) -> bool:
    """Return whether an export is one of DEV."""
    return any(_find_articles(export, name) for name in list_json_files(export)[:5])


def _find_articles(export: Export, name: str) -> list[Record]:
    records = find_records(read_json(export, name), "articles")
    return records if any(record.keys() >= _KEYS for record in records) else []


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of an export.

    :raises ImportRefusedError: there are none.
    """
    count = 0
    for name in list_json_files(export):
        for number, record in enumerate(_find_articles(export, name), 1):
            count += 1
            yield _read_article(record, f"{name}:{number}")
        if name.endswith("comments.json"):
            add_note(name, 1, "These comments are below articles of others, and are left out.")
    if not count:
        raise ImportRefusedError("There is no article of DEV in the export. It is 'articles.json' in the archive.")


def _read_article(record: Record, place: str) -> Entry:
    file = MarkdownFile(get_text(record, "body_markdown"))  # articles of the older editor have front matter
    path = get_text(record, "path")
    canonical = get_text(record, "canonical_url") or file.text("canonical_url")
    published = read_moment(record.get("published_at") or record.get("crossposted_at") or record.get("created_at"))
    is_public = record.get("published") is True
    author, video = get_text(record, "cached_user_name"), get_text(record, "video_source_url")
    return Entry(
        id=path or get_text(record, "slug"),
        place=place,
        title=get_text(record, "title"),
        body=expand_tags(file.body),
        body_format=BodyFormat.MARKDOWN,
        visibility=Visibility.PUBLISHED if is_public else Visibility.DRAFT,
        slug=get_text(record, "slug"),
        published=published,
        updated=read_moment(record.get("edited_at")),
        tags=list_names(record.get("cached_tag_list")) or file.names("tags"),
        authors=(author,) if author else (),
        series=file.text("series"),
        excerpt=get_text(record, "description") or file.text("description"),
        cover=get_text(record, "main_image") or file.text("cover_image"),
        permalink=f"{_SITE}{path}" if path and is_public else "",
        canonical="" if canonical.startswith(f"{_SITE}/") else canonical,
        feed_id=f"{_SITE}{path}" if path and is_public else "",
        site=_SITE,
        notes=(f"its video is {video}",) if video else (),
    )
