"""The command ``anthology``: what is wrong with a folder of posts, what is in it, and what became of one file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from .._version import __version__
from ..catalogue.post import Post
from ..fields import dialects
from ..fields.record import Status
from ..loading import build_date
from ..loading.loader import Found, Reading, read_folder
from ..loading.project import SUFFIXES, Project, docname
from ..outputs import redirect_rules, redirects
from ..outputs.index_pages import index_pages
from ..problems import REFERENCE_URL, Problem, Severity
from . import report, url_manifest
from .built_site import NotBuiltError, PublishedSite
from .link_report import Network

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_PATH = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_LIST = "urls.json"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, package_name="sphinx-anthology")
def main() -> None:
    """Look at blog posts, and at sites that were built of them, as sphinx-anthology sees them.

    Nothing is built or sent, and nothing is written but what --write names.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what the terminal's encoding lacks is shown somehow, not an error
            stream.reconfigure(errors="backslashreplace")


@main.command()
@click.argument("src", type=_PATH)
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.NOTICE.value,
    show_default=True,
    help="Leave out what is less grave.",
)
def check(src: Path, form: str, severity: str) -> None:
    """Print every problem of SRC, a folder of posts or one post.

    The exit status is 1 if there are errors, and 2 if SRC holds no post.
    """
    project = Project.of(src)
    reading = read(project, src)
    found = [_from_here(problem, project) for problem in report.at_least(reading.problems, Severity(severity))]
    if form == "json":
        records = [report.problem_record(problem) for problem in found]
        _echo_json({"version": report.VERSION, "summary": report.counts(reading), "problems": records})
    elif form == "github":
        _echo_lines(map(report.annotation, found))
    else:
        _print_problems(found)
        click.echo(f"{report.summary(reading)}{f' What a code means: {REFERENCE_URL}' if found else ''}")
    if any(problem.code.severity is Severity.ERROR for problem in reading.problems):
        raise SystemExit(1)


@main.command("list")
@click.argument("src", type=_PATH)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def list_posts(src: Path, form: str) -> None:
    """Print the articles in SRC, newest first, then hidden ones, drafts, and those whose day has not come or is over.

    The JSON has every field with its provenance.
    """
    project = Project.of(src)
    catalogue = read(project, src).catalogue
    posts = [replace(post, path=_here(post.path, project)) for post in catalogue.all_posts]
    if form == "json":
        pages = [report.page_record(replace(page, path=_here(page.path, project))) for page in catalogue.pages.values()]
        _echo_json({"version": report.VERSION, "posts": [report.post_record(post) for post in posts], "pages": pages})
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Date", no_wrap=True)
    for name in ("Title", "Category", "Author"):
        table.add_column(name, overflow="fold")
    table.add_column("File", style="dim", no_wrap=True)
    for post in posts:
        date = f"{post.published:%Y-%m-%d}" if post.published else ""
        title = post.title if post.status is Status.PUBLISHED else f"{post.title} ({post.status.value})"
        cells = (date, title, report.shown(post.category_names), report.shown(post.authors), post.path)
        table.add_row(*map(Text, cells))
    _console().print(table)


@main.command(short_help="Show what became of each key of FILE, and where each field comes from.")
@click.argument("file", type=_FILE)
def explain(file: Path) -> None:
    """Show what became of each key of FILE, and where each field of the article comes from."""
    project = Project.of(file)
    reading = read(project, file)
    console = _console()
    for post in reading.catalogue.all_posts:
        console.print(Text(post.title, style="bold"))
        console.print(_keys_table(post))
        console.print(_fields_table(post))
    for page in reading.catalogue.pages.values():
        message = f"{page.path} is a page, not an article: it has the name of an index, or neither a title nor a text."
        console.print(message, markup=False)
    _print_problems([_from_here(problem, project) for problem in reading.problems])


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


@main.command("redirects")
@click.argument("folder", type=_FOLDER, default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice([*redirect_rules.FORMATS, "json"]),
    default="text",
    show_default=True,
    help="For whom.",
)
@click.option("--base", default="/", show_default=True, help="What stands before the addresses of the site on its server.")
@click.option(
    "--builder", type=click.Choice(redirects.BUILDERS), default="html", show_default=True, help="What builds the site."
)
def print_redirects(folder: Path, form: str, base: str, builder: str) -> None:
    """Print the old addresses of the articles in FOLDER, and where they are now, as rules for a server.

    A build makes pages that forward, so this is for those who want their server to answer itself.
    """
    if not base.startswith("/"):
        raise click.UsageError(f"--base {base!r} is not a path: write one such as '/en/latest/'.")
    project = Project.of(folder)
    catalogue = read(project, folder).catalogue
    docnames = {*catalogue.by_docname, *(page.docname for page in index_pages(catalogue, str)), *catalogue.pages, "index"}
    found, problems = redirects.find(catalogue, {name: redirects.file_of(name, builder) for name in docnames})
    for problem in problems:
        click.echo(report.line(_from_here(problem, project)), err=True)
    rules = redirect_rules.rules(found, base, builder)
    if form == "json":
        _echo_json(redirect_rules.record(rules, {one: _here(one.post.path, project) for one in found}))
    else:
        click.echo(redirect_rules.FORMATS[form]([rule for of_one in rules.values() for rule in of_one]), nl=False)


@main.command()
@click.argument("folder", metavar="BUILT_HTML_FOLDER", type=_FOLDER)
@click.option("--write", is_flag=False, flag_value=_LIST, metavar="[FILE]", help=f"Write the list; to {_LIST} unless named.")
@click.option("--check", is_flag=False, flag_value=_LIST, metavar="[FILE]", help="Compare the site with the list.")
def urls(folder: Path, write: str | None, check: str | None) -> None:
    """Keep a list of what was published: each article's address, id in feeds, and names of places in it.

    With --check the exit status is 1 if something in the list is gone from the site, and has no redirect.
    """
    if (write is None) == (check is None):
        raise click.UsageError(
            "Say either --write, to keep what the site has now, or --check, to compare the site with what was kept."
        )
    site = _published(folder)
    if write is not None:
        Path(write).write_text(url_manifest.dumps(site.articles.values()), encoding="utf-8", newline="\n")
        click.echo(f"articles written to {write}: {len(site.articles):,}")
        return
    file = check or _LIST
    try:
        promised = url_manifest.loads(Path(file).read_text(encoding="utf-8"))
    except OSError:
        raise click.UsageError(f"There is no list '{file}': write it with --write.") from None
    except ValueError as error:
        raise click.UsageError(f"{file}: {error}") from None
    gone = list(url_manifest.broken(promised, site))
    _echo_lines(gone)
    news = len(url_manifest.new(promised, site))
    hint = f"; new or changed since: {news:,} (--write takes them in)" if news else ""
    click.echo(f"articles in {file}: {len(promised):,}; gone: {len(gone):,}{hint}")
    if gone:
        click.echo("If all of that is meant, say --write instead of --check, and commit the list.")
        raise SystemExit(1)


@main.command()
@click.argument("folder", metavar="BUILT_HTML_FOLDER", type=_FOLDER)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def links(folder: Path, form: str) -> None:
    """Print how the articles of a built site are linked: which nothing links to, and which link to nothing.

    Only links in texts count, not those in lists, menus and index pages.
    """
    network = Network.of(_published(folder))
    if form == "json":
        _echo_json(network.record())
    else:
        _echo_lines(network.lines())


def _published(folder: Path) -> PublishedSite:
    try:
        return PublishedSite(folder)
    except NotBuiltError as error:
        raise click.UsageError(str(error)) from None


def _keys_table(post: Post) -> Table:
    table = _titled(f"Front matter ({post.format})")
    table.add_column("Line", justify="right", style="dim")
    for name in ("Key", "Field", "Use"):
        table.add_column(name, overflow="fold")
    for key in post.keys:
        table.add_row(*map(Text, (str(key.line), key.key, key.field or "", key.outcome.value)))
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


def read(project: Project, path: Path) -> Reading:
    """Read the posts in a folder of a project, or one post, with all processors if there are many.

    On a terminal a progress bar is shown.

    :raises click.UsageError: there is no post, or the options of the project cannot be used.
    """
    for remark in project.remarks:
        click.echo(remark, err=True)
    docnames, jobs = _docnames(project, path), os.cpu_count() or 1
    try:
        return read_folder(
            project.source,
            docnames,
            project.settings,
            substitutions=project.substitutions,
            jobs=jobs,
            track=_with_progress,
            today=build_date.today(project.settings.today, project.settings.zone),
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _with_progress(results: Iterator[Found], total: int) -> Iterator[Found]:
    """Hand results on, with a bar on a terminal. It starts a thread, and so not before the first result is asked for."""
    columns = (TextColumn("Reading posts"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(results, total=total)


def _docnames(project: Project, path: Path) -> dict[str, str]:
    """Return the docname of each post in a folder, or of one file, by its path relative to the source folder."""
    if path.is_dir():
        docnames = project.posts(path)
        named = f" that anthology_posts = {list(project.settings.patterns)} names" if project.is_configured else ""
        if not docnames:
            raise click.UsageError(f"There is no Markdown file in '{path}'{named}.")
        return docnames
    if path.suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"'{path}' is not a Markdown file: its name ends in none of {', '.join(SUFFIXES)}.")
    name = path.resolve().relative_to(project.source).as_posix()
    return {name: docname(name)}


def _here(path: str, project: Project) -> str:
    """Return the path of a file of the project as it is seen from the current folder."""
    file = os.path.normpath(project.source / path)
    return os.path.relpath(file) if Path(file).is_relative_to(Path.cwd()) else file


def _from_here(problem: Problem, project: Project) -> Problem:
    return replace(problem, path=_here(problem.path, project))


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
