"""Problems as warnings of Sphinx, with the type ``anthology.<code>``, and messages of Sphinx without control characters."""

from __future__ import annotations

import logging as standard_logging
import re
from typing import cast

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..characters import escape_control_characters
from ..problems import Code, Problem, Report, Severity, clean_message

logger = logging.getLogger(__name__)

Location = nodes.Node | tuple[str, int] | str | None

_STATUS_CONTROL = re.compile(r"(\x1b\[[0-9;]*[mK]|[\r\n\t]+)")
"""What Sphinx itself writes between the words of a status line: colours, an erased line, the return to its start."""
_WARNING_CONTROL = re.compile(r"([\n\t]+)")


def warn(code: Code, message: str, location: Location) -> None:
    """Log a warning that links to the documentation of its code."""
    logger.warning("%s See %s", clean_message(message), code.url, type="anthology", subtype=code.value, location=location)


def line_of(node: nodes.Node) -> int:
    """Return the line of a node, or else of the innermost node around it that knows its line; 1 if none does."""
    place: nodes.Node | None = node
    while place is not None and not place.line:
        place = cast("nodes.Node | None", place.parent)
    return place.line or 1 if place is not None else 1


def reporter(env: BuildEnvironment) -> Report:
    """Return a function that logs problems at their file and line. Notices are left to ``anthology check``."""

    def report(problem: Problem) -> None:
        if problem.code.severity is not Severity.NOTICE:
            warn(problem.code, problem.message, f"{env.srcdir / problem.path}:{problem.line}")

    return report


class EscapeControlCharacters(standard_logging.Filter):
    """Escapes the control characters in messages, because messages of Sphinx, docutils and MyST quote posts as well."""

    def filter(self, record: standard_logging.LogRecord) -> bool:
        """Change the record if it needs it, and let it pass."""
        try:
            message = standard_logging.LogRecord.getMessage(record)  # without the location that Sphinx's records add
        except (TypeError, ValueError):
            return True  # the handler reports what is wrong with the record
        if not message.isprintable():
            # Sphinx colours a warning, and the name of a file in a status line, after this filter.
            is_plain = record.levelno >= standard_logging.WARNING or getattr(record, "color", None)
            own = _WARNING_CONTROL if is_plain else _STATUS_CONTROL
            parts = own.split(message)
            parts[::2] = map(escape_control_characters, parts[::2])
            record.msg, record.args = "".join(parts), ()
        location = getattr(record, "location", None)
        if isinstance(location, str):
            record.location = escape_control_characters(location)
        return True


def escape_messages() -> None:
    """Escape control characters in all messages that Sphinx shows."""
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if not any(isinstance(one, EscapeControlCharacters) for one in handler.filters):
            handler.filters.insert(0, EscapeControlCharacters())  # before a filter of Sphinx that may raise the message
            handler.addFilter(EscapeControlCharacters())  # after the one that finds the location
