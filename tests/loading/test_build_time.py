"""The time of a build."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sphinx_anthology.loading.build_time import get_build_time, is_current_time

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build without ``SOURCE_DATE_EPOCH``."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize(
    ("option", "moment"),
    [
        ("2025-04-23", datetime(2025, 4, 23, 23, 59, 59, 999999, SEOUL)),
        ("20250423", datetime(2025, 4, 23, 23, 59, 59, 999999, SEOUL)),
        ("2025-04-23 09:00", datetime(2025, 4, 23, 9, tzinfo=SEOUL)),
        ("2025-04-23T00:00", datetime(2025, 4, 23, tzinfo=SEOUL)),
        ("2025-04-23T09:00:30Z", datetime(2025, 4, 23, 9, 0, 30, tzinfo=UTC)),
        ("2025-04-23 09:00-05:00", datetime(2025, 4, 23, 9, tzinfo=timezone(timedelta(hours=-5)))),
    ],
)
def test_the_option_wins(monkeypatch: pytest.MonkeyPatch, option: str, moment: datetime) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert get_build_time(option, SEOUL) == moment
    assert get_build_time(option, SEOUL).tzinfo is SEOUL
    assert not is_current_time(option)


def test_the_epoch_is_a_moment_in_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2025, 4, 22, 20, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    assert get_build_time("", SEOUL) == moment
    assert get_build_time("", SEOUL).tzinfo is SEOUL
    assert not is_current_time("")


def test_without_both_it_is_the_current_time() -> None:
    before = datetime.now(SEOUL)
    assert before <= get_build_time("", SEOUL) <= datetime.now(SEOUL)
    assert is_current_time("")


@pytest.mark.parametrize("option", ["23.4.2025", "2025-13-01", "soon", "09:00", "2025-04-23 25:00"])
def test_an_option_that_is_no_date_is_an_error(option: str) -> None:
    message = f"anthology_today = '{option}' is not a date. Write it as '2025-04-23' or '2025-04-23 09:00'."
    with pytest.raises(ValueError, match=message):
        get_build_time(option, UTC)


@pytest.mark.parametrize("option", ["0001-01-01T00:00+09:00", "9999-12-31T23:59-10:00", "0001-01-01 01:00+11:00"])
def test_an_option_outside_of_the_calendar_is_an_error(option: str) -> None:
    message = f"anthology_today = '{option}' is not in the calendar of the time zone Asia/Seoul. Write another day."
    with pytest.raises(ValueError, match=re.escape(message)):
        get_build_time(option, SEOUL)


@pytest.mark.parametrize("option", ["9999-12-31", "0001-01-01"])
def test_a_day_at_an_end_of_the_calendar_is_a_day_in_each_time_zone(option: str) -> None:
    assert get_build_time(option, SEOUL).isoformat().startswith(option)


@pytest.mark.parametrize("epoch", ["soon", "1e9", "99999999999999999"])
def test_an_epoch_that_is_no_time_is_an_error(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ValueError, match=f"SOURCE_DATE_EPOCH = '{epoch}' is not a number of seconds."):
        get_build_time("", UTC)
