"""Collections: terms of posts, index pages, neighbours and selections."""

from __future__ import annotations

from typing import Any

import pytest
from post_records import make_collection, make_record, slugs_of
from sphinx_anthology.catalogue.collection import Collection, find_term
from sphinx_anthology.catalogue.selection import Selection
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.catalogue.terms import MetadataByTerm, TermMetadata


def names_of(terms: tuple[Any, ...]) -> list[str]:
    return [term.full_name for term in terms]


def test_a_term_is_found_by_its_slug_or_by_its_name_in_any_spelling() -> None:
    collection = make_collection(make_record("a", category="Web Dev"))
    found = [collection.find_term(Taxonomy.CATEGORY, name) for name in ("web-dev", "WEB DEV", "Web-Dev")]
    assert [term and term.slug for term in found] == ["web-dev"] * 3
    assert [collection.find_term(Taxonomy.CATEGORY, name) for name in ("web", "", "Dev")] == [None] * 3
    assert collection.find_term(Taxonomy.TAG, "web-dev") is None


def test_a_child_is_found_by_its_name_with_its_parents_or_without() -> None:
    collection = make_collection(make_record("a", category="AI/Models"))
    found = [collection.find_term(Taxonomy.CATEGORY, name) for name in ("ai/models", "AI / Models", "AI > models", "Models")]
    assert [term and term.full_name for term in found] == ["AI / Models"] * 4


def test_of_terms_with_the_same_name_the_outermost_is_found() -> None:
    collection = make_collection(make_record("a", category="A/B/Models"), make_record("b", category="Z/Models"))
    term = collection.find_term(Taxonomy.CATEGORY, "models")
    assert term is not None
    assert term.full_name == "Z / Models"


def test_a_category_is_found_by_its_configured_title_and_by_the_name_in_posts() -> None:
    metadata: MetadataByTerm = {(Taxonomy.CATEGORY, ("dev",)): TermMetadata("Development", slug="d")}
    collection = Collection(posts=(make_record("a", category="Dev"),), term_metadata=metadata)
    found = [collection.find_term(Taxonomy.CATEGORY, name) for name in ("development", "dev", "d")]
    assert [term and term.key for term in found] == [("dev",)] * 3


def test_the_terms_of_a_post_are_those_that_it_names() -> None:
    post = make_record("a", categories=(("AI", "Models"), ("dev",), ("Dev",)), tags="x")
    collection = make_collection(post, make_record("b", category="AI"))
    assert names_of(collection.terms_of(post, Taxonomy.CATEGORY)) == ["AI / Models", "Dev"]
    assert names_of(collection.terms_of(post, Taxonomy.SERIES)) == []
    assert collection.category_names(post) == ("AI / Models", "Dev")


def test_a_post_that_names_a_parent_and_its_child_names_the_child() -> None:
    post = make_record("a", categories=(("AI",), ("AI", "Models"), ("AI", "Models", "Small"), ("AIX",)))
    assert names_of(make_collection(post).terms_of(post, Taxonomy.CATEGORY)) == ["AI / Models / Small", "AIX"]


def test_terms_that_only_a_hidden_post_names_do_not_exist() -> None:
    hidden = make_record("a", category="Secret", tags="x")
    collection = make_collection(make_record("b", tags="x"))
    assert names_of(collection.terms_of(hidden, Taxonomy.CATEGORY)) == []
    assert names_of(collection.terms_of(hidden, Taxonomy.TAG)) == ["x"]


def test_the_parents_of_a_term_come_before_it() -> None:
    collection = make_collection(make_record("a", category="A/B/C"))
    (term,) = collection.terms_of(collection.posts[0], Taxonomy.CATEGORY)
    assert names_of(collection.with_parents(term)) == ["A", "A / B", "A / B / C"]


def test_children_are_directly_below_a_term() -> None:
    collection = make_collection(
        make_record("a", category="A/C/D"), make_record("b", category="A/B"), make_record("c", category="E")
    )
    assert names_of(collection.children(Taxonomy.CATEGORY)) == ["A", "E"]
    assert names_of(collection.children(Taxonomy.CATEGORY, ("a",))) == ["A / B", "A / C"]
    assert names_of(collection.children(Taxonomy.CATEGORY, ("a", "b"))) == []
    assert names_of(collection.children(Taxonomy.TAG)) == []


def test_each_index_with_posts_or_terms_has_a_page() -> None:
    collection = make_collection(make_record("a", category="A", authors=("Kim",)), make_record("b"))
    pages = {
        name: collection.index_page(name) for name in ("posts", "categories", "tags", "authors", "series", "archive", "map")
    }
    assert pages == {
        "posts": "browse/posts",
        "categories": "browse/categories",
        "tags": None,
        "authors": "browse/authors",
        "series": None,
        "archive": "browse/archive",
        "map": "browse/map",
    }


def test_an_empty_collection_has_no_index_pages_and_a_single_post_no_link_map() -> None:
    assert [Collection().index_page(name) for name in ("posts", "archive", "map")] == [None] * 3
    assert make_collection(make_record("a")).index_page("map") is None


def test_an_index_page_has_the_configured_folder_unless_it_is_turned_off() -> None:
    settings: dict[str, Any] = {"browse": "blog", "indexes": {"posts": {"folder": "all"}, "archive": False}}
    collection = make_collection(make_record("a"), **settings)
    assert (collection.index_page("posts"), collection.index_page("archive")) == ("blog/all", None)


def test_a_single_author_is_not_in_the_sidebar() -> None:
    collection = make_collection(make_record("a", category="A", authors=("Kim",)))
    shown = [taxonomy for taxonomy in Taxonomy if collection.is_in_sidebar(taxonomy)]
    assert shown == [Taxonomy.CATEGORY, Taxonomy.YEAR]
    assert make_collection(make_record("a", authors=("Kim", "Lee"))).is_in_sidebar(Taxonomy.AUTHOR)


def test_neighbours_are_the_next_older_and_the_next_newer_post() -> None:
    collection = make_collection(*(make_record(name, day) for day, name in enumerate("abc")))
    c, b, a = collection.posts
    assert [collection.neighbours(post) for post in (a, b, c)] == [(None, b), (a, c), (b, None)]
    assert collection.neighbours(make_record("hidden")) == (None, None)


def test_the_positions_in_series_are_counted_from_0() -> None:
    collection = make_collection(
        make_record("a", 1, series="S"),
        make_record("b", 2, series="S", order=1),
        make_record("c", series="T"),
        make_record("d"),
    )
    assert collection.series_positions == {"posts/b": 0, "posts/a": 1, "posts/c": 0}


POSTS = (
    make_record("a", 1, category="AI/Models", tags="x", authors=("Kim",), series="S"),
    make_record("b", 2, category="AI", tags="x y", authors=("Lee",)),
    make_record("c", 3, category="Dev", tags="y", authors=("Kim",), pinned=True),
    make_record("d", 4, categories=(("Dev",), ("AI",)), tags="y"),
)


def select(collection: Collection | None = None, **filters: Any) -> tuple[list[str], tuple[tuple[Taxonomy, str], ...]]:
    """Return the slugs of the posts of a selection, and the unknown terms."""
    selected = (collection or make_collection(*POSTS)).select(Selection(**filters))
    return slugs_of(selected.posts), selected.unknown


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        ({}, ["c", "d", "b", "a"]),
        ({"category": "AI"}, ["d", "b", "a"]),
        ({"category": "models"}, ["a"]),
        ({"category": "Dev, models"}, ["c", "d", "a"]),
        ({"tag": "y"}, ["c", "d", "b"]),
        ({"author": "Kim"}, ["c", "a"]),
        ({"author": "kim, lee"}, ["c", "b", "a"]),
        ({"series": "s"}, ["a"]),
        ({"category": "AI", "tag": "y"}, ["d", "b"]),
        ({"category": "AI", "author": "Kim"}, ["a"]),
        ({"category": "AI", "tag": "x", "author": "Lee"}, ["b"]),
        ({"pinned": True}, ["c"]),
        ({"category": "AI", "match": "b"}, ["b"]),
        ({"pinned_first": False}, ["d", "c", "b", "a"]),
        ({"sort": "oldest"}, ["a", "b", "c", "d"]),
        ({"category": "AI", "sort": "oldest"}, ["a", "b", "d"]),
        ({"limit": 2}, ["c", "d"]),
        ({"offset": 1, "limit": 2}, ["d", "b"]),
        ({"offset": 3}, ["a"]),
        ({"limit": 0}, []),
        ({"offset": 9}, []),
    ],
)
def test_a_selection_has_the_posts_that_pass_all_filters(filters: dict[str, Any], slugs: list[str]) -> None:
    assert select(**filters) == (slugs, ())


def test_unknown_terms_are_named_and_have_no_posts() -> None:
    assert select(category="gone") == ([], ((Taxonomy.CATEGORY, "gone"),))
    assert select(category="gone, Dev", tag="nowhere") == ([], ((Taxonomy.CATEGORY, "gone"), (Taxonomy.TAG, "nowhere")))
    assert select(tag="x,gone,") == (["b", "a"], ((Taxonomy.TAG, "gone"),))


def test_a_name_with_a_comma_is_not_split_if_a_term_has_it() -> None:
    collection = make_collection(
        make_record("a", series="Now, then"), make_record("b", series="Now"), make_record("c", series="then")
    )
    assert select(collection, series="Now, then") == (["a"], ())
    assert select(collection, series="then, Now") == (["b", "c"], ())


def test_the_posts_of_one_term_have_the_order_of_its_page() -> None:
    parts = [make_record(name, day, series="S", order=order) for name, day, order in (("a", 1, 2), ("b", 2, 3), ("c", 3, 1))]
    collection = make_collection(*parts, make_record("d", 9, series="T"))
    assert select(collection, series="S") == (["c", "a", "b"], ())
    assert select(collection, series="S, T") == (["d", "c", "b", "a"], ())
    assert select(collection, series="S", sort="newest") == (["c", "b", "a"], ())


def test_the_order_of_all_posts_is_that_of_their_index() -> None:
    collection = make_collection(*POSTS, indexes={"posts": {"order": "title"}})
    assert select(collection) == (["a", "b", "c", "d"], ())


def test_the_same_selection_is_computed_once() -> None:
    collection = make_collection(*POSTS)
    assert collection.select(Selection(tag="x")) is collection.select(Selection(tag="x"))
    assert collection == make_collection(*POSTS)


def test_a_term_is_found_in_the_first_collection_that_has_it_or_in_the_named_one() -> None:
    collections = {
        "": make_collection(make_record("a", category="Dev")),
        "notes": make_collection(make_record("b", category="Dev"), make_record("c", category="Fixes"), collection="notes"),
    }

    def find(name: str) -> str | None:
        term = find_term(collections, Taxonomy.CATEGORY, name)
        return term.posts[0].slug if term else None

    assert [find(name) for name in ("Dev", "Fixes", "notes:Dev", "notes:fixes")] == ["a", "c", "b", "c"]
    assert [find(name) for name in ("gone", "notes:gone", "gone:Dev", "notes:", ":Dev")] == [None, None, None, None, "a"]
