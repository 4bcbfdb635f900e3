from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.catalogue.queries import (
    ActivityQuery,
    ArticleQuery,
    ChaptersAnswer,
    ChaptersQuery,
    ListingQuery,
    MentionQuery,
    Query,
    SidebarAnswer,
    SidebarQuery,
    Target,
    TermHeaderQuery,
    TermListQuery,
    count_pages,
    fingerprint,
)
from sphinx_anthology.catalogue.selection import Selection
from sphinx_anthology.fields.record import Origin
from sphinx_anthology.settings import Settings
from sphinx_anthology.taxonomy import Taxonomy

CATEGORIES = [("Dev",), ("Ops", "Dev"), (), ("Dev",), ("Ops",)]
POSTS = tuple(
    Post(
        path=f"posts/p{number}.md",
        docname=f"posts/p{number}",
        slug=f"p{number}",
        title=f"Post {number}",
        published=datetime(2025, 4, 9 - number, tzinfo=UTC),
        categories=tuple((name,) for name in categories),
    )
    for number, categories in enumerate(CATEGORIES)
)
PAGES = {"posts/index": Page("posts/index.md", "posts/index", None, 0)}


def site(*posts: Post) -> Catalogue:
    return Catalogue({"": Collection(Settings(), posts)}, PAGES)


SITE = site(*POSTS)
QUERIES: list[Query[object]] = [
    ArticleQuery("posts/p1"),
    ArticleQuery("posts/index"),
    ListingQuery(),
    ListingQuery(Selection(category="dev"), page=1, page_size=1),
    TermListQuery(Taxonomy.CATEGORY),
    TermHeaderQuery(Taxonomy.CATEGORY, "dev"),
    ActivityQuery(),
    ChaptersQuery("dev"),
    ChaptersQuery(None),
    MentionQuery("post", "Post 1"),
    MentionQuery("category", "dev"),
    SidebarQuery(),
]


def slugs(query: ListingQuery) -> list[str]:
    return [post.slug for post in query.answer(SITE).posts]


def test_an_article_shows_itself_its_categories_and_its_neighbours() -> None:
    answer = ArticleQuery("posts/p1").answer(SITE)
    assert answer is not None
    assert answer.post == POSTS[1]
    assert answer.categories == ((Target("browse/categories/ops", "Ops"),), (Target("browse/categories/dev", "Dev"),))
    assert answer.parent == "browse/categories/ops"
    assert (answer.older, answer.newer) == (Target("posts/p2", "Post 2"), Target("posts/p0", "Post 0"))


@pytest.mark.parametrize("docname", ["posts/index", "gone", ""])
def test_a_page_that_is_no_article_has_no_answer(docname: str) -> None:
    assert ArticleQuery(docname).answer(SITE) is None


def test_a_listing_shows_all_posts_newest_first() -> None:
    assert slugs(ListingQuery()) == ["p0", "p1", "p2", "p3", "p4"]


@pytest.mark.parametrize("name", ["Dev", "dev", "DEV"])
def test_a_listing_of_a_category_shows_its_posts(name: str) -> None:
    assert slugs(ListingQuery(Selection(category=name))) == ["p0", "p1", "p3"]


def test_a_listing_may_be_limited() -> None:
    assert slugs(ListingQuery(Selection(category="Dev", limit=2))) == ["p0", "p1"]
    assert slugs(ListingQuery(Selection(limit=99))) == slugs(ListingQuery())


def test_the_pages_of_a_listing_show_each_post_once() -> None:
    answers = [ListingQuery(page=number, page_size=2).answer(SITE) for number in (1, 2, 3)]
    assert [post for answer in answers for post in answer.posts] == list(POSTS)
    assert {answer.pages for answer in answers} == {3}


def test_a_page_beyond_the_last_is_empty() -> None:
    assert slugs(ListingQuery(page=9, page_size=2)) == []


def test_a_listing_of_an_unknown_category_says_so() -> None:
    answer = ListingQuery(Selection(category="gone")).answer(SITE)
    assert (answer.posts, answer.unknown) == ((), ((Taxonomy.CATEGORY, "gone"),))


@pytest.mark.parametrize(("count", "size", "number"), [(0, 24, 1), (1, 24, 1), (24, 24, 1), (25, 24, 2), (5, 1, 5)])
def test_the_number_of_pages_is_rounded_up(count: int, size: int, number: int) -> None:
    assert count_pages(count, size) == number


def test_categories_are_in_the_order_of_their_names_with_their_counts() -> None:
    assert [(item.target.title, item.count, item.newest.title) for item in TermListQuery(Taxonomy.CATEGORY).answer(SITE)] == [
        ("Dev", 3, "Post 0"),
        ("Ops", 2, "Post 1"),
    ]


def test_every_article_is_a_chapter_of_exactly_one_index() -> None:
    chapters = [ChaptersQuery(name).answer(SITE).posts for name in ("dev", "ops", None)]
    assert chapters == [("posts/p0", "posts/p3"), ("posts/p1", "posts/p4"), ("posts/p2",)]


def test_an_unknown_category_has_no_chapters() -> None:
    assert ChaptersQuery("gone").answer(SITE) == ChaptersAnswer((), ())


@pytest.mark.parametrize(
    ("taxonomy", "name", "target"),
    [
        ("post", "p1", Target("posts/p1", "Post 1")),
        ("post", "Post 1", Target("posts/p1", "Post 1")),
        ("category", "DEV", Target("browse/categories/dev", "Dev")),
        ("post", "Dev", None),
        ("category", "p1", None),
    ],
)
def test_a_mention_leads_to_what_it_names(taxonomy: str, name: str, target: Target | None) -> None:
    assert MentionQuery(taxonomy, name).answer(SITE) == target


def test_the_sidebar_leads_to_the_indexes_and_to_the_categories() -> None:
    categories = ("browse/categories", "browse/categories/dev", "browse/categories/ops")
    assert SidebarQuery().answer(SITE) == SidebarAnswer("", ("browse/posts", "browse/archive", "browse/map"), categories)


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_an_empty_site_answers_every_question(query: Query[object]) -> None:
    assert fingerprint(query.answer(Catalogue()))


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_the_same_site_gives_the_same_fingerprint(query: Query[object]) -> None:
    assert fingerprint(query.answer(SITE)) == fingerprint(query.answer(site(*POSTS)))


def test_a_fingerprint_differs_when_a_title_does() -> None:
    other = site(replace(POSTS[0], title="New"), *POSTS[1:])
    changed = {repr(query) for query in QUERIES if fingerprint(query.answer(SITE)) != fingerprint(query.answer(other))}
    assert changed == {repr(QUERIES[number]) for number in (0, 2, 3, 4, 5)}


def test_a_fingerprint_does_not_differ_when_only_lines_have_moved() -> None:
    other = site(replace(POSTS[0], header_lines=9, origins={"title": Origin(5, "title")}), *POSTS[1:])
    assert fingerprint(ListingQuery().answer(SITE)) == fingerprint(ListingQuery().answer(other))


def test_text_that_cannot_be_written_as_utf8_has_a_fingerprint() -> None:
    assert fingerprint("\ud800") != fingerprint("\ud801")
