"""Builds sites, and says how long it took and what it took."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
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
    """What one run of a program took."""

    seconds: float
    cpu_seconds: float
    peak_megabytes: float


class FailedError(Exception):
    """A build that ended with an error, took too long, or did not show in its output what is in its sources."""


def run(command: Sequence[str], folder: Path, log: Path, timeout: float) -> Usage:
    """Run a program to its end.

    The memory is what the system reports of a process that has ended: of it and of all processes below it that were waited
    for, the resident memory of the largest, at its largest. It is not their sum: what processes share would be counted
    twice in one. It is at least as much as this process has, from which the program is started.

    :param folder: where it runs.
    :param log: the file that is given what it prints.
    :param timeout: seconds after which it is ended, with all that it started.
    :raises FailedError: it was ended, or its exit status is not 0.
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
            # Not by ``process.wait()``, which does not say what was used.
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # somebody wants to stop, which the program, in a session of its own, is not told
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
    """Return the variables of this process, without the one that would have Python compile all modules again each time."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Site:
    """A contestant's site of some posts, which is built step after step."""

    def __init__(self, contestant: Contestant, programs: Path, source: Source, posts: int, folder: Path) -> None:
        """Lay out the sources.

        :param programs: the folder of the contestant's programs.
        :param posts: how many there are.
        :param folder: belongs to this site; what is in it is deleted.
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
        """Prepare the site for a *step*, and build it. The steps have the order of :class:`Step`.

        :param timeout: seconds that the build may take.
        :returns: what it took, and the megabytes of its output.
        :raises FailedError: it did not end well.
        """
        changed = self._prepare(step)
        usage = run(self._command, self.folder, self._log, timeout)
        self._check(changed)
        size = sum(file.stat().st_size for file in (self.folder / OUTPUT).rglob("*") if file.is_file())
        return usage, size / _MEGABYTE

    def remove(self) -> None:
        """Delete all of it."""
        shutil.rmtree(self._sources.parent)

    def _prepare(self, step: Step) -> dict[str, str]:
        """Do what happens before a build; return texts that pages have to show after it, by the names of posts."""
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
        # Without the times of the files, as in a clone of a repository.
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
    """Return the steps that a contestant goes through."""
    # Only here it is said that a restored cache helps.
    return tuple(Step) if contestant.name == "anthology" else tuple(step for step in Step if step is not Step.CLONED)


def measure(sites: Sequence[Site], repetitions: int, timeout: float) -> Iterator[Measurement | Failure]:
    """Build all sites, in turn, so that a machine that is slow for a while is slow for all of them.

    One that fails is left out from then on, and the failure given.
    """
    failed: set[int] = set()
    for repetition in range(repetitions):
        for number, site in enumerate(sites):
            entrant = site.contestant
            for step in steps(entrant):
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
