"""Links between two Sphinx projects through their inventories; one project does not use this extension."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import Site
from sphinx.util.inventory import InventoryFile

PLAIN = """
extensions = ["sphinx.ext.intersphinx"]
html_theme = "basic"
intersphinx_mapping = {{"kb": ("https://kb.example/", {inventory!r})}}
"""
KNOWING = """
extensions = ["sphinx_anthology", "sphinx.ext.intersphinx"]
html_theme = "furo"
intersphinx_mapping = {{"api": ("https://api.example/", {inventory!r})}}
"""


def blog(site: Site) -> None:
    site.post("a/spring", "Text.\n", title="봄 이야기", slug="봄-이야기", category="AI / Models", series="Parts", author="김봄")
    site.post("two", "Text.\n", slug="Second", category="AI", tags="x", series="Parts")
    site.post("three", "Text.\n", tags="x", slug="ai")


def links(built: Any, page: str) -> list[tuple[str, str]]:
    return [(link.get_text(), unquote(link["href"])) for link in built.soup(page).select("p a.external")]


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/")])
def test_a_project_without_the_extension_links_to_posts_and_terms(
    site: Site, make_site: Callable[..., Site], builder: str, end: str
) -> None:
    blog(site)
    inventory = site.build(builder).output / "objects.inv"
    api = make_site("api", PLAIN.format(inventory=str(inventory)))
    references = [
        ":external+kb:ref:`봄-이야기`",
        ":external+kb:ref:`here <봄-이야기>`",
        ":external+kb:doc:`posts/a/spring`",
        ":external+kb:doc:`Second`",
        ":external+kb:ref:`second`",
        ":external+kb:ref:`ai/models`",
        ":external+kb:ref:`parts`",
        ":external+kb:ref:`김봄`",
        ":external+kb:ref:`ai`",
    ]
    api.write("index.rst", "API\n===\n\n" + "\n\n".join(references) + "\n")
    built = api.build(nitpicky=True)
    assert built.warnings == ""
    kb = "https://kb.example/"
    assert links(built, "index") == [
        ("봄 이야기", f"{kb}posts/a/spring{end}"),
        ("here", f"{kb}posts/a/spring{end}"),
        ("봄 이야기", f"{kb}posts/a/spring{end}"),
        ("Title of two", f"{kb}posts/two{end}"),
        ("Title of two", f"{kb}posts/two{end}"),
        ("AI / Models", f"{kb}browse/categories/ai/models{end}"),
        ("Parts", f"{kb}browse/series/parts{end}"),
        ("김봄", f"{kb}browse/authors/김봄{end}"),
        ("Title of three", f"{kb}posts/three{end}"),  # a post comes before a category of its name
    ]


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/")])
def test_articles_link_to_another_project(site: Site, make_site: Callable[..., Site], builder: str, end: str) -> None:
    api = make_site("api", PLAIN.format(inventory=str(site.folder / "none.inv")).replace("intersphinx_mapping", "unused"))
    api.write("index.rst", "API\n===\n\n.. _a-label:\n\nPart\n----\n\n.. py:function:: stroll(place)\n")
    inventory = api.build(builder).output / "objects.inv"
    site.write("conf.py", KNOWING.format(inventory=str(inventory)))
    site.post("one", "{external+api:py:func}`stroll`, {py:func}`stroll`, {ref}`a-label`, [part](inv:api:std:label#a-label)\n")
    built = site.build(builder, nitpicky=True)
    assert built.warnings == ""
    page = "https://api.example/" + ("index.html" if builder == "html" else "")
    addresses = [
        link["href"] for link in built.soup("posts/one" if builder == "html" else "posts/one/index").select("p a.external")
    ]
    in_text = [f"{page}#stroll", f"{page}#stroll", f"{page}#a-label", f"{page}#a-label"]
    assert addresses == [*in_text, f"{page}#stroll"]  # the last one is that of the objects of the article


def test_two_projects_link_with_the_roles_of_the_domain(site: Site, make_site: Callable[..., Site]) -> None:
    blog(site)
    inventory = site.build().output / "objects.inv"
    other = make_site("other", KNOWING.format(inventory=str(inventory)))
    other.write(
        "index.md", "# Home\n\n{external+api:blog:post}`봄-이야기` {post}`Second` {external+api:blog:category}`ai/models`\n"
    )
    other.post("ai", "Text.\n")
    built = other.build(nitpicky=True)
    assert built.warnings == ""
    assert links(built, "index") == [
        ("봄 이야기", "https://api.example/posts/a/spring.html"),
        ("Title of two", "https://api.example/posts/two.html"),
        ("AI / Models", "https://api.example/browse/categories/ai/models.html"),
    ]


def test_moving_a_file_does_not_change_its_name_in_the_inventory(site: Site) -> None:
    def names(path: Path) -> set[tuple[str, str]]:
        inventory = InventoryFile.loads(path.read_bytes(), uri="")
        return {(kind, name) for kind, objects in inventory.data.items() for name in objects if "봄" in name}

    blog(site)
    before = names(site.build().output / "objects.inv")
    (site.folder / "posts/a/spring.md").rename(site.folder / "posts/moved.md")
    assert names(site.build().output / "objects.inv") == before
    assert {("blog:post", "post:봄-이야기"), ("std:label", "봄-이야기")} <= before
