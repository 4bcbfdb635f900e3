"""Run the benchmark: ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from . import accelerations, environments, pictures, report
from .contestants import CONTESTANTS, Contestant
from .documentation import replace_part
from .measure import FailedError, Site, measure, steps
from .posts import SIZE, Folder, Generator
from .results import Failure, Measurement, Results, Step

_ROOT = Path(__file__).parent.parent
_BUILD = _ROOT / "build" / "bench"
_FULL = 10_000
_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


def main() -> None:
    """Measure, print the report, and write it to files."""
    options = _options()
    console = Console()
    for part, posts in ((accelerations, options.accelerations), (pictures, options.pictures)):
        if posts:
            _measure_part(part, posts, options, console)
            return
    if options.previews:
        _measure_previews(options, console)
        return
    file = _BUILD / "results.json"
    try:
        results = Results.load(file) if options.report else _measure(options, file, console)
    except FailedError as error:
        raise SystemExit(f"A contestant does not work: {error}") from None
    text = report.markdown(results)
    (_BUILD / "report.md").write_text(text, encoding="utf-8")
    for name, svg in report.charts(results).items():
        (_BUILD / name).write_text(svg, encoding="utf-8")
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    if options.write_docs:
        report.write_docs(results, _ROOT / "docs/reference/benchmark.md", _ROOT / "README.md", _ROOT / "docs/public")
    if results.failures:
        raise SystemExit(1)


def _options() -> argparse.Namespace:
    names = list(dict.fromkeys(entrant.name for entrant in CONTESTANTS))
    parser = argparse.ArgumentParser(prog="benchmarks", description="Build the same posts with several engines.")
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 1000, 4000], metavar="N", help="numbers of posts")
    parser.add_argument("--alone", nargs="+", type=int, default=[], metavar="N", help="sizes for sphinx-anthology only")
    parser.add_argument("--full", action="store_true", help=f"short for --alone {_FULL}")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    parser.add_argument(
        "--accelerations", type=int, metavar="N", help="measure what each acceleration saves for N posts, and nothing else"
    )
    parser.add_argument("--pictures", type=int, metavar="N", help="measure what N covers cost, and nothing else")
    parser.add_argument("--previews", type=int, metavar="N", help="measure previews of links among N posts, and nothing else")
    parser.add_argument("--repeat", type=int, metavar="N", help="repetitions of each measurement: 3, or 7 of accelerations")
    parser.add_argument("--bytes", type=int, default=SIZE, metavar="N", help="average size of a generated post")
    parser.add_argument("--posts", type=Path, metavar="FOLDER", help="use the posts of a folder instead of generated ones")
    parser.add_argument("--timeout", type=float, default=3600, metavar="SECONDS", help="time limit of one build")
    parser.add_argument("--report", action="store_true", help="report the last results without measuring")
    parser.add_argument("--write-docs", action="store_true", help="write the report into the documentation")
    options = parser.parse_args()
    options.repeat = options.repeat or (7 if options.accelerations else 3)
    return options


def _measure_part(part: ModuleType, posts: int, options: argparse.Namespace, console: Console) -> None:
    """Measure variants of sphinx-anthology, and report.

    :param part: the module that has the variants.
    """
    source = Folder(options.posts) if options.posts else Generator(options.bytes)
    programs = environments.prepare(CONTESTANTS[0], _BUILD / "environments")
    results = _without_measurements(options, environments.versions(CONTESTANTS[0], programs))
    outcomes = part.measure_variants(programs, source, posts, options.repeat, options.timeout, _BUILD)
    for outcome in outcomes:
        console.print(_line(outcome), markup=False, highlight=False)
        results = _with(results, outcome)
    name, text = part.__name__.rpartition(".")[2], part.markdown(results, posts)
    results.save(_BUILD / f"{name}.json")
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    if options.write_docs:
        replace_part(_ROOT / "docs/reference/performance.md", name, text)


def _measure_previews(options: argparse.Namespace, console: Console) -> None:
    """Measure how soon previews are shown, and report."""
    from . import previews  # needs Chromium

    programs = environments.prepare(CONTESTANTS[0], _BUILD / "environments")
    source = Folder(options.posts) if options.posts else Generator(previews.SIZE)
    found = previews.measure_previews(programs, source, options.previews, options.timeout, _BUILD / "previews")
    text = previews.markdown(found, options.previews)
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    if options.write_docs:
        replace_part(_ROOT / "docs/explanation/search.md", "previews", text)


def _measure(options: argparse.Namespace, file: Path, console: Console) -> Results:
    """Measure all sizes. After each size, the results so far are written to *file*."""
    entrants = [entrant for entrant in CONTESTANTS if entrant.name in options.only]
    source = Folder(options.posts) if options.posts else Generator(options.bytes)
    programs: dict[str, Path] = {}
    versions: dict[str, str] = {}
    for entrant in entrants:
        with console.status(f"Install and try {entrant.label}"):
            programs[entrant.name] = environments.prepare(entrant, _BUILD / "environments")
            versions |= environments.versions(entrant, programs[entrant.name])
            # An unmeasured build compiles modules, and shows a contestant that does not work before hours have passed.
            trial = Site(entrant, programs[entrant.name], source, 3, _BUILD / "sites" / entrant.slug)
            trial.build(Step.COLD, options.timeout)
    results = _without_measurements(options, versions)
    alone = {*options.alone, *([_FULL] if options.full else []), *([1] if report.OURS in options.only else [])}
    for posts in sorted({*options.sizes, *alone}):
        with Progress(*_COLUMNS, console=console) as progress:
            sites = [
                Site(entrant, programs[entrant.name], source, posts, _BUILD / "sites" / entrant.slug)
                for entrant in progress.track(_running(entrants, posts, posts in alone), description=f"{posts:,} posts: write")
            ]
            total = options.repeat * sum(len(steps(site.contestant)) for site in sites)
            outcomes = measure(sites, options.repeat, options.timeout)
            for outcome in progress.track(outcomes, total, description=f"{posts:,} posts: build"):
                results = _with(results, outcome)
                progress.console.print(_line(outcome), markup=False, highlight=False)
        results.save(file, ratios=[asdict(ratio) for ratio in report.ratios(results)])
        for site in sites:
            site.remove()
    return results


def _without_measurements(options: argparse.Namespace, versions: Mapping[str, str]) -> Results:
    """Return results that say where and how is measured."""
    return Results(
        command=_command(),
        system=f"{platform.system()} {platform.machine()}, {platform.python_implementation()} {platform.python_version()}",
        cores=_cores(),
        repetitions=options.repeat,
        versions=versions,
    )


def _running(entrants: Sequence[Contestant], posts: int, alone: bool) -> list[Contestant]:
    """Return the contestants that are run with a number of posts.

    :param alone: whether only sphinx-anthology is run.
    """
    return [
        entrant
        for entrant in entrants
        if (entrant.name == report.OURS or not alone) and (entrant.most is None or posts <= entrant.most)
    ]


def _with(results: Results, outcome: Measurement | Failure) -> Results:
    if isinstance(outcome, Failure):
        return replace(results, failures=(*results.failures, outcome))
    return replace(results, measurements=(*results.measurements, outcome))


def _line(outcome: Measurement | Failure) -> str:
    """Return the line that is printed after an outcome."""
    what = f"{outcome.contestant} {outcome.setting}".strip() + f", {outcome.posts:,} posts, {outcome.step}"
    return f"{what}: {outcome.reason if isinstance(outcome, Failure) else f'{outcome.seconds:.2f} s'}"


def _command() -> str:
    """Return the command as users type it, with the names of folders instead of their paths."""
    arguments = [Path(argument).name if "/" in argument else argument for argument in sys.argv[1:]]
    return shlex.join(["nox", "-s", "bench", *(["--", *arguments] if arguments else [])])


def _cores() -> int:
    """Return the number of usable cores."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


if __name__ == "__main__":
    main()
