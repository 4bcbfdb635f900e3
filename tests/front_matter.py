"""Parsing of front matter in tests."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_anthology.frontmatter.model import FrontMatter, Value
from sphinx_anthology.frontmatter.parser import parse_front_matter
from sphinx_anthology.problems import Code, Problem


@dataclass(frozen=True)
class Parsed:
    """Front matter with its problems."""

    front_matter: FrontMatter
    problems: list[Problem]

    @property
    def values(self) -> dict[str, Value]:
        """The value of each key."""
        return {key: entry.value for key, entry in self.front_matter.entries.items()}

    @property
    def key_lines(self) -> dict[str, int]:
        """The line of each key."""
        return {key: entry.line for key, entry in self.front_matter.entries.items()}

    @property
    def codes(self) -> list[tuple[int, Code]]:
        """Line and code of each problem."""
        return [(problem.line, problem.code) for problem in self.problems]

    @property
    def places(self) -> list[tuple[int, int, Code]]:
        """Line, column and code of each problem."""
        return [(problem.line, problem.column, problem.code) for problem in self.problems]


def parse(text: str) -> Parsed:
    """Parse the front matter of a file named ``x.md``. The lines of all problems are lines of the file."""
    problems: list[Problem] = []
    front_matter = parse_front_matter(text, "x.md", problems.append)
    lines = text.count("\n") + 1
    assert all(problem.path == "x.md" and 1 <= problem.line <= lines and problem.column >= 1 for problem in problems)
    return Parsed(front_matter, problems)


NO_FRONT_MATTER = Parsed(FrontMatter(), [])
