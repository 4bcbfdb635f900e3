"""Write the index pages into the source folder.

Files are written only if they differ, and deleted if their page is gone. A page that the author wrote is never overwritten.
What cannot be written or deleted stays as it is; see :mod:`.generated_pages`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ...cache import delete_abandoned_files, write_atomically
from ...digests import read_regular_file
from ...problems import Code, Problem, Report
from .pages import MARKER, IndexPage

SUFFIX = ".md"
IGNORE_FILE = ".gitignore"
_IGNORE_MARKER = "# The index pages that sphinx-anthology writes."
"""The first line of a generated ``.gitignore`` file."""
_MAX_BYTES = 20_000_000
"""The maximum size of a file that is read; no index page is nearly as large."""
_UNREADABLE = "\ufffd"
"""The text that stands for a file that cannot be read; no index page has it."""


class IndexFiles(NamedTuple):
    """What is in the source folder where index pages belong."""

    handwritten: frozenset[str]
    """The docnames of the handwritten pages that replace index pages."""
    unwritten: frozenset[str]
    """The docnames of the index pages whose files cannot be written."""


def write_index_files(
    source: Path, folders: Iterable[str], pages: Iterable[IndexPage], suffixes: Iterable[str], report: Report
) -> IndexFiles:
    """Write the files of *pages*, and delete the files of earlier pages.

    :param source: the source folder.
    :param folders: the folders of index pages, those of earlier builds too, relative to the source folder.
    :param suffixes: the suffixes of source files. A handwritten page may have any of them.
    :param report: gets a notice for each handwritten page that replaces an index page.
    """
    suffixes = tuple(suffixes)
    tops = _outermost(source, folders)
    texts = _read_texts(source, tops, (SUFFIX, *suffixes))
    replaced: set[str] = set()
    wanted: dict[str, str] = {}
    for page in pages:
        if own := _find_own_file(source, page.docname, suffixes, texts):
            message = f"'{own}' is a handwritten page. No index page was written at its docname."
            report(Problem(own, 1, Code.PAGE_KEPT, message))
            replaced.add(page.docname)
        else:
            wanted[f"{page.docname}{SUFFIX}"] = page.text
    for top in tops:
        _delete_stale(source, top, texts, wanted)
    current = {path for path, text in wanted.items() if texts.get(path) == text or _write(source / path, text)}
    for top in tops:
        _write_ignore_file(top, _paths_below(source, top, current))
    return IndexFiles(frozenset(replaced), frozenset(path.removesuffix(SUFFIX) for path in wanted.keys() - current))


def find_former_folders(source: Path, ignore_files: Iterable[str], folders: Iterable[str]) -> list[str]:
    """Return the folders in which earlier builds have written index pages, and this one does not.

    :param ignore_files: the POSIX paths of the ``.gitignore`` files of the project, relative to the source folder.
    :param folders: the folders of index pages, relative to the source folder.
    """
    current = [f"{folder}/" for folder in folders]
    others = (path.rpartition("/")[0] for path in ignore_files if not path.startswith(tuple(current)))
    return [folder for folder in others if folder and _read(f"{source}/{folder}/{IGNORE_FILE}").startswith(_IGNORE_MARKER)]


def write_home_page(source: Path, root_doc: str, text: str, suffixes: Iterable[str]) -> bool:
    """Write a home page unless there is one. Later builds leave it to the author.

    :returns: whether the page was written.
    :raises OSError: it cannot be written.
    """
    if any((source / f"{root_doc}{suffix}").exists() for suffix in suffixes):
        return False
    write_atomically(source / f"{root_doc}{SUFFIX}", text.encode())
    return True


def find_handwritten_pages(source: Path, folders: Iterable[str]) -> dict[str, str]:
    """Return the docnames of the handwritten Markdown pages in the folders of index pages, by path."""
    texts = _read_texts(source, _outermost(source, folders), (SUFFIX,))
    paths = sorted(path for path, text in texts.items() if not _has_marker(text))
    return {path: path.removesuffix(SUFFIX) for path in paths}


def _outermost(source: Path, folders: Iterable[str]) -> list[Path]:
    """Return the folders that are not inside another one, without duplicates."""
    paths = list(dict.fromkeys(source / folder for folder in folders))
    return [path for path in paths if not any(path != other and path.is_relative_to(other) for other in paths)]


def _read_texts(source: Path, tops: Iterable[Path], suffixes: tuple[str, ...]) -> dict[str, str]:
    """Return the texts of the files below some folders, by path relative to the source folder."""
    texts: dict[str, str] = {}
    # Paths are strings because there may be thousands of files, and creating a Path takes longer than reading one.
    for top in tops:
        for folder, _folders, names in os.walk(top):
            below = Path(folder).relative_to(source).as_posix()
            texts |= {f"{below}/{name}": _read(f"{folder}/{name}") for name in names if _is_page(name, suffixes)}
    return texts


def _is_page(name: str, suffixes: tuple[str, ...]) -> bool:
    """Return whether a file can be a page: it has one of the suffixes, and a name in UTF-8."""
    return name.endswith(suffixes) and name.encode(errors="ignore").decode() == name


def _read(file: str) -> str:
    try:
        text = read_regular_file(file, _MAX_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return _UNREADABLE
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _find_own_file(source: Path, docname: str, suffixes: Iterable[str], texts: dict[str, str]) -> str | None:
    """Return the path of the author's page at a docname, or of a file or folder that blocks it; None if there is none.

    :param texts: the texts of known files, by path; texts that are read here are added.
    """
    for path in (f"{docname}{suffix}" for suffix in suffixes):
        file = f"{source}/{path}"
        if path not in texts and os.path.exists(file):  # noqa: PTH110  a folder, or a handwritten page elsewhere
            texts[path] = _read(file)
        if path in texts and not _has_marker(texts[path]):
            return path
    folder = docname
    while folder := folder.rpartition("/")[0]:
        if os.path.isfile(f"{source}/{folder}"):  # noqa: PTH113
            return folder
    return None


def is_generated(file: Path) -> bool:
    """Return whether a file is a generated page."""
    return file.name.endswith(SUFFIX) and _has_marker(_read(str(file)))


def _has_marker(text: str) -> bool:
    """Return whether one of the first lines is the marker of generated pages."""
    return MARKER in text.split("\n", 4)[:4]


def _delete_stale(source: Path, top: Path, texts: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Delete the generated files in a folder that are not wanted, and folders that are then empty."""
    for name in _paths_below(source, top, texts.keys() - wanted.keys()):
        file = top / name
        if name.endswith(SUFFIX) and _has_marker(texts[file.relative_to(source).as_posix()]):
            _delete(file, top)
    delete_abandoned_files(top)


def _paths_below(source: Path, top: Path, paths: Iterable[str]) -> list[str]:
    """Return the paths that are in a folder, relative to it."""
    prefix = f"{top.relative_to(source).as_posix()}/"
    return [path.removeprefix(prefix) for path in paths if path.startswith(prefix)]


def _write(file: Path, text: str) -> bool:
    """Write a file, and return whether that was possible."""
    try:
        write_atomically(file, text.encode())
    except OSError:
        return False
    return True


def _delete(file: Path, top: Path) -> None:
    """Delete a file if that is possible, and the folders that are then empty, up to *top*."""
    with suppress(OSError):
        file.unlink()
        for folder in file.parents:
            if not folder.is_relative_to(top) or any(folder.iterdir()):
                break
            folder.rmdir()


def _write_ignore_file(top: Path, paths: Iterable[str]) -> None:
    """List the generated files in ``.gitignore``, so that git ignores them but not the author's own pages beside them.

    A ``.gitignore`` file that the author wrote is kept.

    :param paths: the generated files, relative to the folder.
    """
    file = top / IGNORE_FILE
    current = _read(str(file)) if file.is_file() else _IGNORE_MARKER
    if not current.startswith(_IGNORE_MARKER):
        return
    if names := sorted(paths):
        text = "\n".join([_IGNORE_MARKER, f"/{IGNORE_FILE}", *(f"/{name}" for name in names)]) + "\n"
        if text != current:
            _write(file, text)
    elif file.is_file():
        _delete(file, top)
