"""Notion: the ZIP archive or the folder that *Export* makes, with *Markdown & CSV* or *HTML*.

Each page is a file ``TITLE ID.md`` or ``TITLE ID.html``, with what is in it in the folder ``TITLE ID``. A page of a database
has its properties below the title. Nothing says what was public.

Sources: https://www.notion.com/help/export-your-content, and pages in public repositories, which have ``page-title``,
``page-body``, ``properties`` and ``property-row-multi_select``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from urllib.parse import unquote

from ...frontmatter.dates import DateError, parse_date
from ..archives import Export
from ..entry import BodyFormat, Entry, ImportRefusedError, Visibility
from .notes import AddNote
from .notion_html import prepare_page

_PAGE = re.compile(r"(?:.*/)?([^/]*?) ?([0-9a-f]{32})(?:_all)?\.(md|html)")
_PROPERTY = re.compile(r"([^\s:*#>|`\[-][^:\n]{0,80}): (.*)")
_PAGE_LINK = re.compile(r"(?:\]\(|href=\")([^()\s\"]{1,2000}\.(?:md|html))[)\"]")
_ID = re.compile(r" ?[0-9a-f]{32}(?=$|[./])")
_DATES = frozenset("date created published publish created-time created-at publish-date 날짜 작성일 생성일 발행일".split())
_UPDATED = frozenset("updated last-edited last-edited-time last-edited-at modified 수정일 최종-편집-일시".split())
_TAGS = frozenset("tags tag labels keywords 태그 키워드".split())
_CATEGORIES = frozenset("category categories 카테고리 분류".split())
_AUTHORS = frozenset("author authors created-by writer 작성자 글쓴이".split())
_EXCERPTS = frozenset("description summary excerpt 설명 요약".split())
_SLUGS = frozenset({"slug"})


def recognises(export: Export) -> bool:
    """Return whether an export is one of Notion."""
    pages = [name for name in export.names if _PAGE.fullmatch(name)]
    return any(_is_page(export, name) for name in pages[:5])


def _is_page(export: Export, name: str) -> bool:
    text = export.read_text(name)
    return text.lstrip().startswith("# ") if name.endswith(".md") else "page-title" in text and "page-body" in text


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the pages of an export. Where a page is there as HTML and as Markdown, the HTML is read.

    :raises ImportRefusedError: there are none.
    """
    pages: dict[str, tuple[str, str]] = {}
    for name in export.names:
        match = _PAGE.fullmatch(name)
        if match and (match[2] not in pages or match[3] == "html"):
            pages[match[2]] = (name, match[1])
    if not pages:
        inner = [name for name in export.names if name.endswith(".zip")]
        advice = f" Unpack {inner[0]!r} in it first." if inner else " Choose Export → Markdown & CSV, with subpages."
        raise ImportRefusedError(f"There is no page of Notion in the export.{advice}")
    links = {name: identity for identity, (name, _) in pages.items()}
    list_files = cache(partial(_list_files, export))  # a database has thousands of pages and files in one folder
    for identity, (name, title) in sorted(pages.items(), key=lambda page: page[1]):
        try:
            files = list_files(posixpath.dirname(name))
            yield _read_page(export.read_text(name), name, identity, title, links, files)
        except ImportRefusedError as error:
            add_note(name, 1, str(error))
    for name in export.names:
        if name.endswith("_all.csv") or (name.endswith(".csv") and f"{name[:-4]}_all.csv" not in export):
            add_note(name, 1, "The table of a database is no page. Its pages have its values as front matter.")


def _make_address(title: str, identity: str) -> str:
    """Return the address of a page on a site of Notion: its words, and its id."""
    words = re.sub(r"[^\w]+", "-", title).strip("-")
    return f"/{words}-{identity}" if words else f"/{identity}"


def _read_page(text: str, name: str, identity: str, title: str, links: Mapping[str, str], files: Mapping[str, str]) -> Entry:
    """Return the entry of a page.

    :param title: the title in the name of its file.
    :param links: ids of pages by their names.
    :param files: names of files by their paths from the folder of the page.
    """
    notes: list[str] = []
    if name.endswith(".md"):
        heading, properties, body = _split_markdown(text)
        icon_and_cover = ""
        body_format = BodyFormat.MARKDOWN
    else:
        page = prepare_page(text, notes)
        heading, properties, body, icon_and_cover = page.title, page.properties, page.body, page.cover
        body_format = BodyFormat.HTML
    fields = _Fields(properties)
    return Entry(
        id=identity,
        place=f"{name}:1",
        title=heading or _ID.sub("", title) or identity,
        body=body,
        body_format=body_format,
        visibility=Visibility.UNKNOWN,
        slug=fields.take_text(_SLUGS),
        published=fields.take_date(_DATES),
        updated=fields.take_date(_UPDATED),
        categories=tuple((name,) for name in fields.take_list(_CATEGORIES)),
        tags=fields.take_list(_TAGS),
        authors=fields.take_list(_AUTHORS),
        excerpt=fields.take_text(_EXCERPTS),
        cover=icon_and_cover,
        permalink=_make_address(title, identity),
        properties=fields.rest(),
        files=files,
        links=_find_links(body, posixpath.dirname(name), links),
        notes=tuple(notes),
    )


def _split_markdown(text: str) -> tuple[str, dict[str, str], str]:
    """Return the title of a page, its properties, and its text."""
    lines = text.lstrip("\n").split("\n")
    title = lines.pop(0)[2:].strip() if lines[0].startswith("# ") else ""
    while lines and not lines[0].strip():
        lines.pop(0)
    properties: dict[str, str] = {}
    count = 0
    while count < len(lines) and (match := _PROPERTY.fullmatch(lines[count])):
        properties[match[1].strip()] = match[2].strip()
        count += 1
    if count and (count == len(lines) or not lines[count].strip()):
        lines = lines[count:]
    else:
        properties = {}
    return title, properties, _convert_asides("\n".join(lines).strip("\n"))


def _convert_asides(text: str) -> str:
    """Turn callouts, which are elements ``aside`` around Markdown, into quotations."""

    def quote(match: re.Match[str]) -> str:
        return "\n".join(f"> {line}".rstrip() for line in match[1].strip("\n").split("\n"))

    return re.sub(r"^<aside>\n(.*?)^</aside>$", quote, text, flags=re.MULTILINE | re.DOTALL)


def _find_links(body: str, folder: str, links: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of the pages that a text links to, by what it calls their files."""
    found: dict[str, str] = {}
    for match in _PAGE_LINK.finditer(body):
        reference = unquote(match[1])
        target = posixpath.splitext(posixpath.normpath(posixpath.join(folder, reference)))[0]
        if identity := links.get(f"{target}.html") or links.get(f"{target}.md"):
            found[reference] = identity
    return found


def _list_files(export: Export, folder: str) -> dict[str, str]:
    """Return the files of an export that are no pages, by their paths from a folder."""
    start = f"{folder}/" if folder else ""
    return {
        name.removeprefix(start): name
        for name in export.names
        if name.startswith(start) and not name.endswith((".md", ".html"))
    }


class _Fields:
    """The properties of a page, of which each is taken once."""

    def __init__(self, properties: Mapping[str, str]) -> None:
        self._left = {name: value for name, value in properties.items() if value.strip()}

    def take_text(self, names: frozenset[str]) -> str:
        """Return the value of the first property with one of the names."""
        key = self._find_key(names)
        return self._left.pop(key) if key is not None else ""

    def take_list(self, names: frozenset[str]) -> tuple[str, ...]:
        """Return the values of a property, which are separated by commas."""
        return tuple(dict.fromkeys(part.strip() for part in self.take_text(names).split(",") if part.strip()))

    def take_date(self, names: frozenset[str]) -> datetime | None:
        """Return the beginning of a date, without a zone. What is no date stays a property."""
        key = self._find_key(names)
        if key is None or (date := _read_date(self._left[key])) is None:
            return None
        del self._left[key]
        return date

    def _find_key(self, names: frozenset[str]) -> str | None:
        return next((key for key in self._left if re.sub(r"[\s_]+", "-", key.strip().casefold()) in names), None)

    def rest(self) -> dict[str, str]:
        """Return the properties that are left."""
        return dict(self._left)


def _read_date(text: str) -> datetime | None:
    """Return the moment that a text begins with, such as ``@April 19, 2021 9:25 AM (GMT+9) → 10:00 AM``, without its zone."""
    start = re.split("[→(]", text.strip().removeprefix("@"), maxsplit=1)[0]
    try:
        moment: datetime | None = parse_date(start, UTC)
    except DateError as error:
        moment = error.day
    return moment.replace(tzinfo=None) if moment else None
