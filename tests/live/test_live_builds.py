"""``anthology live`` with real processes: what it builds, and that nothing outlives it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import CONFIGURATION, Site, read_output
from live_server import Gates, LiveServer, assert_exact, serve

Live = tuple[LiveServer, Site, Gates]
pytestmark = [pytest.mark.build, pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")]


@pytest.fixture
def gates(site: Site) -> Gates:
    """Gates in a site, with three posts."""
    return make_gates(site)


def make_gates(site: Site) -> Gates:
    """Put gates into a site, and three posts."""
    gates = Gates(site.folder.parent / "gates")
    site.write("conf.py", CONFIGURATION + gates.configuration)
    for name in ("one", "two", "three"):
        site.post(name)
    return gates


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A running server of a site with gates, for several tests."""
    site = Site(tmp_path_factory.mktemp("shared") / "site")
    site.write("index.md", "# Home\n")
    gates = make_gates(site)
    with serve(site, "-D", "anthology_cluster=tcp://elsewhere.example:1") as running:  # which would end other builds
        running.wait_for_build(1)
        yield running, site, gates


@pytest.fixture
def live(shared: Live) -> Live:
    """The shared server with its site as it was at the start."""
    server, site, gates = shared
    for name in ("one", "two", "three"):
        site.post(name)
    server.settle(site)
    return server, site, gates


def test_edits_are_built_in_processes_that_take_turns(live: Live) -> None:
    server, site, _gates = live
    before = server.builders()
    site.post("one", "Edited text.\n")
    state = server.wait_for_build(2)
    assert state["failure"] == ""
    assert "Edited text." in server.get("posts/one.html")
    site.post("two", title="Another title", draft="true")
    state = server.wait_for_build(3)
    assert state["badges"] == {"posts/two.html": "Draft"}
    assert "Another title" in server.get("posts/one.html"), "neighbours show it"
    server.wait_for_end_of(before)
    assert_exact(server, site)


def test_problems_hold_until_they_are_mended(live: Live) -> None:
    server, site, _gates = live
    site.post("one", "Text with {ref}`nothing`.\n", date="no date")
    state = server.wait_for_build(2)
    assert [(one["name"], one["line"], one["url"]) for one in state["problems"]] == [
        ("posts/one.md", 3, "posts/one.html"),
        ("posts/one.md", 6, "posts/one.html"),
    ]
    site.post("two", "Another edit.\n")
    assert len(server.wait_for_build(3)["problems"]) == 2, "a page that is not written again keeps its problems"
    site.post("one", "Text with {ref}`nothing`.\n")
    assert [one["line"] for one in server.wait_for_build(4)["problems"]] == [6]
    site.post("one", "Text.\n")
    assert server.wait_for_build(5)["problems"] == []


def test_a_build_that_fails_leaves_what_is_shown(live: Live) -> None:
    server, site, _gates = live
    shown = read_output(server.root)
    conf = site.folder / "conf.py"
    good = conf.read_text()
    conf.write_text(good + "\n1 / 0\n")
    state = server.wait_for_build(2)
    assert "ZeroDivisionError" in state["failure"]
    assert read_output(server.root) == shown
    site.post("one", "While it is broken.\n")
    assert "ZeroDivisionError" in server.wait_for_build(3)["failure"]
    conf.write_text(good + "\nhtml_title = 'Mended'\n")
    assert server.wait_for_build(4)["failure"] == ""
    assert_exact(server, site)
    assert "Mended" in server.get("posts/one.html")


def test_a_change_of_code_or_templates_starts_one_process_again(site: Site, gates: Gates) -> None:
    conf = CONFIGURATION + 'import sys\nsys.path.insert(0, ".")\nimport own_code\ntemplates_path = ["templates"]\n'
    site.write("own_code.py", "NAME = 'first'\n")
    site.write("templates/page.html", '{% extends "!page.html" %}{% block footer %}first{% endblock %}')
    site.write("conf.py", conf + "html_title = own_code.NAME\n" + gates.configuration)
    with serve(site) as server:
        server.wait_for_build(1)
        before = server.builders()
        site.write("own_code.py", "NAME = 'second'\n")
        server.wait_for_build(2)
        server.wait_for_end_of(before)
        assert "second" in server.get("posts/one.html")
        site.write("templates/page.html", '{% extends "!page.html" %}{% block footer %}third{% endblock %}')
        server.wait_for_build(3)
        assert "third" in server.get("posts/one.html")
        server.stop()
        assert server.output.count("Starting again") == 2


def test_a_burst_is_one_build_and_temporary_files_are_none(live: Live) -> None:
    server, site, _gates = live
    for name in (".one.md.swp", "one.md~", "4913", "#one.md#", ".goutputstream-AB12CD", "sedAb12Cd", "one.tmp"):
        file = site.write(f"posts/{name}", "temporary")
        file.unlink()
    for number in range(100):
        site.post(f"new-{number}", f"Text {number}.\n")
    state = server.wait_for_build(2)
    assert state["builds"] == server.former + 2
    assert "Text 99." in server.get("posts/new-99.html")
    site.post("one", "The last edit.\n")
    assert server.wait_for_build(3)["builds"] == server.former + 3
    assert "The last edit." in server.get("posts/one.html")
    for number in range(100):
        (site.folder / f"posts/new-{number}.md").unlink()


@pytest.mark.parametrize("name", ["posts/one", "posts/하나", "guide"])
def test_an_edited_page_is_shown_before_anything_else_is_known(live: Live, name: str) -> None:
    server, site, gates = live
    page = f"{name}.html"

    def write(title: str) -> None:
        site.write(f"{name}.md", f"---\ndate: 2025-04-23\nrelated: []\norphan: true\n---\n\n# {title}\n\nText.\n")

    write("A title")
    server.settle(site)
    gates.close("reading")
    with server.open_page(page) as messages:
        write("A title, early")
        gates.wait_for("reading")
        early = next(text for _ in messages if ", early" in (text := server.get(quote(page))))
        assert ", early" not in (server.root / page).read_text(encoding="utf-8"), "the preview is no file of the site"
        gates.open("reading")
        gates.let_go("reading")
        assert server.wait_for_build(2)["failure"] == ""
    assert server.get(quote(page)) == early
    assert_exact(server, site)


def test_an_edit_while_pages_are_written_interrupts_the_build(live: Live) -> None:
    server, site, gates = live
    gates.close("writing")
    site.post("one", "First edit.\n", title="First")
    first = gates.wait_for("writing")
    gates.open("writing")
    site.post("two", "Second edit.\n")
    state = server.wait_for_build(2)
    assert state["failure"] == ""
    server.wait_for_end_of({first})
    assert_exact(server, site)


@pytest.mark.parametrize("side", ["forked", "was-forked"])
def test_an_edit_while_processes_take_turns_leaves_one_that_waits(live: Live, side: str) -> None:
    server, site, gates = live
    gates.close("checking")
    with server.open_page("posts/one.html") as messages:
        site.post("one", "First edit.\n")
        builder = gates.wait_for("checking")
        assert next(message for message in messages if message["type"] == "pages")
        waiting = parent_of(builder)
        gates.close(side)
        gates.open("checking")
        gates.let_go("checking")
        gates.wait_for(side)
        gates.open(side)
        site.post("two", "Second edit.\n")
        assert next(message for message in messages if message["type"] == "state"), "the build was asked for"
        gates.let_go(side)
        assert server.wait_for_build(2)["failure"] == ""
    server.wait_for_end_of({waiting, builder})
    site.post("two", "Third edit.\n")
    server.wait_for_build(3)
    assert_exact(server, site)


def parent_of(pid: int) -> int:
    """Return the process that has started another one."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.mark.parametrize("victim", ["build that reads", "build that writes", "waiting process"])
def test_a_process_that_is_killed_is_replaced(live: Live, victim: str) -> None:
    server, site, gates = live
    gate = "writing" if victim == "build that writes" else "reading"
    if victim == "waiting process":
        before = server.builders()
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        server.wait_for_build(2)
        server.wait_for_end_of(before)
    else:
        gates.close(gate)
        site.post("one", "Edited.\n")
        pid = gates.wait_for(gate)
        gates.open(gate)
        os.kill(pid, signal.SIGKILL)
        assert server.wait_for_build(2)["failure"] == ""
    site.post("two", "Edited afterwards.\n")
    server.wait_for_build(3)
    assert_exact(server, site)


@pytest.mark.parametrize("gate", ["", "reading", "writing"])
def test_nothing_outlives_a_server_that_is_killed_and_the_next_one_is_right(site: Site, gates: Gates, gate: str) -> None:
    with serve(site) as server:
        server.wait_for_build(1)
        if gate:
            gates.close(gate)
            site.post("one", "Edited.\n", title="Another title")
            gates.wait_for(gate)
            gates.open(gate)
        server.stop(signal.SIGKILL)
    with serve(site) as server:
        server.wait_for_build(1)
        assert_exact(server, site)
        server.stop(signal.SIGINT)
        assert "Traceback" not in server.output


def test_without_forks_each_build_has_a_new_process(site: Site, gates: Gates) -> None:
    with serve(site, forks=False) as server:
        server.wait_for_build(1)
        gates.close("reading")
        site.post("one", "Edited text.\n", draft="true")
        building = Path("/proc", str(gates.wait_for("reading")), "status").read_text()
        assert f"PPid:\t{server.process.pid}\n" in building, "a fork has another parent"
        gates.open("reading")
        gates.let_go("reading")
        assert server.wait_for_build(2)["badges"] == {"posts/one.html": "Draft"}
        (site.folder / "conf.py").write_text(CONFIGURATION + "html_title = 'Renamed'\n")
        server.wait_for_build(3)
        assert "Renamed" in server.get("posts/one.html")
        assert_exact(server, site)
