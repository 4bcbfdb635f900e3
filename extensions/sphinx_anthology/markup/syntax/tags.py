"""Tags of template languages: the parts that the syntaxes of all engines share.

A :class:`TagSyntax` (see :mod:`.liquid_tags`, :mod:`.hugo_shortcodes` and :mod:`.jsx_components`) parses tags and looks up a
:class:`TagHandler` by the name of the tag. The handler converts each use of the tag into an element (see :mod:`.elements`).
:mod:`.block_tags` and :mod:`.inline_rewriter` put the element into the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from sys import maxsize
from typing import NamedTuple, TypeVar

from .elements import Element

MAX_TAG_LENGTH = 2000
"""Maximum length of a tag, in characters. A longer one counts as an opening sign without an end."""

_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w@.-]+)\s*=\s*)?
        (?: "(?P<double>(?:[^"\\]|\\.)*)" | '(?P<single>(?:[^'\\]|\\.)*)' | `(?P<tick>[^`]*)` | (?P<plain>[^\s"'`=]+) )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED_QUOTE = re.compile(r"\\([\"'\\])")

_Value = TypeVar("_Value")


class Tag(NamedTuple):
    """A tag in a text. It is a tuple because some texts have thousands."""

    name: str
    start: int
    end: int
    arguments: str = ""
    is_closing: bool = False
    is_self_closing: bool = False

    @property
    def may_have_body(self) -> bool:
        """Whether a body and a closing tag may follow."""
        return not self.is_closing and not self.is_self_closing

    @property
    def is_bare(self) -> bool:
        """Whether the tag is an opening tag without arguments. In angle brackets it looks like the type in ``Vec<String>``."""
        return not (self.is_closing or self.is_self_closing or self.arguments)


@dataclass(frozen=True, slots=True)
class TagUse:
    """One use of a tag, with its arguments and its body."""

    name: str
    words: tuple[str, ...] = ()
    """The positional arguments."""
    named: Mapping[str, str] = field(default_factory=dict)
    """The named arguments."""
    body: str = ""
    """The text between the opening tag and the closing tag; empty for a tag without a body."""
    raw_arguments: str = ""
    """All arguments as they were written."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """The values of the front matter."""

    def get(self, *names: str) -> str:
        """Return the first named argument that is not empty, or an empty string."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def word(self, position: int) -> str:
        """Return a positional argument, or an empty string if there are fewer."""
        return self.words[position] if position < len(self.words) else ""


class Arguments(NamedTuple):
    """The arguments of a tag."""

    words: tuple[str, ...]
    """The positional arguments."""
    named: dict[str, str]
    """The named arguments."""


def parse_arguments(text: str) -> Arguments:
    """Parse the arguments of a tag: ``word "two words" name="value"``."""
    words: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text[:MAX_TAG_LENGTH]):
        quoted = next((match[kind] for kind in ("double", "single") if match[kind] is not None), None)
        value = _ESCAPED_QUOTE.sub(r"\1", quoted) if quoted is not None else match["tick"] or match["plain"] or ""
        if match["name"]:
            named[match["name"]] = value
        else:
            words.append(value)
    return Arguments(tuple(words), named)


@dataclass(frozen=True, slots=True)
class TagHandler:
    """The handling of all tags with one name: a row in the table of a syntax."""

    convert: Callable[[TagUse], Element | None]
    """Converts a use of the tag into an element; returns None if the arguments are not understood."""
    paired: bool = False
    """Whether the tag has a body and a closing tag."""
    verbatim: bool = False
    """Whether the body is not Markdown."""
    inline: bool = False
    """Whether the tag is part of a sentence, even if it is alone on its line."""
    optional_closing: bool = False
    """Whether a paired tag may lack its closing tag."""
    left_out: bool = False
    """Whether a tag that cannot be converted is left out; otherwise it is shown as text."""


@dataclass(frozen=True, slots=True)
class TagSyntax:
    """The way an engine writes tags. ``NAME`` in its strings is a placeholder for the name of a tag."""

    parse_tag: Callable[[str, int], Tag | None]
    """Parses the tag at a position of a text; returns None if there is none."""
    find_handler: Callable[[Tag], TagHandler | None]
    """Returns the handler of a tag, or None if the tag is unknown."""
    pattern: str
    """The regular expression that matches the start of opening and closing tags."""
    label: str
    """The form in which problems name a tag."""
    parse_arguments: Callable[[str], Arguments] = parse_arguments
    """Parses the arguments of a tag."""

    def make_label(self, tag: Tag) -> str:
        """Return the label that all tags with the name of *tag* share."""
        return self.label.replace("NAME", tag.name)

    def convert(self, handler: TagHandler, tag: Tag, body: str, parameters: Mapping[str, str] | None = None) -> Element | None:
        """Convert a tag with its body into an element, or return None if the arguments are not understood.

        :param parameters: the values of the front matter.
        """
        words, named = self.parse_arguments(tag.arguments)
        return handler.convert(TagUse(tag.name, words, named, body, tag.arguments, parameters or {}))

    def iter_tags(self, name: str, text: str, start: int, end: int = maxsize) -> Iterator[Tag]:
        """Yield the opening and closing tags of a name between two positions. Self-closing tags are left out."""
        for match in _compile_for_name(self.pattern, name).finditer(text, start, end):
            tag = self.parse_tag(text, match.start())
            if tag is not None and tag.name == name and not tag.is_self_closing:
                yield tag


@lru_cache(maxsize=200)
def _compile_for_name(pattern: str, name: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("NAME", re.escape(name)))


@dataclass(slots=True)
class TagPairs:
    """The closing tags that were found for the opening tags of one name.

    The result of each search is kept, so that a text full of opening tags is searched once and not once for each tag.
    """

    searched_to: int = 0
    """The position up to which the text was searched. The caller's iterator of tags moves it on."""
    _closings: dict[int, Tag] = field(default_factory=dict)
    """Closing tags by the position of the opening tag."""

    def find_closing(self, tag: Tag, tags: Iterator[Tag], verbatim: bool) -> Tag | None:
        """Return the closing tag of *tag*, or None if it is not closed.

        :param tags: *tag* and the tags of its name after it. They are not consumed if the closing tag is known already.
        :param verbatim: whether the first closing tag ends the body, whatever was opened in it.
        """
        if tag.start not in self._closings and tag.start >= self.searched_to:
            self._pair(tags, verbatim)
        return self._closings.get(tag.start)

    def _pair(self, tags: Iterator[Tag], verbatim: bool) -> None:
        """Pair *tags* until the first one is closed."""
        opened: list[int] = []
        for tag in tags:
            if not tag.is_closing:
                opened.append(tag.start)
                continue
            closed = opened if verbatim else opened[-1:]
            self._closings.update(dict.fromkeys(closed, tag))
            del opened[-len(closed) :]
            if not opened:
                return


def expand_names(table: Mapping[str, _Value]) -> dict[str, _Value]:
    """Return a table with one key for each of the names that are separated by spaces in the keys of *table*."""
    return {name: value for names, value in table.items() for name in names.split()}
