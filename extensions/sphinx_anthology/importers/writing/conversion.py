"""The texts of entries as Markdown, by several processes if there are many."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from ...characters import clean_body
from ..entry import BodyFormat, Entry, ImportRefusedError
from ..html.conversion import Converted, convert_html
from .addresses import Addresses
from .markdown_text import rewrite_markdown

_SMALL = 2**21
"""How many characters one process converts in about the time that others take to start."""
_CHUNK_SIZE = 2**18
"""How many characters are sent to a process at once, and one text more."""
_CHUNK_LENGTH = 64
"""How many texts are sent to a process at once."""
_MAX_PROCESSES = 4
"""More have nothing to do, because one process reads and writes for all."""


@dataclass(frozen=True, slots=True)
class ConversionTask:
    """An entry, and what its text can refer to."""

    entry: Entry
    folder: str
    """The name of the folder of the post."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Names of the folders of the posts that the entry links to, by the ids of their entries."""
    fetched: Mapping[str, str] = field(default_factory=dict)
    """Names of fetched files beside the post, by their URLs."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The text of an entry as Markdown, and the files that it needs beside it."""

    text: str
    notes: tuple[str, ...]
    """What could not be brought along."""
    cover: str
    """The address of the cover."""
    copies: dict[str, str]
    """Names of files in the export, by the names of their copies beside the post."""
    embedded: dict[str, bytes]
    """Contents of files that are in the text itself, by name."""
    remote: tuple[str, ...]
    """URLs of the pictures and other files that are on a server, in the order of the text."""
    missing: tuple[str, ...]
    """References to files that are not in the export."""
    taken: set[str]
    """Names of files beside the post."""


def convert(task: ConversionTask) -> Conversion:
    """Return the text of an entry as Markdown."""
    entry = task.entry
    addresses = Addresses(entry, task.folders, task.fetched)
    if entry.body_format is BodyFormat.HTML:
        body = convert_html(entry.body, addresses.rewrite)
    else:
        body = Converted(rewrite_markdown(clean_body(entry.body), addresses.rewrite), ())
    return Conversion(
        text=body.text,
        notes=body.notes,
        cover=addresses.rewrite(entry.cover, is_file=True) if entry.cover else "",
        copies=addresses.copies,
        embedded=addresses.embedded,
        remote=tuple(addresses.remote),
        missing=tuple(addresses.missing),
        taken=addresses.taken,
    )


def convert_all(tasks: Iterable[ConversionTask]) -> Generator[tuple[ConversionTask, Conversion], None, None]:
    """Yield each task with its conversion, in order. Few of them are in memory at once.

    :raises ImportRefusedError: the tasks end with it, and those before it have been yielded; or a process has died.
    """
    remaining = iter(tasks)
    size = 0
    for task in remaining:
        yield task, convert(task)
        size += len(task.entry.body)
        if size > _SMALL:
            break
    else:
        return
    count = min(_count_processors(), _MAX_PROCESSES)
    if count < 2:
        yield from ((task, convert(task)) for task in remaining)
        return
    # Processes are not forked, because the progress bar has a thread.
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_obey_parent)
    try:
        yield from _convert_in_pool(_divide(remaining), pool, count)
    except BrokenProcessPool as error:
        message = "The system has ended a process of the import, perhaps for lack of memory. Run the import again: it goes on."
        raise ImportRefusedError(message) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _divide(tasks: Iterable[ConversionTask]) -> Iterator[list[ConversionTask]]:
    """Yield tasks in chunks, also those before an error."""
    chunk: list[ConversionTask] = []
    size = 0
    try:
        for task in tasks:
            chunk.append(task)
            size += len(task.entry.body)
            if size > _CHUNK_SIZE or len(chunk) == _CHUNK_LENGTH:
                yield chunk
                chunk, size = [], 0
    except ImportRefusedError:
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk


def _convert_in_pool(
    chunks: Iterator[list[ConversionTask]], pool: ProcessPoolExecutor, count: int
) -> Iterator[tuple[ConversionTask, Conversion]]:
    running: deque[tuple[list[ConversionTask], Future[list[Conversion]]]] = deque()
    while True:
        while len(running) <= count and (submitted := _submit_next(chunks, pool)):
            running.append(submitted)
        if not running:
            return
        chunk, future = running.popleft()
        yield from zip(chunk, future.result(), strict=True)


def _submit_next(
    chunks: Iterator[list[ConversionTask]], pool: ProcessPoolExecutor
) -> tuple[list[ConversionTask], Future[list[Conversion]]] | None:
    """Return the next chunk with its result to come, which is the error that the chunks end with; None if there is none."""
    try:
        chunk = next(chunks, None)
    except ImportRefusedError as error:
        failed: Future[list[Conversion]] = Future()
        failed.set_exception(error)
        return [], failed
    return None if chunk is None else (chunk, pool.submit(_convert_chunk, chunk))


def _convert_chunk(tasks: list[ConversionTask]) -> list[Conversion]:
    return [convert(task) for task in tasks]


def _count_processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _obey_parent() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it, even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=[parent], daemon=True).start()


def _end_with(process: BaseProcess) -> None:
    process.join()
    os._exit(1)  # the main thread waits for tasks that never come
