"""Report markup that is unknown: one problem for each kind of construct in a file, at its first use."""

from __future__ import annotations

from ...problems import Code, Problem, Report
from ..engines.mdx_imports import has_import
from ..plugin import parse_blocks
from ..syntax.parse_state import UnknownReason, UnknownUse
from ..syntax.replacements import NO_REPLACEMENTS, Replacements
from .plaintext import take_lines

_MAX_SEARCH = 500_000
"""Maximum number of characters in which markup is searched, because parsing takes much memory."""
_MAX_SHOWN = 60
"""Maximum number of characters of a construct in a message."""

_MESSAGES = {
    UnknownReason.TAG: "Unknown tag {} is shown as text. Write what it stands for, or put it into code.",
    UnknownReason.CLOSING: "Tag {} closes nothing and is shown as text. Delete it, or put it into code.",
    UnknownReason.ARGUMENTS: "Tag {} has arguments that are not understood and is shown as text. Write what it stands for.",
    UnknownReason.UNCLOSED: "Tag {} is not closed and is shown as text. Close it, or put it into code.",
    UnknownReason.CLOSED_IN_OTHER_BLOCK: (
        "Tag {} is closed in another paragraph, so both tags are shown as text. Put each of them on a line of its own."
    ),
    UnknownReason.EXPRESSION: "Expression {} is shown as text. Write its value, or put it into code.",
    UnknownReason.INCLUDE: (
        "Tag {} is left out, because it includes a file of the old site. Write what it stands for, "
        "or name it in anthology_ignored_tags."
    ),
    UnknownReason.CONTAINER: (
        "Container {} is not closed, so it contains the rest of the text. Add a line of as many colons where it ends."
    ),
    UnknownReason.EMPTY_COMPONENT: "Unknown component {} is left out. Write Markdown for it.",
    UnknownReason.COMPONENT: "Unknown component {}: its content is shown, its attributes are not. Write Markdown for it.",
    UnknownReason.ATTRIBUTES: "Attributes of component {} are not shown, only its content is. Write Markdown for them.",
}


def report_unknown_markup(
    body: str,
    path: str,
    first_line: int,
    report: Report,
    has_substitutions: bool = False,
    replacements: Replacements = NO_REPLACEMENTS,
) -> None:
    """Report each kind of unknown construct in the first 500,000 characters of a text, at its first use.

    :param path: the path of the file, for the problems.
    :param first_line: the line of the file, counted from 1, on which *body* begins.
    :param has_substitutions: whether MyST replaces expressions in two braces.
    :param replacements: what tags stand for by the word of the project or of the post.
    """
    body = take_lines(body, _MAX_SEARCH)
    if not _may_have_unknown_markup(body, path):
        return
    uses_by_kind: dict[str, list[UnknownUse]] = {}
    for use in parse_blocks(body, path, has_substitutions=has_substitutions, replacements=replacements).unknown_uses:
        uses_by_kind.setdefault(use.markup.kind, []).append(use)
    lines = body.split("\n") if uses_by_kind else []
    for uses in uses_by_kind.values():
        line = min(uses[0].line, len(lines) - 1)
        column = _find_column(uses[0], lines[line])
        code = Code.INCLUDE_LEFT_OUT if uses[0].markup.reason is UnknownReason.INCLUDE else Code.MARKUP_UNKNOWN
        report(Problem(path, first_line + line, code, _make_message(uses), column))


def _may_have_unknown_markup(body: str, path: str) -> bool:
    """Return whether a text may contain unknown markup. It takes much less time than parsing the text."""
    if "{%" in body or "{{" in body or ":::" in body:
        return True
    if path.endswith(".mdx"):
        return "{" in body or "<" in body
    return "<" in body and has_import(body)


def _find_column(use: UnknownUse, line: str) -> int:
    """Return the column of a use in its line, counted from 1."""
    start = use.before + use.markup.source.split("\n")[0]
    return line.find(start) + len(use.before) + 1 if start in line else 1


def _make_message(uses: list[UnknownUse]) -> str:
    """Return the message for the uses of one kind."""
    markup = uses[0].markup
    shown = " ".join(markup.source.split())
    if len(shown) > _MAX_SHOWN:
        shown = f"{shown[: _MAX_SHOWN - 1]}…"
    opened = [use.markup.source for use in uses if use.markup.reason is not UnknownReason.CLOSING]
    if len(opened) > 1:
        is_same = all(source == markup.source for source in opened)
        shown += f" (used {len(opened)} times)" if is_same else f" (and {len(opened) - 1} more of its kind)"
    reason = markup.reason
    if reason is UnknownReason.UNCLOSED and len(opened) < len(uses):
        reason = UnknownReason.CLOSED_IN_OTHER_BLOCK
    return _MESSAGES[reason].format(shown)
