"""Build sites and measure time, memory and output size."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer

from . import words
from .contestants import OUTPUT, Contestant
from .posts import Post, Source
from .results import Failure, Measurement, Step

_EDITS = ("This sentence was put in later.", "This sentence was put in after that.")
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """The resources that one run of a program used."""

    seconds: float
    cpu_seconds: float
    peak_megabytes: float


class FailedError(Exception):
    """A build ended with an error, took too long, or its output lacks the latest edit."""


def run(command: Sequence[str], folder: Path, log: Path, timeout: float) -> Usage:
    """Run a program to its end.

    The memory is the peak resident memory of the largest process among the program and its child processes, as the system
    reports it after the end (``ru_maxrss``). It is not a sum, which would count shared memory twice. It is at least the memory
    of this process, from which the program is forked.

    :param folder: the working folder of the program.
    :param log: the file for the output of the program.
    :param timeout: seconds until the program and its child processes are killed.
    :raises FailedError: the program was killed, or its exit status is not 0.
    """
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        alarm = Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        try:
            # ``process.wait()`` does not report the resources.
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # an interrupt does not reach the program, which is in another session
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            alarm.cancel()
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if seconds >= timeout:
        raise FailedError(f"not finished after {timeout:.0f} seconds")
    if process.returncode:
        raise FailedError(f"exit status {process.returncode}: {log.read_text(encoding='utf-8', errors='replace')[-500:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Usage(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / _MEGABYTE)


def _environment() -> dict[str, str]:
    """Return the environment variables of this process, without the one that makes Python compile all modules again."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Site:
    """A contestant's site, which is built step by step."""

    def __init__(self, contestant: Contestant, programs: Path, source: Source, posts: int, folder: Path) -> None:
        """Write the sources.

        :param programs: the folder of the contestant's programs.
        :param posts: the number of posts.
        :param folder: the folder of this site. Its content is deleted.
        """
        self.contestant = contestant
        self.posts = posts
        self.folder = folder / "site"
        self._command = [str(programs / contestant.command[0]), *contestant.command[1:]]
        self._post = source
        self._sources = folder / "sources"
        self._kept = folder / "kept"
        self._log = folder / "log.txt"
        shutil.rmtree(folder, ignore_errors=True)
        contestant.lay_out(self._sources, map(source, range(posts)), words.pictures())

    def build(self, step: Step, timeout: float) -> tuple[Usage, float]:
        """Prepare the site for a step and build it. Steps must follow the order of :class:`Step`.

        :param timeout: seconds until the build is killed.
        :returns: the used resources, and the size of the output in megabytes.
        :raises FailedError: the build failed.
        """
        changed = self._prepare(step)
        usage = run(self._command, self.folder, self._log, timeout)
        self._check(changed)
        size = sum(file.stat().st_size for file in (self.folder / OUTPUT).rglob("*") if file.is_file())
        return usage, size / _MEGABYTE

    def add_file(self, path: str, data: bytes) -> None:
        """Add a file to the sources."""
        file = self._sources / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def remove(self) -> None:
        """Delete the site and its sources."""
        shutil.rmtree(self._sources.parent)

    def _prepare(self, step: Step) -> dict[str, str]:
        """Change the sources for a step, and return a text that each changed page must show, by name of the post."""
        middle, last = self.posts // 2, self.posts - 1
        match step:
            case Step.COLD:
                shutil.rmtree(self.folder, ignore_errors=True)
                self._copy()
                return {self._post(middle).name: ""}
            case Step.UNCHANGED:
                return {}
            case Step.EDITED:
                return self._write(_edited(self._post(middle), 1))
            case Step.ADDED:
                return self._write(self._post(self.posts))
            case Step.CLONED:
                shutil.move(self.folder / "build", self._kept)
                shutil.rmtree(self.folder)
                self._copy()
                self._write(self._post(self.posts))
                if middle != last:
                    self._write(_edited(self._post(middle), 1))
                shutil.move(self._kept, self.folder / "build")
                return self._write(_edited(self._post(last), 2))

    def _copy(self) -> None:
        # Modification times are not copied, as in a clone of a repository.
        shutil.copytree(self._sources, self.folder, copy_function=shutil.copyfile)

    def _write(self, post: Post) -> dict[str, str]:
        self.contestant.write(self.folder, post)
        return {post.name: next((edit for edit in reversed(_EDITS) if edit in post.body), "")}

    def _check(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            page = next((self.folder / OUTPUT).glob(self.contestant.page.replace("NAME", name)), None)
            if page is None or text not in page.read_text(encoding="utf-8"):
                raise FailedError(f"the page of {name} {'does not show its text' if page else 'is missing'}")


def _edited(post: Post, times: int) -> Post:
    return replace(post, body="\n\n".join([post.body, *_EDITS[:times]]) + "\n")


def steps(contestant: Contestant) -> tuple[Step, ...]:
    """Return the steps of a contestant."""
    # Only sphinx-anthology supports builds with a cache from another clone.
    return tuple(Step) if contestant.name == "anthology" else tuple(step for step in Step if step is not Step.CLONED)


def measure(
    sites: Sequence[Site], repetitions: int, timeout: float, only: Collection[Step] = tuple(Step)
) -> Iterator[Measurement | Failure]:
    """Build all sites in turn, so that a machine that is slow for a while slows down all of them.

    A site that fails is skipped from then on.

    :param only: the steps that are measured.
    """
    failed: set[int] = set()
    for repetition in range(repetitions):
        for number, site in enumerate(sites):
            entrant = site.contestant
            for step in (step for step in steps(entrant) if step in only):
                if number in failed:
                    break
                try:
                    usage, size = site.build(step, timeout)
                except FailedError as error:
                    failed.add(number)
                    yield Failure(entrant.name, entrant.setting, site.posts, step, str(error))
                    break
                yield Measurement(
                    entrant.name,
                    entrant.setting,
                    site.posts,
                    step,
                    repetition,
                    round(usage.seconds, 3),
                    round(usage.cpu_seconds, 3),
                    round(usage.peak_megabytes, 1),
                    round(size, 2),
                )
