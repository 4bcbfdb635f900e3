"""Small sites with other extensions: each does what it is for, in clean, incremental, parallel and accelerated builds.

Without ``nox -s matrix`` only the parallel, accelerated builds run, and diagrams are skipped whose programs are missing.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site, read_output

MODES: Mapping[str, dict[str, Any]] = {
    "parallel, accelerated": {"jobs": 2},
    "serial": {"anthology_accelerate": False},
    "parallel": {"jobs": 2, "anthology_accelerate": False},
}
_ALL = "ANTHOLOGY_MATRIX" in os.environ

CODE = '''
"""A library of shears."""


def cut(branch):
    """Cut it."""


class Shears:
    """A tool."""

    def sharpen(self):
        """Sharpen it."""
'''
MENTIONS = "먼저 읽습니다. 봄에는 {{py:func}}`{package}.cut`을 부릅니다. Then `{package}.Shears.sharpen()`.\n"
PACKAGE = "matrix_shears"


@dataclass(frozen=True)
class Row:
    """A site with another extension."""

    extensions: tuple[str, ...]
    check: Callable[[Build], None]
    """Fails unless the extension did what it is for."""
    prepare: Callable[[Site], None] = lambda site: None
    """Writes the files of the site, beside two posts."""
    options: Mapping[str, Any] = field(default_factory=dict)
    body: str = "Text.\n"
    """The text of the first post."""
    fields: str = ""
    """More front matter of the first post."""
    needs: str = ""
    """A module that is not part of the extension; or a program, with a slash before it."""
    is_parallel: bool = True
    """Whether the extension allows parallel builds."""
    varies: tuple[str, ...] = ()
    """Files that the extension itself writes differently after an edit."""


# Translations


def write_translations(site: Site) -> None:
    """Translate the first post with the tools of translators."""
    from babel.messages.pofile import read_po, write_po
    from sphinx_intl.basic import update

    templates = site.build("gettext", output=site.folder / "templates", language="ko").output
    update(str(site.folder / "locale"), str(templates), ["en"])
    file = site.folder / "locale/en/LC_MESSAGES/posts/one.po"
    with file.open("rb") as stream:
        catalog = read_po(stream, "en")
    for message in catalog:
        message.string = {"봄이 온다": "Spring comes", "나무가 자란다.": "Trees grow."}.get(str(message.id), message.string)
    with file.open("wb") as stream:
        write_po(stream, catalog)


def check_translations(built: Build) -> None:
    assert built.soup("posts/one").h1.get_text().startswith("Spring comes")
    assert "Trees grow." in built.article("posts/one")
    assert "Spring comes" in built.article("browse/posts")


# Notebooks and diagrams

NOTEBOOK = "file_format: mystnb\nkernelspec:\n  name: python3\n"
CELL = '```{code-cell}\nprint("result", 6 * 7)\n```\n'


def check_cell(built: Build) -> None:
    assert built.soup("posts/one").select_one(".cell_output").get_text().strip() == "result 42"


def check_mermaid(built: Build) -> None:
    assert "graph LR; a --> b" in built.soup("posts/one").select_one("pre.mermaid").get_text()


def check_graphviz(built: Build) -> None:
    assert built.soup("posts/one").select_one(".graphviz img, .graphviz object") is not None


def check_plantuml(built: Build) -> None:
    image = built.soup("posts/one").select_one(".plantuml img, p.plantuml img")
    assert (built.output / "posts" / image["src"]).resolve().is_file()


# What other extensions make of articles


def check_feed(built: Build) -> None:
    feed = built.text("rss.xml")
    assert "<title>봄이 온다</title>" in feed
    assert "https://site.example/posts/one.html" in feed
    assert "2025 12:00:00 +0000" in feed


def check_sitemap(built: Build) -> None:
    assert "<loc>https://site.example/posts/one.html</loc>" in built.text("sitemap.xml")


def check_llms(built: Build) -> None:
    assert "봄이 온다" in built.text("llms.txt")


# Documentation of code


def write_code(site: Site) -> None:
    site.write(f"code/{PACKAGE}.py", CODE)


def write_toctree(page: str) -> Callable[[Site], None]:
    """Return a function that writes the library, and a home page that lists a page."""

    def write(site: Site) -> None:
        write_code(site)
        site.write("index.md", f"# Home\n\n```{{toctree}}\n{page}\n```\n")
        if page == "api":
            site.write("api.rst", f"API\n===\n\n.. automodule:: {PACKAGE}\n   :members:\n")

    return write


def check_symbol(page: str) -> Callable[[Build], None]:
    """Return a function that checks that a page of the library and an article name each other."""

    def check(built: Build) -> None:
        soup = built.soup(page)
        for name, words in (("cut", "봄에는"), ("Shears.sharpen", "Then")):
            term = soup.find("dt", id=f"{PACKAGE}.{name}")
            (item,) = term.find_next_sibling("dd").select("details li")
            assert item.a.get_text() == "봄이 온다"
            assert words in item.select_one(".anthology-quote").get_text()
        links = built.soup("posts/one").select(".anthology-objects a")
        assert [link.get_text() for link in links] == [f"{PACKAGE}.Shears.sharpen", f"{PACKAGE}.cut"]
        assert links[1]["href"] == f"../{page}.html#{PACKAGE}.cut"

    return check


def write_inventory(site: Site) -> None:
    other = Site(site.folder.parent / "other")
    other.write("conf.py", 'project = "Other"\nhtml_theme = "basic"\n')
    other.write("index.rst", f"Other\n=====\n\n.. py:function:: {PACKAGE}.cut()\n\n.. py:method:: {PACKAGE}.Shears.sharpen()\n")
    shutil.copy(other.build().output / "objects.inv", site.folder / "other.inv")


def check_other_symbol(built: Build) -> None:
    links = built.soup("posts/one").select(".anthology-objects a")
    assert [link["href"].partition("#")[2] for link in links] == [f"{PACKAGE}.Shears.sharpen", f"{PACKAGE}.cut"]
    assert "봄에는 matrix_shears.cut()을 부릅니다." in built.text("mentions.json")


ABOUT_CODE = MENTIONS.format(package=PACKAGE)
ROWS: dict[str, Row] = {
    "gettext": Row(
        ("sphinx_anthology",),
        check_translations,
        write_translations,
        {"language": "en", "locale_dirs": ["locale"], "gettext_compact": False},
        body="나무가 자란다.\n",
        needs="sphinx_intl",
    ),
    "myst_nb": Row(
        ("sphinx_anthology", "myst_nb"), check_cell, options={"nb_execution_mode": "force"}, body=CELL, fields=NOTEBOOK
    ),
    "mermaid": Row(("sphinx_anthology", "sphinxcontrib.mermaid"), check_mermaid, body="```mermaid\ngraph LR; a --> b\n```\n"),
    "graphviz": Row(
        ("sphinx_anthology", "sphinx.ext.graphviz"), check_graphviz, body="```dot\ndigraph { a -> b }\n```\n", needs="/dot"
    ),
    "plantuml": Row(
        ("sphinx_anthology", "sphinxcontrib.plantuml"), check_plantuml, body="```plantuml\n:a;\n```\n", needs="/plantuml"
    ),
    "feed": Row(
        ("sphinx_anthology", "sphinxfeed"),
        check_feed,
        options={
            "feed_base_url": "https://site.example",
            "feed_field_name": "date",
            "feed_author": "A",
            "feed_description": "D",
        },
        is_parallel=False,
        varies=("rss.xml",),
    ),
    "sitemap": Row(
        ("sphinx_anthology", "sphinx_sitemap"),
        check_sitemap,
        options={"html_baseurl": "https://site.example/", "sitemap_url_scheme": "{link}"},
        varies=("sitemap.xml",),
    ),
    "llms": Row(("sphinx_anthology", "sphinx_llms_txt"), check_llms, varies=("llms.txt", "llms-full.txt")),
    "autodoc": Row(("sphinx_anthology", "sphinx.ext.autodoc"), check_symbol("api"), write_toctree("api"), body=ABOUT_CODE),
    "autoapi": Row(
        ("sphinx_anthology", "autoapi.extension"),
        check_symbol(f"autoapi/{PACKAGE}/index"),
        write_code,
        {"autoapi_dirs": ["code"]},
        ABOUT_CODE,
    ),
    "autodoc2": Row(
        ("sphinx_anthology", "autodoc2"),
        check_symbol(f"apidocs/{PACKAGE}/{PACKAGE}"),
        write_toctree("apidocs/index"),
        {"autodoc2_packages": [f"code/{PACKAGE}.py"]},
        ABOUT_CODE,
    ),
    "intersphinx": Row(
        ("sphinx_anthology", "sphinx.ext.intersphinx"),
        check_other_symbol,
        write_inventory,
        {"intersphinx_mapping": {"other": ("https://other.example/", "other.inv")}},
        ABOUT_CODE,
    ),
}
"""The sites, by a short name of the extension."""


def conf(row: Row) -> str:
    """Return the configuration of a site."""
    values = {"project": "Site", "html_theme": "furo", "extensions": list(row.extensions), **row.options}
    values["source_suffix"] = {".rst": "restructuredtext"}  # Sphinx adds others to its default, for all builds of a process
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    path = 'sys.path.insert(0, str(Path(__file__).parent / "code"))'
    return "\n".join(["import sys", "from pathlib import Path", path, *lines])


def skip_if_missing(row: Row) -> None:
    """Skip a test if what a site needs is not installed; fail in the whole matrix."""
    modules = [*row.extensions, *([row.needs] if row.needs and not row.needs.startswith("/") else [])]
    missing = [name for name in modules if find_spec(name.partition(".")[0]) is None]
    missing += [row.needs] if row.needs.startswith("/") and not shutil.which(row.needs[1:]) else []
    if missing:
        (pytest.fail if _ALL else pytest.skip)(f"not installed: {', '.join(missing)}")


@pytest.mark.parametrize("mode", MODES if _ALL else [next(iter(MODES))])
@pytest.mark.parametrize("name", ROWS)
def test_an_extension_does_what_it_is_for(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, mode: str) -> None:
    row = ROWS[name]
    skip_if_missing(row)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    post = f"---\ntitle: 봄이 온다\ndate: 2025-04-23T12:00:00Z\n{row.fields}---\n\n{row.body}"
    site.write("posts/one.md", post)
    site.post("two")
    site.write("conf.py", conf(row))
    row.prepare(site)
    options = MODES[mode] if row.is_parallel else {**MODES[mode], "jobs": 1}
    built = site.build(**options)
    assert built.warnings == ""
    row.check(built)

    site.post("two", "An edit, and {post}`one`.\n")
    site.write("posts/one.md", f"{post}\nAnother paragraph.\n")
    built = site.build(**options)
    assert built.warnings == ""
    row.check(built)
    if _ALL:
        clean = site.build(fresh=True, output=Path(site.folder.parent, "clean"), **options)
        left_out = {*row.varies, *(f"{file}.gz" for file in row.varies)}
        assert {path: data for path, data in read_output(built.output).items() if path not in left_out} == {
            path: data for path, data in read_output(clean.output).items() if path not in left_out
        }
        row.check(clean)
