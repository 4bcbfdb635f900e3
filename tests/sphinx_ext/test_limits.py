"""Posts with more than a page can show: nothing is lost, and one warning names the place."""

from __future__ import annotations

from conftest import Site


def test_the_rows_that_a_page_does_not_show_as_a_table_are_named(site: Site) -> None:
    table = "|a" * 3000 + "|\n" + "|-" * 3000 + "|\n" + "|b|\n" * 300
    site.post("a", f"Text.\n\n{table}\nEnd.\n")
    site.post("b", f"::::{{note}}\n{table}\n::::\n\nEnd.\n")
    built = site.build()
    assert built.codes == ["anthology.markup-limit"] * 2
    assert "posts/a.md:11: WARNING: Tables lack more than 5000 cells; rows from here on are shown as text." in built.warnings
    assert "posts/b.md:10: " in built.warnings
    for name in "ab":
        assert built.article(f"posts/{name}").count("b") >= 300
        assert "End." in built.article(f"posts/{name}")


def test_what_is_nested_too_deeply_is_shown_as_it_is_written(site: Site) -> None:
    posts = {
        "fences": "\n".join("`" * (200 - level) + "{note}" for level in range(100)),
        "colons": "\n".join(":" * (400 - level) + "note" for level in range(300)),
        "cards": "\n".join(":" * (200 - level) + "{card} x" for level in range(100)),
        "lists": "\n".join("  " * level + "- a" for level in range(100)) + "\n\n" + "> " * 300 + "quote",
        "both": "> " * 40 + "- " * 4 + "```{note}\n" + "> " * 40 + "  " * 4 + "- " * 30,
        "emphasis": "*" * 2000 + "innermost" + "*" * 2000,
        "rst": "```{eval-rst}\n" + "\n".join("   " * level + ".. note::\n" for level in range(300)),
    }
    for name, body in posts.items():
        site.post(name, f"Text.\n\n{body} innermost\n")
    built = site.build()
    assert "anthology.post-failed" not in built.codes
    assert built.codes.count("anthology.markup-limit") == len(posts)
    for name in posts:
        article = built.article(f"posts/{name}")
        assert "Text." in article
        assert "innermost" in article
        assert f"posts/{name}.md:" in built.warnings


def test_headings_beyond_a_number_are_text(site: Site) -> None:
    site.post("same", "## Same\n\n" * 2300 + "End.\n")
    site.post("few", "".join(f"## Part {number}\n\n" for number in range(100)))
    built = site.build()
    page = built.soup("posts/same")
    assert len(page.select("h2")) == 1999
    assert "Same\n" * 300 in "\n".join(paragraph.get_text() for paragraph in page.select("section p")) + "\n"
    assert built.codes == ["anthology.markup-limit"]
    assert "same.md:4004: WARNING: There are more than 2000 headings; the others are shown as text." in built.warnings


def test_a_paragraph_of_thousands_of_links_keeps_the_sentence_of_each(site: Site) -> None:
    site.post("target")
    site.post("many", "First [[target]]. " + "Word [[target]] ends. " * 1500 + "No [[gone]] post.\n")
    built = site.build()
    assert "First Title of target ." in built.article("posts/target")
    assert "There is no post 'gone'" in built.warnings
