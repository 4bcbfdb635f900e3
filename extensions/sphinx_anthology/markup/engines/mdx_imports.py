"""Import and export statements of MDX, which are JavaScript. They are left out."""

from __future__ import annotations

import re

_IMPORT = re.compile(
    r"""(?m)^import[ \t]*(?:type\s+)?(?:[\w$*{][\w$*{},\s]{0,1500}?\s*from\s*)?(["'])[^"'\n]+\1[ \t]*;?[ \t]*$"""
)
_EXPORT = re.compile(
    r"export\s+(?:(?:const|let|var)\s+[\w${\[][^=\n]*=|default\b|(?:async\s+)?function\b|class\s+\w|\{|\*\s*from)"
)
_IMAGE_IMPORT = re.compile(
    r"""import\s+(?:\*\s*as\s+)?([A-Za-z_$][\w$]*)\s+from\s*(["'])([^"'\n]+\.(?:png|jpe?g|gif|webp|svg|avif))(?:\?[^"'\n]*)?\2""",
    re.IGNORECASE,
)
_JAVASCRIPT_TOKEN = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*` | [(\[{)\]}]
        | (?P<continues>(?<=[=>(,?:&|+])[ ]*\n(?!\n) | \n(?=[ \t]+\S|[)\]}.?:&|])) | \n""",
    re.VERBOSE | re.DOTALL,
)
_MAX_EXPORT_LENGTH = 5000


def has_import(text: str) -> bool:
    """Return whether a text contains an import statement."""
    return "import " in text and _IMPORT.search(text) is not None


def find_statement_end(text: str, position: int, allow_export: bool) -> int | None:
    """Return the end of the import or export statement at *position*, or None if there is none.

    :param allow_export: whether an export counts. An export without an import before it may be the start of a sentence.
    """
    if match := _IMPORT.match(text, position):
        return match.end()
    return _find_export_end(text, position) if allow_export and _EXPORT.match(text, position) else None


def _find_export_end(text: str, position: int) -> int:
    """Return the end of the line on which all brackets are closed.

    If they are not closed within the maximum length, the export ends at the next empty line.
    """
    depth = 0
    for match in _JAVASCRIPT_TOKEN.finditer(text, position, position + _MAX_EXPORT_LENGTH):
        sign = match[0][0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "\n" and depth <= 0 and not match["continues"]:
            return match.start()
    end = text.find("\n\n", position)
    return end if end >= 0 else len(text)


def parse_image_import(statement: str) -> tuple[str, str] | None:
    """Return the name and the file that an import of an image defines, or None for any other statement."""
    match = _IMAGE_IMPORT.match(statement)
    return (match[1], match[3]) if match else None
