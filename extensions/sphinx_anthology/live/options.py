"""What ``anthology live`` was asked for, as the server and the builder know it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How the site is built."""

    source: Path
    """The source folder, absolute."""
    configuration: Path
    """The folder of ``conf.py``, absolute."""
    output: Path
    """The folder of the built site, absolute."""
    doctrees: Path
    """The folder of doctrees, absolute. No other build uses it."""
    builder: str = "html"
    """The name of Sphinx's builder."""
    defined: tuple[tuple[str, str], ...] = ()
    """Options that take the place of those in ``conf.py``."""
    forks: bool = hasattr(os, "fork")
    """Whether each build is in a fork of a process that stays, and not in a new process."""

    def to_text(self) -> str:
        """Return the options as one argument of a command."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_text(cls, text: str) -> BuildOptions:
        """Return the options in an argument."""
        values = json.loads(text)
        source, configuration, output, doctrees = (
            Path(values[name]) for name in ("source", "configuration", "output", "doctrees")
        )
        defined = tuple((name, value) for name, value in values["defined"])
        return cls(source, configuration, output, doctrees, values["builder"], defined, values["forks"])
