"""The index pages on disk: written when they differ, deleted when they are of no use, never over a page of the author's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .indexes import MARKER, IndexPage
from .problems import Code, Problem

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
    wanted: dict[Path, str] = {}
    for page in pages:
        if own := _own_page(source, page.docname, suffixes):
            path = own.relative_to(source).as_posix()
            message = f"'{path}' is your own page, so no index page was written."
            notices[page.docname] = Problem(path, 1, Code.PAGE_KEPT, message)
        else:
            wanted[source / f"{page.docname}{SUFFIX}"] = page.text
    for folder in _outermost(source, folders):
        for stale in [file for file in _files(folder) if file not in wanted and _is_written(file)]:
            stale.unlink()
            _remove_empty(stale.parent, folder)
    for file, text in wanted.items():
        _write_if_different(file, text)
    for folder in _outermost(source, folders):
        _ignore(folder, [file for file in wanted if file.is_relative_to(folder)])
    return notices


def by_hand(source: Path, folders: Iterable[str]) -> dict[str, str]:
    """Return the docnames of the Markdown pages that the author wrote into the folders of index pages, by their paths."""
    files = [file for folder in _outermost(source, folders) for file in _files(folder) if not _is_written(file)]
    paths = [file.relative_to(source).as_posix() for file in files]
    return {path: path.removesuffix(SUFFIX) for path in paths}


def _outermost(source: Path, folders: Iterable[str]) -> list[Path]:
    """Return the folders that lie in none of the others."""
    paths = [source / folder for folder in folders]
    return [path for path in paths if not any(path != other and path.is_relative_to(other) for other in paths)]


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob(f"*{SUFFIX}")) if file.is_file()]


def write_start_page(source: Path, root_doc: str, text: str, suffixes: Iterable[str]) -> bool:
    """Write a home page unless there is one; tell whether it was written. From then on it is the author's."""
    if any((source / f"{root_doc}{suffix}").exists() for suffix in suffixes):
        return False
    _write_if_different(source / f"{root_doc}{SUFFIX}", text)
    return True


def _own_page(source: Path, docname: str, suffixes: Iterable[str]) -> Path | None:
    """Return what the author has in the place of a page: another page, or a file or folder in the way."""
    files = [source / f"{docname}{suffix}" for suffix in suffixes]
    own = next((file for file in files if file.is_dir() or (file.is_file() and not _is_written(file))), None)
    above = (folder for folder in files[0].parents if folder.is_relative_to(source) and folder.is_file())
    return own or next(above, None)


def _is_written(file: Path) -> bool:
    """Tell whether a file has the marker in one of its first lines."""
    with file.open(encoding="utf-8", errors="replace") as stream:
        return any(line.rstrip("\n") == MARKER for line, _ in zip(stream, range(4), strict=False))


def _write_if_different(file: Path, text: str) -> None:
    try:
        if file.read_text(encoding="utf-8") == text:
            return
    except (OSError, UnicodeDecodeError):
        pass
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _ignore(folder: Path, written: Iterable[Path]) -> None:
    """Name the written files to git, so that the author's own pages beside them are not ignored."""
    names = sorted(file.relative_to(folder).as_posix() for file in written)
    ignore = folder / ".gitignore"
    if ignore.is_file() and not ignore.read_text(encoding="utf-8", errors="replace").startswith(_IGNORE_MARKER):
        return
    if names:
        lines = [_IGNORE_MARKER, "/.gitignore", *(f"/{name}" for name in names)]
        _write_if_different(ignore, "\n".join(lines) + "\n")
    elif ignore.is_file():
        ignore.unlink()
        _remove_empty(folder, folder)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder.is_relative_to(top) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
