"""Derivation of the fields that front matter leaves empty."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from post_files import list_article_codes, parse_article, parse_file
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.fields.record import KeyOutcome, Origin
from sphinx_anthology.problems import Code


def test_the_summary_of_a_post_without_an_excerpt_is_its_first_words() -> None:
    found = parse_article("title: A", body="# A\n\nOnce **upon** a time.\n\nMore.")
    assert (found.excerpt, found.opening, found.summary) == ("", "Once upon a time.", "Once upon a time.")


def test_the_summary_has_the_formulas_that_the_page_has() -> None:
    first = "The number $n$ costs $5-$10."
    header = ("title: A", "date: 2025-04-23")
    assert parse_article(*header, body=f"{first}\n\n$$\nn^2\n$$").opening == "The number n costs $5-$10."
    assert parse_article(*header, body=f"{first}\n\nThen $n_1$.").opening == "The number n costs $5-$10."
    assert parse_article(*header, body=first).opening == first


def test_an_excerpt_wins_over_the_first_words() -> None:
    assert parse_article("title: A", "excerpt: Mine.", body="Once upon a time.").summary == "Mine."


def test_a_missing_title_is_taken_from_the_first_heading() -> None:
    found = parse_article("date: 2025-04-23", body="\n# The *first* `heading` ![x](y.png)\n")
    assert (found.title, found.line("title")) == ("The first heading", 5)
    assert list_article_codes("date: 2025-04-23", body="\n# Heading") == [(5, Code.TITLE_FROM_HEADING)]


def test_without_a_heading_the_title_is_the_file_name() -> None:
    assert parse_article("date: 2025-04-23", path="posts/2025-04-23-봄날의_긴-기록.md").title == "봄날의 긴 기록"
    assert list_article_codes("date: 2025-04-23") == [(1, Code.TITLE_MISSING)]


@pytest.mark.parametrize("path", ["posts/2025-04-23-.md", "posts/-.md", "posts/_.md"])
def test_a_file_name_without_words_gives_a_title_without_folders(path: str) -> None:
    assert "/" not in parse_article("date: 2025-04-23", path=path).title


def test_a_missing_date_is_reported() -> None:
    assert list_article_codes("title: A") == [(1, Code.DATE_MISSING)]
    assert parse_article("title: A").published is None


def test_an_invalid_date_is_not_also_reported_as_missing() -> None:
    assert list_article_codes("title: A", "date: soon") == [(3, Code.DATE_INVALID)]


def test_a_date_of_the_wrong_type_is_reported_once() -> None:
    assert list_article_codes("title: A", "date: [2025-04-23]") == [(3, Code.FIELD_FORM)]


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
def test_a_post_without_a_slug_gets_one_from_its_file_name(path: str, slug: str) -> None:
    assert parse_article("date: 2025-04-23", path=path).slug == slug


@pytest.mark.parametrize("slug", ["spring", "Spring_Day", "봄날", "/blog/spring/", "2025", "true", "v1.2", "a..b"])
def test_a_slug_that_can_be_part_of_an_address_is_kept(slug: str) -> None:
    assert parse_article("title: A", f"slug: {slug}").slug == slug.strip("/")


@pytest.mark.parametrize(
    "slug",
    ["..", ".", "../x", "a/../b", "a//b", "/", "a b", r"a\b", "C:\\x", "'%2e%2e'", "a?b", "'a#b'", "<b>", "'`x`'"],
)
def test_a_slug_that_cannot_be_part_of_an_address_is_reported_and_not_used(slug: str) -> None:
    assert parse_article("title: A", f"slug: {slug}").slug == "x"
    assert (3, Code.SLUG_INVALID) in list_article_codes("title: A", f"slug: {slug}")


def test_a_slug_with_an_invisible_character_is_reported_and_not_used() -> None:
    assert parse_article("title: A", r'slug: "a\u200Bb"').slug == "x"
    assert (3, Code.SLUG_INVALID) in list_article_codes("title: A", r'slug: "a\u200Bb"')


def test_a_control_character_in_a_slug_is_removed() -> None:
    assert parse_article("title: A", r'slug: "\u202Eb\e"').slug == "b"


def test_slugs_are_normalised_to_nfc() -> None:
    assert parse_article("title: A", r'slug: "\u1100\u1161"').slug == "가"


def test_the_origins_of_fields_derived_from_an_empty_body_are_lines_of_the_file() -> None:
    found, _ = parse_file("---\ntitle: x\n---")
    assert isinstance(found, Post)
    assert all(origin.line <= 3 for origin in found.origins.values())


@pytest.mark.parametrize(
    ("header", "body", "path", "message"),
    [
        (
            "date: 2025-04-23",
            "# A",
            "posts/x.md",
            "Title is taken from the first heading. Add 'title: …' to the front matter for another one.",
        ),
        (
            "date: 2025-04-23",
            "Text.",
            "posts/spring-day.md",
            "Title is missing; 'spring day' is taken from the file name. Add 'title: …' to the front matter.",
        ),
        (
            "title: A",
            "Text.",
            "posts/x.md",
            "Date is missing, so the post comes last in every listing. Add a line such as 'date: 2025-04-23' to the front "
            "matter.",
        ),
        (
            "title: A",
            "Text.",
            "posts/2025-04-23-x.md",
            "Date 2025-04-23 is taken from the path of the file. Add 'date: …' to the front matter for another one.",
        ),
        (
            "title: A\ndate: 2025-04-20",
            "Text.",
            "posts/2025-04-23-x.md",
            "'date' differs from the date 2025-04-23 in the path of the file; 'date' is used.",
        ),
        (
            "title: A\ndate: 2025-04-23\nslug: a b",
            "Text.",
            "posts/x.md",
            "Slug 'a b' cannot be part of an address; 'x' from the file name is used. Write letters, digits and hyphens.",
        ),
    ],
)
def test_what_is_derived_is_reported(header: str, body: str, path: str, message: str) -> None:
    _, problems = parse_file(f"---\n{header}\n---\n{body}", path)
    assert [problem.message for problem in problems] == [message]


def test_a_date_in_the_permalink_wins_over_one_in_the_path() -> None:
    post = parse_article("title: A", "permalink: /2024/05/06/x/", path="posts/2025-04-23-x.md")
    assert post.published == datetime(2024, 5, 6, tzinfo=UTC)
    assert post.origins["published"] == Origin(3, None, "permalink")


def test_a_date_in_the_path_has_the_first_line_as_origin() -> None:
    post = parse_article("title: A", path="posts/2025-04-23-x.md")
    assert (post.published, post.origins["published"]) == (
        datetime(2025, 4, 23, tzinfo=UTC),
        Origin(1, None, "path of the file"),
    )


@pytest.mark.parametrize(
    ("day", "codes"), [(21, [(3, Code.FIELD_CONFLICT)]), (22, []), (24, []), (25, [(3, Code.FIELD_CONFLICT)])]
)
def test_a_date_may_differ_from_that_in_the_path_by_one_day(day: int, codes: list[tuple[int, Code]]) -> None:
    assert list_article_codes("title: A", f"date: 2025-04-{day}", path="posts/2025-04-23-x.md") == codes


@pytest.mark.parametrize(
    ("permalink", "slug"),
    [
        ("/blog/spring/", "spring"),
        ("/blog/spring.html", "spring"),
        ("/blog/spring/index.html", "spring"),
        ("/blog/v1.2", "v1.2"),
        ("/blog/a%20b/", "x"),
        ("https://old.example/2025/spring", "spring"),
    ],
)
def test_a_post_without_a_slug_gets_the_last_part_of_its_permalink(permalink: str, slug: str) -> None:
    post = parse_article("title: A", "date: 2025-04-23", f"permalink: {permalink}")
    assert post.slug == slug
    assert post.origins["slug"] == (Origin(4, None, "permalink") if slug != "x" else Origin(1, None, "file name"))


def test_an_invalid_slug_is_an_invalid_key() -> None:
    post = parse_article("title: A", "slug: a b", "date: 2025-04-23")
    outcomes = {key.key: key.outcome for key in post.keys}
    assert outcomes == {"title": KeyOutcome.USED, "slug": KeyOutcome.INVALID, "date": KeyOutcome.USED}


@pytest.mark.parametrize(
    ("header", "path", "body", "language", "origin"),
    [
        ("lang: ja", "posts/ko/x.de.md", "한국어로 쓴 글.", "ja", Origin(3, "lang")),
        ("", "posts/ko/x.de.md", "한국어로 쓴 글.", "de", Origin(1, None, "file name")),
        ("", "posts/en/x.md", "한국어로 쓴 글.", "en", Origin(1, None, "folder")),
        ("", "posts/de/en/x.md", "Text.", "en", Origin(1, None, "folder")),
        ("", "posts/x.md", "한국어로 쓴 글.", "ko", Origin(6, None, "text")),
        ("", "posts/x.md", "Text.", None, None),
    ],
)
def test_the_language_is_that_of_the_file_name_a_folder_or_the_text(
    header: str, path: str, body: str, language: str | None, origin: Origin | None
) -> None:
    post = parse_article("title: A", header, "date: 2025-04-23", body=body, path=path)
    assert (post.language, post.origins.get("language")) == (language, origin)


def test_the_reading_time_is_estimated_unless_it_is_given() -> None:
    long = "word " * 2000
    assert parse_article("title: A", "readTime: 3", body=long).reading_minutes == 3
    assert parse_article("title: A", body=long).reading_minutes > 3


def test_the_origins_of_derived_fields_are_the_first_line_of_the_body() -> None:
    post = parse_article("title: A", "date: 2025-04-23")
    assert (post.origins["opening"], post.origins["reading_minutes"]) == (Origin(5, None, "text"), Origin(5, None, "text"))


@pytest.mark.parametrize(
    ("header", "body", "opening"),
    [
        ("math: true", "Let $n$ be one.", "Let n be one."),
        ("layout: post", "Let $n$ be one.\n\nThen $x_i^2 = n$.", "Let n be one."),
        ("layout: post", "Let $n$ be $5.", "Let $n$ be $5."),
    ],
)
def test_the_first_words_show_formulas_as_the_page_does(header: str, body: str, opening: str) -> None:
    assert parse_article("title: A", header, body=body).opening == opening
