"""Documented objects list the articles that mention them, and articles the objects that they mention."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import Build, Site, read_output
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

AUTODOC = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "code"))
project = "Orchard"
extensions = ["sphinx_anthology", "sphinx.ext.autodoc"]
html_theme = "furo"
anthology_related = 0
autodoc_default_options = {"members": True, "undoc-members": True}
"""
ORCHARD = '''
"""Trees in rows.

More about trees.
"""

def plant(tree):
    """Plant it."""

def prune(tree):
    """Prune it."""

class Tree:
    """A tree."""

    age: int = 0

    def grow(self):
        """Grow."""

    @property
    def height(self):
        """How high."""
'''
API = """
Reference
=========

.. automodule:: orchard_tools

By hand
-------

.. py:module:: shed.rake

.. py:function:: pull(times)
                 push(times)

   Two of them.

.. py:function:: secret()
   :no-index:

.. c:function:: int water(int litres)

.. cpp:class:: garden::Bed

   .. cpp:function:: void dig()

.. js:module:: pots

.. js:function:: fill(pot)

.. option:: --shade

.. envvar:: GARDEN_HOME

.. rst:directive:: bed

.. confval:: garden_rows
"""


RST = """
In reST
=======

나무를 ``orchard_tools.Tree`` 라고 한다. 끝.

:py:func:`orchard_tools.plant`
"""


def articles_of(built: Any, anchor: str, page: str = "api") -> list[str]:
    """Return the articles below an object, each with its sentence."""
    place = built.soup(page).find(id=anchor)
    if place is None:
        raise LookupError(anchor)
    if place.name == "dt":
        box = place.find_parent("dl").find("dd", recursive=False).find("details", recursive=False)
    else:
        box = place.find("details", recursive=False) if place.name == "section" else place.find_next_sibling("details")
    return [" ".join(item.get_text(" ", strip=True).split()) for item in box.select("li")] if box else []


def objects_of(built: Any, page: str) -> list[str]:
    return [link.get_text() for link in built.soup(page).select(".anthology-objects a")]


@pytest.fixture
def orchard(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "orchard_tools", raising=False)
    site.write("conf.py", AUTODOC)
    site.write("code/orchard_tools.py", ORCHARD)
    site.write("api.rst", API)
    site.write("index.md", "# Home\n\n```{toctree}\napi\n```\n\n{py:func}`orchard_tools.plant` and `orchard_tools.plant`\n")
    return site


WAYS = {
    "role": ("먼저 읽습니다. 봄에는 {py:func}`orchard_tools.plant`를 부릅니다. 끝.", "orchard_tools.plant"),
    "short-role": ("First. We call {py:meth}`~orchard_tools.Tree.grow` v1.2 often! Last.", "orchard_tools.Tree.grow"),
    "titled-role": ("{py:class}`the tree <orchard_tools.Tree>`", "orchard_tools.Tree"),
    "any-role": ("{any}`orchard_tools.prune`", "orchard_tools.prune"),
    "attribute": ("{py:attr}`orchard_tools.Tree.age`", "orchard_tools.Tree.age"),
    "code": ("그리고 `orchard_tools.prune`도 있다.", "orchard_tools.prune"),
    "call": ("Then `orchard_tools.Tree.grow()`.", "orchard_tools.Tree.grow"),
    "property": ("`orchard_tools.Tree.height`", "orchard_tools.Tree.height"),
    "link": ("[a link](../api.rst#orchard_tools.plant)", "orchard_tools.plant"),
    "link-by-name": ("[by name](#orchard_tools.prune) [](orchard_tools.Tree)", "orchard_tools.prune"),
    "module": ("{py:mod}`orchard_tools` and {py:mod}`shed.rake`", "module-orchard_tools"),
    "second-signature": ("`shed.rake.push()`", "shed.rake.pull"),
    "c": ("{c:func}`water`", "c.water"),
    "cpp": ("{cpp:func}`garden::Bed::dig` `garden::Bed`", "_CPPv4N6garden3Bed3digEv"),
    "js": ("{js:func}`pots.fill`", "pots.fill"),
    "option": ("{option}`--shade`", "cmdoption-shade"),
    "envvar": ("`GARDEN_HOME` is set.", "envvar-GARDEN_HOME"),
    "rst": ("{rst:dir}`bed`", "directive-bed"),
    "confval": ("{confval}`garden_rows`", "confval-garden_rows"),
    "heading": ("## Use `orchard_tools.plant()`\n", "orchard_tools.plant"),
    "table": ("| a | b |\n| - | - |\n| 이것은 `orchard_tools.Tree` | c |\n", "orchard_tools.Tree"),
}
"""Bodies of articles, and the ids of what they mention."""


@pytest.mark.parametrize(("jobs", "options"), [(1, {"anthology_accelerate": False}), (2, {})])
def test_each_way_to_mention_an_object_is_listed_there_and_in_the_article(
    orchard: Site, jobs: int, options: dict[str, Any]
) -> None:
    for name, (body, _anchor) in WAYS.items():
        orchard.post(name, body + "\n")
    orchard.post("hidden-one", "`orchard_tools.plant`", hidden="true")
    orchard.write("posts/in-rest.rst", RST)
    orchard.post("none", "`plant` `secret` `secret()` `Tree.grow` `orchard_tools.plant(1)` {py:class}`int` [p](../api.rst)\n")
    built = orchard.build(jobs=jobs, **options)
    assert not [line for line in built.warnings.splitlines() if "date-missing" not in line]
    for name, (_body, anchor) in WAYS.items():
        found = articles_of(built, anchor)
        assert [entry for entry in found if entry.startswith(f"Title of {name} ")] or f"Title of {name}" in found, (name, found)
        assert objects_of(built, f"posts/{name}"), name
    boxes = "".join(str(one) for one in built.soup("api").select("details"))
    assert "Title of role" in boxes
    for title in ("Title of none", "Title of hidden-one", "Home"):
        assert title not in boxes
    assert objects_of(built, "posts/none") == []
    sentences = articles_of(built, "orchard_tools.plant")
    assert "Title of role 봄에는 orchard_tools.plant() 를 부릅니다." in sentences
    assert "Title of heading Use orchard_tools.plant()" in sentences
    assert "Title of short-role We call grow() v1.2 often!" in articles_of(built, "orchard_tools.Tree.grow")
    assert "In reST 나무를 orchard_tools.Tree 라고 한다." in articles_of(built, "orchard_tools.Tree")
    assert articles_of(built, "module-shed.rake") == ["Title of module orchard_tools and shed.rake"]
    of_class = built.soup("api").find(id="orchard_tools.Tree").find_parent("dl").find("dd")
    assert [child.name for child in of_class.find_all(recursive=False)][:3] == ["p", "details", "dl"]
    assert objects_of(built, "posts/link-by-name") == ["orchard_tools.Tree", "orchard_tools.prune"]
    assert [link["href"] for link in built.soup("posts/link").select(".anthology-objects a")] == [
        "../api.html#orchard_tools.plant"
    ]


SIGNATURES = """
.. py:function:: g(a: orchard_tools.Tree, b: list[str]) -> int

   See :post:`other`, :py:func:`orchard_tools.plant`, [gone]_, :doc:`other` and [2024]_.

.. cpp:function:: int g(std::string a, gone::Bed b)

.. c:function:: int h(bar *a)

.. js:function:: k(a)

.. glossary::

   term :post:`other` [gone]_
      [gone]_ :post:`other` :cpp:any:`gone::foo` :cpp:expr:`std::move(a)` :c:expr:`a + b` :any:`gone`
"""


def test_signatures_and_citations_cost_no_page_its_text(orchard: Site) -> None:
    orchard.post("other", "Text.\n")
    orchard.write("posts/in-rest.rst", f":date: 2025-01-01\n\nTitle\n=====\n{SIGNATURES}")
    orchard.write("more.rst", f"More\n====\n{SIGNATURES.replace(' g(', ' f(').replace(' h(', ' i(').replace(' k(', ' l(')}")
    orchard.write("index.md", "# Home\n\n```{toctree}\napi\nmore\n```\n")
    built = orchard.build()
    assert "post-failed" not in built.warnings
    for page in ("posts/in-rest", "more"):
        assert "See Title of other" in " ".join(built.soup(page).get_text(" ").split())
        assert built.soup(page).select_one("dl.glossary dt[id^=term-]")
    assert "See Title of other, orchard_tools.plant() , [gone]" in " ".join(articles_of(built, "orchard_tools.plant"))


def test_builds_after_edits_are_exact(orchard: Site) -> None:
    orchard.post("one", "First. See {py:func}`orchard_tools.plant`.\n", excerpt="The same.")
    orchard.post("two", "Code `orchard_tools.later()` and `orchard_tools.plant`.\n", excerpt="The same.")
    orchard.build()

    def build(*written: str) -> Build:
        built = orchard.build()
        clean = orchard.build(fresh=True, output=orchard.folder.parent / "clean" / str(orchard.builds))
        assert read_output(built.output) == read_output(clean.output)
        assert {*built.written} - {"index", "browse/posts"} == {*written}  # Sphinx writes the parents of what is read
        return built

    two = "Title of two Code orchard_tools.later() and orchard_tools.plant ."
    orchard.post("one", "First. Not any more.\n", excerpt="The same.")
    assert articles_of(build("posts/one", "api"), "orchard_tools.plant") == [two]
    orchard.post("one", "Now `orchard_tools.prune`, too.\n", excerpt="The same.")
    assert articles_of(build("posts/one", "api"), "orchard_tools.prune") == ["Title of one Now orchard_tools.prune , too."]
    orchard.write("api.rst", API + "\n.. py:function:: later()\n   :module: orchard_tools\n")
    built = build("posts/two", "api")
    assert articles_of(built, "orchard_tools.later") == [two.replace("plant .", "plant.")]  # another word is marked
    assert objects_of(built, "posts/two") == ["orchard_tools.later", "orchard_tools.plant"]
    orchard.write("api.rst", API)
    assert objects_of(build("posts/two", "api"), "posts/two") == ["orchard_tools.plant"]
    orchard.post("two", "Code `orchard_tools.later()` and `orchard_tools.plant`.\n", excerpt="The same.", title="Renamed")
    built = orchard.build()
    assert articles_of(built, "orchard_tools.plant") == [two.replace("Title of two", "Renamed")]
    (orchard.folder / "posts/two.md").unlink()
    built = orchard.build()
    assert articles_of(built, "orchard_tools.plant") == []
    assert "api" in built.written


def test_a_site_without_documented_objects_records_no_sentences(site: Site) -> None:
    site.post("one", "Some `code.name()` and {py:func}`none.such`.\n")
    seen: list[Any] = []

    def note(app: Sphinx, env: BuildEnvironment) -> None:
        seen.append(env.domaindata["blog"]["dependencies"]["posts/one"])

    site.build(handlers={"env-check-consistency": note})
    (recorded,) = seen
    assert recorded.code == ("code.name()",)
    assert recorded.code_sentences == {}
    assert recorded.objects == ()


def test_the_lists_can_be_switched_off(orchard: Site) -> None:
    orchard.post("one", "`orchard_tools.plant` {py:func}`orchard_tools.plant`\n")
    built = orchard.build(anthology_api_backlinks=False)
    assert "<details" not in built.text("api.html")
    assert objects_of(built, "posts/one") == []
    assert built.warnings == ""
    built = orchard.build()
    assert len(articles_of(built, "orchard_tools.plant")) == 1
    assert objects_of(built, "posts/one") == ["orchard_tools.plant"]


PAGES = {
    "epub": "api.xhtml",
    "dirhtml": "api/index.html",
    "singlehtml": "index.html",
    "latex": "orchard.tex",
    "text": "api.txt",
}


@pytest.mark.parametrize("builder", PAGES)
def test_other_builders_have_the_lists(orchard: Site, builder: str) -> None:
    orchard.post("one", "Text `orchard_tools.plant` here.\n", title="A <b> & `c`")
    built = orchard.build(builder, version="1", copyright="2026")
    assert built.warnings == ""
    text = built.text(PAGES[builder])
    assert text.count("Articles about this") == 1
    if builder == "epub":
        ElementTree.fromstring(text)
    if builder not in ("latex", "text"):
        assert "A &lt;b&gt; &amp; `c`" in text.partition("Articles about this")[2]


def test_an_article_shows_objects_of_other_projects(site: Site) -> None:
    lines = "open py:function 1 functions.html#$ -\nos.path.join py:function 1 os.path.html#$ -\nlabel std:label -1 x.html -\n"
    head = b"# Sphinx inventory version 2\n# Project: Python\n# Version: 3\n# compressed using zlib\n"
    Path(site.folder, "py.inv").write_bytes(head + zlib.compress(lines.encode()))
    site.write(
        "conf.py",
        'extensions = ["sphinx_anthology", "sphinx.ext.intersphinx"]\nhtml_theme = "furo"\n'
        'intersphinx_mapping = {"python": ("https://docs.python.org/3/", "py.inv")}\n',
    )
    ways = {
        "role": "{py:func}`open`",
        "external": "{external+python:py:func}`open`",
        "any-inventory": "{external:py:func}`open`",
        "inv": "[](inv:python:py:function#open)",
        "url": "[x](https://docs.python.org/3/functions.html#open)",
    }
    for name, body in ways.items():
        site.post(name, body + "\n")
    site.post("code", "`os.path.join()` `open`\n")
    site.post("no-object", "{ref}`label` [l](inv:python#label) [p](https://docs.python.org/3/)\n")
    built = site.build()
    assert built.warnings == ""
    for name in ways:
        (link,) = built.soup(f"posts/{name}").select(".anthology-objects a")
        assert (link.get_text(), link["href"]) == ("open", "https://docs.python.org/3/functions.html#open")
        assert built.soup(f"posts/{name}").select_one(".anthology-objects .anthology-byline").get_text() == " Python"
    assert objects_of(built, "posts/code") == ["os.path.join"]
    assert objects_of(built, "posts/no-object") == []
    relative = site.build(intersphinx_mapping={"python": ("../python/", "py.inv")})
    link = relative.soup("posts/code").select_one(".anthology-objects a")
    assert link["href"] == "../../python/os.path.html#os.path.join"
