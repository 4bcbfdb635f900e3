"""Limits for rules of other plugins: what they cost, and that the result is the same."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin
from sphinx_anthology.markup.plugin import blog_markup_plugin
from sphinx_anthology.markup.syntax.parse_state import get_markup_state
from sphinx_anthology.markup.syntax.rule_limits import limit_rules


def make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    return parser.use(gfm_autolink_plugin).use(myst_role_plugin).use(substitution_plugin)


PLAIN, LIMITED = make_parser(), make_parser()
limit_rules(LIMITED)
PIECES = [
    "http",
    "https",
    "mailto",
    "xmpp",
    ":",
    "//",
    "a.b",
    "@",
    "{",
    "}",
    "{{",
    "}}",
    "`",
    "a",
    " ",
    "\n",
    "(",
    "*",
    "_",
    "x" * 150,
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_the_limits_change_no_text(text: str) -> None:
    assert LIMITED.render(text) == PLAIN.render(text)


@pytest.mark.parametrize(
    ("name", "text", "calls"),
    [
        ("gfm_autolink_protocol", "{:" * 1000, 0),
        ("gfm_autolink_protocol", "http:/ mailto: a" * 500, 0),
        ("gfm_autolink_protocol", "a http://_ " * 500, 500),
        ("gfm_autolink_protocol", "~mailto:a" * 500, 500),
        ("myst_role", "{a}" * 1000, 0),
        ("myst_role", "{a b}`x` {a}`x` " * 500, 500),
        ("substitution_inline", "}{{ a" * 1000, 0),
        ("substitution_inline", "a {{ b }} " * 500, None),
    ],
)
def test_a_rule_is_called_where_it_can_match_and_sees_little_of_the_text_before(
    name: str, text: str, calls: int | None
) -> None:
    seen: list[int] = []

    def observe(state: StateInline, silent: bool) -> bool:
        seen.append(len(state.pending))
        return False

    parser = make_parser()
    parser.inline.ruler.at(name, observe)
    limit_rules(parser)
    parser.render(text)
    if calls is not None:
        assert len(seen) == calls
        assert max(seen, default=0) <= 200


def make_table(columns: int, rows: int, row: str = "|b|") -> str:
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + f"{row}\n" * rows


@pytest.mark.parametrize(
    "text", [make_table(3000, 300), make_table(200, 5000), make_table(50, 20) * 30, "- x\n\n" + make_table(900, 90)]
)
def test_the_cells_that_tables_lack_are_limited_and_the_other_rows_stay_as_text(text: str) -> None:
    env: dict[str, object] = {}
    html = LIMITED.render(text, env)
    assert html.count("<td></td>") <= 5000
    assert html.replace("tbody", "").replace("table", "").count("b") == text.count("b")
    ((message, line),) = get_markup_state(env).reached_limits.items()
    assert message == "Tables lack more than 5000 cells; rows from here on are shown as text. Write the missing cells."
    assert text.split("\n")[line - 1].strip() == "|b|"
    assert html.count("<tr>") == html.count("</tr>")
    assert html.count("<tbody>") == html.count("</tbody>")
    assert html.count("<table>") == html.count("</table>")


@pytest.mark.parametrize(
    "text",
    [
        make_table(3, 2000),
        make_table(100, 50),
        make_table(2, 3000, "|b|c|"),
        make_table(1, 9000),
        make_table(3000, 1, "|b" * 4000),
    ],
)
def test_other_tables_are_not_cut(text: str) -> None:
    env: dict[str, object] = {}
    assert LIMITED.render(text, env) == PLAIN.render(text)
    assert get_markup_state(env).reached_limits == {}


def test_the_first_row_of_a_table_may_be_too_much() -> None:
    html = LIMITED.render(f"{make_table(6000, 2)}\nText.\n", {})
    assert html.endswith("</thead>\n</table>\n<p>|b|\n|b|</p>\n<p>Text.</p>\n")


DEEP = {
    "quotes": "> " * 300 + "words",
    "lists": "- " * 300 + "words",
    "lists on lines": "\n".join("  " * level + "- words" for level in range(200)),
    "numbers": "1. " * 200 + "words",
    "lists in quotes": "> - " * 100 + "words",
}


@pytest.mark.parametrize("name", DEEP)
def test_text_that_is_nested_too_deeply_stays(name: str) -> None:
    env: dict[str, object] = {}
    html = LIMITED.render(DEEP[name], env)
    assert html.count("words") == DEEP[name].count("words")
    assert PLAIN.render(DEEP[name]).count("words") < DEEP[name].count("words")
    ((message, line),) = get_markup_state(env).reached_limits.items()
    assert message == "Blocks are nested more than 50 levels deep; what is inside is shown as it is written. Nest fewer."
    assert DEEP[name].split("\n")[line - 1].endswith("words")


@pytest.mark.parametrize(
    "text", ["> " * 45 + "words", "- " * 24 + "words", "".join("  " * level + "- a\n" for level in range(24))]
)
def test_what_is_nested_within_the_limit_is_nested(text: str) -> None:
    env: dict[str, object] = {}
    html = LIMITED.render(text, env)
    assert html.count("<blockquote>") == text.count(">")
    assert html.count("<li>") == text.count("-")
    assert get_markup_state(env).reached_limits == {}


NESTED_EMPHASIS = ["*" * 500 + "words" + "*" * 500, "*a " * 200 + "words" + "*" * 200, "**a _b " * 90 + "words" + "_**" * 90]


@pytest.mark.parametrize("text", NESTED_EMPHASIS)
def test_emphasis_that_is_nested_too_deeply_is_text(text: str) -> None:
    env: dict[str, object] = {}
    (_open, inline, _close) = LIMITED.parse(text, env)
    assert inline.children
    depths = list(accumulate(child.nesting for child in inline.children))
    assert max(depths) <= 51
    assert (min(depths), depths[-1]) == (0, 0)
    html = LIMITED.render(text, env)
    marks = html.count("*") + html.count("_") + 2 * html.count("<strong>") * 2 + html.count("<em>") * 2
    assert marks == text.count("*") + text.count("_")
    assert list(get_markup_state(env).reached_limits.values()) == [1]


def make_math_parser() -> MarkdownIt:
    return MarkdownIt("commonmark").use(dollarmath_plugin, double_inline=True).use(amsmath_plugin)


MATH, LIMITED_MATH = make_math_parser(), make_math_parser()
limit_rules(LIMITED_MATH)
LINES = [
    "$$",
    "$$a",
    "a$$",
    "$$ (x)",
    "$$a$$",
    "$$a$$ b",
    "\\begin{align}",
    "\\end{align}",
    "\\begin{gather*}\\end{gather*}",
    "",
    "- $$",
    "> $$",
    "a",
    ">",
    "    $$",
    "  $$",
    "   \\begin{align}",
    "     \\begin{align}",
    "  \\end{align}",
    "1. \\begin{gather*}",
    "$$ b $$ (y)",
    "  - $$a",
    "> > $$a",
]


@example("- $$\n\\begin{gather*}\\end{gather*}\n\n\\begin{gather*}\\end{gather*}\na")  # before the indentation of the list
@example("- a\n\n\\begin{align}\n  b\n\\begin{align}\n\\end{align}\nc")
@example("1. a\n\\begin{align*}\\end{align*}\n\n\\begin{align*}\nb\n\\end{align*}")
@example("    $$\n$$\na\n$$")  # in a block of code
@example("    \\begin{align}\n\\begin{align}\n\\end{align}")
@example("$$a\n\n> $$a\n\n$$\nb\n$$ (x)")
@example("> $$a\n>\n> b\n\n$$\nb\n$$")
@given(st.lists(st.sampled_from(LINES), max_size=15).map("\n".join))
def test_the_search_for_the_end_of_formulas_changes_no_text(text: str) -> None:
    assert LIMITED_MATH.render(text) == MATH.render(text)


@pytest.mark.parametrize(
    "box", ["!!! note\n    $$\n    x\n    $$\n", "??? tip\n\n    $$\n    x\n    $$\n", "{% note %}\n$$\nx\n$$\n{% endnote %}\n"]
)
def test_formulas_in_a_box_end_whatever_is_before_it(box: str) -> None:
    parser = make_math_parser().use(blog_markup_plugin)
    limit_rules(parser)
    formulas = [token for token in parser.parse(f"> $$a\n> b\n> c\n> d\n\n{box}") if token.type == "math_block"]
    assert [formula.content.strip() for formula in formulas] == ["x"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("math_block", "$$a"),
        ("math_block", "- $$"),
        ("math_block", "$$a\n"),
        ("math_block", "- $$a\n  b\n"),
        ("amsmath", "\\begin{align}"),
        ("amsmath", "- \\begin{align*}"),
        ("amsmath", "\\begin{align}\\begin{align}\n"),
    ],
)
def test_the_end_of_a_formula_that_is_missing_is_searched_a_few_times(name: str, line: str) -> None:
    calls: list[int] = []

    def observe(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        calls.append(start)
        return False

    parser = make_math_parser()
    parser.block.ruler.at(name, observe, {"alt": ["paragraph", "list"]})
    limit_rules(parser)
    parser.render(f"{line}\n" * 1000)
    assert 0 < len(calls) <= 2
