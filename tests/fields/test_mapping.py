from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_front_matter import FORMATS, FRONT_MATTER, format_front_matter
from sphinx_anthology.fields import discussions, images, scalars, statuses
from sphinx_anthology.fields.context import Context
from sphinx_anthology.fields.dialects import TABLE
from sphinx_anthology.fields.field_rows import FieldRow
from sphinx_anthology.fields.key_lookup import DEFAULT_DIALECTS, Dialects
from sphinx_anthology.fields.mapping import read_fields
from sphinx_anthology.fields.record import Author, CoverReference, Fields, KeyOutcome, KeyUse, Origin, Status
from sphinx_anthology.frontmatter.parser import parse_front_matter
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.urls import Url

PATH = "posts/x.md"
VALUES: dict[str, tuple[str, Any]] = {
    "title": ("봄날", "봄날"),
    "subtitle": ("기록", "기록"),
    "published": ("2025-04-23", datetime(2025, 4, 23, tzinfo=UTC)),
    "updated": ("2025-04-24", datetime(2025, 4, 24, tzinfo=UTC)),
    "expires": ("2025-04-25", datetime(2025, 4, 25, tzinfo=UTC)),
    "categories": ("Dev", (("Dev",),)),
    "tags": ("rust", ("rust",)),
    "authors": ("Kim", (Author("Kim"),)),
    "excerpt": ("짧다", "짧다"),
    "cover": ("/a.png", CoverReference(Url("/a.png"))),
    "cover_alt": ("A tree", "A tree"),
    "cover_dark": ("/night.png", CoverReference(Url("/night.png"))),
    "cover_focus": ("30% 20%", "30% 20%"),
    "feed_id": ("urn:x:1", "urn:x:1"),
    "slug": ("spring", "spring"),
    "permalink": ("/spring/", "/spring/"),
    "aliases": ("/old/", ("/old/",)),
    "canonical": ("https://example.org/a", "https://example.org/a"),
    "reading_minutes": ("5", 5),
    "series": ("Rust", "Rust"),
    "order": ("3", 3),
    "language": ("ko", "ko"),
    "translation_key": ("spring", "spring"),
    "is_translation": ("true", True),
    "pinned": ("true", True),
    "math": ("true", True),
    "colour": ("'#1f6feb'", "#1f6feb"),
    "has_comments": ("false", False),
    "thread": ("42 https://old.example/?p=42", "42 https://old.example/?p=42"),
    "thread_url": ("https://old.example/a/", "https://old.example/a/"),
    "social_post": ("https://social.example/@kim/1097", "https://social.example/@kim/1097"),
    "related": ("one, two", ("one", "two")),
}
VALUES_OF_READERS: dict[Any, tuple[str, Any]] = {
    statuses.read_draft: ("true", Status.DRAFT),
    statuses.read_public: ("false", Status.DRAFT),
    statuses.read_hidden: ("true", Status.HIDDEN),
    statuses.read_excluded: ("true", Status.HIDDEN),
    statuses.read_listed: ("false", Status.HIDDEN),
    statuses.read_status: ("draft", Status.DRAFT),
    discussions.read_no_comments: ("true", False),
    scalars.read_date_unless_flag: VALUES["published"],
}
KEYS = [(row, key) for row in TABLE for key in row.keys]
SIMPLE_KEYS = [(row, key) for row, key in KEYS if row.read not in (images.read_cover_resource, images.read_dark_resource)]


def read_text(text: str, dialects: Dialects = DEFAULT_DIALECTS) -> tuple[Fields, list[Problem]]:
    problems: list[Problem] = []
    front_matter = parse_front_matter(text, PATH, problems.append)
    return read_fields(front_matter, Context(PATH, UTC, problems.append), dialects), problems


def read(*lines: str, dialects: Dialects = DEFAULT_DIALECTS) -> tuple[Fields, list[Problem]]:
    return read_text("\n".join(["---", *lines, "---"]), dialects)


def places(problems: list[Problem]) -> list[tuple[int, Code]]:
    return [(problem.line, problem.code) for problem in problems]


def format_entry(key: str, value: str) -> list[str]:
    """Return the lines of an entry. A key with dots becomes nested mappings."""
    names = key.split(".")
    parents = [f"{'  ' * depth}{name}:" for depth, name in enumerate(names[:-1])]
    return [*parents, f"{'  ' * len(parents)}{names[-1]}: {value}"]


def filled(fields: Fields) -> dict[str, Any]:
    """Return the values of the fields that front matter fills."""
    empty = Fields()
    internal = {"origins", "keys", "handed_on"}
    values = {name: getattr(fields, name) for name in Fields.__dataclass_fields__ if name not in internal}
    return {name: value for name, value in values.items() if value != getattr(empty, name)}


def outcomes(fields: Fields) -> dict[str, KeyOutcome]:
    return {key.key: key.outcome for key in fields.keys}


def test_a_post_with_the_usual_keys_fills_its_fields() -> None:
    fields, problems = read(
        'title: "봄날"',
        "date: 2025-04-23 12:17:34.921+00",
        "category: Dev",
        "author: Kim",
        'excerpt: "꽃이 핀다"',
        'coverImage: "/images/a.png"',
        "readTime: 5",
        "slug: spring-day",
    )
    names = {
        "title": "title",
        "published": "date",
        "categories": "category",
        "authors": "author",
        "excerpt": "excerpt",
        "cover": "coverImage",
        "reading_minutes": "readTime",
        "slug": "slug",
    }
    assert fields == Fields(
        title="봄날",
        published=datetime(2025, 4, 23, 12, 17, 34, 921000, tzinfo=UTC),
        categories=(("Dev",),),
        authors=(Author("Kim"),),
        excerpt="꽃이 핀다",
        cover=CoverReference(Url("/images/a.png")),
        reading_minutes=5,
        slug="spring-day",
        origins={name: Origin(line, key) for line, (name, key) in enumerate(names.items(), start=2)},
        keys=tuple(KeyUse(key, line, KeyOutcome.USED, name) for line, (name, key) in enumerate(names.items(), start=2)),
    )
    assert problems == []


def test_a_post_of_a_release_blog_fills_its_fields() -> None:
    fields, problems = read("date: '2025-04-23T12:17:34.921Z'", "category: release", "title: v1", "layout: post", "author: Kim")
    assert (fields.title, fields.categories, fields.authors) == ("v1", (("release",),), (Author("Kim"),))
    assert problems == []


def test_a_post_of_the_next_js_starter_fills_its_fields() -> None:
    fields, problems = read("title: Hello", "author:", "  name: Kim", "  picture: /kim.png", "ogImage:", "  url: /og.png")
    assert fields.authors == (Author("Kim", picture=Url("/kim.png")),)
    assert fields.cover == CoverReference(Url("/og.png"))
    assert problems == []


@pytest.mark.parametrize(("row", "key"), SIMPLE_KEYS, ids=[key for _, key in SIMPLE_KEYS])
def test_every_key_fills_only_its_field(row: FieldRow, key: str) -> None:
    text, value = VALUES_OF_READERS.get(row.read) or VALUES[row.field]
    fields, problems = read(*format_entry(key, text))
    assert filled(fields) == {row.field: value}
    assert fields.origins == {row.field: Origin(2 + key.count("."), key)}
    assert KeyUse(key, 2 + key.count("."), KeyOutcome.USED, row.field) in fields.keys
    assert {use for name, use in outcomes(fields).items() if name != key} <= {KeyOutcome.CARRIED}
    assert problems == []


def test_the_featured_resource_of_a_page_is_the_cover() -> None:
    fields, problems = read("resources:", "- src: chart.png", "- src: top.png", "  name: featuredImage")
    assert (filled(fields), problems) == ({"cover": CoverReference(Url("top.png"))}, [])


@pytest.mark.parametrize("text", ["", "~", '""'])
@pytest.mark.parametrize(("row", "key"), KEYS, ids=[key for _, key in KEYS])
def test_an_empty_value_fills_no_field_and_is_not_a_problem(row: FieldRow, key: str, text: str) -> None:
    fields, problems = read(*format_entry(key, text))
    assert (filled(fields), problems) == ({}, [])
    assert outcomes(fields)[key] is KeyOutcome.EMPTY


@pytest.mark.parametrize(
    "key", ["date", "author", "readTime", "order", "draft", "published", "status", "lang", "cover", "tags", "permalink"]
)
def test_a_blank_value_is_empty(key: str) -> None:
    fields, problems = read(f"{key}: ' '")
    assert (filled(fields), problems) == ({}, [])


@pytest.mark.parametrize("key", ["coverImage", "cover_image", "cover-image", "Cover Image", "COVERIMAGE", "CoverImage"])
def test_case_hyphens_underscores_and_spaces_in_a_key_are_ignored(key: str) -> None:
    fields, problems = read(f"{key}: /a.png")
    assert (fields.cover, fields.origins["cover"].key, problems) == (CoverReference(Url("/a.png")), key, [])


def test_the_spelling_of_nested_keys_is_ignored() -> None:
    fields, problems = read("Extra:", "  Seo_Title: x", "Header:", "  Overlay-Image: /a.png")
    assert (fields.cover, fields.origins["cover"], problems) == (
        CoverReference(Url("/a.png")),
        Origin(5, "Header.Overlay-Image"),
        [],
    )


def test_a_key_with_a_dot_is_the_nested_key() -> None:
    assert read("extra.team: Infra")[0].categories == (("Infra",),)


def test_a_cover_takes_precedence_over_the_social_image() -> None:
    assert read("ogImage: {url: /og.png}", "coverImage: /cover.png")[0].cover == CoverReference(Url("/cover.png"))


def test_an_empty_cover_is_replaced_by_the_next_key() -> None:
    fields = read('coverImage: ""', "ogImage: {url: /og.png}")[0]
    assert (fields.cover, fields.origins["cover"]) == (CoverReference(Url("/og.png")), Origin(3, "ogImage"))


@pytest.mark.parametrize(
    ("lines", "field", "used", "line"),
    [
        (["description: b", "excerpt: a"], "excerpt", "a", 2),
        (["linkTitle: b", "title: a"], "title", "a", 2),
        (["created: 2025-01-01", "date: 2025-04-23"], "published", datetime(2025, 4, 23, tzinfo=UTC), 2),
        (["tag: b", "tags: a"], "tags", ("a",), 2),
        (["authors: B", "author: A"], "authors", (Author("A"),), 2),
    ],
)
def test_if_two_keys_differ_the_first_in_the_table_is_used_and_the_other_reported(
    lines: list[str], field: str, used: object, line: int
) -> None:
    fields, problems = read(*lines)
    assert getattr(fields, field) == used
    assert places(problems) == [(line, Code.FIELD_CONFLICT)]
    key, other = (text.partition(":")[0] for text in lines)
    assert problems[0].message == f"'{key}' differs from '{other}' on line 3, which is used."
    assert outcomes(fields) == {key: KeyOutcome.OVERRULED, other: KeyOutcome.USED}


def test_two_keys_with_the_same_value_are_not_a_problem() -> None:
    fields, problems = read("title: A", "linkTitle: A")
    assert (outcomes(fields), problems) == ({"title": KeyOutcome.USED, "linkTitle": KeyOutcome.REPEATED}, [])


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["draft: true", "published: true"], Status.DRAFT),
        (["draft: false", "published: false"], Status.DRAFT),
        (["hidden: true", "published: true"], Status.HIDDEN),
        (["unlisted: true", "draft: yes"], Status.DRAFT),
        (["displayInList: false", "draft: no"], Status.HIDDEN),
        (["status: hidden", "draft: no"], Status.HIDDEN),
        (["public: true", "status: published"], Status.PUBLISHED),
    ],
)
def test_the_strictest_status_is_used(lines: list[str], status: Status) -> None:
    fields, problems = read(*lines)
    assert (fields.status, problems) == (status, [])
    assert set(outcomes(fields).values()) == {KeyOutcome.USED}


def test_addresses_of_several_keys_are_merged() -> None:
    fields, problems = read("aliases: [/a/, /b/]", "redirect_from: /b/, /c/")
    assert (fields.aliases, problems) == (("/a/", "/b/", "/c/"), [])


@pytest.mark.parametrize(
    ("line", "published", "status"),
    [
        ("published: 2025-04-23", datetime(2025, 4, 23, tzinfo=UTC), Status.PUBLISHED),
        ("published: true", None, Status.PUBLISHED),
        ("published: false", None, Status.DRAFT),
    ],
)
def test_published_can_be_a_flag_or_a_date(line: str, published: datetime | None, status: Status) -> None:
    fields, problems = read(line)
    assert (fields.published, fields.status, problems) == (published, status, [])
    assert outcomes(fields) == {"published": KeyOutcome.USED}


def test_date_takes_precedence_over_published() -> None:
    fields, problems = read("published: 2025-04-24", "date: 2025-04-23")
    assert fields.published == datetime(2025, 4, 23, tzinfo=UTC)
    assert places(problems) == [(2, Code.FIELD_CONFLICT)]


@pytest.mark.parametrize("line", ["related: false", "related: []", "seeAlso: none"])
def test_no_related_articles_are_a_value(line: str) -> None:
    fields, problems = read(line)
    assert (fields.related, list(outcomes(fields).values()), problems) == ((), [KeyOutcome.USED], [])


def test_whitespace_in_a_title_is_collapsed() -> None:
    assert read("title: >", "  봄날의", "", "  기록  ")[0].title == "봄날의 기록"


@pytest.mark.parametrize("text", ["2019", "1.10", "true", "2019-01-01", "0123", "12:30", "1e3"])
def test_a_title_that_is_not_text_in_yaml_keeps_its_spelling(text: str) -> None:
    assert read(f"title: {text}")[0].title == text


def test_an_excerpt_keeps_its_lines() -> None:
    assert read("excerpt: |", "  # One", "", "  two")[0].excerpt == "# One\n\ntwo"


@pytest.mark.parametrize("line", ["title: [봄날]", "excerpt: [봄날]", "slug: [봄날]"])
def test_a_list_of_one_text_is_that_text(line: str) -> None:
    fields, problems = read(line)
    assert (list(filled(fields).values()), problems) == (["봄날"], [])


@pytest.mark.parametrize(
    "line",
    [
        *("title: [a, b]", "title: {a: b}", "excerpt: [a, b]", "slug: {a: b}", "date: [a]", "updated: {a: b}", "cover: {a: b}"),
        *("draft: [a]", "draft: perhaps", "status: odd", "status: [draft]", "author: {bio: x}", "tags: {a: b}", "order: first"),
        *("lang: my language", "permalink: [a, b]", "aliases: {a: b}", "pinned: {a: b}", "math: maybe"),
    ],
)
def test_an_unusable_value_is_reported_at_its_line_with_advice(line: str) -> None:
    fields, problems = read("layout: post", line)
    assert places(problems) == [(3, Code.FIELD_FORM)]
    key = line.partition(":")[0]
    assert problems[0].message.startswith(f"The value of '{key}' is not usable and is ignored. Write ")
    assert (filled(fields), outcomes(fields)[key]) == ({}, KeyOutcome.INVALID)


@pytest.mark.parametrize("text", ["soon", "2021-00-00", "'23 April'", "2025-04-23T10:00+99:99", "04/05/2025"])
def test_an_invalid_date_is_reported(text: str) -> None:
    assert places(read(f"date: {text}")[1]) == [(2, Code.DATE_INVALID)]


def test_a_date_with_an_invalid_time_keeps_its_day() -> None:
    fields, problems = read("date: 2025-04-23 10:123:34")
    assert fields.published == datetime(2025, 4, 23, tzinfo=UTC)
    assert places(problems) == [(2, Code.DATE_INVALID)]
    assert "2025-04-23 10:123:34" in problems[0].message
    assert problems[0].message.endswith("Only the day is used. Correct the time in 'date'.")
    assert outcomes(fields) == {"date": KeyOutcome.USED}


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ("category: Web Dev", (("Web Dev",),)),
        ("category: '  C#  '", (("C#",),)),
        ("categories: [a, b, a]", (("a",), ("b",))),
        ("categories: []", ()),
        ("categories: a, b", (("a",), ("b",))),
        ("category: AI / Models", (("AI", "Models"),)),
        ("category: AI > Models > LLM", (("AI", "Models", "LLM"),)),
        ("category: AI/Models", (("AI/Models",),)),
        ("categories: [[AI, Models], [Notes]]", (("AI", "Models"), ("Notes",))),
        ("categories: {AI: Models, Notes: [Daily, Work]}", (("AI", "Models"), ("Notes", "Daily"), ("Notes", "Work"))),
        ("categories: {AI: ~}", (("AI",),)),
        ("categories: [{name: AI}]", (("AI",),)),
    ],
)
def test_categories_are_paths_of_names(line: str, paths: object) -> None:
    fields, problems = read(line)
    assert (filled(fields), problems) == ({"categories": paths} if paths else {}, [])


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (["layout: post", "categories: dev web"], (("dev",), ("web",))),
        (["layout: post", "category: Web Dev"], (("Web Dev",),)),
        (["layout: post", "categories: [Web Dev]"], (("Web Dev",),)),
        (["layout: post", "categories: Web Dev, Ops"], (("Web Dev",), ("Ops",))),
        (["categories: Web Dev"], (("Web Dev",),)),
    ],
)
def test_spaces_separate_categories_only_beside_a_layout(lines: list[str], paths: object) -> None:
    assert read(*lines)[0].categories == paths


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ("category: 2025", (("2025",),)),
        ("category: [a, b]", (("a",), ("b",))),
        ("categories: [a, 2025]", (("a",), ("2025",))),
        ("categories: [a, [[b]]]", (("a",),)),
        ("categories: a]", (("a",),)),
        ("categories: [a", (("a",),)),
    ],
)
def test_categories_in_an_unusual_form_are_reported_and_used(line: str, paths: object) -> None:
    fields, problems = read(line)
    assert fields.categories == paths
    if line != "categories: [a":  # the repair of invalid YAML is reported instead
        assert places(problems) == [(2, Code.CATEGORY_FORM)]


def test_a_number_in_a_list_of_categories_is_treated_as_a_single_number() -> None:
    assert places(read("categories: [text, 1.10]")[1]) == places(read("categories: 1.10")[1]) == [(2, Code.CATEGORY_FORM)]


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["author: Kim"], (Author("Kim"),)),
        (["author: [Kim, Lee, Kim]"], (Author("Kim"), Author("Lee"))),
        (["authors: [{name: Kim, url: /kim}, Lee]"], (Author("Kim", Url("/kim")), Author("Lee"))),
        (["author:", "authors: Kim"], (Author("Kim"),)),
    ],
)
def test_authors_are_names_or_mappings_with_names(lines: list[str], authors: tuple[Author, ...]) -> None:
    fields, problems = read(*lines)
    assert (fields.authors, problems) == (authors, [])


def test_an_author_without_a_name_is_reported_and_the_others_are_used() -> None:
    assert read("author: [{url: /x}, Kim]")[0].authors == (Author("Kim"),)
    assert places(read("author: [{url: /x}, Kim]")[1]) == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize(("text", "minutes"), [("5", 5), ("5 min read", 5), ("'07'", 7), ("9999", 9999), ("{minutes: 3.5}", 3)])
def test_the_reading_time_is_a_number_of_minutes(text: str, minutes: int) -> None:
    fields, problems = read(f"readTime: {text}")
    assert (filled(fields), problems) == ({"reading_minutes": minutes}, [])


@pytest.mark.parametrize("text", ["0", "-1", "soon", "10000", "[5]", "²", "9" * 5000])
def test_a_reading_time_out_of_range_is_reported(text: str) -> None:
    assert places(read(f"readTime: {text}")[1]) == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("text", ["1e9", "{a: b}"])
def test_a_reading_time_that_is_not_a_plain_number_is_reported(text: str) -> None:
    assert places(read(f"readTime: {text}")[1]) == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("text", ["0012345678", "000001" + "9" * 5000], ids=["ten digits", "thousands of digits"])
def test_leading_zeros_do_not_hide_a_long_reading_time(text: str) -> None:
    assert places(read(f"readTime: {text}")[1]) == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("line", ["coverImage: {caption: x}", "cover: {url: [a]}"])
def test_a_cover_without_an_address_is_reported(line: str) -> None:
    assert places(read(line)[1]) == [(2, Code.FIELD_FORM)]


def test_keys_of_sphinx_and_myst_are_handed_on_with_their_types() -> None:
    fields, problems = read("title: A", "orphan: true", "tocdepth: 2", "og:title: B", "myst: {a: [1]}")
    assert fields.handed_on == {"orphan": True, "tocdepth": 2, "og:title": "B", "myst": {"a": [1]}}
    assert [key.key for key in fields.keys if key.outcome is KeyOutcome.HANDED_ON] == ["orphan", "tocdepth", "og:title", "myst"]
    assert problems == []


@pytest.mark.parametrize(
    "key",
    [
        *("layout", "template", "version", "cuid", "emoji", "kernelspec", "toc", "comments", "parent", "prev", "next"),
        *("cSpell:ignore", "SBM_count", "dsq_thread_id", "default_lang_commit", "ogType", "resource", "share", "type"),
        *("issue", "release", "blogpost", "location", "forum_username", "jupytext", "extra", "medium_post_id"),
    ],
)
def test_keys_of_engines_are_carried_without_a_problem(key: str) -> None:
    fields, problems = read("title: A", f"{key}: x")
    assert problems == []
    assert outcomes(fields)[key] in (KeyOutcome.CARRIED, KeyOutcome.HANDED_ON)


def test_an_unknown_key_is_reported_at_its_line() -> None:
    fields, problems = read("title: A", "rating: 5")
    assert places(problems) == [(3, Code.FIELD_UNKNOWN)]
    assert problems[0].message == "'rating' is not a field of an article and is ignored."
    assert outcomes(fields)["rating"] is KeyOutcome.UNKNOWN


@pytest.mark.parametrize(
    ("typo", "text", "field", "key"),
    [
        ("data", "2025-04-23", "published", "date"),
        ("titel", "봄날", "title", "title"),
        ("tilte", "봄날", "title", "title"),
        ("catgory", "Dev", "categories", "category"),
        ("auther", "Kim", "authors", "author"),
        ("descripton", "짧다", "excerpt", "description"),
    ],
)
def test_a_typo_in_a_key_is_corrected_if_the_field_is_missing(typo: str, text: str, field: str, key: str) -> None:
    fields, problems = read(f"{typo}: {text}")
    assert filled(fields) == {field: VALUES[field][1]}
    assert [(problem.line, problem.code, problem.message) for problem in problems] == [
        (2, Code.FIELD_MISSPELT, f"'{typo}' is read as '{key}'. Write {key}.")
    ]
    assert outcomes(fields) == {typo: KeyOutcome.USED}


@pytest.mark.parametrize("lines", [["date: 2025-04-23", "data: 2024-01-01"], ["data: [1, 2, 3]"], ["data: not a day"]])
def test_a_typo_is_not_corrected_if_the_field_exists_or_the_value_is_not_usable(lines: list[str]) -> None:
    fields, problems = read(*lines)
    assert places(problems) == [(len(lines) + 1, Code.FIELD_UNKNOWN)]
    assert outcomes(fields)["data"] is KeyOutcome.UNKNOWN


def test_keys_of_the_project_take_precedence() -> None:
    dialects = Dialects.from_added_keys({"title": ("headline",), "status": ("secret",), "nothing": ("x",)})
    fields, problems = read("title: A", "headline: B", "secret: yes", dialects=dialects)
    assert (fields.title, fields.status) == ("B", Status.DRAFT)
    assert places(problems) == [(2, Code.FIELD_CONFLICT)]
    assert "'headline'" in problems[0].message


def test_a_key_of_the_project_can_be_nested() -> None:
    fields, problems = read("meta:", "  Head-Line: B", dialects=Dialects.from_added_keys({"title": ("meta.headline",)}))
    assert (fields.title, fields.origins["title"], problems) == ("B", Origin(3, "meta.Head-Line"), [])


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["author:", "name: Kim", "picture: /kim.png", "slug: a"], Author("Kim", picture=Url("/kim.png"))),
        (["author:", "name: Kim", "url: /kim"], Author("Kim", Url("/kim"))),
    ],
)
def test_a_mapping_without_indentation_is_restored(lines: list[str], author: Author) -> None:
    fields, problems = read(*lines)
    assert fields.authors == (author,)
    assert places(problems) == [(3, Code.FIELD_FORM)]
    assert problems[0].message == "'name' is not indented, but belongs to 'author' above. Write two spaces before it."


def test_a_key_on_the_line_of_an_empty_author_is_not_part_of_it() -> None:
    fields, problems = read_text('{"title": "A", "author": null, "name": "Kim"}\n')
    assert (fields.title, fields.authors, outcomes(fields)["author"]) == ("A", (), KeyOutcome.EMPTY)
    assert [problem.code for problem in problems] == [Code.FIELD_UNKNOWN]


def test_an_empty_author_without_keys_below_is_empty() -> None:
    fields, problems = read("author:", "title: A")
    assert outcomes(fields) == {"author": KeyOutcome.EMPTY, "title": KeyOutcome.USED}
    assert problems == []


def test_a_key_below_an_empty_author_that_is_not_part_of_it_is_kept() -> None:
    fields, problems = read("author:", "title: A", "url: /a/")
    assert (filled(fields), problems) == ({"title": "A", "permalink": "/a/"}, [])


def test_a_second_key_of_a_field_is_used_or_reported() -> None:
    fields, problems = read("category: a", "categories: [b]")
    assert fields.categories == (("a",), ("b",)) or problems


@settings(deadline=None)
@given(FRONT_MATTER)
def test_every_format_fills_the_same_fields(values: dict[str, Any]) -> None:
    in_yaml, in_toml, in_json = (read_text(format_front_matter(values, form)) for form in FORMATS)
    assert in_yaml[0] == in_toml[0] == in_json[0]
    assert places(in_yaml[1]) == places(in_toml[1]) == places(in_json[1])


@settings(deadline=None)
@given(FRONT_MATTER, st.sampled_from(FORMATS))
def test_the_origin_of_a_field_is_the_line_of_its_key(values: dict[str, Any], form: str) -> None:
    text = format_front_matter(values, form)
    lines = text.split("\n")
    fields, _ = read_text(text)
    for origin in fields.origins.values():
        assert origin.key is not None
        assert origin.key.partition(".")[0] in lines[origin.line - 1]
    for key in fields.keys:
        assert key.key.partition(".")[0] in lines[key.line - 1]
