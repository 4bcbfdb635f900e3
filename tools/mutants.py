"""Test the tests: change one place of the code at a time, and report the changes that no test notices.

Run it with ``nox -s mutants``. It works on copies of the checkout. Cosmic Ray makes the mutants, for example with ``<`` in the
place of ``<=``. Each is tried with the tests that run its lines: Coverage records them in a run without a mutant.
"""

from __future__ import annotations

import argparse
import ast
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from os import environ, pathsep
from pathlib import Path
from queue import SimpleQueue

import attrs
from checkout import list_files
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec, WorkItem, WorkResult
from coverage import CoverageData
from sphinx_anthology.cli.console import show_progress

SOURCE = Path("extensions/sphinx_anthology")
WORKERS = 2


@dataclass(frozen=True)
class Target:
    """A part of the package, and the tests that have to notice its mutants."""

    modules: tuple[str, ...]
    """Modules and packages, relative to the package ``sphinx_anthology``."""
    tests: tuple[str, ...]
    """Files and folders in ``tests/``. Fast tests come first, because the first failure ends a run."""
    is_fast: bool = False
    """Whether only the tests run that build no site."""
    timeout: float = 120
    """Maximum duration of a run, in seconds. A mutant that takes longer counts as noticed."""

    def files(self) -> list[Path]:
        """Return the files of the modules, relative to the checkout, which is the working directory."""
        paths = [SOURCE / module for module in self.modules]
        return [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]

    def own_files(self) -> list[Path]:
        """Return the files of the modules that are not tried with another target."""
        decided = set() if self in DECISIONS.values() else {file for one in DECISIONS.values() for file in one.files()}
        return [file for file in self.files() if file not in decided]

    def test_command(self, copy: Path, *arguments: str) -> list[str]:
        """Return the command that runs the tests of a copy of the checkout with further arguments of pytest.

        Random tests get the same examples in each run.
        """
        path = pathsep.join([str(copy / "extensions"), *filter(None, [environ.get("PYTHONPATH")])])
        options = ["--quiet", "-p", "no:cacheprovider", "--hypothesis-seed=0", *(["-m", "fast"] if self.is_fast else [])]
        return ["env", f"--chdir={copy}", f"PYTHONPATH={path}", sys.executable, "-m", "pytest", *options, *arguments]

    def paths(self) -> list[str]:
        """Return the files and folders of the tests, relative to the checkout."""
        return [f"tests/{test}" for test in self.tests]


DECISIONS = {
    "urls": Target(
        (
            "urls.py",
            "fields/urls.py",
            "catalogue/permalinks.py",
            "catalogue/address_lookup.py",
            "catalogue/old_site.py",
            "catalogue/file_names.py",
            "markup/syntax/html_addresses.py",
            "markup/syntax/link_destinations.py",
            "outputs/page_addresses.py",
            "outputs/site_address.py",
        ),
        (
            "test_urls.py",
            "fields/test_url_fields.py",
            "catalogue/test_permalinks.py",
            "catalogue/test_address_lookup.py",
            "catalogue/test_old_site.py",
            "catalogue/test_file_names.py",
            "markup/syntax/test_html_addresses.py",
            "markup/syntax/test_link_destinations.py",
            "markup/test_safe_links.py",
            "outputs/test_page_addresses.py",
            "outputs/test_site_address.py",
            "outputs/redirects",
            "test_posts.py",
        ),
        is_fast=True,
    ),
    "paths": Target(("loading/files",), ("loading/files", "loading", "fields/test_images.py", "test_posts.py"), is_fast=True),
    "escaping": Target(
        ("characters.py", "slugs.py", "markup/syntax/escaping.py", "outputs/comments/html.py", "outputs/feeds/xml_feeds.py"),
        (
            "test_characters.py",
            "test_slugs.py",
            "test_problems.py",
            "markup/syntax/test_escaping.py",
            "outputs/test_comment_services.py",
            "outputs/feeds",
            "frontmatter",
            "markup",
        ),
        is_fast=True,
    ),
    "dates": Target(
        ("frontmatter/dates.py", "loading/build_time.py"),
        ("frontmatter/test_dates.py", "loading/test_build_time.py", "catalogue/test_schedule.py", "test_posts.py"),
        is_fast=True,
    ),
    "publication": Target(
        ("fields/statuses.py", "catalogue/schedule.py", "catalogue/selection.py", "catalogue/collection.py"),
        ("fields/test_field_statuses.py", "catalogue", "loading/test_loader.py", "test_posts.py"),
        is_fast=True,
    ),
}
"""The modules that decide where links lead, which files are used, what is escaped, and when what is published."""
REST = {
    "catalogue": Target(("catalogue",), ("catalogue", "loading", "test_posts.py")),
    "fields": Target(("fields",), ("fields", "test_posts.py")),
    "frontmatter": Target(("frontmatter",), ("frontmatter", "test_posts.py"), is_fast=True),
    "loading": Target(("loading",), ("loading", "cli", "test_posts.py"), is_fast=True),
    "markup": Target(("markup",), ("markup", "test_posts.py"), is_fast=True),
    "outputs": Target(("outputs",), ("outputs", "cli"), is_fast=True),
    "settings": Target(("settings",), ("test_settings.py", "loading/test_project.py"), is_fast=True),
    "incremental": Target(
        ("sphinx_ext/incremental", "sphinx_ext/dependencies.py"),
        (
            "sphinx_ext/incremental/test_incremental_documents.py",
            "sphinx_ext/incremental/test_incremental_pages.py",
            "sphinx_ext/incremental/test_incremental_source_files.py",
            "sphinx_ext/lists/test_deferred_nodes.py",
            "sphinx_ext/incremental/test_incremental_files.py",
            "sphinx_ext/test_good_citizen.py",
            "sphinx_ext/incremental/test_incremental.py",
        ),
        timeout=600,
    ),
}
"""The other modules that are tried; those of :data:`DECISIONS` are left out."""
GROUPS = {"decisions": DECISIONS, "rest": REST}
TARGETS = DECISIONS | REST

EQUIVALENT_OPERATORS = (
    "core/ReplaceComparisonOperator_Eq_Is",
    "core/ReplaceComparisonOperator_NotEq_IsNot",
    "core/ReplaceComparisonOperator_Is_Eq",
    "core/ReplaceComparisonOperator_IsNot_NotEq",
)
"""Changes that have no effect on small values and on None."""


def main() -> None:
    """Try a sample of mutants, and print those that survive."""
    options = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, f"checkout-{number}") for number in range(WORKERS)]
        for copy in copies:
            _copy_checkout(copy)
        with chdir(copies[0]):
            sample = _draw_sample(options.targets, options.number, options.seed)
        if options.list:
            print(Counter(mutant.target for mutant in sample))
            return
        coverage = {target: _record_tests(copies[0], target) for target in dict.fromkeys(one.target for one in sample)}
        results = list(_try_mutants(copies, sample, coverage))
    _print_report(results, options.seed)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s mutants --", description="Try a sample of mutants.")
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help=f"parts of the package (default: rest): decisions for {', '.join(DECISIONS)}; rest for {', '.join(REST)}",
    )
    parser.add_argument("--number", type=int, default=300, metavar="N", help="size of the sample (default: 300)")
    parser.add_argument("--all", action="store_true", help="try all mutants, and not a sample")
    parser.add_argument("--list", action="store_true", help="only say how many mutants there are")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the sample (default: 1)")
    options = parser.parse_args()
    if unknown := set(options.targets) - TARGETS.keys() - GROUPS.keys():
        parser.error(f"unknown target: {', '.join(sorted(unknown))}")
    options.targets = [name for target in options.targets or ["rest"] for name in GROUPS.get(target, [target])]
    options.number = None if options.all else options.number
    return options


def _copy_checkout(target: Path) -> None:
    """Copy the files of the checkout, with changes that are not committed, but without ignored files."""
    for name in list_files(Path()):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(name, target / name)


@dataclass(frozen=True)
class Mutant:
    """A mutant and the part of the package that it is in."""

    target: str
    item: WorkItem

    @property
    def mutation(self) -> MutationSpec:
        """The change."""
        return self.item.mutations[0]


def _draw_sample(targets: Sequence[str], number: int | None, seed: int) -> list[Mutant]:
    """Return *number* mutants, or all, drawn by *seed*. No place has a second one before all places have one."""
    mutants = [mutant for target in targets for mutant in _list_mutants(target)]
    random.Random(seed).shuffle(mutants)
    tried: Counter[tuple[Path, tuple[int, int]]] = Counter()
    ranked: list[tuple[int, Mutant]] = []
    for mutant in mutants:
        place = (mutant.mutation.module_path, mutant.mutation.start_pos)
        ranked.append((tried[place], mutant))
        tried[place] += 1
    return [mutant for _rank, mutant in sorted(ranked, key=lambda pair: pair[0])[:number]]


def _list_mutants(target: str) -> list[Mutant]:
    """Return the mutants of a part of the package, in the order of their places, without those that have no effect."""
    with tempfile.TemporaryDirectory() as folder, use_db(Path(folder, "session.sqlite")) as session:
        init(TARGETS[target].own_files(), session, {})
        mutants = [Mutant(target, item) for item in session.work_items]
    mutants.sort(key=lambda one: (one.mutation.module_path, one.mutation.start_pos, one.mutation.operator_name))
    return [
        mutant
        for mutant in mutants
        if mutant.mutation.operator_name not in EQUIVALENT_OPERATORS
        and not any(start <= mutant.mutation.start_pos < end for start, end in _find_declarations(mutant.mutation.module_path))
    ]


@cache
def _find_declarations(file: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where expressions without effect begin and end: type annotations, and the arguments of decorators.

    Each end is a pair of a line and a column. The arguments of ``dataclass`` save memory, and forbid what mypy forbids.
    """
    return [
        ((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0))
        for node in _declarations(ast.parse(file.read_text(encoding="utf-8")))
    ]


def _declarations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        annotation = node.returns if isinstance(node, ast.FunctionDef) else getattr(node, "annotation", None)
        if annotation is not None:
            yield annotation
        for decorator in getattr(node, "decorator_list", ()):
            if isinstance(decorator, ast.Call):
                yield from (keyword.value for keyword in decorator.keywords)


Tests = Mapping[Path, Mapping[int, Sequence[str]]]
"""For each file of a part of the package, and each line of it, the tests that run it."""


def _record_tests(copy: Path, target: str) -> Tests:
    """Run the tests of a part of the package without a mutant, and return which of them runs which lines.

    :raises SystemExit: if a test fails.
    """
    print(f"{target}: run the tests without a mutant", flush=True)
    data = copy.with_name(f"{target}.coverage")
    sources = [f"--cov={SOURCE.name}", "--cov-context=test", "--cov-report="]
    command = TARGETS[target].test_command(copy, *sources, *TARGETS[target].paths())
    result = subprocess.run(command, env={**environ, "COVERAGE_FILE": str(data)}, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"{result.stdout}\nThe tests of {target} fail without a mutant. Repair them first.")
    coverage = CoverageData(str(data))
    coverage.read()
    return {file: coverage.contexts_by_lineno(str(copy / file)) for file in TARGETS[target].own_files()}


def _try_mutants(
    copies: Sequence[Path], mutants: Sequence[Mutant], tests: Mapping[str, Tests]
) -> Iterator[tuple[Mutant, WorkResult]]:
    """Run the tests of each mutant in one of the copies, and yield the results as they come."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def try_one(mutant: Mutant) -> tuple[Mutant, WorkResult]:
        copy = free.get()
        try:
            return mutant, _try_mutant(copy, mutant, _choose_tests(mutant, tests[mutant.target]))
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as executor:
        yield from show_progress(executor.map(try_one, mutants), "mutants", len(mutants))


def _choose_tests(mutant: Mutant, tests: Tests) -> list[str]:
    """Return the tests that run the lines of a mutant: all, if a line runs on import, or in no test's own process."""
    target = TARGETS[mutant.target]
    lines = tests[mutant.mutation.module_path]
    contexts = {context for line in _list_lines(mutant.mutation) for context in lines.get(line, ())}
    if not contexts or "" in contexts:
        return target.paths()
    chosen = {context.rpartition("|")[0] for context in contexts}
    return sorted(chosen, key=lambda test: ([test.startswith(path) for path in target.paths()].index(True), test))


def _list_lines(mutation: MutationSpec) -> range:
    """Return the numbers of the lines from the start of the statement to the end of the change."""
    line = mutation.start_pos[0]
    tree = ast.parse(mutation.module_path.read_text(encoding="utf-8"))
    statements = [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return range(max(statements, default=line), mutation.end_pos[0] + 1)


def _try_mutant(copy: Path, mutant: Mutant, tests: Sequence[str]) -> WorkResult:
    listing = copy.with_name(f"{copy.name}.tests")
    listing.write_text("\n".join(tests), encoding="utf-8")
    target = TARGETS[mutant.target]
    command = target.test_command(copy, "--exitfirst", f"@{listing}")
    mutation = attrs.evolve(mutant.mutation, module_path=copy / mutant.mutation.module_path)
    result = mutate_and_test([mutation], shlex.join(command), target.timeout)
    if "ERROR: not found:" in (result.output or ""):  # would count as noticed
        raise SystemExit(f"{result.output}\nPytest does not find a test of {mutant.target} again.")
    return result


def _print_report(results: Sequence[tuple[Mutant, WorkResult]], seed: int) -> None:
    """Print the survivors and the numbers for each part of the package."""
    survivors = [(mutant, result) for mutant, result in results if not result.is_killed]
    for mutant, result in sorted(survivors, key=lambda pair: (pair[0].mutation.module_path, pair[0].mutation.start_pos)):
        mutation = mutant.mutation
        print(f"\n{mutation.module_path}:{mutation.start_pos[0]}: {mutation.operator_name} survives")
        print(
            "\n".join(line for line in (result.diff or "").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---"))
        )
    tried, survived = (Counter(mutant.target for mutant, _result in pairs) for pairs in (results, survivors))
    print()
    for target, number in tried.items():
        print(f"{target}: {number} tried, {number - survived[target]} noticed, {survived[target]} survive (seed {seed})")


if __name__ == "__main__":
    main()
