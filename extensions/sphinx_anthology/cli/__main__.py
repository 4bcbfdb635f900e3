"""Run the command with ``python -m sphinx_anthology.cli``."""

from __future__ import annotations

from .commands import main

main(prog_name="anthology")
