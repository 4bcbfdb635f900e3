"""The commands that write files for authors: ``init`` and ``new``."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import click

from ..loading.build_time import get_build_time
from ..loading.project import SourceProject
from .console import print_lines
from .new_post.composition import Request, clean_title
from .new_post.writing import add_post
from .new_project.environment import find_author, spell_for_sphinx
from .new_project.existing_posts import ExistingPosts
from .new_project.plan import Plan, Wishes, plan_project
from .new_project.starter_files import Written, has_texts, write_starter_files
from .project_posts import display_path
from .report import format_count

_FORBIDDEN_IN_FOLDER = frozenset("*?[]`")


class _TitleCommand(click.Command):
    """A command whose first argument is a title, which may look like an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments.

        :raises click.NoSuchOption: there is no such option.
        """
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            message = f"{error.format_message()} If it is the beginning of the title, write '--' before the title."
            raise click.UsageError(message, ctx) from error
        except click.MissingParameter:
            raise
        except click.UsageError as error:
            message = f'{error.format_message()} Write a title of several words in quotation marks: "A title".'
            raise click.UsageError(message, ctx) from error


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--name", default="", metavar="NAME", help="The name of the site, by default that of the folder.")
@click.option(
    "--language", default="", metavar="TAG", help="The language of the site, such as ko, by default that of the posts or yours."
)
@click.option(
    "--posts", default="", metavar="FOLDER", help="The folder of the posts in FOLDER, by default the one that is found."
)
@click.option(
    "--workflow",
    type=click.Choice(["github"]),
    help="Also write a workflow that publishes the site, on GitHub Pages.",
)
def init(folder: Path, name: str, language: str, posts: str, workflow: str | None) -> None:
    """Make a project in FOLDER, which may have posts.

    What can be found out is not asked: the author and the repository are those of Git. A file that is there is left as it is.
    """
    folder = folder.resolve()
    wishes = Wishes(name.strip(), _read_language(language), _read_posts_folder(posts), workflow or "")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        plan = plan_project(folder, wishes)
        written = write_starter_files(folder, plan)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"'{error.filename}' cannot be written ({error.strerror}). Choose another folder.") from error
    print_lines(_describe(folder, plan, written))


def _read_language(given: str) -> str:
    """Return a language as Sphinx spells it; empty if none is given.

    :raises click.BadParameter: there is no such language.
    """
    if not given.strip():
        return ""
    language = spell_for_sphinx(given.strip())
    if language is None:
        raise click.BadParameter(f"{given!r} is no language. Write a tag such as 'ko' or 'pt-BR'.", param_hint="--language")
    return language


def _read_posts_folder(given: str) -> str:
    """Return the folder of posts in POSIX form, relative to the project; empty if none is given.

    :raises click.BadParameter: the folder cannot be one of posts.
    """
    if not given:
        return ""
    path = PurePosixPath(given.replace(os.sep, "/"))
    if path.is_absolute() or ".." in path.parts or set(given) & _FORBIDDEN_IN_FOLDER or not given.isprintable():
        message = f"{given!r} is no folder in that of the project. Write a relative path such as 'content/posts'."
        raise click.BadParameter(message, param_hint="--posts")
    return path.as_posix()


def _describe(folder: Path, plan: Plan, written: Written) -> Iterator[str]:
    """Yield what was found, what was written, and what to do next."""
    existing = plan.existing
    yield f"{plan.name} ({plan.language}) in {folder}"
    if not has_texts(plan.language):
        yield f"The first pages are English: there are none in {plan.language!r} yet. Change them as you like."
    if existing.count:
        problems = f", with {format_count(existing.problems, 'problem')}" if existing.problems else ""
        yield f"posts found in {', '.join(existing.folders)}: {existing.count:,}{problems}"
    yield from (f"new: {path}" for path in written.new)
    yield from (f"left as it was: {path}" for path in written.kept)
    if plan.other_documents and "conf.py" in written.new:
        others = plan.other_documents
        subject = f"{len(others):,} other documents, such as {others[0]}, are" if len(others) > 1 else f"{others[0]} is"
        yield f"{subject} left out. To make pages of such documents, add their names to include_patterns in conf.py."
    yield from _describe_address(folder, plan, written)
    yield from _describe_next_steps(folder, existing)


def _describe_address(folder: Path, plan: Plan, written: Written) -> Iterator[str]:
    if "conf.py" in written.new:
        if not plan.address:
            yield "Set html_baseurl in conf.py when you know the address of the site."
    elif plan.workflow and plan.address and plan.address not in _read_text(folder / "conf.py"):
        yield f'Set html_baseurl = "{plan.address}" in conf.py if that is the address of the site.'


def _read_text(file: Path) -> str:
    """Return the text of a file; empty if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _describe_next_steps(folder: Path, existing: ExistingPosts) -> Iterator[str]:
    yield "Next:"
    if folder != Path.cwd():
        yield f"  cd {shlex.quote(os.path.relpath(folder))}"
    if existing.problems:
        yield f"  anthology check {shlex.quote(existing.folders[0])}    lists what to mend: with a warning, 'nox -s html' fails"
    if find_spec("nox") is None:
        yield "  python -m pip install nox"
    yield "  python -m nox -s live    shows the site in the browser while you write"
    yield "  python -m nox -s html    builds it into build/html"


@click.command(cls=_TitleCommand)
@click.argument("title")
@click.argument("src", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--category", default="", metavar="NAME", help="The category; one in another with a slash: `AI / Models`.")
@click.option("--draft", is_flag=True, help="Mark the post as a draft, as the project marks drafts.")
def new(title: str, src: Path, category: str, draft: bool) -> None:
    """Make a post with a title in SRC, a project or a folder of posts, and print the path of its file.

    File name and front matter are those of most posts that are there. Write `--` before a title that begins with a hyphen.
    """
    project = SourceProject.find(src)
    folder = src.resolve()
    try:
        now = get_build_time(project.settings.today, project.settings.zone).replace(microsecond=0)
        request = Request(clean_title(title), clean_title(category), draft, now, find_author(folder))
        path = add_post(project, folder, request)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"'{error.filename}' cannot be written ({error.strerror}).") from error
    print_lines([display_path(path, project)])


COMMANDS = (init, new)
