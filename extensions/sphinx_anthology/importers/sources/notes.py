"""How sources say what is left out of an export as a whole."""

from __future__ import annotations

from collections.abc import Callable

AddNote = Callable[[str, int, str], None]
"""Takes a file of the export, a line in it, and a message."""
