"""The index pages on disk: written when they differ, deleted when they are of no use, never over a page of the author's."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..problems import Code, Problem
from .index_pages import MARKER, IndexPage

SUFFIX = ".md"
_IGNORE_MARKER = "# The index pages that sphinx-anthology writes."


def write(source: Path, folders: Iterable[str], pages: Iterable[IndexPage], suffixes: Iterable[str]) -> dict[str, Problem]:
    """Make the folders of index pages hold *pages*, beside what the author put there.

    :param folders: the folders, relative to the source folder.
    :param suffixes: the suffixes of source files; a page of the author's may have any of them.
    :returns: a notice for each page that the author wrote and that was kept, by its docname.
    """
    notices: dict[str, Problem] = {}
    suffixes = tuple(suffixes)
    texts = _texts(source, folders, (SUFFIX, *suffixes))
    wanted: dict[str, str] = {}
    for page in pages:
        if own := _own_page(source, page.docname, suffixes, texts):
            message = f"'{own}' is your own page, so no index page was written."
            notices[page.docname] = Problem(own, 1, Code.PAGE_KEPT, message)
        else:
            wanted[f"{page.docname}{SUFFIX}"] = page.text
    for folder in _outermost(source, folders):
        inside = f"{folder.relative_to(source).as_posix()}/"
        for path in [path for path, text in texts.items() if path.startswith(inside) and path not in wanted]:
            if path.endswith(SUFFIX) and _is_written(texts[path]):
                (source / path).unlink()
                _remove_empty((source / path).parent, folder)
    for path, text in wanted.items():
        if texts.get(path) != text:
            _write(source / path, text)
    for folder in _outermost(source, folders):
        inside = f"{folder.relative_to(source).as_posix()}/"
        _ignore(folder, [path.removeprefix(inside) for path in wanted if path.startswith(inside)])
    return notices


def by_hand(source: Path, folders: Iterable[str]) -> dict[str, str]:
    """Return the docnames of the Markdown pages that the author wrote into the folders of index pages, by their paths."""
    paths = [path for path, text in _texts(source, folders, (SUFFIX,)).items() if not _is_written(text)]
    return {path: path.removesuffix(SUFFIX) for path in sorted(paths)}


def _texts(source: Path, folders: Iterable[str], suffixes: tuple[str, ...]) -> dict[str, str]:
    """Return what the files with some suffixes hold in the folders of index pages, by their paths in the source folder."""
    texts: dict[str, str] = {}
    # Without an object for the path of each of hundreds of files: to make them takes longer than to read.
    for start in _outermost(source, folders):
        for folder, _folders, names in os.walk(start):
            below = Path(folder).relative_to(source).as_posix()
            texts |= {f"{below}/{name}": _read(f"{folder}/{name}") for name in names if name.endswith(suffixes)}
    return texts


def _read(file: str) -> str:
    """Return the text of a file; of one that is not UTF-8, or cannot be read, another one than any page has."""
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:  # noqa: PTH123
            return stream.read()
    except OSError:
        return "\ufffd"


def _outermost(source: Path, folders: Iterable[str]) -> list[Path]:
    """Return the folders that lie in none of the others."""
    paths = list(dict.fromkeys(source / folder for folder in folders))
    return [path for path in paths if not any(path != other and path.is_relative_to(other) for other in paths)]


def write_start_page(source: Path, root_doc: str, text: str, suffixes: Iterable[str]) -> bool:
    """Write a home page unless there is one; tell whether it was written. From then on it is the author's."""
    if any((source / f"{root_doc}{suffix}").exists() for suffix in suffixes):
        return False
    _write(source / f"{root_doc}{SUFFIX}", text)
    return True


def _own_page(source: Path, docname: str, suffixes: Iterable[str], texts: dict[str, str]) -> str | None:
    """Return the path of what the author has in the place of a page: another page, or a file or folder in the way."""
    for path in (f"{docname}{suffix}" for suffix in suffixes):
        file = f"{source}/{path}"
        if path not in texts and os.path.exists(file):  # noqa: PTH110  a folder, or a page that is configured to be elsewhere
            texts[path] = _read(file)
        if path in texts and not _is_written(texts[path]):
            return path
    folder = docname
    while folder := folder.rpartition("/")[0]:
        if os.path.isfile(f"{source}/{folder}"):  # noqa: PTH113
            return folder
    return None


def _is_written(text: str) -> bool:
    """Tell whether a text has the marker in one of its first lines."""
    return MARKER in text.split("\n", 4)[:4]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _ignore(folder: Path, written: Iterable[str]) -> None:
    """Name the written files to git, so that the author's own pages beside them are not ignored.

    :param written: their paths relative to the folder.
    """
    ignore = folder / ".gitignore"
    there = _read(str(ignore)) if ignore.is_file() else _IGNORE_MARKER
    if not there.startswith(_IGNORE_MARKER):
        return
    if names := sorted(written):
        text = "\n".join([_IGNORE_MARKER, "/.gitignore", *(f"/{name}" for name in names)]) + "\n"
        if text != there:
            _write(ignore, text)
    elif ignore.is_file():
        ignore.unlink()
        _remove_empty(folder, folder)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder.is_relative_to(top) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
