"""Problems for what is not known in a text: one for each kind, at its first use."""

from __future__ import annotations

from collections.abc import Iterable

from ..problems import Code, Problem, Report
from . import mdx_imports
from .parse_state import Found, UnknownReason
from .plugin import parse_blocks

_TEXTS = {
    UnknownReason.TAG: "The tag {} is not known and is shown as text: write what it stands for, or put it into code.",
    UnknownReason.CLOSING: "The tag {} closes nothing and is shown as text: delete it, or put it into code.",
    UnknownReason.WORDS: "What the tag {} says is not understood, so it is shown as text: write what it stands for.",
    UnknownReason.UNCLOSED: "The tag {} is never closed and is shown as text: close it, or put it into code.",
    UnknownReason.APART: "The tag {} is closed in another paragraph, so both are shown as text: put both on lines of their own.",
    UnknownReason.BOX: "The box {} is never closed, so all that follows is in it: write a line of as many colons where it ends.",
    UnknownReason.EXPRESSION: "The expression {} is shown as text: write what it stands for, or put it into code.",
    UnknownReason.EMPTY: "The component {} is not known and is left out. Write Markdown for it.",
    UnknownReason.COMPONENT: "The component {} is not known: its content is kept, its attributes are not shown. Write Markdown.",
    UnknownReason.ATTRIBUTES: "The attributes of the component {} are not shown, only its content is. Write Markdown for them.",
}


def _problems(found: Iterable[Found], body: str, path: str, first_line: int) -> tuple[Problem, ...]:
    """Return a problem for each kind of what was found in *body*, which begins on the line *first_line* of a file."""
    kinds: dict[str, list[Found]] = {}
    for each in found:
        kinds.setdefault(each.unknown.kind, []).append(each)
    lines = body.split("\n") if kinds else []
    return tuple(_problem(uses, lines, path, first_line) for uses in kinds.values())


def _problem(uses: list[Found], lines: list[str], path: str, first_line: int) -> Problem:
    found, shown = uses[0], uses[0].unknown.shown
    line = min(found.line, len(lines) - 1)
    start = found.before + shown.split("\n")[0]
    column = max(lines[line].find(start), 0) + len(found.before) + 1 if start in lines[line] else 1
    short = " ".join(shown.split())
    short = short if len(short) <= 60 else f"{short[:59]}…"
    opened = [use.unknown.shown for use in uses if use.unknown.reason is not UnknownReason.CLOSING]
    if len(opened) > 1:
        alike = all(text == shown for text in opened)
        short += f" (used {len(opened)} times)" if alike else f" (and {len(opened) - 1} more of its kind)"
    reason = found.unknown.reason
    if reason is UnknownReason.UNCLOSED and len(opened) < len(uses):
        reason = UnknownReason.APART
    return Problem(path, first_line + line, Code.MARKUP_UNKNOWN, _TEXTS[reason].format(short), column)


def report_unknown_markup(body: str, path: str, first_line: int, report: Report, substitutions: bool = False) -> None:
    """Return a problem for each kind of construct in a text that is not known, at its first use.

    :param first_line: the line of the file, counted from 1, on which *body* begins.
    :param substitutions: whether MyST puts something in for what stands between two braces.
    """
    # Searching for two signs is several times faster than any pattern, and most files have neither.
    if not ("{%" in body or "{{" in body or ":::" in body) and not _has_components(body, path):
        return
    found = parse_blocks(body, path, substitutions=substitutions)[1]
    for problem in _problems(found, body, path, first_line):
        report(problem)


def _has_components(body: str, path: str) -> bool:
    if path.endswith(".mdx") and "{" in body:
        return True
    return "<" in body and (path.endswith(".mdx") or ("import " in body and mdx_imports.IMPORTS.search(body) is not None))
