"""The files of a project in one archive, from which workers build.

Symbolic links stay links. Left out are what builds and tools have made: output folders, caches, virtual environments.
"""

from __future__ import annotations

import io
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx

from ...acceleration import seams_of
from ..sources.own_files import find_outputs
from ..warm_start.folders import describe_folders as describe_main_folders

EXECUTED = "executed"
"""The name of the folder in which MyST-NB keeps notebooks."""
_OF_TOOLS = frozenset({".git", ".hg", ".svn", ".nox", ".tox", ".venv", "__pycache__", "node_modules"})
_MARKS = (".buildinfo", "environment.pickle", "pyvenv.cfg", "CACHEDIR.TAG")
"""Files at the top of folders that builds and tools have made."""


class NamedFolderError(Exception):
    """A file of the project names a folder of this machine, so that paths cannot be told from its text."""


def describe_folders(app: Sphinx) -> Mapping[str, str]:
    """Return the paths of the folders of a build by name."""
    executed = find_outputs(app)
    return {**describe_main_folders(app), **({EXECUTED: str(executed)} if executed else {})}


def find_parts(app: Sphinx) -> tuple[Path, list[Path]]:
    """Return the folder that an archive begins at, and the files and folders of the project in it.

    These are the source folder, that of ``conf.py``, and what a build depends on beside them.
    """
    main = [Path(app.srcdir), Path(app.confdir)]
    around = tuple(f"{folder.parent}{os.sep}" for folder in main if len(folder.parts) > 2)
    others = [Path(path) for path in seams_of(app).watched_paths if str(path).startswith(around) and path.exists()]
    parts = sorted({*main, *others})
    outer = [part for part in parts if not any(part != one and part.is_relative_to(one) for one in parts)]
    return Path(os.path.commonpath([part if part.is_dir() else part.parent for part in outer])), outer


def make_archive(app: Sphinx, root: Path, parts: Iterable[Path]) -> bytes:
    """Return the files of a project.

    :raises NamedFolderError: a file names one of the folders.
    """
    folders = describe_folders(app)
    skipped = {Path(folders["output"]), Path(folders["doctrees"])}
    names = _match_paths({*folders.values(), str(root)})
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for part in parts:
            for file in _walk(part, lambda folder: folder in skipped):
                _add(archive, file, root, names)
    return buffer.getvalue()


def _walk(part: Path, is_skipped: Callable[[Path], bool]) -> Iterator[Path]:
    if part.is_file() or part.is_symlink():
        yield part
        return
    for place, names, files in os.walk(part):
        folder = Path(place)
        yield folder
        names[:] = sorted(
            name for name in names if not (name in _OF_TOOLS or is_skipped(folder / name) or _is_made(folder / name))
        )
        yield from (folder / name for name in names if (folder / name).is_symlink())
        yield from (folder / name for name in sorted(files))


def _is_made(folder: Path) -> bool:
    return any(os.path.exists(f"{folder}/{name}") for name in _MARKS)  # noqa: PTH110  several times faster


def _match_paths(folders: Iterable[str]) -> re.Pattern[bytes]:
    """Return a pattern of texts that begin with the path of a file in one of the folders."""
    paths = b"|".join(re.escape(os.fsencode(f"{folder}{os.sep}")) for folder in folders)
    return re.compile(rb"(?<![\w./-])(?:" + paths + rb")")


def _add(archive: tarfile.TarFile, file: Path, root: Path, names: re.Pattern[bytes]) -> None:
    entry = archive.gettarinfo(file, file.relative_to(root).as_posix() or ".")
    if entry is None or not (entry.isreg() or entry.isdir() or entry.issym()):
        return
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    if not entry.isreg():
        archive.addfile(entry)
        return
    content = file.read_bytes()
    if found := names.search(content):
        raise NamedFolderError(f"'{file}' has the path {os.fsdecode(found[0])!r}")
    entry.type, entry.size = tarfile.REGTYPE, len(content)  # also of one with several names
    archive.addfile(entry, io.BytesIO(content))


def place_project(folder: Path, root: str) -> Path:
    """Return where a worker has the folder that the archive begins at.

    It has the same names as that of the coordinator, because a site without a name has that of its folder.

    :param folder: the folder of the worker.
    """
    path = Path(root)
    return folder / "project" / path.relative_to(path.anchor)


def unpack_archive(data: bytes, folder: Path) -> None:
    """Write the files of an archive into a folder."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="fully_trusted")  # whoever sends it runs code here anyway
