"""The command ``anthology``: what is wrong with a folder of posts, what is in it, and what became of one file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from . import dialects, report, sources
from .dialects import Dialects
from .post import Post
from .problems import REFERENCE_URL, Problem, Severity
from .scanning import Cache, Reading, Scanner, gather, scan_files
from .settings import Settings
from .versions import __version__

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, package_name="sphinx-anthology")
def main() -> None:
    """Look at blog posts as sphinx-anthology sees them. Nothing is built, written or sent."""


@main.command()
@click.argument("src", type=_FOLDER)
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.NOTICE.value,
    show_default=True,
    help="Leave out what is less grave.",
)
def check(src: Path, form: str, severity: str) -> None:
    """Print every problem of the posts in SRC. The exit status is 1 if there are errors."""
    reading = read(src)
    found = [_from_here(problem, src) for problem in report.at_least(reading.problems, Severity(severity))]
    if form == "json":
        records = [report.problem_record(problem) for problem in found]
        _echo_json({"version": report.VERSION, "summary": report.summary(reading), "problems": records})
    elif form == "github":
        _echo_lines(map(report.annotation, found))
    else:
        _print_problems(found)
        click.echo(f"{report.summary(reading)}{f' What a code means: {REFERENCE_URL}' if found else ''}")
    if any(problem.code.severity is Severity.ERROR for problem in reading.problems):
        raise SystemExit(1)


@main.command("list")
@click.argument("src", type=_FOLDER)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def list_posts(src: Path, form: str) -> None:
    """Print the articles in SRC, newest first. The JSON has every field with its provenance."""
    catalogue = read(src).catalogue
    if form == "json":
        posts, pages = map(report.post_record, catalogue.posts), map(report.page_record, catalogue.pages.values())
        _echo_json({"version": report.VERSION, "posts": list(posts), "pages": list(pages)})
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Date", no_wrap=True)
    for name in ("Title", "Category", "Author"):
        table.add_column(name, overflow="fold")
    table.add_column("File", style="dim", overflow="fold")
    for post in catalogue.posts:
        date = f"{post.published:%Y-%m-%d}" if post.published else ""
        cells = (date, post.title, report.shown(post.category_names), report.shown(post.authors), post.path)
        table.add_row(*map(Text, cells))
    _console().print(table)


@main.command()
@click.argument("file", type=_FILE)
def explain(file: Path) -> None:
    """Show what became of each key of FILE, and where each field of the article comes from."""
    folder = _source_of(file)
    path = file.resolve().relative_to(folder).as_posix()
    reading = read(folder, {path: path.rpartition(".")[0]})
    console = _console()
    for post in reading.catalogue.posts:
        console.print(Text(post.title, style="bold"))
        console.print(_keys_table(post))
        console.print(_fields_table(post))
    for page in reading.catalogue.pages.values():
        console.print(f"{page.path} is a page, not an article: its name is that of an index, and it has no date.", markup=False)
    _print_problems([replace(problem, path=os.path.relpath(folder / problem.path)) for problem in reading.problems])


@main.command()
@click.option("--format", "form", type=click.Choice(["table", "markdown"]), default="table", show_default=True)
def fields(form: str) -> None:
    """Print the fields of an article, and the keys of front matter that fill them."""
    if form == "markdown":
        click.echo(report.fields_markdown())
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Field", "What it is", "Keys"):
        table.add_column(name, overflow="fold")
    for name, meaning in dialects.FIELDS.items():
        table.add_row(name, meaning, ", ".join(report.field_keys(name)))
    _console().print(table)


def _keys_table(post: Post) -> Table:
    table = Table(
        title=f"Front matter ({post.format})", title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False
    )
    table.add_column("Line", justify="right", style="dim")
    for name in ("Key", "Field", "Use"):
        table.add_column(name, overflow="fold")
    for key in post.keys:
        table.add_row(*map(Text, (str(key.line), key.key, key.field or "", key.use.value)))
    return table


def _titled(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)


def _fields_table(post: Post) -> Table:
    table = _titled("Article")
    for name in ("Field", "Value", "From"):
        table.add_column(name, overflow="fold")
    for name in report.FIELDS:
        value = report.shown(getattr(post, name))
        if not value:
            continue
        origin = post.origins.get(name)
        source = f"{origin.key or origin.source}, line {origin.line}" if origin else "default"
        table.add_row(Text(name), Text(value), Text(source, style="dim"))
    return table


def _source_of(file: Path) -> Path:
    """Return the source folder of the project that a post belongs to, as far as its path tells.

    It is the folder above the post that has a ``conf.py`` in it or beside it; else the current one, if the post lies in it.
    """
    file = file.resolve()
    for folder in file.parents:
        if (folder / "conf.py").is_file() or (folder.parent / "conf.py").is_file():
            return folder
    here = Path.cwd()
    return here if file.is_relative_to(here) else file.parent


def read(src: Path, docnames: dict[str, str] | None = None) -> Reading:
    """Read the posts of a folder, with a progress bar on a terminal and with all processors if there are many posts.

    :param docnames: the files to read, with their docnames; all posts of the folder, if nothing is said.
    :raises click.ClickException: the options of the project cannot be used.
    """
    src = src.resolve()
    configuration = sources.configuration(src)
    settings = Settings.from_values(configuration)
    docnames = sources.post_files(src, settings) if docnames is None else docnames
    substitutions = "substitution" in configuration.get("myst_enable_extensions", ())
    try:
        scanner = Scanner(src, ZoneInfo(settings.timezone), Dialects.of(settings.spellings), substitutions)
    except (ZoneInfoNotFoundError, ValueError) as error:
        message = f"anthology_timezone = {settings.timezone!r} is not a time zone: write a name such as 'Asia/Seoul'."
        raise click.ClickException(message) from error
    scanned: Cache = {}
    problems: list[Problem] = []
    results = scan_files(scanner, docnames, {}, os.cpu_count() or 1)
    columns = (TextColumn("Reading posts"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        for path, found in progress.track(results, total=len(docnames)):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                scanned[path] = found
    return gather(src, scanned, settings, problems)


def _from_here(problem: Problem, src: Path) -> Problem:
    """Return a problem with the path of its file as it is seen from the current folder."""
    return replace(problem, path=os.path.normpath(src / problem.path))


def _print_problems(problems: Sequence[Problem]) -> None:
    console = _console()
    if console.no_color or not console.color_system:
        _echo_lines(map(report.line, problems))
        return
    for problem in problems:
        place = f"{problem.path}:{problem.line}:{problem.column}: "
        code = (problem.code.value, _STYLES[problem.code.severity])
        console.print(Text.assemble((place, "bold"), code, ": ", problem.message), soft_wrap=True)


def _console() -> Console:
    """Return where tables are printed: as wide as the terminal, or wide enough for most titles in a file."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDTH_OF_FILES)


_WIDTH_OF_FILES = 200  # characters


def _echo_json(record: object) -> None:
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def _echo_lines(lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    if text:
        click.echo(text)
