"""The search index of incremental builds: no words of pages that are gone, and all index entries."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from conftest import CONFIGURATION, Site, read_output
from sphinx.search import js_index

FILES = {"html": "searchindex.js", "dirhtml": "searchindex.js", "json": "searchindex.json", "pickle": "searchindex.pickle"}


def load_index(site: Site, builder: str, **options: Any) -> dict[str, Any]:
    """Build, and return the search index."""
    data = (site.build(builder, **options).output / FILES[builder]).read_bytes()
    if builder == "pickle":
        index: dict[str, Any] = pickle.loads(data)
        return index
    return dict(json.loads(data) if builder == "json" else js_index.loads(data.decode()))


@pytest.fixture
def blog(site: Site) -> Site:
    site.write("conf.py", CONFIGURATION)
    for number in range(3):
        site.post(f"p{number}", f"Words{number}.\n\n```{{index}} Marimba; big, single: Marimba, entry{number}\n```\n")
    return site


@pytest.mark.parametrize("builder", FILES)
def test_the_index_has_no_words_of_a_page_that_is_gone(blog: Site, builder: str) -> None:
    assert "words2" in load_index(blog, builder)["terms"]
    (blog.folder / "posts/p2.md").unlink()
    index = load_index(blog, builder)
    assert "words2" not in index["terms"]
    assert [] not in index["terms"].values()
    assert "words1" in index["terms"]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "json"])
@pytest.mark.parametrize("options", [{"jobs": 2}, {"anthology_accelerate": False}])
def test_index_entries_stay_in_a_build_that_writes_nothing(blog: Site, builder: str, options: dict[str, Any]) -> None:
    before = load_index(blog, builder, **options)
    assert before["indexentries"].keys() > {"marimba", "entry0", "entry1", "entry2"}
    for _ in range(2):
        assert load_index(blog, builder, **options)["indexentries"] == before["indexentries"]


@pytest.mark.parametrize("options", [{"jobs": 2}, {"anthology_accelerate": False}])
@pytest.mark.parametrize("builder", ["json", "pickle"])
def test_words_have_the_order_of_a_clean_build(blog: Site, builder: str, options: dict[str, Any]) -> None:
    load_index(blog, builder, **options)
    blog.post("p1", "Words1, steam and aardvarks.\n\n```{index} Vibraphone\n```\n", title="Zebras")
    words = load_index(blog, builder, **options)["terms"]
    clean = load_index(blog, builder, fresh=True, output=blog.folder.with_name("clean"))["terms"]
    assert list(words) == list(clean) == sorted(words)


@pytest.mark.parametrize("options", [{"jobs": 2}, {"anthology_accelerate": False}])
def test_after_an_edit_index_entries_are_those_of_a_clean_build(blog: Site, options: dict[str, Any]) -> None:
    blog.build(**options)
    blog.post("p1", "Words1.\n\n```{index} Vibraphone, single: Marimba\n```\n")
    (blog.folder / "posts/p2.md").unlink()
    found = read_output(blog.build(**options).output)
    assert b"vibraphone" in found["searchindex.js"]
    assert found == read_output(blog.build(output=blog.folder.with_name("clean")).output)


def test_a_page_that_is_not_searched_any_more_has_no_entries(blog: Site) -> None:
    blog.build()
    blog.post("p1", "Words1.\n\n```{index} Marimba\n```\n", nosearch="true")
    found = read_output(blog.build().output)
    assert found == read_output(blog.build(output=blog.folder.with_name("clean")).output)


def test_an_index_of_another_version_is_not_used(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    file = blog.build().output / "searchindex.js"
    index = js_index.loads(file.read_text(encoding="utf-8"))
    index["indexentries"]["forged"] = [[0, "", False]]
    file.write_text(js_index.dumps({**index, "envversion": {"sphinx": 1}}), encoding="utf-8")
    assert "forged" not in load_index(blog, "html")["indexentries"]


def test_pages_of_modules_have_the_sidebar_of_a_clean_build(blog: Site) -> None:
    extensions = '"sphinx_anthology", "sphinx.ext.autodoc", "sphinx.ext.viewcode"'
    blog.write("conf.py", CONFIGURATION.replace('"sphinx_anthology"', extensions))
    blog.write("api.rst", ":orphan:\n\nAPI\n===\n\n.. automodule:: colorsys\n   :members:\n   :undoc-members:\n")
    blog.build()
    blog.post("p1", category="A new category")
    build = blog.build()
    assert "A new category" in build.text("_modules/colorsys.html")
    assert read_output(build.output) == read_output(blog.build(output=blog.folder.with_name("clean")).output)
