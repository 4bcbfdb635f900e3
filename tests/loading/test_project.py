"""Source folders, options and post files of projects, found without a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_anthology.loading.project import SourceProject, path_to_docname
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import Settings


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", encoding="utf-8")


def list_posts(folder: Path) -> list[str]:
    return list(SourceProject.find(folder).list_posts(folder))


def test_the_posts_of_a_project_are_the_files_of_text_that_match_its_patterns(tmp_path: Path) -> None:
    write(
        tmp_path, "conf.py", "index.md", "guide/a.md", "posts/b.md", "posts/deep/c.mdx", "posts/d.MD", "posts/e.rst", "blog.md"
    )
    assert SourceProject.find(tmp_path).list_posts(tmp_path) == {
        "posts/b.md": "posts/b",
        "posts/deep/c.mdx": "posts/deep/c",
        "posts/e.rst": "posts/e",
    }


@pytest.mark.parametrize("configuration", ["docs/conf.py", "conf.py"])
@pytest.mark.parametrize("asked", ["docs", "docs/posts", "docs/posts/blog", "docs/posts/a.md"])
def test_the_configuration_is_in_the_source_folder_or_beside_it(tmp_path: Path, configuration: str, asked: str) -> None:
    write(tmp_path, configuration, "docs/posts/a.md", "docs/posts/blog/b.md", "docs/guide/c.md")
    project = SourceProject.find(tmp_path / asked)
    assert project.source == tmp_path / "docs"
    expected = ["posts/a.md", "posts/blog/b.md"]
    assert list(project.list_posts(tmp_path / asked)) == [path for path in expected if f"docs/{path}".startswith(asked)]


def test_the_folder_of_the_configuration_stands_for_the_source_folder(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "build/x.md", "docs/posts/a.md", "tests/b.md")
    assert list_posts(tmp_path) == ["posts/a.md"]


def test_a_folder_of_a_project_without_posts_has_none(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "posts/a.md", "guide/b.md")
    assert list_posts(tmp_path / "guide") == []


def test_all_markdown_files_of_a_folder_without_a_configuration_are_posts(tmp_path: Path) -> None:
    write(tmp_path, ".git/config", "a.md", "blog/b.md", "2020/b.markdown", "2020/c.txt")
    assert list_posts(tmp_path) == ["2020/b.markdown", "a.md", "blog/b.md"]


def test_hidden_folders_and_folders_of_tools_have_no_posts(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.md", "node_modules/x/readme.md", "_build/b.md", "c.md")
    assert list_posts(tmp_path) == ["c.md"]


def test_what_cannot_be_a_post_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "posts/a.md", "posts/b.MD")
    (tmp_path / "posts/self").symlink_to(".")
    problems: list[Problem] = []
    assert list(SourceProject.find(tmp_path).list_posts(tmp_path, problems.append)) == ["posts/a.md"]
    assert [(problem.path, problem.code) for problem in problems] == [
        ("posts/b.MD", Code.FILE_NAME),
        ("posts/self", Code.FILE_UNREADABLE),
    ]


def test_posts_in_linked_folders_are_listed_as_in_a_build(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "blog/a.md")
    (tmp_path / "posts").symlink_to("blog")
    assert list_posts(tmp_path) == ["blog/a.md", "posts/a.md"]


def test_a_configuration_above_the_repository_belongs_to_another_project(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", "repository/.git/config", "repository/posts/a.md")
    assert not SourceProject.find(tmp_path / "repository/posts").is_configured


def test_options_are_read_from_the_configuration(tmp_path: Path) -> None:
    lines = ["anthology_timezone = 'Asia/Seoul'", "anthology_fields = {'tags': ['buzz']}", "anthology_posts = ['essays/**']"]
    (tmp_path / "conf.py").write_text("\n".join([*lines, "myst_enable_extensions = ['substitution']"]), encoding="utf-8")
    project = SourceProject.find(tmp_path)
    settings = project.settings
    assert (settings.timezone, settings.added_keys, settings.posts) == ("Asia/Seoul", {"tags": ("buzz",)}, ("essays/**",))
    assert project.has_substitutions
    assert project.remarks == ()


def test_a_configuration_is_read_and_not_run(tmp_path: Path) -> None:
    lines = ["from pathlib import Path", f"Path({str(tmp_path / 'ran')!r}).touch()", "anthology_timezone = 'Asia/' + 'Seoul'"]
    (tmp_path / "conf.py").write_text("\n".join(lines), encoding="utf-8")
    project = SourceProject.find(tmp_path)
    assert project.settings == Settings()
    assert project.remarks == (f"anthology_timezone is not a literal in {tmp_path / 'conf.py'}, so its default is used.",)
    assert not (tmp_path / "ran").exists()


def test_a_configuration_with_a_syntax_error_sets_nothing_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("anthology_timezone = = 1", encoding="utf-8")
    project = SourceProject.find(tmp_path)
    assert project.settings == Settings()
    assert "is not readable" in project.remarks[0]


def test_a_file_without_a_configuration_belongs_to_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, ".git/config", "blog/a.md")
    monkeypatch.chdir(tmp_path)
    project = SourceProject.find(tmp_path / "blog/a.md")
    assert (project.source, project.list_posts(tmp_path / "blog/a.md")) == (tmp_path, {"blog/a.md": "blog/a"})


def test_a_file_outside_of_the_current_folder_belongs_to_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, ".git/config", "blog/a.md", "other/b.md")
    monkeypatch.chdir(tmp_path / "other")
    assert SourceProject.find(tmp_path / "blog/a.md").source == tmp_path / "blog"


def test_the_docname_is_the_path_without_the_last_suffix() -> None:
    assert [path_to_docname(path) for path in ("posts/a.md", "v1.2.mdx")] == ["posts/a", "v1.2"]


@pytest.mark.parametrize(
    ("configuration", "found"),
    [
        ('extensions = ["myst_nb", "sphinx_anthology"]\n', ["posts/a.ipynb", "posts/b.md"]),
        ('extensions = ["sphinx_anthology"]\nextensions.append("myst_nb")\n', ["posts/a.ipynb", "posts/b.md"]),
        ('extensions = ["sphinx_anthology"]\n', ["posts/b.md"]),
    ],
)
def test_notebooks_are_posts_if_the_project_uses_myst_nb(tmp_path: Path, configuration: str, found: list[str]) -> None:
    (tmp_path / "conf.py").write_text(configuration, encoding="utf-8")
    (tmp_path / "posts").mkdir()
    for name in ("a.ipynb", "b.md"):
        (tmp_path / "posts" / name).write_text("{}", encoding="utf-8")
    project = SourceProject.find(tmp_path)
    assert list(project.list_posts(tmp_path)) == found
