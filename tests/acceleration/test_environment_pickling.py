"""Pickling of the environment: what processes send back, and contents that are unpickled one by one."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from conftest import Site
from docutils import nodes
from sample_site import MINIMAL
from sphinx.environment import BuildEnvironment
from sphinx_anthology.acceleration import environment_pickling
from sphinx_anthology.acceleration.environment_pickling import ATTRIBUTES_BY_DOCUMENT, PickledValues, getstate

BODY = "## One\n\n### Two\n\n{doc}`p002`, $a$\n\n```{note}\nText.\n```\n" * 3

DOMAIN = """
from sphinx.domains import Domain
from sphinx_anthology.acceleration import seams_of

class Pages(Domain):
    name = label = "pages"
    initial_data = {"texts": {}, "shared": {}}

    def merge_domaindata(self, docnames, other):
        self.data["texts"].update({name: other["texts"][name] for name in docnames})

    def process_doc(self, env, docname, document):
        self.data["texts"][docname] = document.astext()
        self.data["shared"][docname] = True

def setup(app):
    app.add_domain(Pages)
    seams_of(app).keep_by_document("pages", ["texts"])
"""


def measure_sent(folder: Path, pages: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Return how many bytes a process sends that has read one of some pages, and how many Sphinx has it send."""
    site = Site(folder)
    site.write("conf.py", MINIMAL + DOMAIN)
    site.write("index.md", "# Home\n")
    for number in range(pages):
        site.write(f"p{number:03}.md", f"# Page {number}\n\n{BODY}")
    sent: list[int] = []

    def measure(app: object, env: BuildEnvironment) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(environment_pickling, "_main_process", 0)
            patch.setattr(environment_pickling, "_docnames_read", ["p001"])
            patch.setattr(BuildEnvironment, "__getstate__", getstate)
            state = pickle.dumps(env)
            sent.append(len(state))
            data = pickle.loads(state).domaindata["pages"]
            assert data["texts"].keys() == {"p001"}
            assert len(data["shared"]) == pages + 1
            patch.setattr(BuildEnvironment, "__getstate__", environment_pickling._getstate)
            sent.append(len(pickle.dumps(env)))

    site.build(handlers={"env-check-consistency": measure})
    return sent[0], sent[1]


@pytest.mark.build
def test_a_process_sends_of_other_pages_nothing_but_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, few_whole = measure_sent(tmp_path / "few", 10, monkeypatch)
    many, many_whole = measure_sent(tmp_path / "many", 50, monkeypatch)
    assert (many - few) / 40 < 250
    assert (many_whole - few_whole) / 40 > 2500


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_several_processes_have_read_is_complete(site: Site, jobs: int) -> None:
    site.write("conf.py", MINIMAL + DOMAIN)
    for number in range(20):
        site.write(f"p{number:03}.md", f"# Page {number}\n\n{BODY}")
    site.build(jobs=jobs)
    env: BuildEnvironment = pickle.loads((site.folder / "build/doctrees/environment.pickle").read_bytes())
    names = {"index", *(f"p{number:03}" for number in range(20))}
    assert env.domaindata["pages"]["texts"].keys() == env.all_docs.keys() == env.titles.keys() == env.tocs.keys() == names


def test_the_attributes_by_document_are_dictionaries(site: Site) -> None:
    site.write("conf.py", MINIMAL)
    environments: list[BuildEnvironment] = []
    site.build(handlers={"env-updated": lambda app, env: environments.append(env)})
    assert [name for name in ATTRIBUTES_BY_DOCUMENT if not isinstance(getattr(environments[0], name), dict)] == []


def test_a_stored_environment_can_be_used_without_the_acceleration(site: Site) -> None:
    site.write("conf.py", MINIMAL)
    site.write("page.md", "---\norphan: true\n---\n\n# Page\n\n## Part\n")
    site.build()
    site.write("index.md", "# Home\n\nOther.\n")
    site.write("conf.py", MINIMAL.replace(', "sphinx_anthology.acceleration"', ""))
    site.write("page.md", "---\norphan: true\n---\n\n# Page\n\n## Other part\n")
    incremental = site.build()
    assert "Other part" in incremental.text("page.html")
    assert site.build(fresh=True).text("page.html") == incremental.text("page.html")


def test_values_are_unpickled_one_by_one_and_pickled_again_when_they_have_changed() -> None:
    first = PickledValues({"one": nodes.paragraph("", "1"), "two": nodes.paragraph("", "2"), "three": None})
    second: PickledValues = pickle.loads(pickle.dumps(first))
    assert list(second) == ["one", "two", "three"]
    assert len(second) == 3
    assert "two" in second
    assert "four" not in second
    second["one"].append(nodes.Text("more"))
    second["four"] = nodes.paragraph("", "4")
    del second["two"]
    assert second._loaded.keys() == {"one", "four"}
    third: PickledValues = pickle.loads(pickle.dumps(PickledValues(second)))
    assert third._loaded == {}
    assert {name: each and each.astext() for name, each in third.copy().items()} == {"one": "1more", "three": None, "four": "4"}
    with pytest.raises(KeyError):
        third["two"]
