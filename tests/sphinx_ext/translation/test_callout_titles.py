"""Titles of callouts without one of their author."""

from __future__ import annotations

from gettext import translation
from pathlib import Path

import pytest
import sphinx
from sphinx.locale import translators
from sphinx_anthology.markup.syntax.elements import ADMONITION_KINDS
from sphinx_anthology.pages import i18n
from sphinx_anthology.sphinx_ext.translation.callout_titles import callout_title
from sphinx_anthology.sphinx_ext.translation.translations import later

UNTITLED = {"primary", "default"}
"""Words that name a style and not what the text is."""


@pytest.fixture
def _in_korean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_translate", later)
    monkeypatch.setitem(translators, ("general", i18n.CATALOG), translation(i18n.CATALOG, i18n.LOCALE, ["ko"]))
    of_sphinx = translation("sphinx", Path(sphinx.__file__).parent / "locale", ["ko"])
    monkeypatch.setitem(translators, ("general", "sphinx"), of_sphinx)


@pytest.mark.usefixtures("_in_korean")
@pytest.mark.parametrize(
    ("word", "title"), [("Info", "정보"), ("Note", "참고"), ("Faq", "자주 묻는 질문"), ("My kind", ""), ("정보", "")]
)
def test_the_word_of_an_engine_is_translated(word: str, title: str) -> None:
    assert callout_title(word) == title


@pytest.mark.usefixtures("_in_korean")
def test_all_words_of_engines_have_a_translation() -> None:
    assert {word for word in ADMONITION_KINDS if not callout_title(word.capitalize())} == UNTITLED
    assert [word for word in ADMONITION_KINDS if callout_title(word.capitalize()).isascii()] == sorted(UNTITLED, reverse=True)
