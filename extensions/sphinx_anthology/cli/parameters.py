"""Parameters that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
"""The type of an argument that names an existing folder."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
"""The type of an argument that names an existing file."""

_Function = TypeVar("_Function", bound=Callable[..., object])


def format_option(formats: Sequence[str], description: str) -> Callable[[_Function], _Function]:
    """Return the decorator that gives a command the option ``--format``.

    :param formats: the possible values. The first is the default.
    :param description: what the values mean.
    """
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=f"The output: {description}.",
    )
