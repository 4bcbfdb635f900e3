"""What is kept from one build to the next, in files beside the doctrees."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from .acceleration import collector


def load(file: Path) -> Any:
    """Return what :func:`save` has put into a file; None if it cannot be read, for instance because other code wrote it."""
    try:
        with collector.uncollected():
            return pickle.loads(file.read_bytes())
    except (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, pickle.UnpicklingError):
        return None


def save(file: Path, value: object) -> None:
    """Put a value into a file, in a folder that need not exist yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def load_made_of(file: Path, made_of: object) -> Any:
    """Return what :func:`save_made_of` has put into a file, if it was made of something equal; else None."""
    then, value = load(file) or (None, None)
    return value if then == made_of else None


def save_made_of(file: Path, made_of: object, value: object) -> None:
    """Put a value into a file, with what it was made of."""
    save(file, (made_of, value))
