"""What a post has from other files: cover, authors, collection, status and unique slug."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from post_files import Files, list_codes, load, make_post
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.fields.record import Cover, Origin, Status
from sphinx_anthology.loading.posts.resolve import find_collection, find_status, make_slugs_unique
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import Settings
from sphinx_anthology.urls import Url

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2025, 4, 23, 9, tzinfo=UTC)


def make_record(path: str = "p/a.md", slug: str = "a", **fields: Any) -> Post:
    return Post(path=path, docname=path.removesuffix(".md"), slug=slug, title="A", **fields)


def at(text: str, zone: tzinfo = UTC) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_a_cover_is_found_and_measured(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    Image.new("RGB", (3, 2)).save(tmp_path / "public/a.png")
    (post,) = load(tmp_path, {"p/a.md": make_post(coverImage="/a.png")}).catalogue.posts
    assert post.cover == Cover(Url("/a.png"), file="public/a.png", width=3, height=2)


def test_a_cover_may_come_after_the_post_was_cached(tmp_path: Path) -> None:
    files: Files = {"p/a.md": make_post(cover="a.png")}
    first = load(tmp_path, files)
    Image.new("RGB", (3, 2)).save(tmp_path / "p/a.png")
    (post,) = load(tmp_path, files, cache=first.files).catalogue.posts
    assert post.cover == Cover(Url("a.png"), file="p/a.png", width=3, height=2)


def test_a_cover_that_is_missing_or_outside_is_reported_and_not_shown(tmp_path: Path) -> None:
    result = load(tmp_path, {"p/a.md": make_post(cover="/gone.png"), "p/b.md": make_post(cover="../../x.png")})
    assert list_codes(result) == [("p/a.md", 3, Code.IMAGE_MISSING), ("p/b.md", 3, Code.PATH_OUTSIDE)]
    assert [post.cover for post in result.catalogue.posts] == [Cover(Url("/gone.png")), Cover(Url("../../x.png"))]
    assert not any(post.cover and post.cover.is_usable for post in result.catalogue.posts)


def test_authors_are_looked_up_in_the_authors_file(tmp_path: Path) -> None:
    files: Files = {"p/a.md": make_post(author="kim"), "authors.yml": "kim: {name: Kim Bom}\n"}
    (post,) = load(tmp_path, files).catalogue.posts
    assert [author.name for author in post.authors] == ["Kim Bom"]


def test_posts_without_authors_get_the_default_author_unless_they_are_untrusted(tmp_path: Path) -> None:
    files: Files = {
        "p/a.md": make_post(author=""),
        "p/b.md": make_post(author="Lee"),
        "p/guest/c.md": make_post(),
        "p/index.md": "# All posts\n",
        "p/authors.yml": "kim: {name: Kim Bom, default: true}\n",
    }
    first = load(tmp_path, files, Settings(untrusted=("p/guest",)))
    again = load(tmp_path, files | {"p/authors.yml": "kim: {name: Kim}\n"}, cache=first.files)
    posts = first.catalogue.by_docname
    names = [[author.name for author in posts[docname].authors] for docname in ("p/a", "p/b", "p/guest/c")]
    assert names == [["Kim Bom"], ["Lee"], []]
    assert posts["p/a"].origins["authors"] == Origin(1, None, "authors file")
    assert ("p/index" in first.catalogue.pages, again.catalogue.by_docname["p/a"].authors) == (True, ())


def test_the_first_collection_with_a_pattern_for_a_path_has_it() -> None:
    collections = {
        "": Settings(posts=("**",)),
        "notes": Settings(posts=("notes/**",)),
        "all": Settings(posts=("notes/*", "talks/*")),
    }
    paths = ["notes/a.md", "talks/b.md", "posts/c.md"]
    assert [find_collection(path, collections) for path in paths] == ["notes", "all", ""]


@pytest.mark.parametrize(
    ("published", "status"),
    [
        (NOW - timedelta(days=1), Status.PUBLISHED),
        (NOW, Status.PUBLISHED),
        (NOW + timedelta(microseconds=1), Status.SCHEDULED),
        (NOW.astimezone(SEOUL), Status.PUBLISHED),
        (NOW.astimezone(SEOUL) + timedelta(seconds=1), Status.SCHEDULED),
        (None, Status.PUBLISHED),
    ],
)
def test_a_post_is_scheduled_until_the_moment_of_its_publication(published: datetime | None, status: Status) -> None:
    assert find_status(make_record(published=published), NOW) is status


@pytest.mark.parametrize(
    ("expires", "status"),
    [
        (NOW - timedelta(days=1), Status.EXPIRED),
        (NOW, Status.EXPIRED),
        (NOW.astimezone(SEOUL), Status.EXPIRED),
        (NOW + timedelta(microseconds=1), Status.PUBLISHED),
    ],
)
def test_a_post_is_expired_from_the_moment_of_its_expiry_on(expires: datetime, status: Status) -> None:
    assert find_status(make_record(expires=expires), NOW) is status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": Status.DRAFT}, Status.DRAFT),
        ({"status": Status.DRAFT, "published": at("2025-05-01")}, Status.DRAFT),
        ({"status": Status.DRAFT, "expires": at("2025-01-01")}, Status.DRAFT),
        ({"status": Status.HIDDEN}, Status.HIDDEN),
        ({"status": Status.HIDDEN, "published": at("2025-05-01")}, Status.SCHEDULED),
        ({"status": Status.HIDDEN, "expires": at("2025-01-01")}, Status.EXPIRED),
        ({"published": at("2025-05-01"), "expires": at("2025-01-01")}, Status.SCHEDULED),
    ],
)
def test_drafts_stay_drafts_and_hidden_posts_may_be_scheduled_or_expired(fields: dict[str, Any], status: Status) -> None:
    assert find_status(make_record(**fields), NOW) is status


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.HIDDEN, Status.DRAFT])
def test_without_a_date_of_the_build_the_status_is_that_of_the_front_matter(status: Status) -> None:
    assert find_status(make_record(status=status, published=at("9999-01-01")), None) is status
    assert find_status(make_record(status=status, expires=at("2000-01-01")), None) is status


def unique_slugs(*posts: Post) -> tuple[dict[str, str], list[Problem]]:
    """Return the slugs of posts by path, and the problems."""
    problems: list[Problem] = []
    return {post.path: post.slug for post in make_slugs_unique(posts, problems.append)}, problems


def test_the_oldest_post_keeps_a_shared_slug() -> None:
    slugs, problems = unique_slugs(
        make_record("p/a.md", "s", published=at("2025-01-02")),
        make_record("p/b.md", "s", published=at("2025-01-01")),
        make_record("p/s.md", "s"),
    )
    assert slugs == {"p/b.md": "s", "p/a.md": "s-2", "p/s.md": "s-3"}
    assert [(problem.path, problem.code) for problem in problems] == [
        ("p/a.md", Code.SLUG_DUPLICATE),
        ("p/s.md", Code.SLUG_DUPLICATE),
    ]
    assert problems[0].message == "Slug 's' belongs to p/b.md, so this post gets 's-2'. Write another 'slug' in one of them."


def test_of_two_posts_of_the_same_moment_the_first_path_keeps_the_slug() -> None:
    moment = at("2025-01-01")
    slugs, _ = unique_slugs(make_record("p/b.md", "s", published=moment), make_record("p/a.md", "s", published=moment))
    assert slugs == {"p/a.md": "s", "p/b.md": "s-2"}


def test_the_problem_is_at_the_line_of_the_slug(tmp_path: Path) -> None:
    files: Files = {
        "p/a.md": make_post(slug="s", date="2025-01-02"),
        "p/b.md": make_post(slug="s", date="2025-01-01"),
        "p/s.md": make_post(),
    }
    assert list_codes(load(tmp_path, files)) == [("p/a.md", 3, Code.SLUG_DUPLICATE), ("p/s.md", 1, Code.SLUG_DUPLICATE)]


def test_slugs_that_differ_in_case_are_different() -> None:
    assert unique_slugs(make_record("p/a.md", "Foo"), make_record("p/b.md", "foo")) == ({"p/a.md": "Foo", "p/b.md": "foo"}, [])


def test_a_slug_that_only_one_post_asks_for_is_not_given_to_another() -> None:
    slugs, _ = unique_slugs(
        make_record("p/a.md", "s", published=at("2025-01-01")),
        make_record("p/b.md", "s", published=at("2025-01-02")),
        make_record("p/c.md", "s-2", published=at("2025-01-03")),
        make_record("p/d.md", "s", published=at("2025-01-04")),
    )
    assert slugs == {"p/a.md": "s", "p/b.md": "s-3", "p/c.md": "s-2", "p/d.md": "s-4"}
