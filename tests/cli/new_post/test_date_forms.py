from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sphinx_anthology.cli.new_post.date_forms import find_form, format_date

NOW = datetime(2025, 4, 3, 5, 0, 5, tzinfo=timezone(timedelta(hours=9)))


@pytest.mark.parametrize(
    ("date", "now"),
    [
        ("2024-01-02", "2025-04-03"),
        ("2024-1-2", "2025-4-3"),
        ("2024/01/02", "2025/04/03"),
        ("2024-01-02 10:00:00 +0900", "2025-04-03 05:00:05 +0900"),
        ("2024-01-02 +0900", "2025-04-03 +0900"),
        ("2024-01-02T10:00:00+00:00", "2025-04-03T05:00:05+09:00"),
        ("2024-01-16T05:35:07.322Z", "2025-04-02T20:00:05.000Z"),
        ("2024-01-02T10:00", "2025-04-03T05:00"),
        ("2024-01-02 9:05", "2025-04-03 5:00"),
        ("2022-03-14 02:19:52.47+00", "2025-04-02 20:00:05.000000+00"),
        ("Jan 02, 2024", "Apr 03, 2025"),
        ("January 5, 2024", "April 3, 2025"),
        ("15 Apr, 2013", "03 Apr, 2025"),
        ("Jul 08 2022", "Apr 03 2025"),
        ("2024. 1. 2.", "2025. 4. 3."),
        ("2024년 1월 2일", "2025년 4월 3일"),
        ("Mon Jan 01 2024 10:00:00 GMT+0900 (Korean Standard Time)", "Thu Apr 03 2025 05:00:05 GMT+0900"),
        ("next week", "2025-04-03"),
        ("", "2025-04-03"),
    ],
)
def test_a_date_is_written_as_another_is(date: str, now: str) -> None:
    assert format_date(NOW, find_form([date])) == now


def test_the_form_of_most_dates_counts() -> None:
    assert find_form(["2024-01-02", "2024/01/02", "odd", "2023/12/31"]) == "%Y/%m/%d"
