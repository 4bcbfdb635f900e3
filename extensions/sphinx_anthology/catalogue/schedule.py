"""The moments at which the site changes by itself: scheduled posts appear, and others expire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, datetime, timedelta, tzinfo
from typing import NamedTuple

from ..fields.record import Status
from .post import Post

_BEFORE_EXPIRY = frozenset({Status.SCHEDULED, Status.PUBLISHED, Status.HIDDEN})


class ScheduledChange(NamedTuple):
    """The moment from which a post is shown, or from which it is not shown any more."""

    moment: datetime
    """Always with a UTC offset."""
    path: str
    """The file of the post, as a POSIX path relative to the source folder."""
    status: Status
    """:attr:`~.Status.PUBLISHED` or :attr:`~.Status.EXPIRED`: what the post is from then on."""


def list_changes(posts: Iterable[Post]) -> list[ScheduledChange]:
    """Return the coming changes of posts in the order of time, by the status that each has at the time of the build.

    A post that expires before it appears has none. People write the end of the calendar for "never", so it is no change.
    """
    changes = [change for post in posts for change in _list_changes_of(post) if change.moment.year < MAXYEAR]
    return sorted(changes, key=lambda change: (change.moment, change.path))


def _list_changes_of(post: Post) -> Iterator[ScheduledChange]:
    if post.status is Status.SCHEDULED and post.published:
        if post.expires and post.expires <= post.published:
            return
        yield ScheduledChange(post.published, post.path, Status.PUBLISHED)
    if post.status in _BEFORE_EXPIRY and post.expires:
        yield ScheduledChange(post.expires, post.path, Status.EXPIRED)


def format_moment(moment: datetime, zone: tzinfo) -> str:
    """Return a moment in a time zone, such as ``2026-12-01 09:00 +09:00``. Seconds are rounded up to the next minute."""
    text = next_minute(moment).astimezone(zone).isoformat(" ", "minutes")
    return f"{text[:16]} {text[16:]}"


def next_minute(moment: datetime) -> datetime:
    """Return the first full minute that is not before a moment."""
    minute = moment.replace(second=0, microsecond=0)
    return minute if minute == moment else minute + timedelta(minutes=1)
