"""Dates for readers and for machines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
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
