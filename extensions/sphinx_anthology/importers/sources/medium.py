"""Medium: the ZIP archive that *Settings → Security and apps → Download your information* makes.

Each story is a file ``posts/DATE_TITLE-ID.html``, or ``posts/draft_TITLE-ID.html``. Tags are not in the archive, and pictures
are on the server of Medium. Responses to other stories look like stories.

Sources: public converters that read ``p-name``, ``e-content``, ``dt-published`` and ``p-canonical``, such as
https://github.com/gautamdhameja/medium-2-md, and exports in public repositories.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qs

from bs4 import BeautifulSoup, Tag

from ...urls import find_host
from ..archives import Export
from ..entry import Entry, ImportRefusedError, Visibility
from ..html.parsing import parse_html
from .link_previews import make_link_paragraph, read_address, read_label
from .notes import AddNote
from .selection import select_present

_STORY = re.compile(r"(?:.*/)?posts/(draft_|\d{4}-\d{2}-\d{2}_)[^/]*?([0-9a-f]{6,16})\.html")
_CLASSES = ("h-entry", "e-content")


def recognises(export: Export) -> bool:
    """Return whether an export is one of Medium."""
    stories = [name for name in export.names if _STORY.fullmatch(name)]
    return any(all(mark in export.read_text(name) for mark in _CLASSES) for name in stories[:3])


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the stories of an export, the oldest first, then drafts.

    :raises ImportRefusedError: there are none.
    """
    stories = [(match, name) for name in export.names if (match := _STORY.fullmatch(name))]
    if not stories:
        raise ImportRefusedError("There is no story of Medium in the export. Import the ZIP archive or its unpacked folder.")
    for match, name in stories:
        try:
            yield _read_story(export.read_text(name), name, match[2], is_draft=match[1] == "draft_")
        except ImportRefusedError as error:
            add_note(name, 1, str(error))


def _read_story(html: str, name: str, identity: str, is_draft: bool) -> Entry:
    soup = parse_html(html)
    notes: list[str] = []
    title = _find_text(soup, ".p-name") or _find_text(soup, "title")
    body = soup.select_one(".e-content")
    summary = _find_text(soup, ".p-summary")
    subtitle, cover, alt = _prepare(soup, body, title, notes, is_draft) if body is not None else ("", "", "")
    canonical = read_address(soup.select_one(".p-canonical"))
    is_own = not canonical or identity in canonical or find_host(canonical).endswith("medium.com")
    address = f"https://medium.com/p/{identity}"
    author = _find_text(soup, ".p-author")
    return Entry(
        id=identity,
        place=f"{name}:1",
        title=title,
        body=body.decode_contents() if body is not None else "",
        visibility=Visibility.DRAFT if is_draft else Visibility.PUBLISHED,
        slug=_find_slug(name, identity),
        published=_read_moment(soup),
        authors=(author,) if author else (),
        subtitle=subtitle,
        excerpt=summary if summary != subtitle and not _is_cut(summary, soup) else "",
        cover=cover,
        cover_alt=alt,
        permalink="" if is_draft else canonical if canonical and is_own else address,
        aliases=(address,) if canonical and is_own and not is_draft else (),
        canonical="" if is_own else canonical,
        feed_id="" if is_draft else address,
        site="https://medium.com",
        notes=tuple(notes),
    )


def _find_text(soup: BeautifulSoup, selector: str) -> str:
    element = soup.select_one(selector)
    return " ".join(element.get_text().split()) if element is not None else ""


def _find_slug(name: str, identity: str) -> str:
    """Return the words in the name of a file, without its date and its id."""
    stem = posixpath.basename(name).removesuffix(".html").removesuffix(identity).rstrip("-")
    return re.sub(r"-+", "-", re.sub(r"^(?:draft|\d{4}-\d{2}-\d{2})_", "", stem)).strip("-")


def _is_cut(summary: str, soup: BeautifulSoup) -> bool:
    """Return whether a summary is the beginning of the text, which Medium takes if the author has written none."""
    start = "".join(summary.rstrip("… .").split())
    body = soup.select_one(".e-content")
    return bool(start) and body is not None and start in "".join(body.get_text().split())


def _read_moment(soup: BeautifulSoup) -> datetime | None:
    element = soup.select_one(".dt-published")
    try:
        return datetime.fromisoformat(str(element.get("datetime"))).replace(microsecond=0) if element is not None else None
    except ValueError:
        return None


def _prepare(soup: BeautifulSoup, body: Tag, title: str, notes: list[str], is_draft: bool) -> tuple[str, str, str]:
    """Take title and subtitle out of a text, and bring what only Medium has into the form of other HTML.

    :returns: the subtitle, the address of the featured picture, and its alternative text.
    """
    heading = body.select_one(".graf--title")
    if heading is not None and " ".join(heading.get_text().split()) == title:
        heading.decompose()
    elif heading is None and not is_draft:
        notes.append("it has no title in its text, and may be a response to another story")
    subtitle = ""
    below = body.select_one(".graf--subtitle")
    if below is not None:
        subtitle = " ".join(below.get_text().split())
        below.decompose()
    for divider in select_present(body, ".section--first > .section-divider"):
        divider.decompose()
    for embed in select_present(body, ".graf--mixtapeEmbed"):
        _write_link(soup, embed)
    for tweet in select_present(body, ".twitter-tweet a[href]"):
        tweet.string = read_label(tweet) or str(tweet["href"])
    for user in select_present(body, "a[data-href]"):
        user["href"] = str(user["data-href"])
    for frame in select_present(body, "iframe[src]"):
        frame["src"] = _unwrap_frame(str(frame["src"]))
    _drop_unused_ids(body)
    image = body.select_one("img[data-is-featured=true]") or body.select_one("img.graf-image")
    return (subtitle, str(image.get("src") or ""), str(image.get("alt") or "")) if image is not None else (subtitle, "", "")


def _unwrap_frame(address: str) -> str:
    """Return the address of the page that a frame of Embedly shows; any other address as it is."""
    page, _, query = address.partition("?")
    shown = parse_qs(query).get("src", [""])[0] if page.endswith("//cdn.embedly.com/widgets/media.html") else ""
    return shown if shown.startswith(("https://", "http://", "//")) else address


def _write_link(soup: BeautifulSoup, embed: Tag) -> None:
    """Turn the preview of a page into a link with its title, and the description below."""
    paragraph = make_link_paragraph(soup, read_address(embed.select_one("a")), read_label(embed.select_one("strong")))
    if description := read_label(embed.select_one("em")):
        paragraph.append(soup.new_tag("br"))
        paragraph.append(description)
    embed.replace_with(paragraph)


def _drop_unused_ids(body: Tag) -> None:
    """Drop the ids that Medium gives each paragraph, unless a link leads to them."""
    used = {str(link["href"])[1:] for link in body.find_all("a") if str(link.get("href") or "").startswith("#")}
    for element in body.find_all(id=True):
        if str(element["id"]) not in used:
            del element["id"]
        if element.get("name"):
            del element["name"]
