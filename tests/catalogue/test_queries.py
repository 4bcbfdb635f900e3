"""What pages ask the catalogue, and the fingerprints of the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from post_records import make_catalogue, make_collection, make_record, slugs_of
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.colours import derive_colour
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.catalogue.queries import (
    ActivityQuery,
    ArticleAnswer,
    ArticleQuery,
    AuthorProfile,
    ChaptersAnswer,
    ChaptersQuery,
    Emblem,
    LinkMapQuery,
    ListingEntry,
    ListingQuery,
    MapPoint,
    MentionQuery,
    Query,
    SeriesPart,
    SidebarAnswer,
    SidebarQuery,
    Target,
    TermHeaderQuery,
    TermListQuery,
    TermSummary,
    YearActivity,
    count_pages,
    fingerprint,
    parent_page,
)
from sphinx_anthology.catalogue.selection import Selection
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.catalogue.terms import MetadataByTerm, TermMetadata
from sphinx_anthology.fields.record import Author, Cover, Origin, ProfileLink, Status
from sphinx_anthology.settings import Settings
from sphinx_anthology.urls import Url

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
    LinkMapQuery(),
]


def slugs(query: ListingQuery) -> list[str]:
    return slugs_of(query.answer(SITE).posts)


# Fingerprints


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_an_empty_site_answers_each_query(query: Query[object]) -> None:
    assert fingerprint(query.answer(Catalogue()))


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_a_collection_that_does_not_exist_is_empty(query: Query[object]) -> None:
    if hasattr(query, "collection"):
        elsewhere = replace(query, collection="gone")  # type: ignore[type-var]
        assert fingerprint(elsewhere.answer(SITE)) == fingerprint(query.answer(Catalogue()))


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_the_same_site_gives_the_same_fingerprint(query: Query[object]) -> None:
    assert fingerprint(query.answer(SITE)) == fingerprint(query.answer(site(*POSTS)))


def test_a_new_title_changes_the_fingerprints_of_pages_that_show_it() -> None:
    other = site(replace(POSTS[0], title="New"), *POSTS[1:])
    changed = {repr(query) for query in QUERIES if fingerprint(query.answer(SITE)) != fingerprint(query.answer(other))}
    assert changed == {repr(QUERIES[number]) for number in (0, 2, 3, 4, 5, 12)}


def test_moved_lines_change_no_fingerprint() -> None:
    other = site(replace(POSTS[0], header_lines=9, origins={"title": Origin(5, "title")}), *POSTS[1:])
    assert fingerprint(ListingQuery().answer(SITE)) == fingerprint(ListingQuery().answer(other))


def test_text_that_is_not_encodable_has_a_fingerprint() -> None:
    assert fingerprint("\ud800") != fingerprint("\ud801")


def test_a_fingerprint_has_24_hexadecimal_digits() -> None:
    assert len(fingerprint("")) == 24
    assert int(fingerprint(""), 16)


# Articles


def ask(docname: str, *posts: Post, settings: Settings | None = None) -> ArticleAnswer:
    """Return what the page of an article shows."""
    answer = ArticleQuery(f"posts/{docname}").answer(make_catalogue(*posts, settings=settings))
    assert answer is not None
    return answer


def test_an_article_shows_itself_its_categories_and_its_neighbours() -> None:
    answer = ArticleQuery("posts/p1").answer(SITE)
    assert answer is not None
    assert answer.post == POSTS[1]
    assert answer.categories == ((Target("browse/categories/ops", "Ops"),), (Target("browse/categories/dev", "Dev"),))
    assert answer.parent == "browse/categories/ops"
    assert (answer.older, answer.newer) == (Target("posts/p2", "Post 2"), Target("posts/p0", "Post 0"))
    assert (answer.tags, answer.authors, answer.part) == ((), (), None)


@pytest.mark.parametrize("docname", ["posts/index", "gone", ""])
def test_a_page_that_is_not_an_article_has_no_answer(docname: str) -> None:
    assert ArticleQuery(docname).answer(SITE) is None


def test_a_category_of_an_article_has_its_parents() -> None:
    answer = ask("a", make_record("a", category="AI/Models"))
    assert answer.categories == ((Target("browse/categories/ai", "AI"), Target("browse/categories/ai/models", "Models")),)
    assert answer.parent == "browse/categories/ai/models"


def test_authors_of_an_article_are_linked() -> None:
    portrait, lost = Cover(Url("/kim.png"), file="kim.png"), Cover(Url("/gone.png"))
    kim, lee = Author("Kim Bom", picture=portrait.reference, portrait=portrait), Author("Lee", portrait=lost)
    first, second = ask("a", make_record("a", authors=(kim, lee))).authors
    assert (first.target, first.portrait) == (Target("browse/authors/kim-bom", "Kim Bom"), portrait)
    assert (second.target, second.portrait, second.emblem.letters) == (Target("browse/authors/lee", "Lee"), None, "L")


def test_the_neighbours_of_an_article_have_their_languages() -> None:
    answer = ask("b", make_record("a", 1, language="ko"), make_record("b", 2), make_record("c", 3, language="ja"))
    assert (answer.older, answer.newer) == (Target("posts/a", "A", "ko"), Target("posts/c", "C", "ja"))


@pytest.mark.parametrize(
    ("others", "docname"),
    [
        ({}, None),
        ({"b": {}}, "posts/b"),
        ({"b": {}, "c": {}}, None),
        ({"b": {}, "c": {}, "d": {}}, "browse/tags/x"),
        ({"b": {"collection": "notes"}}, None),
    ],
)
def test_a_tag_without_a_page_leads_to_the_only_other_post_with_it(others: dict[str, Any], docname: str | None) -> None:
    posts = [make_record("a", tags="x"), *(make_record(name, tags="x", **fields) for name, fields in others.items())]
    assert ask("a", *posts, settings=Settings(tag_min_posts=4)).tags == (Target(docname, "x"),)


def test_a_tag_of_a_hidden_article_leads_to_the_only_listed_post_with_it() -> None:
    posts = (make_record("a", tags="x y", status=Status.HIDDEN), make_record("b", tags="x y"), make_record("c", tags="y"))
    answer = ask("a", *posts, settings=Settings(tag_min_posts=4))
    assert answer.tags == (Target("posts/b", "x"), Target(None, "y"))


def test_an_article_knows_its_place_in_its_series() -> None:
    posts = [make_record(name, day, series="S", language="ko") for day, name in enumerate("abc")]
    series = Target("browse/series/s", "S")
    a, b, c = (Target(f"posts/{name}", name.upper(), "ko") for name in "abc")
    assert [ask(name, *posts).part for name in "abc"] == [
        SeriesPart(series, 1, 3, b, (a, b, c)),
        SeriesPart(series, 2, 3, c, (a, b, c)),
        SeriesPart(series, 3, 3, None, (a, b, c)),
    ]


def test_an_article_of_a_long_series_names_the_nearest_parts() -> None:
    posts = [make_record(f"p{number:02}", number, series="S") for number in range(20)]
    shown = {number: ask(f"p{number:02}", *posts).part for number in (0, 10, 19)}
    names = {number: [target.docname for target in part.nearest] for number, part in shown.items() if part}
    assert {number: (part.first, len(part.nearest)) for number, part in shown.items() if part} == {
        0: (1, 9),
        10: (7, 9),
        19: (12, 9),
    }
    assert all(f"posts/p{number:02}" in names[number] for number in shown)


def test_the_last_of_two_parts_has_no_part_after_it() -> None:
    answer = ask("b", make_record("a", 1, series="S"), make_record("b", 2, series="S"))
    assert answer.part == SeriesPart(
        Target("browse/series/s", "S"), 2, 2, None, (Target("posts/a", "A"), Target("posts/b", "B"))
    )


def test_a_hidden_article_has_no_place_in_a_series_and_no_neighbours() -> None:
    answer = ask("a", make_record("a", series="S", status=Status.HIDDEN), make_record("b", series="S"))
    assert (answer.part, answer.older, answer.newer) == (None, None, None)


def test_the_parent_page_is_that_of_all_posts_if_the_category_has_none() -> None:
    post = make_record("a", category="Dev")
    assert parent_page(post, make_collection(post)) == "browse/categories/dev"
    assert parent_page(post, make_collection(post, indexes={"categories": False})) == "browse/posts"
    assert parent_page(post, make_collection(post, indexes={"categories": False, "posts": False})) is None
    assert parent_page(make_record("b"), make_collection(post)) == "browse/posts"


# Listings


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


def test_a_listing_without_a_page_number_is_one_page() -> None:
    answer = ListingQuery(page_size=2).answer(SITE)
    assert (answer.posts, answer.pages) == (POSTS, 1)


def test_a_page_after_the_last_is_empty() -> None:
    assert slugs(ListingQuery(page=9, page_size=2)) == []


def test_a_listing_of_an_unknown_category_names_it() -> None:
    answer = ListingQuery(Selection(category="gone")).answer(SITE)
    assert (answer.posts, answer.unknown) == ((), ((Taxonomy.CATEGORY, "gone"),))


def test_the_entries_of_a_listing_have_the_names_that_the_site_gives_to_categories() -> None:
    posts = (make_record("a", 2, category="dev"), make_record("b", 1, category="Dev"), make_record("c", 0, category="Dev"))
    answer = ListingQuery().answer(make_catalogue(*posts))
    colour = derive_colour("dev")
    assert answer.entries == tuple(ListingEntry(post, ("Dev",), Emblem("D", colour), colour) for post in posts)
    assert answer.posts == posts


def test_another_name_of_a_category_changes_the_fingerprint_of_a_listing() -> None:
    metadata: MetadataByTerm = {(Taxonomy.CATEGORY, ("dev",)): TermMetadata("Development")}
    answers = [ListingQuery().answer(Catalogue({"": Collection(Settings(), POSTS, some)})) for some in ({}, metadata)]
    assert fingerprint(answers[0]) != fingerprint(answers[1])


@pytest.mark.parametrize(
    ("count", "size", "number"), [(0, 24, 1), (1, 24, 1), (24, 24, 1), (25, 24, 2), (5, 1, 5), (5, 0, 5), (0, 0, 1)]
)
def test_the_number_of_pages_is_rounded_up(count: int, size: int, number: int) -> None:
    assert count_pages(count, size) == number


# Terms


def list_terms(
    *posts: Post, taxonomy: Taxonomy = Taxonomy.CATEGORY, within: str = "", **settings: Any
) -> tuple[TermSummary, ...]:
    """Return what a list of terms shows."""
    return TermListQuery(taxonomy, within=within).answer(make_catalogue(*posts, settings=Settings(**settings)))


def test_categories_are_in_the_order_of_their_names_with_their_counts() -> None:
    assert [(item.target.title, item.count, item.newest.title) for item in TermListQuery(Taxonomy.CATEGORY).answer(SITE)] == [
        ("Dev", 3, "Post 0"),
        ("Ops", 2, "Post 1"),
    ]


def test_a_summary_has_everything_that_a_list_shows_of_a_term() -> None:
    cover = Cover(Url("/a.png"), file="a.png")
    posts = (
        make_record("a", 1, category="AI/Models", cover=Cover(Url("/gone.png")), language="ko"),
        make_record("b", 0, category="AI", cover=cover),
    )
    assert list_terms(*posts) == (
        TermSummary(
            target=Target("browse/categories/ai", "AI"),
            slug="ai",
            count=2,
            description="",
            cover=cover,
            newest=Target("posts/a", "A", "ko"),
            inner=(Target("browse/categories/ai/models", "Models"),),
            posts=(),
            author=None,
            emblem=Emblem("A", derive_colour("ai")),
        ),
    )


def test_the_cover_and_the_description_of_a_term_are_its_own_if_it_has_them() -> None:
    own = Cover(Url("/own.png"), file="own.png")
    metadata: MetadataByTerm = {(Taxonomy.CATEGORY, ("dev",)): TermMetadata(description="All about it.", cover=own)}
    post = make_record("a", category="Dev", cover=Cover(Url("/a.png"), file="a.png"))
    (summary,) = TermListQuery(Taxonomy.CATEGORY).answer(Catalogue({"": Collection(Settings(), (post,), metadata)}))
    assert (summary.cover, summary.description) == (own, "All about it.")


def test_terms_below_another_are_listed_apart() -> None:
    posts = (make_record("a", category="AI/Models"), make_record("b", category="Dev"))
    assert [summary.target.title for summary in list_terms(*posts)] == ["AI", "Dev"]
    assert [summary.target.title for summary in list_terms(*posts, within="ai")] == ["Models"]
    assert list_terms(*posts, within="Dev") == ()
    assert list_terms(*posts, within="gone") == ()


def test_a_term_without_a_page_lists_its_posts() -> None:
    common, rare = list_terms(make_record("a", tags="x y"), make_record("b", tags="x"), taxonomy=Taxonomy.TAG, tag_min_posts=2)
    assert (common.target, common.posts) == (Target("browse/tags/x", "x"), ())
    assert (rare.target, rare.posts) == (Target(None, "y"), (Target("posts/a", "A"),))


KIM = Author(
    "Kim", Url("https://kim.example"), role="Writer", bio="Writes.", links=(ProfileLink("X", Url("https://x.com/kim")),)
)


def test_an_author_has_a_profile() -> None:
    portrait = Cover(Url("/kim.png"), file="kim.png")
    (summary,) = list_terms(make_record("a", authors=(replace(KIM, portrait=portrait),)), taxonomy=Taxonomy.AUTHOR)
    assert summary.author == AuthorProfile("Kim", Url("https://kim.example"), "Writer", "Writes.", KIM.links, portrait)


@pytest.mark.parametrize(
    "changed", [{"role": "X"}, {"bio": "X"}, {"links": ()}, {"portrait": Cover(Url("/x.png"))}, {"url": "/x"}]
)
def test_another_profile_changes_the_fingerprint_of_the_list_of_authors_alone(changed: dict[str, Any]) -> None:
    catalogues = [make_catalogue(make_record("a", authors=(author,))) for author in (KIM, replace(KIM, **changed))]
    lists, listings = (
        [fingerprint(query.answer(catalogue)) for catalogue in catalogues]
        for query in (TermListQuery(Taxonomy.AUTHOR), ListingQuery())
    )
    assert lists[0] != lists[1]
    assert (listings[0] == listings[1]) is ("url" not in changed)


def test_the_header_of_a_term_page_has_the_pages_above_it() -> None:
    catalogue = make_catalogue(make_record("a", category="AI/Models"))
    answer = TermHeaderQuery(Taxonomy.CATEGORY, "ai/models").answer(catalogue)
    assert answer is not None
    assert answer.index == Target("browse/categories", "")
    assert answer.parents == (Target("browse/categories/ai", "AI"),)
    assert answer.summary.target == Target("browse/categories/ai/models", "Models")


def test_the_index_above_a_term_page_has_the_configured_title() -> None:
    settings = Settings(indexes={"tags": {"title": "Topics"}})
    answer = TermHeaderQuery(Taxonomy.TAG, "x").answer(make_catalogue(make_record("a", tags="x"), settings=settings))
    assert answer is not None
    assert (answer.index, answer.parents) == (Target("browse/tags", "Topics"), ())


@pytest.mark.parametrize("slug", ["gone", "Models", ""])
def test_a_term_that_does_not_exist_has_no_header(slug: str) -> None:
    assert TermHeaderQuery(Taxonomy.CATEGORY, slug).answer(make_catalogue(make_record("a", category="AI/Models"))) is None


# Activity and the link map


def at(year: int, month: int, name: str) -> Post:
    return replace(make_record(name), published=datetime(year, month, 1, tzinfo=UTC))


def test_activity_has_each_year_from_the_first_to_the_last() -> None:
    posts = (at(2025, 1, "a"), at(2025, 1, "b"), at(2025, 12, "c"), at(2023, 7, "d"), make_record("e", None))
    months = {2025: (2, *[0] * 10, 1), 2024: (0,) * 12, 2023: (*[0] * 6, 1, *[0] * 5)}
    pages = {2025: "browse/archive/2025", 2024: None, 2023: "browse/archive/2023"}
    newest_first = tuple(YearActivity(year, pages[year], months[year]) for year in (2025, 2024, 2023))
    assert ActivityQuery().answer(make_catalogue(*posts)) == newest_first
    oldest_first = Settings(indexes={"archive": {"sort": "name"}})
    assert ActivityQuery().answer(make_catalogue(*posts, settings=oldest_first)) == newest_first[::-1]


def test_activity_of_an_early_year_has_its_page() -> None:
    (activity,) = ActivityQuery().answer(make_catalogue(at(987, 3, "a")))
    assert (activity.year, activity.page, activity.months[2]) == (987, "browse/archive/987", 1)


def test_posts_without_dates_have_no_activity() -> None:
    assert ActivityQuery().answer(make_catalogue(make_record("a", None))) == ()


def test_the_link_map_shows_each_article_with_its_outermost_category() -> None:
    posts = (
        make_record("a", 1, category="AI/Models"),
        make_record("b", 2, categories=(("Dev",), ("AI",))),
        make_record("c", 0),
    )
    assert LinkMapQuery().answer(make_catalogue(*posts)) == (
        MapPoint("posts/b", "B", "Dev", derive_colour("dev")),
        MapPoint("posts/a", "A", "AI", derive_colour("ai")),
        MapPoint("posts/c", "C", ""),
    )


# Navigation


def test_each_article_is_a_chapter_of_exactly_one_index_page() -> None:
    chapters = [ChaptersQuery(name).answer(SITE).posts for name in ("dev", "ops", None)]
    assert chapters == [("posts/p0", "posts/p3"), ("posts/p1", "posts/p4"), ("posts/p2",)]


def test_an_unknown_category_has_no_chapters() -> None:
    assert ChaptersQuery("gone").answer(SITE) == ChaptersAnswer((), ())


def test_categories_below_another_are_its_chapters() -> None:
    catalogue = make_catalogue(make_record("a", category="AI/Models"), make_record("b", category="AI"))
    assert ChaptersQuery("ai").answer(catalogue) == ChaptersAnswer(("browse/categories/ai/models",), ("posts/b",))
    assert ChaptersQuery(None).answer(catalogue) == ChaptersAnswer((), ())


def test_the_sidebar_shows_the_indexes_and_the_outermost_categories() -> None:
    categories = ("browse/categories", "browse/categories/dev", "browse/categories/ops")
    assert SidebarQuery().answer(SITE) == SidebarAnswer("", ("browse/posts", "browse/archive", "browse/map"), categories)


def test_the_sidebar_has_the_configured_title_and_no_child_categories() -> None:
    posts = (make_record("a", category="AI/Models", authors=("Kim",)), make_record("b", tags="x", authors=("Lee",), series="S"))
    answer = SidebarQuery().answer(make_catalogue(*posts, settings=Settings(title="Blog")))
    indexes = ("posts", "tags", "authors", "series", "archive", "map")
    assert answer == SidebarAnswer(
        "Blog", tuple(f"browse/{name}" for name in indexes), ("browse/categories", "browse/categories/ai")
    )


# Mentions


@pytest.mark.parametrize(
    ("object_type", "name", "target"),
    [
        ("post", "p1", Target("posts/p1", "Post 1")),
        ("post", "Post 1", Target("posts/p1", "Post 1")),
        ("category", "DEV", Target("browse/categories/dev", "Dev")),
        ("post", "Dev", None),
        ("category", "p1", None),
        ("tag", "dev", None),
    ],
)
def test_a_mention_leads_to_what_it_names(object_type: str, name: str, target: Target | None) -> None:
    assert MentionQuery(object_type, name).answer(SITE) == target


def test_a_mention_of_a_term_without_a_page_leads_to_its_only_post() -> None:
    catalogue = make_catalogue(make_record("a", tags="x y"), make_record("b", tags="y"), settings=Settings(tag_min_posts=9))
    assert MentionQuery("tag", "x").answer(catalogue) == Target("posts/a", "x")
    assert MentionQuery("tag", "y").answer(catalogue) == Target(None, "y")


def test_a_mention_of_a_post_has_its_language() -> None:
    assert MentionQuery("post", "a").answer(make_catalogue(make_record("a", language="ko"))) == Target("posts/a", "A", "ko")
