"""Problems as warnings of Sphinx, with the type ``anthology.<code>``, and messages of Sphinx that are safe to show."""

from __future__ import annotations

import logging as standard_logging
import os
import re
import shlex
from contextvars import ContextVar
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from ..characters import escape_control_characters
from ..problems import REFERENCE_URL, Code, Problem, Report, Severity, clean_message, merge_repeated, shorten_line

logger = logging.getLogger(__name__)

TYPE = "anthology"
"""The type of the warnings of this package."""
Location = nodes.Node | str | None

_STATUS_CONTROL = re.compile(r"(\x1b\[[0-9;]*[mK]|[\r\n\t]+)")
"""What Sphinx itself writes between the words of a status line: colours, an erased line, the return to its start."""
_NAME_CONTROL = re.compile(r"([\n\t]+)")
_FIRST_LINES, _LAST_LINES = 40, 15
"""Numbers of lines that are kept of a warning with more. docutils quotes whole directives."""

_gathered: ContextVar[list[Problem] | None] = ContextVar("gathered", default=None)
"""The problems of the document that is being read or resolved; None outside of documents."""


def warn(code: Code, message: str, location: Location) -> None:
    """Log a warning, or keep it until the document that it belongs to is done."""
    place = logging.get_node_location(location) if isinstance(location, nodes.Node) else location
    path, _colon, line = (place or "").rpartition(":")
    problem = Problem(path, int(line), code, message) if line.isdigit() else Problem(place or "", 0, code, message)
    gathered = _gathered.get()
    if gathered is None:
        _log(problem)
    else:
        gathered.append(problem)


def _log(problem: Problem) -> None:
    location = f"{problem.path}:{problem.line}" if problem.line else problem.path or None
    logger.warning("%s", problem.message, type=TYPE, subtype=problem.code.value, location=location)


def start_gathering() -> None:
    """Keep the warnings that follow until :func:`log_gathered`."""
    log_gathered()
    _gathered.set([])


def log_gathered() -> None:
    """Log the warnings that were kept. The same one at several lines of a file is logged once."""
    problems = _gathered.get() or ()
    _gathered.set(None)
    for problem in merge_repeated(problems):
        _log(problem)


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


class GatherWarnings(SphinxPostTransform):
    """Keep warnings while the references of a document are resolved. They are logged at ``doctree-resolved``."""

    default_priority = 0

    def run(self, **kwargs: Any) -> None:
        start_gathering()


class CleanMessages(standard_logging.Filter):
    """Escapes control characters in messages and shortens warnings: messages of Sphinx, docutils and MyST quote posts, too."""

    def filter(self, record: standard_logging.LogRecord) -> bool:
        """Change the record if it needs it, and let it pass."""
        try:
            message = standard_logging.LogRecord.getMessage(record)  # without the location that Sphinx's records add
        except (TypeError, ValueError):
            return True  # the handler reports what is wrong with the record
        shown = _clean_warning(message) if record.levelno >= standard_logging.WARNING else _clean_status(message, record)
        if shown != message:
            record.msg, record.args = shown, ()
        location = getattr(record, "location", None)
        if isinstance(location, str):
            record.location = escape_control_characters(location)
        return True


def _clean_warning(message: str) -> str:
    lines = message.split("\n")
    if len(lines) > _FIRST_LINES + _LAST_LINES + 1:
        lines[_FIRST_LINES:-_LAST_LINES] = ["…"]
    return "\n".join("\t".join(map(clean_message, shorten_line(line).split("\t"))) for line in lines)


def _clean_status(message: str, record: standard_logging.LogRecord) -> str:
    if message.isprintable():
        return message
    # Sphinx colours the name of a file in a status line after this filter.
    parts = (_NAME_CONTROL if getattr(record, "color", None) else _STATUS_CONTROL).split(message)
    parts[::2] = map(escape_control_characters, parts[::2])
    return "".join(parts)


class ProblemSummary(standard_logging.Filter):
    """Counts the problems of a build, and adds the address of the documentation to the first one with each code."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: set[str] = set()
        self._places: list[str] = []

    def filter(self, record: standard_logging.LogRecord) -> bool:
        """Count the record if it is a problem, and let it pass."""
        if getattr(record, "type", "") == TYPE:
            code, location = str(getattr(record, "subtype", "")), getattr(record, "location", None)
            self._places.append(str(location or "").rpartition(":")[0])
            if code not in self._codes:
                gap = " " if record.getMessage().endswith((".", "?", ")")) else " — "  # it ends in a line of the file
                record.msg = f"{record.msg}{gap}See {REFERENCE_URL}#{code}"
                self._codes.add(code)
        return True

    def take_sentence(self) -> str:
        """Return the numbers of problems and of files with problems in words, and begin again; empty if there are none."""
        problems, files = len(self._places), len({place for place in self._places if place})
        self._places.clear()
        self._codes.clear()
        if not problems:
            return ""
        where = f" in {files} file{'' if files == 1 else 's'}" if files else ""
        return f"{problems} problem{'' if problems == 1 else 's'}{where}"


def watch_messages(app: Sphinx) -> None:
    """Clean all messages that Sphinx shows, and count the problems among them."""
    summary = ProblemSummary()
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        for position, one in enumerate(handler.filters):
            if isinstance(one, logging.WarningSuppressor):
                handler.filters.insert(position + 1, summary)  # before Sphinx adds the type of the warning
                break
        handler.filters.insert(0, CleanMessages())  # before a filter of Sphinx that may raise the message
        handler.addFilter(CleanMessages())  # after the one that finds the location
    app.connect("build-finished", lambda app, exception: _report_summary(app, summary))


def _report_summary(app: Sphinx, summary: ProblemSummary) -> None:
    if sentence := summary.take_sentence():
        folder = os.path.relpath(app.srcdir)
        command = "anthology check" if folder == os.curdir else f"anthology check {shlex.quote(folder)}"
        logger.info('%s; run "%s" for those in front matter, with notices.', sentence, command)
