"""Text that stays text in MyST and in the markup of other engines that posts may have."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"\s(?:\s+|(?<! ))")
"""Blanks other than one space, which is most of them."""
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
"""Zero-width spaces, which Korean editors leave behind, and soft hyphens. Joiners are part of emoji and of some scripts."""
_SPECIAL = re.compile(r"[\\`*_<&~|{$\[\]]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,40});")
_WORD_CHARACTER = re.compile(r"\w")
_LINE_STARTS = re.compile(
    r"^ {0,3}(?:#{1,6}(?=\s|$)|[+-](?=\s|$)|--|\+\+\+|=+(?=\s*$)|[>:%]|\d{1,9}[.)](?=\s|$)|!!!|\?\?\?|\^\["
    r"|\((?=[^()\n]{1,200}\)=))",
    re.MULTILINE,
)


def clean_blanks(text: str) -> str:
    """Return a text with plain blanks, and without invisible characters. Line ends stay."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", text.replace("\u00a0", " ").replace("\u2028", "\n").replace("\u2029", "\n"))


def collapse_blanks(text: str) -> str:
    """Return a text with one space for each run of blanks."""
    return _BLANKS.sub(" ", text)


def escape_text(text: str, is_in_link: bool = False) -> str:
    """Return a text that is no markup in the middle of a line.

    :param is_in_link: whether it is the text of a link, in which a single bracket would end the link.
    """
    return _SPECIAL.sub(lambda match: _escape_mark(match, is_in_link), text)


def _escape_mark(match: re.Match[str], is_in_link: bool) -> str:
    mark, text, place = match[0], match.string, match.start()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark == "[":
        # "\[" opens a formula. A bracket means something before another one, and behind the marks of images and embeds.
        return "&#91;" if is_in_link or after in ("", "[", "^", " ", "x", "X") or before in ("", "!", "@", "%", "*") else mark
    if mark == "]":
        return f"\\{mark}" if is_in_link or after in ("", "(", "[", "{", ":") else mark
    if mark == "\\":
        return "&#92;" if after in ("(", "[") else "\\\\"  # two before a bracket open a formula
    means_nothing = (
        (mark == "_" and _is_in_word(before, after))
        or (mark == "&" and not _ENTITY.match(text, place))
        or (mark == "~" and "~" not in (before, after))
    )
    return mark if means_nothing else f"\\{mark}"


def _is_in_word(before: str, after: str) -> bool:
    return bool(_WORD_CHARACTER.match(before) and _WORD_CHARACTER.match(after)) and "_" not in (before, after)


def escape_line_starts(text: str) -> str:
    """Return inline Markdown whose lines begin no heading, list, quotation or other block."""
    return _LINE_STARTS.sub(_escape_start, text)


def _escape_start(match: re.Match[str]) -> str:
    start = match[0]
    if start[-1] in ".)":
        return f"{start[:-1]}\\{start[-1]}"
    stripped = start.lstrip(" ")
    return f"{start[: len(start) - len(stripped)]}\\{stripped}"


def quote_option(text: str) -> str:
    """Return the value of an option of a directive."""
    line = " ".join(text.split())
    if re.fullmatch(r"[\w][\w ,.?/-]*", line):
        return line
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if line else ""
