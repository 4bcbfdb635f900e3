"""Dates for readers and for machines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sphinx_anthology.pages import dates_and_numbers
from sphinx_anthology.pages.dates_and_numbers import machine_readable


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2025, 5, 1, 9, 30, tzinfo=UTC), "2025-05-01T09:30:00+00:00"),
        (datetime(2025, 5, 1, 9, 30, 1, 308_421, tzinfo=UTC), "2025-05-01T09:30:01.308+00:00"),
        (datetime(2025, 5, 1, 9, tzinfo=timezone(timedelta(hours=-3, minutes=-30))), "2025-05-01T09:00:00-03:30"),
        (datetime(1905, 1, 1, 12, tzinfo=ZoneInfo("Asia/Seoul")), "1905-01-01T03:32:08+00:00"),
        (datetime(987, 1, 1, 12, tzinfo=UTC), "0987-01-01T12:00:00+00:00"),
        (datetime(2025, 5, 1), "2025-05-01T00:00:00"),
    ],
)
def test_a_moment_is_one_that_html_can_have(moment: datetime, text: str) -> None:
    assert machine_readable(moment) == text


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "May 1, 2025", "May 21, 2025"),
        ("de", "1. Mai 2025", "21. Mai 2025"),
        ("es", "1 de mayo de 2025", "21 de mayo de 2025"),
        ("fr", "1er mai 2025", "21 mai 2025"),
        ("fr_CA", "1er mai 2025", "21 mai 2025"),
        ("it", "1º maggio 2025", "21 maggio 2025"),
        ("ja", "2025年5月1日", "2025年5月21日"),
        ("ko", "2025년 5월 1일", "2025년 5월 21일"),
        ("pt_BR", "1º de maio de 2025", "21 de maio de 2025"),
        ("pt_PT", "1 de maio de 2025", "21 de maio de 2025"),
        ("ru", "1 мая 2025\u202fг.", "21 мая 2025\u202fг."),
        ("tr", "1 Mayıs 2025", "21 Mayıs 2025"),
        ("vi", "1 tháng 5, 2025", "21 tháng 5, 2025"),
        ("zh_CN", "2025年5月1日", "2025年5月21日"),
        ("zh-TW", "2025年5月1日", "2025年5月21日"),
        ("tlh", "May 1, 2025", "May 21, 2025"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(language: str, first: str, second: str) -> None:
    days = [datetime(2025, 5, day, 12, tzinfo=UTC) for day in (1, 21)]
    assert [dates_and_numbers.date(day, language) for day in days] == [first, second]


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "April 2025"),
        ("de", "April 2025"),
        ("es", "Abril de 2025"),
        ("fr", "Avril 2025"),
        ("it", "Aprile 2025"),
        ("ja", "2025年4月"),
        ("ko", "2025년 4월"),
        ("pt_BR", "Abril de 2025"),
        ("ru", "Апрель 2025"),
        ("tr", "Nisan 2025"),
        ("vi", "Tháng 4 năm 2025"),
        ("zh_CN", "2025年4月"),
    ],
)
def test_the_heading_of_a_month_has_a_capital_letter(language: str, heading: str) -> None:
    assert dates_and_numbers.month(date(2025, 4, 1), language) == heading


@pytest.mark.parametrize(("language", "names"), [("ru", ["янв.", "май", "дек."]), ("vi", ["1", "5", "12"])])
def test_months_of_a_chart_have_short_names(language: str, names: list[str]) -> None:
    months = dates_and_numbers.months(language)
    assert [months[0], months[4], months[11]] == names


@pytest.mark.parametrize(("language", "separator"), [("en", ", "), ("de", ", "), ("ru", ", "), ("ja", "、"), ("zh_TW", "、")])
def test_items_of_an_enumeration_are_separated_as_in_their_language(language: str, separator: str) -> None:
    assert dates_and_numbers.list_separator(language) == separator


@pytest.mark.parametrize(("language", "written"), [("en", "12,345"), ("de", "12.345"), ("fr", "12\u202f345"), ("tr", "12.345")])
def test_a_number_has_the_separators_of_its_language(language: str, written: str) -> None:
    assert dates_and_numbers.number(12_345, language) == written
