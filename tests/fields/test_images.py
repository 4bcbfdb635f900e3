from __future__ import annotations

from typing import Any

import pytest
from reading import read_message, read_value
from sphinx_anthology.fields.images import read_cover, read_cover_resource, read_dark_resource
from sphinx_anthology.fields.record import CoverReference
from sphinx_anthology.frontmatter.model import Table
from sphinx_anthology.problems import Code
from sphinx_anthology.urls import Url


@pytest.mark.parametrize(
    ("value", "cover"),
    [
        ("/a.png", CoverReference(Url("/a.png"))),
        (["/a.png", "/b.png"], CoverReference(Url("/a.png"))),
        ([None, "/b.png"], CoverReference(Url("/b.png"))),
        (Table({"url": "/a.png"}), CoverReference(Url("/a.png"))),
        (Table({"src": "/a.png", "alt": "A"}), CoverReference(Url("/a.png"), "A")),
        (Table({"image": "/a.png", "altText": "A"}), CoverReference(Url("/a.png"), "A")),
        (Table({"path": "/a.png", "params": Table({"alt": "A"})}), CoverReference(Url("/a.png"), "A")),
        (Table({"url": "/a.png", "credit": "Kim"}), CoverReference(Url("/a.png"), credit="Kim")),
        (
            Table({"url": "/a.png", "credit": Table({"name": "Kim", "url": "/k"})}),
            CoverReference(Url("/a.png"), credit="Kim", credit_url=Url("/k")),
        ),
        (Table({"light": "/a.png", "dark": "/b.png", "alt": "A"}), CoverReference(Url("/a.png"), "A", dark=Url("/b.png"))),
        (Table({"image": Table({"light": "/a.png", "dark": "/b.png"})}), CoverReference(Url("/a.png"), dark=Url("/b.png"))),
        (Table({"image": Table({"file": "/a.png"})}), CoverReference(Url("/a.png"))),
        (Table({"src": "/a.png", "dark": Table({"src": "/b.png"})}), CoverReference(Url("/a.png"), dark=Url("/b.png"))),
        (Table({"src": "/a.png", "dark": ["/b.png"]}), CoverReference(Url("/a.png"), dark=Url("/b.png"))),
        (Table({"src": "/a.png", "dark": "false"}), CoverReference(Url("/a.png"))),
        (Table({"src": "/a.png", "focal_point": "TopLeft"}), CoverReference(Url("/a.png"), focus="0% 0%")),
        (Table({"src": "/a.png", "position": Table({"x": "0.1", "y": "0.2"})}), CoverReference(Url("/a.png"), focus="10% 20%")),
        (Table({"url": None, "alt": ""}), None),
        ([], None),
    ],
)
def test_a_cover_is_an_address_or_a_mapping_with_an_address(value: Any, cover: Any) -> None:
    assert read_value(read_cover, value) == (cover, [])


def test_the_message_about_an_unusable_cover_says_what_to_write() -> None:
    assert read_message(read_cover, Table({"caption": "y"})) == (
        "The value of 'key' is not usable and is ignored. Write the address of an image, or a mapping with 'url'."
    )


@pytest.mark.parametrize("name", ["cover-dark", "featuredImageDark", "dark_hero", "Cover (dark)"])
def test_the_featured_resource_for_dark_pages_is_told_from_the_other(name: str) -> None:
    resources = [Table({"src": "b.png", "name": name}), Table({"src": "a.png", "name": "cover of a darkroom"})]
    assert read_value(read_cover_resource, resources) == (CoverReference(Url("a.png")), [])
    assert read_value(read_dark_resource, resources) == (CoverReference(Url("b.png")), [])


def test_what_a_mapping_says_of_its_image_is_reported_at_its_own_key() -> None:
    value = Table({"url": "/a.png", "dark": "javascript:x", "position": "10px"})
    assert read_value(read_cover, value) == (CoverReference(Url("/a.png")), [Code.URL_REFUSED, Code.FIELD_FORM])
    assert "'position'" in read_message(read_cover, Table({"url": "/a.png", "position": "10px"}))


def test_a_missing_space_in_a_cover_is_corrected_and_reported() -> None:
    assert read_value(read_cover, 'url:"/a.png"') == (CoverReference(Url("/a.png")), [Code.FIELD_FORM])
    assert read_message(read_cover, 'url:"/a.png"') == 'A space is missing after the colon. Write url: "/a.png".'


@pytest.mark.parametrize(
    ("value", "cover"),
    [
        ([Table({"src": "a.png", "name": "featuredImage"})], CoverReference(Url("a.png"))),
        ([Table({"src": "x.png"}), Table({"src": "a.png", "title": "Cover"})], CoverReference(Url("a.png"))),
        ([Table({"src": "x.png", "name": "chart"})], None),
        ([Table({"name": "featuredImage"})], None),
        ("a.png", None),
        (["a.png"], None),
    ],
)
def test_the_featured_resource_is_the_cover(value: Any, cover: Any) -> None:
    assert read_value(read_cover_resource, value) == (cover, [])
