"""Problems in posts and options: codes, severities, and how they are reported.

A function that may find problems takes a parameter ``report`` of type :data:`Report`. It neither returns problems nor fills a
list. A build logs problems as warnings of type ``anthology.<code>``; the command line prints them.
"""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from .characters import escape_control_characters

REFERENCE_URL = "https://sphinx-anthology.readthedocs.io/en/latest/reference/problems.html"
_MAX_ERROR_LENGTH = 300
"""Maximum number of characters of an error's own message."""
_MAX_MESSAGE_LENGTH = 900
"""Maximum number of characters of a line of a message."""
_MESSAGE_START, _MESSAGE_END = 400, 250
"""Numbers of characters that are kept of a longer one: what is wrong, and what to do about it.

The rest is room for what is added later: further lines, an address and a code.
"""
_MAX_LINES = 5
"""Maximum number of lines that are named, if a problem stands at many."""


class Severity(Enum):
    """Severity of a problem."""

    ERROR = "error"
    """Something that the author wrote is not usable."""
    WARNING = "warning"
    """The result may not be what the author meant."""
    NOTICE = "notice"
    """A decision was made for the author, and nothing is lost. A build does not show notices."""


class Code(Enum):
    """Codes of all problems. They are stable, and each has a section of the same name in the documentation."""

    TITLE_MISSING = "title-missing"
    TITLE_FROM_HEADING = "title-from-heading"
    DATE_MISSING = "date-missing"
    DATE_INVALID = "date-invalid"
    DATE_FROM_PATH = "date-from-path"
    FIELD_FORM = "field-form"
    FIELD_CONFLICT = "field-conflict"
    FIELD_UNKNOWN = "field-unknown"
    FIELD_MISSPELT = "field-misspelt"
    CATEGORY_FORM = "category-form"
    CATEGORY_SPELLING = "category-spelling"
    HEADER_INVALID = "header-invalid"
    HEADER_UNCLOSED = "header-unclosed"
    HEADER_UNOPENED = "header-unopened"
    HEADER_TOO_LARGE = "header-too-large"
    KEY_DUPLICATE = "key-duplicate"
    AUTHOR_UNKNOWN = "author-unknown"
    TAGS_INVALID = "tags-invalid"
    AUTHORS_INVALID = "authors-invalid"
    MARKUP_UNKNOWN = "markup-unknown"
    MARKUP_LIMIT = "markup-limit"
    INCLUDE_LEFT_OUT = "include-left-out"
    FILE_EMPTY = "file-empty"
    FILE_NAME = "file-name"
    FILE_TOO_LARGE = "file-too-large"
    FILE_UNREADABLE = "file-unreadable"
    POST_FAILED = "post-failed"
    NOTEBOOK_INVALID = "notebook-invalid"
    NOTEBOOK_PART = "notebook-part"
    ENCODING = "encoding"
    CONTROL_CHARACTER = "control-character"
    SLUG_INVALID = "slug-invalid"
    SLUG_DUPLICATE = "slug-duplicate"
    URL_REFUSED = "url-refused"
    PATH_OUTSIDE = "path-outside"
    PATH_PRIVATE = "path-private"
    IMAGE_MISSING = "image-missing"
    IMAGE_INVALID = "image-invalid"
    IMAGE_ACTIVE = "image-active"
    IMAGE_FORMAT = "image-format"
    IMAGE_UNPROCESSED = "image-unprocessed"
    CARD_GLYPH_MISSING = "card-glyph-missing"
    DIRECTIVE_REFUSED = "directive-refused"
    TARGET_UNKNOWN = "target-unknown"
    LINK_UNKNOWN = "link-unknown"
    HEADING_UNKNOWN = "heading-unknown"
    OPTION_INVALID = "option-invalid"
    COMMENTS_INVALID = "comments-invalid"
    MENTIONS_UNREADABLE = "mentions-unreadable"
    REDIRECT_RULE = "redirect-rule"
    REDIRECT_INVALID = "redirect-invalid"
    REDIRECT_COLLISION = "redirect-collision"
    PAGE_KEPT = "page-kept"
    STORE_DAMAGED = "store-damaged"
    STORE_UNUSABLE = "store-unusable"
    UNTRUSTED_FILE = "untrusted-file"
    UNTRUSTED_KEY = "untrusted-key"
    UNTRUSTED_MARKUP = "untrusted-markup"
    WORKER_REFUSED = "worker-refused"

    @property
    def severity(self) -> Severity:
        """Severity of problems with this code."""
        if self in _ERRORS:
            return Severity.ERROR
        return Severity.NOTICE if self in _NOTICES else Severity.WARNING

    @property
    def url(self) -> str:
        """URL of the section in the documentation."""
        return f"{REFERENCE_URL}#{self.value}"


_ERRORS = frozenset(
    {
        Code.DATE_INVALID,
        Code.FIELD_FORM,
        Code.HEADER_INVALID,
        Code.HEADER_TOO_LARGE,
        Code.FILE_UNREADABLE,
        Code.FILE_NAME,
        Code.FILE_TOO_LARGE,
        Code.POST_FAILED,
        Code.NOTEBOOK_INVALID,
        Code.AUTHORS_INVALID,
        Code.TAGS_INVALID,
        Code.COMMENTS_INVALID,
        Code.SLUG_INVALID,
        Code.URL_REFUSED,
        Code.PATH_OUTSIDE,
        Code.PATH_PRIVATE,
        Code.REDIRECT_INVALID,
        Code.IMAGE_MISSING,
        Code.IMAGE_INVALID,
        Code.IMAGE_ACTIVE,
        Code.DIRECTIVE_REFUSED,
        Code.TARGET_UNKNOWN,
        Code.LINK_UNKNOWN,
    }
)
_NOTICES = frozenset(
    {
        Code.AUTHOR_UNKNOWN,
        Code.CATEGORY_SPELLING,
        Code.DATE_FROM_PATH,
        Code.FIELD_CONFLICT,
        Code.FIELD_UNKNOWN,
        Code.INCLUDE_LEFT_OUT,
        Code.PAGE_KEPT,
        Code.REDIRECT_RULE,
        Code.TITLE_FROM_HEADING,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem at a place in a file. Its texts have no control characters and are not long, so they can be shown anywhere."""

    path: str
    """POSIX path of the file, relative to the source folder."""
    line: int
    """Line in the file, counted from 1."""
    code: Code
    message: str
    """One line: what is wrong, and what to do about it."""
    column: int = 1
    """Character in the line, counted from 1."""

    def __post_init__(self) -> None:
        """Clean the path and the message."""
        object.__setattr__(self, "path", escape_control_characters(self.path))
        object.__setattr__(self, "message", clean_message(self.message))


Report = Callable[[Problem], None]
"""A function that handles a problem."""


def clean_message(message: str) -> str:
    """Return a message on one line without control characters, shortened as :func:`shorten_line` does."""
    return shorten_line(escape_control_characters(shorten_line(message)))  # an escape is longer than what it is for


def shorten_line(line: str) -> str:
    """Return a line of a message without its middle if it is long. The middle is a value from a post."""
    return f"{line[:_MESSAGE_START]} … {line[-_MESSAGE_END:]}" if len(line) > _MAX_MESSAGE_LENGTH else line


def merge_repeated(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in their order, each once a file.

    One that stands at several lines is at the first of them, and its message counts them.
    """
    lines: dict[tuple[str, Code, str], set[int]] = defaultdict(set)
    first: dict[tuple[str, Code, str], Problem] = {}
    for problem in problems:
        key = (problem.path, problem.code, problem.message)
        lines[key].add(problem.line)
        first[key] = min(first.get(key, problem), problem, key=lambda one: (one.line, one.column))
    return [replace(first[key], message=key[2] + _describe_lines(sorted(lines[key]))) for key in first]


def _describe_lines(lines: Sequence[int]) -> str:
    """Return the words that count the lines of a problem, if it has several."""
    if len(lines) == 1:
        return ""
    shown = ", ".join(map(str, lines[:_MAX_LINES]))
    return f" ({len(lines)} times: lines {shown}{', …' if len(lines) > _MAX_LINES else ''})"


def ignore_problem(problem: Problem) -> None:
    """Ignore a problem, because another call reports it."""


def describe_error(error: BaseException) -> str:
    """Return the type of an error, or of the one behind it, its message on one line, and the place in the code."""
    while error.__cause__:
        error = error.__cause__
    message = " ".join(str(error).split())[:_MAX_ERROR_LENGTH]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__, limit=-5) if not frame.filename.startswith("<")]
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{': ' if message else ''}{message}{place}"
