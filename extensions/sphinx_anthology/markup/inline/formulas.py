r"""Formulas in TeX, in posts that have prices and variables of a shell, too: ``$x_i$`` but not ``$5-$10`` and ``$HOME``.

=====================================  ================================================================
``$a$``, ``$`a`$``, ``\(a\)``          a formula in a sentence
``$$a$$``                              that, or a displayed formula if no words follow on its line
``\[a\]``                              a displayed formula
=====================================  ================================================================

For ``\(`` and ``\[``, which MathJax reads on the finished page, many authors write ``\\(`` and ``\\[``. Formulas between lines
``$$`` and environments such as ``align`` are left to MyST.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from ..engines.code_fences import FenceTracker
from ..syntax.parse_state import BlockContext, get_markup_state

_DELIMITED = re.compile(
    r"""\$`(?P<ticks>[^`\n]{1,2000}+)`\$
      | \$\$(?P<double>(?:[^$\\]|\\.|\$(?!\$)){1,5000}+)\$\$(?!\$)
      | \$(?P<single>(?:[^$\\]|\\.){1,2000}+)\$(?!\$)
      | \\\((?P<round>(?:[^\\]|\\[^()]){1,2000}+)\\\)
      | \\\[(?P<square>(?:[^\\]|\\[^\[\]]){1,5000}+)\\\]
      | \\\\\((?P<escaped_round>(?:[^\\]|\\(?!\\[()])){1,2000}+)\\\\\)
      | \\\\\[(?P<escaped_square>(?:[^\\]|\\(?!\\[\[\]])){1,5000}+)\\\\\]""",
    re.VERBOSE | re.DOTALL,
)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_COMMAND = re.compile(r"\\[A-Za-z]+|\\[,;:!{}|%&#]")
_WORDS_IN_TEX = re.compile(r"\\(?:text\w*|math\w+|operatorname|mbox|begin|end)\*?\s*\{[^{}]*\}|\\[A-Za-z]+")
_SCRIPT = re.compile(r"(?<=[\w)\]}|'])[_^](?:\{(?:[^{}]|\{[^{}]*\})*\}|[\w*+'-])")
_FUNCTION = re.compile(r"\b(?:(?:arc)?(?:sin|cos|tan)h?|log|ln|exp|min|max|sup|inf|lim|det|dim|ker|gcd|lcm|mod|arg|sgn)\b")
_SYMBOLS = re.compile(r"[A-Za-z\d\s+\-*/=<>|(),.;:!'\[\]{}^_~≤≥≠±×·÷∞∈∉⊂⊆∪∩∀∃→←↔⇒∑∏∫√∂∇°α-ωΑ-Ω]*")
_LONG_WORD = re.compile(r"[A-Za-z]{3}")
_TWO_WORDS = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]{3,}[,.;:]?\s+[A-Za-z]{2}|[A-Za-z]{2,}[,.;:]?\s+[A-Za-z]{3})")
_LETTER = re.compile(r"[A-Za-zα-ωΑ-Ω]")
_OPERATION = re.compile(r"[+\-*/=<>≤≥≠±×∈⊂⊆∪∩→⇒]|[A-Za-z]\([^()]*\)")
_RELATION = re.compile(r"[=<>≤≥≠∈⊂⊆→⇒]")
_AMOUNT = re.compile(r"\d[\d,.]*[kKmMbB]?(?![A-Za-z\d_^\\{])")
_WORD_BETWEEN_SPACES = re.compile(r"\s[A-Za-z]{2,}\s")
_SHELL_NAME = re.compile(r"[A-Z][A-Z\d]+_[A-Z\d_]+|\{\w+\}")
_ENDING_OF_A_WORD = re.compile(r"(?:th|st|nd|rd|s)\b")
_WORD_ON_LINE = re.compile(r"[^\w\n]*\w")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])(?!(?<=\\)\s)")
_MAX_LINES = 200
"""Maximum number of lines of a displayed formula."""

_DISPLAY_START = re.compile(
    r"[ \t>]*(?:\$\$|\\begin\{(?:equation|multline|gather|align|alignat|flalign|eqnarray|[bBpvV]?matrix)\*?\})"
)
_OPENING = re.compile(r"\$|\\{1,2}[(\[]")
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_OPENING_LINE = re.compile(r"(\\{1,2})\[[ \t]*")


class _Evidence(IntEnum):
    """How much a text between delimiters looks like TeX."""

    NONE = 0
    """It is prose, an amount of money or a variable of a shell."""
    WEAK = 1
    """It is a formula if the author writes TeX."""
    SYMBOLS = 2
    """It has letters, numbers and signs, and no words."""
    STRONG = 3
    """It is TeX: it has a command, an index, or letters with an operator."""


class FoundFormula(NamedTuple):
    """A formula in a text."""

    tex: str
    end: int
    """The position after its closing delimiter."""
    is_displayed: bool
    """Whether it stands on lines of its own."""


def find_formula(text: str, position: int, has_math: bool) -> FoundFormula | None:
    """Return the formula whose opening delimiter is at *position*, or None if there is none.

    :param has_math: whether the author writes TeX, so that ``$n$`` is a formula, as ``$n^2$`` always is.
    """
    match = _DELIMITED.match(text, position)
    if match is None:
        return None
    group = match.lastgroup or ""
    kind = group.removeprefix("escaped_")
    tex, end = match[group] if kind == group else _unescape(match[group]), match.end()
    if kind == "ticks":
        return FoundFormula(tex, end, is_displayed=False)
    before, after = text[max(position - 1, 0) : position], text[end : end + 3]
    if kind != "double" and before.isascii() and before.isalnum():
        return None
    if kind == "single" and not _is_between_dollars(tex, before, after):
        return None
    if not tex.strip() or _EMPTY_LINE.search(tex) or not _is_formula(tex, kind, has_math):
        return None
    return FoundFormula(tex, end, kind == "square" or (kind == "double" and not _WORD_ON_LINE.match(text, end)))


def _unescape(tex: str) -> str:
    """Return TeX whose author has escaped it for Markdown, as MathJax would see it. Ends of rows stay."""
    return _ESCAPE.sub(r"\1", tex)


def _is_formula(tex: str, kind: str, has_math: bool) -> bool:
    """Return whether a text between delimiters of a kind is TeX."""
    evidence = _weigh(tex)
    if kind == "single":
        return evidence >= (_Evidence.WEAK if has_math else _Evidence.STRONG)
    if kind == "double":
        return has_math or evidence >= _Evidence.SYMBOLS
    if kind == "round":
        return evidence >= (_Evidence.SYMBOLS if has_math and _LETTER.search(tex) else _Evidence.STRONG)
    # Many programs that convert to Markdown escape square brackets.
    return evidence is _Evidence.STRONG and bool(_COMMAND.search(tex) or _RELATION.search(tex) or "^" in tex)


def _weigh(tex: str) -> _Evidence:
    """Return how much a text looks like TeX."""
    is_amount = _AMOUNT.match(tex) is not None
    has_prose = _TWO_WORDS.search(_FUNCTION.sub(" ", _WORDS_IN_TEX.sub(" ", tex))) is not None
    if _COMMAND.search(tex):
        return _Evidence.NONE if is_amount and has_prose else _Evidence.STRONG
    if has_prose or _SHELL_NAME.fullmatch(tex) or (is_amount and _WORD_BETWEEN_SPACES.search(tex)):
        return _Evidence.NONE
    if sum(map(tex.count, "([{")) != sum(map(tex.count, ")]}")):
        return _Evidence.NONE
    line = _SCRIPT.sub("", tex)
    if _LONG_WORD.search(_FUNCTION.sub("", line)) or not _SYMBOLS.fullmatch(line):
        return _Evidence.NONE if is_amount else _Evidence.WEAK
    has_operation = not is_amount and _LETTER.search(line) and _OPERATION.search(line)
    return _Evidence.STRONG if line != tex or has_operation else _Evidence.SYMBOLS


def _is_between_dollars(tex: str, before: str, after: str) -> bool:
    """Return whether dollar signs around a text can be delimiters, and not those of amounts or variables."""
    if tex[0].isspace() or tex[-1].isspace() or before == "$":
        return False
    if after[:1] in ("(", "{") and tex[0] == after[0]:
        return False
    return not (after[:1].isascii() and after[:1].isalnum()) or _ENDING_OF_A_WORD.match(after) is not None


def has_formulas(body: str) -> bool:
    """Return whether the author of a Markdown text writes TeX: a formula is displayed, or cannot be anything else."""
    if "$" not in body and "\\" not in body:
        return False
    fences = FenceTracker()
    return any(not fences.feed(line) and not fences.is_open and _has_formula(line) for line in body.split("\n"))


def _has_formula(line: str) -> bool:
    if _DISPLAY_START.match(line):
        return True
    if "$" not in line and "\\" not in line:
        return False
    text = _CODE_SPAN.sub("", line)
    return any(find_formula(text, match.start(), has_math=False) for match in _OPENING.finditer(text))


def formulas_plugin(md: MarkdownIt) -> None:
    """Add formulas in sentences to a markdown-it parser, in the place of those of ``dollarmath``."""
    if "math_inline" in md.get_all_rules()["inline"]:
        md.inline.ruler.at("math_inline", _parse_formula)
    else:
        md.inline.ruler.before("escape", "math_inline", _parse_formula)


def _parse_formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    formula = find_formula(state.src, state.pos, get_markup_state(state.env).has_math)
    if formula is None or formula.end > state.posMax:
        return False
    if not silent:
        token = state.push("math_inline_double" if formula.is_displayed else "math_inline", "math", 0)
        token.content, token.markup = formula.tex, "$$" if formula.is_displayed else "$"
    state.pos = formula.end
    return True


def find_displayed_formula(context: BlockContext) -> tuple[str, int] | None:
    r"""Return the TeX of a formula between ``\[`` and ``\]`` on lines of its own, and its last line; None if there is none."""
    opening = _OPENING_LINE.match(context.get_line(context.start))
    if opening is None:
        return None
    closing = f"{opening[1]}]"
    lines: list[str] = []
    for line in range(context.start, min(context.end, context.start + _MAX_LINES)):
        text = context.get_line(line)[opening.end() if line == context.start else 0 :].rstrip()
        if lines and _OPENING_LINE.match(text):
            return None
        if context.state.isEmpty(line) or context.state.sCount[line] < context.state.blkIndent:
            return None
        if text.endswith(closing):
            tex = "\n".join([*lines, text.removesuffix(closing)]).strip()
            tex = _unescape(tex) if len(opening[1]) > 1 else tex
            is_block = line > context.start and not lines[0] and _weigh(tex) is not _Evidence.NONE
            return (tex, line) if tex and (is_block or _is_formula(tex, "square", has_math=False)) else None
        lines.append(text)
    return None
