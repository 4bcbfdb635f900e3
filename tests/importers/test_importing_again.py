"""Importing the same or a newer export into a folder that people work in."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import EXPORTS, read_folder, run_import
from sphinx_anthology.cli.commands import main
from sphinx_anthology.importers.writing.merging import Action, choose_action

EXPORT = EXPORTS / "wordpress.xml"
STATE = ".anthology-import.json"


def change_export(folder: Path, *pairs: tuple[str, str]) -> Path:
    """Write a newer export with other texts."""
    text = EXPORT.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file = folder / "newer.xml"
    file.write_text(text, encoding="utf-8")
    return file


def actions(record: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {post["path"].partition("/")[0]: post["action"] for post in record["posts"]}


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    first = run_import(EXPORT, posts)
    files = read_folder(posts)
    times = {path: (posts / path).stat().st_mtime_ns for path in files}
    second = run_import(EXPORT, posts)
    assert set(actions(first).values()) == {"new"}
    assert set(actions(second).values()) == {"unchanged"}
    assert read_folder(posts) == files
    assert {path: (posts / path).stat().st_mtime_ns for path in files} == times


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    dry = run_import(EXPORT, posts, "--dry-run")
    assert not posts.exists()
    assert dry == run_import(EXPORT, posts)


def test_changes_on_one_side_are_kept_and_changes_on_both_are_named(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    run_import(EXPORT, posts)
    before = read_folder(posts)
    edited = {name: before[f"{name}/index.md"] + b"\nMine.\n" for name in ("blocks", "diary")}
    for name, data in edited.items():
        (posts / name / "index.md").write_bytes(data)
    (posts / "members/index.md").unlink()
    newer = change_export(tmp_path, ("Secret diary.", "Secret diary, changed."), ("Who we are.", "Who we were."))
    record = run_import(newer, posts)
    assert actions(record)["blocks"] == "edited here"
    assert actions(record)["diary"] == "conflict"
    assert actions(record)["about"] == "changed"
    assert actions(record)["members"] == "deleted here"
    assert actions(record)["tomorrow"] == "unchanged"
    after = read_folder(posts)
    assert {name: after[f"{name}/index.md"] for name in edited} == edited
    assert b"Secret diary, changed." in after["diary/index.md.new"]
    assert b"Who we were." in after["about/index.md"]
    assert "members/index.md" not in after
    assert any(note["path"] == "diary/index.md" and "index.md.new" in note["message"] for note in record["notes"])
    again = run_import(newer, posts)
    assert actions(again)["diary"] == "edited here"
    assert read_folder(posts) == after


def test_a_file_that_was_there_before_the_first_import_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "posts/about/index.md"
    own.parent.mkdir(parents=True)
    own.write_text("Mine.\n", encoding="utf-8")
    run_import(EXPORT, tmp_path / "posts")
    assert own.read_text(encoding="utf-8") == "Mine.\n"
    assert (tmp_path / "posts/about-2/index.md").is_file()


def test_new_articles_come_and_the_names_of_others_stay(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    run_import(EXPORT, posts)
    before = read_folder(posts)
    newer = change_export(
        tmp_path,
        (
            "\t<item>\n\t\t<title>About",
            "\t<item><title>First</title><link>https://tides.example.org/first/</link><content:encoded>New.</content:encoded>"
            "<wp:post_id>77</wp:post_id><wp:post_name>about</wp:post_name><wp:status>publish</wp:status>"
            "<wp:post_type>post</wp:post_type></item>\n\t<item>\n\t\t<title>About",
        ),
    )
    run_import(newer, posts)
    after = read_folder(posts)
    assert b"New." in after.pop("about-2/index.md")
    assert {path: data for path, data in after.items() if path != STATE} == {
        path: data for path, data in before.items() if path != STATE
    }


_HOLD = """
import sys
from pathlib import Path
from sphinx_anthology.importers.writing.locking import lock_folder

with lock_folder(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_two_imports_into_a_folder_do_not_run_at_once(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    command = [sys.executable, "-c", _HOLD, str(posts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        result = CliRunner().invoke(main, ["import", str(EXPORT), "--to", str(posts)])
        assert result.exit_code == 2
        assert "Another import into" in " ".join(result.output.split())
        assert run_import(EXPORT, posts, "--dry-run")["posts"]
        other.kill()
    assert [path.name for path in posts.iterdir()] == [".anthology-import.lock"]
    run_import(EXPORT, posts)
    assert not (posts / ".anthology-import.lock").exists()


def test_articles_with_one_id_do_not_replace_each_other(tmp_path: Path) -> None:
    header = "title: {0}\nprivate: false\nupdated_at: ''\nid: 0123456789\norganization_url_name: null\n"
    (tmp_path / "public").mkdir()
    for name in ("first", "second", "third"):
        (tmp_path / f"public/{name}.md").write_text(f"---\n{header.format(name)}---\n{name}\n", encoding="utf-8")
    copy = (tmp_path / "public/first.md").read_text(encoding="utf-8")
    (tmp_path / "public/copy.md").write_text(copy, encoding="utf-8")
    posts = tmp_path / "posts"
    first = run_import(tmp_path / "public/..", posts)
    assert set(actions(first).values()) == {"new"}
    assert sum(note["message"] == "The article is in the export twice." for note in first["notes"]) == 1
    files = read_folder(posts)
    assert {path for path in files if path.endswith(".md")} == {f"{name}/index.md" for name in ("copy", "second", "third")}
    record = run_import(tmp_path / "public/..", posts)
    assert set(actions(record).values()) == {"unchanged"}
    assert sum("has the same id" in note["message"] for note in record["notes"]) == 2
    assert read_folder(posts) == files


def test_half_a_character_in_an_id_is_no_other_id_next_time(tmp_path: Path) -> None:
    post = {"path": "/kim/tide-\ud83d", "title": "Tide", "body_markdown": "High \ud83d", "cached_tag_list": ""}
    (tmp_path / "articles.json").write_text(json.dumps([post]), encoding="utf-8")
    export = tmp_path / "articles.json"
    assert set(actions(run_import(export, tmp_path / "posts")).values()) == {"new"}
    assert set(actions(run_import(export, tmp_path / "posts")).values()) == {"unchanged"}


def test_a_damaged_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / STATE).write_text('{"version": 1, "entries": {"x": {"folder": "../out", "files": {}}}}', encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(EXPORT), "--to", str(tmp_path)])
    assert result.exit_code == 2
    assert "is damaged" in result.output


@pytest.mark.parametrize(
    ("incoming", "present", "before", "pending", "action"),
    [
        ("b", None, None, None, Action.NEW),
        ("b", None, "b", None, Action.DELETED),
        ("b", None, "a", None, Action.DELETED),
        ("b", None, "a", "b", Action.NEW),
        ("b", "b", None, None, Action.UNCHANGED),
        ("b", "b", "a", None, Action.UNCHANGED),
        ("b", "a", "a", None, Action.CHANGED),
        ("b", "x", "b", None, Action.EDITED),
        ("b", "x", "a", None, Action.CONFLICT),
        ("b", "x", None, None, Action.CONFLICT),
        ("c", "b", "a", "b", Action.CHANGED),
        ("c", "a", "a", "b", Action.CHANGED),
    ],
)
def test_what_becomes_of_a_file(
    incoming: str, present: str | None, before: str | None, pending: str | None, action: Action
) -> None:
    assert choose_action(incoming, present, before, pending) is action


_KILLS = int(os.environ.get("ANTHOLOGY_IMPORT_KILLS", "8"))
_INTERRUPTED = """
import os, random, signal, sys
from pathlib import Path
from sphinx_anthology.importers.archives import Export
from sphinx_anthology.importers.sources import wordpress
from sphinx_anthology.importers.writing.run import run_import

export, seed = Path(sys.argv[1]), int(sys.argv[2])
folders = [Path(name) for name in sys.argv[3:]]
for number, folder in enumerate(folders):
    child = os.fork()
    if child == 0:
        chosen = random.Random(seed * 1000 + number)
        left = chosen.randrange(1, 6000)
        def trace(frame, event, argument):
            global left
            if "writing" in frame.f_code.co_filename or "cache" in frame.f_code.co_filename:
                left -= 1
                if left <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return trace
            return None
        sys.settrace(trace)
        with Export(export) as files:
            run_import(wordpress.read(files, lambda *_: None), files, folder, "wordpress")
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_imports_that_are_killed_anywhere_are_completed_by_the_next_one(tmp_path: Path) -> None:
    expected = tmp_path / "expected"
    run_import(EXPORT, expected)
    newer = change_export(tmp_path, ("Secret diary.", "Secret diary, changed."), ("Nice <a", "Very nice <a"))
    run_import(newer, expected)
    folders = [tmp_path / f"killed-{number}" for number in range(_KILLS)]
    for number, folder in enumerate(folders):
        if number % 2:  # half of them have the older export already
            run_import(EXPORT, folder)
    seed = random.Random(3).randrange(1000)
    command = [sys.executable, "-c", _INTERRUPTED, str(newer), str(seed), *map(str, folders)]
    assert subprocess.run(command, check=True).returncode == 0
    for folder in folders:
        for file in folder.rglob("*.md"):
            assert file.read_text(encoding="utf-8").startswith("---\n")
        record = run_import(newer, folder)
        assert record["summary"]["conflict"] == 0
        assert read_folder(folder) == read_folder(expected)
    assert json.loads((expected / STATE).read_text(encoding="utf-8"))["version"] == 1
