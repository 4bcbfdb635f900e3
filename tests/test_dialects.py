from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sphinx_anthology import frontmatter
from sphinx_anthology.fields import readers
from sphinx_anthology.fields.dialects import CARRIED, FIELDS, TABLE, Dialects, plain_key
from sphinx_anthology.fields.mapping import read_fields
from sphinx_anthology.fields.record import Author, CoverReference, Fields, KeyOutcome, KeyUse, Origin, Status
from sphinx_anthology.problems import Code, Problem

PATH = "posts/x.md"
TEXT_OF_EACH_FIELD: dict[str, tuple[str, Any]] = {
    "title": ("봄날", "봄날"),
    "subtitle": ("기록", "기록"),
    "published": ("2025-04-23", datetime(2025, 4, 23, tzinfo=UTC)),
    "updated": ("2025-04-24", datetime(2025, 4, 24, tzinfo=UTC)),
    "expires": ("2025-04-25", datetime(2025, 4, 25, tzinfo=UTC)),
    "categories": ("Dev", (("Dev",),)),
    "tags": ("rust", ("rust",)),
    "authors": ("Kim", (Author("Kim"),)),
    "excerpt": ("짧다", "짧다"),
    "cover": ("/a.png", CoverReference("/a.png")),
    "slug": ("spring", "spring"),
    "permalink": ("/spring/", "/spring/"),
    "aliases": ("/old/", ("/old/",)),
    "canonical": ("https://example.org/a", "https://example.org/a"),
    "reading_minutes": ("5", 5),
    "series": ("Rust", "Rust"),
    "order": ("3", 3),
    "language": ("ko", "ko"),
    "pinned": ("true", True),
    "math": ("true", True),
    "related": ("one, two", ("one", "two")),
}
STATUS_TEXTS = {
    readers.draft: ("true", Status.DRAFT),
    readers.public: ("false", Status.DRAFT),
    readers.hidden: ("true", Status.HIDDEN),
    readers.shown: ("false", Status.HIDDEN),
    readers.status_word: ("draft", Status.DRAFT),
}
KEYS = [(row, key) for row in TABLE for key in row.keys]
SIMPLE_KEYS = [(row, key) for row, key in KEYS if row.read is not readers.resource]


def read(*lines: str, dialects: Dialects | None = None) -> tuple[Fields, tuple[Problem, ...]]:
    header = frontmatter.read("\n".join(["---", *lines, "---"]), PATH)
    return read_fields(header, PATH, UTC, dialects) if dialects else read_fields(header, PATH, UTC)


def fields(*lines: str) -> Fields:
    return read(*lines)[0]


def codes(*lines: str) -> list[tuple[int, Code]]:
    return [(problem.line, problem.code) for problem in read(*lines)[1]]


def written(key: str, value: str) -> list[str]:
    """Return the lines of an entry; a key with dots is written as mappings in each other."""
    names = key.split(".")
    return [f"{'  ' * depth}{name}:" for depth, name in enumerate(names[:-1])] + [
        f"{'  ' * (len(names) - 1)}{names[-1]}: {value}"
    ]


def said(found: Fields) -> dict[str, Any]:
    """Return the fields that are filled."""
    empty = Fields()
    internal = {"origins", "keys", "handed_on"}
    values = {name: getattr(found, name) for name in Fields.__dataclass_fields__ if name not in internal}
    return {name: value for name, value in values.items() if value != getattr(empty, name)}


def uses(found: Fields) -> dict[str, KeyOutcome]:
    return {key.key: key.use for key in found.keys}


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
    assert found == Fields(
        title="봄날",
        published=datetime(2025, 4, 23, 12, 17, 34, 921000, tzinfo=UTC),
        categories=(("Dev",),),
        authors=(Author("Kim"),),
        excerpt="꽃이 핀다",
        cover=CoverReference("/images/a.png"),
        reading_minutes=5,
        slug="spring-day",
        origins={name: Origin(line, key) for line, (name, key) in enumerate(names.items(), start=2)},
        keys=tuple(KeyUse(key, line, KeyOutcome.USED, name) for line, (name, key) in enumerate(names.items(), start=2)),
    )
    assert problems == ()


def test_a_post_of_a_release_blog_is_understood() -> None:
    found, problems = read("date: '2025-04-23T12:17:34.921Z'", "category: release", "title: v1", "layout: post", "author: Kim")
    assert (found.title, found.categories, found.authors) == ("v1", (("release",),), (Author("Kim"),))
    assert problems == ()


def test_a_post_of_the_next_js_starter_is_understood() -> None:
    found, problems = read("title: Hello", "author:", "  name: Kim", "  picture: /kim.png", "ogImage:", "  url: /og.png")
    assert found.authors == (Author("Kim", picture="/kim.png"),)
    assert found.cover == CoverReference("/og.png")
    assert problems == ()


@pytest.mark.parametrize(("row", "key"), SIMPLE_KEYS, ids=[key for _, key in SIMPLE_KEYS])
def test_every_key_fills_its_field_alone(row: Any, key: str) -> None:
    text, value = STATUS_TEXTS[row.read] if row.field == "status" else TEXT_OF_EACH_FIELD[row.field]
    if row.read is readers.public_since:
        text, value = TEXT_OF_EACH_FIELD["published"]
    found, problems = read(*written(key, text))
    assert said(found) == {row.field: value}
    assert found.origins == {row.field: Origin(2 + key.count("."), key)}
    assert KeyUse(key, 2 + key.count("."), KeyOutcome.USED, row.field) in found.keys
    assert {use for name, use in uses(found).items() if name != key} <= {KeyOutcome.CARRIED}
    assert problems == ()


def test_a_page_resource_that_is_called_featured_is_the_cover() -> None:
    found, problems = read("resources:", "- src: chart.png", "- src: top.png", "  name: featuredImage")
    assert (said(found), problems) == ({"cover": CoverReference("top.png")}, ())


@pytest.mark.parametrize("text", ["", "~", '""'])
@pytest.mark.parametrize(("row", "key"), KEYS, ids=[key for _, key in KEYS])
def test_an_empty_value_is_no_value_and_no_problem(row: Any, key: str, text: str) -> None:
    found, problems = read(*written(key, text))
    assert (said(found), problems) == ({}, ())
    assert uses(found)[key] is KeyOutcome.EMPTY


@pytest.mark.parametrize(
    "key", ["date", "author", "readTime", "order", "draft", "published", "status", "lang", "cover", "tags", "permalink"]
)
def test_a_value_of_blanks_is_empty(key: str) -> None:
    found, problems = read(f"{key}: ' '")
    assert (said(found), problems) == ({}, ())


@pytest.mark.parametrize("key", ["coverImage", "cover_image", "cover-image", "Cover Image", "COVERIMAGE", "CoverImage"])
def test_case_hyphens_underscores_and_blanks_in_a_key_do_not_count(key: str) -> None:
    found, problems = read(f"{key}: /a.png")
    assert (found.cover, found.origins["cover"].key, problems) == (CoverReference("/a.png"), key, ())


def test_a_key_inside_of_mappings_is_found_in_any_spelling() -> None:
    found, problems = read("Extra:", "  Seo_Title: x", "Header:", "  Overlay-Image: /a.png")
    assert (found.cover, found.origins["cover"], problems) == (
        CoverReference("/a.png"),
        Origin(5, "Header.Overlay-Image"),
        (),
    )


def test_a_key_with_a_dot_in_its_name_is_that_key() -> None:
    assert fields("extra.team: Infra").categories == (("Infra",),)


def test_a_cover_wins_over_the_image_for_social_media() -> None:
    assert fields("ogImage: {url: /og.png}", "coverImage: /cover.png").cover == CoverReference("/cover.png")


def test_an_empty_cover_gives_way_to_the_next_key() -> None:
    found = fields('coverImage: ""', "ogImage: {url: /og.png}")
    assert (found.cover, found.origins["cover"]) == (CoverReference("/og.png"), Origin(3, "ogImage"))


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
def test_of_two_keys_that_differ_the_first_in_the_table_is_used_and_the_other_named(
    lines: list[str], field: str, used: object, line: int
) -> None:
    found, problems = read(*lines)
    assert getattr(found, field) == used
    assert [(problem.line, problem.code) for problem in problems] == [(line, Code.FIELD_CONFLICT)]
    key, other = (text.partition(":")[0] for text in lines)
    assert problems[0].message == f"'{key}' says something else than '{other}' on line 3, which is used."
    assert uses(found) == {key: KeyOutcome.OVERRULED, other: KeyOutcome.USED}


def test_two_keys_that_agree_are_no_problem() -> None:
    found, problems = read("title: A", "linkTitle: A")
    assert (uses(found), problems) == ({"title": KeyOutcome.USED, "linkTitle": KeyOutcome.REPEATED}, ())


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
def test_of_several_words_about_the_status_the_strictest_counts(lines: list[str], status: Status) -> None:
    found, problems = read(*lines)
    assert (found.status, problems) == (status, ())
    assert set(uses(found).values()) == {KeyOutcome.USED}


def test_addresses_of_several_keys_are_joined() -> None:
    found, problems = read("aliases: [/a/, /b/]", "redirect_from: /b/, /c/")
    assert (found.aliases, problems) == (("/a/", "/b/", "/c/"), ())


@pytest.mark.parametrize(
    ("line", "published", "status"),
    [
        ("published: 2025-04-23", datetime(2025, 4, 23, tzinfo=UTC), Status.PUBLISHED),
        ("published: true", None, Status.PUBLISHED),
        ("published: false", None, Status.DRAFT),
    ],
)
def test_published_may_be_a_flag_or_a_date(line: str, published: datetime | None, status: Status) -> None:
    found, problems = read(line)
    assert (found.published, found.status, problems) == (published, status, ())
    assert uses(found) == {"published": KeyOutcome.USED}


def test_the_date_of_publication_gives_way_to_the_date() -> None:
    found, problems = read("published: 2025-04-24", "date: 2025-04-23")
    assert found.published == datetime(2025, 4, 23, tzinfo=UTC)
    assert [(problem.line, problem.code) for problem in problems] == [(2, Code.FIELD_CONFLICT)]


def test_blanks_and_line_ends_in_a_title_are_one_blank() -> None:
    assert fields("title: >", "  봄날의", "", "  기록  ").title == "봄날의 기록"


@pytest.mark.parametrize("text", ["2019", "1.10", "true", "2019-01-01", "0123", "12:30", "1e3"])
def test_a_title_that_yaml_takes_for_something_else_stays_as_it_was_written(text: str) -> None:
    assert fields(f"title: {text}").title == text


def test_an_excerpt_keeps_its_lines() -> None:
    assert fields("excerpt: |", "  # One", "", "  two").excerpt == "# One\n\ntwo"


@pytest.mark.parametrize("line", ["title: [봄날]", "excerpt: [봄날]", "slug: [봄날]"])
def test_a_list_of_one_text_is_that_text(line: str) -> None:
    found, problems = read(line)
    assert (list(said(found).values()), problems) == (["봄날"], ())


@pytest.mark.parametrize(
    "line",
    [
        *("title: [a, b]", "title: {a: b}", "excerpt: [a, b]", "slug: {a: b}", "date: [a]", "updated: {a: b}", "cover: {a: b}"),
        *("draft: [a]", "draft: perhaps", "status: odd", "status: [draft]", "author: {bio: x}", "tags: {a: b}", "order: first"),
        *("lang: my language", "permalink: [a, b]", "aliases: {a: b}", "pinned: {a: b}", "math: maybe"),
    ],
)
def test_a_value_of_the_wrong_form_is_reported_at_its_line_with_what_to_write(line: str) -> None:
    found, problems = read("layout: post", line)
    assert [(problem.line, problem.code) for problem in problems] == [(3, Code.FIELD_FORM)]
    key = line.partition(":")[0]
    assert problems[0].message.startswith(f"The value of '{key}' was not understood and is ignored: write ")
    assert (said(found), uses(found)[key]) == ({}, KeyOutcome.INVALID)


@pytest.mark.parametrize("text", ["soon", "2021-00-00", "'23 April'", "2025-04-23T10:00+99:99", "04/05/2025"])
def test_a_date_that_cannot_be_read_is_reported(text: str) -> None:
    assert codes(f"date: {text}") == [(2, Code.DATE_INVALID)]


def test_a_date_with_a_broken_time_keeps_its_day() -> None:
    found, problems = read("date: 2025-04-23 10:123:34")
    assert found.published == datetime(2025, 4, 23, tzinfo=UTC)
    assert [(problem.line, problem.code) for problem in problems] == [(2, Code.DATE_INVALID)]
    assert "2025-04-23 10:123:34" in problems[0].message
    assert problems[0].message.endswith("only its day is used: correct the time.")
    assert uses(found) == {"date": KeyOutcome.USED}


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
    found, problems = read(line)
    assert (said(found), problems) == ({"categories": paths} if paths else {}, ())


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
def test_blanks_part_categories_only_beside_a_layout(lines: list[str], paths: object) -> None:
    assert fields(*lines).categories == paths


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
def test_categories_of_another_form_are_reported_and_used_as_far_as_possible(line: str, paths: object) -> None:
    found, problems = read(line)
    assert found.categories == paths
    if line != "categories: [a":  # here YAML itself is broken, and what was repaired is said for the line
        assert [(problem.line, problem.code) for problem in problems] == [(2, Code.CATEGORY_FORM)]


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


@pytest.mark.parametrize(("text", "minutes"), [("5", 5), ("5 min read", 5), ("'07'", 7), ("9999", 9999), ("{minutes: 3.5}", 3)])
def test_the_reading_time_is_a_number_of_minutes(text: str, minutes: int) -> None:
    found, problems = read(f"readTime: {text}")
    assert (said(found), problems) == ({"reading_minutes": minutes}, ())


@pytest.mark.parametrize("text", ["0", "-1", "soon", "10000", "[5]", "²", "9" * 5000])
def test_a_reading_time_that_is_no_such_number_is_reported(text: str) -> None:
    assert codes(f"readTime: {text}") == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("text", ["1e9", "{a: b}"])
def test_a_reading_time_that_is_no_plain_number_is_reported(text: str) -> None:
    assert codes(f"readTime: {text}") == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("text", ["0012345678", "000001" + "9" * 5000], ids=["ten digits", "thousands of digits"])
def test_a_reading_time_with_leading_zeros_is_checked_whole(text: str) -> None:
    assert codes(f"readTime: {text}") == [(2, Code.FIELD_FORM)]


@pytest.mark.parametrize("line", ["coverImage: {caption: x}", "cover: {url: [a]}"])
def test_a_mapping_without_the_part_that_counts_is_reported(line: str) -> None:
    assert codes(line) == [(2, Code.FIELD_FORM)]


def test_keys_of_sphinx_and_myst_are_handed_on_with_their_types() -> None:
    found, problems = read("title: A", "orphan: true", "tocdepth: 2", "og:title: B", "myst: {a: [1]}")
    assert found.handed_on == {"orphan": True, "tocdepth": 2, "og:title": "B", "myst": {"a": [1]}}
    assert [key.key for key in found.keys if key.use is KeyOutcome.HANDED_ON] == ["orphan", "tocdepth", "og:title", "myst"]
    assert problems == ()


@pytest.mark.parametrize(
    "key",
    [
        *("layout", "template", "version", "cuid", "emoji", "kernelspec", "toc", "comments", "parent", "prev", "next"),
        *("cSpell:ignore", "SBM_count", "dsq_thread_id", "default_lang_commit", "ogType", "resource", "share", "type"),
        *("issue", "release", "blogpost", "location", "forum_username", "jupytext", "extra", "medium_post_id"),
    ],
)
def test_what_an_engine_keeps_for_itself_is_carried_without_a_word(key: str) -> None:
    found, problems = read("title: A", f"{key}: x")
    assert problems == ()
    assert uses(found)[key] in (KeyOutcome.CARRIED, KeyOutcome.HANDED_ON)


def test_an_unknown_key_is_reported_at_its_line() -> None:
    found, problems = read("title: A", "rating: 5")
    assert [(problem.line, problem.code) for problem in problems] == [(3, Code.FIELD_UNKNOWN)]
    assert problems[0].message == "'rating' is not a field of an article; it was left alone."
    assert uses(found)["rating"] is KeyOutcome.UNKNOWN


@pytest.mark.parametrize(
    ("slip", "text", "field", "key"),
    [
        ("data", "2025-04-23", "published", "date"),
        ("titel", "봄날", "title", "title"),
        ("tilte", "봄날", "title", "title"),
        ("catgory", "Dev", "categories", "category"),
        ("auther", "Kim", "authors", "author"),
        ("descripton", "짧다", "excerpt", "description"),
    ],
)
def test_a_slip_of_a_key_is_understood_if_the_field_is_missing(slip: str, text: str, field: str, key: str) -> None:
    found, problems = read(f"{slip}: {text}")
    assert said(found) == {field: TEXT_OF_EACH_FIELD[field][1]}
    assert [(problem.line, problem.code, problem.message) for problem in problems] == [
        (2, Code.FIELD_MISSPELT, f"'{slip}' was taken for '{key}': write {key}.")
    ]
    assert uses(found) == {slip: KeyOutcome.USED}


@pytest.mark.parametrize("lines", [["date: 2025-04-23", "data: 2024-01-01"], ["data: [1, 2, 3]"], ["data: not a day"]])
def test_a_slip_is_no_field_if_that_is_given_or_the_value_does_not_fit(lines: list[str]) -> None:
    found, problems = read(*lines)
    assert [(problem.line, problem.code) for problem in problems] == [(len(lines) + 1, Code.FIELD_UNKNOWN)]
    assert uses(found)["data"] is KeyOutcome.UNKNOWN


def test_a_project_may_add_keys_that_are_asked_first() -> None:
    dialects = Dialects.of({"title": ("headline",), "status": ("secret",), "nothing": ("x",)})
    found, problems = read("title: A", "headline: B", "secret: yes", dialects=dialects)
    assert (found.title, found.status) == ("B", Status.DRAFT)
    assert [(problem.line, problem.code) for problem in problems] == [(2, Code.FIELD_CONFLICT)]
    assert "'headline'" in problems[0].message


def test_an_added_key_may_lie_inside_of_a_mapping() -> None:
    found, problems = read("meta:", "  Head-Line: B", dialects=Dialects.of({"title": ("meta.headline",)}))
    assert (found.title, found.origins["title"], problems) == ("B", Origin(3, "meta.Head-Line"), ())


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["author:", "name: Kim", "picture: /kim.png", "slug: a"], Author("Kim", picture="/kim.png")),
        (["author:", "name: Kim", "url: /kim"], Author("Kim", "/kim")),
    ],
)
def test_a_mapping_whose_indent_is_lost_is_put_together_again(lines: list[str], author: Author) -> None:
    found, problems = read(*lines)
    assert found.authors == (author,)
    assert [(problem.line, problem.code) for problem in problems] == [(3, Code.FIELD_FORM)]
    assert problems[0].message == "'name' was taken to belong to 'author' above: write two blanks before it."


def test_a_key_below_an_empty_author_that_is_no_part_of_one_stays_where_it_is() -> None:
    found, problems = read("author:", "title: A", "url: /a/")
    assert (said(found), problems) == ({"title": "A", "permalink": "/a/"}, ())


def test_every_key_fills_one_field_only_but_published() -> None:
    keys = [key for row in TABLE for key in dict.fromkeys(map(plain_key, row.keys))]
    assert {key for key in keys if keys.count(key) > 1} == {"published"}


def test_no_key_stands_twice_in_a_row() -> None:
    assert [row.field for row in TABLE if len({plain_key(key) for key in row.keys}) < len(row.keys)] == []


def test_no_key_that_fills_a_field_is_one_that_engines_keep_for_themselves() -> None:
    assert {plain_key(key) for row in TABLE for key in row.keys} & CARRIED == set()


def test_every_row_fills_a_field_that_exists() -> None:
    assert {row.field for row in TABLE} == set(FIELDS) <= set(Fields.__dataclass_fields__)


def test_a_second_key_for_the_same_field_is_not_lost_without_a_word() -> None:
    found, problems = read("category: a", "categories: [b]")
    assert found.categories == (("a",), ("b",)) or problems
