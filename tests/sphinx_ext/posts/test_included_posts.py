"""Posts that pages and other posts include."""

from __future__ import annotations

import pytest
from conftest import Site

ONE = "Words[^1] and [a link][r].\n\n- item[^n]\n\n> [!NOTE]\n> boxed[^n]\n\n[^1]: First note.\n[^n]: With **bold**.\n\n[r]: https://example.org/one\n"
TWO = "+++\ntitle = 'Two'\ndate = 2025-01-02\n+++\nOther words[^1] and [a link][r].\n\n[^1]: Second note.\n\n[r]: https://example.org/two\n"


@pytest.fixture
def built_site(site: Site) -> Site:
    site.post("one", ONE)
    site.write("posts/two.md", TWO)
    site.write("readme.txt", "---\nkey: value\n---\nPlain words[^1].\n\n[^1]: Third note.\n")
    includes = "".join(f"```{{include}} {name}\n```\n\n" for name in ("one.md", "two.md", "../readme.txt"))
    site.post("all", f"Own[^1].\n\n{includes}[^1]: Own note.\n")
    site.write("page.md", "# Page\n\n```{include} posts/one.md\n```\n\n```{include} posts/two.md\n```\n")
    site.write(
        "part.md", "# Part\n\n```{include} posts/one.md\n:start-after: 'and'\n:end-before: '>'\n```\n\n[^n]: Own note.\n"
    )
    site.write("index.md", "# Home\n\n```{toctree}\npage\n```\n")
    return site


def test_an_included_post_brings_its_text_and_footnotes_without_its_front_matter(built_site: Site) -> None:
    built = built_site.build()
    assert "Duplicate" not in built.warnings
    for page, notes in {
        "posts/all": ["Own note.", "First note.", "With bold.", "Second note.", "Third note."],
        "page": ["First note.", "With bold.", "Second note."],
    }.items():
        text, soup = built.article(page), built.soup(page)
        assert "title" not in text
        assert "key:" not in text
        assert sorted(note.p.get_text() for note in soup.select("aside.footnote")) == sorted(notes)
        links = [link["href"] for link in soup.select("a.external") if link.get_text() == "a link"]
        assert links == ["https://example.org/one", "https://example.org/two"]


def test_each_footnote_reference_leads_to_the_footnote_of_its_own_file(built_site: Site) -> None:
    soup = built_site.build().soup("posts/all")
    notes = {note["id"]: note.p.get_text() for note in soup.select("aside.footnote")}
    for words, note in {
        "Own": "Own note.",
        "Words": "First note.",
        "Other words": "Second note.",
        "Plain words": "Third note.",
    }.items():
        paragraph = next(item for item in soup.select("article p") if item.get_text().startswith(f"{words}["))
        assert notes[paragraph.select_one("a.footnote-reference")["href"][1:]] == note


def test_a_page_that_includes_a_post_is_read_again_when_the_post_changes(built_site: Site) -> None:
    built_site.build()
    built_site.post("one", "Changed[^1].\n\n[^1]: New note.\n")
    built = built_site.build()
    assert {"page", "posts/all"} <= set(built.read)
    assert "New note." in built.article("page")


def test_a_literal_include_shows_the_front_matter(site: Site) -> None:
    site.post("one", "Text.\n")
    site.post("two", "```{include} one.md\n:literal:\n```\n")
    assert "Title of one" in site.build().article("posts/two").split("Related")[0]
