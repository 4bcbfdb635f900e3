"""Which files are posts, and which options hold, without a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_anthology.loading.project import Project
from sphinx_anthology.settings import Settings


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", encoding="utf-8")


def posts(folder: Path) -> list[str]:
    return list(Project.of(folder).posts(folder))


def test_the_posts_of_a_project_are_those_that_its_patterns_name(tmp_path: Path) -> None:
    write(
        tmp_path, "conf.py", "index.md", "guide/a.md", "posts/b.md", "posts/deep/c.mdx", "posts/d.MD", "posts/e.rst", "blog.md"
    )
    assert Project.of(tmp_path).posts(tmp_path) == {
        "posts/b.md": "posts/b",
        "posts/d.MD": "posts/d",
        "posts/deep/c.mdx": "posts/deep/c",
    }


@pytest.mark.parametrize("configuration", ["docs/conf.py", "conf.py"])
@pytest.mark.parametrize("asked", ["docs", "docs/posts", "docs/posts/blog", "docs/posts/a.md"])
def test_the_configuration_lies_in_the_source_folder_or_beside_it(tmp_path: Path, configuration: str, asked: str) -> None:
    write(tmp_path, configuration, "docs/posts/a.md", "docs/posts/blog/b.md", "docs/guide/c.md")
    project = Project.of(tmp_path / asked)
    assert project.source == tmp_path / "docs"
    expected = ["posts/a.md", "posts/blog/b.md"]
    assert list(project.posts(tmp_path / asked)) == [path for path in expected if f"docs/{path}".startswith(asked)]


def test_the_folder_above_the_sources_stands_for_them(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "build/x.md", "docs/posts/a.md", "tests/b.md")
    assert posts(tmp_path) == ["posts/a.md"]


def test_a_folder_of_a_project_without_posts_has_none(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "posts/a.md", "guide/b.md")
    assert posts(tmp_path / "guide") == []


def test_all_markdown_files_of_a_folder_without_a_configuration_are_posts(tmp_path: Path) -> None:
    write(tmp_path, ".git/config", "a.md", "blog/b.md", "2020/b.markdown", "2020/c.txt")
    assert posts(tmp_path) == ["2020/b.markdown", "a.md", "blog/b.md"]


def test_hidden_folders_and_those_of_tools_hold_no_posts(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.md", "node_modules/x/readme.md", "_build/b.md", "c.md")
    assert posts(tmp_path) == ["c.md"]


def test_a_configuration_above_the_repository_is_that_of_another_project(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "repository/.git/config", "repository/posts/a.md")
    assert not Project.of(tmp_path / "repository/posts").is_configured


def test_options_are_read_from_the_configuration(tmp_path: Path) -> None:
    lines = ["anthology_timezone = 'Asia/Seoul'", "anthology_fields = {'tags': ['buzz']}", "anthology_posts = ['essays/**']"]
    (tmp_path / "conf.py").write_text("\n".join([*lines, "myst_enable_extensions = ['substitution']"]), encoding="utf-8")
    project = Project.of(tmp_path)
    settings = project.settings
    assert (settings.timezone, settings.added_keys, settings.posts) == ("Asia/Seoul", {"tags": ("buzz",)}, ("essays/**",))
    assert project.substitutions
    assert project.remarks == ()


def test_a_configuration_is_read_and_not_run(tmp_path: Path) -> None:
    lines = ["from pathlib import Path", f"Path({str(tmp_path / 'ran')!r}).touch()", "anthology_timezone = 'Asia/' + 'Seoul'"]
    (tmp_path / "conf.py").write_text("\n".join(lines), encoding="utf-8")
    project = Project.of(tmp_path)
    assert project.settings == Settings()
    assert project.remarks == (f"anthology_timezone is computed in {tmp_path / 'conf.py'}, so its default holds here.",)
    assert not (tmp_path / "ran").exists()


def test_a_configuration_that_is_not_python_sets_nothing_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("anthology_timezone = = 1", encoding="utf-8")
    project = Project.of(tmp_path)
    assert project.settings == Settings()
    assert "cannot be read" in project.remarks[0]
