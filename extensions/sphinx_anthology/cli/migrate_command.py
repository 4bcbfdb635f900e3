"""The command ``migrate``, which brings the project of another blog engine over."""

from __future__ import annotations

from pathlib import Path

import click

from .console import print_lines
from .migration.changes import write_changes
from .migration.plan import MigrationError, plan_migration
from .report import format_count


@click.command()
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option(
    "--to",
    "folder",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The new project, by default the current folder. A project of ABlog is changed where it is.",
)
@click.option("--write", is_flag=True, help="Write the changes. Without it, they are printed as a diff.")
def migrate(source: Path, folder: Path | None, write: bool) -> None:
    """Bring the configuration and the posts of SOURCE over, a project of ABlog, Material for MkDocs or Docusaurus.

    Nothing of it is run. Run it again: what is brought over stays as it is.
    """
    try:
        migration = plan_migration(source, folder)
        target = source if migration.engine == "ABlog" else folder or Path()
        edited = write_changes(target, migration.changes) if write else []
    except MigrationError as error:
        raise click.UsageError(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"A file cannot be read or written ({error}).") from error
    if not write:
        print_lines(line for change in migration.changes for line in change.list_diff())
    print_lines(migration.notes)
    print_lines(f"{path} was edited meanwhile, and stays as it is." for path in edited)
    done = "changed" if write else "would change. Write them with --write"
    print_lines([f"{migration.engine}: {format_count(len(migration.changes) - len(edited), 'file')} {done}."])


COMMANDS = (migrate,)
