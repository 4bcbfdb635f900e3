"""Names and slugs from the paths of files."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from sphinx_anthology.catalogue.file_names import get_base_name, get_link_names, get_slug_name, strip_date


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("posts/spring.md", ("spring", "spring")),
        ("posts/2025-04-23-spring.md", ("2025-04-23-spring", "spring")),
        ("posts/spring/index.md", ("spring", "spring")),
        ("posts/2025-04-23-spring/README.md", ("2025-04-23-spring", "spring")),
        ("index.md", ("index", "index")),
        ("posts/spring.ko.md", ("spring.ko", "spring")),
        ("posts/v1.2.md", ("v1.2", "v1.2")),
    ],
)
def test_links_may_use_the_file_name_with_and_without_its_date(path: str, names: tuple[str, str]) -> None:
    assert get_link_names(path) == names


def test_names_in_links_are_in_the_unicode_form_nfc() -> None:
    path = normalize("NFD", "posts/2025-04-23-봄.md")
    assert get_link_names(path) == ("2025-04-23-봄", "봄")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("posts/spring.md", "spring"),
        ("posts/2025-04-23-spring.md", "spring"),
        ("posts/spring.ko.md", "spring-ko"),
        ("posts/spring.KO.md", "spring-ko"),
        ("posts/spring/index.ko.md", "spring-ko"),
        ("posts/spring.v2.md", "spring.v2"),
        ("posts/ko.md", "ko"),
        ("posts/.ko.md", ".ko"),
    ],
)
def test_a_slug_has_the_language_of_the_file_name(path: str, name: str) -> None:
    assert get_slug_name(path) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("posts/spring.ko.md", "spring"),
        ("posts/spring/index.ko.md", "spring"),
        ("posts/spring/Index.md", "spring"),
        ("posts/spring/ReadMe.md", "spring"),
        ("posts/index.html.md", "index.html"),
        ("index.md", "index"),
        ("index.ko.md", "index"),
        ("posts/2025-04-23.md", "2025-04-23"),
    ],
)
def test_the_base_name_has_neither_language_nor_date(path: str, name: str) -> None:
    assert get_base_name(path) == name


@pytest.mark.parametrize(
    ("name", "stripped"),
    [
        ("2025-04-23-a", "a"),
        ("2025-4-3-a", "a"),
        ("2025-04-23_a", "a"),
        ("20250423-a", "a"),
        ("20250423_a", "a"),
        ("2025-04-23", "2025-04-23"),
        ("2025-04-a", "2025-04-a"),
        ("202504-a", "202504-a"),
        ("x-2025-04-23-a", "x-2025-04-23-a"),
        ("2025-04-23-2025-04-24-a", "2025-04-24-a"),
    ],
)
def test_the_date_in_front_of_a_name_is_stripped(name: str, stripped: str) -> None:
    assert strip_date(name) == stripped
