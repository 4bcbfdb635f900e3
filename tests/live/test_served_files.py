"""Files for addresses, and the script that is added to pages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sphinx_anthology.live.messages import Command, read_event
from sphinx_anthology.live.options import BuildOptions
from sphinx_anthology.live.problem_list import ProblemList
from sphinx_anthology.live.served_files import SCRIPT, add_script, find_served_file, needs_slash, read_page

PAGE = b"<!doctype html><html><head><title>One</title></head><body></body></html>"


def test_addresses_lead_to_files_of_the_site_only(tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "a b").mkdir(parents=True)
    (root / "index.html").write_bytes(PAGE)
    (root / "a b" / "index.html").write_bytes(PAGE)
    (tmp_path / "secret.html").write_bytes(PAGE)
    (root / "link.html").symlink_to(tmp_path / "secret.html")
    assert find_served_file(root, "") == root / "index.html"
    assert find_served_file(root, "/a b/") == root / "a b" / "index.html"
    for outside in ("../secret.html", "a b/../../secret.html", "link.html", "/etc/passwd", "missing.html", "a\0b", "x" * 5000):
        assert find_served_file(root, outside) is None
    assert needs_slash(root, "a b") == "/a%20b/"
    assert needs_slash(root, "//a b") == "/a%20b/"
    assert needs_slash(root, "") == needs_slash(root, "/") == needs_slash(root, "//") == ""
    assert needs_slash(root, "a b/") == needs_slash(root, "index.html") == needs_slash(root, "nothing") == ""


@pytest.mark.parametrize(
    "page",
    [PAGE, PAGE.upper(), b'<html><head class="a" data-b>\n</head></html>', b"<html><header></header><head></head></html>"],
)
def test_a_page_differs_by_one_script_before_all_others(page: bytes) -> None:
    served = add_script(page)
    assert served.replace(SCRIPT, b"", 1) == page
    assert served.lower().index(b"<head") < served.index(SCRIPT) < served.lower().index(b"</head>")


def test_a_page_without_a_head_keeps_its_document_type() -> None:
    assert add_script(b"<!doctype html><p>Text") == b"<!doctype html><p>Text" + SCRIPT


def test_a_page_that_is_being_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "one.html"
    file.write_bytes(PAGE[:20])

    async def read_while_it_is_written() -> bytes:
        reading = asyncio.create_task(read_page(file))
        await asyncio.sleep(0)
        await asyncio.to_thread(file.write_bytes, PAGE)
        return await reading

    assert asyncio.run(read_while_it_is_written()) == PAGE


def test_problems_are_replaced_by_what_the_same_phase_finds_in_the_same_files() -> None:
    def problem(path: str, line: int) -> dict[str, object]:
        return {"path": path, "line": line, "message": "Wrong."}

    problems = ProblemList()
    problems.replace("start", None, [problem("a", 1), problem("b", 2)])
    problems.replace("reading", {"a", "b"}, [problem("b", 9), problem("a", 1)])
    assert [(one["path"], one["line"]) for one in problems.list_all()] == [("a", 1), ("b", 2), ("b", 9)]
    problems.replace("reading", {"b"}, [])
    problems.replace("start", None, [])
    assert [(one["path"], one["line"]) for one in problems.list_all()] == [("a", 1)]


def test_processes_understand_each_other() -> None:
    command = Command(("posts/글.html", "a b/"))
    assert Command.from_line(command.to_line()) == command
    options = BuildOptions(Path("/s"), Path("/c"), Path("/o"), Path("/d"), "dirhtml", (("name", "a=b"),), False)
    assert BuildOptions.from_text(options.to_text()) == options
    assert read_event(b'{"event": "done"}\n') == {"event": "done"}
    assert read_event(b"\n") is read_event(b'{"event": "pro') is read_event(b"[1]") is None
