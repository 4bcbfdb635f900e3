from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.slugs import UniqueNames, make_unique, slugify

ANYTHING = st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("  two   spaces ", "two-spaces"),
        ("개발 이야기", "개발-이야기"),
        ("Guest-Post", "guest-post"),
        ("Q&A: 질문!", "q-a-질문"),
        ("../etc/passwd", "etc-passwd"),
        ("a\\b", "a-b"),
        ("हिन्दी", "हिन्दी"),
        ("Straße", "strasse"),
    ],
)
def test_a_slug_is_lower_case_words_joined_by_hyphens(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_names_that_differ_in_a_symbol_have_different_slugs() -> None:
    assert [slugify(name) for name in ("C", "C++", "C#", ".NET", "NET")] == [
        "c",
        "cplusplus",
        "csharp",
        "dot-net",
        "net",
    ]


def test_decomposed_hangul_has_the_slug_of_composed_hangul() -> None:
    assert slugify(normalize("NFD", "한국어")) == slugify("한국어") == "한국어"


@pytest.mark.parametrize("text", ["🎉", "!!", "…", ".."])
def test_a_text_of_symbols_has_a_slug(text: str) -> None:
    assert slugify(text).replace("-", "").isalnum()


def test_different_symbols_have_different_slugs() -> None:
    assert len({slugify(sign) for sign in "🎉🎊!?*"}) == 5


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_blank_text_has_no_slug(text: str) -> None:
    assert slugify(text) == ""


def test_long_texts_with_the_same_beginning_have_different_slugs() -> None:
    assert slugify("긴 제목 " * 50 + "하나") != slugify("긴 제목 " * 50 + "둘")


@given(st.text(max_size=2000))
def test_a_slug_fits_a_file_name(text: str) -> None:
    assert len(f"{slugify(text)}.html".encode()) <= 255


@given(ANYTHING)
def test_a_slug_has_no_characters_that_urls_encode(text: str) -> None:
    slug = slugify(text)
    assert not any(sign.isspace() or sign in "/\\?#%&.:'\"<>" or "A" <= sign <= "Z" for sign in slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@given(st.text(max_size=20))
def test_the_slug_of_a_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize("text", ["long " * 100, "가" * 100, "🎉" * 100], ids=["words", "Hangul", "symbols"])
def test_the_slug_of_a_long_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


def test_a_free_slug_is_unchanged() -> None:
    assert make_unique("a", {"b"}) == "a"


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert make_unique("a", ["a", "a-2", "a-4"]) == "a-3"


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "b"]), max_size=20))
def test_slugs_that_are_made_unique_one_by_one_are_all_different(wishes: list[str]) -> None:
    taken: list[str] = []
    for wish in wishes:
        taken.append(make_unique(wish, taken))
    assert len(set(taken)) == len(wishes)


def test_equal_names_are_numbered_one_after_the_other_and_names_that_are_taken_are_left_out() -> None:
    taken = {"b-1": 0}
    unique = UniqueNames(taken)
    for name in ("a", "b", "b", "b", "a", "a-1", "a", ""):
        taken[unique.make(name)] = 0
    assert list(taken) == ["b-1", "a", "b", "b-2", "b-3", "a-1", "a-1-1", "a-2", ""]
