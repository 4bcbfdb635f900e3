"""Load the posts of a project for a command, and show their paths as users see them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from ..loading.build_time import get_build_time
from ..loading.loader import LoadResult, PostSource, load_posts
from ..loading.posts.notebooks import NOTEBOOK_SUFFIX
from ..loading.posts.rest_text import REST_SUFFIX
from ..loading.project import SUFFIXES, SourceProject, path_to_docname
from ..problems import Problem
from .console import print_lines, show_progress


def load_project_posts(project: SourceProject, path: Path) -> LoadResult:
    """Load the posts in a folder of a project, or one post, with one process for each processor.

    A terminal shows a progress bar.

    :raises click.UsageError: there is no post, or an option of the project is not valid.
    """
    print_lines(project.remarks, is_error=True)
    source = _find_posts(project, path)
    try:
        now = get_build_time(project.settings.today, project.settings.zone)
        # Worker processes are forked before the thread of the bar starts.
        loaded = load_posts(
            source, now, jobs=os.cpu_count() or 1, track=lambda files, total: show_progress(files, "Reading posts", total)
        )
        return replace(loaded, problems=tuple(one for one in loaded.problems if not project.is_silent(one.code)))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def display_path(path: str, project: SourceProject) -> str:
    """Return a source path relative to the current folder, or absolute if the file is outside of it."""
    file = os.path.normpath(project.source / path)
    return os.path.relpath(file) if Path(file).is_relative_to(Path.cwd()) else file


def with_display_path(problem: Problem, project: SourceProject) -> Problem:
    """Return a problem with the path that :func:`display_path` returns."""
    return replace(problem, path=display_path(problem.path, project))


def _find_posts(project: SourceProject, path: Path) -> PostSource:
    """Find the posts in a folder, or one post file.

    :raises click.UsageError: there is no post, and nothing that cannot be one.
    """
    problems: list[Problem] = []
    if path.is_dir():
        docnames = project.list_posts(path, problems.append)
        if not (docnames or problems):
            patterns = f" that matches anthology_posts = {list(project.settings.patterns)}" if project.is_configured else ""
            raise click.UsageError(f"There is no post in '{path}'{patterns}.")
    elif path.suffix.lower() not in (suffixes := (*SUFFIXES, REST_SUFFIX, NOTEBOOK_SUFFIX)):
        raise click.UsageError(
            f"'{path}' is neither Markdown nor reStructuredText nor a notebook. The suffixes are {', '.join(suffixes)}."
        )
    else:
        name = path.resolve().relative_to(project.source).as_posix()
        docnames = {name: path_to_docname(name)}
    settings, substitutions = project.settings, project.has_substitutions
    return PostSource(project.source, docnames, settings, substitutions, problems=tuple(problems), language=project.language)
