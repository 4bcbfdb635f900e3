"""The command that builds a site with Sphinx: ``build``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from .parameters import FOLDER


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("src", type=FOLDER)
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.option("--cluster", metavar="ADDRESS", help="The Dask scheduler whose workers build the site, or local.")
def build(src: Path, out: Path, options: tuple[str, ...], cluster: str | None) -> None:
    """Build the site of the source folder SRC into the folder OUT with Sphinx.

    OPTIONS are those of sphinx-build.
    """
    defined = () if cluster is None else ("-D", f"anthology_cluster={cluster}")
    sphinx_build = import_module("sphinx.cmd.build")  # no other command needs Sphinx
    raise SystemExit(sphinx_build.main([*options, *defined, str(src), str(out)]))


COMMANDS = (build,)
"""The commands of this module."""
