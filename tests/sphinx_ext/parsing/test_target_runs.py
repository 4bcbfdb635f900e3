"""Long runs of targets and index entries."""

from __future__ import annotations

from conftest import Site
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx_anthology.sphinx_ext.parsing.target_runs import BreakTargetRuns


def find_runs(parent: nodes.Element) -> list[int]:
    kinds = "".join("t" if isinstance(child, (nodes.target, addnodes.index)) else " " for child in parent.children)
    return [len(run) for run in kinds.split()]


def break_runs(*children: nodes.Element) -> nodes.document:
    document = new_document("x")
    for number, child in enumerate(children):
        document.ids[f"t{number}"] = child
        document += child
    BreakTargetRuns(document).apply()
    return document


def test_a_long_run_is_broken_and_keeps_its_order() -> None:
    targets = [nodes.target(ids=[f"t{number}"]) for number in range(450)]
    document = break_runs(*targets, nodes.paragraph(), *(addnodes.index() for _ in range(201)))
    assert find_runs(document) == [200, 200, 50, 200, 1]
    assert [child for child in document.children if isinstance(child, nodes.target)] == targets


def test_a_run_of_usual_length_stays() -> None:
    document = break_runs(*(nodes.target() for _ in range(200)), nodes.paragraph(), *(nodes.target() for _ in range(200)))
    assert find_runs(document) == [200, 200]


def test_all_targets_of_a_long_run_are_on_the_page(site: Site) -> None:
    targets = "".join(f"(t{number})=\n" for number in range(450))
    quoted = "".join(f"> (q{number})=\n" for number in range(220))
    site.post("a", f"{targets}\n## Heading\n\nText.\n\n{quoted}> Quote.\n")
    site.post("b", "{ref}`t449` [](#t0)\n")
    built = site.build()
    page = built.soup("posts/a")
    assert all(page.find(id=f"t{number}") for number in range(450))
    assert all(page.find(id=f"q{number}") for number in range(220))
    assert built.soup("posts/b").find("a", href="a.html#t449").get_text() == "Heading"
