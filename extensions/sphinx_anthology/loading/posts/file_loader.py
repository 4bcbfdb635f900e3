"""Loading of post files one by one, from the cache if they have not changed, and in several processes if there are many."""

from __future__ import annotations

import concurrent.futures
import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from ...catalogue.post import Page, Post
from ...digests import FileState, read_regular_file
from ...problems import Code, Problem, describe_error
from ...settings import MEGABYTE
from ..files.encodings import decode, normalise_newlines
from ..files.path_limits import describe_unreadable, explain_unusable
from ..files.untrusted_posts import is_untrusted
from .notebooks import NOTEBOOK_SUFFIX, InvalidNotebookError
from .post_parser import ParseOptions, parse_post

_NOT_EXECUTED = "Notebook is shown as text, without outputs, and is not executed, because the post is untrusted."
_CHUNK_SIZE = 100
"""Number of files that a worker process loads at a time."""
_MAX_PROCESSES = 61  # Python refuses more on Windows


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """The result of loading one file. It depends on the file and the :class:`ParseOptions` alone, and is cached."""

    path: str
    """The file, as a POSIX path relative to the source folder."""
    problems: tuple[Problem, ...]
    state: FileState | None = None
    """The state of the file, by which changes are detected; None if the file is not readable."""
    entry: Post | Page | None = None
    """The record of the file; None if the file is not readable."""


FileCache = Mapping[str, LoadedFile]
"""Loaded files by path."""


@dataclass(frozen=True, slots=True)
class FileLoader:
    """Loads files of one source folder."""

    source: Path
    options: ParseOptions

    def load(self, path: str, docname: str, cached: LoadedFile | None = None) -> LoadedFile:
        """Load one file.

        :param path: the file, as a POSIX path relative to the source folder.
        :param cached: an earlier result, which is returned if the file has not changed. The file is not opened if its size
            and times are the same.
        """
        file = self.source / path
        try:
            status = file.stat()
            if cached and cached.state and cached.state.is_current(status):
                return cached
            if status.st_size > self.options.max_bytes:
                return LoadedFile(path, (_describe_size(path, status.st_size, self.options.max_bytes),))
            data = read_regular_file(file, self.options.max_bytes)
        except OSError as error:
            reason = explain_unusable(file) or f"is not readable ({error.strerror})"
            return LoadedFile(path, (Problem(path, 1, Code.FILE_UNREADABLE, describe_unreadable(reason)),))
        state = FileState.of(status, data)
        if cached and cached.state and cached.state.digest == state.digest:
            return replace(cached, state=state)
        try:
            return self._parse(data, path, docname, state)
        except Exception as error:  # whatever is in one file, the others are loaded
            message = f"Post cannot be read and has no page, because of an error: {describe_error(error)}."
            return LoadedFile(path, (Problem(path, 1, Code.POST_FAILED, message),))

    def _parse(self, data: bytes, path: str, docname: str, state: FileState) -> LoadedFile:
        problems: list[Problem] = []
        text, encoding = decode(data)
        if encoding != "utf-8":
            message = f"File is not UTF-8 and is decoded as {encoding}. Save it as UTF-8."
            problems.append(Problem(path, 1, Code.ENCODING, message))
        untrusted = is_untrusted(path, self.options.untrusted, self.source)
        text = normalise_newlines(text)
        try:
            entry = parse_post(text, path, docname, self.options, problems.append, untrusted)
        except InvalidNotebookError as error:
            return LoadedFile(path, (*problems, Problem(path, error.line, Code.NOTEBOOK_INVALID, str(error))))
        if path.endswith(NOTEBOOK_SUFFIX):
            if untrusted:
                problems.append(Problem(path, 1, Code.UNTRUSTED_MARKUP, _NOT_EXECUTED))
            lines = text.count("\n") + 1  # the whole notebook may be on one
            problems = [replace(problem, line=min(problem.line, lines)) for problem in problems]
        return LoadedFile(path, tuple(problems), state, entry)


def load_files(loader: FileLoader, docnames: Mapping[str, str], cache: FileCache, jobs: int) -> Iterator[LoadedFile]:
    """Load files in the order of their paths, in several processes if there are many that are not in the cache.

    The processes start when this is called, and not when the first result is taken. A caller may start threads in between,
    which a forked process would not have.

    :param docnames: the docname of each file, by path.
    :param jobs: the maximum number of processes.
    """
    files = [(path, docname, cache.get(path)) for path, docname in sorted(docnames.items())]
    if jobs < 2 or len(files) - len(cache) < 3 * _CHUNK_SIZE:
        return _chain_chunks(map(_load_chunk, [loader], [files]))
    chunks = [files[start : start + _CHUNK_SIZE] for start in range(0, len(files), _CHUNK_SIZE)]
    # All that a worker loads stays alive until it ends, so garbage collection would find nothing.
    pool = concurrent.futures.ProcessPoolExecutor(min(jobs, len(chunks), _MAX_PROCESSES), initializer=gc.disable)
    return _chain_chunks(pool.map(_load_chunk, [loader] * len(chunks), chunks), pool)


def _chain_chunks(
    chunks: Iterable[list[LoadedFile]], pool: concurrent.futures.ProcessPoolExecutor | None = None
) -> Iterator[LoadedFile]:
    """Yield the files of all chunks, then shut down the pool."""
    with pool or nullcontext():
        for chunk in chunks:
            yield from chunk


def _load_chunk(loader: FileLoader, files: Iterable[tuple[str, str, LoadedFile | None]]) -> list[LoadedFile]:
    return [loader.load(path, docname, cached) for path, docname, cached in files]


def _describe_size(path: str, size: int, limit: int) -> Problem:
    message = (
        f"File has {size / MEGABYTE:.1f} MB, more than the {limit / MEGABYTE:g} MB of anthology_max_size, and has no page. "
        "Split it, or raise the limit."
    )
    return Problem(path, 1, Code.FILE_TOO_LARGE, message)
