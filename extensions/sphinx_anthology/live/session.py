"""When a build starts, and what browsers are told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any

from ..cli.editors import link_to_editor
from .builder_link import BuilderLink
from .messages import Command
from .options import BuildOptions
from .problem_list import ProblemList
from .watching import FileState, FileWatch, Watched

Messages = asyncio.Queue[dict[str, Any] | None]
_KILLED = "The process that builds was ended from outside, perhaps because memory is short. The next edit tries again."


class _Phase(Enum):
    """What the process that builds does."""

    STARTING = auto()
    """It builds as soon as it waits for commands."""
    STANDBY = auto()
    """It has started, and builds after the next edit."""
    READING = auto()
    """It was asked for a build, and no page is written yet."""
    WRITING = auto()
    """The pages that are open in browsers are written."""
    IDLE = auto()


@dataclass(eq=False)
class Browser:
    """A page that is open in a browser."""

    path: str
    """The path of its address."""
    messages: Messages = field(default_factory=asyncio.Queue)
    """What it is told; None at the end."""

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of the page relative to the root of the site, as builders name it."""
        url = self.path.lstrip("/")
        return (url, f"{url}index.html") if not url or url.endswith("/") else (url,)


class Session:
    """Builds after edits, and tells browsers."""

    def __init__(self, options: BuildOptions, editor: str, say: Callable[[str], None]) -> None:
        """Prepare a session.

        :param editor: the name of an editor, one of :data:`.EDITORS`; empty for none.
        :param say: shows a line of text.
        """
        self._options = options
        self._editor = editor
        self._say = say
        self._link: BuilderLink | None = None
        self._watch: asyncio.Task[None] | None = None
        self._watched = Watched((str(options.source), str(options.configuration / "conf.py")))
        self._states: dict[str, FileState] = {}
        self._phase = _Phase.STARTING
        self._edited: set[str] = set()
        self._was_edited = asyncio.Event()
        self._may_interrupt = False
        self._is_restarting = False
        self._build_pid = 0
        """The process of the build that was asked for last; 0 before it has started, and when it has said what came of it."""
        self._lost = 0
        """The builds whose processes were killed since the last edit."""
        self._finished = 0
        """The number of builds that have succeeded or failed."""
        self._problems = ProblemList()
        self._failure = ""
        self._badges: dict[str, str] = {}
        self._browsers: set[Browser] = set()
        self.previews: dict[str, Path] = {}
        """Files to show until the build has written the pages, by their addresses relative to the root of the site."""

    async def run(self) -> None:
        """Build, and go on building after edits, until it is cancelled."""
        self._start_watch()
        while True:
            self._is_restarting = False
            self._link = link = await BuilderLink.start(self._options)
            try:
                async for event in link.read_events():
                    getattr(self, f"_on_{event.pop('event')}")(**event)
                    self._build_if_possible()
            finally:
                self._link = None  # an edit that comes now is kept for the next process
                await link.finish()
            is_done = not self._options.forks and self._phase is _Phase.IDLE
            if not (self._is_restarting or is_done or self._may_try_again()):
                await self._was_edited.wait()
            self._phase = _Phase.STANDBY if is_done and not self._is_restarting else _Phase.STARTING

    def _may_try_again(self) -> bool:
        """Return whether a build is repeated whose processes were killed: once for each edit."""
        self._lost += 1
        if self._lost > 1:
            self._say(_KILLED)
            self._finish_build(_KILLED)
        return self._lost == 1

    def _start_watch(self) -> None:
        if self._watch:
            self._watch.cancel()
        self._watch = asyncio.create_task(self._follow_edits(FileWatch(self._watched, self._states)))

    async def _follow_edits(self, watch: FileWatch) -> None:
        async for paths in watch.wait_for_edits():
            self._edited |= paths
            self._lost = 0
            self._was_edited.set()
            self._build_if_possible()

    def _build_if_possible(self) -> None:
        """Start a build if there was an edit, unless one is running that should first show something."""
        if not self._edited or not self._link or self._is_restarting:
            return
        if any(map(self._watched.needs_restart, self._edited)):
            self._is_restarting = True
            self._forget_edits()
            self._say("Starting again, because configuration, templates or code have changed.")
            self._link.stop()
        elif self._phase is _Phase.IDLE or (self._phase is _Phase.WRITING and self._may_interrupt):
            self._build(self._link)

    def _build(self, link: BuilderLink) -> None:
        edited = tuple(sorted(self._edited))
        self._forget_edits()
        self._phase, self._build_pid = _Phase.READING, 0
        link.build(Command(tuple(sorted({url for browser in self._browsers for url in browser.urls})), edited))
        self._tell_state()

    def _forget_edits(self) -> None:
        self._edited.clear()
        self._was_edited.clear()

    # -- what the process that builds says ----------------------------------------------------------------------------

    def _on_ready(self) -> None:
        if self._phase is _Phase.STARTING and self._link:
            self._build(self._link)
        elif self._phase is _Phase.STANDBY:
            self._phase = _Phase.IDLE

    def _on_watch(self, paths: list[str], ignored: list[str], restarting: list[str], may_be_interrupted: bool) -> None:
        self._may_interrupt = may_be_interrupted and self._options.forks
        watched = Watched(tuple(paths), tuple(ignored), tuple(restarting))
        if watched != self._watched:
            self._watched = watched
            self._start_watch()

    def _on_build(self, pid: int) -> None:
        self._build_pid = pid

    def _on_problems(self, phase: str, paths: list[str] | None, problems: list[dict[str, Any]]) -> None:
        for problem in problems:
            problem["editor"] = link_to_editor(self._editor, problem["path"], problem["line"])
            self._say(f"{problem['name'] or 'problem'}:{problem['line']}: {problem['message']}")
        self._problems.replace(phase, None if paths is None else {*paths}, problems)

    def _on_badges(self, badges: dict[str, str]) -> None:
        self._badges = badges

    def _on_preview(self, url: str, file: str) -> None:
        if self._build_pid:  # otherwise it is from a build that was interrupted
            self._phase = _Phase.WRITING
            self.previews[url] = Path(file)
            self._tell({"type": "pages"}, [url])

    def _on_pages(self, urls: list[str]) -> None:
        if self._build_pid:
            self._phase = _Phase.WRITING
            for url in urls:
                self.previews.pop(url, None)
            self._tell({"type": "pages"}, urls)

    def _on_done(self) -> None:
        if self._build_pid:
            self._finish_build("")

    def _on_failed(self, message: str) -> None:
        if self._build_pid:
            self._say(message)
            self._finish_build(message)

    def _finish_build(self, failure: str) -> None:
        self._phase, self._build_pid, self._failure = _Phase.IDLE, 0, failure
        self.previews.clear()
        self._finished += 1
        self._tell_state()
        self._tell({"type": "pages"})

    def _on_ended(self, pid: int) -> None:
        if pid == self._build_pid and self._link and self._may_try_again():
            self._build(self._link)

    # -- browsers -----------------------------------------------------------------------------------------------------

    @contextmanager
    def follow(self, path: str) -> Iterator[Messages]:
        """Have a browser told what it needs to know, while the context lasts.

        :param path: the path of the address of the page that it shows.
        """
        browser = Browser(path)
        self._browsers.add(browser)
        browser.messages.put_nowait(self._state())
        try:
            yield browser.messages
        finally:
            self._browsers.discard(browser)

    def close(self) -> None:
        """Let go of all browsers."""
        for browser in self._browsers:
            browser.messages.put_nowait(None)

    def _state(self) -> dict[str, Any]:
        return {
            "type": "state",
            "builds": self._finished,
            "is_building": self._phase not in (_Phase.STANDBY, _Phase.IDLE) or bool(self._edited),
            "failure": self._failure,
            "problems": self._problems.list_all(),
            "badges": self._badges,
        }

    def _tell_state(self) -> None:
        self._tell(self._state())

    def _tell(self, message: dict[str, Any], urls: Iterable[str] | None = None) -> None:
        """Send a message to browsers: those that show one of some pages, or all."""
        wanted: Set[str] | None = None if urls is None else {*urls}
        for browser in self._browsers:
            if wanted is None or not wanted.isdisjoint(browser.urls):
                browser.messages.put_nowait(message)
