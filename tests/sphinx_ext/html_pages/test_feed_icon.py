"""The link to the feed of the site, where readers look for it."""

from __future__ import annotations

from conftest import Build, Site

BASE = "https://kb.example.org/"


def find_icons(built: Build, page: str) -> list[tuple[str, str]]:
    return [(icon["href"], icon["aria-label"]) for icon in built.soup(page).select(".bottom-of-page .icons a")]


def test_each_page_of_furo_has_an_icon_beside_those_of_the_project(site: Site) -> None:
    site.post("one")
    assert find_icons(site.build(), "index") == []
    built = site.build(html_baseurl=BASE)
    pages = {"index": "atom.xml", "posts/one": "../atom.xml", "browse/posts": "../atom.xml", "search": "atom.xml"}
    for page, address in pages.items():
        assert find_icons(built, page) == [(address, "Feed")]
    own = {"name": "Code", "url": "https://example.org/", "html": "", "class": ""}
    built = site.build(html_baseurl=BASE, html_theme_options={"footer_icons": [own]}, anthology_feed_formats=["rss"])
    assert find_icons(built, "posts/one") == [("https://example.org/", "Code"), ("../rss.xml", "Feed")]
    feed = {**own, "name": "My feed", "url": f"{BASE}atom.xml"}
    built = site.build(html_baseurl=BASE, html_theme_options={"footer_icons": [feed]})
    assert find_icons(built, "index") == [(f"{BASE}atom.xml", "My feed")]


def test_the_home_page_of_another_theme_has_a_link(site: Site) -> None:
    site.post("one")
    built = site.build(html_baseurl=BASE, html_theme="alabaster", language="ko")
    (link,) = built.soup("index").select("a.anthology-feed")
    assert (link["href"], link.get_text()) == ("atom.xml", "피드")
    assert built.soup("posts/one").select("a.anthology-feed") == []
