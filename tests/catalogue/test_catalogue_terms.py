"""Terms of taxonomies: names, slugs, pages, order and authors."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest
from post_records import make_record, slugs_of
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.catalogue.terms import (
    MetadataByTerm,
    Term,
    TermMetadata,
    build_terms,
    list_term_keys,
    make_category_key,
    parse_term_key,
)
from sphinx_anthology.catalogue.versions import Versions
from sphinx_anthology.fields.record import Author
from sphinx_anthology.settings import Settings
from sphinx_anthology.urls import Url

Metadata = dict[tuple[str, ...], TermMetadata]


def build(taxonomy: Taxonomy, *posts: Post, metadata: Metadata | None = None, **settings: Any) -> list[Term]:
    """Return the terms of posts, in the order of their index page."""
    by_term = {(taxonomy, key): one for key, one in (metadata or {}).items()}
    terms = build_terms(Versions(posts, "en"), taxonomy, Settings(**settings), by_term)
    assert list(terms) == [term.key for term in terms.values()]
    return list(terms.values())


def categories(*names: str, metadata: Metadata | None = None, **settings: Any) -> list[Term]:
    """Return the categories of posts that have one each."""
    posts = (make_record(f"p{number}", category=name) for number, name in enumerate(names))
    return build(Taxonomy.CATEGORY, *posts, metadata=metadata, **settings)


def test_a_name_is_split_into_a_key_at_separators() -> None:
    names = ("AI / Models", "AI/Models", "AI > Models", "AI » Models", "AI › Models", " ai /MODELS ")
    assert {parse_term_key(name) for name in names} == {("ai", "models")}
    assert parse_term_key("Web Dev") == ("web-dev",)
    assert parse_term_key("") == ()


def test_blank_names_are_not_part_of_a_key() -> None:
    assert make_category_key(["AI", " ", "Models"]) == ("ai", "models")
    assert make_category_key([""]) == ()


def test_a_term_has_the_most_common_spelling() -> None:
    (term,) = categories("dev", "Dev", "Dev", "DEV!")
    assert (term.slug, term.name, len(term.posts)) == ("dev", "Dev", 4)


def test_equally_common_spellings_are_chosen_by_their_code_points() -> None:
    assert [categories(*names)[0].name for names in (("dev", "Dev"), ("Dev", "dev"))] == ["Dev", "Dev"]


def test_names_that_differ_in_a_sign_are_different_terms() -> None:
    assert [term.name for term in categories("C", "C#", "C++", "🎉")] == ["C", "C#", "C++", "🎉"]


def test_names_in_different_unicode_forms_are_the_same_term() -> None:
    assert [len(term.posts) for term in categories("여행", normalize("NFD", "여행"))] == [2]


def test_a_category_includes_the_posts_of_its_children() -> None:
    terms = categories("AI/Models", "AI", "AI/Agents")
    assert [(term.full_name, term.name, len(term.posts)) for term in terms] == [
        ("AI", "AI", 3),
        ("AI / Agents", "Agents", 1),
        ("AI / Models", "Models", 1),
    ]
    assert [(term.key, term.slug, term.docname) for term in terms] == [
        (("ai",), "ai", "browse/categories/ai"),
        (("ai", "agents"), "ai/agents", "browse/categories/ai/agents"),
        (("ai", "models"), "ai/models", "browse/categories/ai/models"),
    ]


def test_a_category_may_have_several_parents() -> None:
    metadata: Metadata = {("a", "b"): TermMetadata("Bee", "bee")}
    terms = categories("A/B/C/D", metadata=metadata)
    assert [(term.full_name, term.slug) for term in terms] == [
        ("A", "a"),
        ("A / Bee", "a/bee"),
        ("A / Bee / C", "a/bee/c"),
        ("A / Bee / C / D", "a/bee/c/d"),
    ]


def test_a_post_belongs_once_to_a_term_that_it_names_twice() -> None:
    post = make_record("a", categories=(("Dev",), ("dev",), ("AI", "Dev"), ("AI", "Ops")))
    assert [(term.full_name, len(term.posts)) for term in build(Taxonomy.CATEGORY, post)] == [
        ("AI", 1),
        ("AI / Dev", 1),
        ("AI / Ops", 1),
        ("Dev", 1),
    ]


def test_the_keys_of_a_post_are_in_its_order_each_after_its_parents() -> None:
    post = make_record("a", tags="x y x", categories=(("AI", "Models"), ("Dev",), ("AI",)), series="S", authors=("Kim", "Lee"))
    keys = {taxonomy: list_term_keys(post, taxonomy) for taxonomy in Taxonomy}
    assert keys == {
        Taxonomy.CATEGORY: (("ai",), ("ai", "models"), ("dev",)),
        Taxonomy.TAG: (("x",), ("y",)),
        Taxonomy.AUTHOR: (("kim",), ("lee",)),
        Taxonomy.SERIES: (("s",),),
        Taxonomy.YEAR: (("2025",),),
    }


def test_blank_names_and_a_missing_date_are_no_terms() -> None:
    post = make_record("a", None, categories=((" ",), ("", "Dev")), authors=("",), series=" ")
    keys = {taxonomy: list_term_keys(post, taxonomy) for taxonomy in Taxonomy}
    assert keys == dict.fromkeys(Taxonomy, ()) | {Taxonomy.CATEGORY: (("dev",),)}


def test_tags_with_few_posts_have_no_page() -> None:
    posts = [make_record("a", tags="x y"), make_record("b", tags="x")]
    pages = [[term.docname for term in build(Taxonomy.TAG, *posts, tag_min_posts=minimum)] for minimum in (1, 2, 3)]
    assert pages == [["browse/tags/x", "browse/tags/y"], ["browse/tags/x", None], [None, None]]


def test_terms_of_other_taxonomies_have_a_page_whatever_the_minimum_for_tags() -> None:
    (term,) = categories("Dev", tag_min_posts=9)
    assert term.docname == "browse/categories/dev"


def test_terms_of_an_index_that_is_not_shown_have_no_page() -> None:
    (term,) = categories("Dev", indexes={"categories": False})
    assert term.docname is None


def test_pages_are_in_the_configured_folders() -> None:
    (term,) = categories("Dev", browse="blog", indexes={"categories": {"folder": "topics"}})
    assert term.docname == "blog/topics/dev"


@pytest.mark.parametrize(
    ("name", "slug"), [("Index", "index-category"), ("page 2", "page-2-category"), ("Page", "page"), ("Indexes", "indexes")]
)
def test_a_slug_is_not_that_of_another_page(name: str, slug: str) -> None:
    assert [term.slug for term in categories(name)] == [slug]


def test_slugs_are_unique() -> None:
    metadata: Metadata = {("a",): TermMetadata(slug="x"), ("b",): TermMetadata(slug="x")}
    assert {term.name: term.slug for term in categories("A", "B", "X", metadata=metadata)} == {"A": "x", "B": "x-2", "X": "x-3"}


def test_children_of_a_term_with_another_slug_are_below_it() -> None:
    metadata: Metadata = {("ai",): TermMetadata(slug="intelligence"), ("ai", "models"): TermMetadata("Model zoo", "zoo")}
    terms = categories("AI/Models", metadata=metadata)
    assert [(term.slug, term.full_name) for term in terms] == [("intelligence", "AI"), ("intelligence/zoo", "AI / Model zoo")]


def test_a_handwritten_page_replaces_the_generated_one() -> None:
    metadata: Metadata = {("dev",): TermMetadata("Development", description="All.", docname="topics/dev")}
    (term,) = categories("Dev", metadata=metadata, indexes={"categories": False})
    assert (term.name, term.docname, term.metadata) == ("Development", "topics/dev", metadata["dev",])


def test_metadata_belongs_to_one_taxonomy() -> None:
    metadata: MetadataByTerm = {(Taxonomy.CATEGORY, ("dev",)): TermMetadata("X")}
    terms = build_terms(Versions((make_record("a", tags="dev"),), "en"), Taxonomy.TAG, Settings(), metadata)
    assert [term.name for term in terms.values()] == ["dev"]


def test_terms_are_sorted_by_name_without_regard_to_case() -> None:
    assert [term.name for term in categories("b", "C", "A", "a b")] == ["A", "a b", "b", "C"]


def test_children_follow_their_parents() -> None:
    names = [term.full_name for term in categories("B", "A/Z", "A b", "A/C")]
    assert names == ["A", "A / C", "A / Z", "A b", "B"]


def test_terms_that_are_sorted_by_name_are_not_sorted_by_date() -> None:
    posts = [make_record("p1", 1, category="a"), make_record("p2", 9, category="b"), make_record("p3", 9, category="b")]
    assert [term.name for term in build(Taxonomy.CATEGORY, *posts)] == ["a", "b"]


def test_terms_that_are_sorted_by_number_are_not_sorted_by_date() -> None:
    posts = [make_record("p1", 1, category="a"), make_record("p2", 9, category="b")]
    terms = build(Taxonomy.CATEGORY, *posts, indexes={"categories": {"sort": "count"}})
    assert [term.name for term in terms] == ["a", "b"]


def test_terms_are_sorted_by_the_number_of_posts_then_by_name() -> None:
    terms = categories("b", "a", "c", "c", indexes={"categories": {"sort": "count"}})
    assert [term.name for term in terms] == ["c", "a", "b"]


def test_terms_are_sorted_by_their_newest_post_and_those_without_a_date_come_last() -> None:
    posts = [
        make_record("p1", 1, category="old"),
        make_record("p2", 9, category="new"),
        make_record("p3", 1, category="new"),
        make_record("p4", None, category="aaa"),
        make_record("p5", 1, category="odd"),
    ]
    terms = build(Taxonomy.CATEGORY, *posts, indexes={"categories": {"sort": "newest"}})
    assert [term.name for term in terms] == ["new", "odd", "old", "aaa"]


def test_terms_with_newer_posts_come_first_whatever_their_names() -> None:
    posts = [make_record("p1", 1, category="aaa"), make_record("p2", 2, category="mmm"), make_record("p3", 3, category="zzz")]
    terms = build(Taxonomy.CATEGORY, *posts, indexes={"categories": {"sort": "newest"}})
    assert [term.name for term in terms] == ["zzz", "mmm", "aaa"]


def test_terms_with_a_place_come_first() -> None:
    metadata: Metadata = {("c",): TermMetadata(order=2), ("b",): TermMetadata(order=1), ("d",): TermMetadata(order=0)}
    for sort in ("name", "count", "newest"):
        terms = categories("a", "b", "c", "d", metadata=metadata, indexes={"categories": {"sort": sort}})
        assert [term.name for term in terms] == ["d", "b", "c", "a"]


def test_the_posts_of_a_term_have_the_configured_order() -> None:
    posts = [
        make_record("a", 1, category="Dev"),
        make_record("b", 3, category="Dev"),
        make_record("c", 2, category="Dev", pinned=True),
    ]
    orders = {
        order: slugs_of(build(Taxonomy.CATEGORY, *posts, indexes={"categories": {"order": order}})[0].posts)
        for order in ("newest", "oldest", "title")
    }
    assert orders == {"newest": ["c", "b", "a"], "oldest": ["a", "c", "b"], "title": ["a", "b", "c"]}


def test_pinned_posts_are_not_first_in_a_timeline() -> None:
    posts = [make_record("a", 1, pinned=True), make_record("b", 3)]
    (year,) = build(Taxonomy.YEAR, *posts)
    assert (year.name, slugs_of(year.posts)) == ("2025", ["b", "a"])


def test_a_series_has_its_parts_in_order() -> None:
    posts = [make_record("a", 1, series="S"), make_record("b", 2, series="S", order=1), make_record("c", 0, series="S")]
    (series,) = build(Taxonomy.SERIES, *posts)
    assert slugs_of(series.posts) == ["b", "c", "a"]


def test_the_newest_post_of_a_term_may_not_be_its_first() -> None:
    (series,) = build(
        Taxonomy.SERIES, make_record("a", 1, series="S"), make_record("b", 2, series="S"), make_record("c", None, series="S")
    )
    assert (series.posts[0].slug, series.newest.slug) == ("a", "b")


def test_an_author_has_the_most_detailed_record() -> None:
    plain, keyed = Author("Kim"), Author("kim", key="kim")
    pictured, linked = Author("Kim", picture=Url("/k.png")), Author("Kim", url=Url("/k"))
    for records in ([plain, linked, pictured, keyed], [keyed, pictured, linked, plain]):
        while records:
            (term,) = build(Taxonomy.AUTHOR, *(make_record(f"p{n}", authors=(one,)) for n, one in enumerate(records)))
            assert term.author == max(records, key=[plain, linked, pictured, keyed].index)
            records = records[1:]


def test_of_equally_detailed_records_of_an_author_the_first_is_chosen() -> None:
    posts = [
        make_record("a", authors=(Author("Kim", url=Url("/1")),)),
        make_record("b", authors=(Author("KIM", url=Url("/2")),)),
    ]
    assert [term.author for term in build(Taxonomy.AUTHOR, *posts)] == [Author("Kim", url=Url("/1"))]


def test_the_other_authors_of_a_post_are_not_taken_for_an_author() -> None:
    post = make_record("a", authors=(Author("lee", key="lee"), Author("Kim"), Author("Kim Bom", url=Url("/k"))))
    authors = {term.name: term.author for term in build(Taxonomy.AUTHOR, post)}
    assert authors["Kim"] == Author("Kim")


def test_terms_of_other_taxonomies_have_no_author() -> None:
    assert [term.author for term in categories("Kim")] == [None]


@pytest.mark.parametrize(("language", "expected"), [("ko", ["2편", "12편", "가", "Ab"]), ("de", ["2편", "12편", "Ab", "가"])])
def test_terms_are_in_the_order_of_the_language_of_the_site(language: str, expected: list[str]) -> None:
    posts = [make_record(name, tags=name, category=name, authors=(name,)) for name in ("Ab", "12편", "가", "2편")]
    for taxonomy in (Taxonomy.TAG, Taxonomy.CATEGORY, Taxonomy.AUTHOR):
        assert [term.name for term in build(taxonomy, *posts, language=language)] == expected
