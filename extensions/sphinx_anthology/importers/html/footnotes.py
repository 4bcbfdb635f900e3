"""Footnotes, as WordPress, Ghost, Tistory and most tools for Markdown write them.

A reference is a link to an element of the same article, and that element has a link back to the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from bs4 import BeautifulSoup, Tag

_BACK = re.compile(r"[\s*↩↵⏎↑^\[\]⤴︎\ufe0e\ufe0f]*(?:\d{1,4}[.)]?)?\s*|back|Jump up|\[본문으로\]")
_NUMBER = re.compile(r"[\s\[\](*†‡.)^0-9a-z]{1,12}")


def mark_footnotes(soup: BeautifulSoup) -> None:
    """Turn references into elements ``footnote`` with a ``label``, and move the notes into one element ``notes``."""
    links = [link for link in soup.find_all("a") if str(link.get("href") or "").startswith("#") and len(str(link["href"])) > 1]
    if not links:
        return
    by_id: dict[str, Tag] = {}
    for element in soup.find_all(True):
        for attribute in ("id", "name"):
            if element.get(attribute):
                by_id.setdefault(str(element[attribute]), element)
    labels: dict[int, str] = {}
    notes: list[tuple[str, Tag]] = []
    destinations: dict[int, set[str]] = {}  # a whole article can be the note of each link in its contents: it is read once
    for link in links:
        target = by_id.get(str(link["href"])[1:])
        note = _find_note(target) if target is not None else None
        if note is None or any(parent is note for parent in link.parents):
            continue
        if not _NUMBER.fullmatch(link.get_text(strip=True) or "1"):
            continue
        if id(note) not in labels:
            if id(note) not in destinations:
                destinations[id(note)] = {str(back.get("href") or "").removeprefix("#") for back in note.find_all("a")}
            if destinations[id(note)].isdisjoint(_find_ids(link)):
                continue
            labels[id(note)] = str(len(labels) + 1)
            notes.append((labels[id(note)], note))
        reference = soup.new_tag("footnote", attrs={"label": labels[id(note)]})
        outer = link.find_parent("sup") or link
        if outer is not link and outer.get_text(strip=True) != link.get_text(strip=True):
            outer = link
        outer.replace_with(reference)
    if notes:
        _move_notes(soup, notes)


def _find_note(target: Tag) -> Tag | None:
    """Return the block that a target is or is in: an item, a paragraph or a division."""
    if target.name in ("li", "p", "div", "dd", "td"):
        return target
    parent = target.find_parent(["li", "p", "div", "dd"])
    return parent if isinstance(parent, Tag) else None


def _find_ids(link: Tag) -> set[str]:
    """Return the ids that a note can have a link back to."""
    return {str(element[name]) for element in [link, *islice(link.parents, 2)] for name in ("id", "name") if element.get(name)}


def _move_notes(soup: BeautifulSoup, notes: list[tuple[str, Tag]]) -> None:
    holder = soup.new_tag("notes-list")
    parents: dict[int, Tag | None] = {}
    for label, note in notes:
        for back in note.find_all("a"):
            href = str(back.get("href") or "")
            if href.startswith("#") and (not back.get_text(strip=True) or _BACK.fullmatch(back.get_text(strip=True))):
                outer = back.find_parent("sup") or back
                outer.decompose()
        moved = soup.new_tag("notes", attrs={"label": label})
        parents[id(note.parent)] = note.parent
        moved.extend([child.extract() for child in list(note.children)])
        note.decompose()
        holder.append(moved)
    for rule in soup.find_all("hr", class_="footnotes-sep"):  # as markdown-it writes it
        rule.decompose()
    _drop_empty_parents(parents.values())
    soup.append(holder)


def _drop_empty_parents(parents: Iterable[Tag | None]) -> None:
    """Drop what held nothing but notes. A rule above them goes, too."""
    for parent in parents:
        while parent is not None and not parent.decomposed:
            if parent.name not in ("ol", "ul", "section", "div") or parent.get_text(strip=True):
                break
            for rule in parent.find_all("hr"):
                rule.decompose()
            if parent.find(["img", "iframe", "video"]):
                break
            empty, parent = parent, parent.parent
            empty.decompose()
