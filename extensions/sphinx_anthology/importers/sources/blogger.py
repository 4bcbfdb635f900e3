"""Blogger: the Atom that *Settings → Manage Blog → Back up content* writes, and ``feed.atom`` of Google Takeout, its successor.

Sources: https://developers.google.com/blogger/docs/2.0/developers_guide_protocol (kinds, drafts, comments), and exports in
public repositories: those of Takeout have ``blogger:type``, ``blogger:status``, ``blogger:filename`` and ``blogger:parent``.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..archives import Export
from ..entry import Comment, Entry, ImportRefusedError, Visibility
from ..html.plain_text import make_plain_line, make_plain_text
from ..web_addresses import split_address
from .blogger_text import prepare_text
from .moments import read_moment
from .notes import AddNote
from .xml_stream import Element, read_elements

_KIND = "http://schemas.google.com/g/2005#kind"
_MARKS = ("schemas.google.com/blogger/2018", "#template", "www.blogger.com", "blogger:type")
_ARTICLES = frozenset({"post", "page"})
_QUIET = frozenset({"settings", "template"})
_STATUSES = {"draft": Visibility.DRAFT, "scheduled": Visibility.SCHEDULED, "soft_trashed": None, "trashed": None}


@dataclass(slots=True)
class _Blog:
    site: str = ""
    comments: dict[str, list[Comment]] = field(default_factory=dict)
    """By the id of the article."""
    hidden: Counter[str] = field(default_factory=Counter)
    """The number of comments that were not shown, by the id of the article."""


def recognises(export: Export) -> bool:
    """Return whether an export is one of Blogger."""
    return bool(_list_feeds(export))


def _list_feeds(export: Export) -> list[str]:
    names = [name for name in export.names if name.lower().endswith((".xml", ".atom")) or len(export.names) == 1]
    return [name for name in names[:50] if _is_feed(export.read_beginning(name))]


def _is_feed(beginning: str) -> bool:
    return "<feed" in beginning[:2000] and "blogger.com,1999:blog-" in beginning and any(mark in beginning for mark in _MARKS)


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the posts and pages of an export.

    :raises ImportRefusedError: there is no feed of Blogger, or it is damaged.
    """
    names = _list_feeds(export)
    if not names:
        raise ImportRefusedError("There is no feed of Blogger in the export. It is 'feed.atom' or an XML file.")
    for name in names:
        blog = _Blog()
        with export.open(name) as stream:
            for element in read_elements(stream, "feed"):
                _learn(blog, element)
        left_out: Counter[str] = Counter()
        with export.open(name) as stream:
            for element in read_elements(stream, "feed"):
                kind = _find_kind(element)
                if kind in _ARTICLES and _find_visibility(element) is not None:
                    yield _read_article(blog, element, kind, f"{name}:{element.line}")
                elif kind in _ARTICLES:
                    left_out["Articles in the trash"] += 1
        for what, count in left_out.items():
            add_note(name, 1, f"{what} are left out: {count:,}.")


def _learn(blog: _Blog, element: Element) -> None:
    """Note the address of the blog, and comments."""
    if element.name == "link" and element.attributes.get("rel") == "alternate":
        blog.site = element.attributes.get("href", "").rstrip("/")
    elif element.name == "entry" and _find_kind(element) == "comment":
        parent = element.find_text("blogger:parent") or _find_reference(element)
        if _find_visibility(element) is Visibility.PUBLISHED:
            blog.comments.setdefault(parent, []).append(_read_comment(element))
        else:
            blog.hidden[parent] += 1


def _find_kind(element: Element) -> str:
    """Return ``post``, ``page``, ``comment`` or another kind of entry; empty for what is no entry."""
    if element.name != "entry":
        return ""
    terms = (term.attributes.get("term", "") for term in element.find_all("category") if term.attributes.get("scheme") == _KIND)
    return (element.find_text("blogger:type") or next(terms, "").rpartition("#")[2]).lower()


def _find_visibility(element: Element) -> Visibility | None:
    """Return who could read an entry; None if it was deleted."""
    if element.find_text("blogger:trashed"):
        return None
    status = element.find_text("blogger:status").lower()
    is_draft = any(control.find_text("app:draft") == "yes" for control in element.find_all("app:control"))
    if status not in ("", "live"):
        return _STATUSES.get(status, Visibility.DRAFT)
    return Visibility.DRAFT if is_draft else Visibility.PUBLISHED


def _find_reference(element: Element) -> str:
    return next((reply.attributes.get("ref", "") for reply in element.find_all("thr:in-reply-to")), "")


def _find_link(element: Element, relation: str) -> str:
    links = (link.attributes for link in element.find_all("link"))
    return next((link.get("href", "") for link in links if link.get("rel") == relation), "")


def _find_author(element: Element) -> tuple[str, str]:
    author = next(element.find_all("author"), None)
    return (author.find_text("name"), author.find_text("uri")) if author else ("", "")


def _read_comment(element: Element) -> Comment:
    name, url = _find_author(element)
    answered = element.find_text("blogger:inReplyTo") or posixpath.basename(split_address(_find_link(element, "related")).path)
    return Comment(
        _find_number(element.find_text("id")),
        make_plain_line(name),
        make_plain_text(element.find_text("content").replace("\n", "<br>")),
        read_moment(element.find_text("published")),
        _find_number(answered),
        url if "blogger.com/profile" not in url and "plus.google.com" not in url else "",
    )


def _find_number(identity: str) -> str:
    """Return the number in an id such as ``tag:blogger.com,1999:blog-1.post-2``."""
    return identity.rpartition("post-")[2]


def _read_article(blog: _Blog, element: Element, kind: str, place: str) -> Entry:
    find, identity = element.find_text, element.find_text("id")
    address = _find_link(element, "alternate") or find("blogger:filename")
    terms = (term.attributes for term in element.find_all("category") if term.attributes.get("scheme") != _KIND)
    comments = tuple(sorted(blog.comments.get(identity, ()), key=lambda comment: str(comment.published)))
    hidden, author = blog.hidden[identity], make_plain_line(_find_author(element)[0])
    path = split_address(address).path
    is_public = _find_visibility(element) is not Visibility.DRAFT
    return Entry(
        id=_find_number(identity),
        place=place,
        title=make_plain_line(find("title")),
        body=prepare_text(find("content")),
        visibility=_find_visibility(element) or Visibility.DRAFT,
        is_page=kind == "page",
        slug=posixpath.splitext(posixpath.basename(path))[0],
        published=read_moment(find("published")),
        updated=read_moment(find("updated")),
        tags=tuple(dict.fromkeys(term["term"] for term in terms if term.get("term"))),
        authors=(author,) if author and author.lower() != "unknown" else (),
        excerpt=make_plain_line(find("blogger:metaDescription")),
        permalink=address if is_public else "",
        feed_id=identity,
        comments=comments,
        site=blog.site,
        notes=(f"comments that were not shown are left out: {hidden:,}",) if hidden else (),
    )
