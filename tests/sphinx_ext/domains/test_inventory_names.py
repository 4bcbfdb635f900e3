"""What projects without this extension can link to: articles, their labels and headings, each by one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import Site
from sphinx.util.inventory import InventoryFile

PLAIN = """
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
html_theme = "basic"
intersphinx_mapping = {{"kb": ("https://kb.example/", {inventory!r})}}
"""

BODY = """
## 물을 주는 때

Text.

(watering-can)=
## A can

Text.

## A can

(shelf)=
Text without a heading.

## Named {#own-id}

![](/x.png)
---
"""

RST = """
A post in reST
==============

:date: 2025-03-04

물을 주는 때
------------

Text.

물을 주는 때
------------

.. _rst-label:

Last part
---------
"""


@pytest.fixture
def knowledge_base(site: Site) -> Site:
    site.picture("public/x.png")
    site.post("garden", BODY, slug="small-garden", category="Plants", tags="plants")
    site.post("second", "Text.\n", tags="plants", aliases="/old-name/")
    site.post("balcony", "## 하나\n", slug="작은-베란다", category="Plants")
    site.post("hut", "Text.\n\n(hut)=\n## Inside\n\nText.\n")
    site.post("shed", "Text.\n\n(창고)=\n## 안쪽\n\nText.\n", slug="창고")
    site.post("Loud", "## Part\n", slug="VERY-Loud")
    site.write("posts/reeds.rst", RST)
    return site


def links(built: Any) -> list[tuple[str, str]]:
    found = built.soup("index").select("p a.external")
    return [(link.get_text(), unquote(link["href"]).removeprefix("https://kb.example/")) for link in found]


LINKS = {
    "[](inv:kb#small-garden)": ("Title of garden", "posts/garden"),
    "<inv:kb:*:*#small-garden>": ("Title of garden", "posts/garden"),
    "{external+kb:ref}`small-garden`": ("Title of garden", "posts/garden"),
    "{external+kb:doc}`small-garden`": ("Title of garden", "posts/garden"),
    "{external+kb:doc}`words <small-garden>`": ("words", "posts/garden"),
    "{external+kb:doc}`posts/garden`": ("Title of garden", "posts/garden"),
    "[](inv:kb#작은-베란다)": ("Title of balcony", "posts/balcony"),
    "{external+kb:ref}`작은-베란다`": ("Title of balcony", "posts/balcony"),
    "[](inv:kb#VERY-Loud)": ("Title of Loud", "posts/Loud"),
    "{external+kb:ref}`VERY-Loud`": ("Title of Loud", "posts/Loud"),
    "{external+kb:doc}`very-loud`": ("Title of Loud", "posts/Loud"),
    # labels
    "[](inv:kb#watering-can)": ("A can", "posts/garden#watering-can"),
    "{external+kb:ref}`Watering-Can`": ("A can", "posts/garden#watering-can"),
    "[shelf](inv:kb#shelf)": ("shelf", "posts/garden#shelf"),
    "[](inv:kb:std:label#rst-label)": ("Last part", "posts/reeds#rst-label"),
    # a label that is a slug as well: the document is the article
    "{external+kb:ref}`hut`": ("Inside", "posts/hut#hut"),
    "{external+kb:doc}`hut`": ("Title of hut", "posts/hut"),
    "[](inv:kb#hut)": ("Title of hut", "posts/hut"),
    "{external+kb:ref}`창고`": ("안쪽", "posts/shed#창고"),
    "[](inv:kb#창고)": ("안쪽", "posts/shed#창고"),
    # headings
    "[](inv:kb#small-garden#물을-주는-때)": ("물을 주는 때", "posts/garden#물을-주는-때"),
    "{external+kb:ref}`small-garden#a-can`": ("A can", "posts/garden#a-can"),
    "{external+kb:ref}`the other <small-garden#a-can-1>`": ("the other", "posts/garden#a-can-1"),
    "[](inv:kb#small-garden#own-id)": ("Named", "posts/garden#own-id"),
    "{external+kb:ref}`작은-베란다#하나`": ("하나", "posts/balcony#하나"),
    "[](inv:kb#VERY-Loud#part)": ("Part", "posts/Loud#part"),
    "[](inv:kb#reeds#물을-주는-때)": ("물을 주는 때", "posts/reeds#물을-주는-때"),
    "{external+kb:ref}`reeds#물을-주는-때-1`": ("물을 주는 때", "posts/reeds#물을-주는-때-1"),
    "[](inv:kb#reeds#last-part)": ("Last part", "posts/reeds#last-part"),
}
"""Links of another project: their words, and where they lead."""


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/")])
def test_another_project_links_to_articles_labels_and_headings(
    knowledge_base: Site, make_site: Callable[..., Site], builder: str, end: str
) -> None:
    inventory = knowledge_base.build(builder).output / "objects.inv"
    docs = make_site("docs", PLAIN.format(inventory=str(inventory)))
    docs.write("index.md", "# Docs\n\n" + "\n\n".join(LINKS) + "\n")
    built = docs.build(nitpicky=True)
    assert built.warnings == ""
    assert links(built) == [
        (words, f"{place}{end}" if "#" not in place else place.replace("#", f"{end}#")) for words, place in LINKS.values()
    ]


def test_no_two_objects_of_an_inventory_have_one_name(knowledge_base: Site) -> None:
    inventory = InventoryFile.loads((knowledge_base.build().output / "objects.inv").read_bytes(), uri="").data
    of_sphinx = {"search", "genindex", "modindex", "py-modindex"}
    names = Counter(name for objects in inventory.values() for name in objects if name not in of_sphinx)
    assert len(names) > 40
    assert [name for name, count in names.items() if count > 1] == []


def test_a_page_links_to_the_second_of_equal_headings_of_a_post_in_restructuredtext(knowledge_base: Site) -> None:
    knowledge_base.write("index.md", "# Home\n\n{post}`there <reeds#물을-주는-때-1>`\n")
    built = knowledge_base.build()
    assert built.soup("index").select_one("p a.reference")["href"] == "posts/reeds.html#물을-주는-때-1"
