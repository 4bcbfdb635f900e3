"""Destinations of links and images: the ``post:`` scheme, quoting, and destinations that CommonMark does not accept."""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePosixPath
from typing import NamedTuple, NewType
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink, normalizeLinkText

from ...characters import has_control_character
from ...urls import UrlError, is_script, parse_url

POST_SCHEME = "post:"
"""The scheme of links to posts. A slug, a title or a file name follows, and optionally ``#`` and a heading."""

VAULT = "@vault/"
"""The beginning of the address of a file that note-taking programs find by its name, in whatever folder it is."""

SafeDestination = NewType("SafeDestination", str)
"""A destination that a link or an image may have: a :data:`.urls.Url`, or one with the scheme ``post:``."""
NO_DESTINATION = SafeDestination("")
"""The value of a destination that is missing."""
_INLINE_IMAGE = re.compile(r"data:image/(?:gif|png|jpeg|webp);", re.IGNORECASE)
"""The images inside of an address that markdown-it allows."""

_PELICAN = re.compile(
    r"(?:\{(filename|static|attach|tag|category|author|index)\}|\|(filename|static|attach|tag|category|author)\|)(.*)",
    re.DOTALL,
)
"""The addresses of Pelican: ``{filename}/a.md``, ``{static}/a.png``, ``{tag}name``, and the older form ``|filename|a.md``."""
_PELICAN_TERMS = frozenset({"tag", "category", "author"})

_LOOSE_DESTINATION = re.compile(
    r"""\]\([ \t]*
        (?P<path>(?:\{[a-z]+\})?[^\s()<>{}"'`\\]+(?:[ ]+[^\s()<>{}"'`\\=][^\s()<>{}"'`\\]*)*)
        (?P<attributes>(?:[ ]+(?:align|width|height)="[^"\n<>]{0,100}")*)
        (?:[ ]+=(?P<width>\d+%?)?x(?P<height>\d+)?)?
        (?:[ ]+(?P<title>"[^"\n]{0,500}"))?[ \t]*\)""",
    re.VERBOSE,
)
_TEMPLATE_MARKUP = re.compile(r"""(?<!\$)\{\{-?\s*[\w"'][^{}]*\}\}|\{\{[<%]\s*\w[^{}]*[>%]\}\}|\{%-?\s*\w[^{}]*%\}""")
_SIZE = re.compile(r'(width|height)="(\d+(?:px|%)?)"')
_FILE_NAME = re.compile(r"[^.]\.[A-Za-z][A-Za-z0-9]{1,4}(?:[?#]\S*)?$")
_POST_SUFFIX = re.compile(r"\.(?:md|mdx|markdown|html?)$", re.IGNORECASE)
_MAX_LENGTH = 1000


def has_template_markup(destination: str) -> bool:
    """Return whether a destination has an expression, a tag or a shortcode of a template. It leads nowhere, and is reported.

    :param destination: a destination as the tokens of a link have it, with quoted characters.
    """
    return ("{" in destination or "%7B" in destination) and _TEMPLATE_MARKUP.search(unquote(destination)) is not None


class LooseDestination(NamedTuple):
    """A destination that CommonMark does not accept as it is written."""

    end: int
    """The position after the closing parenthesis."""
    markdown: str
    """The destination as CommonMark, from ``](`` to ``)``."""
    sizes: dict[str, str]
    """The ``width`` and the ``height`` of the image, as far as they are given."""


def parse_loose_destination(text: str, start: int) -> LooseDestination | None:
    """Parse a destination with spaces, ``](b c.png)``, or with an image size, ``](b.png =100x200)``.

    Hashnode writes attributes: ``](b.png align="left" width="300")``.

    :param start: the position of the ``](``.
    :returns: None if CommonMark accepts the destination, or if it is not a destination.
    """
    match = _LOOSE_DESTINATION.match(text, start, start + _MAX_LENGTH)
    if match is None or text.rfind("[", max(start - _MAX_LENGTH, 0), start) < 0:
        return None
    path = match["path"]
    sizes = {name: match[name] for name in ("width", "height") if match[name]}
    sizes |= {name: value for name, value in _SIZE.findall(match["attributes"]) if name not in sizes}
    if not sizes and not match["attributes"] and (" " not in path or not _FILE_NAME.search(path)):
        return None
    title = f" {match['title']}" if match["title"] else ""
    return LooseDestination(match.end(), f"]({quote(path, safe='/:?#@!$&*+,;=%~[]')}{title})", sizes)


def accept_destination(text: str) -> SafeDestination | None:
    """Return a text as the destination of a link, or None if it is empty or not allowed."""
    if text.startswith(POST_SCHEME):
        return SafeDestination(text)
    try:
        return SafeDestination(parse_url(text)) or None
    except UrlError:
        return None


def accept_source(text: str) -> SafeDestination | None:
    """Return a text as the address of an image, or None if it is empty or not allowed."""
    return SafeDestination(text) if _INLINE_IMAGE.match(text) else accept_destination(text)


def translate_address(address: str) -> str:
    """Return an address in the syntax of an engine as a path. Other addresses are unchanged.

    Source: https://docs.getpelican.com/en/latest/content.html#linking-to-internal-content.
    """
    match = _PELICAN.match(address)
    if match is None:
        return address
    kind, rest = match[1] or match[2], match[3]
    if kind in _PELICAN_TERMS:
        return f"/{kind}/{rest.lstrip('/')}"
    return f"/{rest.lstrip('/')}" if kind == "index" else rest


def normalise_link(address: str) -> str:
    """Return the destination of a link or an image as a URL."""
    return normalizeLink(translate_address(address))


def is_valid_link(url: str) -> bool:
    """Return whether Markdown may link to a normalised URL, or show it as an image. What is not valid is shown as text."""
    return not is_script(url) or _INLINE_IMAGE.match(url) is not None


def decode_link_text(link: str) -> str:
    """Return a URL for readers, without percent-encoding. One that would have control characters stays encoded."""
    text = normalizeLinkText(link)
    return link if has_control_character(text) else text


def quote_destination(target: str) -> str:
    """Return a destination that is valid between angle brackets and between quotes."""
    return quote(unescape(target), safe="/:?#[]@!$&'()*+,;=%~", encoding="utf-8", errors="replace") if target else "#"


def make_post_destination(name: str, heading: str = "") -> SafeDestination:
    """Return the destination of a link to a post, or to a heading in it.

    :param name: the slug, the title or the file name of the post; empty for the post that contains the link.
    """
    anchor = f"#{quote(heading.rstrip(), safe='')}" if heading.strip() else ""
    return SafeDestination(f"{POST_SCHEME}{quote(name.strip(), safe='')}{anchor}")


def make_vault_address(name: str) -> str:
    """Return the address of a file that is named in double brackets."""
    return VAULT + quote(name.strip(), safe="/")


def make_post_file_destination(path: str) -> SafeDestination:
    """Return the destination of a link to a post file.

    The name of the file names the post. For an index file it is the name of the folder.

    :param path: the path, with or without a suffix, and optionally ``#`` and the identifier of a heading.
    """
    file_path, mark, heading = path.strip().partition("#")
    if file_path in ("", "."):
        return SafeDestination(f"#{heading}")
    file = PurePosixPath(_POST_SUFFIX.sub("", file_path.rstrip("/")))
    stem = file.parent.name if file.name in ("index", "_index", "README") and file.parent.name else file.name
    return SafeDestination(f"{POST_SCHEME}{quote(stem)}{mark}{quote(heading)}")
