"""What tags stand for by the word of the project or of the post: tags that stand for nothing, and values of front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .tags import Tag

_MARKS = re.compile(r"\A(?:\{%-?|\{\{[<%{-]?-?|</?)\s*|\s*/?\s*(?:-?%\}|[>%-]?\}\}|>)\Z")
_PARAMETER = re.compile(r"\{\{[<%]\s*param\b|\{\{-?\s*page\.")


@dataclass(frozen=True, slots=True)
class Replacements:
    """What tags stand for in one text."""

    ignored: frozenset[str] = frozenset()
    """The tags that stand for nothing, each as its name or as the name with the arguments."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Values of front matter by their names in lower case. Names of nested values are joined by dots."""

    @classmethod
    def of_project(cls, ignored_tags: Iterable[str]) -> Replacements:
        """Return the replacements for the tags that a project names, with or without marks: ``ads``, ``{% ads %}``."""
        return cls(frozenset(filter(None, (_normalise(_MARKS.sub("", str(tag))) for tag in ignored_tags))))

    def is_ignored(self, tag: Tag) -> bool:
        """Return whether a tag stands for nothing. Of the tag of an include, the file may be named alone."""
        if not self.ignored:
            return False
        name, arguments = tag.name.lower(), _normalise(tag.arguments)
        first = arguments.split(" ")[0]
        forms = {name, f"{name} {first}", f"{name} {arguments}"}
        return not self.ignored.isdisjoint(forms | {first} if name.startswith("include") else forms)

    def is_ignored_expression(self, code: str) -> bool:
        """Return whether an expression, without its marks, stands for nothing."""
        return bool(self.ignored) and _normalise(code) in self.ignored

    def with_parameters(self, values: Mapping[str, str]) -> Replacements:
        """Return the replacements with values of front matter. Those below ``params`` and ``extra`` have a short name, too."""
        nested = {key.partition(".")[2]: value for key, value in values.items() if key.startswith(("params.", "extra."))}
        return replace(self, parameters={**nested, **values})


NO_REPLACEMENTS = Replacements()


def needs_parameters(body: str) -> bool:
    """Return whether a text may show values of its front matter."""
    return "{{" in body and _PARAMETER.search(body) is not None


def _normalise(text: str) -> str:
    return " ".join(text.split()).lower()
