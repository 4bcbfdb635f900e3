"""Tistory: the ZIP archive that *관리 → 블로그 → 데이터 관리* makes.

Each article is a file ``NUMBER/NUMBER-TITLE.html`` with its pictures in ``NUMBER/img/``. Who could read an article is not in
the archive, nor what its address was, if that was one of words; notices and pages look like other articles.

Sources: https://django.seolpyo.com/entry/46/ (what is in the archive and what is not), and public converters, which read
``title-article``, ``category``, ``date``, ``article-view``, ``contents_style`` and ``tags``, such as
https://github.com/LDK1009/Migrate-From-Tistory-To-WordPress.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from html import unescape
from unicodedata import normalize

from bs4 import BeautifulSoup, Tag

from ..archives import Export
from ..entry import Entry, ImportRefusedError, Visibility
from ..html.parsing import parse_html
from ..html.plain_text import make_plain_line
from .link_previews import make_link_paragraph, read_address, read_label
from .notes import AddNote
from .selection import select_present
from .tistory_marks import expand_marks

_ARTICLE = re.compile(r"(?:.*/)?(\d{1,9})/\1-[^/]*\.html")
_KOREA = timezone(timedelta(hours=9))
_DATE = re.compile(r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_TAG = re.compile(r"#([^#\n]+)")
_NO_CATEGORY = frozenset({"", "분류 없음", "카테고리 없음"})
_READ = 2**20


def recognises(export: Export) -> bool:
    """Return whether an export is one of Tistory."""
    articles = [name for name in export.names if _ARTICLE.fullmatch(name)]
    return any("title-article" in export.read_text(name)[:_READ] for name in articles[:3])


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of an export, the oldest first.

    :raises ImportRefusedError: there are none.
    """
    articles = sorted((int(match[1]), name) for name in export.names if (match := _ARTICLE.fullmatch(name)))
    if not articles:
        raise ImportRefusedError("There is no article of Tistory in the export. Import the ZIP archive or its unpacked folder.")
    files = _list_files(export)
    for number, name in articles:
        folder = posixpath.dirname(name)
        try:
            yield _read_article(number, name, export.read_text(name), files.get(folder, {}))
        except ImportRefusedError as error:
            add_note(name, 1, str(error))


def _list_files(export: Export) -> dict[str, dict[str, str]]:
    """Return the files of each article by what its text calls them."""
    files: dict[str, dict[str, str]] = {}
    for name in export.names:
        if name.lower().endswith(".html"):
            continue
        folder, _, rest = name.partition("/img/")
        if not rest:
            folder, rest = posixpath.split(name)
            files.setdefault(folder, {})[rest] = name
        else:
            files.setdefault(folder, {})[f"img/{rest}"] = name
    return files


def _read_article(number: int, name: str, html: str, files: dict[str, str]) -> Entry:
    soup = parse_html(html)
    notes: list[str] = []
    title = _find_text(soup, ".title-article")
    category = _find_text(soup, ".category")
    body = soup.select_one(".contents_style") or soup.select_one(".article-view")
    tags = soup.select_one(".tags")
    tag_text = tags.extract().get_text() if tags is not None else ""
    if body is None:
        notes.append("no text was found in the file")
    else:
        _prepare(soup, body, notes)
    return Entry(
        id=str(number),
        place=f"{name}:1",
        title=title or _title_from_name(name, number),
        body=expand_marks(body.decode_contents(), files, notes) if body is not None else "",
        visibility=Visibility.UNKNOWN,
        published=_read_date(_find_text(soup, ".date")),
        categories=() if category in _NO_CATEGORY else (tuple(part.strip() for part in category.split("/") if part.strip()),),
        tags=tuple(dict.fromkeys(tag.strip(" ,") for tag in _TAG.findall(tag_text) if tag.strip(" ,"))),
        permalink=f"/{number}",
        files=files,
        notes=tuple(notes),
    )


def _find_text(soup: BeautifulSoup, selector: str) -> str:
    element = soup.select_one(selector)
    return make_plain_line(unescape(element.decode_contents())) if element is not None else ""


def _title_from_name(name: str, number: int) -> str:
    stem = posixpath.splitext(posixpath.basename(name))[0]
    return normalize("NFC", stem.removeprefix(f"{number}-").replace("-", " "))


def _read_date(text: str) -> datetime | None:
    """Return a moment in Korea."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()), tzinfo=_KOREA)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _prepare(soup: BeautifulSoup, body: Tag, notes: list[str]) -> None:
    """Bring what only the editor of Tistory has into the form of other HTML."""
    for more in select_present(body, '[data-ke-type="moreLess"]'):
        _unfold(soup, more)
    for link in select_present(body, 'figure[data-ke-type="opengraph"]'):
        _write_link(soup, link)
    for frame in select_present(body, 'figure[data-ke-type="video"]'):
        _write_video(soup, frame)
    for file in select_present(body, "figure.fileblock, figure[data-ke-type=file]"):
        anchor = file.find("a")
        if isinstance(anchor, Tag):
            anchor.string = make_plain_line(str(anchor.select_one(".name") or anchor))
            for other in [child for child in file.find_all(True) if child is not anchor and anchor not in child.descendants]:
                other.extract() if other.parent is not None and anchor not in other.parents else None
    for image in body.find_all("img"):
        if not image.get("src") and image.get("data-url"):
            image["src"] = image["data-url"]
    kinds = {str(kind["data-ke-type"]) for kind in body.select('[data-ke-type="map"], [data-ke-type="emoticon"]')}
    notes.extend(f"{kind}: check how it looks" for kind in sorted(kinds))


def _unfold(soup: BeautifulSoup, more: Tag) -> None:
    """Turn folded text into ``details``."""
    button = more.select_one(".btn-toggle-moreless")
    title = button.extract().get_text(strip=True) if button is not None else ""
    summary = soup.new_tag("summary")
    summary.string = title or str(more.get("data-text-more") or "더보기")
    more.name = "details"
    more.insert(0, summary)


def _write_link(soup: BeautifulSoup, figure: Tag) -> None:
    """Turn the preview of a page into a link with its title."""
    address = str(figure.get("data-og-url") or "") or read_address(figure.select_one("a"))
    title = read_label(figure.select_one(".og-title")) or str(figure.get("data-og-title") or "")
    figure.replace_with(make_link_paragraph(soup, address, title))


def _write_video(soup: BeautifulSoup, figure: Tag) -> None:
    """Give a video the address of its page, if the frame has one that only works on Tistory."""
    source, frame = str(figure.get("data-video-url") or ""), figure.find("iframe")
    if source and not isinstance(frame, Tag):
        figure.insert(0, soup.new_tag("iframe", src=source))
    elif source and isinstance(frame, Tag) and "youtube" not in str(frame.get("src")):
        frame["src"] = source if source.startswith("http") else str(frame.get("src") or "")
