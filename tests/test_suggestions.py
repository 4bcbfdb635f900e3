from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.suggestions import meant, nearest

WORDS = st.text(st.sampled_from("abcd"), min_size=5, max_size=9)


def test_names_that_look_alike_are_found_likeliest_first() -> None:
    assert nearest("pyhton", ["ruby", "python", "python-3"])[0] == "python"


def test_nothing_looks_like_a_name_of_another_kind() -> None:
    assert nearest("zzz", ["python", "ruby"]) == []


def test_at_most_three_names_are_proposed_whatever_their_order() -> None:
    names = ["post-4", "post-1", "post-3", "post-2"]
    assert nearest("post", names) == nearest("post", reversed(names))
    assert len(nearest("post", names)) == 3


@pytest.mark.parametrize(
    ("slip", "why"),
    [
        ("data", "wrong"),
        ("dte", "too short"),
        ("datee", "too many"),
        ("daet", "swapped"),
        ("ddate", "too many"),
        ("xate", "wrong"),
    ],
)
def test_a_slip_is_one_letter_wrong_missing_too_many_or_two_swapped(slip: str, why: str) -> None:
    assert meant(slip, ["date", "title"]) == (None if why == "too short" else "date")


@pytest.mark.parametrize("word", ["date", "dtae1", "tade", "dat", "dates2", "", "rating", "date2", "2ate"])
def test_what_is_no_slip_means_nothing(word: str) -> None:
    assert meant(word, ["date", "title"]) is None


def test_words_of_fewer_than_four_letters_are_never_meant() -> None:
    assert meant("tagz", ["tag"]) is None


def test_the_order_of_the_candidates_does_not_matter() -> None:
    assert meant("cabe", ["cafe", "cake"]) == meant("cabe", ["cake", "cafe"]) == "cafe"


@given(WORDS, st.integers(0, 8))
def test_a_word_that_misses_one_letter_is_understood(word: str, place: int) -> None:
    slip = word[: place % len(word)] + word[place % len(word) + 1 :]
    assert slip == word or meant(slip, [word]) == word


@given(WORDS, st.integers(0, 8), st.sampled_from("xyz가"))
def test_a_word_with_one_letter_too_many_is_understood(word: str, place: int, sign: str) -> None:
    assert meant(word[:place] + sign + word[place:], [word]) == word


@given(WORDS, st.integers(0, 8))
def test_a_word_with_two_letters_swapped_is_understood(word: str, place: int) -> None:
    place %= len(word) - 1
    slip = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert slip == word or meant(slip, [word]) == word
