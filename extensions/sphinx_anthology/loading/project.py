"""Which files are posts, and which options hold, for those who read posts without building a site."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..settings import PREFIX, Settings

SUFFIXES = (".md", ".mdx", ".markdown")
_NOT_SOURCES = frozenset({"node_modules", "_build", "build", "_site", "dist", "venv", "__pycache__"})


@dataclass(frozen=True)
class Project:
    """A folder of sources, and what its ``conf.py`` says as far as that can be read without running it."""

    source: Path
    """The source folder, absolute."""
    settings: Settings = field(default_factory=Settings)
    is_configured: bool = False
    """Whether there is a ``conf.py``."""
    substitutions: bool = False
    """Whether MyST's substitutions are on."""
    remarks: tuple[str, ...] = ()
    """What could not be read, for people."""

    @classmethod
    def of(cls, path: Path) -> Project:
        """Find the project that a file or folder belongs to.

        The nearest ``conf.py`` upwards counts. It lies in the source folder, or beside it: in the latter the posts are found
        then, and not in the former. Without one, a folder is a source folder itself, and so is the current one for its files.
        """
        path = path.resolve()
        for folder in (path, *path.parents) if path.is_dir() else path.parents:
            if (folder / "conf.py").is_file():
                return cls._configured(folder, path)
            if (folder / ".git").exists():
                break  # what lies above is another project
        here = Path.cwd()
        return cls(path if path.is_dir() else here if path.is_relative_to(here) else path.parent)

    @classmethod
    def _configured(cls, folder: Path, path: Path) -> Project:
        file = folder / "conf.py"
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, SyntaxError) as error:
            return cls(folder, is_configured=True, remarks=(f"{file} cannot be read ({error}), so no option holds.",))
        values: dict[str, Any] = {}
        remarks: list[str] = []
        for name, value in _assignments(tree):
            try:
                values[name] = ast.literal_eval(value)
            except ValueError:
                if name.startswith(PREFIX):
                    remarks.append(f"{name} is computed in {file}, so its default holds here.")
        substitutions = "substitution" in values.get("myst_enable_extensions", ())
        project = cls(folder, Settings.from_values(values), True, substitutions, tuple(remarks))
        below = path.relative_to(folder).parts[:1]
        beside = [folder / below[0]] if below else sorted(child for child in folder.iterdir() if child.is_dir())
        candidates = (project, *(replace(project, source=source) for source in beside if source.is_dir()))
        return next((candidate for candidate in candidates if candidate.posts(path)), project)

    def posts(self, folder: Path) -> dict[str, str]:
        """Return the docname of each post in *folder*, or of one file, by its POSIX path relative to the source folder.

        In a configured project posts are the Markdown files that its patterns name; elsewhere all Markdown files are posts.
        """
        files = sorted(_markdown_files(folder.resolve(), self.source))
        patterns = self.settings.patterns if self.is_configured else ("**",)
        return {path: docname(path) for path in files if matches(path, patterns)}


def docname(path: str) -> str:
    """Return the name that Sphinx gives to the page of a file."""
    return path.rpartition(".")[0]


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value


def _markdown_files(folder: Path, source: Path) -> Iterator[str]:
    """Yield the Markdown files in a folder, or a file itself, by their paths below the source folder."""
    if folder.is_file() and folder.is_relative_to(source):
        yield folder.relative_to(source).as_posix()
    if source.is_relative_to(folder):
        folder = source
    if not folder.is_relative_to(source):
        return
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _NOT_SOURCES]
        above = Path(place).relative_to(source)
        yield from ((above / name).as_posix() for name in names if name.lower().endswith(SUFFIXES))


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a path matches one of some patterns, as Sphinx reads them: ``**`` stands for any number of folders."""
    return any(_expression(pattern).fullmatch(path) for pattern in patterns)


@lru_cache
def _expression(pattern: str) -> re.Pattern[str]:
    signs = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = _WILDCARDS.split(pattern)
    translated = (signs.get(part) or (f"[{_set(part[1:-1])}]" if part[:1] == "[" else re.escape(part)) for part in parts)
    return re.compile("".join(translated))


_WILDCARDS = re.compile(r"(\*\*|\*|\?|\[!?[^\]]+\])")


def _set(signs: str) -> str:
    negated = signs.startswith("!")
    return f"^/{re.escape(signs[1:])}".replace(r"\-", "-") if negated else re.escape(signs).replace(r"\-", "-")
