"""Links that open a file in an editor, at a line."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

EDITORS = {
    "vscode": "vscode://file{path}:{line}",
    "vscodium": "vscodium://file{path}:{line}",
    "cursor": "cursor://file{path}:{line}",
    "windsurf": "windsurf://file{path}:{line}",
    "zed": "zed://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
    "pycharm": "pycharm://open?file={path}&line={line}",
    "textmate": "txmt://open?url=file://{path}&line={line}",
}
"""The form of links, by the name of the editor."""


def link_to_editor(editor: str, path: str, line: int) -> str:
    """Return the link that opens a file; empty without an editor or a file.

    :param path: absolute.
    :param line: 0 if it is not known.
    """
    if not editor or not path:
        return ""
    posix = Path(path).as_posix()
    return EDITORS[editor].format(path=quote(posix if posix.startswith("/") else f"/{posix}"), line=max(line, 1))
