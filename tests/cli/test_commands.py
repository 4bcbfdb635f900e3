"""The command ``anthology``, called as users call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sphinx_anthology.cli.commands import main

GOOD = "---\ntitle: Good\ndate: 2025-04-23\ncategory: Dev\nauthor: Kim\n---\n\nText.\n"
BROKEN = '---\ntitle: "A "broken" title"\ndate: 2025-04-23\nodd: 1\n---\n\nText.\n'
COMMAND = [sys.executable, "-m", "sphinx_anthology.cli"]


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A folder with one post without problems."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "good.md").write_text(GOOD, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def on_terminal(*arguments: str | Path, **environment: str) -> str:
    """Run the command on a pseudo-terminal, and return its output."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")}
    command = [*COMMAND, *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=theirs, env={**variables, "TERM": "xterm-256color", **environment}
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not part:
                break
            shown += part
        process.wait()
    os.close(ours)
    return shown.decode()


def test_check_prints_only_a_summary_of_good_posts(posts: Path) -> None:
    result = run("check", posts)
    assert (result.exit_code, result.stdout) == (0, "1 article and 0 other pages: no problems.\n")


def test_check_prints_each_problem_with_its_location_and_ends_with_status_1(posts: Path) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    result = run("check", posts)
    lines = result.stdout.splitlines()
    message = 'Front matter line is not valid YAML. It was read as: title: "A \\"broken\\" title"'
    assert lines[0] == f"{posts}/broken.md:2:11: header-invalid: {message}"
    assert lines[1] == f"{posts}/broken.md:4:1: field-unknown: 'odd' is not a field of an article and is ignored."
    assert lines[2].startswith("2 articles and 0 other pages: 1 error, 1 notice.")
    assert result.exit_code == 1


def test_warnings_alone_are_not_a_failure(posts: Path) -> None:
    (posts / "undated.md").write_text("---\ntitle: Undated\n---\n\nText.\n", encoding="utf-8")
    result = run("check", posts)
    assert "undated.md:1:1: date-missing: " in result.stdout
    assert result.exit_code == 0


def test_check_can_leave_out_lower_severities(posts: Path) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    result = run("check", posts, "--severity", "error")
    assert "field-unknown" not in result.stdout
    assert "header-invalid" in result.stdout


def test_check_for_github_prints_annotations_only(posts: Path) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    result = run("check", posts, "--format", "github")
    assert [line.split(" ")[0] for line in result.stdout.splitlines()] == ["::error", "::notice"]
    assert result.exit_code == 1


def test_check_for_github_prints_nothing_about_good_posts(posts: Path) -> None:
    assert run("check", posts, "--format", "github").stdout == ""


def test_check_in_json_is_one_object(posts: Path) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    result = run("check", posts, "--format", "json")
    record = json.loads(result.stdout)
    assert record["version"] == 1
    assert record["summary"] == {"articles": 2, "drafts": 0, "pages": 0, "errors": 1, "warnings": 0, "notices": 1}
    assert [problem["code"] for problem in record["problems"]] == ["header-invalid", "field-unknown"]
    assert result.exit_code == 1


def test_list_prints_the_articles_newest_first(posts: Path) -> None:
    (posts / "new.md").write_text(GOOD.replace("Good", "New").replace("2025-04", "2025-05"), encoding="utf-8")
    lines = run("list", posts).stdout.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["2025-05-23", "New"], ["2025-04-23", "Good"]]


def test_list_in_json_has_every_article_and_page(posts: Path) -> None:
    (posts / "index.md").write_text("# All\n", encoding="utf-8")
    record = json.loads(run("list", posts, "--format", "json").stdout)
    assert [post["fields"]["title"]["value"] for post in record["posts"]] == ["Good"]
    assert record["pages"] == [{"path": str(posts / "index.md"), "title": None}]


def test_explain_shows_the_outcome_of_each_key_and_the_origin_of_each_field(posts: Path) -> None:
    (posts / "2025-04-23-tale.md").write_text("---\ntitle: A tale\nlayout: post\nodd: 1\n---\n\nText.\n", encoding="utf-8")
    words = " ".join(run("explain", posts / "2025-04-23-tale.md").stdout.replace("│", " ").split())
    assert "3 layout carried" in words
    assert "4 odd unknown" in words
    assert "published 2025-04-23 00:00 +0000 path of the file, line 1" in words
    assert "field-unknown: 'odd' is not a field" in words


def test_explain_uses_the_options_of_the_project_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "docs/posts").mkdir(parents=True)
    (tmp_path / "conf.py").write_text("anthology_timezone = 'Asia/Seoul'\n", encoding="utf-8")
    (tmp_path / "docs/posts/a.md").write_text(GOOD, encoding="utf-8")
    assert "2025-04-23 00:00 +0900" in run("explain", tmp_path / "docs/posts/a.md").stdout


def test_explain_gives_the_reason_why_a_file_is_not_an_article(posts: Path) -> None:
    (posts / "index.md").write_text("# All posts\n", encoding="utf-8")
    assert "is a page, not an article" in run("explain", posts / "index.md").stdout


def test_fields_prints_the_keys_of_each_field() -> None:
    words = run("fields").stdout.split()
    assert "pubDate," in words
    assert "cover_image" not in words


def test_an_unknown_time_zone_is_a_usage_error(posts: Path) -> None:
    (posts / "conf.py").write_text("anthology_timezone = 'Mars/Olympus'\n", encoding="utf-8")
    result = run("check", posts / "good.md")
    assert result.exit_code == 2
    assert "'Mars/Olympus' is not a time zone" in result.output


def test_several_processes_give_the_same_results_as_one(tmp_path: Path) -> None:
    for number in range(450):
        text = GOOD.replace("Good", f"Post {number}") if number % 9 else BROKEN
        (tmp_path / f"p{number}.md").write_text(text, encoding="utf-8")
    record = json.loads(run("list", tmp_path, "--format", "json").stdout)
    assert sorted(post["path"] for post in record["posts"]) == sorted(f"{tmp_path}/p{number}.md" for number in range(450))
    problems = json.loads(run("check", tmp_path, "--format", "json").stdout)["problems"]
    assert sum(problem["code"] == "header-invalid" for problem in problems) == 50


def test_one_post_can_be_checked_by_itself(posts: Path) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    assert run("check", posts / "good.md").stdout == "1 article and 0 other pages: no problems.\n"


@pytest.mark.parametrize("command", ["check", "list", "redirects"])
def test_a_folder_without_posts_is_a_usage_error(tmp_path: Path, command: str) -> None:
    result = run(command, tmp_path)
    assert result.exit_code == 2
    assert "There is no post in" in result.output


@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_file_that_is_no_text_of_a_post_is_a_usage_error(posts: Path, command: str) -> None:
    (posts / "notes.txt").write_text("Text\n", encoding="utf-8")
    result = run(command, posts / "notes.txt")
    assert result.exit_code == 2
    assert "is neither Markdown nor reStructuredText nor a notebook" in result.output


@pytest.mark.parametrize("silenced", ["anthology", "anthology.*", "anthology.header-invalid"])
def test_check_is_silent_about_what_the_project_silences(posts: Path, silenced: str) -> None:
    (posts / "bad.md").write_text(BROKEN, encoding="utf-8")
    conf = posts.parent / "conf.py"
    conf.write_text("suppress_warnings = ['myst', 'anthology.date-invalid']\n", encoding="utf-8")
    result = run("check", posts)
    assert ("header-invalid" in result.stdout, result.exit_code) == (True, 1)
    for wrong in ("None", "1", repr(silenced)):  # of another type, so nothing is silenced
        conf.write_text(f"suppress_warnings = {wrong}\n", encoding="utf-8")
        assert run("check", posts).exit_code == 1
    conf.write_text(f"suppress_warnings = [{silenced!r}]\n", encoding="utf-8")
    result = run("check", posts)
    assert ("header-invalid" in result.stdout, result.exit_code) == (False, 0)


def test_options_that_are_not_literals_are_reported(posts: Path) -> None:
    (posts.parent / "conf.py").write_text("anthology_timezone = str('Asia/Seoul')\n", encoding="utf-8")
    result = run("check", posts)
    assert "anthology_timezone is not a literal in" in result.stderr
    assert result.exit_code == 0


def test_paths_are_relative_to_the_current_folder(posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    monkeypatch.chdir(posts.parent)
    listed = json.loads(run("list", "posts", "--format", "json").stdout)["posts"]
    checked = json.loads(run("check", "posts", "--format", "json").stdout)["problems"]
    assert {post["path"] for post in listed} == {"posts/good.md", "posts/broken.md"}
    assert {problem["path"] for problem in checked} == {"posts/broken.md"}


def test_characters_that_a_stream_lacks_are_escaped(posts: Path) -> None:
    (posts / "good.md").write_text(GOOD.replace("Good", "봄날"), encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([*COMMAND, "list", str(posts)], env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"\\ubd04" in done.stdout


def test_a_terminal_shows_progress_and_colours(posts: Path) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    shown = on_terminal("check", posts)
    assert "Reading posts" in shown
    assert "\x1b[1;31mheader-invalid" in shown


def test_a_terminal_shows_no_colours_with_no_color(posts: Path) -> None:
    (posts / "broken.md").write_text(BROKEN, encoding="utf-8")
    shown = on_terminal("check", posts, NO_COLOR="1")
    assert "header-invalid: " in shown
    assert "\x1b[1;31m" not in shown
    assert "\x1b[33m" not in shown


def test_a_title_is_not_interpreted_as_terminal_markup(posts: Path) -> None:
    (posts / "good.md").write_text(GOOD.replace("Good", "'[red]Good[/red] :smile:'"), encoding="utf-8")
    assert "[red]Good[/red] :smile:" in run("list", posts).stdout
    assert "[red]Good[/red] :smile:" in run("explain", posts / "good.md").stdout


def test_the_command_does_not_import_sphinx() -> None:
    code = "import sys, sphinx_anthology.cli.commands; print(*{name.partition('.')[0] for name in sys.modules})"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sphinx", "docutils", "myst_parser"} & set(modules)


SCHEDULED = """---
title: {name}
date: {date}
---

Text.
"""


@pytest.fixture
def scheduled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in Seoul with a post for each of three moments, seen between the first and the second."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764514800")  # 2025-12-01 00:00 in Seoul
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf.py").write_text('anthology_timezone = "Asia/Seoul"\n', encoding="utf-8")
    (tmp_path / "posts").mkdir()
    for name, date in {"past": "2025-11-30", "second": "2025-12-24", "first": "2025-12-02T08:30:00Z"}.items():
        (tmp_path / f"posts/{name}.md").write_text(SCHEDULED.format(name=name, date=date), encoding="utf-8")
    return tmp_path


def test_due_prints_when_posts_appear(scheduled: Path) -> None:
    assert run("due", ".").stdout == (
        "2025-12-02 17:30 +09:00 posts/first.md published\n2025-12-24 00:00 +09:00 posts/second.md published\n"
    )


def test_due_prints_the_next_moment_for_cron_in_utc(scheduled: Path) -> None:
    assert run("due", ".", "--format", "cron").stdout == "30 8 2 12 *\n"


def test_due_prints_json(scheduled: Path) -> None:
    (scheduled / "posts/second.md").unlink()
    assert json.loads(run("due", ".", "--format", "json").stdout) == {
        "version": 1,
        "due": [{"path": "posts/first.md", "moment": "2025-12-02T17:30:00+09:00", "status": "published"}],
    }


@pytest.mark.parametrize("output_format", ["text", "cron"])
def test_due_prints_nothing_if_no_post_is_scheduled(scheduled: Path, output_format: str) -> None:
    assert run("due", "posts/past.md", "--format", output_format).stdout == ""
