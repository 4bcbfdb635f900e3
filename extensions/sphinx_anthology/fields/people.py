"""Authors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..frontmatter.header import Value
from .context import Context, first_text, one_line
from .record import Author, ProfileLink

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
"""Sites by the keys that name them: what they are called, and where an account is."""
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_ACCOUNT = re.compile(r"@?([\w.-]+)")
_MASTODON = re.compile(r"@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")


def _mapped_person(item: dict[str, Value]) -> Author | None:
    name = first_text(item, ("name", "displayName", "title"))
    key = first_text(item, ("key", "id")) if not name else ""
    url = first_text(item, ("url", "website", "homepage", "link", "profile"))
    links = tuple(dict.fromkeys(_links(item)))
    if not url and (own := [link.address for link in links if link.label in ("GitHub", "X")]):
        url = own[0]
    picture = first_text(item, ("picture", "image_url", "imageURL", "avatar", "image", "photo", "profile_image"))
    role = first_text(item, ("role", "job", "position", "jobTitle", "headline"))
    if not role and first_text(item, ("name", "displayName")):
        role = first_text(item, ("title",))
    bio = first_text(item, ("bio", "description", "about", "introduction", "소개"))
    if not name and not key:
        return None
    return Author(one_line(name or key), url, picture, key, one_line(role), one_line(bio), links)


def _links(item: dict[str, Value]) -> Iterator[ProfileLink]:
    """Yield the accounts and addresses of a person; e-mail addresses are nobody's business but theirs."""
    for key in _SITES:
        if account := first_text(item, (key,)):
            yield from _link(key, account)
    for several in ("socials", "social", "links"):
        given = item.get(several)
        if isinstance(given, dict):
            for key, account in given.items():
                if isinstance(account, str):
                    yield from _link(key, account)
        for one in given if isinstance(given, list) else []:
            if isinstance(one, dict):
                label = first_text(one, ("label", "name", "title", "icon")) or "Link"
                yield from _link(label, first_text(one, ("url", "href", "link", "address")))


def _link(label: str, account: str) -> Iterator[ProfileLink]:
    """Yield the link for an address, or for an account on a site that is known."""
    site = re.sub(r"[\W_]", "", label).casefold()
    shown, address = _SITES.get(site, (one_line(label), ""))
    if _ADDRESS.fullmatch(account):
        yield ProfileLink(shown, account)
    elif site == "mastodon" and (match := _MASTODON.fullmatch(account)):
        yield ProfileLink(shown, f"https://{match[2]}/@{match[1]}")
    elif address and (match := _ACCOUNT.fullmatch(account)):
        yield ProfileLink(shown, address.format(match[1]))
