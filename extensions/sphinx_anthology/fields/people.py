"""Reader of the field ``authors``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..characters import join_lines
from ..frontmatter.model import Table, Value
from .context import Context, find_text
from .record import Author, ProfileLink
from .urls import accept_url, find_url, is_picture

_LINK = re.compile(r"\[([^\[\]]+)\]\(\s*<?([^()\s<>]+)>?[^()]*\)")
_SEPARATOR = re.compile(r"\s*[,;、，]\s*(?:and\s+|und\s+|&\s+)?|\s+(?:and|und|&)\s+")
_NAME_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Inc|Ltd|LLC|GmbH)\.?(?:\x01\d+\x01)*$", re.IGNORECASE)
_ASIDE = re.compile(r"(?: |(?<=\)))\(((?:[^()]|\([^()]*\))*)\)")
"""Text in parentheses behind a name or behind a link."""
_NO_MARKS = {0: None, 1: None}
"""The characters that stand for links and for texts in parentheses while a text is split."""
_ASIDE_NUMBER = re.compile("\1(\\d+)\1")
_MISSING_SEPARATOR = re.compile("\0(?:\1\\d+\1)* ?(?=\0)")
_MAIL = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>$")


def read_authors(value: Value, context: Context) -> tuple[Author, ...]:
    """Read authors: names, mappings, Markdown links, keys of an authors file, or a mixture of them."""
    authors: list[Author] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            names = _split_names(item, isinstance(value, list))
            authors += [author for name in names if (author := _read_named_author(name, context)).name]
        elif isinstance(item, dict) and (person := _read_mapped_author(item, context)):
            authors.append(person)
        elif item is not None and not (isinstance(item, dict) and not any(item.values())):
            context.report_form("a name, or a mapping with 'name'")
    return tuple(dict.fromkeys(authors))


def _split_names(names: str, is_item: bool) -> Iterator[str]:
    """Yield the names in a text. Links and what is in parentheses are never split.

    Parentheses hold an affiliation, which is left out, where there are links, or commas in them: ``[Ada](/ada) (Acme, Tools)``.
    Elsewhere they belong to the name: ``Ada (@ada)``.

    :param is_item: whether the text is an item of a list, which is one name unless it has links.
    """
    texts = _ASIDE.split(join_lines(names).translate(_NO_MARKS))
    asides = texts[1::2]
    line = "".join(f"\1{number // 2}\1" if number % 2 else text for number, text in enumerate(texts))
    links = iter([match[0] for match in _LINK.finditer(line)])
    has_links = _LINK.search(line) is not None
    has_affiliations = has_links or any(map(_SEPARATOR.search, asides))
    line = _MISSING_SEPARATOR.sub(r"\g<0>, ", _LINK.sub("\0", line))
    for part in _join_suffixes(_SEPARATOR.split(line)) if has_links or not is_item else [line]:
        name = re.sub("\0", lambda _: next(links), part)
        yield _ASIDE_NUMBER.sub(lambda match: "" if has_affiliations else f" ({asides[int(match[1])]})", name)


def _join_suffixes(parts: Iterable[str]) -> list[str]:
    """Join a suffix such as ``Jr.`` with the name before it."""
    names: list[str] = []
    for part in parts:
        if names and _NAME_SUFFIX.match(part):
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return names


def _read_named_author(name: str, context: Context) -> Author:
    if link := _LINK.search(name):
        return Author(join_lines(link[1]), accept_url(link[2], context))
    return Author(_MAIL.sub("", join_lines(name)))


_SITES = {
    "github": ("GitHub", "https://github.com/{}"),
    "gitlab": ("GitLab", "https://gitlab.com/{}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "x": ("X", "https://x.com/{}"),
    "twitter": ("X", "https://x.com/{}"),
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}"),
    "threads": ("Threads", "https://www.threads.net/@{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
    "stackoverflow": ("Stack Overflow", "https://stackoverflow.com/users/{}"),
    "medium": ("Medium", "https://medium.com/@{}"),
    "devto": ("DEV", "https://dev.to/{}"),
    "velog": ("velog", "https://velog.io/@{}"),
    "mastodon": ("Mastodon", ""),
}
"""Names and profile URL patterns of sites, by key."""
_URL = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_ACCOUNT = re.compile(r"@?([\w.-]+)")
_MASTODON = re.compile(r"@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")


_URL_KEYS = ("url", "website", "homepage", "link")
_PICTURE_KEYS = (
    "picture image_url imageURL avatar avatar_url avatarUrl image photo profile_image profileImage profile_picture headshot"
).split()


def _read_mapped_author(item: dict[str, Value], context: Context) -> Author | None:
    parts = item.get("name", item)
    if isinstance(parts, dict) and (name := _join_name(parts)):
        item = Table({**item, "name": name}, item.lines if isinstance(item, Table) else {})
    name = find_text(item, ("name", "displayName", "title"))
    key = find_text(item, ("key", "id")) if not name else ""
    if not name and not key:
        return None
    has_portrait = is_picture(find_text(item, ("profile",)))
    url = find_url(item, _URL_KEYS if has_portrait else (*_URL_KEYS, "profile"), context)
    links = tuple(dict.fromkeys(_read_links(item, context)))
    if not url and (own := [link.address for link in links if link.label in ("GitHub", "X")]):
        url = own[0]
    picture = find_url(item, [*_PICTURE_KEYS, "profile"] if has_portrait else _PICTURE_KEYS, context, allow_mail=False)
    role = find_text(item, ("role", "job", "position", "jobTitle", "headline"))
    if not role and find_text(item, ("name", "displayName")):
        role = find_text(item, ("title",))
    bio = find_text(item, ("bio", "description", "about", "introduction", "소개"))
    return Author(join_lines(name or key), url, picture, key, join_lines(role), join_lines(bio), links)


def _join_name(parts: dict[str, Value]) -> str:
    """Return the name that mystmd and Quarto have in parts; empty if there are none."""
    names = (find_text(parts, keys) for keys in (("given", "given-names"), ("family", "family-names")))
    return find_text(parts, ("literal",)) or " ".join(filter(None, names))


def _read_links(item: dict[str, Value], context: Context) -> Iterator[ProfileLink]:
    """Yield the profiles and websites of a person, but no e-mail addresses, for privacy."""
    for key in _SITES:
        if account := find_text(item, (key,)):
            yield from _read_link(key, account, _context_of(item, key, context))
    for key in ("socials", "social", "links"):
        group = item.get(key)
        if isinstance(group, dict):
            for label, account in group.items():
                if isinstance(account, str) and account.strip():
                    yield from _read_link(label, account.strip(), _context_of(group, label, context))
        for link in group if isinstance(group, list) else []:
            if isinstance(link, dict) and (address := find_text(link, ("url", "href", "link", "address"))):
                label = find_text(link, ("label", "name", "title", "icon")) or "Link"
                yield from _read_link(label, address, _context_of(link, "url", context))


def _context_of(mapping: dict[str, Value], key: str, context: Context) -> Context:
    """Return the context of a key inside a mapping."""
    lines = mapping.lines if isinstance(mapping, Table) else {}
    return replace(context, key=key, line=lines.get(key, context.line))


def _read_link(label: str, account: str, context: Context) -> Iterator[ProfileLink]:
    """Yield the link for a URL, or for the name of an account on a known site. What is neither is left out."""
    key = re.sub(r"[\W_]", "", label).casefold()
    name, pattern = _SITES.get(key, (join_lines(label), ""))
    if key == "mastodon" and (match := _MASTODON.fullmatch(account)):
        account = f"https://{match[2]}/@{match[1]}"
    elif pattern and (match := _ACCOUNT.fullmatch(account)):
        account = pattern.format(match[1])
    url = accept_url(account, context)
    if _URL.fullmatch(url):
        yield ProfileLink(name, url)
