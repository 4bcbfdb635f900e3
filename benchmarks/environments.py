"""The environments of contestants: a virtual environment for each other engine, and this one for Sphinx."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .contestants import Contestant

_REQUIREMENTS = Path(__file__).parent / "requirements"
_PATIENCE = 600  # seconds for an installation
_ASK = "import importlib.metadata, json, sys; print(json.dumps({n: importlib.metadata.version(n) for n in sys.argv[1:]}))"


def prepare(contestant: Contestant, folder: Path) -> Path:
    """Install the packages of a contestant, unless they are installed.

    :param folder: the folder of all environments.
    :returns: the folder of its programs.
    """
    if contestant.environment is None:
        return Path(sys.prefix, "bin")
    environment = folder / contestant.environment
    python = environment / "bin" / "python"
    wanted = _REQUIREMENTS / f"{contestant.environment}.txt"
    installed = environment / "installed.txt"
    if not installed.is_file() or installed.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True, timeout=_PATIENCE)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]
        subprocess.run([python, *install, wanted], check=True, timeout=_PATIENCE)
        installed.write_text(wanted.read_text())
    return environment / "bin"


def versions(contestant: Contestant, programs: Path) -> dict[str, str]:
    """Return the versions of the packages of a contestant."""
    asked = subprocess.run(
        [programs / "python", "-c", _ASK, *contestant.packages], check=True, capture_output=True, text=True, timeout=_PATIENCE
    )
    return {str(name): str(version) for name, version in json.loads(asked.stdout).items()}
