"""Draft, scheduled, expired, hidden and pinned posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from conftest import CONFIGURATION, Site
from sphinx.errors import ConfigError


def titles(site: Site, **options: Any) -> list[str]:
    built = site.build(**options)
    assert built.warnings == ""
    return [link.get_text() for link in built.soup("browse/posts").select(".anthology-card-link")]


@pytest.fixture
def mixed(site: Site) -> Site:
    site.post("plain", date="2025-01-05")
    site.post("draft", date="2025-01-04", draft="true")
    site.post("scheduled", date="2025-02-01")
    site.post("expired", date="2025-01-02", expires="2025-01-20")
    site.post("hidden", date="2025-01-01", hidden="true")
    return site


def test_only_posts_that_are_public_on_the_day_of_the_build_are_listed(mixed: Site) -> None:
    assert titles(mixed, anthology_today="2025-01-31") == ["Title of plain"]
    assert titles(mixed, anthology_today="2025-01-19") == ["Title of plain", "Title of expired"]
    assert titles(mixed, anthology_today="2025-02-01") == ["Title of scheduled", "Title of plain"]


@pytest.mark.parametrize("name", ["draft", "scheduled", "expired"])
def test_posts_that_are_not_public_have_no_page(mixed: Site, name: str) -> None:
    built = mixed.build(anthology_today="2025-01-31")
    assert not (built.output / f"posts/{name}.html").exists()
    assert f"Title of {name}" not in built.text("searchindex.js") + built.text("browse/archive/2025.html")


def test_a_hidden_post_has_a_page_without_links_to_it(mixed: Site) -> None:
    built = mixed.build(anthology_today="2025-01-31")
    assert built.soup("posts/hidden").select_one(".anthology-badge").get_text() == "Hidden"
    assert "Title of hidden" not in built.article("browse/posts") + built.text("searchindex.js")


def test_the_option_drafts_shows_drafts_with_badges(mixed: Site) -> None:
    built = mixed.build(anthology_today="2025-01-31", anthology_drafts=True)
    assert built.warnings == ""
    badges = {
        card.find("a").get_text(): [badge.get_text() for badge in card.select(".anthology-badge")]
        for card in built.soup("browse/posts").select(".anthology-card")
    }
    assert badges == {
        "Title of scheduled": ["Scheduled"],
        "Title of plain": [],
        "Title of draft": ["Draft"],
        "Title of expired": ["Expired"],
    }
    assert built.article("posts/draft").startswith("Title of draft ¶ Draft · January 4, 2025")


def test_source_date_epoch_sets_the_day_of_the_build(mixed: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1736899200")  # 2025-01-15
    assert titles(mixed) == ["Title of plain", "Title of expired"]
    assert titles(mixed, anthology_today="2025-02-03") == ["Title of scheduled", "Title of plain"]


def test_an_invalid_day_is_refused_with_advice(site: Site) -> None:
    with pytest.raises(ConfigError, match=r"'tomorrow' is not a date. Write it as '2025-04-23' or '2025-04-23 09:00'"):
        site.build(anthology_today="tomorrow")


def test_the_day_of_the_build_is_in_the_time_zone_of_the_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735657200")  # 2025-01-01 00:00 in Seoul, the day before in UTC
    site.post("old", date="2024-01-01")
    site.post("new", date="2025-01-01")
    assert titles(site) == ["Title of old"]
    assert titles(site, anthology_timezone="Asia/Seoul") == ["Title of new", "Title of old"]


def test_a_scheduled_post_appears_on_its_day(mixed: Site) -> None:
    mixed.build(anthology_today="2025-01-31")
    mixed.build(anthology_today="2025-02-01")
    again = mixed.build(anthology_today="2025-02-01")
    assert again.read == []
    assert "Title of scheduled" in again.article("posts/scheduled")


def test_a_pinned_post_is_first_with_a_badge_except_in_the_archive(site: Site) -> None:
    site.post("old", date="2025-01-01", pinned="true", category="A")
    site.post("new", date="2025-02-01", category="A")
    built = site.build()
    cards = [card.get_text(" ") for card in built.soup("browse/categories/a").select(".anthology-card")]
    assert ["Pinned" in card for card in cards] == [True, False]
    assert [link.get_text() for link in built.soup("browse/archive/2025").select(".anthology-compact a")] == [
        "Title of new",
        "Title of old",
    ]
    assert built.soup("posts/new").select_one("a.prev-page .title").get_text() == "Title of old"


MORNING = "2025-06-01T00:00:00Z"
"""Nine o'clock in Seoul."""


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2025-06-01 08:59", ["Title of old"]),
        ("2025-06-01T00:00:00Z", ["Title of nine", "Title of old"]),
        ("2025-06-02 00:29:59", ["Title of tomorrow", "Title of nine", "Title of old"]),
        ("2025-06-02 00:30", ["Title of night", "Title of tomorrow", "Title of nine", "Title of old"]),
        ("2025-06-01", ["Title of nine", "Title of old"]),
    ],
)
def test_a_post_is_published_at_its_moment(site: Site, now: str, shown: list[str]) -> None:
    site.write("conf.py", CONFIGURATION + 'anthology_timezone = "Asia/Seoul"\n')
    for name, moment in [
        ("old", "2025-01-01"),
        ("nine", "2025-06-01T09:00:00+09:00"),
        ("tomorrow", "2025-06-02"),
        ("night", "2025-06-01T15:30:00Z"),
    ]:
        site.post(name, date=moment)
    assert titles(site, anthology_today=now) == shown


@pytest.mark.parametrize("accelerate", [True, False])
def test_an_incremental_build_shows_a_post_that_was_scheduled_and_leaves_out_one_that_expires(
    site: Site, monkeypatch: pytest.MonkeyPatch, accelerate: bool
) -> None:
    site.write("conf.py", CONFIGURATION + f"anthology_accelerate = {accelerate}\n")
    site.post("next", date=MORNING, expires="2025-06-01T00:00:02Z")
    site.post("old", date="2025-01-01")
    epoch = int(datetime.fromisoformat(MORNING).timestamp())
    seen = []
    for seconds in (-1, 0, 1, 2):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch + seconds))
        seen.append("Title of next" in titles(site))
    assert seen == [False, True, True, False]


def test_a_build_says_when_the_next_post_is_due(site: Site) -> None:
    site.write("conf.py", CONFIGURATION + 'anthology_timezone = "Asia/Seoul"\n')
    site.post("late", date="2025-06-03")
    site.post("soon", date="2025-06-01T00:00:30Z")
    site.post("draft", date="2025-05-31", draft="true")
    status = site.build(anthology_today="2025-05-30").log
    assert "next: 2025-06-01 09:01 +09:00 posts/soon.md" in status.splitlines()
    assert "next:" not in site.build(anthology_today="2025-06-04").log
