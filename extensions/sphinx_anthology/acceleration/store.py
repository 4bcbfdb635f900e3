"""Atomic JSON files for what is kept between builds."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def read_record(file: Path) -> dict[str, Any]:
    """Return what :func:`write_record` wrote to a file; empty if it cannot be read."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def write_record(file: Path, record: Mapping[str, Any]) -> None:
    """Write a record to a file in one step, so that no reader ever sees half of it.

    Records only save time, so nothing happens if the file cannot be written.
    """
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_text(json.dumps(record), encoding="utf-8")
            os.replace(temporary, file)  # noqa: PTH105  Sphinx's paths have the method of a text
        finally:
            temporary.unlink(missing_ok=True)
