"""The ids of articles in feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.outputs.feeds.entries import (
    FeedIds,
    find_given_ids,
    find_image_type,
    last_changed,
    make_id_base,
    with_whole_minutes,
)


def _post(name: str, feed_id: str = "") -> Post:
    return Post(f"posts/{name}.md", f"posts/{name}", name, name.title(), feed_id=feed_id)


@pytest.mark.parametrize(
    ("project", "language", "base"),
    [
        ("Knowledge base", "", "tag:knowledge-base,2025:"),
        ("Knowledge base", "ko", "tag:knowledge-base,2025:ko/"),
        ("지식 창고", "", "tag:xn----wb6eh69cqjgckd,2025:"),
        ("", "", "tag:site,2025:"),
        ("!!!", "", "tag:u21-u21-u21,2025:"),
        ("Kb: <the> 'site'", "", "tag:kb-the-site,2025:"),
    ],
)
def test_ids_begin_with_the_project(project: str, language: str, base: str) -> None:
    assert make_id_base(project, language) == base


def test_a_project_with_a_very_long_name_has_ids_too() -> None:
    base = make_id_base("가" * 300)
    assert base.startswith("tag:")
    assert base.isascii()
    assert len(base) < 100


def test_an_id_is_made_of_the_slug_and_of_nothing_else() -> None:
    post, ids = _post("봄"), FeedIds("https://old.example/p/")
    assert ids.id_of_post(post) == ids.guid_of_post(post) == "https://old.example/p/%EB%B4%84"
    moved = replace(post, path="blog/2020/x.md", docname="blog/2020/x")
    assert ids.id_of_post(moved) == ids.id_of_post(post)


@pytest.mark.parametrize(
    ("given", "uri", "guid"),
    [
        ("https://old.example/?p=12", "https://old.example/?p=12", "https://old.example/?p=12"),
        ("tag:old.example,2012:/x", "tag:old.example,2012:/x", "tag:old.example,2012:/x"),
        (
            "0B5C4B4E-3E0D-4D2B-9B7A-0123456789ab",
            "urn:uuid:0b5c4b4e-3e0d-4d2b-9b7a-0123456789ab",
            "0B5C4B4E-3E0D-4D2B-9B7A-0123456789ab",
        ),
        ("4711", "tag:x,2025:one", "4711"),
        ("two words", "tag:x,2025:one", "two words"),
        ("javascript:alert(1)", "tag:x,2025:one", "tag:x,2025:one"),
        ("\x00", "tag:x,2025:one", "tag:x,2025:one"),
    ],
)
def test_an_id_from_elsewhere_is_kept_and_atom_gets_uris_only(given: str, uri: str, guid: str) -> None:
    post = _post("one", given)
    ids = FeedIds("tag:x,2025:", find_given_ids([post], {}))
    assert ids.id_of_post(post) == uri
    assert ids.guid_of_post(post) == guid


def test_of_articles_with_one_id_the_older_trusted_one_has_it_and_the_old_feed_comes_first() -> None:
    new, stranger, old = _post("new", "x:1"), replace(_post("stranger", "x:1"), is_untrusted=True), _post("old", "x:1")
    assert find_given_ids([new, old, stranger], {}) == {"posts/old": "x:1"}
    assert find_given_ids([new, old, stranger], {"posts/new": "x:1"}) == {"posts/new": "x:1"}
    assert find_given_ids([_post("a", "x:1")], {"posts/a": "x:2"}) == {"posts/a": "x:2"}


def test_feeds_have_ids_of_their_own() -> None:
    ids = FeedIds("tag:kb,2025:")
    assert ids.id_of_feed("") == "tag:kb,2025:"
    assert ids.id_of_feed("browse/tags/봄") == "tag:kb,2025:#browse/tags/%EB%B4%84"
    assert FeedIds("tag:kb,2025:", old_feed="https://old.example/feed").id_of_feed("") == "https://old.example/feed"
    assert FeedIds("tag:kb,2025:", old_feed="no uri").id_of_feed("") == "tag:kb,2025:"


def test_offsets_of_old_local_times_have_whole_minutes() -> None:
    old = datetime(1904, 5, 1, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    assert old.isoformat() == "1904-05-01T12:00:00+08:27:52"
    assert with_whole_minutes(old).isoformat() == "1904-05-01T12:00:00+08:28"
    post = replace(_post("old"), published=old, updated=datetime(1900, 1, 1, tzinfo=UTC))
    assert str(last_changed(post)) == "1904-05-01 12:00:00+08:28"
    new = datetime(2025, 5, 1, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert with_whole_minutes(new) is new
    assert last_changed(_post("undated")) is None


def test_the_type_of_an_image_is_known_by_its_suffix() -> None:
    assert find_image_type("_images/A.JPG") == "image/jpeg"
    assert find_image_type("x") == ""
