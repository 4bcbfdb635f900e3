"""The dates of the last commits of posts, with ``sphinx_last_updated_by_git``.

That extension asks git when all documents have been read, folder by folder. The catalogue needs the dates before, and asks for
all posts at once. The extension reports what is wrong with the repository.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.matching import Matcher

from ...catalogue.catalogue import Catalogue
from ...catalogue.post import Post
from ...settings import Settings

EXTENSION = "sphinx_last_updated_by_git"
_MAX_LENGTH = 24_000 if sys.platform == "win32" else 1_000_000
"""Maximum length of the paths that git is called with, in characters."""


def add_commit_dates(app: Sphinx, settings: Settings, catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with commits as updates of the posts that name none, if the project names the extension.

    A commit on the day of publication, or before it, is no update.
    """
    if EXTENSION not in app.config.extensions:
        return catalogue
    zone, excluded = settings.zone, Matcher(app.config.git_exclude_patterns)
    paths = [post.path for post in catalogue.all_posts if post.updated is None and not excluded(post.path)]
    seconds = read_commit_dates(Path(app.srcdir), paths, app.config.git_exclude_commits)
    moments = {path: datetime.fromtimestamp(second, zone) for path, second in seconds.items()}

    def update(posts: Iterable[Post]) -> tuple[Post, ...]:
        return tuple(_update(post, moments.get(post.path)) for post in posts)

    collections = {name: replace(one, posts=update(one.posts)) for name, one in catalogue.collections.items()}
    return replace(catalogue, collections=collections, hidden=update(catalogue.hidden))


def read_commit_dates(folder: Path, paths: Iterable[str], excluded_commits: Iterable[str] = ()) -> Mapping[str, int]:
    """Return when files were committed last, in seconds since 1970 UTC, by their paths.

    A file that git does not know, or whose last commit a shallow clone lacks, has no date.

    :param paths: relative to *folder*.
    """
    from sphinx_last_updated_by_git import update_file_dates

    found: dict[str, tuple[bytes, bool] | None] = {}
    excluded = {commit.encode() for commit in excluded_commits}
    for names in _divide(paths):
        dates: dict[str, tuple[bytes, bool] | None] = dict.fromkeys(names)
        # The extension gives up with assertions where git writes what it does not expect.
        with suppress(OSError, subprocess.SubprocessError, AssertionError, ValueError):
            update_file_dates(folder, excluded, dates)
        found |= dates
    return {path: int(date[0]) for path, date in found.items() if date and not date[1]}


def find_commit(app: Sphinx) -> str:
    """Return the id of the commit that dates are read from; empty if none are read."""
    if EXTENSION in app.config.extensions:
        with suppress(OSError, subprocess.SubprocessError):
            command = ["git", "rev-parse", "HEAD"]
            return subprocess.check_output(command, cwd=app.srcdir, stderr=subprocess.DEVNULL, encoding="utf-8")
    return ""


def _divide(paths: Iterable[str]) -> Iterator[list[str]]:
    """Yield lists of paths with which git can be called."""
    names: list[str] = []
    length = 0
    for path in paths:
        if length + len(path) > _MAX_LENGTH:
            yield names
            names, length = [], 0
        names.append(path)
        length += len(path) + 1
    if names:
        yield names


def _update(post: Post, moment: datetime | None) -> Post:
    if moment is None or (post.published and moment.date() <= post.published.astimezone(moment.tzinfo).date()):
        return post
    return replace(post, updated=moment)
