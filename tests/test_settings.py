"""The options of the extension."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Site
from sphinx.errors import ConfigError


def test_posts_are_where_the_option_says(site: Site) -> None:
    site.write("notes/a.md", "---\ntitle: A note\ndate: 2025-01-01\n---\n\nText.\n")
    built = site.build(anthology_posts=["notes/*.md"])
    assert built.warnings == ""
    assert "A note" in built.article("browse/posts")


def test_excluded_files_are_no_posts(site: Site) -> None:
    site.post("one")
    site.post("drafts/two")
    built = site.build(exclude_patterns=["posts/drafts", "build"])
    assert "Title of two" not in built.article("browse/posts")
    assert built.warnings == ""


def test_the_index_pages_lie_where_the_option_says(site: Site) -> None:
    site.post("one", category="A")
    built = site.build(anthology_browse="archive")
    assert built.warnings == ""
    assert "Title of one" in built.article("archive/categories/a")


def test_dates_without_an_offset_are_in_the_zone_of_the_site(site: Site) -> None:
    site.post("seoul", date="2025-01-01 08:00")
    site.post("utc", date="2025-01-01T00:00:00Z")
    order = [
        link.get_text()
        for link in site.build(anthology_timezone="Asia/Seoul").soup("browse/posts").select("a.anthology-card-link")
    ]
    assert order == ["Title of utc", "Title of seoul"]


def test_a_time_zone_that_does_not_exist_is_refused_with_what_to_write(site: Site) -> None:
    with pytest.raises(ConfigError, match="'Seoul' is not a time zone: write a name such as 'Asia/Seoul'"):
        site.build(anthology_timezone="Seoul")


@pytest.mark.parametrize(
    ("name", "given", "used"), [("browse", "../out", "'out'"), ("browse", "", "'browse'"), ("page_size", 0, "1")]
)
def test_a_value_that_cannot_be_used_is_replaced_and_named(site: Site, name: str, given: object, used: str) -> None:
    site.post("one")
    option: dict[str, Any] = {f"anthology_{name}": given}
    built = site.build(**option)
    assert built.codes[:1] == ["anthology.option-invalid"]
    assert f"anthology_{name} = {given!r} cannot be used; {used} is used instead." in built.warnings


def test_the_toctree_can_be_left_to_the_author(site: Site) -> None:
    site.post("one", category="A")
    built = site.build(anthology_navigation=False)
    assert "toc.not_included" in built.codes
    assert not built.soup("index").select(".sidebar-tree a[href^='browse']")


def test_a_permalink_with_an_unknown_placeholder_is_named_with_the_nearest(site: Site) -> None:
    site.post("one")
    built = site.build(anthology_permalinks=["https://old.example/:yaer/:slug/"])
    assert built.codes == ["anthology.option-invalid"]
    assert "in 'https://old.example/:yaer/:slug/' ':yaer' stands for nothing. Did you mean 'year'?" in built.warnings
