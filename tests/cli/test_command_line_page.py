"""The page of the documentation on the command."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from own_docs import ROOT
from sphinx_anthology.cli.commands import main

PAGE = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `anthology (\w+)[^`]*`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
"""The text on each command."""


def test_every_command_is_documented() -> None:
    assert SECTIONS.keys() == main.commands.keys()


@pytest.mark.parametrize("name", main.commands)
def test_every_option_is_documented_with_its_choices(name: str) -> None:
    options = [parameter for parameter in main.commands[name].params if isinstance(parameter, click.Option)]
    documented = re.findall(r"^`(--[^`]+)`$", SECTIONS[name], re.MULTILINE)
    written = [f"{option.opts[0]} {choices(option)}".rstrip() for option in options]
    assert sorted(documented) == sorted(written)


def choices(option: click.Option) -> str:
    return "|".join(option.type.choices) if isinstance(option.type, click.Choice) else option.metavar or ""


def test_check_prints_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for number in range(10):
        (posts / f"post{number}.md").write_text(
            f"---\ntitle: Post {number}\ndate: 2025-04-23\n---\n\nText.\n", encoding="utf-8"
        )
    (posts / "spring.md").write_text('---\ndate: 2025-04-23\ntitle: "The "best" spring"\n---\n\nText.\n', encoding="utf-8")
    (posts / "summer.md").write_text("---\ntitle: Summer\n---\n\nText.\n", encoding="utf-8")
    (posts / "index.md").write_text("# Posts\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(main, ["check", "posts"]).stdout
    (shown,) = re.findall(r"^```text\n(.*?)^```$", SECTIONS["check"], re.MULTILINE | re.DOTALL)
    assert printed.startswith(shown.rstrip("\n"))
