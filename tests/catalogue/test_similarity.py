"""Similarity of articles by what they share."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import pytest
from post_records import make_catalogue, make_record
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.catalogue.similarity import (
    ComparedArticle,
    Similarity,
    compare,
    have_different_languages,
    prepare_articles,
    shared_keys,
)
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.fields.record import Status
from sphinx_anthology.markup.text.keywords import extract_keywords


def make_article(**fields: Any) -> ComparedArticle:
    """Make an article with the given weights and no others."""
    defaults: dict[str, Any] = {"series": {}, "tags": {}, "categories": {}, "part": 0, "vector": {}}
    return ComparedArticle(fields.pop("post", make_record("a")), **(defaults | fields))


def prepare(*posts: Post) -> dict[str, ComparedArticle]:
    return {article.post.slug: article for article in prepare_articles(make_catalogue(*posts), "")}


def test_articles_with_nothing_in_common_have_no_weight() -> None:
    one = make_article(series={("s",): 1.0}, tags={("x",): 1.0}, categories={("a",): 0.5}, vector={1: 1.0})
    other = make_article(series={("t",): 1.0}, tags={("y",): 1.0}, categories={("b",): 0.5}, vector={2: 1.0})
    assert compare(one, other) == Similarity(0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("part", "weight"), [(3, 1.5), (4, 1.5), (2, 1.5), (5, 1.25), (1, 1.25), (8, 1.1)])
def test_parts_of_a_series_weigh_less_the_farther_apart_they_are(part: int, weight: float) -> None:
    series = {("s",): 1.0}
    assert compare(make_article(series=series, part=3), make_article(series=series, part=part)).series == pytest.approx(weight)


def test_shared_tags_are_added_up_to_a_maximum() -> None:
    one = make_article(tags={("x",): 0.5, ("y",): 0.25, ("z",): 0.9})
    assert compare(one, make_article(tags={("y",): 9.0, ("x",): 9.0})).tags == pytest.approx(0.75)
    assert compare(one, one).tags == pytest.approx(1.2)


def test_of_shared_categories_the_one_with_the_most_weight_counts() -> None:
    one = make_article(categories={("a",): 0.1, ("a", "b"): 0.4, ("c",): 0.9})
    other = make_article(categories={("a",): 0.1, ("a", "b"): 0.4})
    assert compare(one, other).category == pytest.approx(0.4)


def test_a_category_with_the_name_of_a_shared_tag_does_not_count() -> None:
    one = make_article(categories={("a", "b"): 0.4, ("a",): 0.1}, tags={("b",): 0.2})
    assert compare(one, one) == pytest.approx(Similarity(0.0, 0.2, 0.1, 0.0))


def test_the_weight_of_texts_is_twice_the_cosine_of_their_vectors() -> None:
    one, other = make_article(vector={1: 0.6, 2: 0.8}), make_article(vector={2: 0.5, 3: 0.5})
    assert compare(one, other).text == pytest.approx(2 * 0.8 * 0.5)


def test_articles_of_different_collections_share_nothing() -> None:
    one = make_article(tags={("x",): 1.0}, vector={1: 1.0})
    other = make_article(post=make_record("b", collection="notes"), tags={("x",): 1.0}, vector={1: 1.0})
    assert compare(one, other) == Similarity()


def test_traits_are_terms_and_the_first_keywords_of_a_collection() -> None:
    article = make_article(
        post=make_record("a", collection="notes"),
        series={("s",): 1.0},
        tags={("x",): 0.5},
        categories={("c",): 0.25},
        vector={7: 0.5, 8: 0.25, 9: 0.1},
    )
    assert dict(article.list_traits(2)) == {
        ("notes", Taxonomy.SERIES, ("s",)): 1.0,
        ("notes", Taxonomy.TAG, ("x",)): 0.5,
        ("notes", Taxonomy.CATEGORY, ("c",)): 0.25,
        ("notes", 7): 2 * 0.25,
        ("notes", 8): 2 * 0.0625,
    }
    assert len(dict(article.list_traits())) == 6


def test_rarer_terms_have_more_weight() -> None:
    posts = [make_record("a", tags="all rare", category="C", series="S"), *(make_record(name, tags="all") for name in "bcd")]
    article = prepare(*posts)["a"]
    assert article.series == {("s",): 1.0}
    assert article.tags[("rare",)] == pytest.approx(1.0)
    assert article.tags[("all",)] == pytest.approx((log(5 / 4) / log(5)) ** 2)
    assert article.categories == {("c",): pytest.approx(0.5)}


def test_rarity_counts_hidden_posts_but_terms_count_listed_ones() -> None:
    posts = [make_record("a", tags="x"), make_record("b", tags="x y", status=Status.HIDDEN)]
    articles = prepare(*posts)
    assert articles["a"].tags == {("x",): pytest.approx(1.0)}
    assert list(articles["b"].tags) == [("x",)]


def test_articles_are_newest_first_and_know_their_part() -> None:
    articles = prepare(make_record("a", 1, series="S"), make_record("b", 3, series="S"), make_record("c", 2))
    assert [(article.post.slug, article.part) for article in articles.values()] == [("b", 1), ("c", 0), ("a", 0)]


def test_articles_of_other_collections_are_not_prepared() -> None:
    catalogue = make_catalogue(make_record("a"), make_record("b", collection="notes"))
    assert [article.post.slug for article in prepare_articles(catalogue, "notes")] == ["b"]


def texts(*values: str) -> list[ComparedArticle]:
    """Return the articles with some texts."""
    posts = (make_record(f"p{number}", keywords=extract_keywords("", text)) for number, text in enumerate(values))
    articles = prepare(*posts)
    return [articles[f"p{number}"] for number in range(len(values))]


def test_keywords_that_no_other_text_has_are_not_in_the_vector() -> None:
    one, other, third = texts("kangaroo wombat", "wombat", "koala")
    assert len(one.vector) == 1
    assert (list(one.vector), third.vector) == (list(other.vector), {})


def test_the_length_of_a_vector_counts_all_keywords() -> None:
    one, other = texts("kangaroo wombat", "wombat")
    kangaroo, wombat = log(1 + 2 / 1), log(1 + 2 / 2)
    assert list(one.vector.values()) == [pytest.approx(wombat / sqrt(kangaroo**2 + wombat**2))]
    assert list(other.vector.values()) == [pytest.approx(1.0)]


def test_frequent_keywords_have_more_weight_and_come_first() -> None:
    one, _ = texts("kangaroo wombat wombat wombat", "kangaroo wombat")
    first, second = one.vector.values()
    assert first / second == pytest.approx(1 + log(3))


def test_at_most_32_keywords_are_compared() -> None:
    text = " ".join(f"{first}{second}zzz" for first in "bcdfgh" for second in "aeiouy")
    one, _ = texts(text, text)
    assert len(one.vector) == 32


@pytest.mark.parametrize(
    ("one", "other", "are_different"),
    [
        ("ko", "en", True),
        ("ko", "ko-KR", False),
        ("pt-BR", "pt-PT", False),
        ("en", "de", True),
        (None, None, False),
        (None, "en", False),
        ("en", None, False),
        (None, "ko", True),
        ("ja", None, True),
    ],
)
def test_an_unknown_language_is_neither_korean_nor_japanese(one: str | None, other: str | None, are_different: bool) -> None:
    assert have_different_languages(make_record("a", language=one), make_record("b", language=other)) is are_different


def test_shared_keys_have_the_order_of_the_first() -> None:
    assert shared_keys({("a",): 1, ("b",): 2, ("c",): 3}, {("c",): 0, ("a",): 0}) == [("a",), ("c",)]
