"""What was measured, and where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any


class Step(StrEnum):
    """What happens before a build."""

    COLD = "cold"
    """The sources are new, and nothing was built before."""
    UNCHANGED = "unchanged"
    """Nothing."""
    EDITED = "edited"
    """A sentence is put into one post."""
    ADDED = "added"
    """A post is put beside the others."""
    CLONED = "cloned"
    """All sources are written anew, one with another text, and what was built before is kept."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of one program."""

    contestant: str
    """Its name."""
    setting: str
    """What tells it from others of that name, or nothing."""
    posts: int
    step: Step
    repetition: int
    seconds: float
    cpu_seconds: float
    """Of the process and of those that it started: in the program and in the system."""
    peak_megabytes: float
    """Resident memory of the largest of its processes; see :func:`.measure.run`."""
    output_megabytes: float
    """All files of the site after the build."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A contestant that did not get through."""

    contestant: str
    setting: str
    posts: int
    step: Step
    reason: str


@dataclass(frozen=True, slots=True)
class Results:
    """All of a benchmark."""

    command: str
    system: str
    cores: int
    repetitions: int
    versions: Mapping[str, str]
    """Of all programs, by the names of their packages."""
    measurements: tuple[Measurement, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def sizes(self) -> list[int]:
        """The numbers of posts."""
        return sorted({measurement.posts for measurement in self.measurements})

    def settings(self, contestant: str, posts: int) -> list[str]:
        """Return the settings in which a contestant was run with so many posts."""
        found = (item.setting for item in self.measurements if (item.contestant, item.posts) == (contestant, posts))
        return list(dict.fromkeys(found))

    def median(
        self, contestant: str, posts: int, step: Step, quantity: str = "seconds", setting: str | None = None
    ) -> float | None:
        """Return the median of a *quantity* over all repetitions; None if there are none.

        :param quantity: the name of a number in :class:`Measurement`.
        :param setting: None for the one with the fastest cold build.
        """
        if setting is None:
            setting = self._best(contestant, posts)
        values = [
            float(getattr(item, quantity))
            for item in self.measurements
            if (item.contestant, item.setting, item.posts, item.step) == (contestant, setting, posts, step)
        ]
        return median(values) if values else None

    def _best(self, contestant: str, posts: int) -> str:
        times = {
            setting: self.median(contestant, posts, Step.COLD, setting=setting) for setting in self.settings(contestant, posts)
        }
        known = {setting: seconds for setting, seconds in times.items() if seconds is not None}
        return min(known, key=lambda setting: known[setting], default="")

    def save(self, file: Path, **further: Any) -> None:
        """Write the results, and what *further* is known of them, as JSON."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self) | further, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Results:
        """Read what :meth:`save` wrote."""
        values = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            command=values["command"],
            system=values["system"],
            cores=values["cores"],
            repetitions=values["repetitions"],
            versions=values["versions"],
            measurements=tuple(Measurement(**{**item, "step": Step(item["step"])}) for item in values["measurements"]),
            failures=tuple(Failure(**{**item, "step": Step(item["step"])}) for item in values["failures"]),
        )
