"""The commands that read posts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ..catalogue.schedule import format_moment, list_changes
from ..loading.project import SourceProject
from ..outputs.indexes.pages import generate_index_pages
from ..outputs.page_addresses import BUILDERS, docname_to_file
from ..outputs.redirects import rules as redirect_rules
from ..outputs.redirects.plan import find_redirects
from ..problems import REFERENCE_URL, Problem, Severity, merge_repeated
from . import json_records, report
from .console import make_text, print_json, print_lines, print_problems, print_rich
from .parameters import FOLDER, format_option
from .project_posts import display_path, load_project_posts, with_display_path
from .tables import make_fields_table, make_keys_table, make_posts_table, make_values_table

_PATH = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("src", type=_PATH, default=".")
@format_option(["text", "json", "github"], "lines, one JSON object, or annotations for GitHub Actions")
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.NOTICE.value,
    show_default=True,
    help="The lowest severity that is printed.",
)
def check(src: Path, output_format: str, severity: str) -> None:
    """Print the problems of SRC, a folder of posts or one post.

    The exit status is 1 if there are errors, and 2 if SRC has no post or an option is not valid.
    """
    project = SourceProject.find(src)
    loaded = load_project_posts(project, src)
    printed = [with_display_path(one, project) for one in report.filter_problems(loaded.problems, Severity(severity))]
    if output_format != "json":
        printed = merge_repeated(printed)
    if output_format == "json":
        records = [json_records.make_problem_record(problem) for problem in printed]
        print_json({"version": json_records.VERSION, "summary": report.count_results(loaded), "problems": records})
    elif output_format == "github":
        print_lines(map(report.format_annotation, printed))
    else:
        print_problems(printed)
        hint = f" See {REFERENCE_URL} for the codes." if printed else ""
        print_lines([f"{report.format_summary(loaded)}{hint}"])
    if any(problem.code.severity is Severity.ERROR for problem in loaded.problems):
        raise SystemExit(1)


@click.command("list")
@click.argument("src", type=_PATH, default=".")
@format_option(["table", "json"], "a table, or a JSON object with all fields and their origins")
def list_posts(src: Path, output_format: str) -> None:
    """Print the articles of SRC, a folder of posts or one post.

    Published articles come first, newest first, then hidden ones, then drafts and scheduled or expired ones.
    """
    project = SourceProject.find(src)
    catalogue = load_project_posts(project, src).catalogue
    posts = [replace(post, path=display_path(post.path, project)) for post in catalogue.all_posts]
    if output_format == "json":
        pages = [replace(page, path=display_path(page.path, project)) for page in catalogue.pages.values()]
        print_json(
            {
                "version": json_records.VERSION,
                "posts": list(map(json_records.make_post_record, posts)),
                "pages": list(map(json_records.make_page_record, pages)),
            }
        )
    else:
        print_rich(make_posts_table(posts))


@click.command()
@click.argument("file", type=_FILE)
def explain(file: Path) -> None:
    """Explain the front matter of FILE.

    The first table has the outcome of each key, the second the value and the origin of each field of the article.
    """
    project = SourceProject.find(file)
    loaded = load_project_posts(project, file)
    for post in loaded.catalogue.all_posts:
        print_rich(make_text(post.title, "bold"), make_keys_table(post), make_values_table(post))
    for page in loaded.catalogue.pages.values():
        reason = "It is named like an index, or has neither a title nor a text."
        print_rich(make_text(f"{page.path} is a page, not an article. {reason}"))
    print_problems([with_display_path(problem, project) for problem in loaded.problems])


@click.command()
@click.argument("src", type=_PATH, default=".")
@format_option(["text", "json", "cron"], "lines, one JSON object, or the next moment as a cron expression in UTC")
def due(src: Path, output_format: str) -> None:
    """Print when posts of SRC will appear or expire, the next one first.

    Build the site again at these times: a build shows the posts that are published at its moment.
    """
    project = SourceProject.find(src)
    loaded = load_project_posts(project, src)
    zone = project.settings.zone
    changes = [change._replace(path=display_path(change.path, project)) for change in list_changes(loaded.catalogue.all_posts)]
    if output_format == "json":
        print_json({"version": json_records.VERSION, "due": [json_records.make_change_record(one, zone) for one in changes]})
    elif output_format == "cron":
        print_lines(map(report.format_cron, changes[:1]))
    else:
        print_lines(f"{format_moment(one.moment, zone)} {one.path} {one.status.value}" for one in changes)


@click.command()
@format_option(["table", "markdown"], "a table for the terminal, or Markdown")
def fields(output_format: str) -> None:
    """Print the fields of articles and their front matter keys."""
    if output_format == "markdown":
        print_lines(report.format_fields_markdown().splitlines())
    else:
        print_rich(make_fields_table())


@click.command("redirects")
@click.argument("folder", type=FOLDER, default=".")
@format_option([*redirect_rules.FORMATS, "json"], "rules for a server, text for people, or JSON")
@click.option(
    "--base", default="/", show_default=True, metavar="PATH", help="The path of the site on its server, such as /en/latest/."
)
@click.option(
    "--builder", type=click.Choice(BUILDERS), default="html", show_default=True, help="The Sphinx builder of the site."
)
def print_redirects(folder: Path, output_format: str, base: str, builder: str) -> None:
    """Print redirects from old addresses as rules for a server.

    The rules lead from the old addresses of the articles in FOLDER to their pages. A build writes a redirect page at each old
    address; with these rules, the server needs no pages.
    """
    if not base.startswith("/"):
        raise click.UsageError(f"--base {base!r} is not a path. Write a path such as '/en/latest/'.")
    project = SourceProject.find(folder)
    catalogue = load_project_posts(project, folder).catalogue
    docnames = {
        *catalogue.by_docname,
        *(page.docname for page in generate_index_pages(catalogue, str)),
        *catalogue.pages,
        "index",
    }
    files = {docname: docname_to_file(docname, builder) for docname in docnames}

    def report_problem(problem: Problem) -> None:
        print_lines([report.format_problem(with_display_path(problem, project))], is_error=True)

    redirects = find_redirects(catalogue, files, report_problem)
    rules = redirect_rules.make_rules(redirects, base, builder)
    if output_format == "json":
        paths = {redirect: display_path(redirect.post.path, project) for redirect in redirects}
        print_json(redirect_rules.make_json_rules(rules, paths))
    else:
        flat = [rule for rules_of_redirect in rules.values() for rule in rules_of_redirect]
        print_lines(redirect_rules.FORMATS[output_format](flat).splitlines())


@click.command()
def schema() -> None:
    """Print the JSON Schema of the JSON output.

    The output of each command is the definition with its name, such as `#/$defs/list`.
    """
    print_lines(json_records.SCHEMA.read_text(encoding="utf-8").splitlines())


COMMANDS = (check, list_posts, explain, due, fields, print_redirects, schema)
