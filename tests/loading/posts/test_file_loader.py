"""Loading of single files, with the cache and worker processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, tzinfo
from pathlib import Path
from unicodedata import normalize

import pytest
from post_files import Files, make_post, write_files
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.loading.posts import file_loader
from sphinx_anthology.loading.posts.file_loader import FileLoader, LoadedFile, load_files
from sphinx_anthology.loading.posts.post_parser import ParseOptions
from sphinx_anthology.problems import Code, Problem


@pytest.fixture
def loader(tmp_path: Path) -> FileLoader:
    """A loader for a temporary folder."""
    return FileLoader(tmp_path, ParseOptions(UTC))


def load_one(loader: FileLoader, content: str | bytes, cached: LoadedFile | None = None) -> LoadedFile:
    """Write a file and load it."""
    write_files(loader.source, {"a.md": content})
    return loader.load("a.md", "a", cached)


def find_problems(loader: FileLoader, content: str | bytes) -> list[Problem]:
    """Return the problems of a file, except for the missing date."""
    return [problem for problem in load_one(loader, content).problems if problem.code is not Code.DATE_MISSING]


@contextmanager
def audit_opened_files() -> Iterator[list[str]]:
    """Yield a list that gets the names of the files that are opened."""
    opened: list[str] = []
    is_active = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if is_active and event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(note)  # which cannot be removed
    yield opened
    is_active = False


def title_of(file: LoadedFile) -> str | None:
    assert file.entry is not None
    return file.entry.title


def test_an_unchanged_file_is_not_opened_again(loader: FileLoader) -> None:
    first = load_one(loader, make_post("A"))
    assert first.state is not None
    known = replace(first, state=replace(first.state, digest=b"of another content"))
    assert loader.load("a.md", "a", known) is known


def test_a_file_whose_time_of_modification_was_put_back_is_parsed_again(loader: FileLoader) -> None:
    first = load_one(loader, make_post("A"))
    file = loader.source / "a.md"
    time = file.stat().st_mtime_ns
    file.write_bytes(make_post("B").encode())
    os.utime(file, ns=(time, time))
    assert title_of(loader.load("a.md", "a", first)) == "B"


def test_a_file_of_another_size_is_parsed_again(loader: FileLoader) -> None:
    first = load_one(loader, make_post("A"))
    time = (loader.source / "a.md").stat().st_mtime_ns
    (loader.source / "a.md").write_bytes(make_post("Longer").encode())
    os.utime(loader.source / "a.md", ns=(time, time))
    assert title_of(loader.load("a.md", "a", first)) == "Longer"


def test_a_file_with_another_time_and_other_content_is_parsed_again(loader: FileLoader) -> None:
    first = load_one(loader, make_post("A"))
    file = loader.source / "a.md"
    file.write_bytes(make_post("B").encode())
    os.utime(file, ns=(0, 0))
    assert title_of(loader.load("a.md", "a", first)) == "B"


def test_a_file_with_another_time_and_the_same_content_is_not_parsed_again(loader: FileLoader) -> None:
    first = load_one(loader, make_post("A"))
    os.utime(loader.source / "a.md", ns=(0, 0))
    second = loader.load("a.md", "a", first)
    assert second.entry is first.entry
    assert second.state is not None
    assert second.state.modified_ns == 0


@pytest.mark.parametrize("name", ["folder.md", "link.md", "loop.md", "gone.md"])
def test_a_file_that_is_not_readable_has_no_entry_and_is_reported(loader: FileLoader, name: str) -> None:
    (loader.source / "folder.md").mkdir()
    (loader.source / "link.md").symlink_to("nowhere")
    (loader.source / "loop.md").symlink_to("loop.md")
    file = loader.load(name, "x")
    assert (file.path, file.state, file.entry) == (name, None, None)
    assert [(problem.path, problem.line, problem.code) for problem in file.problems] == [(name, 1, Code.FILE_UNREADABLE)]


def test_the_message_about_an_unreadable_file_has_the_reason(loader: FileLoader) -> None:
    (problem,) = loader.load("gone.md", "gone").problems
    assert problem.message == "File is not readable (No such file or directory) and has no page. Check its permissions."


def test_a_file_with_a_name_in_nfd_is_loaded_and_its_title_is_in_nfc(loader: FileLoader) -> None:
    name = normalize("NFD", "봄날.md")
    write_files(loader.source, {name: "Text."})
    file = loader.load(name, "봄날")
    assert (file.path, title_of(file)) == (name, "봄날")


def test_a_pipe_is_not_waited_for(loader: FileLoader) -> None:
    os.mkfifo(loader.source / "pipe.md")
    (problem,) = loader.load("pipe.md", "pipe").problems
    assert problem.message == "File is a named pipe and has no page. Delete it."


def test_a_file_that_is_too_large_is_named_and_not_opened(tmp_path: Path) -> None:
    loader = FileLoader(tmp_path, ParseOptions(UTC, max_bytes=100))
    write_files(tmp_path, {"small.md": "x" * 100, "large.md": "x" * 101})
    assert loader.load("small.md", "small").entry
    with audit_opened_files() as opened:
        file = loader.load("large.md", "large")
    assert (file.entry, [problem.code for problem in file.problems]) == (None, [Code.FILE_TOO_LARGE])
    assert not any("large.md" in name for name in opened)


def test_a_file_that_grows_beyond_the_limit_is_named(loader: FileLoader) -> None:
    (loader.source / "link.md").symlink_to("/proc/self/maps")  # it has a size of 0
    small = FileLoader(loader.source, ParseOptions(UTC, max_bytes=10))
    assert [problem.code for problem in small.load("link.md", "link").problems] == [Code.FILE_UNREADABLE]


def test_an_error_in_one_file_is_reported_and_the_others_are_loaded(loader: FileLoader) -> None:
    class Failing(tzinfo):
        def utcoffset(self, moment: object) -> None:
            raise ZeroDivisionError("odd zone")

        tzname = dst = utcoffset

    files: Files = {"bad.md": make_post(date="2025-01-01 10:00"), "good.md": "# Good"}
    docnames = write_files(loader.source, files)
    loaded = {file.path: file for file in load_files(FileLoader(loader.source, ParseOptions(Failing())), docnames, {}, 1)}
    assert loaded["good.md"].entry
    (problem,) = loaded["bad.md"].problems
    assert (problem.path, problem.code) == ("bad.md", Code.POST_FAILED)
    assert "ZeroDivisionError: odd zone (test_file_loader.py:" in problem.message


def test_a_missing_link_with_a_name_in_hangul_is_not_misnamed(loader: FileLoader) -> None:
    (loader.source / "봄.md").symlink_to("nowhere")
    assert [problem.code for problem in loader.load("봄.md", "x").problems] == [Code.FILE_UNREADABLE]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp949"])
def test_a_file_in_another_encoding_is_decoded_and_reported(loader: FileLoader, codec: str) -> None:
    content = make_post("봄날").encode(codec)
    assert title_of(load_one(loader, content)) == "봄날"
    codes = [(problem.line, problem.code) for problem in find_problems(loader, content)]
    assert codes == ([] if codec == "utf-8-sig" else [(1, Code.ENCODING)])


@pytest.mark.parametrize(
    ("body", "line", "column", "count"),
    [
        ("a\0b", 5, 2, 1),
        ("\0", 5, 1, 1),
        ("ab\ncde\0\0\n\0", 6, 4, 3),
        ("\0\n" * 50, 5, 1, 50),
        ("a\n\x1b[2J\x08\x9b", 6, 1, 3),
    ],
)
def test_control_characters_are_reported_once_at_the_first(
    loader: FileLoader, body: str, line: int, column: int, count: int
) -> None:
    (problem,) = find_problems(loader, f"---\ntitle: A\ndate: 2025-04-23\n---\n{body}")
    assert (problem.code, problem.line, problem.column) == (Code.CONTROL_CHARACTER, line, column)
    assert problem.message == f"Text contains control characters, {count} in all, which are left out. Delete them."


def test_a_nul_character_in_a_file_without_front_matter_is_reported(loader: FileLoader) -> None:
    problems = [(problem.line, problem.column) for problem in find_problems(loader, "\0# A") if "control" in problem.message]
    assert problems == [(1, 1)]


def test_nul_characters_in_front_matter_are_reported_by_its_parser_alone(loader: FileLoader) -> None:
    problems = find_problems(loader, "---\ntitle: A\0\ndate: 2025-04-23\n---\nText.\n")
    assert [(problem.line, problem.code) for problem in problems] == [(2, Code.CONTROL_CHARACTER)]
    assert problems[0].message.startswith("Front matter contains")


def test_a_nul_character_on_the_last_line_of_front_matter_is_not_in_the_body(loader: FileLoader) -> None:
    problems = find_problems(loader, "---\ntitle: A\ndate: 2025-04-23\ntags: x\norphan: true\0\n---\nText.\n")
    assert [problem.line for problem in problems] == [5]


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_are_loaded_in_the_order_of_their_paths(loader: FileLoader, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_loader, "_CHUNK_SIZE", 2)
    docnames = write_files(loader.source, {f"{name}.md": make_post(name) for name in "cgabfde"})
    files = list(load_files(loader, docnames, {}, jobs))
    assert [file.path for file in files] == [f"{name}.md" for name in "abcdefg"]
    assert [title_of(file) for file in files] == list("abcdefg")


def test_processes_and_one_process_give_the_same_result(loader: FileLoader, monkeypatch: pytest.MonkeyPatch) -> None:
    docnames = write_files(loader.source, {f"{name}.md": make_post(name, slug="a b") for name in "abcdefg"})
    serial = list(load_files(loader, docnames, {}, 1))
    monkeypatch.setattr(file_loader, "_CHUNK_SIZE", 2)
    assert list(load_files(loader, docnames, {}, 2)) == serial
    assert all(isinstance(file.entry, Post) for file in serial)
