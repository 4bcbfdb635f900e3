"""The addresses of posts in their old blog, and the patterns of the option ``permalinks`` that describe them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from ..slugs import slugify
from .file_names import get_base_name, get_file_name, is_index
from .post import Post

_PLACEHOLDER = re.compile(r":(\w+)(\[[\w:]*\])?")
_PART = re.compile(r"\[(?:(?P<place>\d{1,3}|last)|(?P<start>\d{1,3})?:(?P<end>\d{1,3}|last)?)\]")
"""The part of a path that Hugo takes, such as ``[1:]``."""
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SUFFIX = re.compile(r"(?:(?:^|/)(?:_?index|readme))?\.(?:html?|mdx?|markdown|php|aspx?)$|(?:^|/)_?index$", re.IGNORECASE)
_SOURCE_ROOT = re.compile(r"^@(?:site)?/")
"""The root of all sources, as Zola and Docusaurus write it."""


def normalise_address(address: str) -> str:
    """Normalise an address without a host for comparison: ``/a/b/index.html?x#y`` and ``/A/b/`` both become ``a/b``."""
    path = normalize("NFC", unquote(_SOURCE_ROOT.sub("/", re.split(r"[?#]", address, maxsplit=1)[0])))
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return _SUFFIX.sub("", "/".join(parts)).casefold()


def list_old_addresses(post: Post, patterns: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of a post in its old blog: its permalink, its aliases, then those that patterns describe.

    :param patterns: those of the option ``permalinks``. Their hosts are ignored.
    :returns: paths that begin with a slash.
    """
    given = [post.permalink, *post.aliases] if post.permalink else list(post.aliases)
    described = [path for pattern in patterns for path in _list_described(strip_host(pattern), post)]
    paths = [strip_host(address) for address in (*given, *described)]
    return tuple(dict.fromkeys(f"/{path.lstrip('/')}" for path in paths if path.strip("/")))


def fill_pattern(pattern: str, post: Post) -> str:
    """Return the text that a pattern describes for a post, with the host of the pattern; empty if the post lacks a value."""
    path = strip_host(pattern)
    described = next(_list_described(path, post), "")
    return pattern.removesuffix(path) + described if described else ""


def parse_hosts(patterns: Iterable[str]) -> frozenset[str]:
    """Return the hosts in patterns, in lower case."""
    return frozenset(host for pattern in patterns if (host := urlsplit(pattern).netloc.casefold()))


def find_unknown_placeholders(pattern: str) -> list[str]:
    """Return the placeholders in a pattern that stand for nothing, without their colons."""
    matches = _PLACEHOLDER.finditer(strip_host(pattern))
    return [f"{match[1]}{match[2] or ''}" for match in matches if not _is_known(match)]


def _is_known(placeholder: re.Match[str]) -> bool:
    name, part = placeholder[1], placeholder[2]
    return name in PLACEHOLDERS and (part is None or (name == "sections" and _PART.fullmatch(part) is not None))


def strip_host(address: str) -> str:
    """Return an address without scheme and host. An address with a host and no path is unchanged."""
    return address[address.index("/", address.index("//") + 2) :] if re.match(r"(?:https?:)?//[^/]+/", address) else address


def _list_described(pattern: str, post: Post) -> Iterator[str]:
    """Yield the addresses of a post by a pattern; none if a placeholder is unknown or the post has no value for it."""
    if find_unknown_placeholders(pattern):
        return
    for values in _list_variants(pattern, post):
        yield from _expand(pattern, {**PLACEHOLDERS, **values}, post)


def _list_variants(pattern: str, post: Post) -> Iterator[Mapping[str, Callable[[Post], str]]]:
    """Yield what placeholders of a pattern stand for, where that differs between engines or has changed."""
    yield {}
    names = {match[1] for match in _PLACEHOLDER.finditer(pattern)}
    slugs = names & {"slug", "slugorfilename", "slugorcontentbasename"}
    for old in post.old_slugs if slugs else ():
        yield dict.fromkeys(slugs, _constant(old))
    # Jekyll and Hexo make ":title" of the name of the file, and Hugo of the title, as ":slug" of posts without one.
    # Only Jekyll's names have a date.
    titles = names & ({"title", "slug"} if post.slug == slugify(get_base_name(post.path)) else {"title"})
    if titles and get_file_name(post.path) == get_base_name(post.path):
        yield dict.fromkeys(titles, PLACEHOLDERS["post_title"])
    # Jekyll puts all categories into an address, and Hexo those that the first one lies in.
    folders = names & {"categories", "slugified_categories"}
    if folders and len(post.categories) > 1:
        names_of_all = dict.fromkeys(slugify(name) for path in post.categories for name in path)
        yield dict.fromkeys(folders, _constant("/".join(names_of_all)))
    if "category" in names and any(len(path) > 1 for path in post.categories[:1]):
        yield {"category": PLACEHOLDERS["categories"]}


def _constant(value: str) -> Callable[[Post], str]:
    return lambda post: value


def _expand(pattern: str, values: Mapping[str, Callable[[Post], str]], post: Post) -> Iterator[str]:
    found = {match[0]: values[match[1]](post) for match in _PLACEHOLDER.finditer(pattern)}
    if all(found.values()):
        path = _PLACEHOLDER.sub(lambda match: _take_part(found[match[0]], match[2]), pattern)
        yield re.sub(r"/{2,}", "/", path)


def _take_part(path: str, part: str | None) -> str:
    """Return some of the folders of a path, as Hugo writes it: ``[1]``, ``[last]``, ``[1:]``, ``[:2]``, ``[:last]``."""
    match = _PART.fullmatch(part) if part else None
    if match is None:
        return path
    folders = path.split("/")
    last = len(folders) - 1
    if place := match["place"]:
        start = last if place == "last" else int(place)
        return "/".join(folders[start : start + 1])
    end = match["end"]
    return "/".join(folders[int(match["start"] or 0) : last if end == "last" else int(end) if end else None])


def _format_date(form: str) -> Callable[[Post], str]:
    return lambda post: format(post.published, form) if post.published else ""


def _shorten_number(form: str) -> Callable[[Post], str]:
    """Return a function that gives a part of the date without zeros in front."""
    return lambda post: str(int(format(post.published, form))) if post.published else ""


def _name_month(post: Post) -> str:
    return _MONTHS[post.published.month - 1] if post.published else ""


def _name_weekday(post: Post) -> str:
    return _WEEKDAYS[post.published.weekday()] if post.published else ""


def _list_sections(post: Post) -> tuple[str, ...]:
    """Return the folders of a post as Hugo counts them: without that of a bundle, and the posts folder if there is no other."""
    file = PurePosixPath(post.path)
    above = file.parent.parts[: len(file.parent.parts) - len(post.folders)]
    return _list_folders(post) or above[-1:]


def _list_folders(post: Post) -> tuple[str, ...]:
    """Return the folders of a post without that of a bundle, which has the name of the post."""
    return post.folders[:-1] if is_index(post.path) else post.folders


PLACEHOLDERS: Mapping[str, Callable[[Post], str]] = {
    "slug": lambda post: post.slug,
    "slugorfilename": lambda post: post.slug,
    "slugorcontentbasename": lambda post: post.slug,
    "title": lambda post: get_base_name(post.path),
    "name": lambda post: get_base_name(post.path),
    "post_title": lambda post: slugify(post.own_title),
    "filename": lambda post: get_file_name(post.path),
    "contentbasename": lambda post: get_file_name(post.path),
    "path": lambda post: "/".join((*_list_folders(post), get_file_name(post.path))),
    "output_ext": lambda post: ".html",
    "section": lambda post: "".join(_list_sections(post)[:1]),
    "sections": lambda post: "/".join(_list_sections(post)),
    "collection": lambda post: "posts",
    "year": lambda post: f"{post.published.year:04}" if post.published else "",  # "%Y" has no zeros on Linux
    "short_year": _format_date("%y"),
    "month": _format_date("%m"),
    "i_month": _shorten_number("%m"),
    "monthname": lambda post: _name_month(post).lower(),
    "long_month": _name_month,
    "short_month": lambda post: _name_month(post)[:3],
    "day": _format_date("%d"),
    "i_day": _shorten_number("%d"),
    "yearday": _shorten_number("%j"),
    "y_day": _format_date("%j"),
    "week": _format_date("%V"),
    "w_year": _format_date("%G"),
    "weekday": _format_date("%w"),
    "w_day": _format_date("%u"),
    "weekdayname": lambda post: _name_weekday(post).lower(),
    "long_day": _name_weekday,
    "short_day": lambda post: _name_weekday(post)[:3],
    "hour": _format_date("%H"),
    "minute": _format_date("%M"),
    "second": _format_date("%S"),
    "timestamp": lambda post: str(int(post.published.timestamp())) if post.published else "",
    "category": lambda post: slugify(post.categories[0][0]) if post.categories else "",
    "categories": lambda post: "/".join(map(slugify, post.categories[0])) if post.categories else "",
    "slugified_categories": lambda post: "/".join(map(slugify, post.categories[0])) if post.categories else "",
    "lang": lambda post: post.language or "",
}
"""The functions that compute the value of each placeholder in patterns; an empty value is a missing one.

Sources: https://jekyllrb.com/docs/permalinks/, https://gohugo.io/configuration/permalinks/ and https://hexo.io/docs/permalinks
"""
