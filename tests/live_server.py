"""A running ``anthology live``, as tests see it: its processes, what it tells browsers, and what it serves."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

from conftest import Site, read_output

_SECONDS = 120
"""After this time a test fails. It is never waited for."""
GATE = """
import os
from pathlib import Path

GATES = Path({gates!r})

def wait_at(name):
    if (GATES / name).exists():
        with open(GATES / f"{{name}}-arrived", "w") as arrived:
            arrived.write(str(os.getpid()))
        with open(GATES / f"{{name}}-go") as go:
            go.read()

os.register_at_fork(after_in_parent=lambda: wait_at("forked"), after_in_child=lambda: wait_at("was-forked"))

def setup(app):
    app.connect("env-before-read-docs", lambda app, env, docnames: wait_at("reading"))
    app.connect("env-updated", lambda app, env: wait_at("comparing") or [], priority=590)
    app.connect("env-check-consistency", lambda app, env: wait_at("checking"))
    app.connect("html-collect-pages", lambda app: wait_at("writing") or [])
"""
"""The end of a configuration with which builds wait before documents are read, before pages are compared, when the environment
is stored, after writing, and on both sides of a fork."""
_COMMAND = ("-m", "sphinx_anthology.cli")
_WITHOUT_FORKS = ("-c", "import os; del os.fork; from sphinx_anthology.cli.commands import main; main()")
"""The command where processes cannot be forked."""
SCRIPT = b'<script type="module" src="/_anthology-live/live.js"></script>'
"""What is added to each page."""


class LiveServer:
    """The server of one site."""

    def __init__(self, site: Site, *options: str, forks: bool = True) -> None:
        self.folder = site.folder.parent / "live"
        self.root = self.folder / "site"
        arguments = ("live", str(site.folder), "--port=0", f"--output={self.folder}", *options)
        command = (sys.executable, *(_COMMAND if forks else _WITHOUT_FORKS), *arguments)
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.output = ""
        assert self.process.stderr is not None
        while not (found := re.search(r"at http://127\.0\.0\.1:(\d+)/", self.output)):
            line = self.process.stderr.readline()
            assert line, self.output
            self.output += line
        self.port = int(found[1])
        self.url = f"http://127.0.0.1:{self.port}/"
        self._stream = self._follow()
        self.former = 0
        """The builds that are not counted."""

    def _ask(self, path: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        connection.request("GET", f"/{path}")
        return connection.getresponse()

    def _follow(self, page: str = "") -> HTTPResponse:
        return self._ask(f"_anthology-live/events?page=/{quote(page)}")

    @contextmanager
    def open_page(self, page: str) -> Iterator[Iterator[dict[str, Any]]]:
        """Have a page open. The context has what its browser is told."""
        with self._follow(page) as stream:
            yield _read_messages(stream)

    def state(self) -> dict[str, Any]:
        """Return what is so now."""
        with self._follow() as stream:
            return next(_read_messages(stream))

    def messages(self) -> Iterator[dict[str, Any]]:
        """Yield what the server tells browsers."""
        yield from _read_messages(self._stream)
        raise AssertionError("The server has ended.")

    def wait_until(self, holds: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Return the first state for which something holds."""
        return next(message for message in self.messages() if message["type"] == "state" and holds(message))

    def wait_for_build(self, number: int) -> dict[str, Any]:
        """Return the state after so many builds, that of the start or of the last :meth:`settle` included."""
        return self.wait_until(lambda state: state["builds"] >= self.former + number and not state["is_building"])

    def settle(self, site: Site) -> None:
        """Wait until all edits are built, and count from here."""
        self.wait_for_mark(write_mark(site, str(self.state()["builds"])))
        self.former = self.state()["builds"] - 1

    def wait_for_mark(self, mark: str) -> None:
        """Wait until the page with a mark of :func:`write_mark` is built, and everything else."""
        while mark not in self.get("beacon.html") or self.state()["is_building"]:
            state = self.wait_until(lambda state: not state["is_building"])
            assert state["failure"] == "", state["failure"]

    def read(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        with self._ask(path) as answer:
            return answer.status, answer.read()

    def get(self, path: str) -> str:
        """Return the text of an answer, whatever its status."""
        return self.read(path)[1].decode()

    def builders(self) -> set[int]:
        """Return the processes that build or wait for a build."""
        return self.processes() - {self.process.pid}

    def processes(self) -> set[int]:
        """Return all processes of the server that have not ended."""
        found: set[int] = set()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command, status = (folder / "cmdline").read_bytes(), (folder / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if os.fsencode(self.folder) in command and status != "Z":
                found.add(int(folder.name))
        return found

    def wait_for_end_of(self, pids: set[int]) -> None:
        """Wait until processes have ended. They are no children of this one."""
        for pid in pids:
            try:
                descriptor = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            with os.fdopen(descriptor) as process:
                assert select.select([process], [], [], _SECONDS)[0], f"{pid} has not ended"

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        """End the server, and check that no process is left.

        One that it has just started notices the end when Sphinx is loaded.
        """
        self.process.send_signal(with_signal)
        self.process.wait(_SECONDS)
        while left := self.processes():
            self.wait_for_end_of(left)
        assert self.process.stderr is not None
        self.output += self.process.stderr.read()
        self.process.stderr.close()


def _read_messages(stream: HTTPResponse) -> Iterator[dict[str, Any]]:
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def write_mark(site: Site, name: str) -> str:
    """Write a page with a mark that no build before had, and return the mark."""
    mark = f"Beacon {name}."
    site.write("beacon.md", f"---\norphan: true\n---\n\n# {mark}\n")
    return mark


def assert_exact(server: LiveServer, site: Site) -> None:
    """Check that files are those of a clean build with drafts, and that HTTP serves them."""
    clean = site.build(output=site.folder.parent / f"clean-{site.builds}", fresh=True, anthology_drafts=True)
    expected = read_output(clean.output)
    assert read_output(server.root) == expected
    for name, content in {**expected, "": expected["index.html"]}.items():
        status, body = server.read(quote(name))
        assert status == 200
        assert (body.replace(SCRIPT, b"", 1) if name.endswith(".html") or not name else body) == content


@contextmanager
def serve(site: Site, *options: str, forks: bool = True) -> Iterator[LiveServer]:
    """Serve a site, and end the server afterwards."""
    server = LiveServer(site, *options, forks=forks)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


class Gates:
    """Places at which builds wait for a test; see :data:`GATE`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name in ("reading", "comparing", "checking", "writing", "forked", "was-forked"):
            os.mkfifo(folder / f"{name}-arrived")
            os.mkfifo(folder / f"{name}-go")

    @property
    def configuration(self) -> str:
        """The lines for ``conf.py``."""
        return GATE.format(gates=str(self.folder))

    def close(self, name: str) -> None:
        """Let the next builds wait."""
        (self.folder / name).touch()

    def open(self, name: str) -> None:
        """Let the next builds pass."""
        (self.folder / name).unlink()

    def wait_for(self, name: str) -> int:
        """Wait until a build has come to a gate, and return its process."""
        return int((self.folder / f"{name}-arrived").read_text())

    def let_go(self, name: str) -> None:
        """Let a build pass that waits."""
        (self.folder / f"{name}-go").write_text("")
