"""The option for comments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...outputs.comments.options import CommentOptions, parse_options
from ...problems import Report, ignore_problem
from ...settings import Settings


def read_comment_options(
    settings: Settings, folder: Path, report: Report = ignore_problem
) -> Mapping[str, CommentOptions | None]:
    """Return the value of the option for each collection by its name; None where there are no comments.

    :param folder: the folder of ``conf.py``.
    :param report: gets each value that is not usable, once.
    """
    known: list[tuple[Mapping[str, object], CommentOptions | None]] = []
    result: dict[str, CommentOptions | None] = {}
    for name, own in settings.by_collection.items():
        found = next((options for value, options in known if value == own.comments), ...)
        if found is ...:
            found = parse_options(own.comments, Path(folder), report)
            known.append((own.comments, found))
        result[name] = found
    return result


def list_template_files(settings: Settings, folder: Path) -> list[Path]:
    """Return the project's own templates for comments."""
    return [file for options in read_comment_options(settings, folder).values() if options for file in options.files]
