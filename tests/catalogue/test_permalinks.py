"""Addresses of posts in their old blog, and the patterns that describe them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from post_records import make_record
from sphinx_anthology.catalogue.permalinks import (
    PLACEHOLDERS,
    find_unknown_placeholders,
    list_old_addresses,
    normalise_address,
    parse_hosts,
    strip_host,
)


@pytest.mark.parametrize(
    "address",
    ["/a/b", "a/b/", "/A/b.html?x#y", "/a/b/index.html", "/a//./b.md", "@/a/b.md", "@site/a/b", "/a/%62", "/a/b/_index"],
)
def test_an_address_is_compared_without_what_does_not_tell_pages_apart(address: str) -> None:
    assert normalise_address(address) == "a/b"


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("", ""),
        ("/", ""),
        ("/index.html", ""),
        ("/a/README.md", "a"),
        ("/a.php", "a"),
        ("/a.mdx#b", "a"),
        ("/v1.0", "v1.0"),
        ("/a/index", "a"),
        ("/reindex", "reindex"),
        ("/a/../b", "a/../b"),
        ("/a?b=/c", "a"),
        ("/%ED%95%9C", "한"),
        ("/\u1112\u1161\u11ab", "한"),
    ],
)
def test_an_address_is_normalised(address: str, normal: str) -> None:
    assert normalise_address(address) == normal


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://old.example/a/b", "/a/b"),
        ("http://old.example/", "/"),
        ("//old.example/a", "/a"),
        ("https://old.example", "https://old.example"),
        ("/a//b/c", "/a//b/c"),
        ("a/b", "a/b"),
    ],
)
def test_the_host_of_an_address_is_stripped(address: str, path: str) -> None:
    assert strip_host(address) == path


def test_hosts_are_parsed_in_lower_case() -> None:
    assert parse_hosts(["https://Old.Example/:slug", "//cdn.example:8000/", "/:slug", ""]) == {
        "old.example",
        "cdn.example:8000",
    }


def test_unknown_placeholders_are_found_and_ports_are_none() -> None:
    assert find_unknown_placeholders("/:year/:nonsense/:slug") == ["nonsense"]
    assert find_unknown_placeholders("https://host:8000/:slug") == []


def test_a_post_has_its_permalink_its_aliases_and_the_addresses_of_patterns() -> None:
    post = make_record(
        "dated",
        33 + 365,
        path="posts/2024-02-03-dated.md",
        permalink="/p/77.html",
        aliases=("/was/here/", "https://old.example/there"),
    )
    patterns = ["/:slug/:title/", "/:category/x"]
    assert list_old_addresses(post, patterns) == ("/p/77.html", "/was/here/", "/there", "/dated/dated/")


@pytest.mark.parametrize(
    ("fields", "addresses"),
    [
        ({}, ()),
        ({"permalink": "a"}, ("/a",)),
        ({"permalink": "//a"}, ("/a",)),
        ({"permalink": "/"}, ()),
        ({"aliases": ("/a", "/", "a", "/b")}, ("/a", "/b")),
        ({"permalink": "/a/", "aliases": ("/a",)}, ("/a/", "/a")),
    ],
)
def test_old_addresses_begin_with_one_slash_and_are_listed_once(fields: dict[str, Any], addresses: tuple[str, ...]) -> None:
    assert list_old_addresses(make_record("x", **fields), ()) == addresses


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slug", "the-slug"),
        ("title", "file"),
        ("filename", "2025-01-02-file"),
        ("year", "2025"),
        ("month", "01"),
        ("day", "02"),
        ("category", "ai"),
        ("categories", "ai/big-models"),
        ("lang", "ko"),
    ],
)
def test_placeholders_have_the_values_of_a_post(name: str, value: str) -> None:
    post = make_record("the-slug", path="posts/2025-01-02-file.md", category="AI/Big Models", language="ko")
    assert PLACEHOLDERS[name](post) == value
    assert list_old_addresses(post, [f"https://old.example/x/:{name}/"])[0] == f"/x/{value}/"


@pytest.mark.parametrize(
    ("fields", "pattern", "addresses"),
    [
        ({"category": "AI"}, "/:category/", ("/ai/",)),
        ({"category": "AI/Big Models"}, "/:category/x/", ("/ai/x/", "/ai/big-models/x/")),
        ({"categories": (("Coast",), ("Basics",))}, "/:categories/:year/", ("/coast/2025/", "/coast/basics/2025/")),
        ({"categories": (("Coast",), ("Coast",))}, "/:slugified_categories/", ("/coast/",)),
        ({"path": "posts/a-loaf.md", "title": "A first loaf"}, "/:slug/", ("/a-loaf/", "/a-first-loaf/")),
        ({"path": "posts/a-loaf.md", "title": "A first loaf", "slug": "own"}, "/:slug/", ("/own/",)),
        ({"path": "posts/a-loaf.md", "title": "A first loaf"}, "/:slugorfilename/", ("/a-loaf/",)),
        ({"path": "posts/2025-01-02-a-loaf.md", "title": "A first loaf"}, "/:slug/", ("/a-loaf/",)),
    ],
)
def test_what_engines_read_differently_is_an_address_of_each_kind(
    fields: dict[str, Any], pattern: str, addresses: tuple[str, ...]
) -> None:
    post = make_record("a-loaf", **{"path": "posts/2025-01-02-file.md", **fields})
    assert list_old_addresses(post, [pattern]) == addresses


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:section/:year/:month/:slug/", "/cn/2025/04/the-slug/"),
        ("/:sections/:contentbasename/", "/cn/deep/2025-04-05-file/"),
        ("/:sections[1:]/:name/", "/deep/file/"),
        ("/:sections[last]/:sections[0]/:sections[:1]/x/", "/deep/cn/cn/x/"),
        ("/:sections[:last]/:sections[7]/:sections[2:]/x/", "/cn/x/"),
        ("/:path:output_ext", "/cn/deep/2025-04-05-file.html"),
        ("/:short_year/:i_month/:i_day/:y_day/:yearday/", "/25/4/5/095/95/"),
        ("/:short_month/:long_month/:monthname/", "/Apr/April/april/"),
        ("/:w_year/:week/:w_day/:weekday/:short_day/:long_day/:weekdayname/", "/2025/14/6/6/Sat/Saturday/saturday/"),
        ("/:hour:minute:second/:timestamp/:title/", "/090807/1743844087/file/"),
        ("/:collection/:post_title/:slugorfilename/", "/posts/my-title/the-slug/"),
        ("/:slugified_categories/:slug", "/ai/big-models/the-slug"),
    ],
)
def test_patterns_have_the_placeholders_of_jekyll_hugo_and_hexo(pattern: str, address: str) -> None:
    post = make_record(
        "the-slug",
        path="posts/cn/deep/2025-04-05-file.md",
        folders=("cn", "deep"),
        title="My Title",
        published=datetime(2025, 4, 5, 9, 8, 7, tzinfo=UTC),
        category="AI/Big Models",
    )
    assert list_old_addresses(post, [pattern]) == (address,)


def test_a_title_in_a_pattern_is_that_of_the_file_and_of_the_post() -> None:
    post = make_record("x", path="posts/file.md", title="My Title")
    assert list_old_addresses(post, ["/:title/"]) == ("/file/", "/my-title/")


@pytest.mark.parametrize(
    ("path", "folders", "section", "whole"),
    [
        ("posts/a.md", (), "posts", "a"),
        ("posts/bundle/index.md", ("bundle",), "posts", "bundle"),
        ("posts/cn/bundle/index.ko.md", ("cn", "bundle"), "cn", "cn/bundle"),
        ("posts/cn/2025-04-05-x/README.md", ("cn", "2025-04-05-x"), "cn", "cn/2025-04-05-x"),
    ],
)
def test_a_bundle_is_no_section_and_the_folder_of_posts_stands_for_a_missing_one(
    path: str, folders: tuple[str, ...], section: str, whole: str
) -> None:
    post = make_record("a", path=path, folders=folders)
    assert list_old_addresses(post, ["/:sections/x"]) == (f"/{section}/x",)
    assert list_old_addresses(post, ["/:path/"]) == (f"/{whole}/",)


@pytest.mark.parametrize("placeholder", [":nonsense", ":06", ":sections[x]", ":year[1]", ":sections[]", ":한글"])
def test_a_pattern_with_an_unknown_placeholder_is_refused(placeholder: str) -> None:
    assert find_unknown_placeholders(f"/:slug/{placeholder}/") == [placeholder[1:]]
    assert list_old_addresses(make_record("a"), [f"/:slug/{placeholder}/"]) == ()


@pytest.mark.parametrize("name", ["year", "month", "day", "category", "categories", "lang"])
def test_a_pattern_is_not_expanded_if_a_value_is_missing(name: str) -> None:
    assert list_old_addresses(make_record("a", None), [f"/:slug/:{name}/"]) == ()


def test_a_pattern_with_an_unknown_placeholder_is_not_used_and_slashes_are_merged() -> None:
    assert list_old_addresses(make_record("/a/"), ["/x/:slug/:nonsense", "/x/:slug/"]) == ("/x/a/",)
