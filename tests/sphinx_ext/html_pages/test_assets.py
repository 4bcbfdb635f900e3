"""The colours of terms on pages, and the style sheet that has them."""

from __future__ import annotations

import re

import pytest
from conftest import Build, Site, read_output

STYLE_SHEET = "_static/anthology-terms.css"


def colours_of(build: Build, page: str) -> set[str]:
    """Return the colours that a page shows, after checking that it loads a style sheet that has them all."""
    soup = build.soup(page)
    found = set(re.findall(r"anthology-term-(\w+)", str(soup.body)))
    links = [str(link["href"]) for link in soup.find_all("link", rel="stylesheet") if "anthology-terms" in str(link["href"])]
    assert links == (["../" * page.count("/") + STYLE_SHEET] if found else [])
    css = (build.output / STYLE_SHEET).read_text("utf-8")
    assert found <= set(re.findall(r"^\.anthology-term-(\w+)", css, re.M))
    return found


def test_terms_have_their_colours_on_pages(site: Site) -> None:
    site.write("browse/tags/two.md", "---\ntitle: Two\ntags: [two]\ncolor: '#445566'\n---\n\nWords.\n")
    site.post("a", category="AI", tags="one, two")
    site.post("b", category="봄 <'\">", tags="one, two", author="Kim")
    site.write("plain.md", "---\norphan: true\n---\n\n# No post\n")
    build = site.build(anthology_categories={"AI": {"color": "#1f6feb"}})
    assert {"1f6feb", "445566"} <= colours_of(build, "posts/a")
    assert "1f6feb" in colours_of(build, "posts/b")  # on the card of the other article
    assert {"1f6feb"} < colours_of(build, "browse/categories")
    assert "445566" in colours_of(build, "browse/tags")
    assert colours_of(build, "plain") == set()
    assert "style=" not in str(build.soup("browse/categories").find(class_="anthology-cards"))


def test_cards_of_articles_without_a_category_have_their_colours(site: Site) -> None:
    site.post("a", "Words, see [B](b.md).\n", title="An evening")
    site.post("b", "Words, see [C](c.md).\n", title="Bread")
    site.post("c", "Words, see [A](a.md).\n", title="여름", category="")
    build = site.build()
    assert all(colours_of(build, f"posts/{name}") for name in "abc")


def test_a_changed_colour_and_a_new_term_change_what_a_clean_build_would(site: Site) -> None:
    page = site.write("browse/categories/ai.md", "---\ncategory: AI\ncolor: '#445566'\n---\n\n# AI\n\nWords.\n")
    site.post("a", category="AI")
    site.post("b", category="Art")
    site.build()
    page.write_text(page.read_text("utf-8").replace("445566", "665544"), "utf-8")
    site.post("c", category="Bread")
    build = site.build()
    assert "posts/a" in build.written
    clean = site.build(output=site.folder / "clean", fresh=True)
    assert read_output(build.output) == read_output(clean.output)
    assert "665544" in colours_of(build, "posts/a")


@pytest.mark.parametrize("builder", ["json", "singlehtml", "epub"])
def test_every_builder_of_pages_can_have_colours(site: Site, builder: str) -> None:
    site.post("a", category="AI")
    build = site.build(builder, project="P", version="1", copyright="2025 K")
    assert build.warnings == ""
    assert (build.output / STYLE_SHEET).is_file()


def test_a_site_without_posts_has_no_colours(site: Site) -> None:
    file = site.post("a", category="AI")
    assert (site.build().output / STYLE_SHEET).is_file()
    file.unlink()
    assert not (site.build().output / STYLE_SHEET).exists()


_DESIGN = {"sphinx-design.min.css", "design-tabs.js"}


def list_design_files(build: Build, page: str) -> set[str]:
    """Return the files of sphinx-design that a page loads."""
    return {name for name in _DESIGN if name in build.text(f"{page}.html")}


def test_pages_without_components_of_sphinx_design_load_none_of_its_files(site: Site) -> None:
    site.post("plain", "On BSD-like systems, *sd-card* is a word.\n", category="AI", tags="a", author="Ada")
    site.post("tabs", "````{tab-set}\n```{tab-item} One\nText\n```\n````\n", category="AI", tags="a")
    site.post("html", '<p class="x sd-text-center">Text</p>\n', category="AI")
    site.write("landing.md", "---\norphan: true\nlayout: home\n---\n\n# Landing\n")
    site.write("role.rst", ":orphan:\n\nRole\n====\n\n:bdg-info:`new`\n")
    build = site.build(html_baseurl="https://kb.example/")
    lists = ("landing", "index", "browse/posts", "browse/categories", "browse/archive")
    assert not [page for page in ("posts/plain", *lists, "genindex", "search", "404") if list_design_files(build, page)]
    assert [list_design_files(build, page) for page in ("posts/tabs", "posts/html", "role")] == [_DESIGN] * 3
    site.post("plain", "{bdg}`new`\n", category="AI", tags="a", author="Ada")
    assert list_design_files(site.build(html_baseurl="https://kb.example/"), "posts/plain") == _DESIGN


def test_a_project_that_names_sphinx_design_has_its_files_on_all_pages(site: Site) -> None:
    site.write("conf.py", 'extensions = ["sphinx_design", "sphinx_anthology"]\nhtml_theme = "furo"\n')
    site.post("plain")
    build = site.build()
    assert list_design_files(build, "posts/plain") == list_design_files(build, "search") == _DESIGN
