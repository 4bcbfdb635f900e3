"""Hashnode: the JSON that *Blog dashboard → Export* makes, or the repository of Markdown of *Backup to GitHub*.

Sources: ``src/types/hashnode-schema.ts`` in https://github.com/alvincrespo/hashnode-content-converter (the JSON), and backups
in public repositories, whose front matter has ``datePublished`` and ``cuid``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..archives import Export
from ..entry import BodyFormat, Entry, ImportRefusedError, Visibility
from .json_documents import Record, find_records, get_text, list_json_files, list_names, read_json
from .markdown_files import MarkdownFile, list_markdown
from .moments import read_moment
from .notes import AddNote


def recognises(export: Export) -> bool:
    """Return whether an export is one of Hashnode."""
    if any("\ncuid:" in export.read_beginning(name) for name in list(list_markdown(export))[:5]):
        return True
    return any(_find_posts(export, name) for name in list_json_files(export)[:5])


def _find_posts(export: Export, name: str) -> list[Record]:
    records = find_records(read_json(export, name), "posts")
    return records if any("contentMarkdown" in record and "cuid" in record for record in records) else []


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of an export.

    :raises ImportRefusedError: there are none.
    """
    count = 0
    for name in list_json_files(export):
        for number, record in enumerate(_find_posts(export, name), 1):
            count += 1
            if record.get("isActive") is False or record.get("isDelisted") is True:
                add_note(name, 1, f"'{get_text(record, 'title')}' was deleted or taken off the blog, and is left out.")
            else:
                yield _read_record(record, f"{name}:{number}")
    for name in list_markdown(export):
        file = MarkdownFile(export.read_text(name), name)
        if "cuid" in file:
            count += 1
            yield _read_file(file, name)
    if not count:
        raise ImportRefusedError("There is no article of Hashnode in the export.")


def _read_record(record: Record, place: str) -> Entry:
    author, slug = record.get("author"), get_text(record, "slug")
    published = read_moment(record.get("dateAdded") or record.get("publishedAt") or record.get("createdAt"))
    markdown = get_text(record, "contentMarkdown")
    return Entry(
        id=get_text(record, "cuid", "_id", "id"),
        place=place,
        title=get_text(record, "title"),
        body=markdown or get_text(record, "content"),
        body_format=BodyFormat.MARKDOWN if markdown else BodyFormat.HTML,
        visibility=Visibility.PUBLISHED if record.get("isActive", True) else Visibility.DRAFT,
        slug=slug,
        published=published,
        updated=read_moment(record.get("dateUpdated")),
        tags=tuple(name for name in list_names(record.get("tags")) if not _is_id(name)),
        authors=(get_text(author, "name"),) if isinstance(author, dict) and get_text(author, "name") else (),
        subtitle=get_text(record, "subtitle"),
        excerpt=get_text(record, "metaDescription", "brief"),
        cover=get_text(record, "coverImage"),
        permalink=f"/{slug}" if slug else "",
        canonical=get_text(record, "originalArticleURL", "canonicalUrl"),
    )


def _is_id(name: str) -> bool:
    """Return whether the name of a tag is its id in the database. The export has no other for some."""
    return len(name) == 24 and set(name) <= set("0123456789abcdef")


def _read_file(file: MarkdownFile, name: str) -> Entry:
    slug = file.text("slug")
    published = file.moment("datePublished")
    return Entry(
        id=file.text("cuid"),
        place=f"{name}:1",
        title=file.text("title"),
        body=file.body,
        body_format=BodyFormat.MARKDOWN,
        visibility=Visibility.PUBLISHED if published else Visibility.DRAFT,
        slug=slug,
        published=published,
        tags=file.names("tags"),
        excerpt=file.text("seoDescription"),
        cover=file.text("cover"),
        permalink=f"/{slug}" if slug else "",
        canonical=file.text("canonical"),
    )
