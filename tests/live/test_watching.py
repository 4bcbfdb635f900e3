"""Which files start a build, and which do not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sphinx_anthology.live.watching import FileWatch, Watched

ROOT = os.sep + os.path.join("home", "me", "site")  # noqa: PTH118


def path(name: str) -> str:
    return os.path.join(ROOT, *name.split("/"))  # noqa: PTH118


@pytest.mark.parametrize(
    "name",
    [
        "posts/.one.md.swp",
        "posts/one.md~",
        "posts/#one.md#",
        "posts/.#one.md",
        "posts/4913",
        "posts/sedAb3dE9",
        "posts/.goutputstream-X1Y2Z3",
        "posts/one.md.tmp",
        "posts/one.tmp.12345",
        "posts/one.md.crswap",
        "posts/one.md___jb_tmp___",
        ".git/index",
        ".git/refs/heads/main",
        "code/__pycache__/own.cpython-311.pyc",
        "node_modules/a/readme.md",
        ".venv/lib/a.py",
        "build/html/index.html",
        "browse/posts.md",
    ],
)
def test_temporary_and_generated_files_are_ignored(name: str) -> None:
    watched = Watched((ROOT,), (path("build"), path("browse")))
    assert not watched.is_relevant(path(name))


@pytest.mark.parametrize(
    "name", ["posts/one.md", "posts/템플릿.md", "browse.md", "building/a.md", "posts/temp.md", "posts/sed.md", "public/c.png"]
)
def test_sources_are_watched(name: str) -> None:
    assert Watched((ROOT,), (path("build"), path("browse"))).is_relevant(path(name))


def test_folders_with_such_names_above_the_site_do_not_matter() -> None:
    root = os.path.join(ROOT, "node_modules", "site")  # noqa: PTH118
    assert Watched((root,)).is_relevant(os.path.join(root, "one.md"))  # noqa: PTH118


def test_what_is_loaded_once_needs_a_new_process() -> None:
    watched = Watched((ROOT,), (), (path("conf.py"), path("templates")))
    assert watched.needs_restart(path("conf.py"))
    assert watched.needs_restart(path("templates/deep/page.html"))
    assert not watched.needs_restart(path("templates.md"))


def test_compiled_catalogues_are_ignored_beside_their_sources(tmp_path: Path) -> None:
    (tmp_path / "a.po").touch()
    watched = Watched((str(tmp_path),))
    assert not watched.is_relevant(str(tmp_path / "a.mo"))
    assert watched.is_relevant(str(tmp_path / "b.mo"))


def test_a_file_that_came_and_went_or_is_as_it_was_has_not_changed(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("One.")
    watch = FileWatch(Watched((str(tmp_path),)))
    assert watch._look_at_all({str(tmp_path)}, set()) == set()
    assert not watch._has_changed(str(tmp_path / "gone.md"))
    assert not watch._has_changed(str(file))
    file.write_text("Other.")
    assert watch._has_changed(str(file))
    file.unlink()
    assert watch._has_changed(str(file))


def test_a_watch_that_goes_on_notices_what_was_edited_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("One.")
    (tmp_path / "two.md").write_text("Two.")
    first = FileWatch(Watched((str(tmp_path),)))
    first._look_at_all({str(tmp_path)}, set())
    (tmp_path / "two.md").write_text("Edited.")
    (tmp_path / "new.md").write_text("New, and not known before.")
    second = FileWatch(first.watched, first.states)
    assert second._look_at_all({str(tmp_path)}, set()) == {str(tmp_path / "two.md")}
