"""Output to the terminal. No other module prints, so no control character gets out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click
from rich.console import Console, RenderableType
from rich.text import Text

from ..characters import escape_control_characters, escape_json
from ..problems import Problem, Severity
from .report import format_problem

_Item = TypeVar("_Item")
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_FILE_WIDTH = 200
"""The width of tables in characters, if the output is not a terminal; enough for most titles."""


def print_lines(lines: Iterable[str], is_error: bool = False) -> None:
    """Print lines; nothing if there are none.

    :param is_error: whether the lines are not part of the output, but messages about it.
    """
    text = "\n".join(map(escape_control_characters, lines))
    if text:
        click.echo(text, err=is_error)


def print_json(record: object) -> None:
    """Print a value as indented JSON."""
    click.echo(dump_json(record, indent=2))


def dump_json(record: object, indent: int | None = None) -> str:
    """Return a value as JSON in which letters of all scripts stay as they are."""
    return escape_json(json.dumps(record, ensure_ascii=False, indent=indent))


def make_text(text: str, style: str = "") -> Text:
    """Return a text for a table, which nothing interprets."""
    return Text(escape_control_characters(text), style)


def print_rich(*renderables: RenderableType) -> None:
    """Print tables and styled texts, as wide as the terminal."""
    console = _make_console()
    for renderable in renderables:
        console.print(renderable)


def print_problems(problems: Sequence[Problem]) -> None:
    """Print problems, one a line, with colours if the terminal has them."""
    console = _make_console()
    if console.no_color or not console.color_system:
        print_lines(map(format_problem, problems))
        return
    for problem in problems:
        location = f"{problem.path}:{problem.line}:{problem.column}: "
        code = (problem.code.value, _STYLES[problem.code.severity])
        console.print(Text.assemble((location, "bold"), code, ": ", problem.message), soft_wrap=True)


def show_progress(items: Iterable[_Item], label: str, total: int | None = None) -> Iterator[_Item]:
    """Pass items on, and show a progress bar on a terminal.

    The bar has a thread, which starts when the first item is asked for.

    :param label: what happens to the items, such as ``Reading posts``.
    :param total: how many items there are; None if it is not known.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    time = TimeElapsedColumn() if total is None else TimeRemainingColumn()
    with Progress(TextColumn(label), BarColumn(), MofNCompleteColumn(), time, console=console, transient=True) as progress:
        yield from progress.track(items, total=total)


def _make_console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_FILE_WIDTH)
