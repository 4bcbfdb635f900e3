"""Formulas and amounts of money in one text."""

from __future__ import annotations

import pytest
from blog_markup import PARSER, find_token, parse_markdown
from sphinx_anthology.markup.inline.formulas import has_formulas
from sphinx_anthology.markup.syntax.parse_state import make_environment
from sphinx_anthology.markup.text.excerpts import extract_opening
from sphinx_anthology.markup.text.plain_words import strip_markdown


def list_formulas(body: str, has_math: bool = False) -> list[tuple[str, str]]:
    """Return the kind and the TeX of each formula of a text."""
    formulas: list[tuple[str, str]] = []
    for token in PARSER.parse(body, make_environment("posts/one.md", has_math)):
        for part in (token, *(token.children or ())):
            if part.type.startswith("math"):
                formulas.append((part.type.removeprefix("math_"), part.content))
    return formulas


@pytest.mark.parametrize(
    "tex",
    [
        "x_i",
        "e^{i\\pi} + 1 = 0",
        "\\sum_{i=1}^{n} x_i",
        "10^{-3}",
        "a+b=c",
        "O(n \\log n)",
        "f(x)",
        "dp_{i,j}",
        "\\text{if the word is long}",
        "A \\cup B",
        "\\$5 \\times n",
        "α_1",
        "a\nb^2",
    ],
)
@pytest.mark.parametrize(
    "around", ["Is ${}$.", "값은 ${}$이다", "(${}$)", "$5 or ${}$, $7", "a ${}$-th", "the ${}$th", "**${}$**"]
)
def test_tex_between_dollars_is_a_formula_in_any_text(tex: str, around: str) -> None:
    assert list_formulas(around.replace("{}", tex)) == [("inline", tex)]


@pytest.mark.parametrize(
    "tex", ["n", "x, y", "\\alpha", "0", "AB", "NP", "정밀도", "2n", "(a, b)", "\\frac{true positives}{all}"]
)
def test_short_formulas_are_formulas_where_the_author_writes_tex(tex: str) -> None:
    assert list_formulas(f"Of ${tex}$ and $5.", has_math=True) == [("inline", tex)]


@pytest.mark.parametrize("has_math", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "$5-$10",
        "$5–$10 or 5$/10$",
        "US$ 3 and NT$100, A$5",
        "$1,000/$2,000",
        "It costs $5 for the first and 10$ for the others",
        "$5는 비싸고 10$는 더 비싸다",
        "$5k, also US$ 3",
        "$HOME and ${VAR}",
        "$PATH:$HOME/bin",
        "${A}${B} or $(pwd)/$(ls)",
        "$MY_VAR$ and $MY_OTHER_VAR$",
        "\\$a_1\\$",
        "`$x_i$` and `$`x_i`$`",
        "$a\n\nb^2$",
        "$ x_i $",
        "$$",
        "$",
        "$x",
        "$1 $2 $@ $?",
        "$.ajax(a).done($.noop)",
        "\\(2020\\)",
        "file\\(s\\)",
        "\\[1\\] and \\[x\\]",
        "\\[a link\\](b)",
        "\\[ \\] task",
        "C:\\Users\\(x\\)",
    ],
)
def test_money_variables_code_and_escapes_stay_text(text: str, has_math: bool) -> None:
    assert list_formulas(text, has_math) == []


@pytest.mark.parametrize("text", ["or $a$", "costs $5$", "is $word$", "\\(n\\)"])
def test_what_may_be_anything_is_text_unless_the_author_writes_tex(text: str) -> None:
    assert list_formulas(text) == []


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The set $$A \\cup B$$ too.", [("inline", "A \\cup B")]),
        ("$$x^2$$는 제곱이다", [("inline", "x^2")]),
        ("It is $$x^2$$.", [("inline_double", "x^2")]),
        ("See $$\nx^2\n$$\nbelow", [("inline_double", "\nx^2\n")]),
        ("PID $$ and the $$ again", []),
    ],
)
def test_double_dollars_are_inline_before_words_of_their_line(text: str, formulas: list[tuple[str, str]]) -> None:
    assert list_formulas(text) == formulas


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("Is \\(a^2\\) here", [("inline", "a^2")]),
        ("Is \\\\( a^2 \\\\) here", [("inline", " a^2 ")]),
        ("Is \\\\(\\\\alpha\\_1 \\beta\\\\)", [("inline", "\\alpha_1 \\beta")]),
        ("Is \\(f(x)\\)", [("inline", "f(x)")]),
        ("Is \\[a = b\\], too", [("inline_double", "a = b")]),
        ("\\[ a^2 \\]", [("block", "a^2")]),
        ("\\[\na\n\\]", [("block", "a")]),
        ("Text:\n\\\\[\na &= b \\\\\nc\n\\\\]\nText", [("block", "a &= b \\\\\nc")]),
        ("- item\n  \\[\n  a\n  \\]\n\nText", [("block", "a")]),
        ("> \\[\n> a\n> \\]", [("block", "a")]),
        ("    \\[\n    a\n    \\]", []),
        ("\\[\nnever closed", []),
        ("\\[\nthese are words\n\\]", []),
    ],
)
def test_brackets_with_a_backslash_are_delimiters(text: str, formulas: list[tuple[str, str]]) -> None:
    assert list_formulas(text) == formulas


def test_the_plain_text_of_a_formula_is_its_tex() -> None:
    assert strip_markdown("The $x_1$ and $$y_2 * z$$ or \\(a_1\\) cost $5.") == "The x_1 and y_2 * z or a_1 cost $5."
    assert extract_opening("# A\n\nThe $x_1$ costs $5.\n") == "The x_1 costs $5."


def test_backticks_in_dollars_are_a_formula_as_on_github() -> None:
    assert list_formulas("Is $`a`$ and `b`.") == [("inline", "a")]


def test_tags_in_formulas_are_left_alone() -> None:
    assert list_formulas("Is $a_{{i}}^{{b}}$ and {{b}}.") == [("inline", "a_{{i}}^{{b}}")]


def test_a_formula_does_not_hide_what_follows() -> None:
    assert find_token('$x_i$ [a]({{ "/b" | relative_url }}) $', "inline").content == "$x_i$ [a](/b) $"


@pytest.mark.parametrize(
    "body", ["a\n\n$$\nx\n$$", "> $$x$$", "Is $x_i$.", "\\begin{align}\na\n\\end{align}", "\\[a=b\\]", "\\\\(x^2\\\\)"]
)
def test_an_author_who_writes_one_formula_writes_tex(body: str) -> None:
    assert has_formulas(body)


@pytest.mark.parametrize(
    "body", ["", "It costs $5.", "```\n$$\n```", "~~~\n$x_i$\n~~~", "Is `$x_i$`.", "$A and $B", "\\begin{document}"]
)
def test_other_texts_have_no_formulas(body: str) -> None:
    assert not has_formulas(body)


@pytest.mark.parametrize(
    "part",
    ["$", "$a ", "\\(", "\\[ a ", "$$ a ", "$a$b", "$x_i$ ", "\\\\[", "$`", "\\(a", "$5 is it ", "\\\\(a\\\\[", "$$$", "\\[\n"],
)
def test_long_lines_take_linear_time(part: str) -> None:
    text = part * (200_000 // len(part))
    has_formulas(text)
    assert parse_markdown(text)
