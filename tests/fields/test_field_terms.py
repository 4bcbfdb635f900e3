from __future__ import annotations

from typing import Any

import pytest
from reading import Reader, read_message, read_value
from sphinx_anthology.fields.terms import read_categories, read_related, read_series, read_tags
from sphinx_anthology.frontmatter.model import Table, Unquoted
from sphinx_anthology.problems import Code


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
def test_tags_are_a_list_or_a_text(value: Any, tags: tuple[str, ...]) -> None:
    assert read_value(read_tags, value) == (tags, [])


def test_spaces_separate_tags_in_a_jekyll_blog() -> None:
    assert read_value(read_tags, "a b  c", splits_at_spaces=True) == (("a", "b", "c"), [])
    assert read_value(read_tags, ["a b"], splits_at_spaces=True) == (("a b",), [])
    assert read_value(read_tags, "a b, c", splits_at_spaces=True) == (("a b", "c"), [])


@pytest.mark.parametrize(
    ("read", "value", "advice"),
    [
        (read_tags, Table({"x": "y"}), "a list of texts."),
        (read_related, ["a", Table({"x": "y"})], "a list of the slugs of other posts, or false."),
    ],
)
def test_the_message_about_an_unusable_term_says_what_to_write(read: Reader, value: Any, advice: str) -> None:
    assert read_message(read, value) == f"The value of 'key' is not usable and is ignored. Write {advice}"


def test_a_missing_bracket_is_reported() -> None:
    assert read_value(read_tags, "a, b]") == (("a", "b"), [Code.CATEGORY_FORM])
    assert read_message(read_tags, "a, b]") == "A bracket is missing in 'key: a, b]'. Write a list."


def test_the_message_about_a_missing_bracket_has_the_first_60_characters_of_a_long_list() -> None:
    assert read_message(read_tags, "[" + 99 * "x") == f"A bracket is missing in 'key: [{59 * 'x'}'. Write a list."


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
    assert read_value(read_categories, value, "categories") == (paths, [])


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (
            "category",
            ["a", "b"],
            "'category' is a list; the post is in each of its categories. Write 'categories' for several.",
        ),
        (
            "categories",
            [Unquoted("2025")],
            "'categories: 2025' is not a text; the category is named '2025'. Put it in quotes.",
        ),
        ("categories", [["a", ["b"]]], "Only the names in 'categories' are used. Write a list of texts."),
        ("categories", "a]", "A bracket is missing in 'categories: a]'. Write a list."),
    ],
)
def test_the_message_about_categories_says_what_to_write(key: str, value: Any, message: str) -> None:
    assert read_message(read_categories, value, key) == message


def test_a_list_of_one_category_is_that_category() -> None:
    assert read_value(read_categories, ["a"], "category") == ((("a",),), [])


@pytest.mark.parametrize(
    "value",
    [
        [[f"c{number}" for number in range(500)]],
        " / ".join(f"c{number}" for number in range(40)),
        [" > ".join(f"c{number}" for number in range(11)), "other"],
        {"c0": [" / ".join(f"c{number}" for number in range(1, 12))]},
    ],
)
def test_categories_in_each_other_are_limited(value: Any) -> None:
    paths, codes = read_value(read_categories, value, "categories")
    assert paths[0] == tuple(f"c{number}" for number in range(10))
    assert codes == [Code.CATEGORY_FORM]


def test_ten_categories_in_each_other_are_usual() -> None:
    path = tuple(f"c{number}" for number in range(10))
    assert read_value(read_categories, [list(path)], "categories") == ((path,), [])


def test_an_empty_category_in_a_list_is_reported() -> None:
    assert read_value(read_categories, ["a", None], "categories") == ((("a",),), [Code.CATEGORY_FORM])


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
def test_a_series_is_a_name_or_a_mapping_with_a_name(value: Any, series: str | None) -> None:
    assert read_value(read_series, value) == (series, [])


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("a, b", ("a", "b")),
        (["a", "[[b]]", "a"], ("a", "b")),
        ([Table({"slug": "a"}), Table({"title": "B c"})], ("a", "B c")),
        (Table({"slug": "a"}), ("a",)),
        ("false", ()),
        ("없음", ()),
        ([], ()),
        ("true", None),
        ("auto", None),
        ("  ", None),
    ],
)
def test_related_articles_are_names_or_none(value: Any, names: tuple[str, ...] | None) -> None:
    assert read_value(read_related, value) == (names, [])
