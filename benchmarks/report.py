"""Report measurements as ratios, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .chart import line_chart
from .contestants import CONTESTANTS
from .documentation import replace_part
from .results import Results, Step

OURS = "anthology"
TITLES = {entrant.name: entrant.title for entrant in CONTESTANTS}
PEERS = (OURS, "ablog", "material", "hugo")
"""The contestants that the README compares."""
_HEADS = {
    Step.COLD: "Cold",
    Step.UNCHANGED: "No change",
    Step.EDITED: "One edited",
    Step.ADDED: "One added",
    Step.CLONED: "Warm clone",
}
_COMPARED = (
    (Step.COLD, "seconds", "Cold"),
    (Step.COLD, "cpu_seconds", "Cold, CPU"),
    (Step.EDITED, "seconds", "One edited"),
)
_CHARTS = {
    "benchmark-cold.svg": (Step.COLD, "Seconds of a cold build"),
    "benchmark-edited.svg": (Step.EDITED, "Seconds of a build after an edit to one post"),
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of two measurements."""

    name: str
    posts: int
    value: float


def ratios(results: Results) -> list[Ratio]:
    """Return the ratios to other contestants at their best settings, to a smaller site, and to a site of one post."""
    found: list[Ratio] = []

    def compare(name: str, posts: int, over: float | None, under: float | None) -> None:
        if over and under:
            found.append(Ratio(name, posts, over / under))

    def ours(posts: int, step: Step) -> float | None:
        return results.median(OURS, posts, step)

    sizes = [size for size in results.sizes if size > 1]
    for step, quantity, what in _COMPARED:
        for name, title in TITLES.items():
            if name == OURS:
                continue
            for posts in sizes:
                both = (results.median(entrant, posts, step, quantity) for entrant in (OURS, name))
                compare(f"{what}, to {title}", posts, *both)
    for smaller, larger in pairwise(sizes):
        compare("Cold, to the next smaller site", larger, ours(larger, Step.COLD), ours(smaller, Step.COLD))
    for step in (Step.UNCHANGED, Step.EDITED):
        for posts in sizes:
            compare(f"{_HEADS[step]}, to no change with one post", posts, ours(posts, step), ours(1, Step.UNCHANGED))
    for posts in sizes:
        compare("One edited, to the same with one post", posts, ours(posts, Step.EDITED), ours(1, Step.EDITED))
    for posts in sizes:
        compare("Warm clone, to cold", posts, ours(posts, Step.CLONED), ours(posts, Step.COLD))
    return found


def markdown(results: Results, heading: str = "##") -> str:
    """Return the report as Markdown.

    :param heading: the Markdown mark of headings.
    """
    blocks = [f"{heading} Ratios", _ratio_table(ratios(results))]
    for posts in results.sizes:
        blocks += [f"{heading} {_number(posts, 'post')}", _size_table(results, posts)]
    if results.failures:
        lines = (
            f"- {' '.join([TITLES[failure.contestant], failure.setting]).strip()}, {_number(failure.posts, 'post')}, "
            f"{_HEADS[failure.step].lower()}: {failure.reason.splitlines()[0]}"
            for failure in results.failures
        )
        blocks += [f"{heading} Not finished", "\n".join(lines)]
    blocks += [f"{heading} Where, and what with", describe_circumstances(results)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _ratio_table(found: Iterable[Ratio]) -> str:
    found = list(found)
    values = {(ratio.name, ratio.posts): ratio.value for ratio in found}
    sizes = sorted({ratio.posts for ratio in found})
    names = dict.fromkeys(ratio.name for ratio in found)
    rows = ([name, *(_shown(values.get((name, posts)), ".2f") for posts in sizes)] for name in names)
    return _table(["Our build", *(_number(posts, "post") for posts in sizes)], rows) if found else ""


def _size_table(results: Results, posts: int) -> str:
    rows: list[list[str]] = []
    for entrant in CONTESTANTS:
        if entrant.setting not in results.settings(entrant.name, posts):
            continue

        def value(step: Step, quantity: str, form: str, name: str = entrant.name, setting: str = entrant.setting) -> str:
            return _shown(results.median(name, posts, step, quantity, setting), form)

        rows.append(
            [
                entrant.label,
                *(value(step, "seconds", ".2f") for step in Step),
                value(Step.COLD, "cpu_seconds", ".1f"),
                value(Step.COLD, "peak_megabytes", ".0f"),
                value(Step.COLD, "output_megabytes", ".1f"),
            ]
        )
    heads = [f"{_HEADS[step]}, s" for step in Step]
    return _table(["", *heads, "CPU, s", "Memory, MB", "Output, MB"], rows)


def _shown(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def describe_circumstances(results: Results) -> str:
    """Return a sentence about the machine, the repetitions and the versions."""
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    times = f"each the median of {_number(results.repetitions, 'run')}"
    return f"`{results.command}` on {results.system} with {_number(results.cores, 'core')}, {times}. Versions: {versions}."


def charts(results: Results) -> Mapping[str, str]:
    """Return the charts as SVG, by file name."""
    return {name: _chart(results, step, title) for name, (step, title) in _CHARTS.items()}


def _chart(results: Results, step: Step, title: str) -> str:
    sizes = [size for size in results.sizes if size > 1]
    lines = {
        label: [(float(posts), seconds) for posts in sizes if (seconds := results.median(name, posts, step)) is not None]
        for name, label in TITLES.items()
    }
    return line_chart(lines, TITLES[OURS], title, "posts")


def compare(results: Results) -> str:
    """Return a short table of the largest site that all of :data:`PEERS` have built; an empty text if there is none."""
    sizes = [posts for posts in results.sizes if all(results.median(name, posts, Step.EDITED) for name in PEERS)]
    if not sizes:
        return ""
    quantities = ((Step.COLD, "seconds", ".1f"), (Step.EDITED, "seconds", ".1f"), (Step.COLD, "peak_megabytes", ".0f"))
    rows = (
        [TITLES[name], *(_shown(results.median(name, max(sizes), step, quantity), form) for step, quantity, form in quantities)]
        for name in PEERS
    )
    return _table([_number(max(sizes), "post"), "First build, s", "After an edit, s", "Memory, MB"], rows)


def write_docs(results: Results, page: Path, readme: Path, pictures: Path) -> None:
    """Write the report into the documentation, and the comparison into the README.

    :param page: a page with two comments; the text between them is replaced. So is that of *readme*, if there is a comparison.
    :param pictures: the folder for the charts.
    """
    if table := compare(results):
        replace_part(readme, "comparison", f"{table}\n")
    shown = (f"![{title}; the numbers are in the tables below](../public/{name})" for name, (_, title) in _CHARTS.items())
    # LaTeX cannot include SVG.
    figures = "\n\n".join(["```{only} html", *shown]) + "\n```"
    replace_part(page, "results", f"{figures}\n\n{markdown(results)}")
    for name, svg in charts(results).items():
        (pictures / name).write_text(svg, encoding="utf-8")
