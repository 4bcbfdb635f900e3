"""Fingerprints of files and options, for finding out whether anything has changed."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping, Set
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import FunctionType


def fingerprint_lines(lines: Iterable[str]) -> str:
    """Return a short text that differs when one of the lines does."""
    return blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def describe_value(value: object) -> str:
    """Return a text that is the same for equal values in every process.

    Some objects have no such text: theirs is another one each time, so that they count as changed.
    """
    if isinstance(value, Mapping):
        return f"{{{','.join(sorted(f'{describe_value(key)}:{describe_value(each)}' for key, each in value.items()))}}}"
    if isinstance(value, Set):
        return f"{{{','.join(sorted(map(describe_value, value)))}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(describe_value, value))}]"
    if isinstance(value, (type, FunctionType)):
        return f"{value.__module__}.{value.__qualname__}"  # its code is in a file that is compared as well
    return repr(value)


def describe_path(path: Path | str) -> list[str]:
    """Return a line for a file, or one for each file in a folder."""
    return list_folder(path) if os.path.isdir(path) else [describe_file(str(path))]  # noqa: PTH112  asked thousands of times


def describe_file(file: str) -> str:
    """Return a line that changes when a file does: its path, time of modification in nanoseconds, and size."""
    try:
        stat = os.stat(file)  # noqa: PTH116  several times faster, and asked for thousands of files
    except OSError:
        return f"{file} is not there"
    return f"{file} {stat.st_mtime_ns} {stat.st_size}"


def list_folder(
    top: Path | str,
    skipped_paths: Set[str] = frozenset(),
    skipped_names: Set[str] = frozenset(),
    skipped_links: Container[str] = (),
) -> list[str]:
    """Return a line for each file in a folder, sorted; see :func:`describe_file`.

    Links to folders are followed, unless they lead to a folder that they are in.

    :param skipped_paths: absolute paths of folders that are left out.
    :param skipped_names: names of folders that are left out. If there are any, so are folders with the output of a builder.
    :param skipped_links: absolute paths of symbolic links to folders that are not followed.
    """
    lines: list[str] = []
    folders = [str(top)]
    links = {os.path.realpath(top)}
    while folders:
        folder = folders.pop()
        with suppress(OSError), os.scandir(folder) as scanned:
            entries = list(scanned)
            if skipped_names and folder != str(top) and any(entry.name == ".buildinfo" for entry in entries):
                continue
            for entry in entries:
                if not entry.is_dir():
                    lines.append(describe_file(entry.path))
                elif entry.name in skipped_names or entry.path in skipped_paths:
                    continue
                elif not entry.is_symlink():
                    folders.append(entry.path)
                elif entry.path in skipped_links:
                    continue
                elif not any(f"{link}/".startswith(f"{os.path.realpath(entry.path)}/") for link in links):
                    links.add(os.path.realpath(entry.path))
                    folders.append(entry.path)
    return sorted(lines)


def is_older(file: str, microseconds: int) -> bool:
    """Return whether a file exists, and was changed at a time, in microseconds since 1970, or before."""
    try:
        return os.stat(file).st_mtime_ns // 1000 <= microseconds  # noqa: PTH116
    except OSError:
        return False
