"""Filters of listings, and orders of posts."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any
from unicodedata import normalize

import pytest
from post_records import FIRST_DAY, make_record, slugs_of
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.catalogue.selection import ALL_POSTS, Selection, make_natural_key, sort_posts
from sphinx_anthology.settings import SORTS


def matches(post: Post, **filters: Any) -> bool:
    return Selection(**filters).matches(post)


def test_the_selection_without_filters_matches_each_post() -> None:
    assert ALL_POSTS.matches(make_record("a"))
    assert ALL_POSTS.matches(make_record("a", None))


@pytest.mark.parametrize(
    ("years", "is_matched"),
    [((2025, 2025), True), ((2024, 2025), True), ((2025, 2026), True), ((2026, 2027), False), ((2023, 2024), False)],
)
def test_the_year_of_publication_has_to_be_in_the_range(years: tuple[int, int], is_matched: bool) -> None:
    assert matches(make_record("a"), years=years) is is_matched


def test_a_post_without_a_date_is_in_no_year() -> None:
    assert not matches(make_record("a", None), years=(1, 9999))


@pytest.mark.parametrize(
    ("language", "wanted", "is_matched"),
    [
        ("pt", "pt", True),
        ("pt-BR", "pt", True),
        ("pt-BR", "PT-br", True),
        ("pt", "pt-BR", False),
        ("ptx", "pt", False),
        ("en", "pt", False),
        (None, "pt", False),
    ],
)
def test_a_language_includes_its_regions(language: str | None, wanted: str, is_matched: bool) -> None:
    assert matches(make_record("a", language=language), language=wanted) is is_matched


@pytest.mark.parametrize(("pinned", "wanted"), [(True, True), (False, False)])
def test_pinned_posts_can_be_selected_or_left_out(pinned: bool, wanted: bool) -> None:
    assert matches(make_record("a", pinned=pinned), pinned=wanted)
    assert not matches(make_record("a", pinned=not pinned), pinned=wanted)


@pytest.mark.parametrize(
    ("words", "is_matched"),
    [("spring", True), ("SPRING day", True), ("pri", True), ("spring winter", False), ("두 봄", True), ("   ", True)],
)
def test_all_words_have_to_occur_in_the_title_the_excerpt_or_a_tag(words: str, is_matched: bool) -> None:
    post = make_record("a", title="Spring", subtitle="A day", excerpt="봄날", tags="둘째 두")
    assert matches(post, match=words) is is_matched


def test_words_are_compared_in_the_unicode_form_nfc() -> None:
    assert matches(make_record("a", title=normalize("NFD", "봄")), match="봄")
    assert matches(make_record("a", title="봄"), match=normalize("NFD", "봄"))


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("title", "thetitle"),
        ("title", "thesubtitle"),
        ("excerpt", "theexcerpt"),
        ("category", "ai / models"),
        ("tag", "thetag"),
        ("author", "theauthor"),
        ("series", "theseries"),
        ("slug", "theslug"),
    ],
)
def test_words_are_looked_for_in_the_named_text_alone(name: str, word: str) -> None:
    post = make_record(
        "theslug",
        title="TheTitle",
        subtitle="TheSubtitle",
        excerpt="TheExcerpt",
        category="AI/Models",
        tags="TheTag",
        authors=("TheAuthor",),
        series="TheSeries",
    )
    assert matches(post, match=word, match_in=(name,))
    others = {"title", "excerpt", "category", "tag", "author", "series", "slug"} - {name}
    assert not matches(post, match=word, match_in=tuple(others))


def test_the_first_words_are_searched_if_there_is_no_excerpt() -> None:
    assert matches(make_record("a", opening="Kangaroos"), match="kangaroo")
    assert not matches(make_record("a", excerpt="Other", opening="Kangaroos"), match="kangaroo")


def sort(posts: list[Post], order: str, **options: Any) -> list[str]:
    """Return the slugs of sorted posts, which must be the same for each order of *posts*."""
    results = {tuple(slugs_of(sort_posts(some, order, **options))) for some in permutations(posts)}
    assert len(results) == 1
    return list(results.pop())


def test_newest_first_has_posts_without_a_date_last_and_ties_in_the_order_of_titles() -> None:
    posts = [make_record("b", 2), make_record("a", 2), make_record("c", 3), make_record("d", None)]
    assert sort(posts, "newest") == ["c", "a", "b", "d"]


def test_oldest_first_has_posts_without_a_date_last_and_ties_in_the_order_of_titles() -> None:
    posts = [make_record("b", 2), make_record("a", 2), make_record("c", 1), make_record("d", None)]
    assert sort(posts, "oldest") == ["c", "a", "b", "d"]


def test_pinned_posts_come_first_in_newest_first_alone() -> None:
    posts = [make_record("a", 3), make_record("b", 2, pinned=True), make_record("c", 1)]
    assert sort(posts, "newest") == ["b", "a", "c"]
    assert sort(posts, "newest", pinned_first=False) == ["a", "b", "c"]
    assert sort(posts, "oldest") == ["c", "b", "a"]


def test_last_updated_first_takes_the_date_of_publication_for_posts_without_an_update() -> None:
    posts = [
        make_record("a", 1, updated=FIRST_DAY + timedelta(days=9)),
        make_record("b", 5),
        make_record("c", 2, updated=FIRST_DAY + timedelta(days=3)),
        make_record("d", None),
        make_record("e", 5),
    ]
    assert sort(posts, "updated") == ["a", "b", "e", "c", "d"]


def test_titles_are_sorted_without_regard_to_case_and_ties_by_path() -> None:
    posts = [make_record("c", title="b"), make_record("b", title="B"), make_record("a", title="C"), make_record("d", title="a")]
    assert sort(posts, "title") == ["d", "b", "c", "a"]


def test_parts_without_a_number_come_last() -> None:
    posts = [make_record("a", 1), make_record("b", 2, order=2), make_record("c", 9, order=1), make_record("d", 0, order=3)]
    assert sort(posts, "part") == ["c", "b", "d", "a"]


def test_a_part_may_have_the_number_0() -> None:
    posts = [make_record("a", 1, order=1), make_record("b", 2, order=0), make_record("c", 0), make_record("d", 3, order=-1)]
    assert sort(posts, "part") == ["d", "b", "a", "c"]


def test_parts_with_the_same_number_are_oldest_first_then_in_the_order_of_titles() -> None:
    posts = [
        make_record("b", 2, order=1),
        make_record("a", 2, order=1),
        make_record("c", 1, order=1),
        make_record("d", None, order=1),
    ]
    assert sort(posts, "part") == ["c", "a", "b", "d"]


def test_parts_without_numbers_are_oldest_first_then_in_the_order_of_titles() -> None:
    posts = [make_record("b", 2), make_record("a", 2), make_record("c", 1), make_record("d", 3)]
    assert sort(posts, "part") == ["c", "a", "b", "d"]


@pytest.mark.parametrize("order", SORTS)
def test_no_posts_can_be_sorted(order: str) -> None:
    assert sort_posts([], order) == ()


@pytest.mark.parametrize(
    "titles",
    [
        ["Part 1", "Part 2", "Part 10"],
        ["3편", "12편"],
        ["part 2", "Part 3", "part 10"],
        ["Part 02", "Part 3"],
        ["v1.9.2", "v1.10.0"],
        ["제２장", "제10장"],
        ["2", "10", "A"],
        ["A", "A 1"],
        ["Part 9" + "9" * 5000, "Part 1" + "0" * 5001],
    ],
)
@pytest.mark.parametrize("sort", ["newest", "oldest", "updated", "title", "part"])
def test_titles_of_the_same_day_are_in_natural_order(titles: list[str], sort: str) -> None:
    posts = [make_record(f"{len(titles) - place}", title=title) for place, title in enumerate(titles)]
    for some in permutations(posts):
        assert [post.title for post in sort_posts(some, sort)] == titles


NAMES = ["3편", "12편", "2편", "ㄱ", "가게", "각도", "ㅎ", "하늘", "닭", "달", "닻", "Apple", "zebra", "API", "2 Parts"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ko", "2 Parts, 2편, 3편, 12편, ㄱ, 가게, 각도, 달, 닭, 닻, ㅎ, 하늘, API, Apple, zebra"),
        ("ko_KR", "2 Parts, 2편, 3편, 12편, ㄱ, 가게, 각도, 달, 닭, 닻, ㅎ, 하늘, API, Apple, zebra"),
        ("en", "2 Parts, 2편, 3편, 12편, API, Apple, zebra, ㄱ, 가게, 각도, 달, 닭, 닻, ㅎ, 하늘"),
        ("kok", "2 Parts, 2편, 3편, 12편, API, Apple, zebra, ㄱ, 가게, 각도, 달, 닭, 닻, ㅎ, 하늘"),
    ],
)
def test_names_are_in_the_order_of_the_language_of_the_site(language: str, expected: str) -> None:
    assert ", ".join(sorted(NAMES, key=lambda name: make_natural_key(name, language))) == expected
    decomposed = sorted((normalize("NFD", name) for name in NAMES), key=lambda name: make_natural_key(name, language))
    assert normalize("NFC", ", ".join(decomposed)) == expected
