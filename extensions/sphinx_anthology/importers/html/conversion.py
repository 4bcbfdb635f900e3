"""HTML of any service as MyST Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .cleaning import clean_for_conversion
from .converter import MystConverter, Rewrite
from .formulas import unpack_dollars, unpack_scripts
from .tree import parse_tree

_DROPPED = re.compile(r"<(form|svg|select|textarea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Converted:
    """An article as Markdown."""

    text: str
    """With a line break at its end; empty for no text."""
    notes: tuple[str, ...]
    """What could not be brought along."""


def convert_html(html: str, rewrite: Rewrite) -> Converted:
    """Return HTML as MyST Markdown.

    :param rewrite: returns the address to write for one in the HTML.
    """
    dropped = {match[1].lower() for match in _DROPPED.finditer(html)}
    converter = MystConverter(rewrite)
    text = converter.convert_tree(parse_tree(unpack_dollars(clean_for_conversion(unpack_scripts(html)))))
    notes = [f"<{name}> is left out" for name in sorted(dropped)]
    return Converted(text, tuple(dict.fromkeys([*notes, *converter.notes])))
