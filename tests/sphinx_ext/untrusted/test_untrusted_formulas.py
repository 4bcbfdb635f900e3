"""The TeX that untrusted posts may use."""

from __future__ import annotations

import pytest
from sphinx_anthology.sphinx_ext.untrusted.formulas import find_forbidden_tex


@pytest.mark.parametrize(
    "tex",
    [
        r"e^{i\pi} + 1 = 0",
        r"\frac{a}{b}\,\text{if } x > 0",
        r"\begin{align*} a &= b \\ c &= d \end{align*}",
        r"\left\{\begin{array}{ll} x & y \\[2pt] z & w \end{array}\right.",
        r"\operatorname*{arg\,max}_{\theta} \mathbb{E}[f(x)]",
        "a\n\tb",
        r"f[-1] \% \$ \& \# \_",
        r"\lVert x \rVert_2 \le \sum_{i=1}^n \lvert x_i \rvert",
        r"\color{red}{x}",
    ],
)
def test_formulas_of_symbols_stay(tex: str) -> None:
    assert find_forbidden_tex(tex) == ""


@pytest.mark.parametrize(
    ("tex", "forbidden"),
    [
        (r"\href{javascript:x}{y}", r"\href"),
        (r"\frac{\href{x}{y}}{z}", r"\href"),
        (r"\input{/etc/passwd}", r"\input"),
        (r"\INPUT x", r"\INPUT"),
        (r"\write18{id}", r"\write"),
        (r"\immediate\write18{id}", r"\immediate"),
        (r"\csname input\endcsname", r"\csname"),
        (r"\catcode`\@=11", r"\catcode"),
        (r"\def\x{y}", r"\def"),
        (r"\newcommand{\x}{y}", r"\newcommand"),
        (r"\require{html}", r"\require"),
        (r"\unicode{60}", r"\unicode"),
        (r"\class{a}{b}", r"\class"),
        (r"\mmlToken{mi}[href=x]{y}", r"\mmlToken"),
        (r"\label{x}", r"\label"),
        (r"\rule{1em}{1em}", r"\rule"),
        (r"\a@b", r"\a@b"),
        (r"\é", r"\é"),
        ("^^5cinput x", "^^"),
        ("a % b", "%"),
        ("$x$", "$"),
        ("#1", "#"),
        ("a\x00b", "\x00"),
        (r"x \) \input y \(", r"\)"),
        (r"x \] y", r"\]"),
        (r"\begin{document}", r"\begin{document}"),
        (r"\begin {verbatim}", r"\begin {verbatim}"),
        (r"\begin\bgroup", r"\begin"),
        (r"\end{equation} x \begin{equation}", r"\end{equation}"),
        (r"\begin{align} { \end{align} }", r"\end{align}"),
        (r"\begin{align}", "align"),
        ("a } b {", "}"),
        ("{", "{"),
        ("\\", "\\"),
        (r"a \\[-9em] b", r"\\[-"),
        (r"a \\*[{-9em}] b", r"\\*[{-"),
        (r"a \\ [ +-9em] b", r"\\ [ +-"),
    ],
)
def test_other_formulas_are_refused(tex: str, forbidden: str) -> None:
    assert find_forbidden_tex(tex) == forbidden


@pytest.mark.parametrize("piece", [r"\\[-", "{", "\\\\ ", r"\begin{", r"\begin ", r"\begin{align}", "^", "\\"])
def test_long_formulas_take_little_time(piece: str) -> None:
    assert find_forbidden_tex(piece * 50_000 + "%")
