"""Terms of a search index as text: entries change as if they had been parsed."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from sphinx.search import js_index
from sphinx_anthology.acceleration.index_text import TermTable

TERMS = st.dictionaries(
    st.text(min_size=1, max_size=4) | st.sampled_from(["a},", '"', "\\", '":[1]', "1,", "terms", '},"titles":']),
    st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True).map(sorted),
    max_size=6,
)


def write(terms: dict[str, list[int]]) -> str:
    """Return the text of an index with terms."""
    entries = {word: numbers if len(numbers) > 1 else numbers[0] for word, numbers in terms.items() if numbers}
    return js_index.dumps({"docnames": [], "terms": entries, "titles": ["x"], "titleterms": entries})


@given(TERMS, TERMS, st.sets(st.integers(0, 12), max_size=3))
def test_terms_are_added_and_removed_as_text(before: dict[str, list[int]], after: dict[str, list[int]], gone: set[int]) -> None:
    expected = {word: sorted({*before.get(word, ())} - gone | {*after.get(word, ())}) for word in before | after}
    text, tables = write(before), (TermTable("terms"), TermTable("titleterms"))
    for table in tables:
        text = table.cut_from(text)
        table.update(json.loads(text.removeprefix(js_index.PREFIX).removesuffix(js_index.SUFFIX))[table.name])
        for number in gone:
            table.remove_page(number)
        for word, numbers in after.items():
            table.add_pages(word, {*numbers})
    text = write({})
    for table in tables:
        text = table.insert_into(text)
    assert text == write(expected)


def test_terms_are_not_parsed() -> None:
    table = TermTable("terms")
    text = table.cut_from('Search.setIndex({"terms":{"a},b":[1,2],"c":3},"titles":[]})')
    assert text == 'Search.setIndex({"terms":{},"titles":[]})'
    assert table.entries == {"a},b": "[1,2]", "c": "3"}


def test_a_table_that_is_written_otherwise_stays_in_the_text() -> None:
    table = TermTable("terms")
    text = 'Search.setIndex({"terms": {"a": [1, 2]}, "titles": []})'
    assert table.cut_from(text) == text
    assert table.entries == {}
