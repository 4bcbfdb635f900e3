"""The address of the site, and absolute addresses."""

from __future__ import annotations

import pytest
from sphinx_anthology.outputs.site_address import UNKNOWN_ADDRESS, parse_site_address
from sphinx_anthology.urls import UrlError


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://kb.example.org", "https://kb.example.org/"),
        ("https://kb.example.org/ko/latest", "https://kb.example.org/ko/latest/"),
        ("  https://kb.example.org/ko/latest// ", "https://kb.example.org/ko/latest/"),
        ("HTTP://KB.Example.org:8080/Docs/", "http://kb.example.org:8080/Docs/"),
        ("https://한글.example/블로그", "https://xn--bj0bj06e.example/%EB%B8%94%EB%A1%9C%EA%B7%B8/"),
        ("https://kb.example/a b/%EB%B8%94/100%/", "https://kb.example/a%20b/%EB%B8%94/100%25/"),
        ("https://xn--bj0bj06e.example/", "https://xn--bj0bj06e.example/"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_the_address_of_a_site_is_encoded_and_ends_with_a_slash(given: str, base: str) -> None:
    assert parse_site_address(given).base == base
    assert parse_site_address(given).is_known is bool(base)


@pytest.mark.parametrize(
    "given",
    [
        "/docs/",
        "kb.example.org",
        "//kb.example.org/",
        "ftp://kb.example.org/",
        "javascript:alert(1)//",
        "https://",
        "https://user:secret@kb.example.org/",
        "https://kb.example.org/?a=1",
        "https://kb.example.org/#top",
        "https://kb.example.org/\x00",
        f"https://{'가' * 80}.example/",
        "mailto:kb@example.org",
    ],
)
def test_what_is_no_absolute_address_is_refused_with_a_reason(given: str) -> None:
    with pytest.raises(UrlError, match=r"^(begins|does not begin|has|contains) "):
        parse_site_address(given)


@pytest.mark.parametrize(
    ("uri", "absolute"),
    [
        ("", "https://kb.example/ko/"),
        ("index.html", "https://kb.example/ko/index.html"),
        ("posts/%EB%B4%84/", "https://kb.example/ko/posts/%EB%B4%84/"),
        ("a:b.html", "https://kb.example/ko/a:b.html"),
        ("_images/a%20b.png", "https://kb.example/ko/_images/a%20b.png"),
    ],
)
def test_pages_and_files_are_below_the_address_of_the_site(uri: str, absolute: str) -> None:
    assert parse_site_address("https://kb.example/ko").absolute(uri) == absolute
    assert UNKNOWN_ADDRESS.absolute(uri) == uri


def test_the_parts_of_an_address_are_known() -> None:
    address = parse_site_address("https://KB.example:8080/ko/latest")
    assert (address.host, address.path) == ("kb.example", "/ko/latest/")
    assert (UNKNOWN_ADDRESS.host, UNKNOWN_ADDRESS.path) == ("", "/")
