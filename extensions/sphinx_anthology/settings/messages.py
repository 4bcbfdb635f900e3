"""Messages about options."""

from __future__ import annotations

from collections.abc import Iterable

from ..problems import Code, Problem, Report
from ..suggestions import did_you_mean, find_similar_names

PREFIX = "anthology_"
CONFIGURATION = "conf.py"
"""The file that problems with options name."""


def report_option(report: Report, option: str, message: str) -> None:
    """Report a problem with the value of an option.

    :param option: name of the option without the prefix.
    """
    report(Problem(CONFIGURATION, 1, Code.OPTION_INVALID, f"{PREFIX}{option}: {message}"))


def join_names(names: Iterable[str], last: str = "and") -> str:
    """Return names in quotation marks, as a list in a sentence."""
    quoted = [repr(name) for name in names]
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def suggest_name(name: object, names: Iterable[str]) -> str:
    """Return a sentence that suggests the most similar name; empty if there is none."""
    return did_you_mean(find_similar_names(str(name), names)[:1])
