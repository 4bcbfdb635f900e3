"""The files of a new project, made from templates."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...markup.syntax.escaping import escape_markdown
from ..new_files import write_new_file
from .plan import Plan

_TEMPLATES = Path(__file__).parent / "templates"
_SUFFIX = ".jinja"
_DEFAULT_LANGUAGE = "en"
_DOT = "dot-"
"""Stands for the dot of a hidden file or folder in the name of a template, because build tools leave those out."""
_DOCUMENTATION = "https://sphinx-anthology.readthedocs.io/en/latest/"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files of a new project, as POSIX paths relative to it; the workflow may be above it."""

    new: tuple[str, ...]
    kept: tuple[str, ...]
    """The files that were there, which are as they were."""


def write_starter_files(folder: Path, plan: Plan) -> Written:
    """Write the files of a project into a folder, except those that are there.

    :raises OSError: a file cannot be written.
    """
    new: list[str] = []
    kept: list[str] = []
    for path, text in sorted(_render(plan)):
        if path == "index.md" and plan.home_page:
            kept.append(plan.home_page)
            continue
        (new if write_new_file(folder / path, text) else kept).append(path)
    return Written(tuple(new), tuple(kept))


def has_texts(language: str) -> bool:
    """Return whether a new project has its pages in a language."""
    return (_TEMPLATES / language).is_dir()


def _render(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of a project."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # no other command needs it

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"literal": _make_literal, "markdown": escape_markdown, "quote": shlex.quote}
    values = _make_values(plan)
    for name in _list_templates(plan.language):
        if path := _find_target(PurePosixPath(name), plan):
            yield path, environment.get_template(name).render(values)


def _list_templates(language: str) -> list[str]:
    """Return the names of the templates of a project: for each file the one in its language, or else in English."""
    found: dict[Path, str] = {}
    for root in ("common", _DEFAULT_LANGUAGE, language):
        for template in sorted((_TEMPLATES / root).rglob(f"*{_SUFFIX}")):
            found[template.relative_to(_TEMPLATES / root)] = template.relative_to(_TEMPLATES).as_posix()
    return list(found.values())


def _find_target(template: PurePosixPath, plan: Plan) -> str:
    """Return the path of the file that a template is for; empty if the project has no such file."""
    path = "/".join(part.replace(_DOT, ".", 1) if part.startswith(_DOT) else part for part in template.parts[1:])
    path = path.removesuffix(_SUFFIX)
    if path.startswith(".github/"):
        top = "../" * plan.repository.folder.count("/")  # GitHub looks for workflows nowhere else
        return f"{top}{path}" if plan.workflow == "github" else ""
    if path.startswith("posts/"):
        return "" if plan.existing.count else f"{plan.posts_folder}/{path.removeprefix('posts/')}"
    return path


def _make_values(plan: Plan) -> dict[str, object]:
    repository = plan.repository
    return {
        "name": plan.name,
        "author": repository.author,
        "copyright": f"{plan.date[:4]}, {repository.author}" if repository.author else plan.date[:4],
        "language": plan.language,
        "timezone": plan.timezone,
        "date": plan.date,
        "address": plan.address,
        "source_repository": repository.url,
        "source_directory": repository.folder,
        "branch": repository.branch,
        "posts_folder": plan.posts_folder,
        "patterns": list(plan.patterns),
        "included": list(plan.included),
        "docs": _DOCUMENTATION,
    }


def _make_literal(value: object) -> str:
    """Return a text or a list of texts as JSON, which Python, YAML and TOML read as the same."""
    return json.dumps(value, ensure_ascii=False)
