"""Builds with nothing to do: they end at once, and any change is noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Any

import pytest
from command_line import Change, build, delete, edit, output, page, rests, touch
from conftest import Site
from sample_site import MINIMAL
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace
from sphinx_anthology.acceleration import known_functions, no_op

pytestmark = pytest.mark.build

CONFIGURED = f"""{MINIMAL}
templates_path = ["../templates"]
html_static_path = ["../own"]
html_extra_path = ["../robots.txt"]
html_logo = "../logo.png"
"""
SEAMS = "from sphinx_anthology.acceleration import seams_of\n"
TRUST_CONF = "seams_of(app).trust(None)\n"
"""Trusts the functions in ``conf.py``, which have no module."""


DEFERRED = f"""{CONFIGURED}{SEAMS}
def start(app):
    (app.confdir / "started.txt").open("a").write("x")
    return [str(app.confdir / "started.txt")]

def begin(app):
    seams_of(app).defer(lambda: start(app))

def setup(app):
    app.connect("builder-inited", begin)
    {TRUST_CONF}"""
"""A project with a step that writes a source file."""


@pytest.fixture
def resting(site: Site) -> Site:
    """A site that was built, and has been left as it is."""
    site.write("conf.py", CONFIGURED)
    site.write("../own/own.css", "a {}")
    site.write("../robots.txt", "Allow: /\n")
    site.picture("../logo.png")
    site.write("../templates/page.html", "{% extends '!page.html' %}")
    site.write("../beyond.md", "Beyond.\n")
    site.write("page.md", "---\norphan: true\n---\n\n# Page\n\n```{include} ../beyond.md\n```\n\n![c](c.png)\n")
    site.write("other.md", "---\norphan: true\n---\n\n# Other page\n\n{doc}`page`.\n")
    site.picture("c.png")
    build(site)
    assert rests(site)
    return site


def test_a_build_without_a_change_does_nothing_however_often(resting: Site) -> None:
    assert [rests(resting) for _ in range(3)] == [True, True, True]


def test_it_does_so_for_a_builder_beside_another(resting: Site) -> None:
    assert not rests(resting, builder="dirhtml")
    assert rests(resting, builder="dirhtml")
    assert rests(resting)
    assert rests(resting, builder="dirhtml")


def test_it_loads_no_environment(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BuildEnvironment, "__setstate__", lambda *_: pytest.fail("The environment was loaded."))
    assert rests(resting)


CHANGES: dict[str, Change] = {
    "the text of a page": edit("page.md", "---\norphan: true\n---\n\n# Page\n\nOther.\n\n![c](c.png)\n"),
    "the time of a page": touch("page.md"),
    "a new page": edit("new.md", "---\norphan: true\n---\n\n# New\n"),
    "a page that is gone": delete("other.md"),
    "an image": lambda site: site.picture("c.png", width=9),
    "a file that is included from beyond the folder": edit("../beyond.md", "Far beyond.\n"),
    "an option": edit("conf.py", CONFIGURED + 'html_title = "Other"\n'),
    "a template": edit("../templates/page.html", "{% extends '!page.html' %} "),
    "a static file": edit("../own/own.css", "b { }"),
    "a file that is copied": edit("../robots.txt", "Disallow: /\n"),
    "the logo": lambda site: site.picture("../logo.png", width=9),
    "a page of the output that is gone": delete("build/html/other.html"),
    "a stored tree": delete("build/doctrees/other.doctree"),
    "the environment": delete("build/doctrees/environment.pickle"),
    "the record of the last build": delete("build/doctrees/acceleration-html.json"),
    "a record that is damaged": edit("build/doctrees/acceleration-html.json", '{"circumstances": '),
    "a record of something else": edit("build/doctrees/acceleration-html.json", "[]"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_is_built_and_the_output_is_that_of_a_clean_build(resting: Site, change: Change) -> None:
    change(resting)
    assert not rests(resting)
    files = output(resting)
    shutil.rmtree(resting.folder / "build")
    build(resting)
    clean = output(resting)
    for file in files.keys() - clean.keys():  # Sphinx leaves pages behind
        assert file.startswith(("_sources/other", "other"))
    assert {name: files[name] for name in clean} == clean
    assert rests(resting)


def test_an_option_of_the_command_line_is_noticed(resting: Site) -> None:
    assert not rests(resting, "-D", "html_title=Other")
    assert "Other" in page(resting, "index.html")
    assert not rests(resting, "-t", "draft")


def test_who_asks_for_all_pages_or_for_some_gets_them(resting: Site) -> None:
    before = output(resting)
    (resting.folder / "build/html/page.html").write_text("?")
    assert not rests(resting)
    assert not rests(resting, "-a")
    assert output(resting) == before
    assert not rests(resting, "-E")
    assert output(resting) == before
    assert not rests(resting, str(resting.folder / "other.md"))
    assert output(resting) == before
    assert not rests(resting)  # only one page is known to be up to date
    assert rests(resting)


def test_what_a_build_of_single_files_has_left_is_done_by_the_next(resting: Site) -> None:
    resting.write("page.md", "---\norphan: true\n---\n\n# Renamed\n\nOther.\n")
    build(resting, str(resting.folder / "other.md"))
    assert not rests(resting)
    assert "Other." in page(resting, "page.html")


def test_files_that_are_copied_are_compared_whatever_their_folders_are(resting: Site) -> None:
    resting.write("conf.py", CONFIGURED.replace("../robots.txt", "../extra"))
    resting.write("../extra/v1/.buildinfo", "")
    resting.write("../extra/v1/node_modules/a.txt", "one")
    build(resting)
    assert rests(resting)
    resting.write("../extra/v1/node_modules/a.txt", "three")
    assert not rests(resting)
    assert page(resting, "v1/node_modules/a.txt") == "three"


def test_a_document_that_asks_to_be_read_each_time_is(resting: Site) -> None:
    reread = "from docutils.parsers.rst import Directive\n\nclass Reread(Directive):\n    def run(self):\n"
    reread += "        self.state.document.settings.env.note_reread()\n        return []\n\n"
    resting.write("conf.py", f"{CONFIGURED}{reread}def setup(app):\n    app.add_directive('reread', Reread)\n")
    resting.write("page.md", "---\norphan: true\n---\n\n# Page\n\n```{reread}\n```\n")
    build(resting)
    assert not rests(resting)
    assert not rests(resting)


def test_links_to_folders_above_are_not_followed_for_ever(resting: Site) -> None:
    for name in ("loop", "again"):
        (resting.folder / name).symlink_to(resting.folder.parent, target_is_directory=True)
    resting.write("conf.py", CONFIGURED + 'exclude_patterns = ["loop", "again"]\n')
    build(resting)
    assert rests(resting)
    resting.write("other.md", "---\norphan: true\n---\n\n# Other page\n\nOther.\n")
    assert not rests(resting)


def test_a_warning_is_told_each_time(resting: Site, capsys: pytest.CaptureFixture[str]) -> None:
    warn = f"{SEAMS}from sphinx.util import logging\n\ndef warn(app):\n    logging.getLogger('sphinx.own').warning('Told.')\n\n"
    resting.write("conf.py", f"{CONFIGURED}{warn}def setup(app):\n    app.connect('builder-inited', warn)\n    {TRUST_CONF}")
    for _ in range(3):
        build(resting)
        assert "Told." in capsys.readouterr().err
    assert not rests(resting)
    assert build(resting, "-W") == 1


@pytest.mark.parametrize("event", ["build-finished", "source-read", "html-page-context"])
def test_a_project_with_handlers_of_its_own_is_built_each_time(resting: Site, event: str) -> None:
    resting.write("conf.py", f"{CONFIGURED}\ndef setup(app):\n    app.connect({event!r}, lambda *_: None)\n")
    build(resting)
    assert not rests(resting)


def test_extensions_that_write_source_files_are_run_each_time(resting: Site) -> None:
    resting.write("conf.py", CONFIGURED + 'extensions += ["sphinx.ext.autosummary"]\n')
    build(resting)
    assert not rests(resting)


@pytest.mark.parametrize("builder", ["linkcheck", "dummy", "latex"])
def test_other_builders_build_each_time(resting: Site, builder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    builds: list[str] = []
    run = Builder.build

    def noted(self: Builder, *arguments: Any, **options: Any) -> None:
        builds.append(self.name)
        run(self, *arguments, **options)

    monkeypatch.setattr(Builder, "build", noted)
    for _ in range(2):
        build(resting, builder=builder)
    assert builds == [builder, builder]


def test_a_project_without_the_acceleration_is_built_each_time(site: Site) -> None:
    site.write("conf.py", 'extensions = ["myst_parser"]\n')
    build(site)
    assert not rests(site)


def test_unknown_code_of_sphinx_is_run_each_time(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_functions, "_load_table", dict)
    assert not rests(resting)
    assert not rests(resting)


def test_a_project_that_loads_the_acceleration_in_its_setup_function_is_built_each_time(site: Site) -> None:
    setup = "def setup(app):\n    app.setup_extension('sphinx_anthology.acceleration')\n"
    site.write("conf.py", f'extensions = ["myst_parser"]\n{setup}')
    build(site)
    assert not rests(site)  # Sphinx has named the builder before


def test_a_module_of_the_project_is_noticed(site: Site) -> None:
    def build_apart() -> int:
        command = [sys.executable, "-m", "sphinx", "-q", str(site.folder), str(site.folder / "build/html")]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        return (site.folder / "build/html/genindex.html").stat().st_mtime_ns

    lines = f"import sys\nsys.path.insert(0, {str(site.folder)!r})\nfrom helper import title as html_title\n"
    site.write("conf.py", MINIMAL + lines)
    site.write("helper.py", "title = 'One'\n")
    first, second = build_apart(), build_apart()
    assert first == second
    site.write("helper.py", "title = 'One'  # still\n")
    assert build_apart() > second


def test_what_is_edited_during_a_build_is_seen_by_the_next(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = no_op._NoOpCheck._finish

    def finish_late(self: no_op._NoOpCheck) -> None:
        resting.write("new.md", "---\norphan: true\n---\n\n# New\n\nMeanwhile.\n")
        finish(self)

    touch("page.md")(resting)
    with monkeypatch.context() as patch:
        patch.setattr(no_op._NoOpCheck, "_finish", finish_late)
        build(resting)
    assert not rests(resting)
    assert "Meanwhile." in page(resting, "new.html")


def test_an_environment_that_cannot_be_loaded_is_made_anew(resting: Site) -> None:
    before = output(resting)
    (resting.folder / "build/doctrees/environment.pickle").write_bytes(b"nothing")
    assert rests(resting)  # nobody has asked for it
    touch("page.md")(resting)
    assert not rests(resting)
    assert output(resting) == before
    assert rests(resting)


def test_all_pages_can_be_asked_for_though_the_environment_cannot_be_loaded(resting: Site) -> None:
    before = output(resting)
    (resting.folder / "build/doctrees/environment.pickle").write_bytes(b"nothing")
    assert not rests(resting, "-a")
    assert output(resting) == before


def test_a_program_that_builds_can_read_the_environment_afterwards(resting: Site) -> None:
    folder = resting.folder
    with docutils_namespace():
        app = Sphinx(folder, folder, folder / "build/html", folder / "build/doctrees", "html", status=None)
        app.build()
    assert no_op.is_resting(app)
    assert app.env.titles["page"].astext() == "Page"
    assert type(app.env) is BuildEnvironment
    assert app.env.settings["env"] is app.env
    assert app.env.domains.standard_domain.env.titles is app.env.titles
    assert app.env.srcdir == folder


def test_a_program_can_build_again_after_an_edit(resting: Site) -> None:
    folder = resting.folder
    resting.write("conf.py", DEFERRED)
    build(resting)
    starts = folder / "started.txt"
    with docutils_namespace():
        app = Sphinx(folder, folder, folder / "build/html", folder / "build/doctrees", "html", status=None)
        app.build()
        assert len(starts.read_text()) == 1
        resting.write("page.md", "---\norphan: true\n---\n\n# Page\n\nOther.\n")
        app.build()
        assert "Other." in page(resting, "page.html")
        assert len(starts.read_text()) == 2
        app.build()
    assert len(starts.read_text()) == 2


# Seams


def test_watched_files_folders_and_values_are_noticed(resting: Site) -> None:
    watch = (
        f'{SEAMS}\ndef setup(app):\n    seams_of(app).watch(app.confdir.parent / "watched", app.confdir.parent / "one.txt")\n'
        "    seams_of(app).watch_value(len(list((app.confdir.parent / 'days').glob('*'))))\n"
    )
    resting.write("conf.py", CONFIGURED + watch)
    build(resting)
    assert rests(resting)
    for name in ("watched/inner/file.txt", "one.txt", "days/today"):
        resting.write(f"../{name}", "Other.\n")
        assert not rests(resting)
        assert rests(resting)


def test_a_deferred_step_runs_when_there_is_something_to_do(resting: Site) -> None:
    def starts() -> int:
        return len((resting.folder / "started.txt").read_text())

    resting.write("conf.py", DEFERRED)
    build(resting)
    assert starts() == 1
    assert rests(resting)
    assert starts() == 1
    assert not rests(resting, "-a")
    assert starts() == 2
    touch("page.md")(resting)
    assert not rests(resting)
    assert starts() == 3


def test_an_edit_while_a_deferred_step_runs_is_seen_by_the_next_build(resting: Site) -> None:
    edited = '    (app.confdir / "new.md").write_text("---\\norphan: true\\n---\\n\\n# New\\n")\n    return'
    resting.write("conf.py", DEFERRED.replace("    return", edited))
    build(resting)
    assert not rests(resting)
