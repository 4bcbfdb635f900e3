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


def changes_of(**fields: Any) -> list[tuple[datetime, Status]]:
    return [(change.moment, change.status) for change in list_changes([make_record("a", **{"published": None, **fields})])]


def test_a_post_appears_and_expires() -> None:
    assert changes_of(published=FIRST, expires=SECOND) == [(FIRST, Status.PUBLISHED), (SECOND, Status.EXPIRED)]
    assert changes_of(published=FIRST) == [(FIRST, Status.PUBLISHED)]
    assert changes_of(expires=SECOND) == [(SECOND, Status.EXPIRED)]
    assert changes_of() == []


@pytest.mark.parametrize("status", [Status.SCHEDULED, Status.EXPIRED, Status.HIDDEN])
def test_posts_that_are_not_shown_now_change_as_well(status: Status) -> None:
    assert changes_of(published=FIRST, status=status) == [(FIRST, Status.PUBLISHED)]


def test_a_draft_never_changes_by_itself() -> None:
    assert changes_of(published=FIRST, expires=SECOND, status=Status.DRAFT) == []


@pytest.mark.parametrize("expires", [FIRST, FIRST - timedelta(days=1)])
def test_a_post_that_expires_before_it_appears_never_changes(expires: datetime) -> None:
    assert changes_of(published=FIRST, expires=expires) == []


def test_changes_are_in_the_order_of_time_and_then_of_paths() -> None:
    seoul = FIRST.astimezone(ZoneInfo("Asia/Seoul"))
    posts = [make_record("b", published=SECOND), make_record("c", published=FIRST), make_record("a", published=seoul)]
    assert list_changes(posts) == [
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
    ],
)
def test_a_moment_is_shown_in_the_time_zone_of_the_site(moment: datetime, zone: Any, text: str) -> None:
    assert format_moment(moment, zone) == text


def test_a_full_minute_stays() -> None:
    assert next_minute(FIRST) == FIRST
    assert next_minute(FIRST + timedelta(seconds=59)) == FIRST + timedelta(minutes=1)
