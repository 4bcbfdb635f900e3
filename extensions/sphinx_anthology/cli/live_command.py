"""The command that shows a site while it is edited: ``live``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ..loading.project import SourceProject
from ..settings import CONFIGURATION
from .console import print_lines
from .editors import EDITORS
from .parameters import FOLDER


@click.command()
@click.argument("src", type=FOLDER, default=".")
@click.option(
    "--conf-dir", "-c", metavar="FOLDER", type=FOLDER, help=f"The folder of {CONFIGURATION}, by default SRC or one above."
)
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", show_default=True, help="Listen here; 0.0.0.0 for the network.")
@click.option("--port", default=8000, metavar="NUMBER", show_default=True, help="The port, or the next free one; 0 for any.")
@click.option("--open-browser", is_flag=True, help="Open the site in the browser.")
@click.option("--editor", type=click.Choice([*EDITORS]), help="The editor that opens the place of a problem.")
@click.option("--builder", "-b", type=click.Choice(["html", "dirhtml"]), default="html", show_default=True, help="The builder.")
@click.option("--define", "-D", multiple=True, metavar="NAME=VALUE", help="An option in the place of that in conf.py.")
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to build into, by default one below that of your caches.",
)
def live(src: Path, conf_dir: Path | None, define: tuple[str, ...], output: Path | None, **choices: Any) -> None:
    """Serve the site of the source folder SRC with drafts, and show each edit in the browser at once.

    The page in the browser changes in place. Problems are shown there, and a page stays while a build fails.
    """
    source, configuration = _find_folders(src, conf_dir)
    defined = tuple((name, value) for name, _equals, value in (item.partition("=") for item in define))
    try:
        command = import_module("sphinx_anthology.live.command")  # needs packages that no other command does
        options = import_module("sphinx_anthology.live.options")
    except ModuleNotFoundError as error:
        message = f"There is no module '{error.name}'. Install 'sphinx-anthology[live]'."
        raise click.ClickException(message) from None
    folder = output.resolve() if output else command.default_folder(source, configuration)
    built = options.BuildOptions(source, configuration, folder / "site", folder / "doctrees", choices["builder"], defined)
    address = command.Address(choices["host"], choices["port"], choices["open_browser"], choices["editor"] or "")
    try:
        command.serve(built, address, lambda line: print_lines([line], is_error=True))
    except command.NotServedError as error:
        raise click.ClickException(str(error)) from None


def _find_folders(src: Path, conf_dir: Path | None) -> tuple[Path, Path]:
    """Return the source folder and that of ``conf.py``.

    :raises click.UsageError: there is none.
    """
    source = src.resolve()
    if conf_dir:
        return source, conf_dir.resolve()
    project = SourceProject.find(source)
    folder = next((one for one in (source, *source.parents) if (one / CONFIGURATION).is_file()), None)
    if folder is None or not project.is_configured:
        raise click.UsageError(f"There is no {CONFIGURATION} in or above '{src}'. Name its folder with -c.")
    return (project.source if source == folder else source), folder


COMMANDS = (live,)
"""The commands of this module."""
