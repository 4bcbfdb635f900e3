"""Trusted modules: pages of all other extensions are written in Sphinx's own way."""

from __future__ import annotations

import importlib
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest
from conftest import Site
from sample_site import ACCELERATION, differences, result
from sphinx.builders import Builder
from sphinx_anthology.acceleration import parallel, patches
from sphinx_anthology.acceleration.trust import TRUSTED_MODULES

CONFIGURATION = 'extensions = ["myst_parser"]\nhtml_theme = "furo"\n'

PROGRAM = """#!{python}
import pathlib, sys
if "-o" in sys.argv:
    pathlib.Path(sys.argv[sys.argv.index("-o") + 1]).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
elif len(sys.argv) > 2:
    pathlib.Path(sys.argv[-1].split(":", 1)[-1]).write_bytes(b"converted")
"""
"""Stands in for Graphviz and ImageMagick."""

COLLECTING = """
def collect(app, doctree, docname):
    app.resolved = [*getattr(app, "resolved", []), docname]

def show(app, exception):
    (app.outdir / "resolved.txt").write_text("\\n".join(sorted(app.resolved)))

def setup(app):
    app.connect("doctree-resolved", collect)
    app.connect("build-finished", show)
"""

COLLECTING_TRANSFORM = """
from sphinx.transforms.post_transforms import SphinxPostTransform

class Collect(SphinxPostTransform):
    default_priority = 900
    def run(self, **options):
        self.env.resolved = [*getattr(self.env, "resolved", []), self.env.current_document.docname]

def show(app, exception):
    (app.outdir / "resolved.txt").write_text("\\n".join(sorted(app.env.resolved)))

def setup(app):
    app.add_post_transform(Collect)
    app.connect("build-finished", show)
"""

COLLECTING_DOMAIN = """
from sphinx.domains import Domain
from sphinx.roles import XRefRole

class Collect(Domain):
    name = label = "collect"
    roles = {"it": XRefRole()}
    resolved = []

    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        self.resolved.append(fromdocname)
        return contnode

def show(app, exception):
    (app.outdir / "resolved.txt").write_text("\\n".join(sorted(Collect.resolved)))

def setup(app):
    app.add_domain(Collect)
    app.connect("build-finished", show)
"""

IN_SPHINX = False
IN_SEVERAL_PROCESSES = True
EXTENSIONS = {
    "todo": (
        "extensions += ['sphinx.ext.todo']\ntodo_include_todos = True\n",
        '.. todo:: It\'s "open"\n\n.. todolist::\n',
        IN_SEVERAL_PROCESSES,
    ),
    "graphviz": (
        "extensions += ['sphinx.ext.graphviz']\ngraphviz_dot = PROGRAM\ngraphviz_output_format = 'svg'\n",
        ".. graphviz::\n\n   digraph NAME { a -> b }\n",
        IN_SEVERAL_PROCESSES,
    ),
    "inheritance diagrams": (
        "extensions += ['sphinx.ext.inheritance_diagram']\ngraphviz_dot = PROGRAM\ngraphviz_output_format = 'svg'\n",
        ".. inheritance-diagram:: fractions.Fraction\n",
        IN_SEVERAL_PROCESSES,
    ),
    "viewcode": (
        "extensions += ['sphinx.ext.autodoc', 'sphinx.ext.viewcode']\n",
        ".. automodule:: colorsys\n   :members:\n   :no-index:\n",
        IN_SEVERAL_PROCESSES,
    ),
    "ifconfig": (
        "extensions += ['sphinx.ext.ifconfig']\n",
        ".. ifconfig:: language == 'en'\n\n   Shown.\n",
        IN_SEVERAL_PROCESSES,
    ),
    "extlinks": (
        "extensions += ['sphinx.ext.extlinks']\nextlinks = {'issue': ('https://example.org/%s', 'No. %s')}\n",
        ":issue:`1` https://example.org/2\n",
        IN_SEVERAL_PROCESSES,
    ),
    "imgconverter": (
        "extensions += ['sphinx.ext.imgconverter']\nimage_converter = PROGRAM\n",
        ".. image:: NAME.pdf\n",
        IN_SPHINX,
    ),
    "a handler of the project": (COLLECTING, "Text.\n", IN_SPHINX),
    "a transform of the project": (COLLECTING_TRANSFORM, "Text.\n", IN_SPHINX),
    "a domain of the project": (COLLECTING_DOMAIN, ":collect:it:`x`\n", IN_SPHINX),
}
"""Configurations and texts, and how the pages are written."""


def write_pages(site: Site, configuration: str, text: str) -> None:
    program = site.write("program", PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    site.write("conf.py", f"PROGRAM = {str(program)!r}\n{CONFIGURATION}{configuration}")
    for number in range(20):
        site.write(f"page{number}.pdf", f"%PDF {number}")
        site.write(f"page{number}.rst", f":orphan:\n\nPage\n====\n\n{text}".replace("NAME", f"page{number}"))


def note_writing_in_sphinx(monkeypatch: pytest.MonkeyPatch) -> list[Builder]:
    """Return a list to which a builder is added when its pages are written in Sphinx's own way."""
    noted: list[Builder] = []
    write_parallel = parallel._write_parallel

    def note(self: Builder, *arguments: object) -> None:
        noted.append(self)
        write_parallel(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(parallel, "_write_parallel", note)
    return noted


@pytest.mark.exact
@pytest.mark.parametrize(("configuration", "text", "how"), EXTENSIONS.values(), ids=EXTENSIONS.keys())
def test_pages_of_other_extensions_are_written_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch, configuration: str, text: str, how: bool
) -> None:
    write_pages(site, configuration + f"\nextensions += [{ACCELERATION!r}]\n", text)
    # Read with one job: these extensions keep what several processes have read in the order in which the processes ended.
    with monkeypatch.context() as patch:
        patch.setattr(patches, "PATCHES", ())
        site.build()
        shutil.rmtree(site.folder / "build/html")
        plain = result(site, "html", 2)
    shutil.rmtree(site.folder / "build/html")
    in_sphinx = note_writing_in_sphinx(monkeypatch)
    assert differences([result(site, "html", 2)], [plain]) == []
    assert bool(in_sphinx) != how
    if "resolved.txt" in configuration:
        assert len(plain[0]["resolved.txt"].splitlines()) > 12


@pytest.fixture
def namespace_extension(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An extension that collects documents when they are resolved, in a namespace of Sphinx's own extensions."""
    module = tmp_path / "packages/sphinxcontrib/collecting.py"
    module.parent.mkdir(parents=True)
    module.write_text(COLLECTING)
    namespace = importlib.import_module("sphinxcontrib")
    monkeypatch.setattr(namespace, "__path__", [*namespace.__path__, str(module.parent)])
    monkeypatch.delitem(sys.modules, "sphinxcontrib.collecting", raising=False)
    return "sphinxcontrib.collecting"


def test_an_extension_in_a_known_namespace_is_not_trusted(
    site: Site, namespace_extension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(site, f'extensions += ["{namespace_extension}", "{ACCELERATION}"]\n', "Text.\n")
    in_sphinx = note_writing_in_sphinx(monkeypatch)
    assert len(site.build(jobs=2).text("resolved.txt").splitlines()) == 21
    assert in_sphinx


def test_an_extension_may_declare_itself_trusted(site: Site, namespace_extension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    trust = f'from {ACCELERATION} import seams_of\n\ndef setup(app):\n    seams_of(app).trust("{namespace_extension}")\n'
    write_pages(site, f'extensions += ["{namespace_extension}", "{ACCELERATION}"]\n{trust}', "Text.\n")
    in_sphinx = note_writing_in_sphinx(monkeypatch)
    site.build(jobs=2)
    assert not in_sphinx


@pytest.mark.fast
def test_every_trusted_module_of_sphinx_and_its_requirements_exists() -> None:
    missing = []
    for name in TRUSTED_MODULES - {"sphinx_copybutton"}:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            missing.append(name)
    assert missing == []


def test_all_handlers_of_sphinx_are_trusted(site: Site) -> None:
    modules: set[str | None] = set()

    def collect(app: object, *_: object) -> None:
        listeners = [listener.handler for each in app.events.listeners.values() for listener in each]  # type: ignore[attr-defined]
        modules.update(getattr(each.func if isinstance(each, partial) else each, "__module__", None) for each in listeners)

    extensions = [
        "sphinx.ext." + name for name in "autodoc extlinks githubpages ifconfig intersphinx mathjax todo viewcode".split()
    ]
    extensions += ["myst_parser", "sphinx_design", "sphinxext.opengraph", ACCELERATION]
    site.build(handlers={"env-updated": collect}, extensions=extensions)
    assert modules - TRUSTED_MODULES == {"conftest", __name__}
