"""Builds where no process can be forked, as on Windows: only time is lost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Site, read_output

TESTS = str(Path(__file__).parent.parent)
WITHOUT = "import sys; sys.path.insert(0, {tests!r}); import without_fork; "
BUILD = "from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))"
CHECK = "from sphinx_anthology.cli.commands import main; main()"
POSTS = 320  # more than one process of the command line loads


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def blog(site: Site) -> Site:
    """A site with pictures, tags, links and drafts, which several processes read and write."""
    site.write(
        "conf.py",
        'project = "Notes"\nextensions = ["sphinx_anthology"]\nhtml_theme = "furo"\n'
        'html_baseurl = "https://notes.example.org/"\n',
    )
    for number in range(20):
        site.picture(f"posts/{number}.png", width=20 + number)
        body = f"![Picture]({number}.png)\n\n[The next one](p{(number + 1) % 20}.md), and [none](gone.md).\n"
        site.post(f"p{number}", body, tags=f"tag{number % 3}", category="한국어")
    return site


def test_a_build_that_cannot_fork_has_the_same_output_and_warnings(blog: Site) -> None:
    def build(code: str, name: str) -> tuple[dict[str, bytes], list[str]]:
        output = blog.folder.parent / name
        done = run(code, "-j", 4, "-q", "-d", output / "doctrees", blog.folder, output / "html")
        assert done.returncode == 0, done.stderr
        # The first of the warnings has a link to the documentation, and which is the first depends on the processes.
        return read_output(output / "html"), sorted(re.sub(r" See https:\S+", "", done.stderr).splitlines())

    output, warnings = build(WITHOUT.format(tests=TESTS) + BUILD, "without")
    expected, expected_warnings = build("import sys; " + BUILD, "with")
    assert len(warnings) == 20
    assert (output, warnings) == (expected, expected_warnings)


@pytest.mark.build
def test_the_command_line_loads_many_posts_in_processes_that_are_not_forked(tmp_path: Path) -> None:
    for number in range(POSTS):
        (tmp_path / f"{number}.md").write_text(
            f"---\ntitle: {number}\ndate: 2025-01-02\ndate: 2025-01-03\n---\n\nText\n", encoding="utf-8"
        )
    done = run(WITHOUT.format(tests=TESTS) + CHECK, "check", tmp_path, "--format", "json")
    expected = run("import sys; " + CHECK, "check", tmp_path, "--format", "json")
    assert json.loads(done.stdout) == json.loads(expected.stdout), done.stderr
    assert done.stdout.count("date") >= POSTS
