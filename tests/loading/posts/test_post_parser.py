"""Parsing of post files into articles and pages."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from post_files import POST_PATH, list_article_codes, parse_article, parse_file
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.fields.record import Cover, Origin, Status
from sphinx_anthology.loading.files.encodings import normalise_newlines
from sphinx_anthology.loading.posts.post_parser import ParseOptions, parse_post
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.urls import Url

HEADER_LINES = st.sampled_from(
    [
        *("title: x", "title:", "title: [a]", "title: a: b", 'title: "a', "title: 2019", "title: '# *x*'"),
        *("date: 2025-04-23", "date: 2021-00-00", "date: soon", "date: [a]", "date: 9999-12-31T23:59:59-23:59"),
        *("category: Dev", "category: [a, ~, [b]]", "category: 5", "categories: {a: b}", "author: {name: [a]}"),
        *("author: Kim", "authors: [a, {name: b}, 5]", "excerpt: |", "  # x", "", "  text...", "excerpt: ''"),
        *(
            "coverImage: /a.png",
            "cover: {url: ../../x}",
            "ogImage: [a]",
            "readTime: 5",
            "readTime: 99999999",
            "slug: ../x",
        ),
        *(
            "slug: /a/b/",
            "slug: [a]",
            "orphan: true",
            "myst: {a: b}",
            "og:title: x",
            "---",
            "...",
            "# remark",
            "\tx: y",
        ),
    ]
)
BODIES = st.one_of(st.text(max_size=100), st.text(alphabet="#=`~*_[]()!<>\\ \nab가", max_size=100))
ANY_FILE = st.one_of(
    st.text(),
    st.builds("---\n{}\n---\n{}".format, st.lists(HEADER_LINES, max_size=10).map("\n".join), BODIES),
    st.builds("---\n{}\n{}".format, st.lists(HEADER_LINES, max_size=10).map("\n".join), BODIES),
)


def test_a_post_has_what_its_front_matter_says() -> None:
    found = parse_article(
        "title: 봄날의 기록",
        "date: 2025-04-23 12:17:34.921+00",
        "category: Dev",
        "author: Kim",
        "excerpt: 꽃이 핀다...",
        "coverImage: /a.png",
        "readTime: 5",
        "slug: spring",
    )
    assert (found.docname, found.slug, found.title) == ("posts/x", "spring", "봄날의 기록")
    assert found.published == datetime(2025, 4, 23, 12, 17, 34, 921000, tzinfo=UTC)
    assert (found.categories, [author.name for author in found.authors]) == ((("Dev",),), ["Kim"])
    assert (found.excerpt, found.cover, found.reading_minutes) == ("꽃이 핀다…", Cover(Url("/a.png")), 5)
    assert (found.language, found.header_lines) == ("ko", 10)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Just text.", "posts/index.md"),
        ("# Heading\n\nText.", "posts/README.md"),
        ("---\nlayout: list\n---\n", "posts/a/index.ko.md"),
        ("---\ntitle: All posts\ndate:\n---\n", "posts/index.md"),
        ("", POST_PATH),
        ("---\ntitle: All posts\n---\n", "posts/index.md"),
        ("---\ntitle: All posts\ndate: 2025-04-23\n---\n", "posts/_index.md"),
        ("---\ntitle: All posts\n---\n", "posts/README.md"),
    ],
)
def test_an_index_without_date_category_and_author_is_a_page(text: str, path: str) -> None:
    assert isinstance(parse_file(text, path)[0], Page)


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("Just text.", "spring day", Code.TITLE_MISSING),
        ("# Heading\n\nText.", "Heading", Code.TITLE_FROM_HEADING),
        ("---\nlayout: list\n---\nText.", "spring day", Code.TITLE_MISSING),
    ],
)
def test_a_file_with_another_name_is_an_article_even_without_fields(text: str, title: str, code: Code) -> None:
    found, problems = parse_file(text, "posts/spring-day.md")
    assert isinstance(found, Post)
    assert (found.title, found.slug) == (title, "spring-day")
    assert [(problem.line, problem.code) for problem in problems] == [(1, code), (1, Code.DATE_MISSING)]


@pytest.mark.parametrize(
    "line", ["date: 2025-04-23", "category: Dev", "author: Kim", "date: soon", "draft: true", "status: private"]
)
def test_an_index_with_a_date_a_category_or_an_author_and_a_draft_are_articles(line: str) -> None:
    assert isinstance(parse_file(f"---\ntitle: A\n{line}\n---\n", "posts/spring/index.md")[0], Post)


@pytest.mark.parametrize("path", ["posts/index.md", "posts/spring/index.md", "posts/README.md"])
def test_an_index_file_with_a_date_is_an_article(path: str) -> None:
    assert parse_article("title: A", "date: 2025-04-23", path=path).title == "A"


@pytest.mark.parametrize("text", ["", "\n\n", "  \t\n", "\ufeff", "\x0c"])
def test_an_empty_file_is_an_orphan_page_and_reported(text: str) -> None:
    found, problems = parse_file(text)
    assert isinstance(found, Page)
    assert found.handed_on == {"orphan": True}
    assert [(problem.line, problem.code) for problem in problems] == [(1, Code.FILE_EMPTY)]


@pytest.mark.parametrize("text", ["---\nlayout: list\n---\n", "---\ncategory: Dev\n---\n \n", "---\n---\n"])
def test_a_file_without_text_title_and_date_counts_as_empty(text: str) -> None:
    found, problems = parse_file(text)
    assert isinstance(found, Page)
    assert found.handed_on == {"orphan": True}
    assert [(problem.line, problem.code) for problem in problems] == [(1, Code.FILE_EMPTY)]


@pytest.mark.parametrize("before", ["\n", "\n\n", " \n"])
def test_front_matter_below_a_blank_line_is_parsed_or_reported(before: str) -> None:
    found, problems = parse_file(f"{before}---\ntitle: A\ndate: 2025-04-23\n---\nText.")
    assert isinstance(found, Post) or problems


def test_keys_for_sphinx_are_handed_on_from_articles_and_pages() -> None:
    assert parse_article("title: A", "orphan: true").handed_on == {"orphan": True}
    assert parse_file("---\norphan: true\n---\n")[0].handed_on == {"orphan": True}


def test_fields_that_no_page_shows_are_not_in_the_repr() -> None:
    one = parse_article("title: A", "date: 2025-04-23")
    other = parse_article("# a remark", "title: A", "date: 2025-04-23", "layout: post", "orphan: true")
    assert repr(one) == repr(other)


def test_each_field_knows_its_line() -> None:
    found = parse_article("title: A", "", "slug: b")
    assert (found.line("title"), found.line("slug"), found.line("cover")) == (2, 4, 1)
    assert (found.origins["title"], found.origins["slug"]) == (Origin(2, "title"), Origin(4, "slug"))


def test_a_post_can_be_pickled_whatever_it_hands_on() -> None:
    found = parse_article("title: A", "myst: " + "[" * 3000 + "]" * 3000)
    assert pickle.loads(pickle.dumps(found)) == found


@example("---\n\x80:")
@example('---\n"a\norphan: true\nb"\n---\n')
@given(ANY_FILE)
def test_any_text_is_a_post_or_a_page(text: str) -> None:
    found, problems = parse_file(text)
    assert found.path == POST_PATH
    assert isinstance(found, Page) or (found.title.strip() and found.slug and found.reading_minutes > 0)
    assert all(problem.path == POST_PATH and problem.message for problem in problems)


@example("---\n\x80:")
@example("---\ntitle: x")
@given(ANY_FILE)
def test_the_lines_of_problems_and_keys_are_lines_of_the_file(text: str) -> None:
    found, problems = parse_file(text)
    lines = normalise_newlines(text).count("\n") + 1
    assert found.header_lines <= lines
    assert isinstance(found, Page) or all(1 <= key.line <= lines for key in found.keys)
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in problems)


def test_the_body_begins_after_the_front_matter() -> None:
    assert parse_article("title: A", "date: 2025-04-23", body="First.\n\nSecond.").opening == "First."


def test_a_hidden_post_has_metadata_that_keeps_it_out_of_toctrees_and_search() -> None:
    post = parse_article("title: A", "hidden: true", "foo: bar")
    assert post.status is Status.HIDDEN
    assert post.handed_on == {"orphan": True, "nosearch": True}


def test_an_index_of_the_old_blog_is_an_orphan_unless_its_front_matter_says_otherwise() -> None:
    page, _ = parse_file("---\ntitle: All\n---\n", "posts/index.md")
    assert page == Page("posts/index.md", "posts/index", "All", 3, 2, {"orphan": True})
    page, _ = parse_file("---\norphan: false\ntitle: All\n---\n", "posts/index.md")
    assert (page.handed_on, page.header_lines) == ({"orphan": False}, 4)


def test_the_message_about_an_empty_file_says_what_to_do() -> None:
    _, problems = parse_file("")
    message = "File has neither text nor title. Write the post, or delete the file."
    assert problems == [Problem(POST_PATH, 1, Code.FILE_EMPTY, message)]


def test_unknown_markup_is_reported_at_its_line() -> None:
    assert list_article_codes("title: A", "date: 2025-04-23", body="Text.\n\n{{ unknown }}") == [(7, Code.MARKUP_UNKNOWN)]


@pytest.mark.parametrize("header", ["myst: {enable_extensions: [substitution]}", "myst:\n  enable_extensions: [substitution]"])
def test_substitutions_are_no_unknown_markup_if_the_file_enables_them(header: str) -> None:
    assert list_article_codes("title: A", "date: 2025-04-23", header, body="{{ name }}") == []


def test_substitutions_are_no_unknown_markup_if_the_project_enables_them() -> None:
    problems: list[Problem] = []
    text = "---\ntitle: A\ndate: 2025-04-23\n---\n{{ name }}"
    parse_post(text, POST_PATH, "posts/x", ParseOptions(UTC, has_substitutions=True), problems.append)
    assert problems == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("related: false", ()),
        ("related: none", ()),
        ("related: []", ()),
        ("relatedPosts: 없음", ()),
        ("related:", None),
        ("related: true", None),
        ("layout: post", None),
        ("related: one, two", ("one", "two")),
        ("related: [one, 'two, three', one]", ("one", "two, three")),
        ("layout: post\nrelated: Title with blanks", ("Title with blanks",)),
        ("see_also: '[[one]]'", ("one",)),
        ("relatedArticles: [[one]]", ("one",)),
        ("related_posts:\n- title: One\n  url: /blog/one/\n- slug: two\n- title: Three", ("/blog/one/", "two", "Three")),
        ("seeAlso: {path: posts/one.md}", ("posts/one.md",)),
        ("params: {related: [one]}", ("one",)),
    ],
)
def test_front_matter_can_name_related_articles_in_many_ways(line: str, value: tuple[str, ...] | None) -> None:
    assert parse_article("title: A", line).related == value


def test_a_related_article_that_is_no_name_is_reported() -> None:
    assert parse_article("title: A", "related: [{a: 1}, b]").related == ("b",)
    assert (3, Code.FIELD_FORM) in list_article_codes("title: A", "related: [{a: 1}, b]")
