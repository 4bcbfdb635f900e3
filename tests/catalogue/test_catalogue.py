"""The catalogue: groups of posts, lookup by name, and its fingerprint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from post_records import make_catalogue, make_record, slugs_of
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.post import Page
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.catalogue.terms import TermMetadata
from sphinx_anthology.fields.record import Author, Origin, Status
from sphinx_anthology.settings import Settings


def test_posts_are_grouped_by_who_may_see_them() -> None:
    listed = make_catalogue(make_record("a"), make_record("b", collection="notes"), make_record("c", status=Status.HIDDEN))
    catalogue = replace(listed, unpublished=(make_record("d", status=Status.DRAFT),))
    assert slugs_of(catalogue.posts) == ["a", "b"]
    assert slugs_of(catalogue.with_pages) == ["a", "b", "c"]
    assert slugs_of(catalogue.all_posts) == ["a", "b", "c", "d"]
    assert (list(catalogue.by_docname), list(catalogue.by_slug)) == (["posts/a", "posts/b", "posts/c"], ["a", "b", "c"])


def test_an_edited_post_keeps_its_place() -> None:
    before = make_catalogue(make_record("a"), make_record("b"), make_record("c", status=Status.HIDDEN))
    catalogue = before.with_edited([make_record("b", title="Edited"), make_record("c", title="Hidden", status=Status.HIDDEN)])
    assert slugs_of(catalogue.with_pages) == slugs_of(before.with_pages)
    assert [post.title for post in catalogue.with_pages if post.slug != "a"] == ["Edited", "Hidden"]
    assert catalogue.find("Edited") == catalogue.by_slug["b"]


def test_an_empty_catalogue_has_an_empty_main_collection() -> None:
    assert Catalogue().main == Collection()
    assert Catalogue().all_posts == ()


def test_a_collection_that_does_not_exist_is_empty() -> None:
    catalogue = make_catalogue(make_record("a", collection="notes"))
    assert slugs_of(catalogue.collection("notes").posts) == ["a"]
    assert catalogue.collection("gone") == Collection()
    assert catalogue.collection_of(catalogue.posts[0]) is catalogue.collections["notes"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("one", "one"),
        ("two", "two"),
        ("The title", "one"),
        ("2025-04-23-file", "two"),
        ("file", "two"),
        ("2024-01-01-file", "two"),
        ("ONE", "one"),
        ("the TITLE", "one"),
        ("secret", "secret"),
        ("gone", None),
        ("", None),
    ],
)
def test_a_post_is_found_by_slug_title_or_file_name(name: str, slug: str | None) -> None:
    catalogue = make_catalogue(
        make_record("one", title="The title"),
        make_record("two", path="posts/2025-04-23-file.md"),
        make_record("secret", status=Status.HIDDEN),
    )
    found = catalogue.find(name)
    assert (found.slug if found else None) == slug


def test_a_slug_wins_over_a_title_and_a_title_over_a_file_name() -> None:
    catalogue = make_catalogue(
        make_record("one", title="two", path="posts/three.md"),
        make_record("two", title="three"),
        make_record("four", title="FIVE"),
        make_record("five", path="posts/x.md", title="Y"),
    )
    found = [catalogue.find(name) for name in ("two", "three", "FIVE", "Five")]
    assert [post and post.slug for post in found] == ["two", "two", "four", "five"]


def test_of_several_posts_with_a_name_the_newest_is_found() -> None:
    posts = (
        make_record("a", 1, title="T", path="p/x.md"),
        make_record("b", 2, title="T", path="q/x.md"),
        make_record("c", 1, title="t"),
    )
    catalogue = make_catalogue(*posts)
    found = [catalogue.find(name) for name in ("T", "x")]
    assert [post and post.slug for post in found] == ["b", "b"]


def test_a_term_is_found_in_any_collection() -> None:
    catalogue = make_catalogue(make_record("a", category="Dev", collection="notes"))
    assert [catalogue.find_term(Taxonomy.CATEGORY, name) is None for name in ("dev", "notes:dev", "gone")] == [
        False,
        False,
        True,
    ]


POST = make_record("a", category="Dev", authors=(Author("Kim"),))
CATALOGUE = make_catalogue(POST)


@pytest.mark.parametrize(
    "changed",
    [
        make_catalogue(replace(POST, title="New")),
        make_catalogue(replace(POST, authors=(Author("Kim", bio="Writes."),))),
        make_catalogue(POST, settings=Settings(title="Blog")),
        make_catalogue(POST, make_record("b")),
        make_catalogue(POST, make_record("b", status=Status.HIDDEN)),
        replace(CATALOGUE, pages={"x": Page("x.md", "x", None, 0)}),
        Catalogue({"": Collection(Settings(), (POST,), {(Taxonomy.CATEGORY, ("dev",)): TermMetadata("Development")})}),
        Catalogue({"": Collection(Settings(), (POST,)), "notes": Collection(Settings(collection="notes"))}),
    ],
)
def test_the_fingerprint_changes_with_everything_that_answers_depend_on(changed: Catalogue) -> None:
    assert changed.fingerprint != CATALOGUE.fingerprint


@pytest.mark.parametrize(
    "fields",
    [{"header_lines": 9}, {"origins": {"title": Origin(5, "title")}}, {"keywords": b"x"}, {"handed_on": {"orphan": True}}],
)
def test_the_fingerprint_does_not_change_with_fields_that_no_page_shows(fields: dict[str, Any]) -> None:
    assert make_catalogue(replace(POST, **fields)).fingerprint == CATALOGUE.fingerprint


def test_the_fingerprint_does_not_depend_on_the_order_of_term_metadata() -> None:
    pairs = [((Taxonomy.CATEGORY, ("dev",)), TermMetadata("A")), ((Taxonomy.TAG, ("dev",)), TermMetadata("B"))]
    catalogues = [Catalogue({"": Collection(Settings(), (POST,), dict(some))}) for some in (pairs, pairs[::-1])]
    assert catalogues[0].fingerprint == catalogues[1].fingerprint


def test_text_that_is_not_encodable_has_a_fingerprint() -> None:
    assert (
        make_catalogue(make_record("a", title="\ud800")).fingerprint
        != make_catalogue(make_record("a", title="\ud801")).fingerprint
    )


def test_an_unpublished_post_does_not_change_the_fingerprint() -> None:
    assert replace(CATALOGUE, unpublished=(make_record("b"),)).fingerprint == CATALOGUE.fingerprint
