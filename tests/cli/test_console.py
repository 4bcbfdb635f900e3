"""What the command prints of hostile posts, as bytes."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import sphinx_anthology
from control_characters import ESCAPED, HOSTILE, find_control_characters
from sphinx_anthology.cli.console import dump_json

pytestmark = pytest.mark.build  # each test starts a process
COMMAND = [sys.executable, "-m", "sphinx_anthology.cli"]
KEYS = (
    "title",
    "category",
    "tags",
    "author",
    "series",
    "slug",
    "permalink",
    "cover",
    "date",
    "lang",
    "related",
    "odd",
    "og:title",
)
TERMINAL = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]")
"""What the command itself writes to a terminal: colours, and the lines of the progress bar."""
COMMANDS = [
    ("check", "posts"),
    ("check", "posts", "--format", "json"),
    ("check", "posts", "--format", "github"),
    ("list", "posts"),
    ("list", "posts", "--format", "json"),
    ("explain", "posts/title.md"),
    ("explain", "posts/raw-odd.md"),
    ("explain", "posts/index.md"),
    ("explain", "posts/\u202e.md"),
    ("check", "posts/\u202e.txt"),
    ("check", "nothing\x1b"),
    *(("redirects", ".", "--format", form) for form in ("text", "readthedocs", "netlify", "nginx", "apache", "vercel", "json")),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose posts have control characters everywhere."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "posts").mkdir()
    (folder / "conf.py").write_text(
        f"anthology_permalinks = ['/\u202e\x9b/:slug/']\nanthology_authors = {{'kim': {HOSTILE!r}}}\n"
        f"anthology_categories = {{'X': {{'title': {HOSTILE!r}, 'cover': {HOSTILE!r}}}}}\n"
        f"anthology_browse = str({HOSTILE!r})\n",
        encoding="utf-8",
    )
    for key in KEYS:
        header = f'title: T\ndate: 2025-01-01\ncategory: X\n"{key}": '
        (folder / f"posts/{key.replace(':', '-')}.md").write_text(f'---\n{header}"{ESCAPED}"\n---\n# {HOSTILE}\n\n{HOSTILE}\n')
        (folder / f"posts/raw-{key.replace(':', '-')}.md").write_text(
            f"---\n{header}a{HOSTILE}\n---\n\n{{{{< {HOSTILE} >}}}}\n"
        )
    (folder / "posts/index.md").write_text(f"# {HOSTILE}\n")
    (folder / "posts/\u202e.md").write_text(f"# {HOSTILE}\n\n{HOSTILE}\n")
    (folder / "posts/\u202e.txt").write_text("Text.\n")
    (folder / "authors.yml").write_text(f'kim: {{name: "{ESCAPED}"}}\n"k{ESCAPED}": [1]\nbroken: "{HOSTILE}\n')
    return folder


def run(folder: Path, *arguments: str) -> tuple[bytes, bytes]:
    """Return what the command prints, and its messages."""
    done = subprocess.run([*COMMAND, *arguments], cwd=folder, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout, done.stderr


def run_on_terminal(folder: Path, *arguments: str) -> bytes:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")} | {
        "TERM": "xterm-256color"
    }
    with subprocess.Popen([*COMMAND, *arguments], cwd=folder, stdout=theirs, stderr=theirs, stdin=theirs, env=variables):
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:  # Linux: the other end is closed
            pass
    os.close(ours)
    return shown


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(map(ascii, arguments)))
def test_no_control_character_of_a_post_is_printed(project: Path, arguments: tuple[str, ...]) -> None:
    output, messages = run(project, *arguments)
    assert output or messages
    assert set(find_control_characters(output + messages)) <= {"\n"}
    if "json" in arguments:
        assert json.loads(output)["version"] == 1


@pytest.mark.parametrize(
    "arguments", [("check", "posts"), ("list", "posts"), ("explain", "posts/title.md")], ids=lambda one: one[0]
)
def test_no_control_character_of_a_post_is_printed_on_a_terminal(project: Path, arguments: tuple[str, ...]) -> None:
    output = run_on_terminal(project, *arguments)
    assert b"\x1b[1m" in output
    assert not find_control_characters(TERMINAL.sub(b"", output))
    for sequence in (b"\x1b[2J", b"\x1b[31mevil", b"\x1b]"):
        assert sequence not in output


@pytest.mark.parametrize(
    "arguments", [("urls", "site", "--check", "urls.json"), ("links", "site"), ("links", "site", "--format", "json")]
)
def test_no_control_character_of_a_built_site_is_printed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    site = tmp_path / "site"
    (site / "posts").mkdir(parents=True)
    article = f'<div role="main"><p id="a{HOSTILE}">x</p><a href="b.html">b</a></div>'
    lines = "".join(f"{name}\u202e\x9b blog:post -1 posts/{name}.html -\n" for name in "ab")
    (site / "posts/a.html").write_text(article, encoding="utf-8")
    (site / "posts/b.html").write_text(article, encoding="utf-8")
    (site / "objects.inv").write_bytes(b"# 1\n# 2\n# 3\n# 4\n" + zlib.compress(lines.encode()))
    articles = [
        {"id": f"{HOSTILE}", "address": f"/{HOSTILE}", "anchors": []},
        {"id": "x", "address": "/posts/a.html", "anchors": [HOSTILE]},
    ]
    (tmp_path / "urls.json").write_text(json.dumps({"version": 1, "articles": articles}))
    output, messages = run(tmp_path, *arguments)
    assert b"202e" in output
    assert set(find_control_characters(output + messages)) <= {"\n"}


def test_the_list_of_addresses_has_no_control_characters(tmp_path: Path) -> None:
    assert dump_json({"a": HOSTILE}) == (
        r'{"a": "\u001b[2J\u001b]0;owned\u0007\b\r\u009b31m\u007f\u202eevil\u2066\u2028\ufffe"}'
    )
    assert json.loads(dump_json({"a": HOSTILE})) == {"a": HOSTILE}


def test_only_the_console_prints() -> None:
    for file in (Path(sphinx_anthology.__file__).parent / "cli").glob("*.py"):
        if file.name == "console.py":
            continue
        called = {
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        assert not called & {"print", "click.echo", "click.secho", "Text", "Text.assemble", "json.dumps", "console.print"}, (
            file.name
        )
