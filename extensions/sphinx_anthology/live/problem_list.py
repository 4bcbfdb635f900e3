"""The problems that hold, of all builds so far."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

Shown = dict[str, Any]
"""A problem as the browser shows it: ``path``, ``name``, ``line``, ``message``, ``url``, and ``editor``, a link."""


class ProblemList:
    """Problems by the phase of a build that finds them, and by file.

    Each phase finds the problems of the files that it works on again, and says nothing of others.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[Shown]] = {}

    def replace(self, phase: str, paths: Set[str] | None, problems: Iterable[Shown]) -> None:
        """Take over what a phase has found.

        :param paths: the files that it worked on; None if these are all files.
        """
        for key in [key for key in self._found if key[0] == phase and (paths is None or key[1] in paths or not key[1])]:
            del self._found[key]
        for problem in problems:
            self._found.setdefault((phase, problem["path"]), []).append(problem)

    def list_all(self) -> list[Shown]:
        """Return all problems, in the order of files and lines, and each once."""
        found = {(one["path"], one["line"], one["message"]): one for several in self._found.values() for one in several}
        return [found[key] for key in sorted(found)]
