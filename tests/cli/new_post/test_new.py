"""``anthology new``, called as users call it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import CONFIGURATION, Site
from sphinx_anthology.cli.commands import main

EPOCH = "1745420405"  # 2025-04-23 15:00:05 in UTC, and the next day in Seoul


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)


def new(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)], catch_exceptions=False)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def post(title: str, date: str = "2024-01-02", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n\nText.\n"


def test_the_path_is_printed_and_the_day_is_that_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"conf.py": 'anthology_timezone = "Asia/Seoul"\n', "posts/a.md": post("A")})
    monkeypatch.chdir(tmp_path)
    assert new("여름의 시작").output == "posts/여름의-시작.md\n"
    assert (tmp_path / "posts/여름의-시작.md").read_text(
        encoding="utf-8"
    ) == "---\ntitle: 여름의 시작\ndate: 2025-04-24\n---\n\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "posts/a.md": "mine"})
    (tmp_path / "posts/b.md").symlink_to("nowhere")
    for title in ("A", "B"):
        result = new(title, tmp_path)
        assert result.exit_code == 2
        assert f"'posts/{title.lower()}.md' is there already. Choose another title." in result.output
    assert (tmp_path / "posts/a.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "posts/nowhere").exists()


def test_a_slug_that_another_post_has_gets_a_number(tmp_path: Path) -> None:
    write(
        tmp_path, {"conf.py": "", **{f"posts/2024-01-0{n}-week-{n}.md": post(f"Week {n}", f"2024-01-0{n}") for n in (1, 2, 3)}}
    )
    assert new("Week 2", tmp_path).output.endswith("posts/2025-04-23-week-2-2.md\n")


def test_a_title_that_looks_like_an_option_is_explained(tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": ""})
    assert "write '--' before the title" in new("-Otitle", tmp_path).output
    assert new("--", "-Otitle", tmp_path).exit_code == 0
    assert "\ntitle: -Otitle\n" in (tmp_path / "posts/otitle.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("여름의", "시작"), ("Why", "we", "write"), ("--draft", "Why", "we")])
def test_a_title_of_several_words_needs_quotation_marks(tmp_path: Path, words: tuple[str, ...]) -> None:
    write(tmp_path, {"posts/a.md": post("A")})
    result = new(*words)
    assert result.exit_code == 2
    assert 'Write a title of several words in quotation marks: "A title".' in result.output


@pytest.mark.parametrize("title", ["", "  \n ", "\0"])
def test_a_title_has_words(tmp_path: Path, title: str) -> None:
    write(tmp_path, {"conf.py": ""})
    assert "The title is empty." in new(title, tmp_path).output


@pytest.mark.parametrize("option", ["[]", "()", "[3]"])
def test_a_project_without_a_folder_of_posts_is_told_to_name_one(tmp_path: Path, option: str) -> None:
    write(tmp_path, {"conf.py": f"anthology_posts = {option}\n"})
    result = new("A title", tmp_path)
    assert (result.exit_code, "anthology_posts is empty" in result.output) == (2, True)
    assert [file.name for file in tmp_path.iterdir()] == ["conf.py"]


def test_drafts_of_jekyll_have_their_folder_and_no_date(tmp_path: Path) -> None:
    write(tmp_path, {f"_posts/2024-01-0{n}-a.md": f"---\nlayout: post\ntitle: A {n}\n---\n\nText.\n" for n in (1, 2, 3)})
    write(tmp_path, {"_drafts/old.md": "---\ntitle: Old\n---\n\nText.\n"})
    assert new("Later", tmp_path, "--draft").output.endswith("_drafts/later.md\n")
    assert (tmp_path / "_drafts/later.md").read_text(encoding="utf-8") == "---\nlayout: post\ntitle: Later\n---\n\n"


def test_the_folder_of_a_category_is_the_one_that_it_has(tmp_path: Path) -> None:
    names = {"AI": "Machine-Learning", "Trees": "trees"}
    files = {f"posts/{names[name]}/{n}.md": post(str(n), more=f"category: [{names[name]}]\n") for n, name in enumerate(names)}
    write(tmp_path, {"conf.py": "", **files})
    assert new("One", tmp_path, "--category", "machine-learning").output.endswith("posts/Machine-Learning/one.md\n")
    assert new("Two", tmp_path, "--category", "새 것").output.endswith("posts/새-것/two.md\n")
    assert new("Three", tmp_path).output.endswith("posts/three.md\n")


def test_a_folder_without_posts_gets_one_as_the_others_are(tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "posts/a.md": post("A", more="mood: good\n")})
    (tmp_path / "posts/notes").mkdir()
    assert new("B", tmp_path / "posts/notes").output.endswith("posts/notes/b.md\n")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "posts": "a file"})
    result = new("A", tmp_path)
    assert result.exit_code == 2
    assert "posts" in result.output.splitlines()[-1]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_titles_are_shown_by_a_build_without_a_warning(site: Site, suffix: str) -> None:
    site.write("conf.py", CONFIGURATION + 'anthology_timezone = "Asia/Seoul"\n')
    if suffix == ".rst":
        site.write("posts/first.rst", "First\n=====\n\n.. post:: Jan 02, 2024\n   :category: Trees\n\nText.\n")
    else:
        site.write("posts/first.md", "---\ndate: 2024-01-02\ncategory: Trees\n---\n\n# First\n\nText.\n")
    titles = [
        "- hyphen",
        "1. 첫째: C# & *별* _u_",
        "x_ y__ `z` |a| <b>",
        "$5 and [a](b) {{ c }}",
        "💡 = \\ end\\",
        ":field: .. x",
    ]
    paths = [new("--category", "새 것", "--", title, site.folder).output.strip() for title in titles]
    build = site.build()
    assert build.warnings == ""
    docnames = [Path(path).relative_to(site.folder).with_suffix("").as_posix() for path in paths]
    shown = [build.soup(docname).h1.get_text().removesuffix("¶").removesuffix("#") for docname in docnames]
    assert [text.translate(str.maketrans("“”‘’", "\"\"''")) for text in shown] == titles
