"""Builds in a process of their own, which may not write everywhere though the tests run as root."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import forks
import pytest
from conftest import Build, Site
from permissions import drop_capabilities
from sphinx.cmd.build import main

_IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or (_IS_ROOT and sys.platform != "linux"),
    reason="root may write everywhere, and only Linux lets it not",
)


def run_sphinx(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``sphinx-build`` in a process that respects permissions."""
    return run(lambda: main([*map(str, arguments)]))


def run(function: Callable[[], int]) -> subprocess.CompletedProcess[str]:
    """Run a function in a process that respects permissions. What it returns is the exit status."""

    def run_without_rights() -> int:
        if _IS_ROOT:
            drop_capabilities()
        return function()

    return forks.run(run_without_rights)


def build(site: Site, *options: str, output: Path | None = None, builder: str = "html") -> Build:
    """Build a site in a process that respects permissions, and without an error."""
    base = output or site.folder / "build"
    done = run_sphinx("-q", "-b", builder, "-d", base / "doctrees", *options, site.folder, base / builder)
    assert done.returncode == 0, done.stderr
    return Build(base / builder, messages(done), [], [])


def messages(done: subprocess.CompletedProcess[str]) -> str:
    """Return the warnings and errors of a build, without a notice of another extension."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", done.stderr).splitlines(keepends=True)
    return "".join(line for line in lines if line.strip() and not line.startswith("matplotlib"))


@contextmanager
def read_only(*folders: Path) -> Iterator[None]:
    """Let nobody write into folders, nor into the folders inside."""
    inside = [each for folder in folders for each in (folder, *folder.rglob("*")) if each.is_dir()]
    modes = [folder.stat().st_mode for folder in inside]
    for folder in inside:
        folder.chmod(0o555)
    try:
        yield
    finally:
        for folder, mode in zip(inside, modes, strict=True):
            folder.chmod(mode)
