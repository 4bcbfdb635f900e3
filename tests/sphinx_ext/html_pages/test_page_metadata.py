"""What machines are told of pages: Open Graph properties and meta tags."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from conftest import CONFIGURATION, Build, Site

BASE = "https://kb.example/ko/latest/"
NAMED = CONFIGURATION + 'project = "A <b> & 지식"\n'
OVERVIEWS = {
    "browse/archive": "1 article: 2025",
    "browse/categories": "1 article: AI",
    "browse/tags": "1 article: x",
}
"""The descriptions of pages that list terms."""


def tags(build: Build, page: str, kind: str = "property") -> list[tuple[str, str]]:
    """Return the meta tags of a page with their contents, sorted."""
    return sorted((tag[kind], tag["content"]) for tag in build.soup(page).find_all("meta", attrs={kind: True}))


def test_each_property_of_an_article_is_written_once(site: Site) -> None:
    site.write("conf.py", NAMED)
    site.picture("public/그림.png", 1200, 630)
    site.write(
        "posts/one.md",
        "---\ntitle: 'One & <two> \"three\"'\ndate: 2025-04-23T12:00:00+09:00\nupdated: 2025-05-01\nexcerpt: In <short>.\n"
        "coverImage: /그림.png\nauthor: [Ada, Bob]\ncategory: AI > Models\ntags: [x, 'y \"z\"']\nlang: ko\n---\n\nText.\n",
    )
    build = site.build(html_baseurl=BASE, anthology_authors={"Bob": {"mastodon": "@bob@mas.to"}})
    assert tags(build, "posts/one") == sorted(
        [
            ("og:title", 'One & <two> "three"'),
            ("og:type", "article"),
            ("og:url", f"{BASE}posts/one.html"),
            ("og:site_name", "A <b> & 지식"),
            ("og:description", "In <short>."),
            ("og:locale", "ko_KR"),
            ("og:image", f"{BASE}_images/%EA%B7%B8%EB%A6%BC.png"),
            ("og:image:alt", 'One & <two> "three"'),
            ("og:image:type", "image/png"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("article:published_time", "2025-04-23T12:00:00+09:00"),
            ("article:modified_time", "2025-05-01T00:00:00+00:00"),
            ("article:author", f"{BASE}browse/authors/ada.html"),
            ("article:author", f"{BASE}browse/authors/bob.html"),
            ("article:section", "Models"),
            ("article:tag", "x"),
            ("article:tag", 'y "z"'),
        ]
    )
    named = dict(tags(build, "posts/one", "name"))
    assert (named["description"], named["author"]) == ("In <short>.", "Ada, Bob")
    assert (named["twitter:card"], named["fediverse:creator"]) == ("summary_large_image", "@bob@mas.to")


def test_generated_pages_and_pages_by_hand_have_properties(site: Site) -> None:
    site.write("conf.py", NAMED)
    site.picture("x.png")
    site.post("one", category="AI", author="Ada", tags="x")
    site.write("index.md", "# Home\n\n![An image](x.png) The **first** words.\n\n- not this\n\n## A heading\n\nMore & more.\n")
    site.write("api.rst", ":orphan:\n\nAPI\n===\n\n.. note:: Not this.\n\nA ``function`` of *any* kind.\n")
    options = {"AI": {"description": "Models & tools."}}
    people = {"Ada": {"bio": "Writes."}}
    build = site.build(html_baseurl=BASE, anthology_categories=options, anthology_authors=people)
    told = {
        page: dict(tags(build, page))
        for page in ("index", "api", "browse/categories/ai", "browse/authors/ada", "browse/posts", *OVERVIEWS)
    }
    assert {page: found.get("og:description") for page, found in told.items()} == {
        "index": "The first words. More & more.",
        "api": "A function of any kind.",
        "browse/categories/ai": "Models & tools.",
        "browse/authors/ada": "Writes.",
        "browse/posts": "1 article: Title of one",
        **OVERVIEWS,
    }
    assert {found["og:type"] for found in told.values()} == {"website", "profile"}
    for page, found in told.items():
        assert found["og:url"] == f"{BASE}{page}.html"
        assert found["og:image"].startswith(f"{BASE}_share/")
        assert len(found) == len(tags(build, page))


_WITHOUT_PARAGRAPHS: dict[str, tuple[str, str]] = {
    "landing.md": ("---\norphan: true\nlayout: home\n---\n\n# Landing\n", "Title of two · Title of one"),
    "listing.md": ("---\norphan: true\n---\n\n# Listing\n\n## New\n\n```{posts}\n:limit: 1\n```\n", "Title of two"),
    "terms.rst": (":orphan:\n\nTerms\n=====\n\n.. categories::\n", "AI · Art"),
    "contents.rst": (":orphan:\n\nContents\n========\n\n.. toctree::\n\n   landing\n   한글\n", "Landing · 한글 <제목>"),
    "한글.md": ("# 한글 <제목>\n\n- 하나\n- *둘*\n\n```{posts}\n```\n", "하나 둘"),
    "raw.md": ("---\norphan: true\n---\n\n# Raw\n\n<div>\n<style>p {}</style><b>A</b> &amp; B.\n</div>\n", "A & B."),
    "note.rst": (":orphan:\n\nNote\n====\n\n.. note:: Only this.\n", "Note Only this."),
    "given.md": ("---\norphan: true\ndescription: 'Mine, \"all\".'\n---\n\n# Given\n\nA paragraph.\n", 'Mine, "all".'),
    "meta.md": (
        "---\norphan: true\nlayout: home\nmyst:\n  html_meta:\n    description: In a tag.\n---\n\n# Meta\n",
        "In a tag.",
    ),
    "empty.md": ("---\norphan: true\n---\n\n# Empty\n", ""),
}
"""Pages without a paragraph, each with its description."""


def test_a_page_without_a_paragraph_is_described_by_what_it_has(site: Site) -> None:
    site.post("one", category="AI")
    site.post("two", category="Art", date="2025-05-01")
    for name, (text, _description) in _WITHOUT_PARAGRAPHS.items():
        site.write(name, text)
    build = site.build(html_baseurl=BASE)
    found = {
        name: [content for tag, content in tags(build, name.partition(".")[0], "name") if tag == "description"]
        for name in _WITHOUT_PARAGRAPHS
    }
    assert found == {name: [description] if description else [] for name, (_text, description) in _WITHOUT_PARAGRAPHS.items()}
    site.post("three", date="2025-06-01")
    later = site.build(html_baseurl=BASE)
    assert ("description", "Title of three · Title of two · Title of one") in tags(later, "landing", "name")


def test_without_an_address_of_the_site_there_are_no_relative_addresses(site: Site) -> None:
    site.picture("public/x.png")
    site.post("one", cover="/x.png", author="Ada")
    site.post("two")
    site.post("three", cover="https://img.example/a%20b.webp?x=1")
    build = site.build()
    assert not (build.output / "_share").exists()
    for page in ("posts/one", "posts/two", "index", "browse/posts"):
        assert not {name for name, _content in tags(build, page)} & {"og:url", "og:image", "og:image:alt", "og:image:width"}
    remote = dict(tags(build, "posts/three"))
    assert remote["og:image"] == "https://img.example/a%20b.webp?x=1"
    assert remote["og:image:type"] == "image/webp"
    assert ("article:author", "Ada") in tags(build, "posts/one")
    assert remote["og:site_name"] == "site"  # the folder
    assert "Set html_baseurl to the address of the site" in build.log


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_addresses_are_percent_encoded(site: Site, builder: str) -> None:
    site.post("봄 이야기", author="홍길동")
    build = site.build(builder, html_baseurl=BASE)
    page = "posts/봄 이야기" + ("/index" if builder == "dirhtml" else "")
    ending = "/" if builder == "dirhtml" else ".html"
    found = dict(tags(build, page))
    assert found["og:url"] == f"{BASE}posts/%EB%B4%84%20%EC%9D%B4%EC%95%BC%EA%B8%B0{ending}"
    assert found["article:author"] == f"{BASE}browse/authors/%ED%99%8D%EA%B8%B8%EB%8F%99{ending}"


_OWN: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "front matter": ('og:title: Mine > & "all"\nog:type: book\n', {}, {"og:title": 'Mine > & "all"', "og:type": "book"}),
    "an image": (
        "og:image: https://img.example/그림 1.png\nog:image:alt: Mine\n",
        {},
        {"og:image": "https://img.example/%EA%B7%B8%EB%A6%BC%201.png", "og:image:alt": "Mine"},
    ),
    "an image of the site": ("og:image: img/a.png\n", {}, {"og:image": f"{BASE}img/a.png", "og:image:alt": "One"}),
    "html_meta": (
        "myst:\n  html_meta:\n    description: Mine\n    property=og:title: Meta\n    property=og:image: https://img.example/a.png\n",
        {},
        {"og:title": "Meta", "og:image": "https://img.example/a.png"},
    ),
    "one image for all": ("", {"ogp_image": "img/그림.png"}, {"og:image": f"{BASE}img/%EA%B7%B8%EB%A6%BC.png"}),
    "a custom tag": ("", {"ogp_custom_meta_tags": ['<meta property="og:locale" content="x>y" />']}, {"og:locale": "x>y"}),
    "the name of the site": ("", {"ogp_site_name": "<Other>"}, {"og:site_name": "<Other>"}),
    "another address": (
        "",
        {"ogp_canonical_url": "https://other.example/"},
        {"og:url": "https://other.example/posts/one.html"},
    ),
}


@pytest.mark.parametrize("way", list(_OWN))
def test_what_the_author_or_the_project_sets_wins(site: Site, way: str) -> None:
    front_matter, options, expected = _OWN[way]
    site.write("posts/one.md", f"---\ntitle: One\ndate: 2025-01-01\nexcerpt: Generated.\n{front_matter}---\n\nText.\n")
    build = site.build(html_baseurl=BASE, **options)
    found = tags(build, "posts/one")
    assert expected.items() <= dict(found).items()
    assert len(found) == len(dict(found))
    has_own_image = "og:image" in expected
    assert (("og:image:width", "1200") in found) is not has_own_image
    assert len([name for name, _content in tags(build, "posts/one", "name") if name == "description"]) == 1


def test_a_page_without_open_graph_has_none(site: Site) -> None:
    site.write("posts/one.md", "---\ntitle: One\ndate: 2025-01-01\nogp_disable: true\n---\n\nText.\n")
    assert tags(site.build(html_baseurl=BASE), "posts/one") == []


def test_a_copy_names_the_address_of_the_original(site: Site) -> None:
    site.post("one", canonical="https://other.example/a?b=1&c=2")
    build = site.build(html_baseurl=BASE)
    assert dict(tags(build, "posts/one"))["og:url"] == "https://other.example/a?b=1&c=2"
    assert build.soup("posts/one").find("link", rel="canonical")["href"] == "https://other.example/a?b=1&c=2"


def test_details_of_an_author_appear_on_the_pages_of_unchanged_posts(site: Site) -> None:
    site.write("posts/authors.yml", "ada:\n  name: Ada\n")
    site.post("one", author="ada")
    site.build(html_baseurl=BASE)
    site.write("posts/authors.yml", "ada:\n  name: Ada\n  mastodon: '@ada@mas.to'\n")
    build = site.build(html_baseurl=BASE)
    assert ("fediverse:creator", "@ada@mas.to") in tags(build, "posts/one", "name")


def test_translations_name_each_other(site: Site) -> None:
    site.post("one.ko", lang="ko")
    site.post("one.en", lang="en-GB")
    build = site.build(html_baseurl=BASE)
    assert {("og:locale", "ko_KR"), ("og:locale:alternate", "en_GB")} <= set(tags(build, "posts/one.ko"))


def test_open_graph_prints_nothing_about_matplotlib(site: Site) -> None:
    command = [sys.executable, "-m", "sphinx", "-b", "html", str(site.folder), str(site.folder / "build")]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "matplotlib" not in result.stdout + result.stderr


def test_an_article_is_an_h_entry_and_its_dates_can_be_read_by_machines(site: Site) -> None:
    site.picture("public/x.png")
    site.post("one", updated="2025-05-01", author="Ada, Bob", category="AI", tags="x", excerpt="In short.", cover="/x.png")
    site.post("two", date=None)
    build = site.build()
    entry = build.soup("posts/one").select_one("article section.h-entry")
    assert [(time["class"][-1], time["datetime"]) for time in entry.select("time")] == [
        ("dt-published", "2025-04-23T12:00:00+00:00"),
        ("dt-updated", "2025-05-01T00:00:00+00:00"),
    ]
    assert entry.select_one("data.p-name")["value"] == "Title of one"
    assert [link.get_text() for link in entry.select("a.p-author.h-card")] == ["Ada", "Bob"]
    assert [one.get_text() for one in entry.select(".p-category")] == ["AI", "x"]
    assert entry.select_one(".p-summary").get_text() == "In short."
    assert entry.select_one("img.u-featured") is not None
    assert build.soup("posts/two").select("time.dt-published") == []
    for builder in ("text", "latex", "man", "xml"):
        assert site.build(builder).warnings == build.warnings
