from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sphinx_anthology.fields import readers
from sphinx_anthology.fields.context import Context
from sphinx_anthology.fields.record import Author, CoverReference, ProfileLink, Status
from sphinx_anthology.frontmatter.header import Table, Unquoted
from sphinx_anthology.problems import Code


def reading(key: str = "key", splits_at_blanks: bool = False) -> Context:
    return Context("x.md", UTC, splits_at_blanks=splits_at_blanks, key=key, line=7)


def read(function: Any, value: Any, key: str = "key", splits_at_blanks: bool = False) -> tuple[Any, list[Code]]:
    """Return what a function makes of a value, and what it complains of."""
    found = reading(key, splits_at_blanks)
    return function(value, found), [problem.code for problem in found.problems]


def message(function: Any, value: Any, key: str = "key") -> str:
    """Return the one message about a value."""
    found = reading(key)
    function(value, found)
    (problem,) = found.problems
    assert (problem.path, problem.line) == ("x.md", 7)
    return problem.message


ALL = [
    *(readers.text, readers.lines_of_text, readers.moment, readers.flag, readers.flag_or_number, readers.draft),
    *(readers.hidden, readers.shown, readers.public, readers.public_since, readers.status_word, readers.tags),
    *(readers.categories, readers.people, readers.cover, readers.resource, readers.minutes, readers.number),
    *(readers.series, readers.address, readers.addresses, readers.language),
]


@pytest.mark.parametrize("value", [None, "", "  ", "\n"])
@pytest.mark.parametrize("function", ALL, ids=lambda function: function.__name__)
def test_an_empty_value_says_nothing_and_is_no_problem(function: Any, value: Any) -> None:
    assert read(function, value) in ((None, []), ((), []))


@pytest.mark.parametrize(
    ("value", "text"),
    [("봄날", "봄날"), ("  a \n\t b ", "a b"), (["a"], "a"), (Unquoted("1.10"), "1.10"), (Unquoted("true"), "true")],
)
def test_a_text_is_one_line(value: Any, text: str) -> None:
    assert read(readers.text, value) == (text, [])


@pytest.mark.parametrize("value", [["a", "b"], [["a"]], Table({"a": "b"}), []])
def test_a_value_that_is_no_text_is_reported(value: Any) -> None:
    assert read(readers.text, value) == (None, [Code.FIELD_FORM])


@pytest.mark.parametrize(
    ("function", "value", "advice"),
    [
        (readers.text, ["a", "b"], "write a text."),
        (readers.moment, ["a"], "write a date such as 2025-04-23."),
        (readers.flag, "perhaps", "write true or false."),
        (readers.flag, ["true"], "write true or false."),
        (readers.status_word, "odd", "write published, hidden or draft."),
        (readers.tags, Table({"x": "y"}), "write a list of texts."),
        (readers.people, Table({"bio": "y"}), "write a name, or a mapping with 'name'."),
        (readers.cover, Table({"caption": "y"}), "write the address of an image, or a mapping with 'url'."),
        (readers.minutes, "soon", "write a number of minutes."),
        (readers.number, "first", "write a whole number."),
        (readers.language, "my language", "write a language tag such as ko or pt-BR."),
        (readers.address, ["a", "b"], "write a text."),
    ],
)
def test_the_message_about_a_misfit_says_what_to_write(function: Any, value: Any, advice: str) -> None:
    assert message(function, value) == f"The value of 'key' was not understood and is ignored: {advice}"


def test_the_message_about_a_date_says_how_to_write_one() -> None:
    found = message(readers.moment, "soon")
    assert "'soon'" in found
    assert "'key'" in found
    assert "write it as 2025-04-23 or 2025-04-23T12:17:34+09:00." in found


def test_the_message_about_a_time_says_that_the_day_is_used() -> None:
    assert message(readers.moment, "2025-04-23 10:123").endswith("only its day is used: correct the time.")
    assert readers.moment("2025-04-23 10:123", reading()) == datetime(2025, 4, 23, tzinfo=UTC)


def test_a_long_text_that_is_no_date_is_not_shown_whole() -> None:
    assert len(message(readers.moment, "x" * 10_000)) < 500


@pytest.mark.parametrize(
    ("word", "given"),
    [
        *(("true", True), ("True", True), ("yes", True), ("on", True), ("1", True), ("y", True), ("예", True), ("네", True)),
        *(("false", False), ("NO", False), ("off", False), ("0", False), ("n", False), ("아니오", False), ("아니요", False)),
        (" true ", True),
        (Unquoted("true"), True),
    ],
)
def test_a_flag_is_a_word_of_yaml_or_korean(word: str, given: bool) -> None:
    assert read(readers.flag, word) == (given, [])


@pytest.mark.parametrize(
    ("word", "given"), [("flase", False), ("fals", False), ("falsee", False), ("ture", True), ("tru", None), ("treu", True)]
)
def test_a_slip_in_a_flag_is_understood_and_reported(word: str, given: bool | None) -> None:
    assert read(readers.flag, word) == (given, [Code.FIELD_FORM if given is None else Code.FIELD_MISSPELT])


def test_the_message_about_a_slip_says_what_to_write() -> None:
    assert message(readers.flag, "flase", "draft") == "'draft: flase' was taken for 'false': write draft: false."


@pytest.mark.parametrize(("value", "given"), [("5", True), ("0", False), ("-1", True), ("true", True), ("no", False)])
def test_a_rank_is_a_flag(value: str, given: bool) -> None:
    assert read(readers.flag_or_number, value) == (given, [])


@pytest.mark.parametrize("value", ["9" * 5000, "--5"], ids=["digits", "signs"])
def test_a_rank_that_is_no_number_is_never_an_error(value: str) -> None:
    assert readers.flag_or_number(value, reading()) in (True, None)


@pytest.mark.parametrize(
    ("function", "if_true", "if_false"),
    [
        (readers.draft, Status.DRAFT, Status.PUBLISHED),
        (readers.hidden, Status.HIDDEN, Status.PUBLISHED),
        (readers.shown, Status.PUBLISHED, Status.HIDDEN),
        (readers.public, Status.PUBLISHED, Status.DRAFT),
    ],
)
def test_flags_are_a_status(function: Any, if_true: Status, if_false: Status) -> None:
    assert (read(function, "yes"), read(function, "no")) == ((if_true, []), (if_false, []))


@pytest.mark.parametrize("value", ["2025-04-23", "2025-04-23T10:00:00Z", "Apr 23, 2025"])
def test_a_date_of_publication_is_no_status(value: str) -> None:
    assert read(readers.public, value) == (None, [])
    assert read(readers.public_since, value)[0] is not None


@pytest.mark.parametrize("value", ["true", "no", "1", "flase"])
def test_a_flag_of_publication_is_no_date(value: str) -> None:
    assert read(readers.public_since, value) == (None, [])


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *(("draft", Status.DRAFT), ("private", Status.DRAFT), ("pending", Status.DRAFT), ("WIP", Status.DRAFT)),
        *(("hidden", Status.HIDDEN), ("Unlisted", Status.HIDDEN)),
        *(
            ("published", Status.PUBLISHED),
            ("public", Status.PUBLISHED),
            (" publish ", Status.PUBLISHED),
            ("live", Status.PUBLISHED),
        ),
    ],
)
def test_a_status_is_a_word(word: str, status: Status) -> None:
    assert read(readers.status_word, word) == (status, [])


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("a", ("a",)),
        ("a, b;c，d、e", ("a", "b", "c", "d", "e")),
        ("two words", ("two words",)),
        ("'a', \"b\"", ("a", "b")),
        ("[a, b]", ("a", "b")),
        ("#a, #b", ("a", "b")),
        ("#", ("#",)),
        ("C#, C++", ("C#", "C++")),
        ("a, , b,", ("a", "b")),
        (["a", "b c", "CI,CD"], ("a", "b c", "CI,CD")),
        (["a", None, " ", "a"], ("a",)),
        ([["a", ["b"]], "c"], ("a", "b", "c")),
        ([Table({"name": "a"}), Table({"title": "b"})], ("a", "b")),
        ([Unquoted("2025")], ("2025",)),
    ],
)
def test_tags_are_names_in_a_list_or_a_text(value: Any, tags: tuple[str, ...]) -> None:
    assert read(readers.tags, value) == (tags, [])


def test_tags_may_have_blanks_between_in_a_jekyll_blog() -> None:
    assert read(readers.tags, "a b  c", splits_at_blanks=True) == (("a", "b", "c"), [])
    assert read(readers.tags, ["a b"], splits_at_blanks=True) == (("a b",), [])
    assert read(readers.tags, "a b, c", splits_at_blanks=True) == (("a b", "c"), [])


def test_a_lost_bracket_is_named() -> None:
    assert read(readers.tags, "a, b]") == (("a", "b"), [Code.CATEGORY_FORM])
    assert message(readers.tags, "a, b]") == "A bracket of 'key: a, b]' is lost: write a list."


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ("a", (("a",),)),
        ("a, b", (("a",), ("b",))),
        ("a / b", (("a", "b"),)),
        ("a > b > c", (("a", "b", "c"),)),
        ("a » b", (("a", "b"),)),
        ("CI/CD", (("CI/CD",),)),
        ("a>b", (("a>b",),)),
        ("a / b, c", (("a", "b"), ("c",))),
        (["a", "b / c", ""], (("a",), ("b", "c"))),
        ([["a", "b"], ["c"], []], (("a", "b"), ("c",))),
        (Table({"a": None}), (("a",),)),
        (Table({"a": "b", "c": ["d", "e"]}), (("a", "b"), ("c", "d"), ("c", "e"))),
        (Table({"a": Table({"b": "c"})}), (("a", "b", "c"),)),
        ([Table({"name": "a"})], (("a",),)),
        ([Table({"a": "b"}), "c"], (("a", "b"), ("c",))),
        ("  a \n b ", (("a b",),)),
    ],
)
def test_categories_are_paths(value: Any, paths: Any) -> None:
    assert read(readers.categories, value, "categories") == (paths, [])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (
            "category",
            ["a", "b"],
            "'category' holds a list; the post is put into each of them. Write 'categories' for several.",
        ),
        (
            "categories",
            [Unquoted("2025")],
            "'categories: 2025' is not text; it is taken for the name '2025'. Put it in quotes.",
        ),
        ("categories", [["a", ["b"]]], "Only the names in 'categories' are used: write a list of texts."),
        ("categories", "a]", "A bracket of 'categories: a]' is lost: write a list."),
    ],
)
def test_the_message_about_categories_says_what_to_write(key: str, value: Any, said: str) -> None:
    assert message(readers.categories, value, key) == said


def test_a_list_of_one_category_is_that_category() -> None:
    assert read(readers.categories, ["a"], "category") == ((("a",),), [])


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Kim Bom", (Author("Kim Bom"),)),
        ("Kim, Lee", (Author("Kim"), Author("Lee"))),
        ("Kim and Lee", (Author("Kim"), Author("Lee"))),
        ("Kim & Lee", (Author("Kim"), Author("Lee"))),
        ("Kim, Lee, and Park", (Author("Kim"), Author("Lee"), Author("Park"))),
        ("김봄、이여름", (Author("김봄"), Author("이여름"))),
        ("Kim Bom, Jr.", (Author("Kim Bom, Jr."),)),
        ("Example, Inc", (Author("Example, Inc"),)),
        ("Alexander Sand", (Author("Alexander Sand"),)),
        ("Kim <kim@example.org>", (Author("Kim"),)),
        ("[Kim](https://k.example)", (Author("Kim", "https://k.example"),)),
        ('[Kim](https://k.example "Home")', (Author("Kim", "https://k.example"),)),
        (["Kim, the first", "Lee"], (Author("Kim, the first"), Author("Lee"))),
        (["[Kim](/k), [Lee](/l)"], (Author("Kim", "/k"), Author("Lee", "/l"))),
        (["Kim", "Kim"], (Author("Kim"),)),
        (Table({"name": "Kim", "picture": "/k.png"}), (Author("Kim", picture="/k.png"),)),
        (Table({"name": "Kim", "image_url": "/k.png", "url": "/k"}), (Author("Kim", "/k", "/k.png"),)),
        (
            Table({"name": "Kim", "twitter": "@k"}),
            (Author("Kim", "https://x.com/k", links=(ProfileLink("X", "https://x.com/k"),)),),
        ),
        (
            Table({"name": "Kim", "github": "https://github.com/k"}),
            (Author("Kim", "https://github.com/k", links=(ProfileLink("GitHub", "https://github.com/k"),)),),
        ),
        (Table({"id": "kim"}), (Author("kim", key="kim"),)),
        ([Table({"name": "Kim"}), "Lee", None], (Author("Kim"), Author("Lee"))),
        (Table({"name": None, "picture": None}), ()),
        ([Unquoted("2019")], (Author("2019"),)),
    ],
)
def test_people_are_names_links_or_mappings(value: Any, people: Any) -> None:
    assert read(readers.people, value) == (people, [])


@pytest.mark.parametrize(
    ("value", "cover"),
    [
        ("/a.png", CoverReference("/a.png")),
        (["/a.png", "/b.png"], CoverReference("/a.png")),
        ([None, "/b.png"], CoverReference("/b.png")),
        (Table({"url": "/a.png"}), CoverReference("/a.png")),
        (Table({"src": "/a.png", "alt": "A"}), CoverReference("/a.png", "A")),
        (Table({"image": "/a.png", "altText": "A"}), CoverReference("/a.png", "A")),
        (Table({"path": "/a.png", "params": Table({"alt": "A"})}), CoverReference("/a.png", "A")),
        (Table({"url": "/a.png", "credit": "Kim"}), CoverReference("/a.png", credit="Kim")),
        (
            Table({"url": "/a.png", "credit": Table({"name": "Kim", "url": "/k"})}),
            CoverReference("/a.png", credit="Kim", credit_url="/k"),
        ),
        (Table({"url": None, "alt": ""}), None),
        ([], None),
    ],
)
def test_a_cover_is_an_address_or_a_mapping_with_one(value: Any, cover: Any) -> None:
    assert read(readers.cover, value) == (cover, [])


def test_a_cover_with_a_blank_missing_is_understood_and_reported() -> None:
    assert read(readers.cover, 'url:"/a.png"') == (CoverReference("/a.png"), [Code.FIELD_FORM])
    assert message(readers.cover, 'url:"/a.png"') == 'A blank is missing: write url: "/a.png".'


@pytest.mark.parametrize(
    ("value", "cover"),
    [
        ([Table({"src": "a.png", "name": "featuredImage"})], CoverReference("a.png")),
        ([Table({"src": "x.png"}), Table({"src": "a.png", "title": "Cover"})], CoverReference("a.png")),
        ([Table({"src": "x.png", "name": "chart"})], None),
        ([Table({"name": "featuredImage"})], None),
        ("a.png", None),
        (["a.png"], None),
    ],
)
def test_the_resource_that_is_called_featured_is_the_cover(value: Any, cover: Any) -> None:
    assert read(readers.resource, value) == (cover, [])


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("5", 5),
        ("~5 min", 5),
        ("≈ 7", 7),
        ("07", 7),
        ("5분", 5),
        (Table({"minutes": "4.2"}), 4),
        (Table({"text": "4 min read"}), 4),
    ],
)
def test_minutes_are_a_number(value: Any, minutes: int) -> None:
    assert read(readers.minutes, value) == (minutes, [])


@pytest.mark.parametrize(("value", "number"), [("3", 3), ("-3", -3), ("+3", 3), ("3.0", 3), (" 3 ", 3), (Unquoted("0"), 0)])
def test_an_order_is_a_whole_number(value: str, number: int) -> None:
    assert read(readers.number, value) == (number, [])


@pytest.mark.parametrize("value", ["3.5", "1e3", "0x10", "9" * 10, ["3"]])
def test_an_order_that_is_no_whole_number_is_reported(value: Any) -> None:
    assert read(readers.number, value) == (None, [Code.FIELD_FORM])


@pytest.mark.parametrize(
    ("value", "series"),
    [
        ("Rust", "Rust"),
        (["Rust"], "Rust"),
        (Table({"id": "r", "title": "Rust"}), "Rust"),
        (Table({"id": "r"}), "r"),
        (Table(), None),
    ],
)
def test_a_series_is_a_name_or_a_mapping_with_one(value: Any, series: str | None) -> None:
    assert read(readers.series, value) == (series, [])


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("/a/", "/a/"),
        ("2025/04/23/x", "2025/04/23/x"),
        (":title", None),
        ("/:year/:title/", None),
        ("https://e.org/", "https://e.org/"),
    ],
)
def test_an_address_is_a_text_but_no_pattern(value: str, address: str | None) -> None:
    assert read(readers.address, value) == (address, [])


@pytest.mark.parametrize(
    ("value", "addresses"),
    [("/a/", ("/a/",)), ("/a/, /b/", ("/a/", "/b/")), (["/a/", "/b/", "/a/", None], ("/a/", "/b/")), ([], ())],
)
def test_addresses_are_a_list_or_a_text(value: Any, addresses: tuple[str, ...]) -> None:
    assert read(readers.addresses, value) == (addresses, [])


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        *(("ko", "ko"), ("KO", "ko"), ("ko-kr", "ko-KR"), ("ko_KR", "ko-KR"), ("ko_KR.UTF-8", "ko-KR"), ("zh-hant", "zh-Hant")),
        *(("zh-hans-cn", "zh-Hans-CN"), ("pt-BR", "pt-BR"), ("es-419", "es-419"), ("English", "en"), ("한국어", "ko")),
        *(("日本語", "ja"), ("kor", "kor")),
    ],
)
def test_a_language_is_a_tag_or_a_name(value: str, tag: str) -> None:
    assert read(readers.language, value) == (tag, [])


@pytest.mark.parametrize("value", ["my language", "한글", "korean2", "e", "ko-KR-x-y-z"])
def test_a_language_that_nobody_knows_is_reported(value: str) -> None:
    assert read(readers.language, value) == (None, [Code.FIELD_FORM])


def test_a_category_that_is_missing_in_a_list_is_reported() -> None:
    assert read(readers.categories, ["a", None], "categories") == ((("a",),), [Code.CATEGORY_FORM])
