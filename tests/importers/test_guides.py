"""The guides for importing, followed line by line."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import EXPORTS
from own_docs import ROOT
from sphinx_anthology.cli.commands import main
from sphinx_anthology.importers.sources.table import SOURCES

_GUIDES = ROOT / "docs/import"
_COMMAND = re.compile(r"^\$ anthology (.+)$", re.MULTILINE)


def test_each_service_has_a_guide() -> None:
    assert {file.stem for file in _GUIDES.glob("*.md")} == {"importing", *SOURCES}


@pytest.mark.parametrize("name", SOURCES)
def test_the_commands_of_a_guide_work(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXPORTS, tmp_path, dirs_exist_ok=True)
    for folder in list(tmp_path.iterdir()):
        if folder.is_dir():
            shutil.make_archive(str(folder), "zip", folder)
    monkeypatch.chdir(tmp_path)
    commands = _COMMAND.findall((_GUIDES / f"{name}.md").read_text(encoding="utf-8"))
    assert sum(command.startswith("import ") for command in commands) == 2
    for command in commands:
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0, result.output
        assert (tmp_path / "posts").is_dir() == ("--dry-run" not in command)
    assert "conf.py" in {file.name for file in tmp_path.iterdir()}
