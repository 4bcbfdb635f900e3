"""Docnames, output files and addresses of pages."""

from __future__ import annotations

import pytest
from sphinx_anthology.outputs.page_addresses import InvalidAddressError, address_to_file, docname_to_file, file_to_address


@pytest.mark.parametrize(
    ("docname", "builder", "file", "address"),
    [
        ("index", "html", "index.html", "index.html"),
        ("index", "dirhtml", "index.html", ""),
        ("posts/봄", "html", "posts/봄.html", "posts/%EB%B4%84.html"),
        ("posts/봄", "dirhtml", "posts/봄/index.html", "posts/%EB%B4%84/"),
        ("posts/index", "dirhtml", "posts/index.html", "posts/"),
        ("appindex", "dirhtml", "appindex/index.html", "appindex/"),
    ],
)
def test_a_page_has_the_file_and_the_address_that_the_builder_gives_it(
    docname: str, builder: str, file: str, address: str
) -> None:
    assert docname_to_file(docname, builder) == file
    assert file_to_address(file, builder) == address


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/blog/slug/", "blog/slug/index.html"),
        ("/blog/slug", "blog/slug/index.html"),
        ("/blog/slug.html", "blog/slug.html"),
        ("/blog/slug.HTM", "blog/slug.HTM"),
        ("/blog/v1.0.0", "blog/v1.0.0/index.html"),
        ("/blog/post.php", "blog/post.php/index.html"),
        ("//blog///./slug//", "blog/slug/index.html"),
        ("/blog/slug/index.html", "blog/slug/index.html"),
        ("/blog/slug/?utm=1#part", "blog/slug/index.html"),
        ("/%EB%B4%84/%EA%B8%80/", "봄/글/index.html"),
        ("/\u1107\u1169\u11b7/", "봄/index.html"),
        ("/a%20b.html", "a b.html"),
        ("/100%/", "100%/index.html"),
        ("/a%2Fb/", "a/b/index.html"),
        ("/a#b%23c/", "a/index.html"),
        ("/a%23b/", "a#b/index.html"),
        ("/blog/_drafts/x", "blog/_drafts/x/index.html"),
        ("/blog/search.html", "blog/search.html"),
        ("/console/", "console/index.html"),
    ],
)
def test_an_old_address_is_converted_to_an_output_file(address: str, file: str) -> None:
    assert address_to_file(address) == file


@pytest.mark.parametrize(
    "address",
    [
        "/../../etc/passwd",
        "/a/../b",
        "/%2e%2e/x",
        "/a%2F..%2F..%2Fx",
        "/..\\x",
        "/C:\\x",
        "/C:/x",
        "/a/c:stream",
        "/x\0y",
        "/x%00y",
        "/x\ny",
        "/x%0Ay",
        "/blog/*",
        "/%B0%A1",  # Hangul in EUC-KR
        "/\ud800",
        "/" + "x" * 10_000,
        "/x" * 5_000,
        "/" + "한" * 100,
        "/.git/config",
        "/.git/hooks/x.html",
        "/.htaccess",
        "/.well-known/acme-challenge/x",
        "/blog/.env",
        "/blog/.html",
        "/%2egit/x",
        "/...",
        "/_static/x.html",
        "/_sources/index.md.txt",
        "/_images/",
        "/_redirects",
        "/searchindex.js",
        "/SearchIndex.js",
        "/objects.inv",
        "/robots.txt",
        "/404.html",
        "/CNAME",
        "/search.html",
        "/a<b>/",
        "/a%3Ab/",
        '/a"b',
        "/a|b",
        "/a%3Fb",
        "/con",
        "/blog/NUL.html",
        "/com1/x",
        "/a./b",
        "/a%20/b",
        "/x%0d%0aLocation:%20https:/evil.example",
        "/x%C2%85y",
        "/x%E2%80%AEy",
        "/x%E2%80%A8y",
        "/",
        "/?p=12",
        "",
    ],
)
def test_an_address_without_a_place_in_the_output_is_invalid(address: str) -> None:
    with pytest.raises(InvalidAddressError):
        address_to_file(address)
