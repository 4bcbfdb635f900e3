from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from reading import Reader, read_message, read_value
from sphinx_anthology.fields.scalars import (
    read_date,
    read_date_unless_flag,
    read_flag,
    read_flag_or_number,
    read_minutes,
    read_text,
    read_whole_number,
)
from sphinx_anthology.frontmatter.model import Table, Unquoted
from sphinx_anthology.problems import Code


@pytest.mark.parametrize(
    ("read", "value", "advice"),
    [
        (read_text, ["a", "b"], "a text."),
        (read_date, ["a"], "a date such as 2025-04-23."),
        (read_flag, "perhaps", "true or false."),
        (read_flag, ["true"], "true or false."),
        (read_minutes, "soon", "a number of minutes."),
        (read_whole_number, "first", "a whole number."),
    ],
)
def test_the_message_about_an_unusable_scalar_says_what_to_write(read: Reader, value: Any, advice: str) -> None:
    assert read_message(read, value) == f"The value of 'key' is not usable and is ignored. Write {advice}"


@pytest.mark.parametrize(
    ("value", "text"),
    [("봄날", "봄날"), ("  a \n\t b ", "a b"), (["a"], "a"), (Unquoted("1.10"), "1.10"), (Unquoted("true"), "true")],
)
def test_a_text_becomes_one_line(value: Any, text: str) -> None:
    assert read_value(read_text, value) == (text, [])


@pytest.mark.parametrize("value", [["a", "b"], [["a"]], Table({"a": "b"}), []])
def test_a_value_that_is_not_text_is_reported(value: Any) -> None:
    assert read_value(read_text, value) == (None, [Code.FIELD_FORM])


def test_the_message_about_an_invalid_date_shows_valid_dates() -> None:
    message = read_message(read_date, "soon")
    assert message.startswith("'soon' is not a date: ")
    assert message.endswith(". Write 'key' as 2025-04-23 or 2025-04-23T12:17:34+09:00.")


def test_only_the_day_of_a_date_with_an_invalid_time_is_used() -> None:
    assert read_message(read_date, "2025-04-23 10:123").endswith(". Only the day is used. Correct the time in 'key'.")
    assert read_value(read_date, "2025-04-23 10:123") == (datetime(2025, 4, 23, tzinfo=UTC), [Code.DATE_INVALID])


def test_the_message_about_an_invalid_date_is_short() -> None:
    assert len(read_message(read_date, "x" * 10_000)) < 500


@pytest.mark.parametrize("value", ["true", "no", "1", "flase"])
def test_a_flag_is_not_a_date(value: str) -> None:
    assert read_value(read_date_unless_flag, value) == (None, [])


@pytest.mark.parametrize(
    ("word", "flag"),
    [
        *(("true", True), ("True", True), ("yes", True), ("on", True), ("1", True), ("y", True), ("예", True), ("네", True)),
        *(("false", False), ("NO", False), ("off", False), ("0", False), ("n", False), ("아니오", False), ("아니요", False)),
        (" true ", True),
        (Unquoted("true"), True),
    ],
)
def test_a_flag_is_a_word_of_yaml_or_korean(word: str, flag: bool) -> None:
    assert read_value(read_flag, word) == (flag, [])


@pytest.mark.parametrize(
    ("word", "flag"), [("flase", False), ("fals", False), ("falsee", False), ("ture", True), ("tru", None), ("treu", True)]
)
def test_a_typo_in_a_flag_is_corrected_and_reported(word: str, flag: bool | None) -> None:
    assert read_value(read_flag, word) == (flag, [Code.FIELD_FORM if flag is None else Code.FIELD_MISSPELT])


def test_the_message_about_a_typo_says_what_to_write() -> None:
    assert read_message(read_flag, "flase", "draft") == "'draft: flase' is read as 'false'. Write 'draft: false'."


@pytest.mark.parametrize(("value", "flag"), [("5", True), ("0", False), ("-1", True), ("true", True), ("no", False)])
def test_a_rank_is_a_flag(value: str, flag: bool) -> None:
    assert read_value(read_flag_or_number, value) == (flag, [])


@pytest.mark.parametrize("value", ["9" * 5000, "--5"], ids=["digits", "signs"])
def test_a_rank_that_is_not_a_number_does_not_raise(value: str) -> None:
    assert read_value(read_flag_or_number, value)[0] in (True, None)


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
    assert read_value(read_minutes, value) == (minutes, [])


@pytest.mark.parametrize(("value", "number"), [("3", 3), ("-3", -3), ("+3", 3), ("3.0", 3), (" 3 ", 3), (Unquoted("0"), 0)])
def test_an_order_is_a_whole_number(value: str, number: int) -> None:
    assert read_value(read_whole_number, value) == (number, [])


@pytest.mark.parametrize("value", ["3.5", "1e3", "0x10", "9" * 10, ["3"]])
def test_an_order_that_is_not_a_whole_number_is_reported(value: Any) -> None:
    assert read_value(read_whole_number, value) == (None, [Code.FIELD_FORM])
