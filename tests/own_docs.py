"""A copy of this project's documentation for tests that build it."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import Site

ROOT = Path(__file__).parent.parent


def copy_docs(folder: Path) -> Site:
    """Copy the sources to *folder*, because builds write index pages into it and several may run at a time."""
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("browse"))
    for name in ("conf.py", "CHANGELOG.md", "CONTRIBUTING.md", ".readthedocs.yaml"):
        shutil.copy(ROOT / name, folder)
    return Site(folder)
