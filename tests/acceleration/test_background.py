"""Background jobs: done before the build ends, and told of if they fail."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from typing import Any

import pytest
from conftest import Site, read_output
from sample_site import MINIMAL, without_stale_words
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx_anthology.acceleration import background, search_index

pytestmark = pytest.mark.build


CHILDREN = active_children()
"""The processes of tests that ran before, such as those of an extension that never ends its own."""


@pytest.fixture(autouse=True)
def _forget_other_children() -> None:
    CHILDREN[:] = active_children()


def new_children() -> list[BaseProcess]:
    """Return the processes that were started in this test and have not ended."""
    return [child for child in active_children() if child not in CHILDREN]


@pytest.fixture
def many(site: Site) -> Site:
    """A site with more pages than one process writes alone."""
    site.write("conf.py", MINIMAL)
    for number in range(12):
        page(site, number, f"Word{number} and common words.")
    site.build(jobs=2)
    return site


def page(site: Site, number: int, text: str) -> None:
    site.write(f"p{number:02}.md", f"---\norphan: true\n---\n\n# Page {number}\n\n{text}\n")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_index_into_which_a_few_pages_are_put_is_that_of_a_clean_build(
    many: Site, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    processes: list[int] = []
    run = background.run_in_background

    def noted(app: Sphinx, job: Callable[[], object]) -> None:
        processes.append(app.parallel)
        run(app, job)

    monkeypatch.setattr(background, "run_in_background", noted)
    monkeypatch.setattr(search_index, "run_in_background", noted)
    page(many, 3, "Common words, and unheard ones. Word5.")
    incremental = many.build(jobs=jobs).text("searchindex.js")
    assert processes == [jobs]
    assert "unheard" in incremental
    assert "word3" not in incremental
    clean = many.build(fresh=True, extensions=["myst_parser"], output=many.folder / "clean").text("searchindex.js")
    assert clean == incremental
    assert new_children() == []


def test_no_process_is_left_of_a_build_that_fails(many: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    start = background.TwoStepJob.__init__

    def noted(self: background.TwoStepJob[Any], *arguments: Any) -> None:
        start(self, *arguments)
        started.append(len(new_children()))

    monkeypatch.setattr(background.TwoStepJob, "__init__", noted)
    page(many, 3, "Other.")
    with pytest.raises(ExtensionError, match="division"):
        many.build(jobs=2, handlers={"html-page-context": lambda *_: 1 // 0})
    assert len(started) == 1
    assert started[0] > 0
    assert new_children() == []


def test_a_job_runs_in_this_process_without_the_acceleration(site: Site) -> None:
    site.write("conf.py", 'extensions = ["myst_parser"]\n')
    done: list[int] = []
    run = background.run_in_background
    site.build(jobs=2, handlers={"builder-inited": lambda app: run(app, lambda: done.append(os.getpid()))})
    assert done == []  # Sphinx has emitted the event before the handler was connected
    site.build(jobs=2, handlers={"env-updated": lambda app, env: run(app, lambda: done.append(os.getpid()))})
    assert done == [os.getpid()]


def sphinx_build(site: Site, *lines: str) -> subprocess.CompletedProcess[str]:
    """Build a site with two processes as from the command line, with further lines in its configuration."""
    site.write("conf.py", "\n".join([MINIMAL, *lines]))
    folders = [str(site.folder), str(site.folder / "build/html")]
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-d", str(site.folder / "build/doctrees"), *folders]
    return subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
        check=False,
        capture_output=True,
        text=True,
        # A process that was started in the background ignores the signal, and so do those that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


@pytest.mark.parametrize("changed", [1, 12])
def test_an_environment_that_cannot_be_stored_ends_the_build(many: Site, changed: int) -> None:
    for number in range(changed):
        page(many, number, "Other.")
    spoil = 'def setup(app):\n    app.connect("env-updated", lambda app, env: setattr(env, "bad", lambda: 1) or [])\n'
    ended = sphinx_build(many, spoil)
    assert ended.returncode == 2
    assert "local object 'setup.<locals>." in ended.stderr
    again = sphinx_build(many)
    assert (again.returncode, again.stderr) == (0, "")
    clean = read_output(many.build(fresh=True, extensions=["myst_parser"], output=many.folder / "clean").output)
    assert without_stale_words([(read_output(many.folder / "build/html"), [])]) == without_stale_words([(clean, [])])


def test_the_first_job_that_failed_is_told(many: Site) -> None:
    page(many, 3, "Other.")
    jobs = (
        "from sphinx_anthology.acceleration import run_in_background\n\n"
        "def store(app):\n    for number in range(3):\n        run_in_background(app, lambda: 1 // 0 if number else [][1])\n\n"
        'def setup(app):\n    app.connect("builder-inited", store)\n'
    )
    ended = sphinx_build(many, jobs)
    assert ended.returncode == 2
    assert "list index out of range" in ended.stderr
    assert "division" not in ended.stderr


def test_a_process_that_is_killed_is_told_of(many: Site) -> None:
    kill = "    [os.kill(child.pid, signal.SIGKILL) for child in multiprocessing.active_children()]\n"
    assert sphinx_build(many).returncode == 0
    page(many, 3, "Other.")
    stop = f"import multiprocessing, os, signal\n\ndef stop(*_):\n{kill}\n"
    ended = sphinx_build(many, stop, 'def setup(app):\n    app.connect("html-page-context", stop)\n')
    assert ended.returncode == 2
    assert "was killed" in ended.stderr


def test_an_environment_that_others_store_is_stored_at_once(many: Site) -> None:
    store = "def store(app, *_):\n    file = io.BytesIO()\n    pickle.dump(app.env, file)\n    print(len(file.getvalue()))\n"
    page(many, 3, "Other.")
    ended = sphinx_build(many, "import io, pickle\n", store, 'def setup(app):\n    app.connect("write-started", store)')
    assert int(ended.stdout.split()[-1]) > 1000


def test_a_builder_that_never_writes_its_index_is_not_waited_for(many: Site) -> None:
    many.build("devhelp", jobs=2)
    page(many, 3, "Other.")
    assert "Other." in many.build("devhelp", jobs=2).text("p03.html")
    assert new_children() == []


def test_an_interrupted_build_ends(many: Site) -> None:
    assert sphinx_build(many).returncode == 0
    page(many, 3, "Other.")
    stop = "import os, signal\n\ndef stop(app, *_):\n    os.kill(os.getpid(), signal.SIGINT)\n\n"
    assert sphinx_build(many, stop, 'def setup(app):\n    app.connect("html-page-context", stop)\n').returncode != 0


def test_an_index_that_cannot_be_read_is_told_of_all_the_same(many: Site) -> None:
    (many.folder / "build/html/searchindex.js").write_text("nothing")
    page(many, 3, "Other.")
    assert "search index couldn't be loaded" in many.build(jobs=2).warnings


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("is_current", [True, False])
def test_a_current_index_is_neither_read_nor_written(many: Site, jobs: int, is_current: bool) -> None:
    setup = "from sphinx_anthology.acceleration import seams_of\n\ndef setup(app):\n"
    many.write("conf.py", f"{MINIMAL}{setup}    seams_of(app).search_index_is_current = lambda builder: {is_current}\n")
    index = many.folder / "build/html/searchindex.js"
    os.utime(index, ns=(1, 1))
    many.build(jobs=jobs)
    assert (index.stat().st_mtime_ns == 1) == is_current
