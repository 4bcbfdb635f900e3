"""What can be wrong with a post, and how it is said.

A :class:`Problem` is data: the layers that read posts return problems, the Sphinx layer logs them as warnings (which
``suppress_warnings`` understands as ``anthology.<code>``), and a command line may print them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

REFERENCE_URL = "https://sphinx-anthology.readthedocs.io/en/latest/reference/problems.html"


class Severity(Enum):
    """How much a problem matters."""

    ERROR = "error"
    """Something the author wrote could not be used."""
    WARNING = "warning"
    """Something came out, but perhaps not as the author meant it."""
    NOTICE = "notice"
    """Something was decided for the author; nothing is lost. Not shown by a build."""


class Code(Enum):
    """Every problem this project reports, by its stable name.

    Each code has an entry of the same name on the documentation's page of problems.
    """

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
    AUTHORS_INVALID = "authors-invalid"
    MARKUP_UNKNOWN = "markup-unknown"
    FILE_EMPTY = "file-empty"
    FILE_NAME = "file-name"
    FILE_UNREADABLE = "file-unreadable"
    ENCODING = "encoding"
    CONTROL_CHARACTER = "control-character"
    SLUG_INVALID = "slug-invalid"
    SLUG_DUPLICATE = "slug-duplicate"
    PATH_OUTSIDE = "path-outside"
    IMAGE_MISSING = "image-missing"
    TARGET_UNKNOWN = "target-unknown"
    LINK_UNKNOWN = "link-unknown"
    HEADING_UNKNOWN = "heading-unknown"
    OPTION_INVALID = "option-invalid"
    REDIRECT_INVALID = "redirect-invalid"
    REDIRECT_COLLISION = "redirect-collision"
    PAGE_KEPT = "page-kept"

    @property
    def severity(self) -> Severity:
        """What the code is worth when nobody says otherwise."""
        if self in _ERRORS:
            return Severity.ERROR
        return Severity.NOTICE if self in _NOTICES else Severity.WARNING

    @property
    def url(self) -> str:
        """Where the documentation explains the code."""
        return f"{REFERENCE_URL}#{self.value}"


_ERRORS = frozenset(
    {
        Code.DATE_INVALID,
        Code.FIELD_FORM,
        Code.HEADER_INVALID,
        Code.HEADER_TOO_LARGE,
        Code.FILE_UNREADABLE,
        Code.FILE_NAME,
        Code.AUTHORS_INVALID,
        Code.SLUG_INVALID,
        Code.PATH_OUTSIDE,
        Code.REDIRECT_INVALID,
        Code.IMAGE_MISSING,
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
        Code.PAGE_KEPT,
        Code.TITLE_FROM_HEADING,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one file."""

    path: str
    """The file, as a POSIX path relative to the source folder."""
    line: int
    """The line in that file, counted from 1."""
    code: Code
    message: str
    """What was found, and what to do about it; one sentence or two, without the code."""
    column: int = 1
    """The place in that line, in characters, counted from 1."""


Report = Callable[[Problem], None]
"""Takes a problem when it is found.

Problems travel one way: a function that may find some has a parameter ``report``, and neither returns problems nor fills a
list. The caller decides what becomes of them.
"""
