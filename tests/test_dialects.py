from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sphinx_anthology import frontmatter
from sphinx_anthology.dialects import TABLE, Author, CoverReference, Fields, read_fields
from sphinx_anthology.problems import Code, Problem


def read(*lines: str) -> tuple[Fields, tuple[Problem, ...]]:
    return read_fields(frontmatter.read("\n".join(["---", *lines, "---"]), "posts/x.md"), "posts/x.md", UTC)


def fields(*lines: str) -> Fields:
    return read(*lines)[0]


def codes(*lines: str) -> list[tuple[int, Code]]:
    return [(problem.line, problem.code) for problem in read(*lines)[1]]


def test_a_post_of_the_plain_schema_is_understood() -> None:
    found, problems = read(
        'title: "봄날"',
        "date: 2025-04-23 12:17:34.921+00",
        "category: Dev",
        "author: Kim",
        'excerpt: "꽃이 핀다"',
        'coverImage: "/images/a.png"',
        "readTime: 5",
        "slug: spring-day",
    )
    assert found == Fields(
        title="봄날",
        published=datetime(2025, 4, 23, 12, 17, 34, 921000, tzinfo=UTC),
        categories=("Dev",),
        authors=(Author("Kim"),),
        excerpt="꽃이 핀다",
        cover=CoverReference("/images/a.png"),
        reading_minutes=5,
        slug="spring-day",
        lines={
            "title": 2,
            "published": 3,
            "categories": 4,
            "authors": 5,
            "excerpt": 6,
            "cover": 7,
            "reading_minutes": 8,
            "slug": 9,
        },
    )
    assert problems == ()


def test_a_post_of_a_release_blog_is_understood() -> None:
    found, problems = read("date: '2025-04-23T12:17:34.921Z'", "category: release", "title: v1", "layout: post", "author: Kim")
    assert (found.title, found.categories, found.authors) == ("v1", ("release",), (Author("Kim"),))
    assert problems == ()


def test_a_post_of_the_next_js_starter_is_understood() -> None:
    found, problems = read(
        "title: Hello",
        "author:",
        "  name: Kim",
        "  picture: /kim.png",
        "ogImage:",
        "  url: /og.png",
    )
    assert found.authors == (Author("Kim", picture="/kim.png"),)
    assert found.cover == CoverReference("/og.png")
    assert problems == ()


def test_a_cover_wins_over_the_image_for_social_media() -> None:
    assert fields("ogImage: {url: /og.png}", "coverImage: /cover.png").cover == CoverReference("/cover.png")


def test_an_empty_cover_gives_way_to_the_next_key() -> None:
    found = fields('coverImage: ""', "ogImage: {url: /og.png}")
    assert (found.cover, found.lines["cover"]) == (CoverReference("/og.png"), 3)


@pytest.mark.parametrize("written", ["", "~", '""'])
@pytest.mark.parametrize("key", [key for row in TABLE for key in row.keys])
def test_an_empty_value_is_no_value_and_no_problem(key: str, written: str) -> None:
    assert read(f"{key}: {written}") == (Fields(), ())


@pytest.mark.parametrize("key", ["date", "author", "readTime"])
def test_a_value_of_blanks_is_empty(key: str) -> None:
    assert read(f"{key}: ' '") == (Fields(), ())


def test_blanks_and_line_ends_in_a_title_are_one_blank() -> None:
    assert fields("title: >", "  봄날의", "", "  기록  ").title == "봄날의 기록"


@pytest.mark.parametrize("written", ["2019", "1.10", "true", "2019-01-01"])
def test_a_title_that_yaml_takes_for_something_else_stays_as_it_was_written(written: str) -> None:
    assert fields(f"title: {written}").title == written


def test_an_excerpt_keeps_its_lines() -> None:
    assert fields("excerpt: |", "  # One", "", "  two").excerpt == "# One\n\ntwo"


@pytest.mark.parametrize("line", ["title: [a]", "title: {a: b}", "excerpt: [a]", "slug: {a: b}", "date: [a]", "cover: [a]"])
def test_a_value_of_the_wrong_form_is_reported_at_its_line(line: str) -> None:
    assert codes("layout: post", line) == [(3, Code.FIELD_FORM)]


@pytest.mark.parametrize("written", ["soon", "2021-00-00", "'23 April'", "2025-04-23T10:00+99:99"])
def test_a_date_that_cannot_be_read_is_reported(written: str) -> None:
    assert codes(f"date: {written}") == [(2, Code.DATE_INVALID)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("category: Web Dev", ("Web Dev",)),
        ("category: '  C#  '", ("C#",)),
        ("categories: [a, b, a]", ("a", "b")),
        ("categories: []", ()),
    ],
)
def test_categories_are_names(line: str, names: tuple[str, ...]) -> None:
    assert read(line) == (Fields(categories=names, lines={"categories": 2} if names else {}), ())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("category: 2025", ("2025",)),
        ("category: [a, b]", ("a", "b")),
        ("categories: [a, {b: c}]", ("a",)),
        ("category: {a: b}", ()),
    ],
)
def test_categories_of_another_form_are_reported_and_used_as_far_as_possible(line: str, names: tuple[str, ...]) -> None:
    assert fields(line).categories == names
    assert codes(line) == [(2, Code.CATEGORY_FORM)]


def test_numbers_in_a_list_of_categories_are_treated_as_a_number_alone_is() -> None:
    assert codes("categories: [text, 1.10]") == codes("categories: 1.10") == [(2, Code.CATEGORY_FORM)]


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["author: Kim"], (Author("Kim"),)),
        (["author: [Kim, Lee, Kim]"], (Author("Kim"), Author("Lee"))),
        (["authors: [{name: Kim, url: /kim}, Lee]"], (Author("Kim", "/kim"), Author("Lee"))),
        (["author:", "authors: Kim"], (Author("Kim"),)),
    ],
)
def test_authors_are_names_or_mappings_with_one(lines: list[str], authors: tuple[Author, ...]) -> None:
    assert read(*lines)[0].authors == authors
    assert read(*lines)[1] == ()


def test_an_author_without_a_name_is_reported_and_the_others_are_kept() -> None:
    assert fields("author: [{url: /x}, Kim]").authors == (Author("Kim"),)
    assert codes("author: [{url: /x}, Kim]") == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize(("written", "minutes"), [("5", 5), ("5 min read", 5), ("'07'", 7), ("9999", 9999)])
def test_the_reading_time_is_a_number_of_minutes(written: str, minutes: int) -> None:
    assert read(f"readTime: {written}") == (Fields(reading_minutes=minutes, lines={"reading_minutes": 2}), ())


@pytest.mark.parametrize("written", ["0", "-1", "soon", "1e9", "10000", "[5]", "²", "9" * 5000])
def test_a_reading_time_that_is_no_such_number_is_reported(written: str) -> None:
    assert codes(f"readTime: {written}") == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("written", ["0012345678", "000001" + "9" * 5000], ids=["ten digits", "thousands of digits"])
def test_a_reading_time_with_leading_zeros_is_checked_whole(written: str) -> None:
    assert codes(f"readTime: {written}") == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("line", ["coverImage: {caption: x}", "cover: {url: [a]}"])
def test_a_mapping_without_the_part_that_counts_is_reported(line: str) -> None:
    assert codes(line) == [(2, Code.FIELD_FORM)]


def test_keys_of_sphinx_and_myst_are_passed_on_with_their_types() -> None:
    found, problems = read("title: A", "orphan: true", "tocdepth: 2", "og:title: B", "myst: {a: [1]}")
    assert found.passed_on == {"orphan": True, "tocdepth": 2, "og:title": "B", "myst": {"a": [1]}}
    assert problems == ()


def test_an_unknown_key_is_reported_at_its_line() -> None:
    assert codes("title: A", "Titel: B") == [(3, Code.FIELD_UNKNOWN)]


def test_every_key_fills_one_field_only() -> None:
    keys = [key for row in TABLE for key in row.keys]
    assert len(keys) == len(set(keys))


def test_every_row_fills_a_field_that_exists() -> None:
    assert {row.field for row in TABLE} <= set(Fields.__dataclass_fields__)


def test_a_second_key_for_the_same_field_is_not_lost_without_a_word() -> None:
    found, problems = read("category: a", "categories: [b]")
    assert found.categories == ("a", "b") or problems
