"""Redirects from old addresses, in Chromium with a server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
import test_pages
from conftest import Site
from playwright.sync_api import Browser
from served_pages import served

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

POSTS = {
    "spring": "/blog/2020/spring/, /blog/spring.html, /블로그/봄 소식/, /블로그/봄.html",
    "여름 글": "/summer",
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_old_address_redirects_to_its_article(browser: Browser, site: Site, builder: str) -> None:
    for name, aliases in POSTS.items():
        site.post(name, title=f"The article {name}", aliases=aliases)
    built = site.build(builder)
    assert built.warnings == ""
    with served(built.output) as root:
        page = browser.new_page()
        for name, aliases in POSTS.items():
            for alias in aliases.split(", "):
                page.goto(root + quote(alias.removeprefix("/")))
                end = "/" if builder == "dirhtml" else ".html"
                page.wait_for_url(f"**/posts/{quote(name)}{end}")
                assert page.locator("article h1").inner_text().startswith(f"The article {name}")
        page.close()


def test_a_redirect_page_has_a_link_for_browsers_that_do_not_forward(browser: Browser, site: Site, tmp_path: Path) -> None:
    site.post("spring", title="Spring & more", aliases="/old.html")
    old = site.build().output / "old.html"
    old.write_text(old.read_text(encoding="utf-8").replace('http-equiv="refresh"', 'name="none"'), encoding="utf-8")
    page = browser.new_page(java_script_enabled=False)
    page.goto(old.as_uri())
    page.get_by_role("link", name="Spring & more").click()
    assert page.locator("article h1").inner_text().startswith("Spring & more")
    page.close()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_redirect_keeps_query_and_fragment_and_works_without_scripts(
    browser: Browser, site: Site, *, has_scripts: bool
) -> None:
    site.post("a", body="Text.\n\n## Part\n\nText.\n", aliases="/old/a/, /옛글/, /old/b.html#part")
    built = site.build()
    with served(built.output) as root:
        page = browser.new_page(java_script_enabled=has_scripts)
        for old in ("old/a/#part", "old/a/?utm=x&y=%EB%B4%84#part", f"{quote('옛글')}/?q", "old/b.html#part", "old/a/"):
            page.goto(f"{root}{old}")
            start = next(place for place, mark in enumerate(f"{old}#") if mark in "?#")
            page.wait_for_url(f"{root}posts/a.html{old[start:] if has_scripts else '**'}")
            assert page.locator("article h1").inner_text().startswith("Title of a")
            assert page.evaluate("history.length") >= 1
        page.close()
