"""The file with comments of the old blog beside a post, of which its page depends."""

from __future__ import annotations

import posixpath

from sphinx.environment import BuildEnvironment

from ...outputs.comments.kept_comments import FILE_NAME
from ..dependencies import FileQuery, find_file
from ..site import site_of


def find_comments(env: BuildEnvironment, post: str) -> str | None:
    """Return the path of the file with comments beside a post; None if there is none.

    :param post: the path of the post, which has a folder of its own if it is called ``index``.
    :raises RefusedFileError: the file must not be used.
    """
    reference = _refer(post)
    files = site_of(env).files
    return files.locate(f"{files.source}/{reference}") if reference else None


def note_comments(env: BuildEnvironment, post: str) -> None:
    """Record that the post that is being read depends on the file with comments beside it, or on its coming."""
    reference = _refer(post)
    if reference and find_file(env, FileQuery(reference)) == "found":
        env.note_dependency(str(env.srcdir / reference))


def name_comments(post: str) -> str:
    """Return the path of the file with comments beside a post, whether there is one or not."""
    return posixpath.join(posixpath.dirname(post), FILE_NAME)


def _refer(post: str) -> str:
    """Return the path of the file with comments; empty for a post that shares its folder with others."""
    return name_comments(post) if posixpath.basename(post).partition(".")[0] == "index" else ""
