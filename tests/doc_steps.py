"""Follow a page of the documentation: run its commands and write its files, in order."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forks import run_module

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<content>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
_CAPTION = re.compile(r"\A:caption: (.+)\n\n")
_PROGRAMS = {"anthology": "sphinx_anthology.cli", "sphinx-build": "sphinx"}
_BUILD = "sphinx-build --fail-on-warning -d build/doctrees . build/html"
"""What the session ``html`` of a new project does, once its packages are installed."""
_ELSEWHERE = ("python3 -m venv", ". .venv/bin/activate", "python -m pip install", "nox -s live")
"""The beginnings of commands that other tests run: ``nox -s build`` installs the package, and tests of live builds serve."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code in a page."""

    language: str
    caption: str
    """The file that has the content; empty if it is not named."""
    content: str


@dataclass(slots=True)
class Follower:
    """Somebody who follows a page in a folder."""

    folder: Path
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Words of commands, and what stands for them in a test."""
    done: list[str] = field(default_factory=list)
    """The commands that were run."""

    def follow(self, text: str) -> None:
        """Take all steps of a page."""
        for block in list_blocks(text):
            if block.caption == "conf.py":
                with (self.folder / "conf.py").open("a", encoding="utf-8") as file:
                    file.write(block.content)
            elif block.caption:
                (self.folder / block.caption).write_text(block.content, encoding="utf-8")
            elif block.language == "console":
                for command, output in list_commands(block.content):
                    self.run(command, output)

    def run(self, command: str, output: str) -> None:
        """Run a command, and compare what it prints with *output*, where ``…`` stands for anything. A warning is an error."""
        if command.startswith(_ELSEWHERE):
            return
        words = [self.replaced.get(word, word) for word in shlex.split(_BUILD if command == "nox -s html" else command)]
        environment = {"SOURCE_DATE_EPOCH": "1777593600", "NO_COLOR": "1"}
        if module := _PROGRAMS.get(words[0]):
            result = run_module(module, *words[1:], folder=self.folder, environment=environment)
        else:
            variables = {**os.environ, **environment}
            result = subprocess.run(words, cwd=self.folder, env=variables, capture_output=True, text=True, check=False)
        printed = result.stdout + result.stderr
        assert (result.returncode != 0) == ("WARNING" in output), printed
        assert re.search(".*".join(re.escape(part) for part in output.strip().split("…")), printed, re.DOTALL), printed
        self.done.append(command)


def list_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of code of a page."""
    for match in _FENCE.finditer(text):
        language = match["info"].strip().removeprefix("{code-block}").strip()
        caption = _CAPTION.match(match["content"])
        yield Block(language, caption[1] if caption else "", _CAPTION.sub("", match["content"]))


def list_commands(content: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console, each with what it prints."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output
