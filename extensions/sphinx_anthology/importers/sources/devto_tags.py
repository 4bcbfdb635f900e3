"""Liquid tags that only DEV has, as links and folded text. Those that other engines have, too, stay for the build.

Source: ``app/liquid_tags`` in https://github.com/forem/forem.
"""

from __future__ import annotations

import re

from ..html.blocks import find_video
from ..html.plain_text import make_plain_line
from ..markdown_code import rewrite_outside_code

_TAG = re.compile(
    r"\{%-?\s*raw\s*-?%\}.{0,5000}?\{%-?\s*endraw\s*-?%\}"
    r"|\{%-?\s*cta\s+(?P<address>https?://[^\s%]+)[^%\n]*%\}\s*(?P<label>[^{}\n]+?)\s*\{%-?\s*endcta\s*-?%\}"
    r"|\{%-?\s*(?P<name>\w+)(?:\s+(?P<value>[^%}\n]{1,500}?))?\s*-?%\}",
    re.DOTALL,
)
_FOLDED = ("details", "collapsible", "spoiler")
_PLACES = {
    "codepen": "",
    "codesandbox": "https://codesandbox.io/s/",
    "embed": "",
    "github": "https://github.com/",
    "glitch": "https://glitch.com/~",
    "instagram": "https://www.instagram.com/p/",
    "jsfiddle": "",
    "link": "https://dev.to/",
    "medium": "",
    "organization": "https://dev.to/",
    "post": "https://dev.to/",
    "reddit": "",
    "replit": "https://replit.com/",
    "soundcloud": "",
    "stackblitz": "https://stackblitz.com/edit/",
    "tag": "https://dev.to/t/",
    "tweet": "https://twitter.com/i/status/",
    "twitter": "https://twitter.com/i/status/",
    "user": "https://dev.to/",
    "wikipedia": "",
}
"""Names of tags, with the beginning of the address of what they show. It is empty if the tag has the whole address."""


def expand_tags(text: str) -> str:
    """Return Markdown with links and folded text for tags outside of code."""
    return rewrite_outside_code(text, lambda part: _TAG.sub(_write, part))


def _write(match: re.Match[str]) -> str:
    if match["address"]:
        return f"[{match['label']}]({match['address']})"
    name, value = match["name"] or "", match["value"] or ""
    if name in _FOLDED:
        return f"<details>\n<summary>{make_plain_line(value) or 'Details'}</summary>\n"
    if name.removeprefix("end") in _FOLDED:
        return "\n</details>"
    if name not in _PLACES or not value:
        return match[0]
    word = value.split()[0]
    address = word if word.startswith(("http://", "https://")) else f"{_PLACES[name]}{word.lstrip('/@')}"
    if not address.startswith("http"):
        return match[0]
    return find_video(address) or f"<{address}>"
