"""The date of a build."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from sphinx_anthology.loading.build_date import get_build_date

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build without ``SOURCE_DATE_EPOCH``."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_the_option_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert get_build_date("2025-04-23", UTC) == date(2025, 4, 23)


@pytest.mark.parametrize(("zone", "day"), [(UTC, 22), (SEOUL, 23)])
def test_the_epoch_is_a_date_in_the_time_zone(monkeypatch: pytest.MonkeyPatch, zone: tzinfo, day: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2025, 4, 22, 20, tzinfo=UTC).timestamp())))
    assert get_build_date("", zone) == date(2025, 4, day)


def test_without_both_it_is_the_current_date() -> None:
    before = datetime.now(SEOUL).date()
    assert before <= get_build_date("", SEOUL) <= datetime.now(SEOUL).date()


@pytest.mark.parametrize("option", ["23.4.2025", "2025-13-01", "soon"])
def test_an_option_that_is_no_date_is_an_error(option: str) -> None:
    with pytest.raises(ValueError, match=f"anthology_today = '{option}' is not a date. Write it as '2025-04-23'."):
        get_build_date(option, UTC)


@pytest.mark.parametrize("epoch", ["soon", "1e9", "99999999999999999"])
def test_an_epoch_that_is_no_time_is_an_error(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ValueError, match=f"SOURCE_DATE_EPOCH = '{epoch}' is not a number of seconds."):
        get_build_date("", UTC)
