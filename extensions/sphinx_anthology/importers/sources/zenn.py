"""Zenn: the repository that is connected with an account, or the ZIP archive of it that Zenn exports.

Articles are ``articles/SLUG.md``. A book is ``books/SLUG/config.yaml`` with its chapters beside it. Pictures are
in ``images/``.

Sources: https://zenn.dev/zenn/articles/zenn-cli-guide and https://zenn.dev/zenn/articles/connect-to-github.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from ..archives import Export
from ..entry import BodyFormat, Entry, ImportRefusedError, Visibility
from .json_documents import list_names
from .markdown_files import MarkdownFile, list_files, list_markdown
from .notes import AddNote

_JAPAN = timezone(timedelta(hours=9))
_CONFIGURATIONS = ("config.yaml", "config.yml")


def recognises(export: Export) -> bool:
    """Return whether an export is a repository of Zenn."""
    names = list(list_markdown(export, "articles"))[:3]
    is_article = any({"emoji", "topics"} <= _keys(export, name) for name in names)
    return is_article or any(_is_book(name) and "topics" in export.read_beginning(name) for name in export.names)


def _keys(export: Export, name: str) -> set[str]:
    return {line.partition(":")[0] for line in export.read_beginning(name).split("\n")[1:30]}


def _is_book(name: str) -> bool:
    folder, file = posixpath.split(name)
    return file in _CONFIGURATIONS and posixpath.basename(posixpath.dirname(folder)) == "books"


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of a repository, and then the chapters of its books.

    :raises ImportRefusedError: there are none.
    """
    articles = list(list_markdown(export, "articles"))
    books = [name for name in export.names if _is_book(name)]
    if not articles and not books:
        raise ImportRefusedError("There is no article or book of Zenn. Import the folder that has 'articles' in it.")
    roots = {posixpath.dirname(posixpath.dirname(name)) for name in articles}
    files = list_files(export, roots | {posixpath.dirname(posixpath.dirname(posixpath.dirname(name))) for name in books})
    for name in articles:
        try:
            yield _read_article(MarkdownFile(export.read_text(name), name), name, files)
        except ImportRefusedError as error:
            add_note(name, 1, str(error))
    for name in books:
        try:
            yield from _read_book(export, name, files, add_note)
        except ImportRefusedError as error:
            add_note(name, 1, str(error))


def _read_article(file: MarkdownFile, name: str, files: dict[str, str]) -> Entry:
    slug = posixpath.splitext(posixpath.basename(name))[0]
    published = file.moment("published_at", zone=_JAPAN)
    return Entry(
        id=slug,
        place=f"{name}:1",
        title=file.text("title") or slug,
        body=file.body,
        body_format=BodyFormat.MARKDOWN,
        visibility=_find_visibility(file.is_true("published"), published),
        slug=slug,
        published=published,
        categories=((file.text("type").capitalize(),),) if file.text("type") else (),
        tags=file.names("topics"),
        permalink=f"articles/{slug}",
        properties={key: value for key in ("emoji", "publication_name") if (value := file.text(key))},
        files=files,
    )


def _find_visibility(is_published: bool, moment: datetime | None) -> Visibility:
    if not is_published:
        return Visibility.DRAFT
    return Visibility.SCHEDULED if moment and moment > datetime.now(moment.tzinfo) else Visibility.PUBLISHED


@dataclass(frozen=True, slots=True)
class _Book:
    slug: str
    title: str
    tags: tuple[str, ...]
    excerpt: str
    is_public: bool
    is_sold: bool


def _read_book(export: Export, name: str, files: dict[str, str], add_note: AddNote) -> Iterator[Entry]:
    """Yield the chapters of a book, in their order."""
    folder = posixpath.dirname(name)
    config = MarkdownFile(f"---\n{export.read_text(name).strip()}\n---\n", name)
    price = config.text("price")
    is_sold = price.isdigit() and int(price) > 0
    slug = posixpath.basename(folder)
    title = config.text("title") or slug
    book = _Book(
        slug, title, list_names(list(config.names("topics"))), config.text("summary"), config.is_true("published"), is_sold
    )
    chapters = {
        posixpath.basename(path)[:-3]: path
        for path in export.names
        if posixpath.dirname(path) == folder and path.endswith(".md")
    }
    order = [chapter for chapter in config.names("chapters") if chapter in chapters] or sorted(chapters, key=_number)
    for chapter in order:
        yield _read_chapter(
            book, MarkdownFile(export.read_text(chapters[chapter]), chapters[chapter]), chapter, chapters[chapter], files
        )
    for chapter in sorted(chapters.keys() - set(order)):
        add_note(chapters[chapter], 1, "The chapter is not in the list of its book, and is left out.")


def _number(chapter: str) -> tuple[int, str]:
    """Return the order of a chapter whose name is ``1.slug``."""
    number = chapter.partition(".")[0]
    return (int(number) if number.isdigit() else 10**6, chapter)


def _read_chapter(book: _Book, file: MarkdownFile, chapter: str, name: str, files: dict[str, str]) -> Entry:
    slug = chapter.partition(".")[2] or chapter
    is_free = not book.is_sold or file.is_true("free")
    public = Visibility.PUBLISHED if is_free else Visibility.MEMBERS
    return Entry(
        id=f"{book.slug}/{slug}",
        place=f"{name}:1",
        title=file.text("title") or slug,
        body=file.body,
        body_format=BodyFormat.MARKDOWN,
        visibility=public if book.is_public else Visibility.DRAFT,
        slug=f"{book.slug}-{slug}",
        categories=(("Books",),),
        tags=book.tags,
        series=book.title,
        permalink=f"books/{book.slug}/viewer/{slug}",
        files=files,
    )
