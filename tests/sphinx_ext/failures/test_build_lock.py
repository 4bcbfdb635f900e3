"""One build at a time in a folder of doctrees."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Site, read_output
from fasteners import InterProcessLock
from forks import run, run_sphinx
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx_anthology.sphinx_ext.failures.build_lock import LOCK_FILE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the processes of the tests use signals")

WAITING = "Another build is running in"
HOLDER = """\
import sys
from fasteners import InterProcessLock
lock = InterProcessLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


class Holder:
    """Another process that has locked the folder of doctrees of a site."""

    def __init__(self, site: Site) -> None:
        self.file = site.folder / "build/doctrees" / LOCK_FILE
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(self.file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"


def start(site: Site, builder: str = "html", *options: str) -> subprocess.Popen[str]:
    """Start a build in another process."""
    build = site.folder / "build"
    arguments = ["-b", builder, "-d", str(build / "doctrees"), *options, str(site.folder), str(build / builder)]
    command = [sys.executable, "-u", "-m", "sphinx", *arguments]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A test may have been started by a process that ignores this signal, as a shell does in the background.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def read_until(process: subprocess.Popen[str], words: str) -> None:
    """Read the output of a process up to a line with some words."""
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return
    pytest.fail(f"{words!r} was not shown.")


@pytest.fixture
def in_docutils(site: Site) -> Iterator[None]:
    """Let applications of a test be built after they have been made."""
    with patch_docutils(site.folder), docutils_namespace():
        yield


def make_application(site: Site, builder: str = "html") -> Sphinx:
    build = site.folder / "build"
    return Sphinx(site.folder, site.folder, build / builder, build / "doctrees", builder, status=None, warning=None)


def is_locked(site: Site) -> bool:
    """Return whether another process sees the folder as locked."""
    lock = InterProcessLock(site.folder / "build/doctrees" / LOCK_FILE)
    done = run(lambda: 0 if lock.acquire(blocking=False) else 3)
    assert done.returncode in (0, 3), done.stderr
    return done.returncode == 3


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize("options", [("-D", "anthology_accelerate=0"), ("-j", "2")])
def test_a_build_waits_until_another_one_has_finished(site: Site, builder: str, options: tuple[str, ...]) -> None:
    site.post("a")
    holder = Holder(site)
    waiting = start(site, builder, *options)
    read_until(waiting, WAITING)
    assert not (site.folder / "build/doctrees/environment.pickle").exists()
    holder.process.communicate("")
    text, _ = waiting.communicate()
    assert waiting.returncode == 0
    assert "build succeeded" in text
    assert WAITING not in text


def test_a_build_goes_on_when_another_one_is_killed(site: Site) -> None:
    site.post("a")
    holder = Holder(site)
    waiting = start(site)
    read_until(waiting, WAITING)
    holder.process.send_signal(signal.SIGKILL)
    holder.process.communicate()
    text, _ = waiting.communicate()
    assert "build succeeded" in text


def test_a_build_that_waits_can_be_interrupted(site: Site) -> None:
    holder = Holder(site)
    waiting = start(site)
    read_until(waiting, WAITING)
    waiting.send_signal(signal.SIGINT)
    text, _ = waiting.communicate()
    assert "Interrupted!" in text
    assert "Traceback" not in text
    holder.process.communicate("")


def test_while_a_build_runs_the_folder_is_locked(site: Site) -> None:
    site.post("a")
    seen: list[bool] = []
    events = ["builder-inited", "env-before-read-docs", "write-started", "build-finished"]
    site.build(handlers={event: lambda *_: seen.append(is_locked(site)) for event in events[1:]})
    assert seen == [True] * 3
    assert not is_locked(site)


def test_after_a_failed_build_the_folder_is_not_locked(site: Site) -> None:
    site.post("a")

    def fail(app: Sphinx) -> None:
        raise RuntimeError("the lights went out")

    with pytest.raises(Exception, match="the lights went out"):
        site.build(handlers={"html-collect-pages": fail})
    assert not is_locked(site)


def test_a_build_that_has_nothing_to_do_unlocks_the_folder(site: Site) -> None:
    site.post("a")
    for _ in range(2):
        assert run_sphinx("-q", site.folder, site.folder / "build/html", "-d", site.folder / "build/doctrees").returncode == 0
    assert not is_locked(site)


@pytest.mark.usefixtures("in_docutils")
def test_several_applications_in_a_process_do_not_wait_for_each_other(site: Site) -> None:
    site.post("a")
    first = make_application(site)
    second = make_application(site, "text")
    second.build()
    assert is_locked(site)
    first.build()
    assert not is_locked(site)
    first.build()
    assert not is_locked(site)


@pytest.mark.usefixtures("in_docutils")
def test_an_application_that_builds_again_locks_the_folder_again(site: Site) -> None:
    site.post("a")
    app = make_application(site)
    seen: list[bool] = []
    app.connect("write-started", lambda app, builder: seen.append(is_locked(site)))
    app.build()
    app.build()
    assert seen == [True, True]
    assert not is_locked(site)


@pytest.mark.usefixtures("in_docutils")
def test_an_application_that_never_builds_unlocks_the_folder_when_it_is_gone(
    site: Site, make_site: Callable[[str], Site]
) -> None:
    app: Sphinx | None = make_application(site)
    assert is_locked(site)
    app = make_application(make_site("other"))
    gc.unfreeze()  # the acceleration hides all objects until a build is finished
    gc.collect()
    assert not is_locked(site)
    assert app.srcdir != site.folder


def test_forked_processes_do_not_hold_the_lock(site: Site) -> None:
    site.post("a")
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    processes: list[multiprocessing.process.BaseProcess] = []

    def fork(app: Sphinx, builder: object) -> None:
        processes.append(context.Process(target=receiver.recv))
        processes[0].start()

    site.build(handlers={"write-started": fork})
    assert processes[0].is_alive()
    assert not is_locked(site)
    sender.send("end")
    processes[0].join()


@pytest.mark.parametrize("options", [("-j", "2", "-D", "anthology_accelerate=0"), ("-j", "2")])
def test_forked_processes_end_with_a_process_that_is_killed(site: Site, options: tuple[str, ...]) -> None:
    site.write("conf.py", (site.folder / "conf.py").read_text(encoding="utf-8") + WAITING_FOR_EVER)
    for number in range(12):
        site.post(f"p{number}")
    running = start(site, "html", *options)
    read_until(running, "this process has been forked")
    running.send_signal(signal.SIGKILL)
    text, _ = running.communicate(timeout=60)  # until all processes have closed it
    assert "finished" not in text


WAITING_FOR_EVER = """
def setup(app):
    app.connect("source-read", wait_for_ever)
    return {"parallel_read_safe": True}

def wait_for_ever(app, docname, content):
    import os, threading, multiprocessing
    if multiprocessing.parent_process():
        os.write(1, b"this process has been forked\\n")
        threading.Event().wait()
"""


def test_a_folder_in_which_nothing_can_be_locked_is_used_without_a_lock(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("a")
    calls: list[str] = []

    def fail(lock: InterProcessLock) -> None:
        calls.append("tried")
        raise OSError(37, "No locks available")

    monkeypatch.setattr(InterProcessLock, "trylock", fail)
    assert "Title of a" in site.build().text("posts/a.html")
    assert calls == ["tried", "tried"]


def test_builds_with_other_doctrees_and_options_may_run_at_once(site: Site, tmp_path: Path) -> None:
    for number in range(6):
        site.post(f"p{number}", category=f"C{number % 4}", tags=f"t{number % 3}, u", author="Kim")
    plans = {
        "one": ("-D", "anthology_accelerate=0", "-D", "language=ko", "-D", "anthology_page_size=2"),
        "two": ("-j", "2", "-D", "anthology_tag_min_posts=9"),
    }

    def arguments(name: str, folder: Path) -> list[str]:
        return ["-q", "-d", str(folder / f"{name}-doctrees"), *plans[name], str(site.folder), str(folder / name)]

    at_once, alone = tmp_path / "at once", tmp_path / "alone"
    commands = [[sys.executable, "-m", "sphinx", *arguments(name, at_once)] for name in plans]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    assert [process.communicate()[1] for process in running] == ["", ""]
    for name in plans:
        assert run_sphinx(*arguments(name, alone)).returncode == 0
        assert read_output(at_once / name) == read_output(alone / name)


def test_the_lock_file_stays(site: Site) -> None:
    site.post("a")
    site.build()
    file = site.folder / "build/doctrees" / LOCK_FILE
    before = os.stat(file).st_ino  # noqa: PTH116
    site.build()
    assert os.stat(file).st_ino == before  # noqa: PTH116  a build that waits has opened it
