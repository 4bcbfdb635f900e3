"""Measure the time from saving a post to seeing it: ``nox -s bench_live -- --help``.

Each server shows the page of a post in Chromium. The post is edited, and the clock runs from then until the edit can be seen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

import psutil
from chromium import open_chromium
from playwright.sync_api import Page

from . import environments, words
from .contestants import CONTESTANTS, Contestant
from .posts import SIZE, Generator, Post

_BUILD = Path(__file__).parent.parent / "build" / "bench" / "live"
_PATIENCE = 3600
"""Seconds until a server must show its first page."""
_EDIT_PATIENCE = 300
_HAS_TEXT = "mark => document.body?.textContent.includes(mark)"
_IDLE = 0.05
"""Seconds of the processor that a server may use in a second in which it does nothing, because it looks for edits."""


@dataclass(frozen=True)
class Server:
    """A server that shows edits."""

    title: str
    contestant: Contestant
    command: tuple[str, ...]
    """The command; ``PORT`` stands for the port."""
    address: Callable[[Post], str]
    """Returns the address of the page of a post, relative to the root."""


def _find(name: str) -> Contestant:
    return next(entrant for entrant in CONTESTANTS if entrant.name == name)


SERVERS = {
    "anthology": Server(
        "sphinx-anthology, anthology live",
        _find("anthology"),
        ("python", "-m", "sphinx_anthology.cli", "live", "--port", "PORT", "--output", "build/live", "."),
        lambda post: f"posts/{post.name}.html",
    ),
    "autobuild": Server(
        "Plain Sphinx, sphinx-autobuild",
        replace(_find("floor"), environment="autobuild"),
        ("python", "-m", "sphinx_autobuild", "--port", "PORT", "-j", "2", "-d", "build/doctrees", ".", "build/html"),
        lambda post: f"posts/{post.name}.html",
    ),
    "material": Server(
        "Material for MkDocs, mkdocs serve",
        _find("material"),
        ("python", "-m", "mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:PORT"),
        lambda post: f"blog/{post.published:%Y/%m/%d}/{post.name}/",
    ),
    "hugo": Server(
        "Hugo, hugo server",
        _find("hugo"),
        ("hugo", "server", "--port", "PORT", "--bind", "127.0.0.1"),
        lambda post: f"posts/{post.name}/",
    ),
}


def main() -> None:
    """Measure, and print a table."""
    options = _options()
    rows = [
        f"| {options.posts:,} posts | Sentence, s | Slowest | Title, s | Slowest | Ready, s |",
        "| --- | --: | --: | --: | --: | --: |",
    ]
    with open_chromium() as browser:
        for name in options.only:
            server = SERVERS[name]
            ready, texts, titles = _measure(server, browser.new_page(), options)
            figures = (median(texts), max(texts), median(titles), max(titles), ready)
            rows.append(f"| {server.title} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |")
            print(rows[-1], file=sys.stderr, flush=True)
    print("\n".join(rows))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="nox -s bench_live --", description="Measure the time from saving a post to seeing it."
    )
    parser.add_argument("--posts", type=int, default=1000, metavar="N", help="the number of posts")
    parser.add_argument("--repeat", type=int, default=10, metavar="N", help="edits of each kind")
    parser.add_argument("--bytes", type=int, default=SIZE, metavar="N", help="average size of a post")
    parser.add_argument("--only", nargs="+", choices=[*SERVERS], default=[*SERVERS], metavar="NAME", help=", ".join(SERVERS))
    return parser.parse_args()


def _measure(server: Server, page: Page, options: argparse.Namespace) -> tuple[float, list[float], list[float]]:
    """Return the seconds until the first page was served, and those until edits of sentences and of titles were seen."""
    source = Generator(options.bytes)
    folder = _BUILD / f"{server.contestant.slug}-{options.posts}"
    shutil.rmtree(folder, ignore_errors=True)
    server.contestant.lay_out(folder, map(source, range(options.posts)), words.pictures())
    post = source(options.posts // 2)
    with _run(server, folder) as (root, started):
        _wait_for_page(root + server.address(post))
        ready = time.perf_counter() - started
        page.goto(root + server.address(post))
        page.wait_for_load_state()
        _wait_until_idle(folder)
        texts, titles = [], []
        for number in range(-1, options.repeat):  # the first edit is not measured
            edited = replace(post, body=f"This sentence has the mark sentence{number + 1}x.\n\n{post.body}")
            texts.append(_time(page, folder, server, edited, f"sentence{number + 1}x"))
        for number in range(options.repeat):
            retitled = replace(edited, title=f"Title{number}x")
            titles.append(_time(page, folder, server, retitled, retitled.title))
    return ready, texts[1:], titles


def _time(page: Page, folder: Path, server: Server, post: Post, mark: str) -> float:
    """Return the seconds from saving a post to seeing a mark in its text, and wait until the server is idle again."""
    started = time.perf_counter()
    server.contestant.write(folder, post)
    # A locator would look twice a second.
    page.wait_for_function(_HAS_TEXT, arg=mark, polling="raf", timeout=_EDIT_PATIENCE * 1000)
    seconds = time.perf_counter() - started
    _wait_until_idle(folder)
    return seconds


def _wait_until_idle(folder: Path) -> None:
    """Wait until a server has finished what it does after an edit: the processes that work in its folder use no time."""
    before: dict[int, float] = {}
    while True:
        used = _read_seconds(folder)
        if used.keys() == before.keys() and sum(used.values()) - sum(before.values()) < _IDLE:
            return
        before = used
        time.sleep(1)


def _read_seconds(folder: Path) -> dict[int, float]:
    """Return the seconds of the processor that the processes that work in a folder have used, by process."""
    used: dict[int, float] = {}
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.cwd() == str(folder):
                times = process.cpu_times()
                used[process.pid] = times.user + times.system
    return used


@contextmanager
def _run(server: Server, folder: Path) -> Iterator[tuple[str, float]]:
    """Run a server, and end it with all its processes. The context is its root, and when it was started."""
    programs = environments.prepare(server.contestant, _BUILD / "environments")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [str(programs / server.command[0]), *(word.replace("PORT", port) for word in server.command[1:])]
    started = time.perf_counter()
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            yield f"http://127.0.0.1:{port}/", started
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(60)


def _wait_for_page(address: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.1)
    raise SystemExit(f"{address} is not served.")


if __name__ == "__main__":
    main()
