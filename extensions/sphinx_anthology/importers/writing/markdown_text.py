"""Addresses in Markdown of an export."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from ..html.blocks import is_picture_address
from ..markdown_code import rewrite_outside_code

_DESTINATION = r"(<[^<>\n]{1,2000}>|[^()\s<>]{1,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500}){0,4})"
_LINK = re.compile(rf"((!?)\[(?:[^\[\]\n\\]|\\.){{0,2000}}\]\(){_DESTINATION}")
_LINK_AROUND_IMAGE = re.compile(rf"(\[!\[[^\[\]\n]{{0,2000}}\]\([^()\n]{{1,2000}}\)()\]\(){_DESTINATION}")
_DEFINITION = re.compile(rf"^( {{0,3}}\[(?!\^)[^\[\]\n]{{1,500}}\]:()[ \t]{{1,9}}){_DESTINATION}", re.MULTILINE)
_TAG = re.compile(
    r"""(<(a|audio|img|source|video)\s(?:[^<>]{0,2000}?\s)?(?:src|href)\s{0,9}=\s{0,9})(["'])([^"'<>\n]{1,2000})\3""",
    re.IGNORECASE,
)


def rewrite_markdown(text: str, rewrite: Callable[[str, bool], str]) -> str:
    """Return Markdown with other addresses in its links, images and tags. Code stays as it is.

    :param rewrite: returns the address to write for one in the text. The flag says whether it is that of a file.
    """
    return rewrite_outside_code(text, lambda part: _rewrite_links(part, rewrite)).strip("\n") + "\n"


def _rewrite_links(text: str, rewrite: Callable[[str, bool], str]) -> str:
    def replace(match: re.Match[str]) -> str:
        start, mark, destination = match.groups()
        address = destination.strip("<>")
        written = rewrite(address, bool(mark) or (match.re is not _LINK and is_picture_address(address)))
        if written == address:
            return match[0]
        is_plain = not re.search(r"[\s()<>]", written)
        return f"{start}{written if is_plain else f'<{written}>'}"

    def replace_in_tag(match: re.Match[str]) -> str:
        start, tag, quotation, value = match.groups()
        address = unescape(value)
        written = rewrite(address, tag.lower() != "a")
        return match[0] if written == address else f"{start}{quotation}{escape(written)}{quotation}"

    for pattern in (_LINK_AROUND_IMAGE, _LINK, _DEFINITION):
        text = pattern.sub(replace, text)
    return _TAG.sub(replace_in_tag, text)
