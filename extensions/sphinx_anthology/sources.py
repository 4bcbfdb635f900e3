"""Which files of a folder are posts, for those who read them without building a site."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from .settings import Settings

SUFFIXES = (".md", ".mdx", ".markdown")
_NOT_SOURCES = frozenset({"node_modules", "_build", "build", "_site", "dist", "venv", "__pycache__"})


def configuration(folder: Path) -> Mapping[str, Any]:
    """Return what a ``conf.py`` in *folder*, or beside it, sets to plain values. The file is read, never run."""
    for file in (folder / "conf.py", folder.parent / "conf.py"):
        try:
            return dict(_literals(ast.parse(file.read_text(encoding="utf-8"))))
        except (OSError, ValueError, SyntaxError):
            continue
    return {}


def _literals(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                with suppress(ValueError):  # computed when a build runs it
                    yield name, ast.literal_eval(value)


def post_files(folder: Path, settings: Settings) -> dict[str, str]:
    """Return the docname of each post below *folder*, by its POSIX path relative to it.

    Posts are the Markdown files that the patterns name; if these name none, the folder itself is taken for one of posts, and
    all its Markdown files are posts.
    """
    files = sorted(_markdown_files(folder))
    chosen = [path for path in files if any(_matches(path, pattern) for pattern in settings.posts)] or files
    return {path: path.rpartition(".")[0] for path in chosen}


def _markdown_files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _NOT_SOURCES]
        above = Path(place).relative_to(folder)
        yield from ((above / name).as_posix() for name in names if name.lower().endswith(SUFFIXES))


def _matches(path: str, pattern: str) -> bool:
    """Tell whether a path matches a pattern in which ``**`` stands for any number of folders."""
    return fnmatch(path, pattern.replace("**/", "*").replace("**", "*"))
