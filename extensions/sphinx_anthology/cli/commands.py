"""The command group ``anthology``."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

import click

from .._version import __version__
from ..characters import escape_control_characters
from . import authoring_commands, build_command, import_command, live_command, migrate_command, post_commands, site_commands


class _Commands(click.Group):
    """A group of commands whose error messages have no control characters, such as those of a file name."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        :raises click.UsageError: the command cannot be run.
        """
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            lines = error.format_message().expandtabs().split("\n")
            raise click.UsageError("\n".join(map(escape_control_characters, lines)), error.ctx) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, package_name="sphinx-anthology")
def main() -> None:
    """Make projects and posts, build a site and show it while it is edited, and check posts and built sites.

    Only `build` and `live` build anything. Only `init`, `new`, `import`, `migrate --write` and `urls --write` write files into
    a project, and only `import --fetch` asks other hosts.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Characters that the encoding of the terminal lacks are escaped instead of raising an error.
            stream.reconfigure(errors="backslashreplace")


for _command in (
    *authoring_commands.COMMANDS,
    *build_command.COMMANDS,
    *import_command.COMMANDS,
    *live_command.COMMANDS,
    *migrate_command.COMMANDS,
    *post_commands.COMMANDS,
    *site_commands.COMMANDS,
):
    main.add_command(_command)
