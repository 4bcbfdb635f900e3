"""What can be wrong with a post, and how it is said.

A :class:`Problem` is data: the layers that read posts return problems, the Sphinx layer logs them as warnings (which
``suppress_warnings`` understands as ``anthology.<code>``), and a command line may print them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

REFERENCE_URL = "https://sphinx-anthology.readthedocs.io/en/latest/reference/problems.html"


class Severity(Enum):
    """How much a problem matters."""

    WARNING = "warning"
    """Something the author wrote did not come out as written."""
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
    FIELD_FORM = "field-form"
    FIELD_CONFLICT = "field-conflict"
    FIELD_UNKNOWN = "field-unknown"
    CATEGORY_FORM = "category-form"
    CATEGORY_SPELLING = "category-spelling"
    HEADER_INVALID = "header-invalid"
    HEADER_UNCLOSED = "header-unclosed"
    KEY_DUPLICATE = "key-duplicate"
    FILE_EMPTY = "file-empty"
    FILE_UNREADABLE = "file-unreadable"
    ENCODING = "encoding"
    CONTROL_CHARACTER = "control-character"
    SLUG_INVALID = "slug-invalid"
    SLUG_DUPLICATE = "slug-duplicate"
    PATH_OUTSIDE = "path-outside"
    IMAGE_MISSING = "image-missing"
    TARGET_UNKNOWN = "target-unknown"
    OPTION_INVALID = "option-invalid"
    PAGE_KEPT = "page-kept"

    @property
    def severity(self) -> Severity:
        """What the code is worth when nobody says otherwise."""
        return Severity.NOTICE if self in _NOTICES else Severity.WARNING

    @property
    def url(self) -> str:
        """Where the documentation explains the code."""
        return f"{REFERENCE_URL}#{self.value}"


_NOTICES = frozenset({Code.FIELD_CONFLICT, Code.FIELD_UNKNOWN, Code.TITLE_FROM_HEADING, Code.CATEGORY_SPELLING, Code.PAGE_KEPT})


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
