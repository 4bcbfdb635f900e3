"""Addresses of the blog that posts come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_anthology.catalogue.permalinks import find_unknown_placeholders, list_old_addresses, normalise_address
from sphinx_anthology.loading.loader import PostSource, load_posts
from sphinx_anthology.settings import Settings

POSTS = {
    "posts/2025/first.md": "title: First\ndate: 2025-04-03\ncategory: Web Dev\nslug: the-first\n",
    "posts/release/v1.0.0.md": "title: One\ndate: 2024-01-05\ncategory: release\n",
    "posts/old/v1.0.0.md": "title: One in another folder\ndate: 2023-01-05\nslug: other-one\n",
    "posts/2024-02-03-dated.md": "title: Dated\npermalink: /p/77.html\naliases: [/was/here/, 'https://old.example/there']\n",
    "posts/bundle/index.md": "title: Bundle\ndate: 2024-03-03\n",
    "posts/한글-글.md": "title: 한글 글\ndate: 2024-04-04\n",
}


def find(folder: Path, address: str, path: str = "", **options: object) -> str | None:
    for name, header in POSTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"---\n{header}---\nText.\n", encoding="utf-8")
    docnames = {name: name.removesuffix(".md") for name in POSTS}
    values = {f"anthology_{name}": value for name, value in options.items()}
    return load_posts(PostSource(folder, docnames, Settings.from_values(values))).catalogue.addresses.find(address, path)


@pytest.mark.parametrize(
    ("address", "docname"),
    [
        ("/p/77.html", "posts/2024-02-03-dated"),
        ("/p/77", "posts/2024-02-03-dated"),
        ("/was/here", "posts/2024-02-03-dated"),
        ("/there/?utm=x#part", "posts/2024-02-03-dated"),
        ("/blog/the-first/", "posts/2025/first"),
        ("/blog/first", "posts/2025/first"),
        ("/2025/04/03/first.html", "posts/2025/first"),
        ("/web-dev/2025/4/3/first", "posts/2025/first"),
        ("/en/blog/the-first", "posts/2025/first"),
        ("/2024/02/03/dated/", "posts/2024-02-03-dated"),
        ("/blog/release/v1.0.0/", "posts/release/v1.0.0"),
        ("/blog/old/v1.0.0", "posts/old/v1.0.0"),
        ("@/release/v1.0.0.md", "posts/release/v1.0.0"),
        ("/posts/bundle/", "posts/bundle/index"),
        ("/posts/bundle/index.html", "posts/bundle/index"),
        ("/blog/%ED%95%9C%EA%B8%80-%EA%B8%80/", "posts/한글-글"),
        ("/Blog/THE-FIRST", "posts/2025/first"),
        ("/blog/", "browse/posts"),
        ("/categories/web-dev/", "browse/categories/web-dev"),
        ("/blog/release", "browse/categories/release"),
        ("/categories/", "browse/categories"),
    ],
)
def test_an_address_of_the_old_blog_means_a_page(tmp_path: Path, address: str, docname: str) -> None:
    assert find(tmp_path, address) == docname


@pytest.mark.parametrize(
    "address",
    ["/", "/about/", "/2019/04/03/first.html", "/docs/first", "/blog/nothing", "/blog/2025/v9", "/tags/nothing"],
)
def test_what_no_post_explains_means_nothing(tmp_path: Path, address: str) -> None:
    assert find(tmp_path, address) is None


def test_a_name_that_two_posts_have_means_the_nearer_one_or_none(tmp_path: Path) -> None:
    assert find(tmp_path, "/v1.0.0") is None
    assert find(tmp_path, "/v1.0.0", "posts/old/x.md") == "posts/old/v1.0.0"


@pytest.mark.parametrize(
    ("address", "docname"),
    [
        ("v1.0.0.md", "posts/release/v1.0.0"),
        ("./v1.0.0", "posts/release/v1.0.0"),
        ("../old/v1.0.0.md#x", "posts/old/v1.0.0"),
        ("../bundle/index.md", "posts/bundle/index"),
        ("../the-first/", "posts/2025/first"),
    ],
)
def test_a_relative_address_is_looked_up_beside_the_file(tmp_path: Path, address: str, docname: str) -> None:
    assert find(tmp_path, address, "posts/release/x.md") == docname


def test_patterns_name_the_addresses_and_the_hosts_of_the_old_blog(tmp_path: Path) -> None:
    patterns = ["https://old.example/:lang/:category/:year-:month/:slug"]
    assert find(tmp_path, "https://old.example/en/web-dev/2025-04/the-first", permalinks=patterns) is None  # no language
    patterns = ["https://old.example/:category/:year-:month/:slug"]
    assert find(tmp_path, "https://old.example/web-dev/2025-04/the-first/", permalinks=patterns) == "posts/2025/first"
    assert find_unknown_placeholders("/:year/:nonsense/:slug") == ["nonsense"]
    assert find_unknown_placeholders("https://host:8000/:slug") == []


def test_a_post_has_its_permalink_its_aliases_and_what_patterns_say(tmp_path: Path) -> None:
    find(tmp_path, "/")
    docnames = {name: name.removesuffix(".md") for name in POSTS}
    post = load_posts(PostSource(tmp_path, docnames, Settings())).catalogue.by_docname["posts/2024-02-03-dated"]
    assert list_old_addresses(post, ["/:year/:title/", "/:category/x"]) == (
        "/p/77.html",
        "/was/here/",
        "/there",
        "/2024/dated/",
    )


def test_an_address_is_compared_without_what_does_not_tell_pages_apart() -> None:
    assert {normalise_address(path) for path in ("/a/b", "a/b/", "/A/b.html?x#y", "/a/b/index.html", "/a//./b.md")} == {"a/b"}
