"""Programs that are run with several seeds of hashes, which differ between processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sphinx_anthology


def run_with_seeds(program: str, *folders: Path) -> set[str]:
    """Return what a program in Python prints, by any of three seeds.

    :param folders: further folders from which it imports.
    """
    path = os.pathsep.join(map(str, (Path(sphinx_anthology.__file__).parents[1], *folders)))
    return {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
