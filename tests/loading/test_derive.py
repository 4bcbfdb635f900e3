from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.fields.record import Cover, Origin
from sphinx_anthology.frontmatter import normalise
from sphinx_anthology.loading import derive
from sphinx_anthology.problems import Code, Problem

PATH = "posts/x.md"
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


def entry(text: str, path: str = PATH) -> tuple[Post | Page, tuple[Problem, ...]]:
    return derive.read(normalise(text), path, path.removesuffix(".md"), UTC)


def article(*header: str, body: str = "Text.", path: str = PATH) -> Post:
    found, _ = entry("\n".join(["---", *header, "---", body]), path)
    assert isinstance(found, Post)
    return found


def codes(*header: str, body: str = "Text.", path: str = PATH) -> list[tuple[int, Code]]:
    return [(problem.line, problem.code) for problem in entry("\n".join(["---", *header, "---", body]), path)[1]]


def test_a_post_has_what_its_front_matter_says() -> None:
    found = article(
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
    assert (found.excerpt, found.cover, found.reading_minutes) == ("꽃이 핀다…", Cover("/a.png"), 5)
    assert (found.language, found.header_lines) == ("ko", 10)


def test_a_post_without_an_excerpt_is_summed_up_by_its_first_words() -> None:
    found = article("title: A", body="# A\n\nOnce **upon** a time.\n\nMore.")
    assert (found.excerpt, found.opening, found.summary) == ("", "Once upon a time.", "Once upon a time.")


def test_the_authors_excerpt_wins_over_the_first_words() -> None:
    assert article("title: A", "excerpt: Mine.", body="Once upon a time.").summary == "Mine."


def test_a_missing_title_is_taken_from_the_first_heading() -> None:
    found = article("date: 2025-04-23", body="\n# The *first* `heading` ![x](y.png)\n")
    assert (found.title, found.line("title")) == ("The first heading", 5)
    assert codes("date: 2025-04-23", body="\n# Heading") == [(5, Code.TITLE_FROM_HEADING)]


def test_without_any_heading_the_file_name_is_the_title() -> None:
    assert article("date: 2025-04-23", path="posts/2025-04-23-봄날의_긴-기록.md").title == "봄날의 긴 기록"
    assert codes("date: 2025-04-23") == [(1, Code.TITLE_MISSING)]


@pytest.mark.parametrize("path", ["posts/2025-04-23-.md", "posts/-.md", "posts/_.md"])
def test_a_file_name_without_words_is_the_title_without_its_folders(path: str) -> None:
    assert "/" not in article("date: 2025-04-23", path=path).title


def test_a_missing_date_is_reported() -> None:
    assert codes("title: A") == [(1, Code.DATE_MISSING)]
    assert article("title: A").published is None


def test_a_date_that_cannot_be_read_is_not_reported_as_missing_too() -> None:
    assert codes("title: A", "date: soon") == [(3, Code.DATE_INVALID)]


def test_a_date_of_a_wrong_form_is_reported_once() -> None:
    assert codes("title: A", "date: [2025-04-23]") == [(3, Code.FIELD_FORM)]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("posts/spring-day.md", "spring-day"),
        ("posts/2025-04-23-spring-day.md", "spring-day"),
        ("posts/2025-04-23.md", "2025-04-23"),
        ("posts/v1.2.3.md", "v1.2.3"),
        ("posts/봄날.md", "봄날"),
        ("posts/봄날의 기록!.md", "봄날의-기록"),
        ("posts/C#.md", "csharp"),
        ("posts/50% off.md", "50-off"),
        ("posts/spring/index.md", "spring"),
        ("posts/2025-04-23-spring/README.md", "spring"),
        ("posts/a:b?.md", "a-b"),
    ],
)
def test_a_post_without_a_slug_is_called_after_its_file(path: str, slug: str) -> None:
    assert article("date: 2025-04-23", path=path).slug == slug


@pytest.mark.parametrize("slug", ["spring", "Spring_Day", "봄날", "/blog/spring/", "2025", "true", "v1.2", "a..b"])
def test_a_slug_that_can_be_part_of_an_address_is_kept(slug: str) -> None:
    assert article("title: A", f"slug: {slug}").slug == slug.strip("/")


@pytest.mark.parametrize(
    "slug",
    ["..", ".", "../x", "a/../b", "a//b", "/", "a b", r"a\b", "C:\\x", "'%2e%2e'", "a?b", "'a#b'", "<b>", "'`x`'"],
)
def test_a_slug_that_cannot_be_part_of_an_address_is_reported_and_not_used(slug: str) -> None:
    assert article("title: A", f"slug: {slug}").slug == "x"
    assert (3, Code.SLUG_INVALID) in codes("title: A", f"slug: {slug}")


@pytest.mark.parametrize("slug", [r'"\u202Ea"', r'"a\u200Bb"'], ids=["RLO", "ZWSP"])
def test_a_slug_with_invisible_characters_is_reported_and_not_used(slug: str) -> None:
    assert article("title: A", f"slug: {slug}").slug == "x"


def test_slugs_that_look_the_same_are_the_same() -> None:
    assert article("title: A", r'slug: "\u1100\u1161"').slug == "가"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Just text.", "posts/index.md"),
        ("# Heading\n\nText.", "posts/README.md"),
        ("---\nlayout: list\n---\n", "posts/a/index.ko.md"),
        ("---\ntitle: All posts\ndate:\n---\n", "posts/index.md"),
        ("", PATH),
        ("---\ntitle: All posts\n---\n", "posts/index.md"),
        ("---\ntitle: All posts\ndate: 2025-04-23\n---\n", "posts/_index.md"),
        ("---\ntitle: All posts\n---\n", "posts/README.md"),
    ],
)
def test_an_index_that_says_nothing_of_an_article_is_a_page(text: str, path: str) -> None:
    assert isinstance(entry(text, path)[0], Page)


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("Just text.", "spring day", Code.TITLE_MISSING),
        ("# Heading\n\nText.", "Heading", Code.TITLE_FROM_HEADING),
        ("---\nlayout: list\n---\nText.", "spring day", Code.TITLE_MISSING),
    ],
)
def test_a_file_with_a_name_is_an_article_even_if_its_header_says_nothing(text: str, title: str, code: Code) -> None:
    found, problems = entry(text, "posts/spring-day.md")
    assert isinstance(found, Post)
    assert (found.title, found.slug) == (title, "spring-day")
    assert [(problem.line, problem.code) for problem in problems] == [(1, code), (1, Code.DATE_MISSING)]


@pytest.mark.parametrize("line", ["date: 2025-04-23", "category: Dev", "author: Kim", "date: soon"])
def test_an_index_with_a_date_a_category_or_an_author_is_an_article(line: str) -> None:
    assert isinstance(entry(f"---\ntitle: A\n{line}\n---\n", "posts/spring/index.md")[0], Post)


@pytest.mark.parametrize("path", ["posts/index.md", "posts/spring/index.md", "posts/README.md"])
def test_an_index_file_with_a_date_is_an_article(path: str) -> None:
    assert article("title: A", "date: 2025-04-23", path=path).title == "A"


@pytest.mark.parametrize("text", ["", "\n\n", "  \t\n", "\ufeff", "\x0c"])
def test_an_empty_file_is_an_orphan_page_and_reported(text: str) -> None:
    found, problems = entry(text)
    assert isinstance(found, Page)
    assert found.handed_on == {"orphan": True}
    assert [(problem.line, problem.code) for problem in problems] == [(1, Code.FILE_EMPTY)]


@pytest.mark.parametrize("text", ["---\nlayout: list\n---\n", "---\ncategory: Dev\n---\n \n", "---\n---\n"])
def test_a_file_with_neither_text_nor_title_nor_date_is_as_good_as_empty(text: str) -> None:
    found, problems = entry(text)
    assert isinstance(found, Page)
    assert found.handed_on == {"orphan": True}
    assert [(problem.line, problem.code) for problem in problems] == [(1, Code.FILE_EMPTY)]


@pytest.mark.parametrize("before", ["\n", "\n\n", " \n"])
def test_front_matter_below_a_blank_line_is_not_lost_without_a_word(before: str) -> None:
    found, problems = entry(f"{before}---\ntitle: A\ndate: 2025-04-23\n---\nText.")
    assert isinstance(found, Post) or problems


def test_keys_for_sphinx_are_handed_on_from_articles_and_pages() -> None:
    assert article("title: A", "orphan: true").handed_on == {"orphan": True}
    assert entry("---\norphan: true\n---\n")[0].handed_on == {"orphan": True}


def test_what_no_page_shows_does_not_count_as_a_difference() -> None:
    one = article("title: A", "date: 2025-04-23")
    other = article("# a remark", "title: A", "date: 2025-04-23", "layout: post", "orphan: true")
    assert repr(one) == repr(other)


def test_the_lines_of_fields_point_into_the_file() -> None:
    found = article("title: A", "", "slug: b")
    assert (found.line("title"), found.line("slug"), found.line("cover")) == (2, 4, 1)
    assert (found.origins["title"], found.origins["slug"]) == (Origin(2, "title"), Origin(4, "slug"))


def test_a_post_can_be_kept_for_the_next_build_whatever_it_passes_on() -> None:
    found = article("title: A", "myst: " + "[" * 3000 + "]" * 3000)
    assert pickle.loads(pickle.dumps(found)) == found


@example("---\n\x80:")
@example('---\n"a\norphan: true\nb"\n---\n')
@given(ANY_FILE)
def test_any_text_is_a_post_or_a_page_and_never_an_error(text: str) -> None:
    found, problems = entry(text)
    assert found.path == PATH
    assert isinstance(found, Page) or (found.title.strip() and found.slug and found.reading_minutes > 0)
    assert all(problem.path == PATH and problem.message for problem in problems)


@example("---\n\x80:")
@example("---\ntitle: x")
@given(ANY_FILE)
def test_lines_of_problems_and_keys_lie_in_the_file(text: str) -> None:
    found, problems = entry(text)
    lines = normalise(text).count("\n") + 1
    assert found.header_lines <= lines
    assert isinstance(found, Page) or all(1 <= key.line <= lines for key in found.keys)
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in problems)


def test_what_is_derived_from_an_empty_text_lies_in_the_file() -> None:
    found, _ = entry("---\ntitle: x\n---")
    assert isinstance(found, Post)
    assert all(origin.line <= 3 for origin in found.origins.values())
