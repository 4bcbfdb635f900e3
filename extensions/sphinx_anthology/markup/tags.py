"""Tags: what the syntaxes of engines have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

LONGEST_TAG = 2000
"""Characters of the longest tag that is looked at: what is longer is an opening without an end."""

_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w@.-]+)\s*=\s*)?
        (?: "(?P<double>(?:[^"\\]|\\.)*)" | '(?P<single>(?:[^'\\]|\\.)*)' | `(?P<tick>[^`]*)` | (?P<plain>[^\s"'`=]+) )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\"'\\])")


@dataclass(frozen=True, slots=True)
class Tag:
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
class Use:
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


class Syntax(Protocol):
    """What the modules about one syntax have in common."""

    __name__: str

    def read(self, text: str, position: int) -> Tag | None:
        """Return the tag that begins at *position*."""

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return what finds the tags that open and close *name*."""

    def use(self, tag: Tag, body: str) -> Use:
        """Return what a tag says."""


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


def kind_of(shown: str, tag: Tag) -> str:
    """Return what a tag that is not known is called in a problem."""
    if shown.startswith("{%"):
        return f"{{% {tag.name} %}}"
    return f"{{{{< {tag.name} >}}}}" if shown.startswith("{{") else f"<{tag.name}>"
