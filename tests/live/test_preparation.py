"""What a prepared build has read, and after which edits it may go on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import CONFIGURATION, Site
from live_server import assert_exact, serve
from sphinx_anthology.live.preparation import Preparation


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A source folder with two posts and a file that is no document."""
    (tmp_path / "posts").mkdir()
    for name in ("posts/one.md", "posts/two.md", "version.txt"):
        (tmp_path / name).write_text("1")
    return tmp_path


@pytest.fixture
def prepare(folder: Path) -> Iterator[Callable[[Callable[[], object]], Callable[..., bool]]]:
    """A function that prepares a build by calling something, and returns whether the build may go on after edits."""
    names = {str(folder / f"posts/{name}.md"): f"posts/{name}" for name in ("one", "two")}
    env: Any = SimpleNamespace(path2doc=names.get, all_docs={*names.values()})
    started: list[Preparation] = []

    def call(read: Callable[[], object]) -> Callable[..., bool]:
        started.append(Preparation())
        read()
        started[-1].end()
        return lambda *edited: started[-1].holds_after([str(folder / name) for name in edited], env)

    yield call
    for one in started:
        one.end()


Prepare = Callable[[Callable[[], object]], Callable[..., bool]]


def test_a_build_goes_on_after_edits_of_documents_that_nobody_has_read(folder: Path, prepare: Prepare) -> None:
    holds = prepare(lambda: (folder / "version.txt").read_text())
    (folder / "posts/one.md").write_text("edited")
    assert holds("posts/one.md")
    assert holds("posts/one.md", "posts/two.md")
    assert not holds(), "it is not known what was edited"


@pytest.mark.parametrize("name", ["version.txt", "posts/three.md", "posts/gone.md", "posts", "elsewhere/one.md"])
def test_a_build_does_not_go_on_after_edits_of_other_files(folder: Path, prepare: Prepare, name: str) -> None:
    holds = prepare(lambda: None)
    (folder / "posts/three.md").write_text("new")
    assert not holds(name)
    assert not holds("posts/one.md", name)


@pytest.mark.parametrize(
    "read",
    [
        lambda folder: (folder / "posts/one.md").read_text(),
        lambda folder: (folder / "posts/one.md").read_bytes(),
        lambda folder: os.close(os.open(folder / "posts/one.md", os.O_RDONLY)),
        lambda folder: exec(compile((folder / "posts/one.md").read_text(), "one", "exec")),
        lambda folder: max(path.stat().st_mtime for path in (folder / "posts").iterdir()),
        lambda folder: [*(folder / "posts").glob("*.md")],
        lambda folder: [*folder.rglob("*.md")],
        lambda folder: os.listdir(os.fsencode(folder / "posts")),  # noqa: PTH208
        lambda folder: subprocess.run([sys.executable, "-c", ""], check=True, cwd=folder),
        lambda folder: os.system("true"),
    ],
)
def test_a_build_does_not_go_on_after_an_edit_of_what_it_has_read(
    folder: Path, prepare: Prepare, read: Callable[[Path], object]
) -> None:
    holds = prepare(lambda: read(folder))
    (folder / "posts/one.md").write_text("edited")
    assert not holds("posts/one.md")


def test_a_build_does_not_go_on_if_a_file_has_changed_that_nobody_has_told_of(folder: Path, prepare: Prepare) -> None:
    version = folder / "version.txt"
    holds = prepare(version.read_text)
    os.utime(version, ns=(1, 1))
    assert not holds("posts/one.md")
    holds = prepare(version.read_text)
    version.unlink()
    assert not holds("posts/one.md")


def test_what_is_only_written_or_read_later_does_not_count(folder: Path, prepare: Prepare) -> None:
    holds = prepare(lambda: (folder / "log.txt").write_text("prepared"))
    (folder / "log.txt").write_text("written again")
    (folder / "posts/two.md").read_text()
    assert holds("posts/two.md")


@pytest.mark.build
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
def test_what_a_configuration_has_read_is_read_again_after_an_edit(site: Site) -> None:
    lines = (
        "from pathlib import Path",
        "sources = Path(__file__).parent",
        "first, second = (sources / 'name.txt').read_text(), (sources / 'posts/two.md').read_text()",
        "html_title = f'{first} {second.count(chr(10))} {len([*sources.glob(\"pages/*\")])}'",
    )
    site.write("conf.py", CONFIGURATION + "\n".join(lines))
    site.write("name.txt", "First")
    site.write("pages/a.md", "# A\n")
    for name in ("one", "two"):
        site.post(name)
    with serve(site) as server:
        edits: list[Callable[[], object]] = [
            lambda: site.post("one", "Edited.\n"),
            lambda: site.post("two", "Edited.\n\nTwice.\n"),
            lambda: site.write("name.txt", "Second"),
            lambda: site.write("pages/b.md", "# B\n"),
            lambda: site.post("one", "Edited again.\n"),
        ]
        server.wait_for_build(1)
        for edit in edits:
            edit()
            server.settle(site)
        assert "Second " in server.get("posts/one.html")
        assert_exact(server, site)
