"""Tests of sentences of reStructuredText as Markdown."""

from __future__ import annotations

import pytest
from sphinx_anthology.markup.engines.rest_inline import convert_sentences, find_names
from sphinx_anthology.markup.text.plain_words import strip_markdown

pytestmark = pytest.mark.fast

NAMES = find_names(
    [".. _Named: https://n.example/", ".. _`two words`: a_b.rst", ".. |s| replace:: a *sub*", ".. |i| image:: x.png"]
)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("A ``code*`` and ``x_``.", "A code* and x_."),
        ("`a link <https://x.y/a_b>`_ and `other <https://x.y>`__", "a link and other"),
        ("`over two\nlines <https://x.\ny>`_ end", "over two lines end"),
        ("named_ and `two words`_ and `not known`_", "named and two words and not known"),
        ("snake_case, __init__ and _private and trailing_", "snake_case, __init__ and _private and trailing_"),
        ("|s| and |i| and |version| and a || b", "a sub and  and version and a || b"),
        ("*em* **strong** `title` a\\ b \\*not\\*", "em strong title ab *not*"),
        ("x [1]_ y [#auto]_ z [*]_ [CIT2020]_", "x y z"),
        ("Brackets [a](b), <tag>, a & b, $5 and $6, ~x~", "Brackets [a](b), <tag>, a & b, $5 and $6, ~x~"),
        (":code:`x<y>` and :emphasis:`em` and `code`:literal:", "x<y> and em and code"),
        (":doc:`words <target>` and :abbr:`HTML (x)` :kbd:`C-x`", "words and HTML C-x"),
        ("한국어 *문장*\\ 은 ``코드``\\ 와 `링크 <https://x.y>`_\\ 를", "한국어 문장은 코드와 링크를"),
        ("_`inline target` here", "inline target here"),
        ("`x <javascript:alert(1)>`_ and `y <JavaScript :z>`__", "x and y"),
    ],
)
def test_the_words_are_those_that_docutils_shows(rest: str, words: str) -> None:
    assert strip_markdown(convert_sentences(rest, NAMES)) == " ".join(words.split())
    assert convert_sentences(rest, NAMES).count("\n") == rest.count("\n")


def test_links_keep_their_addresses() -> None:
    assert convert_sentences("`a <https://x.y/z_q>`_ Named_", NAMES) == "[a](<https://x.y/z_q>) [Named](<https://n.example/>)"


@pytest.mark.parametrize("sign", ["`", "``a ", ":a", "|", "[#", "a_", "\\", "*", "`a <", ":r:`", "a-", "_", "a.b+", "한"])
def test_long_lines_take_linear_time(sign: str) -> None:
    assert len(convert_sentences(sign * 300_000)) >= 1000
