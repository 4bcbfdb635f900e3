"""Posts that name folders for the pages that autosummary makes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import CONFIGURATION, Site

AUTOSUMMARY = CONFIGURATION.replace("]", ', "sphinx.ext.autosummary"]')


@pytest.fixture
def project(site: Site) -> Site:
    """A site with autosummary, and a folder of posts that leads out."""
    site.write("conf.py", AUTOSUMMARY)
    (site.folder.parent / "outside").mkdir()
    (site.folder / "posts").mkdir()
    (site.folder / "posts/linked").symlink_to(site.folder.parent / "outside")
    return site


@pytest.mark.parametrize(
    "write",
    [
        lambda site: "../../outside/made",
        lambda site: f"{site.folder.parent}/outside/made",
        lambda site: "gone/../../../outside/made",
        lambda site: "linked/made",
    ],
)
@pytest.mark.parametrize("fence", ["```", "```{eval-rst}"])
def test_no_page_is_written_outside(project: Site, write: Callable[[Site], str], fence: str) -> None:
    project.post("x", f"{fence}\n.. autosummary::\n   :toctree: {write(project)}\n\n   json\n```\n\nEnd.\n")
    built = project.build()
    assert list((project.folder.parent / "outside").iterdir()) == []
    assert "posts/x.md:8: WARNING: Directive 'autosummary' would write outside of the source folder" in built.warnings
    assert "End." in built.article("posts/x")


def test_pages_inside_are_made(project: Site) -> None:
    project.post("x", "```{eval-rst}\n.. autosummary::\n   :toctree: made\n\n   json\n```\n")
    built = project.build()
    assert (project.folder / "posts/made/json.rst").exists()
    assert "'autosummary'" not in built.warnings


def test_nothing_is_imported_for_an_untrusted_post(project: Site) -> None:
    project.write("conf.py", AUTOSUMMARY + 'anthology_untrusted = ["posts/guest"]\n')
    project.write(
        "posts/guest/x.md", "---\ntitle: X\ndate: 2025-01-02\n---\n\n```\n.. autosummary::\n   :toctree: made\n\n   json\n```\n"
    )
    project.build()
    assert not (project.folder / "posts/guest/made").exists()


def test_a_page_of_the_project_may_write_anywhere(project: Site) -> None:
    project.write("about.md", "# About\n\n```{eval-rst}\n.. autosummary::\n   :toctree: ../outside\n\n   json\n```\n")
    project.build()
    assert (project.folder.parent / "outside/json.rst").exists()
