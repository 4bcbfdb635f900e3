"""Authors."""

from __future__ import annotations

import re

from ..fields import Author
from ..frontmatter.header import Value
from .context import Context, first_text, one_line

_LINK = re.compile(r"\[([^\[\]]+)\]\(\s*<?([^()\s<>]+)>?[^()]*\)")
_PEOPLE = re.compile(r"\s*[,;、，]\s*(?:and\s+|und\s+|&\s+)?|\s+(?:and|und|&)\s+")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Inc|Ltd|LLC|GmbH)\.?$", re.IGNORECASE)
_MAIL = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>$")


def people(value: Value, context: Context) -> tuple[Author, ...]:
    """Names, mappings, Markdown links, keys into a file of authors, or a mixture of them."""
    found: list[Author] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            parts = _named(item) if not isinstance(value, list) or _LINK.search(item) else [item]
            found += [author for part in parts if (author := _person(part)).name]
        elif isinstance(item, dict) and (person := _mapped_person(item)):
            found.append(person)
        elif item is not None and not (isinstance(item, dict) and not any(item.values())):
            context.misfit("a name, or a mapping with 'name'")
    return tuple(dict.fromkeys(found))


def _named(names: str) -> list[str]:
    """Split a text that names several people; the words of a link are never split."""
    line = one_line(names)
    links = [match[0] for match in _LINK.finditer(line)]
    parts: list[str] = []
    for part in _PEOPLE.split(_LINK.sub("\0", line)):
        if parts and _SUFFIX.match(part):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return [re.sub("\0", lambda _: links.pop(0), part) for part in parts]


def _person(name: str) -> Author:
    if link := _LINK.search(name):
        return Author(one_line(link[1]), link[2])
    return Author(_MAIL.sub("", one_line(name)))


def _mapped_person(item: dict[str, Value]) -> Author | None:
    name = first_text(item, ("name", "displayName", "title"))
    key = first_text(item, ("key", "id")) if not name else ""
    url = first_text(item, ("url", "website", "homepage", "link", "profile"))
    handles = {"github": "https://github.com/", "twitter": "https://twitter.com/"}
    if not url and (handle := next((site for site in handles if first_text(item, (site,))), None)):
        account = first_text(item, (handle,))
        url = account if "/" in account else handles[handle] + account.lstrip("@")
    picture = first_text(item, ("picture", "image_url", "imageURL", "avatar", "image", "photo"))
    return Author(one_line(name or key), url, picture, key) if name or key else None
