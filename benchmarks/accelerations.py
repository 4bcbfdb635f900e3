"""The CPU time that each acceleration saves: builds with all of them are compared with builds without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from .contestants import CONTESTANTS, Contestant
from .measure import Site, measure
from .posts import Source
from .report import OURS, describe_circumstances
from .results import Failure, Measurement, Results, Step
from .sphinx_without import NAMES

NOTHING, EVERYTHING = "nothing", "everything"
TURNED_OFF = (NOTHING, *NAMES, EVERYTHING)
STEPS = (Step.COLD, Step.EDITED, Step.UNCHANGED)
_HEADS = {Step.COLD: "Cold", Step.EDITED: "One edited", Step.UNCHANGED: "No change"}
_SCRIPT = Path(__file__).with_name("sphinx_without.py")


def variants() -> list[Contestant]:
    """Return sphinx-anthology with all accelerations, without one of them each, and without any."""
    ours = CONTESTANTS[0]
    python, *arguments = ours.command
    sphinx = arguments[arguments.index("sphinx") + 1 :]
    commands = {name: (python, str(_SCRIPT), name, *sphinx) for name in TURNED_OFF}
    commands[EVERYTHING] += ("-D", "anthology_accelerate=0")
    return [replace(ours, setting=name, command=command) for name, command in commands.items()]


def measure_variants(
    programs: Path, source: Source, posts: int, repetitions: int, timeout: float, folder: Path
) -> Iterator[Measurement | Failure]:
    """Build the same posts with each variant in turn.

    :param programs: the folder of the program ``python``.
    :param timeout: seconds until a build is killed.
    :param folder: the folder of the sites. They are deleted at the end.
    """
    trial = Site(CONTESTANTS[0], programs, source, 3, folder / "trial")
    trial.build(Step.COLD, timeout)  # compiles modules
    trial.remove()
    sites = [Site(variant, programs, source, posts, folder / variant.slug) for variant in variants()]
    yield from measure(sites, repetitions, timeout, STEPS)
    for site in sites:
        site.remove()


def markdown(results: Results, posts: int) -> str:
    """Return a table of CPU seconds, and of how many fewer they are than with an acceleration turned off."""
    head = ["Turned off", *(cell for step in STEPS for cell in (f"{_HEADS[step]}, CPU s", "saved"))]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    lines += [[name, *(cell for step in STEPS for cell in _cells(results, posts, name, step))] for name in TURNED_OFF]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{table}\n\n{posts:,} posts; {describe_circumstances(results)}\n"


def _cells(results: Results, posts: int, name: str, step: Step) -> tuple[str, str]:
    """Return the seconds of a variant, and the share of them that is saved."""
    least, seconds = (results.median(OURS, posts, step, "cpu_seconds", one) for one in (NOTHING, name))
    if least is None or seconds is None:
        return "–", "–"
    return f"{seconds:.2f}", "" if name == NOTHING else f"{1 - least / seconds:.1%}"
