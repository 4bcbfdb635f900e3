"""Texts that try to control a terminal, and the search for what of them is left in an output."""

from __future__ import annotations

from sphinx_anthology.characters import has_control_character

HOSTILE = "\x1b[2J\x1b]0;owned\x07\x08\r\x9b31m\x7f\u202eevil\u2066\u2028\ufffe"
"""Clears the screen, sets the title of the window, rewrites the line, changes colours, turns the text around."""
ESCAPED = r"\e[2J\e]0;owned\a\b\r\x9B31m\x7F\u202Eevil\u2066\u2028\0"
"""The same, and a NUL, in the double quotes of YAML."""


def find_control_characters(output: bytes) -> str:
    """Return the control characters in an output, in their order."""
    return "".join(filter(has_control_character, output.decode("utf-8", "surrogateescape")))
