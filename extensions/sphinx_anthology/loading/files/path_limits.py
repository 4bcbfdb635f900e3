"""Names, paths and kinds of files: which of them documents can have, and why others cannot."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ...characters import has_control_character

DOCTREE_SUFFIX = ".doctree"
"""The suffix of the file in which Sphinx stores a document that it has read."""
COPY_SUFFIX = ".txt"
"""What Sphinx appends to the name of a source file that it copies to ``_sources``."""
_MAX_NAME_BYTES = 255  # the limit of most file systems
_MAX_PATH_BYTES = 2000  # below the source folder; systems allow 4096, from which the path of the output folder is taken
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def explain_unusable(file: Path | str) -> str:
    """Return why there is no file at a path that can be read, as a predicate; empty if there is one."""
    try:
        mode = os.stat(file).st_mode  # noqa: PTH116  asked for thousands of files
    except OSError as error:
        return f"is not readable ({error.strerror})"
    if not stat.S_ISREG(mode):
        return f"is {_KINDS.get(stat.S_IFMT(mode), 'no regular file')}"
    return "" if os.access(file, os.R_OK) else f"is not readable ({os.strerror(13)})"


def describe_unreadable(reason: str) -> str:
    """Return the message about a file that is left out for a reason from :func:`explain_unusable`."""
    return f"File {reason} and has no page. {'Check its permissions.' if 'readable' in reason else 'Delete it.'}"


def explain_name(name: str, suffix: str = "") -> str:
    """Return why a file or folder cannot have a name, as a predicate; empty if it can.

    :param suffix: the suffix of a document. Its stem is part of the names of other files.
    """
    if suffix and name.removesuffix(suffix) in ("", ".", ".."):
        return "has no name before its suffix"
    if name.isascii() and name.isprintable() and len(name) < _MAX_NAME_BYTES // 2:
        return ""
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return "has a name that is not in UTF-8"
    if has_control_character(name):
        return "has a control character in its name"
    if suffix and length - len(suffix) + max(len(DOCTREE_SUFFIX), len(suffix) + len(COPY_SUFFIX)) > _MAX_NAME_BYTES:
        return "has a name that is too long"
    return ""


def explain_path(path: str) -> str:
    """Return why a document cannot have a path, as a predicate; empty if it can."""
    return "has a path that is too long" if len(path) > _MAX_PATH_BYTES // 4 and len(path.encode()) > _MAX_PATH_BYTES else ""
