from __future__ import annotations

import pytest
from sphinx_anthology.fields.urls import add_scheme, extract_path, is_remote, is_web_url


@pytest.mark.parametrize("reference", ["https://example.org/a.png", "//example.org/a.png", "data:image/png;base64,AA"])
def test_an_address_with_a_scheme_or_a_host_is_remote(reference: str) -> None:
    assert is_remote(reference)


@pytest.mark.parametrize("reference", ["a.png", "/a.png", "../a.png", "a/b:c.png", "", "?a:b"])
def test_a_path_is_not_remote(reference: str) -> None:
    assert not is_remote(reference)


@pytest.mark.parametrize("reference", ["https://example.org", "HTTP://example.org/a.png", "//example.org/a.png"])
def test_an_address_on_a_web_server_is_a_web_url(reference: str) -> None:
    assert is_web_url(reference)


@pytest.mark.parametrize("reference", ["/a.png", "https:///a.png", "mailto:a@example.org", "javascript:alert(1)", "file:///a"])
def test_other_addresses_are_not_web_urls(reference: str) -> None:
    assert not is_web_url(reference)


def test_the_path_of_an_address_is_decoded_once() -> None:
    assert extract_path("a%2520b.png?q#f") == "a%20b.png"


@pytest.mark.parametrize(
    ("reference", "url"), [("//example.org", "https://example.org"), ("http://a.example", "http://a.example"), ("/a", "/a")]
)
def test_a_scheme_is_added_if_it_is_missing(reference: str, url: str) -> None:
    assert add_scheme(reference) == url
