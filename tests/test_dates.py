from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.dates import parse

SEOUL = ZoneInfo("Asia/Seoul")


def test_a_date_without_an_offset_is_in_the_zone_of_the_site() -> None:
    assert parse("2025-04-23 10:00", SEOUL) == datetime(2025, 4, 23, 1, 0, tzinfo=UTC)


def test_an_offset_in_the_text_wins_over_the_zone_of_the_site() -> None:
    assert parse("2025-04-23T10:00Z", SEOUL) == datetime(2025, 4, 23, 10, 0, tzinfo=UTC)


def test_a_date_alone_is_midnight() -> None:
    assert parse("2025-04-23", SEOUL) == datetime(2025, 4, 23, tzinfo=SEOUL)


@pytest.mark.parametrize(
    "text",
    [
        "2025-04-05T03:17:34.921Z",
        "2025-04-05T03:17:34.921000Z",
        "2025-04-05 03:17:34.921+00",
        "2025-04-05 03:17:34.921 UTC",
        "2025-04-05 12:17:34.921 +0900",
        "2025-04-05 12:17:34.921 + 0900",
        "2025-4-5 12:17:34,921+09:00",
        "2025/04/05 3:17:34.921 GMT",
        " 2025-04-05t03:17:34.921z\n",
    ],
)
def test_one_moment_may_be_written_in_many_ways(text: str) -> None:
    assert parse(text, UTC) == datetime(2025, 4, 5, 3, 17, 34, 921000, tzinfo=UTC)


def test_the_offset_of_the_text_is_kept() -> None:
    assert parse("2025-04-05 12:00 -0330", UTC).utcoffset() == -timedelta(hours=3, minutes=30)


def test_digits_beyond_microseconds_are_dropped() -> None:
    assert parse("2025-01-01T00:00:00.123456789Z", UTC).microsecond == 123456


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025",
        "2025-04",
        "20250423",
        "2021-00-00",
        "0000-01-01",
        "2025-02-29",
        "2025-13-01",
        "2025-01-01 24:00",
        "2025-01-01 10:61",
        "2025-01-01T10:00+99:99",
        "2025-01-01T10:00+24:00",
        "2025-01-01T10:00+09:60",
        "2025-01-01 10:00 PM",
        "23-04-2025",
    ],
)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(text, UTC)


def test_the_first_and_the_last_day_can_be_compared() -> None:
    first, last = parse("0001-01-01T00:00+14:00", UTC), parse("9999-12-31T23:59:59-12:00", UTC)
    assert first < last
    assert first.timestamp() < last.timestamp()


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    assert parse(moment.isoformat(), SEOUL) == moment


@given(st.text(alphabet="0123456789-/.:T +Z,", max_size=30))
def test_any_text_is_a_date_with_an_offset_or_a_value_error(text: str) -> None:
    try:
        moment = parse(text, SEOUL)
    except ValueError:
        return
    assert moment.utcoffset() is not None


@pytest.mark.parametrize("text", ["2025-04-23-10", "2025-04-23-1"])
def test_a_fourth_number_after_a_date_is_not_an_offset(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        parse(text, UTC)
