"""Addresses in Markdown of an export."""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|(?<!`)(`{1,8})(?!`)[^\n]*?(?<!`)\2(?!`)", re.M | re.S
)
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\n\\]|\\.){0,2000})\]\((<[^<>\n]{1,2000}>|[^()\s]{1,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500}){0,4})"
)


def rewrite_markdown(text: str, rewrite: Callable[[str, bool], str]) -> str:
    """Return Markdown with other addresses in its links and images. Code stays as it is.

    :param rewrite: returns the address to write for one in the text. The flag says whether it is that of an image.
    """
    parts: list[str] = []
    position = 0
    for code in _CODE.finditer(text):
        parts.append(_rewrite_links(text[position : code.start()], rewrite))
        parts.append(code[0])
        position = code.end()
    parts.append(_rewrite_links(text[position:], rewrite))
    return "".join(parts).strip("\n") + "\n"


def _rewrite_links(text: str, rewrite: Callable[[str, bool], str]) -> str:
    def replace(match: re.Match[str]) -> str:
        destination = match[3]
        address = destination.strip("<>")
        written = rewrite(address, bool(match[1]))
        if written == address:
            return match[0]
        is_plain = not re.search(r"[\s()<>]", written)
        return f"{match[1]}[{match[2]}]({written if is_plain else f'<{written}>'}"

    return _LINK.sub(replace, text)
