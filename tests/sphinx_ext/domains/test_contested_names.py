"""Names that several documents define belong to the same document after each build."""

from __future__ import annotations

import pickle
import re
from typing import Any

import pytest
from conftest import Site
from sphinx_anthology.sphinx_ext.domains.contested_names import ContestedNames

PARTS = {
    "label": "(shared)=\n## Part of {name}\n\nText.\n",
    "formula": "```{{math}}\n:label: shared\na + b\n```\n\n[CIT]: nothing\n\n{name}\n",
    "term": "```{{glossary}}\nkite\n  It flies in {name}.\n```\n",
}
LINKS = {"label": "{ref}`shared`", "formula": "{eq}`shared`", "term": "{term}`kite`"}


def names(**entries: str) -> ContestedNames:
    """Return names, each of one document or, with commas between them, of several."""
    result = ContestedNames({"search": ("search", "")}, set())
    for name, docnames in entries.items():
        for docname in docnames.split(","):
            result[name] = (docname, "id")
    return result


def owners(found: dict[Any, Any]) -> dict[str, str]:
    return {name: entry[0] for name, entry in found.items()}


@pytest.mark.parametrize("order", ["a,b,c", "c,b,a", "b,c,a", "a,c,b,a"])
def test_the_last_docname_has_a_name_in_whatever_order_documents_are_read(order: str) -> None:
    assert owners(names(x=order))["x"] == "c"


def test_a_name_goes_to_the_next_document_when_one_gives_it_up() -> None:
    found = names(x="a,b,c", y="c")
    found.withdraw("b")
    assert owners(found) == {"search": "search", "x": "c", "y": "c"}
    found.remove("c")
    assert owners(found) == {"search": "search", "x": "a"}
    found.remove("a")
    assert owners(found) == {"search": "search"}


def test_a_document_can_have_a_name_of_sphinx_and_gives_it_back() -> None:
    found = names(search="posts/a")
    assert owners(found) == {"search": "posts/a"}
    found.remove("posts/a")
    assert owners(found) == {"search": "search"}


def test_names_are_stored_and_merged_with_all_that_define_them() -> None:
    stored = pickle.loads(pickle.dumps(names(x="a,b")))
    stored.remove("b")
    assert owners(stored)["x"] == "a"
    other, here = names(x="a,c", y="b,d"), names(x="b")
    here.merge({"a", "c", "d"}, other)
    assert owners(here) == {"search": "search", "x": "c", "y": "d"}
    here.remove("c")
    assert owners(here)["x"] == "b"
    here.remove("b")
    assert owners(here)["x"] == "a"


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_links_lead_where_they_do_after_a_clean_build(site: Site, kind: str, jobs: int) -> None:
    def target() -> str:
        page = site.build(jobs=jobs, myst_enable_extensions=["dollarmath"]).soup("posts/reader")
        found = page.select_one("article p a.reference.internal")
        assert found
        return re.sub("#.*", "", str(found["href"]))

    site.post("reader", LINKS[kind])
    for name in ("one", "two", "zoo"):
        site.post(name, PARTS[kind].format(name=name))
    assert target() == "zoo.html"
    site.post("one", PARTS[kind].format(name="one again"))
    assert target() == "zoo.html"
    site.post("zoo", "Nothing.")
    assert target() == "two.html"
    (site.folder / "posts/two.md").unlink()
    assert target() == "one.html"
    site.post("zoo", PARTS[kind].format(name="zoo"))
    assert target() == "zoo.html"
