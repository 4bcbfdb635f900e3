"""Formulas of untrusted posts: which TeX may stay.

MathJax can make links and set attributes, and LaTeX can read files and run programs. So a formula may use the commands of
:mod:`.tex_commands` alone, and nothing may end it before its end: its braces and environments are paired.
"""

from __future__ import annotations

import re

from .tex_commands import CHARACTERS, COMMANDS, ENVIRONMENTS

_TOKEN = re.compile(
    r"""\\(?:begin|end)\s*\{(?P<environment>[^{}]*)\}
      | (?P<forbidden>\\\\\*?\s*\[[\s{+]*-|\^\^|[%#$]|[\x00-\x08\x0b-\x1f\x7f-\x9f])
      | \\(?P<command>[A-Za-z@]+\*?)
      | \\(?P<character>.|\Z)
      | (?P<brace>[{}])""",
    re.VERBOSE | re.DOTALL,
)
r"""What decides whether a formula may stay.

``\\[-`` moves a row over the text above, ``^^5c`` is another spelling of a backslash, and ``%`` would hide what follows.
"""


def find_forbidden_tex(tex: str) -> str:
    """Return the first part of a formula that an untrusted post may not use; empty if there is none."""
    is_open: list[str] = []
    forbidden = next((token[0] for token in _TOKEN.finditer(tex) if not _is_allowed(token, is_open)), "")
    return forbidden or (is_open[-1] if is_open else "")


def _is_allowed(token: re.Match[str], is_open: list[str]) -> bool:
    """Return whether a token may stay, and note the brace or environment that it opens or closes.

    :param is_open: the open braces, and the names of the open environments.
    """
    opened = token["environment"] or token["brace"]
    if opened in ("", "}") or token[0].startswith(r"\end"):
        return bool(is_open) and is_open.pop() == opened.replace("}", "{")
    if opened is not None:
        is_open.append(opened)
        return opened == "{" or opened in ENVIRONMENTS
    if command := token["command"]:
        return command.removesuffix("*") in COMMANDS
    return bool(token["character"]) and token["character"] in CHARACTERS
