"""Articles in several languages: which version lists show, and which one a reader gets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from post_records import make_collection, make_record, slugs_of
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.catalogue.queries import (
    ActivityQuery,
    ArticleAnswer,
    ArticleQuery,
    LinkMapQuery,
    ListingQuery,
    TermListQuery,
)
from sphinx_anthology.catalogue.related import find_related_articles
from sphinx_anthology.catalogue.selection import Selection
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.catalogue.versions import Versions
from sphinx_anthology.fields.record import Status


def make_article(name: str, day: int, languages: str, **fields: Any) -> list[Post]:
    """Make an article in some languages; the first one is the original, and each other one came ten days after the one before.

    :param fields: fields of all versions, or of one, as in ``tags_ko="a"``.
    """
    tags = languages.split()
    names = [f"{name}-{tag}" for tag in tags]
    made = []
    for number, tag in enumerate(tags):
        own = {
            key.removesuffix(f"_{tag}"): value for key, value in fields.items() if key[-3:-2] != "_" or key.endswith(f"_{tag}")
        }
        others = tuple(f"posts/{other}" for other in names if other != names[number])
        original = f"posts/{names[0]}" if number else ""
        made.append(
            make_record(names[number], day + 10 * number, language=tag, translations=others, translation_of=original, **own)
        )
    return made


def make_site(language: str = "en", *more: Post, **settings: Any) -> Collection:
    """Make articles in English, Korean and Japanese, one of the languages missing for half of them."""
    posts = [
        *make_article("one", 1, "en ko ja", tags="shared", tags_ko="shared 봄"),
        *make_article("two", 100, "ko en", tags="shared", tags_en="shared spring"),
        *make_article("three", 200, "ja ko", tags="shared", category_ko="소식", category_ja="News"),
        *make_article("four", 500, "en", tags="shared"),
    ]
    return replace(make_collection(*posts, *more, **settings), language=language)


def answer_for(collection: Collection, name: str) -> ArticleAnswer:
    answer = ArticleQuery(f"posts/{name}").answer(Catalogue({"": collection}))
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["four-en", "three-ja", "two-en", "one-en"]),
        ("ko", ["four-en", "three-ko", "two-ko", "one-ko"]),
        ("ko_KR", ["four-en", "three-ko", "two-ko", "one-ko"]),
        ("ja", ["four-en", "three-ja", "two-ko", "one-ja"]),
        ("fr", ["four-en", "three-ja", "two-ko", "one-en"]),
    ],
)
def test_lists_show_each_article_once_in_the_language_of_the_site_or_of_its_original(
    language: str, expected: list[str]
) -> None:
    collection = make_site(language)
    assert slugs_of(collection.articles) == expected
    assert slugs_of(ListingQuery().answer(Catalogue({"": collection})).posts) == expected
    assert sorted(slugs_of(collection.terms[Taxonomy.TAG]["shared",].posts)) == sorted(expected)
    (shared,) = [one for one in TermListQuery(Taxonomy.TAG).answer(Catalogue({"": collection})) if one.slug == "shared"]
    assert shared.count == 4
    assert sum(sum(year.months) for year in ActivityQuery().answer(Catalogue({"": collection}))) == 4
    points = LinkMapQuery().answer(Catalogue({"": collection}))
    assert [point.docname for point in points] == [f"posts/{name}" for name in expected]
    assert sum(len(point.translations) for point in points) == 4


def test_a_project_can_list_all_versions() -> None:
    collection = make_site(list_translations=True)
    assert collection.articles == collection.posts
    assert len(collection.terms[Taxonomy.TAG]["shared",].posts) == len(collection.posts) == 8
    assert [one and one.slug for one in collection.neighbours(collection.posts[1])] == ["three-ja", "four-en"]


def test_a_term_that_only_translations_have_lists_them() -> None:
    collection = make_site()
    tags, categories = (collection.terms[one] for one in (Taxonomy.TAG, Taxonomy.CATEGORY))
    assert slugs_of(tags["봄",].posts) == ["one-ko"]
    assert slugs_of(tags["spring",].posts) == ["two-en"]
    assert {term.name: slugs_of(term.posts) for term in categories.values()} == {"소식": ["three-ko"], "News": ["three-ja"]}
    assert all(term.docname for term in categories.values())


def test_an_article_is_in_the_archive_by_the_date_of_the_version_in_lists() -> None:
    late = make_article("late", 360, "ko en")  # the translation came in the year after
    for language, expected in (("en", {"2025": 3, "2026": 2}), ("ko", {"2025": 4, "2026": 1})):
        years = make_site(language, *late).terms[Taxonomy.YEAR].values()
        assert {term.name: len(term.posts) for term in years} == expected


def test_a_year_that_only_translations_have_keeps_its_page() -> None:
    years = replace(make_collection(*make_article("late", 360, "en ko")), language="en").terms[Taxonomy.YEAR].values()
    assert {term.name: slugs_of(term.posts) for term in years} == {"2025": ["late-en"], "2026": ["late-ko"]}


def test_the_addresses_of_term_pages_are_the_same_in_all_languages() -> None:
    pages = [
        {term.docname for terms in make_site(language).terms.values() for term in terms.values()}
        for language in ("en", "ko", "fr")
    ]
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize(
    ("name", "older", "newer"),
    [
        ("one-ko", None, "two-ko"),
        ("one-en", None, "two-en"),
        ("one-ja", None, "two-en"),
        ("two-ko", "one-ko", "three-ko"),
        ("two-en", "one-en", "three-ja"),
        ("three-ja", "two-en", "four-en"),
        ("four-en", "three-ja", None),
    ],
)
def test_the_articles_before_and_after_are_in_the_language_of_the_reader(
    name: str, older: str | None, newer: str | None
) -> None:
    answer = answer_for(make_site(), name)
    targets = (answer.older, answer.newer)
    assert [target and target.docname for target in targets] == [one and f"posts/{one}" for one in (older, newer)]


def test_the_parts_of_a_series_are_in_the_language_of_the_reader() -> None:
    posts = [
        *make_article("first", 1, "en ko", series="Tour", order=1),
        *make_article("second", 2, "en ko", series="Tour", order=2),
        *make_article("third", 3, "en", series="Tour", order=3),
    ]
    collection = replace(make_collection(*posts), language="en")
    part = answer_for(collection, "second-ko").part
    assert part is not None
    assert part.after is not None
    assert (part.number, part.total, part.after.docname) == (2, 3, "posts/third-en")
    assert [target.docname for target in part.nearest] == ["posts/first-ko", "posts/second-ko", "posts/third-en"]


def test_related_articles_are_in_the_language_of_the_reader_and_each_once() -> None:
    posts = [*make_article("a", 1, "en ko", tags="rare rarer"), *make_article("b", 2, "en ko", tags="rare")]
    posts += make_article("c", 3, "en ja", tags="rare rarer")
    posts += [make_record(f"other-{number}", 50 + number, language="en", tags="usual") for number in range(200)]
    catalogue = Catalogue({"": replace(make_collection(*posts), language="en")})
    found = find_related_articles(catalogue, {}, 4)
    assert sorted(one.docname for one in found["posts/a-ko"]) == ["posts/b-ko", "posts/c-en"]
    assert sorted(one.docname for one in found["posts/a-en"]) == ["posts/b-en", "posts/c-en"]


def test_related_articles_that_the_author_names_are_in_the_language_of_the_reader() -> None:
    posts = [*make_article("a", 1, "en ko", related=("b-en", "a-en")), *make_article("b", 2, "en ko")]
    found = find_related_articles(Catalogue({"": replace(make_collection(*posts), language="en")}), {})
    assert [[one.docname for one in found[f"posts/a-{tag}"]] for tag in ("en", "ko")] == [["posts/b-en"], ["posts/b-ko"]]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(language="ko"), ["three-ko", "two-ko", "one-ko"]),
        (Selection(language="ja", tag="shared"), ["three-ja", "one-ja"]),
        (Selection(tag="shared, 봄"), ["four-en", "three-ja", "two-en", "one-en"]),
        (Selection(tag="봄"), ["one-ko"]),
        (Selection(category="소식", tag="shared"), ["three-ko"]),
        (Selection(match="one"), ["one-en"]),
        (Selection(limit=2), ["four-en", "three-ja"]),
    ],
)
def test_a_selection_has_each_article_once(selection: Selection, expected: list[str]) -> None:
    assert slugs_of(make_site().select(selection).posts) == expected


def test_a_version_that_is_hidden_leaves_its_place_in_lists_to_another() -> None:
    english, korean = make_article("a", 1, "en ko")
    collection = replace(make_collection(korean), language="en")
    catalogue = Catalogue({"": collection}, hidden=(replace(english, status=Status.HIDDEN),))
    assert slugs_of(collection.articles) == ["a-ko"]
    assert catalogue.collection_of(english).neighbours(english) == (None, None)


@pytest.mark.parametrize(
    ("language", "tags", "expected"),
    [
        ("zh_TW", "en zh-Hans zh-Hant", "zh-Hant"),
        ("zh_CN", "en zh-Hant zh", "zh"),
        ("pt_BR", "en pt-PT pt-BR", "pt-BR"),
        ("pt", "en pt-BR", "pt-BR"),
        ("pt_BR", "en pt", "pt"),
        ("sr", "en sr-Latn sr-Cyrl", "sr-Cyrl"),
        ("en", "xx ko", "xx"),
    ],
)
def test_a_language_may_be_there_in_another_region_or_script(language: str, tags: str, expected: str) -> None:
    versions = Versions((), language)
    assert versions.choose_default(make_article("a", 1, tags)).language == expected


def test_a_version_without_a_language_is_shown_where_none_is_in_the_language_of_the_site() -> None:
    first, second = make_article("a", 1, "de en")
    unknown, german = replace(first, language=None), replace(second, language="de")
    assert Versions((), "en").choose_default((german, unknown)) is unknown
    assert Versions((), "de").choose_default((german, unknown)) is german


def test_readers_of_other_languages_are_sent_to_no_hidden_version() -> None:
    english, korean = make_article("a", 1, "en ko")
    hidden = replace(english, status=Status.HIDDEN)
    catalogue = Catalogue({"": replace(make_collection(korean), language="en")}, hidden=(hidden,))
    answers = [ArticleQuery(post.docname).answer(catalogue) for post in (hidden, korean)]
    assert [answer and answer.default for answer in answers] == ["posts/a-ko", "posts/a-ko"]


def test_an_unknown_language_is_that_of_the_site_unless_another_version_has_it() -> None:
    unknown, german = (
        replace(post, language=tag) for post, tag in zip(make_article("a", 1, "de en"), (None, "de"), strict=True)
    )
    answer = answer_for(replace(make_collection(unknown, german), language="pt_BR"), "a-de")
    assert answer.list_versions("pt_BR") == [("pt-BR", "posts/a-de"), ("de", "posts/a-en")]
    assert answer.list_versions("de") == [("", "posts/a-de"), ("de", "posts/a-en")]
