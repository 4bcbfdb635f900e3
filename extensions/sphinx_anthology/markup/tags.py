"""Tags: what the syntaxes of engines have in common.

A syntax (:mod:`.liquid_tags`, :mod:`.hugo_shortcodes`, :mod:`.jsx_components`) is how its tags are read, and a table of constructs by name.
A construct makes a piece (:mod:`.elements`) of each use; :mod:`.block_tags` and :mod:`.inline_rewriter` put the piece into the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from sys import maxsize
from typing import NamedTuple

from .elements import Piece

LONGEST_TAG = 2000
"""Characters of the longest tag that is looked at: what is longer is an opening without an end."""

_FOREIGN = re.compile(r"\{[%{:/]|<[A-Za-z/]|[@%]\[|https?://\S*[가-힣]|\]\([^\s()<>]{1,500}[ ]")
_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w@.-]+)\s*=\s*)?
        (?: "(?P<double>(?:[^"\\]|\\.)*)" | '(?P<single>(?:[^'\\]|\\.)*)' | `(?P<tick>[^`]*)` | (?P<plain>[^\s"'`=]+) )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\"'\\])")


class Tag(NamedTuple):  # of which some texts have very many
    """A tag found in a text."""

    name: str
    start: int
    end: int
    arguments: str = ""
    closes: bool = False
    complete: bool = False
    """Whether it says that it has no body."""

    @property
    def opens(self) -> bool:
        """Whether a body may follow."""
        return not self.closes and not self.complete


@dataclass(frozen=True, slots=True)
class TagUse:
    """One use of a construct."""

    name: str
    words: tuple[str, ...] = ()
    """The arguments without a name."""
    named: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    """The text between the opening and the closing, where there is one."""
    title: str = ""
    """The arguments as they were written."""

    def get(self, *names: str) -> str:
        """Return the first of the named arguments that is not empty."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def word(self, position: int) -> str:
        """Return an argument without a name; empty if there are fewer."""
        return self.words[position] if position < len(self.words) else ""


def arguments(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the arguments of a tag: those without a name, and those with one (``name="value"``)."""
    words: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text[:LONGEST_TAG]):
        quoted = next((match[kind] for kind in ("double", "single") if match[kind] is not None), None)
        value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else match["tick"] or match["plain"] or ""
        if match["name"]:
            named[match["name"]] = value
        else:
            words.append(value)
    return tuple(words), named


@dataclass(frozen=True, slots=True)
class Construct:
    """A row of a table of constructs."""

    make: Callable[[TagUse], Piece | None]
    """None says that it was used in a way that is not known."""
    paired: bool = False
    """Whether it has an opening, a body, and a closing."""
    verbatim: bool = False
    """Whether the body is not Markdown."""
    flowing: bool = False
    """Whether it stands in sentences, so that it is no block even where it is alone on its line."""
    alone: bool = False
    """Whether one that is paired can stand without a closing, too."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """How an engine writes tags, and what is known of them. ``NAME`` in its texts stands for the name of a tag."""

    read: Callable[[str, int], Tag | None]
    """Return the tag that begins at a position of a text."""
    find: Callable[[Tag], Construct | None]
    """Return what is known of a tag."""
    pattern: str
    """What finds the tags that open and close a name."""
    shown: str
    """What a tag is called in a problem."""
    arguments: Callable[[str], tuple[tuple[str, ...], dict[str, str]]] = arguments
    """Return the arguments of a tag: those without a name, and those with one."""

    def kind(self, tag: Tag) -> str:
        """Return what all tags of one name are called."""
        return self.shown.replace("NAME", tag.name)

    def use(self, tag: Tag, body: str) -> TagUse:
        """Return what a tag says."""
        words, named = self.arguments(tag.arguments)
        return TagUse(tag.name, words, named, body, tag.arguments)

    def tags(self, name: str, text: str, start: int, end: int = maxsize) -> Iterator[Tag]:
        """Yield the tags between two positions that open and close *name*."""
        for match in _named(self.pattern, name).finditer(text, start, end):
            tag = self.read(text, match.start())
            if tag is not None and tag.name == name and not tag.complete:
                yield tag


@lru_cache(maxsize=200)
def _named(pattern: str, name: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("NAME", re.escape(name)))


def has_markup(text: str) -> bool:
    """Tell, quickly, whether there may be anything to rewrite."""
    return _FOREIGN.search(text) is not None
