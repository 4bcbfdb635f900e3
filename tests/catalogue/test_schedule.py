"""The moments at which posts appear or expire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from post_records import make_record
from sphinx_anthology.catalogue.schedule import ScheduledChange, format_moment, list_changes, next_minute
from sphinx_anthology.fields.record import Status

FIRST, SECOND = datetime(2025, 4, 23, 9, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)


def changes_of(status: Status, **fields: Any) -> list[tuple[datetime, Status]]:
    post = make_record("a", **{"published": None, "status": status, **fields})
    return [(change.moment, change.status) for change in list_changes([post])]


def test_a_scheduled_post_appears_and_expires() -> None:
    changes = [(FIRST, Status.PUBLISHED), (SECOND, Status.EXPIRED)]
    assert changes_of(Status.SCHEDULED, published=FIRST, expires=SECOND) == changes
    assert changes_of(Status.SCHEDULED, published=FIRST) == changes[:1]


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.HIDDEN])
def test_a_post_that_has_a_page_can_only_expire(status: Status) -> None:
    assert changes_of(status, published=FIRST, expires=SECOND) == [(SECOND, Status.EXPIRED)]
    assert changes_of(status, expires=SECOND) == [(SECOND, Status.EXPIRED)]
    assert changes_of(status, published=FIRST) == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.EXPIRED])
def test_drafts_and_expired_posts_never_change_by_themselves(status: Status) -> None:
    assert changes_of(status, published=FIRST, expires=SECOND) == []


@pytest.mark.parametrize("expires", [FIRST, FIRST - timedelta(days=1)])
def test_a_post_that_expires_before_it_appears_never_changes(expires: datetime) -> None:
    assert changes_of(Status.SCHEDULED, published=FIRST, expires=expires) == []


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-14)), timezone(timedelta(hours=14))])
def test_the_last_year_of_the_calendar_means_never(zone: timezone) -> None:
    never = datetime(9999, 12, 31, 23, 59, 59, tzinfo=zone)
    assert changes_of(Status.PUBLISHED, expires=never) == []
    assert changes_of(Status.SCHEDULED, published=FIRST, expires=never) == [(FIRST, Status.PUBLISHED)]
    assert changes_of(Status.SCHEDULED, published=never) == []


def test_changes_are_in_the_order_of_time_and_then_of_paths() -> None:
    seoul, status = FIRST.astimezone(ZoneInfo("Asia/Seoul")), Status.SCHEDULED
    dates = {"b": SECOND, "c": FIRST, "a": seoul}
    assert list_changes([make_record(name, published=moment, status=status) for name, moment in dates.items()]) == [
        ScheduledChange(FIRST, "posts/a.md", Status.PUBLISHED),
        ScheduledChange(FIRST, "posts/c.md", Status.PUBLISHED),
        ScheduledChange(SECOND, "posts/b.md", Status.PUBLISHED),
    ]


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        (FIRST, ZoneInfo("Asia/Seoul"), "2025-04-23 18:00 +09:00"),
        (FIRST, UTC, "2025-04-23 09:00 +00:00"),
        (FIRST + timedelta(seconds=1), timezone(-timedelta(hours=3, minutes=30)), "2025-04-23 05:31 -03:30"),
        (FIRST + timedelta(hours=14, minutes=59, microseconds=1), UTC, "2025-04-24 00:00 +00:00"),
        (datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC), timezone(timedelta(hours=14)), "9999-01-01 14:00 +14:00"),
    ],
)
def test_a_moment_is_shown_in_the_time_zone_of_the_site(moment: datetime, zone: Any, text: str) -> None:
    assert format_moment(moment, zone) == text


def test_a_full_minute_stays() -> None:
    assert next_minute(FIRST) == FIRST
    assert next_minute(FIRST + timedelta(seconds=59)) == FIRST + timedelta(minutes=1)
