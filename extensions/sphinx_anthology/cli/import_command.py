"""The command ``import``, which makes posts of the export of another blog service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click
from rich.table import Table

from ..settings import is_old_site_root
from .console import make_text, print_json, print_lines, print_rich, show_progress
from .json_records import VERSION
from .parameters import format_option
from .report import format_count

if TYPE_CHECKING:
    from ..importers.entry import Entry
    from ..importers.writing.report import ImportReport


class _Wishes(TypedDict):
    """The options of the command."""

    source: str | None
    site: str
    dry_run: bool
    fetch: bool


_SOURCES = tuple(
    "wordpress tistory ghost medium notion substack blogger hashnode devto tumblr movable-type velog zenn qiita "
    "feed html".split()
)


def _read_site(context: click.Context, parameter: click.Parameter, site: str) -> str:
    """Return the address of a blog without a slash at its end; empty if none is given.

    :raises click.BadParameter: it is no address.
    """
    if site and not is_old_site_root("/", site):
        raise click.BadParameter(f"{site!r} is no address of a blog. Write one such as 'https://blog.example.org'.")
    return site.rstrip("/")


@click.command("import")
@click.argument("export", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--to",
    "folder",
    required=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the posts, such as docs/posts.",
)
@click.option(
    "--from", "source", type=click.Choice(_SOURCES), help="The service, by default the one that the export is recognised as."
)
@click.option(
    "--site",
    default="",
    metavar="URL",
    callback=_read_site,
    help="The address of the old blog, if the export does not name it.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and print a table of what would be written.")
@click.option("--fetch", is_flag=True, help="Fetch the pictures that are on servers, and put them beside the posts.")
@format_option(("text", "json"), "text for people, or JSON")
def import_export(export: Path, folder: Path, output_format: str, **wishes: Unpack[_Wishes]) -> None:
    """Make posts of EXPORT, a file, a ZIP archive or a folder from another blog service.

    Run it again for what is new or changed since; what was edited in FOLDER is never overwritten. It needs packages, which
    `pip install "sphinx-anthology[import]"` installs.
    """
    try:
        from ..importers.archives import Export
        from ..importers.entry import ImportRefusedError
        from ..importers.sources.table import SOURCES, find_source
        from ..importers.writing.fetching import Fetcher
        from ..importers.writing.report import Note
        from ..importers.writing.run import run_import
    except ImportError as error:
        raise click.UsageError('Packages are missing. Run: python -m pip install "sphinx-anthology[import]"') from error
    notes: list[Note] = []
    try:
        with Export(export) as files:
            name = wishes["source"] or find_source(files)
            entries = SOURCES[name].read(
                files, lambda path, line, message: notes.append(Note(path, line, message, is_in_export=True))
            )
            shown = show_progress(_with_site(entries, wishes["site"]), "Importing posts")
            report = run_import(
                list(shown) if SOURCES[name].has_links else shown,
                files,
                folder,
                name,
                is_dry=wishes["dry_run"],
                fetch=Fetcher() if wishes["fetch"] else None,
            )
    except ImportRefusedError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"'{error.filename}' cannot be written ({error.strerror}).") from error
    report.notes.extend(notes)
    if output_format == "json":
        print_json(make_import_record(report))
    else:
        _print_report(report, SOURCES[name].title, folder, wishes["dry_run"])


def _with_site(entries: Iterator[Entry], site: str) -> Iterator[Entry]:
    """Yield entries with the address of their blog: that of the export, or else the given one."""
    for entry in entries:
        if entry.permalink and not entry.permalink.startswith(("/", "http://", "https://")):
            entry = replace(entry, permalink=f"{site}/{entry.permalink}" if site else "")
        yield entry if is_old_site_root("/", entry.site) else replace(entry, site=site)


def make_import_record(report: ImportReport) -> dict[str, Any]:
    """Return the outcome of an import as a JSON object."""
    posts = [
        {
            "path": post.path,
            "action": post.action.value,
            "place": post.place,
            "title": post.title,
            "date": post.date or None,
            "visibility": post.visibility.value,
        }
        for post in report.posts
    ]
    notes = [{"path": note.path, "line": note.line, "message": note.message} for note in report.notes]
    return {"version": VERSION, "summary": report.count(), "posts": posts, "notes": notes}


def _print_report(report: ImportReport, title: str, folder: Path, is_dry: bool) -> None:
    if is_dry:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in ("Action", "Date", "Was", "Title", "File"):
            table.add_column(column, overflow="fold")
        for post in report.posts:
            cells = (post.action.value, post.date, post.visibility.value, post.title, str(folder / post.path))
            table.add_row(*map(make_text, cells))
        print_rich(table)
    print_lines(
        f"{note.path if note.is_in_export else folder / note.path}:{note.line}: {note.message}" for note in report.notes
    )
    print_lines(_summarise(report, title, is_dry))


def _summarise(report: ImportReport, title: str, is_dry: bool) -> Iterator[str]:
    numbers = report.count()
    names = ("new", "changed", "unchanged", "edited_here", "deleted_here", "conflict")
    actions = ", ".join(f"{numbers[name]:,} {name.replace('_', ' ')}" for name in names if numbers[name])
    yield f"{title}: {format_count(numbers['posts'], 'post')}{' would be written' if is_dry else ''}: {actions or 'none'}."
    if numbers["unpublished"]:
        yield f"Not public, and so not published here: {numbers['unpublished']:,}."
    counts = (("files", "file", " beside posts"), ("remote", "picture", " on servers"), ("comments", "comment", ""))
    parts = [f"{format_count(numbers[name], noun)}{where}" for name, noun, where in counts if numbers[name]]
    if parts:
        yield f"{', '.join(parts)}."
    if report.sites:
        first, *others = sorted(report.sites)
        value = {"/": first, **{f"/{site.partition('://')[2]}/": site for site in others}} if others else first
        blog = "blogs" if others else "blog"
        yield f"Add to conf.py, so that links to the old {blog} lead to the posts: anthology_old_site = {value!r}"


COMMANDS = (import_export,)
