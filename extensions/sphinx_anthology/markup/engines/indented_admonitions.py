"""Admonitions with an indented body, of Python-Markdown (MkDocs, Pelican): ``!!! note "Title"``, ``??? tip "Folded title"``.

Sources: https://python-markdown.github.io/extensions/admonition/ and
https://facelessuser.github.io/pymdown-extensions/extensions/details/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..syntax.elements import ADMONITION_KINDS, Admonition, Details, make_callout

INDENT = 4
"""The number of spaces by which the body is indented."""

_OPENING = re.compile(r"""(!{3}|\?{3}\+?)[ ]?([\w-]{1,100}(?:[ ]+[\w-]{1,100}){0,10})?(?:[ ]*"([^\n]*)")?[ \t]*$""")
_FOLDINGS = {"!!!": "", "???": "-", "???+": "+"}


@dataclass(frozen=True, slots=True)
class IndentedAdmonition:
    """The opening line of an admonition."""

    word: str
    """The first of the words that say its kind; the others are classes."""
    title: str
    folding: str
    """``-`` for a folded text, ``+`` for one that is unfolded at first, empty for a box."""

    @property
    def needs_body(self) -> bool:
        """Whether the line is prose unless an indented body follows it."""
        return not self.title and self.word.lower() not in ADMONITION_KINDS

    def convert(self, body: str) -> Admonition | Details:
        """Return the element for the admonition with a *body* of Markdown."""
        return make_callout(self.word, body, self.title, self.folding)


def parse_indented_admonition(line: str) -> IndentedAdmonition | None:
    """Parse the opening line of an admonition. Return None for any other line."""
    match = _OPENING.match(line)
    if match is None or not (match[2] or match[3]):
        return None
    return IndentedAdmonition((match[2] or "note").split(" ")[0], (match[3] or "").strip(), _FOLDINGS[match[1]])
