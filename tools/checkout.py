"""The files of a checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path


def list_files(project: Path) -> list[Path]:
    """Return the files of a project that git does not ignore, relative to its folder, also those that are not committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return [Path(name) for name in names.split("\0") if name and (project / name).is_file()]  # it may be deleted
