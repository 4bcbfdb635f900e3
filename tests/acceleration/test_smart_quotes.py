"""Quotation marks: a paragraph that is left out has nothing to replace."""

from __future__ import annotations

from docutils.utils.smartquotes import educate_tokens
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.acceleration.smart_quotes import REPLACED

PIECES = st.sampled_from([*"ab .-'\"`\\&#;34\x00\n가", "--", "...", ". . .", "&#34;", "&#39;"])


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["en", "ko", "fr"]))
def test_a_text_in_which_nothing_is_recognised_stays_as_it_is(text: str, language: str) -> None:
    if not REPLACED.search(text):
        assert list(educate_tokens([("plain", "a "), ("plain", text)], attr="qDe", language=language)) == ["a ", text]
