from __future__ import annotations

from typing import Any

import pytest
from reading import read_message, read_value
from sphinx_anthology.fields.people import read_authors
from sphinx_anthology.fields.record import Author, ProfileLink
from sphinx_anthology.frontmatter.model import Table, Unquoted
from sphinx_anthology.urls import Url


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Kim Bom", (Author("Kim Bom"),)),
        ("Kim, Lee", (Author("Kim"), Author("Lee"))),
        ("Kim and Lee", (Author("Kim"), Author("Lee"))),
        ("Kim & Lee", (Author("Kim"), Author("Lee"))),
        ("Kim, Lee, and Park", (Author("Kim"), Author("Lee"), Author("Park"))),
        ("김봄、이여름", (Author("김봄"), Author("이여름"))),
        ("Kim Bom, Jr.", (Author("Kim Bom, Jr."),)),
        ("Example, Inc", (Author("Example, Inc"),)),
        ("Alexander Sand", (Author("Alexander Sand"),)),
        ("Kim <kim@example.org>", (Author("Kim"),)),
        ("[Kim](https://k.example)", (Author("Kim", Url("https://k.example")),)),
        ("[Kim](/k) (Spring, Inc), [Lee](/l) (Spring) [Park](/p)",
         (Author("Kim", Url("/k")), Author("Lee", Url("/l")), Author("Park", Url("/p")))),
        ("[Kim](/k)([Spring, Inc](/s)) and [Lee](/l)\n[Park](/p)",
         (Author("Kim", Url("/k")), Author("Lee", Url("/l")), Author("Park", Url("/p")))),
        ("Kim Bom (Spring, Inc), Lee (Summer (North))", (Author("Kim Bom"), Author("Lee"))),
        ("Kim, Jr. (Spring, Inc) & Lee", (Author("Kim, Jr."), Author("Lee"))),
        ("Kim (@kim) & Lee (spring.example)", (Author("Kim (@kim)"), Author("Lee (spring.example)"))),
        ("Kim (", (Author("Kim ("),)),
        (["[Kim](/k) (Spring, Inc)", "[Lee](/l), Park"], (Author("Kim", Url("/k")), Author("Lee", Url("/l")), Author("Park"))),
        ([Table({"name": Table({"given": "Bom", "family": "Kim"}), "affiliations": ["Spring"]})], (Author("Bom Kim"),)),
        ('[Kim](https://k.example "Home")', (Author("Kim", Url("https://k.example")),)),
        (["Kim, the first", "Lee"], (Author("Kim, the first"), Author("Lee"))),
        (["[Kim](/k), [Lee](/l)"], (Author("Kim", Url("/k")), Author("Lee", Url("/l")))),
        (["Kim", "Kim"], (Author("Kim"),)),
        (Table({"name": "Kim", "picture": "/k.png"}), (Author("Kim", picture=Url("/k.png")),)),
        (Table({"name": "Kim", "image_url": "/k.png", "url": "/k"}), (Author("Kim", Url("/k"), Url("/k.png")),)),
        (
            Table({"name": "Kim", "twitter": "@k"}),
            (Author("Kim", Url("https://x.com/k"), links=(ProfileLink("X", Url("https://x.com/k")),)),),
        ),
        (
            Table({"name": "Kim", "github": "https://github.com/k"}),
            (Author("Kim", Url("https://github.com/k"), links=(ProfileLink("GitHub", Url("https://github.com/k")),)),),
        ),
        (Table({"id": "kim"}), (Author("kim", key="kim"),)),
        (Table({"title": "Kim"}), (Author("Kim"),)),
        (Table({"name": "Kim", "title": "Editor"}), (Author("Kim", role="Editor"),)),
        (Table({"displayName": "Kim", "title": "Editor"}), (Author("Kim", role="Editor"),)),
        (Table({"name": "Kim", "title": "Ms", "role": "Editor"}), (Author("Kim", role="Editor"),)),
        ([Table({"name": "Kim"}), "Lee", None], (Author("Kim"), Author("Lee"))),
        (Table({"name": "Kim", "profile": "https://k.example/about"}), (Author("Kim", Url("https://k.example/about")),)),
        (Table({"name": "Kim", "profile": "kim.JPG"}), (Author("Kim", picture=Url("kim.JPG")),)),
        (Table({"name": "Kim", "url": "/kim", "profile": "../people/kim.webp?v=2"}),
         (Author("Kim", Url("/kim"), Url("../people/kim.webp?v=2")),)),
        (Table({"name": "Kim", "profile": "https://avatars2.githubusercontent.com/u/1?s=460&v=4"}),
         (Author("Kim", picture=Url("https://avatars2.githubusercontent.com/u/1?s=460&v=4")),)),
        (Table({"name": "Kim", "picture": "/k.png", "profile": "other.png"}), (Author("Kim", picture=Url("/k.png")),)),
        (Table({"name": None, "picture": None}), ()),
        ([Unquoted("2019")], (Author("2019"),)),
    ],
)  # fmt: skip
def test_authors_are_names_links_or_mappings(value: Any, authors: Any) -> None:
    assert read_value(read_authors, value) == (authors, [])


@pytest.mark.parametrize(
    ("keys", "links"),
    [
        ({"github": "@kim"}, [ProfileLink("GitHub", Url("https://github.com/kim"))]),
        ({"github": "kim@example.org"}, []),
        ({"mastodon": "@kim@social.example"}, [ProfileLink("Mastodon", Url("https://social.example/@kim"))]),
        ({"mastodon": "kim"}, []),
        ({"socials": Table({"devto": "kim", "Blog": "https://kim.example"})},
         [ProfileLink("DEV", Url("https://dev.to/kim")), ProfileLink("Blog", Url("https://kim.example"))]),
        ({"socials": Table({"Blog": "kim", "github": Table({})})}, []),
        ({"links": [Table({"name": "Blog", "url": "https://kim.example"})]}, [ProfileLink("Blog", Url("https://kim.example"))]),
        ({"links": [Table({"url": "https://kim.example"}), "x"]}, [ProfileLink("Link", Url("https://kim.example"))]),
        ({"email": "kim@example.org"}, []),
    ],
)  # fmt: skip
def test_the_links_of_an_author_are_profiles_and_websites(keys: dict[str, Any], links: list[ProfileLink]) -> None:
    (author,), problems = read_value(read_authors, Table({"name": "Kim", "url": "/kim", **keys}))
    assert (list(author.links), author.url, problems) == (links, "/kim", [])


def test_the_message_about_an_unusable_author_says_what_to_write() -> None:
    assert read_message(read_authors, Table({"bio": "y"})) == (
        "The value of 'key' is not usable and is ignored. Write a name, or a mapping with 'name'."
    )
