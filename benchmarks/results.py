"""The results of a benchmark."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any


class Step(StrEnum):
    """The change before a build."""

    COLD = "cold"
    """The sources are new, and there is no output."""
    UNCHANGED = "unchanged"
    """No change."""
    EDITED = "edited"
    """A sentence is added to one post."""
    ADDED = "added"
    """A post is added."""
    CLONED = "cloned"
    """All sources are written again without their modification times, one with a changed text. The output is kept."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of one program."""

    contestant: str
    """The name of the contestant."""
    setting: str
    """The setting of the contestant; empty if it has only one."""
    posts: int
    step: Step
    repetition: int
    seconds: float
    cpu_seconds: float
    """User and system time of the program and its child processes."""
    peak_megabytes: float
    """Resident memory of the largest process; see :func:`.measure.run`."""
    output_megabytes: float
    """The size of all files in the output."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A build that failed."""

    contestant: str
    setting: str
    posts: int
    step: Step
    reason: str


@dataclass(frozen=True, slots=True)
class Results:
    """The results of one benchmark, and the circumstances."""

    command: str
    system: str
    cores: int
    repetitions: int
    versions: Mapping[str, str]
    """The versions of all packages, by name."""
    measurements: tuple[Measurement, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def sizes(self) -> list[int]:
        """The numbers of posts."""
        return sorted({measurement.posts for measurement in self.measurements})

    def settings(self, contestant: str, posts: int) -> list[str]:
        """Return the settings with which a contestant was run with a number of posts."""
        found = (item.setting for item in self.measurements if (item.contestant, item.posts) == (contestant, posts))
        return list(dict.fromkeys(found))

    def median(
        self, contestant: str, posts: int, step: Step, quantity: str = "seconds", setting: str | None = None
    ) -> float | None:
        """Return the median of a quantity over all repetitions; None without measurements.

        :param quantity: the name of a numeric field of :class:`Measurement`.
        :param setting: None for the setting with the fastest cold build.
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
        """Write the results as JSON, with *further* keys."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self) | further, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Results:
        """Read the results that :meth:`save` wrote."""
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
