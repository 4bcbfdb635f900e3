"""Which files are posts, and which options hold, without a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_anthology.settings import Settings
from sphinx_anthology.sources import configuration, post_files


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("Text.", encoding="utf-8")


def test_the_posts_of_a_project_are_those_that_the_patterns_name(tmp_path: Path) -> None:
    write(tmp_path, "index.md", "guide/a.md", "posts/b.md", "posts/deep/c.mdx", "posts/d.MD", "posts/e.rst", "blog.md")
    assert post_files(tmp_path, Settings()) == {
        "posts/b.md": "posts/b",
        "posts/d.MD": "posts/d",
        "posts/deep/c.mdx": "posts/deep/c",
    }


def test_all_markdown_files_of_a_folder_without_such_folders_are_posts(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "2020/b.markdown", "2020/c.txt")
    assert list(post_files(tmp_path, Settings())) == ["2020/b.markdown", "a.md"]


def test_hidden_folders_and_those_of_tools_hold_no_posts(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.md", "node_modules/x/readme.md", "_build/b.md", "c.md")
    assert list(post_files(tmp_path, Settings())) == ["c.md"]


@pytest.mark.parametrize("place", ["conf.py", "../conf.py"])
def test_options_are_read_from_a_configuration_in_the_folder_or_beside_it(tmp_path: Path, place: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    lines = ["anthology_timezone = 'Asia/Seoul'", "anthology_fields = {'tags': ['buzz']}", "anthology_posts = ['essays/**']"]
    (docs / place).write_text("\n".join(lines), encoding="utf-8")
    settings = Settings.from_values(configuration(docs))
    assert (settings.timezone, settings.spellings, settings.posts) == ("Asia/Seoul", {"tags": ("buzz",)}, ("essays/**",))


def test_a_configuration_is_read_and_not_run(tmp_path: Path) -> None:
    lines = ["from pathlib import Path", f"Path({str(tmp_path / 'ran')!r}).touch()", "anthology_timezone = 'Asia/' + 'Seoul'"]
    (tmp_path / "conf.py").write_text("\n".join(lines), encoding="utf-8")
    assert configuration(tmp_path) == {}
    assert not (tmp_path / "ran").exists()


def test_a_configuration_that_is_not_python_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("anthology_timezone = = 1", encoding="utf-8")
    assert configuration(tmp_path) == {}
