"""Excerpts as readers see them, which are the same on cards, in meta tags and on every other page."""

from __future__ import annotations

from conftest import Site


def test_an_excerpt_reads_as_the_paragraph_does_on_the_page(site: Site) -> None:
    site.post("bees", "![[hive.png]]\n\n> [!NOTE]\n> A box.\n\nBees *hum* at $x^2$ hertz.\n", title="About bees")
    site.post("made", "See [[bees]], [[bees|them]] and {post}`bees`, a note[^1], `code` &amp; <kbd>K</kbd>.\n\n[^1]: Note.\n")
    site.post("given", "Text.\n", excerpt="**Bold** {post}`bees`<br>and [[bees]] ![](/a.png)")
    built = site.build()
    expected = {
        "bees": "Bees hum at x^2 hertz.",
        "made": "See About bees, them and About bees, a note, code & K.",
        "given": "Bold About bees and About bees",
    }
    home = built.soup("browse/posts").get_text()
    for name, text in expected.items():
        page = built.soup(f"posts/{name}")
        assert [page.select_one(f"meta[{key}]")["content"] for key in ("name=description", "property='og:description'")] == [
            text
        ] * 2
        assert text in home
    # The title of a post is on pages that show excerpts with links to it.
    site.post("bees", "Bees.\n", title="All about bees")
    again = site.build()
    assert "See All about bees, them and All about bees" in again.soup("browse/posts").get_text()
    assert again.soup("posts/made").select_one("meta[name=description]")["content"].startswith("See All about bees")
