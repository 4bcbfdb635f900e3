from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.suggestions import correct_typo, find_similar_names

WORDS = st.text(st.sampled_from("abcd"), min_size=5, max_size=9)


def test_the_most_similar_name_comes_first() -> None:
    assert find_similar_names("pyhton", ["ruby", "python", "python-3"])[0] == "python"


def test_dissimilar_names_are_not_suggested() -> None:
    assert find_similar_names("zzz", ["python", "ruby"]) == []


def test_at_most_three_names_are_suggested_in_any_order_of_candidates() -> None:
    names = ["post-4", "post-1", "post-3", "post-2"]
    assert find_similar_names("post", names) == find_similar_names("post", reversed(names))
    assert len(find_similar_names("post", names)) == 3


@pytest.mark.parametrize(
    ("typo", "kind"),
    [
        ("data", "wrong"),
        ("dte", "too short"),
        ("datee", "extra"),
        ("daet", "swapped"),
        ("ddate", "extra"),
        ("xate", "wrong"),
    ],
)
def test_a_typo_is_one_wrong_missing_extra_or_swapped_letter(typo: str, kind: str) -> None:
    assert correct_typo(typo, ["date", "title"]) == (None if kind == "too short" else "date")


@pytest.mark.parametrize("word", ["date", "dtae1", "tade", "dat", "dates2", "", "rating", "date2", "2ate"])
def test_other_differences_are_not_typos(word: str) -> None:
    assert correct_typo(word, ["date", "title"]) is None


def test_words_of_fewer_than_four_letters_are_not_corrected() -> None:
    assert correct_typo("tagz", ["tag"]) is None


def test_the_order_of_candidates_does_not_matter() -> None:
    assert correct_typo("cabe", ["cafe", "cake"]) == correct_typo("cabe", ["cake", "cafe"]) == "cafe"


@given(WORDS, st.integers(0, 8))
def test_a_missing_letter_is_corrected(word: str, place: int) -> None:
    typo = word[: place % len(word)] + word[place % len(word) + 1 :]
    assert typo == word or correct_typo(typo, [word]) == word


@given(WORDS, st.integers(0, 8), st.sampled_from("xyz가"))
def test_an_extra_letter_is_corrected(word: str, place: int, sign: str) -> None:
    assert correct_typo(word[:place] + sign + word[place:], [word]) == word


@given(WORDS, st.integers(0, 8))
def test_two_swapped_letters_are_corrected(word: str, place: int) -> None:
    place %= len(word) - 1
    typo = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert typo == word or correct_typo(typo, [word]) == word
