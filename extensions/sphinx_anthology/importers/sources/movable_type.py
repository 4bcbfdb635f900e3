"""Movable Type's export format, which Typepad, livedoor Blog, Hatena Blog, FC2 and Seesaa write, too.

An article is lines ``KEY: value``, and sections between lines ``-----``. A line ``--------`` ends it. Such lines may also be in
a text, where no key follows.

Source: https://www.movabletype.jp/documentation/mt8/appendices/export-import-format/, and exports in public repositories:
Hatena's have addresses as ``BASENAME: 2025/01/15/123456``, those of Typepad ``UNIQUE URL``, and texts in
Markdown ``CONVERT BREAKS: markdown``.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from ..archives import MAX_TEXT_SIZE, Export
from ..entry import BodyFormat, Comment, Entry, ImportRefusedError, Visibility
from ..html.cleaning import MORE
from ..html.plain_text import make_plain_line, make_plain_text
from .moments import read_moment
from .notes import AddNote
from .wordpress_text import add_paragraphs

_KEY = re.compile(r"([A-Z][A-Z ]{1,30}):(?: (.*))?\s*")
_HEAD_KEYS = frozenset(
    {
        "AUTHOR",
        "TITLE",
        "BASENAME",
        "STATUS",
        "DATE",
        "CATEGORY",
        "PRIMARY CATEGORY",
        "TAGS",
        "CONVERT BREAKS",
        "ALLOW COMMENTS",
    }
)
"""Keys that an article may begin with."""
_SECTIONS = frozenset({"BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS", "COMMENT", "PING"})
_COMMENT_KEYS = frozenset({"AUTHOR", "EMAIL", "IP", "URL", "DATE", "TITLE", "BLOG NAME", "SECRET", "PASS"})
_ENCODINGS = ("utf-8-sig", "euc_jp", "cp932")
_STATUSES = {
    "publish": Visibility.PUBLISHED,
    "published": Visibility.PUBLISHED,
    "future": Visibility.SCHEDULED,
    "private": Visibility.PRIVATE,
}
_DATES = ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M")
_HATENA = re.compile(r"\d{4}/\d{2}/\d{2}/\w+")
_MAX_LINE = 2**20


_MARK, _END = "-----", "--------"


@dataclass(slots=True)
class _Section:
    """A part of an article."""

    name: str
    lines: list[str] = field(default_factory=list)


_NO_SECTION = _Section("")
"""Stands for the section of the lines at the beginning of an article, which are keys."""


@dataclass(slots=True)
class _Article:
    """The lines of an article."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    sections: list[_Section] = field(default_factory=list)

    def add(self, match: re.Match[str] | None) -> None:
        """Add a line with a key and its value. Any other line is not one of the format."""
        if match is not None:
            self.values.setdefault(match[1], []).append((match[2] or "").strip())

    def value(self, key: str) -> str:
        """Return the first value of a key; empty if there is none."""
        return next((value for value in self.values.get(key, ()) if value), "")

    def section(self, name: str) -> str:
        """Return the text of a section; empty if there is none."""
        return next(("\n".join(section.lines).strip("\n") for section in self.sections if section.name == name), "")


def recognises(export: Export) -> bool:
    """Return whether an export has the format of Movable Type."""
    return bool(_list_texts(export))


def _list_texts(export: Export) -> list[str]:
    names = [name for name in export.names if name.lower().endswith((".txt", ".log", ".mt")) or len(export.names) == 1]
    return [name for name in names[:1000] if _is_text(export.read_beginning(name).replace("\r\n", "\n"))]


def _is_text(beginning: str) -> bool:
    head, mark, rest = beginning.lstrip("\ufeff\n").partition("\n-----\n")
    keys = {match[1] for line in head.split("\n") if (match := _KEY.fullmatch(line))}
    return bool(mark) and len(keys & _HEAD_KEYS) >= 2 and rest.lstrip().partition(":")[0] in _SECTIONS


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of an export.

    :raises ImportRefusedError: there is no file of this format, or an article is too large.
    """
    names = _list_texts(export)
    if not names:
        raise ImportRefusedError("There is no text in the format of Movable Type in the export.")
    known: Counter[str] = Counter()
    for name in names:
        with export.open(name) as stream:
            for article in _read_articles(stream, _find_encoding(export, name)):
                if article.sections:
                    yield _make_entry(article, name, known)
                else:
                    add_note(name, article.line, "There is no article here: the export may be damaged.")


def _find_encoding(export: Export, name: str) -> str:
    """Return the encoding of a file: UTF-8, or one of the older Japanese ones."""
    with export.open(name) as stream:
        head = stream.read(2**18)
    for encoding in _ENCODINGS:
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-8-sig"


def _read_lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield lines without their ends. A line that is too long is several."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace")
    while line := text.readline(_MAX_LINE):
        yield line.rstrip("\n")
    text.detach()


def _read_articles(stream: BinaryIO, encoding: str) -> Iterator[_Article]:
    """Yield articles, of which only one is in memory."""
    article, section, size = _Article(1), _NO_SECTION, 0
    pending: list[str] = []
    """Lines of hyphens that have not shown yet whether they are marks, and empty lines behind them."""
    for number, line in enumerate(_read_lines(stream, encoding), 1):
        size += len(line) + 1
        if size > MAX_TEXT_SIZE:
            raise ImportRefusedError(f"The article at line {article.line} is larger than {MAX_TEXT_SIZE // 2**20} MB.")
        if line in (_MARK, _END) or (pending and not line):
            pending.append(line)
            continue
        match = _KEY.fullmatch(line)
        is_section = match is not None and match[1] in _SECTIONS and not match[2]
        if pending and is_section and match is not None:
            section = _Section(match[1])
            article.sections.append(section)
        elif _END in pending and match is not None and match[1] in _HEAD_KEYS:
            if article.values or article.sections:
                yield article
            article, section, size = _Article(number), _NO_SECTION, len(line)
            article.add(match)
        elif section is _NO_SECTION:
            article.add(match)
        else:
            section.lines += [*pending, line]
        pending = []
    if article.values or article.sections:
        yield article


def _make_entry(article: _Article, name: str, known: Counter[str]) -> Entry:
    basename, title = article.value("BASENAME"), article.value("TITLE")
    identity = basename or f"{article.value('DATE')} {title}"
    known[identity] += 1
    body_format, body = _read_body(article)
    published = _read_date(article.value("DATE"))
    visibility = _STATUSES.get((article.value("STATUS") or "Publish").lower(), Visibility.DRAFT)
    is_locked = bool(article.value("PASSWORD") or article.value("PASS"))
    comments, notes = _read_comments(article)
    categories = dict.fromkeys([*article.values.get("PRIMARY CATEGORY", ()), *article.values.get("CATEGORY", ())])
    tags = [tag.strip().strip('"') for tag in (article.value("TAGS") or article.value("KEYWORDS")).split(",")]
    return Entry(
        id=f"{identity} {known[identity]}" if known[identity] > 1 else identity,
        place=f"{name}:{article.line}",
        title=make_plain_line(title),
        body=body,
        body_format=body_format,
        visibility=Visibility.PASSWORD if is_locked else visibility,
        slug="" if _HATENA.fullmatch(basename) or basename.isdigit() else basename,
        published=published,
        categories=tuple((make_plain_line(category),) for category in categories if category),
        tags=tuple(dict.fromkeys(tag for tag in [*tags, *_list_keywords(article)] if tag)),
        authors=tuple(filter(None, [article.value("AUTHOR")])),
        excerpt=make_plain_line(article.section("EXCERPT")),
        cover=article.value("IMAGE"),
        permalink=_find_permalink(article, basename, published) if visibility is not Visibility.DRAFT else "",
        comments=comments,
        notes=notes,
    )


def _list_keywords(article: _Article) -> list[str]:
    return [word.strip() for word in re.split("[,、\n]", article.section("KEYWORDS"))]


def _find_permalink(article: _Article, basename: str, published: datetime | None) -> str:
    """Return the address that the service makes of the name of an article by default; empty if it has none."""
    if address := article.value("UNIQUE URL"):
        return address
    if _HATENA.fullmatch(basename):
        return f"/entry/{basename}"
    if basename.isdigit():  # livedoor Blog
        return f"/archives/{basename}.html"
    return f"/{published:%Y/%m}/{posixpath.basename(basename)}.html" if basename and published else ""


def _read_body(article: _Article) -> tuple[BodyFormat, str]:
    body, extended = article.section("BODY"), article.section("EXTENDED BODY")
    breaks = article.value("CONVERT BREAKS").lower()
    if breaks.startswith("markdown"):
        return BodyFormat.MARKDOWN, f"{body}\n\n<!-- more -->\n\n{extended}" if extended.strip() else body
    if breaks in ("1", "__default__", "wiki", "convert_breaks"):
        body, extended = add_paragraphs(body), add_paragraphs(extended)
    return BodyFormat.HTML, f"{body}\n{MORE}\n{extended}" if extended.strip() else body


def _read_date(text: str) -> datetime | None:
    """Return a moment in the zone of the blog, which the export does not name."""
    for form in _DATES:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return read_moment(text, None)


def _read_comments(article: _Article) -> tuple[tuple[Comment, ...], tuple[str, ...]]:
    """Return the comments of an article, and a note on what is left out."""
    comments: list[Comment] = []
    hidden = pings = 0
    for section in article.sections:
        if section.name == "PING":
            pings += 1
        if section.name != "COMMENT":
            continue
        lines = section.lines
        values: dict[str, str] = {}
        count = 0
        while count < len(lines) and (match := _KEY.fullmatch(lines[count])) and match[1] in _COMMENT_KEYS:
            values[match[1]] = (match[2] or "").strip()
            count += 1
        if values.get("SECRET", "0") not in ("", "0"):
            hidden += 1
            continue
        text = make_plain_text("<br>".join(lines[count:]))
        author, date = make_plain_line(values.get("AUTHOR", "")), _read_date(values.get("DATE", ""))
        comments.append(Comment(str(len(comments) + 1), author, text, date, "", values.get("URL", "")))
    counts = ((hidden, "secret comments are left out"), (pings, "trackbacks are left out"))
    return tuple(comments), tuple(f"{what}: {count:,}" for count, what in counts if count)
