"""Video and audio in raw HTML: without controls, no reader could play them."""

from __future__ import annotations

import re

_PLAYER = re.compile(r"""<(video|audio)\b((?:[^<>"']|"[^"]{0,4000}"|'[^']{0,4000}')*)>""", re.IGNORECASE)
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")
_PLAYS = re.compile(r"\b(?:controls|autoplay)\b", re.IGNORECASE)


def add_controls(html: str) -> str:
    """Return HTML whose players have controls, unless they play by themselves. Lines and all else stay."""
    return _PLAYER.sub(_with_controls, html)


def _with_controls(match: re.Match[str]) -> str:
    tag, attributes = match.groups()
    return match[0] if _PLAYS.search(_VALUE.sub("", attributes)) else f'<{tag} controls="controls"{attributes}>'
