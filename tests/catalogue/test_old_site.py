"""Addresses of pages that were not brought along."""

from __future__ import annotations

import pytest
from sphinx_anthology.catalogue.old_site import OldSite
from sphinx_anthology.settings import Settings

ONE = OldSite.from_settings(Settings(old_site="https://blog.example.org/"))
BELOW = OldSite.from_settings(Settings(old_site="https://example.org/blog"))
SEVERAL = OldSite.from_settings(
    Settings(old_site={"/tags/": "https://tags.example.org", "/": "https://old.example.org", "/tags/ai/": "http://ai.test"})
)


@pytest.mark.parametrize(
    ("site", "address", "url"),
    [
        (ONE, "/about/", "https://blog.example.org/about/"),
        (ONE, "/a/b.html?page=2#top", "https://blog.example.org/a/b.html?page=2#top"),
        (ONE, "/한글/글", "https://blog.example.org/한글/글"),
        (ONE, "https://Blog.example.org/x.html", "https://Blog.example.org/x.html"),
        (BELOW, "/about/", "https://example.org/blog/about/"),
        (BELOW, "/blog/about/", "https://example.org/blog/about/"),
        (SEVERAL, "/tags/web/", "https://tags.example.org/tags/web/"),
        (SEVERAL, "/tags/ai/x", "http://ai.test/tags/ai/x"),
        (SEVERAL, "/tagsx", "https://old.example.org/tagsx"),
    ],
)
def test_an_address_is_one_of_the_site_that_has_such_paths(site: OldSite, address: str, url: str) -> None:
    assert site.find_url(address) == url


def test_a_relative_address_belongs_to_the_address_of_the_post() -> None:
    assert ONE.find_url("../about/", "/2020/spring/") == "https://blog.example.org/2020/about/"
    assert ONE.find_url("img.html", "/2020/spring.html") == "https://blog.example.org/2020/img.html"
    assert ONE.find_url("../about/") is None


@pytest.mark.parametrize(
    "address",
    ["other.md", "/posts/other.mdx", "//evil.test/x", "https://elsewhere.test/x", "javascript:alert(1)", "#top", "", "/\x00"],
)
def test_other_addresses_are_not_on_the_old_site(address: str) -> None:
    assert ONE.find_url(address) is None


def test_only_the_named_paths_are_on_the_old_site() -> None:
    site = OldSite.from_settings(Settings(old_site={"/tags/": "https://tags.example.org"}))
    assert site.find_url("/about/") is None
    assert site.hosts == {"tags.example.org"}


@pytest.mark.parametrize(
    "value", ["", "blog.example.org", "javascript:x", "https://", "https://x.test/?a", {"tags": "https://x.test"}, {1: 2}]
)
def test_what_is_not_usable_is_left_out(value: object) -> None:
    assert OldSite.from_settings(Settings(old_site=value)).roots == ()  # type: ignore[arg-type]
