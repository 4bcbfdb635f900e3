"""Exports of many entries, whose texts several processes convert."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import count
from multiprocessing import active_children
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import read_folder, run_import
from sphinx_anthology.cli.commands import main
from sphinx_anthology.importers.entry import BodyFormat, Entry, ImportRefusedError
from sphinx_anthology.importers.writing import conversion
from sphinx_anthology.importers.writing.conversion import ConversionTask, convert, convert_all

pytestmark = pytest.mark.fast

_HEAD = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<wp:base_blog_url>https://tides.example.org</wp:base_blog_url>"
)
_ITEM = (
    "<item><title>Tide {0}</title><content:encoded>&lt;p&gt;&lt;b&gt;Water&lt;/b&gt; {0}&lt;/p&gt;"
    '&lt;img src="/{0}.png"&gt;</content:encoded><wp:post_id>{0}</wp:post_id><wp:post_date>2025-01-02 03:04:05</wp:post_date>'
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
)


def write_export(file: Path, number: int) -> Path:
    """Write an export of posts, one of them twice."""
    file.write_text(f"{_HEAD}{''.join(map(_ITEM.format, [*range(number), 3]))}</channel></rss>", encoding="utf-8")
    return file


def make_task(number: int) -> ConversionTask:
    return ConversionTask(Entry(str(number), "export.xml:1", "Tide \udc80", f"<p>Water {number}</p>"), f"tide-{number}")


@pytest.fixture
def _several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two processes convert all texts after the first, two at once."""
    monkeypatch.setattr(conversion, "_SMALL", -1)
    monkeypatch.setattr(conversion, "_CHUNK_LENGTH", 2)
    monkeypatch.setattr(conversion, "_count_processors", lambda: 2)


def test_several_processes_write_what_one_writes(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    export = write_export(tmp_path / "export.xml", 20)
    alone = run_import(export, tmp_path / "alone")
    request.getfixturevalue("_several")
    assert run_import(export, tmp_path / "together") == alone
    assert read_folder(tmp_path / "together") == read_folder(tmp_path / "alone")
    assert run_import(export, tmp_path / "together")["summary"]["unchanged"] == 20


@pytest.mark.usefixtures("_several")
def test_the_processes_are_others_and_end_with_the_last_text() -> None:
    tasks = [
        *map(make_task, range(9)),
        ConversionTask(Entry("m", "a.md:1", "Markdown", "*Water*", BodyFormat.MARKDOWN), "m"),
    ]
    results = convert_all(tasks)
    first = [next(results), next(results)]
    assert active_children()
    assert [*first, *results] == [(task, convert(task)) for task in tasks]
    assert not active_children()


@pytest.mark.usefixtures("_several")
def test_entries_before_the_damage_of_an_export_are_imported(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    items = "".join(f"<item><title>Tide {number}</title><guid>{number}</guid></item>" for number in range(10))
    (tmp_path / "export/1.xml").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>', encoding="utf-8")
    (tmp_path / "export/2.xml").write_text(f'<rss version="2.0"><channel>{items}', encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(tmp_path / "export"), "--to", str(tmp_path / "posts")])
    assert result.exit_code == 2
    assert "damaged at line 1" in result.output
    assert len(list((tmp_path / "posts").glob("*/index.md"))) == 10


@pytest.mark.usefixtures("_several")
def test_an_import_ends_in_a_reason_if_the_system_ends_a_process() -> None:
    def kill_processes() -> None:
        for _ in convert_all(map(make_task, count())):
            for child in active_children():
                child.kill()

    with pytest.raises(ImportRefusedError, match="Run the import again"):
        kill_processes()


_ENDLESS = """
import os
from itertools import count
from sphinx_anthology.importers.writing import conversion
from sphinx_anthology.importers.entry import Entry

conversion._SMALL = -1
conversion._count_processors = lambda: 2
tasks = (conversion.ConversionTask(Entry(str(number), "a:1", "a", "<p>a</p>"), "a") for number in count())
for number, _ in enumerate(conversion.convert_all(tasks)):
    if number == 1:
        print("converting", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends signals to groups of processes")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_no_process_outlives_an_import_that_is_ended(name: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _ENDLESS],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A process that was started in the background ignores the signal, and so do those that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "converting\n"
    number = getattr(signal, name)
    if name == "SIGKILL":
        process.send_signal(number)
    else:
        os.killpg(process.pid, number)  # to all of them, as a terminal does for Ctrl-C
    process.communicate(timeout=60)  # to the end of the output of the last process
    assert process.returncode == -number
