"""The commands that read a built site."""

from __future__ import annotations

from pathlib import Path

import click

from ..loading.data.url_manifest import FILE_NAME, dump_manifest, parse_manifest
from .built_site import BuiltSite
from .console import print_json, print_lines
from .inventory import NotBuiltError
from .link_report import LinkReport
from .old_sitemap import describe_gone, read_paths
from .parameters import FILE, FOLDER, format_option
from .url_manifest import count_new, describe_missing, describe_renamed


@click.command()
@click.argument("folder", metavar="BUILT_HTML_FOLDER", type=FOLDER)
@click.option(
    "--write", is_flag=False, flag_value=FILE_NAME, metavar="[FILE]", help=f"Write the list to a file, by default {FILE_NAME}."
)
@click.option(
    "--check",
    is_flag=False,
    flag_value=FILE_NAME,
    metavar="[FILE]",
    help=f"Compare the site with the list in a file, by default {FILE_NAME}.",
)
@click.option(
    "--sitemap",
    metavar="FILE",
    type=FILE,
    help="Compare the site with the sitemap of the blog that it replaces: XML, or lines.",
)
def urls(folder: Path, write: str | None, check: str | None, sitemap: Path | None) -> None:
    """Keep a list of the addresses that a site has published.

    The list has the address, the feed id and the anchors of each article, and the numbered ids of headings. With --check or
    --sitemap the exit status is 1 if the site lacks something that is in the list or the sitemap and has no redirect.
    """
    if sum(given is not None for given in (write, check, sitemap)) != 1:
        advice = "Use either --write, to list what the site has, or --check or --sitemap, to compare the site with a list."
        raise click.UsageError(advice)
    site = _read_site(folder)
    if sitemap is not None:
        _check_sitemap(site, sitemap)
    elif write is not None:
        Path(write).write_text(dump_manifest(site.manifest), encoding="utf-8", newline="\n")
        print_lines([f"articles written to {write}: {len(site.articles):,}"])
    elif check is not None:
        _check_manifest(site, check)


def _check_manifest(site: BuiltSite, file: str) -> None:
    """Print what a site has lost of a list.

    :raises SystemExit: something is missing.
    """
    try:
        promised = parse_manifest(Path(file).read_text(encoding="utf-8"))
    except OSError:
        raise click.UsageError(f"There is no list '{file}'. Write it with --write.") from None
    except ValueError as error:
        raise click.UsageError(f"'{file}' {error}") from None
    missing = list(describe_missing(promised, site))
    print_lines([*missing, *describe_renamed(promised.articles, site)])
    new = count_new(promised, site)
    hint = f"; new or changed: {new:,} (--write adds them)" if new else ""
    print_lines([f"articles in {file}: {len(promised.articles):,}; gone: {len(missing):,}{hint}"])
    if missing:
        print_lines(["If this is intended, use --write instead of --check, and commit the list."])
        raise SystemExit(1)


def _check_sitemap(site: BuiltSite, file: Path) -> None:
    """Print which addresses of a sitemap a site does not have.

    :raises SystemExit: there is one.
    """
    try:
        paths = read_paths(file.read_text(encoding="utf-8", errors="replace"))
    except ValueError as error:
        raise click.UsageError(f"'{file}' {error}") from None
    gone = list(describe_gone(paths, site))
    print_lines([*gone, f"addresses in {file}: {len(paths):,}; gone: {len(gone):,}"])
    if gone:
        raise SystemExit(1)


@click.command()
@click.argument("folder", metavar="BUILT_HTML_FOLDER", type=FOLDER)
@format_option(["text", "json"], "lines, or one JSON object")
def links(folder: Path, output_format: str) -> None:
    """Print how the articles of a site link to each other.

    Articles that have no links or that nothing links to are listed. Only links in the text of articles count, not those in
    listings, menus and index pages.
    """
    report = LinkReport.from_site(_read_site(folder))
    if output_format == "json":
        print_json(report.make_record())
    else:
        print_lines(report.format_lines())


def _read_site(folder: Path) -> BuiltSite:
    try:
        return BuiltSite(folder)
    except NotBuiltError as error:
        raise click.UsageError(str(error)) from None


COMMANDS = (urls, links)
