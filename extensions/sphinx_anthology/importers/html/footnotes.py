"""Footnotes, as WordPress, Ghost, Tistory and most tools for Markdown write them.

A reference is a link to an element of the same article, and that element has a link back to the reference.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_BACK = re.compile(r"[\s↩↵⏎↑^\[\]⤴︎\ufe0e\ufe0f]*(?:\d{1,4}[.)]?)?\s*|back|Jump up|\[본문으로\]")
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
    for link in links:
        target = by_id.get(str(link["href"])[1:])
        note = _find_note(target) if target is not None else None
        if note is None or link in note.descendants or not _NUMBER.fullmatch(link.get_text(strip=True) or "1"):
            continue
        back = _find_back_link(note, link)
        if back is None and id(note) not in labels:
            continue
        if id(note) not in labels:
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


def _find_back_link(note: Tag, link: Tag) -> Tag | None:
    """Return the link in a note that leads back to its reference."""
    ids = {str(element[name]) for element in [link, *link.parents][:3] for name in ("id", "name") if element.get(name)}
    for back in note.find_all("a"):
        if str(back.get("href") or "").removeprefix("#") in ids:
            return back
    return None


def _move_notes(soup: BeautifulSoup, notes: list[tuple[str, Tag]]) -> None:
    holder = soup.new_tag("notes-list")
    for label, note in notes:
        for back in note.find_all("a"):
            href = str(back.get("href") or "")
            if href.startswith("#") and (not back.get_text(strip=True) or _BACK.fullmatch(back.get_text(strip=True))):
                outer = back.find_parent("sup") or back
                outer.decompose()
        moved = soup.new_tag("notes", attrs={"label": label})
        parent = note.parent
        moved.extend([child.extract() for child in list(note.children)])
        note.decompose()
        holder.append(moved)
        while parent is not None and parent.name in ("ol", "ul", "section", "div") and not parent.get_text(strip=True):
            outer_parent, empty = parent.parent, parent
            for rule in empty.find_all("hr"):
                rule.decompose()
            if empty.find(["img", "iframe", "video"]):
                break
            empty.decompose()
            parent = outer_parent
    soup.append(holder)
