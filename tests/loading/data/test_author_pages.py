"""The pages of authors in a Hugo site."""

from __future__ import annotations

from pathlib import Path

import pytest
from post_files import list_codes, load
from sphinx_anthology.fields.record import Author
from sphinx_anthology.problems import Code

KIM = """\
---
title: Kim Bom
role: Editor
social:
  - {icon: github, link: "https://github.com/kim"}
---

Kim *writes* about spring.
"""
LEE = '+++\ntitle = "Lee"\n[params]\nbio = "Short."\nwebsite = "https://lee.example/"\n+++\n'


def read_authors(folder: Path, place: str, *names: str) -> dict[str, Author]:
    """Return the authors of a post by name, given two pages of authors."""
    posts = place.removesuffix("authors")
    text = f"---\ntitle: A\ndate: 2025-04-23\nauthors: [{', '.join(names)}]\n---\n\nText.\n"
    files = {f"{place}/kim/_index.md": KIM, f"{place}/lee-k/_index.md": LEE, f"{posts}posts/a.md": text}
    loaded = load(folder, dict(files))
    assert {code for _, _, code in list_codes(loaded)} <= {Code.FIELD_UNKNOWN}  # of the pages
    return {author.name: author for post in loaded.catalogue.posts for author in post.authors}


@pytest.mark.parametrize("place", ["authors", "content/authors", "posts/authors"])
def test_an_author_has_what_the_page_of_that_key_says(tmp_path: Path, place: str) -> None:
    authors = read_authors(tmp_path, place, "kim", "lee-k", "Park")
    assert list(authors) == ["Kim Bom", "Lee", "Park"]
    kim, lee = authors["Kim Bom"], authors["Lee"]
    assert (kim.key, kim.role, kim.bio) == ("kim", "Editor", "Kim writes about spring.")
    assert [link.address for link in kim.links] == ["https://github.com/kim"]
    assert (lee.url, lee.bio, lee.role) == ("https://lee.example/", "Short.", "")


def test_an_author_is_also_found_by_the_name_on_the_page(tmp_path: Path) -> None:
    assert read_authors(tmp_path, "content/authors", "Kim Bom")["Kim Bom"].role == "Editor"
