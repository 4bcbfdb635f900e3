"""Which files an import writes. A file that somebody has edited is never overwritten."""

from __future__ import annotations

from enum import Enum


class Action(Enum):
    """What becomes of a file, or of a post as a whole."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    EDITED = "edited here"
    """It was edited here, and is the same as before in the export."""
    DELETED = "deleted here"
    CONFLICT = "conflict"
    """It was edited here, and has changed in the export."""


def choose_action(incoming: str, present: str | None, before: str | None, pending: str | None) -> Action:
    """Return what becomes of a file, by digests.

    :param incoming: what the export says now.
    :param present: what is in the file; None if there is no file.
    :param before: what the last import has written; None if it has not.
    :param pending: what an interrupted import was about to write, if any.
    """
    if present is None:
        return Action.NEW if before is None or pending is not None else Action.DELETED
    if present == incoming:
        return Action.UNCHANGED
    if present == pending or (present == before and before != incoming):
        return Action.CHANGED
    return Action.EDITED if before == incoming else Action.CONFLICT
