"""Imports and exports of MDX, which are statements of a program."""

from __future__ import annotations

import re

IMPORTS = re.compile(
    r"""(?m)^import[ \t]*(?:type\s+)?(?:[\w$*{][\w$*{},\s]{0,1500}?\s*from\s*)?(["'])[^"'\n]+\1[ \t]*;?[ \t]*$"""
)
_IMPORTED_IMAGE = re.compile(
    r"""import\s+(?:\*\s*as\s+)?([A-Za-z_$][\w$]*)\s+from\s*(["'])([^"'\n]+\.(?:png|jpe?g|gif|webp|svg|avif))(?:\?[^"'\n]*)?\2""",
    re.I,
)
_PROGRAM = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*` | [(\[{)\]}]
        | (?P<goes_on>(?<=[=>(,?:&|+])[ ]*\n(?!\n) | \n(?=[ \t]+\S|[)\]}.?:&|])) | \n""",
    re.VERBOSE | re.DOTALL,
)
_LONGEST_EXPORT = 5000
_EXPORT = re.compile(
    r"export\s+(?:(?:const|let|var)\s+[\w${\[][^=\n]*=|default\b|(?:async\s+)?function\b|class\s+\w|\{|\*\s*from)"
)


def esm(text: str, position: int, components: bool) -> int | None:
    """Return where an import or export that begins at *position* ends; an export without a blank line goes on to one."""
    if match := IMPORTS.match(text, position):
        return match.end()
    return _end_of_export(text, position) if components and _EXPORT.match(text, position) else None


def _end_of_export(text: str, position: int) -> int:
    """Return the end of the line on which all brackets are closed; where none is near, that of the lines up to a blank one."""
    depth = 0
    for match in _PROGRAM.finditer(text, position, position + _LONGEST_EXPORT):
        sign = match[0][0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "\n" and depth <= 0 and not match["goes_on"]:
            return match.start()
    end = text.find("\n\n", position)
    return end if end >= 0 else len(text)


def imported(statement: str) -> tuple[str, str] | None:
    """Return the name and the file of a statement that imports an image."""
    match = _IMPORTED_IMAGE.match(statement)
    return (match[1], match[3]) if match else None
