"""Files that Sphinx copies to the output whether pages link to them or not: ``html_extra_path`` and ``html_static_path``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sphinx.environment import BuildEnvironment

from ...urls import extract_path
from ..site import site_of

_STATIC = "_static"
"""The folder in the output that gets the files of ``html_static_path``."""


class PublishedFiles:
    """The files and folders that the two options name, and where they are in the output."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Find the folders. The options are relative to the folder of ``conf.py``."""
        config, folder = env.config, Path(env._app.confdir)
        self._entries = [
            *(((folder / name).resolve(), "") for name in config.html_extra_path),
            *(((folder / name).resolve(), _STATIC) for name in config.html_static_path),
        ]

    def find(self, address: str) -> Path | None:
        """Return the file that an address of the output leads to. It is the index of a folder if the address is that of one."""
        path = os.path.normpath(extract_path(address).lstrip("/"))
        if not self._entries or "\0" in path or path.startswith((".", "/")) or "/." in path:
            return None
        for place in self._places(path):
            for file in (place, place / "index.html"):
                if os.path.isfile(file):  # noqa: PTH113  may be no valid path
                    return file
        return None

    def _places(self, path: str) -> Iterator[Path]:
        for entry, folder in self._entries:
            if folder and not path.startswith(f"{folder}/"):
                continue
            inner = path.removeprefix(f"{folder}/") if folder else path
            if entry.is_dir():
                yield entry / inner
            elif entry.name == inner:
                yield entry

    def output_path(self, file: Path) -> str | None:
        """Return the path of a file in the output, or None if Sphinx does not copy it on its own."""
        for entry, folder in self._entries:
            if file == entry or file.is_relative_to(entry):
                inner = file.relative_to(entry if entry != file else entry.parent).as_posix()
                return f"{folder}/{inner}" if folder else inner
        return None


def published_files(env: BuildEnvironment) -> PublishedFiles:
    """Return the files that Sphinx copies in this build."""
    return site_of(env).part(PublishedFiles, lambda: PublishedFiles(env))
