"""Patches: they are in place during a build and not after it, and only over code that is known."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Site
from docutils import nodes
from sample_site import MINIMAL
from sphinx.cmd.build import main
from sphinx.environment import BuildEnvironment
from sphinx_anthology.acceleration import patches
from sphinx_anthology.acceleration.patches import PATCHES, Patch, Replacement
from sphinx_anthology.acceleration.seams import seams_of

REPLACEMENTS = [one for patch in PATCHES for one in patch.replacements]


def in_place() -> list[bool]:
    """Return, for each attribute with a replacement, whether it is the original."""
    return [getattr(one.owner, one.attribute) is one.original for one in REPLACEMENTS]


@pytest.fixture
def accelerated(site: Site) -> Site:
    """A site with the acceleration alone."""
    site.write("conf.py", MINIMAL)
    return site


def test_patches_are_in_place_during_a_build_and_not_after_it(accelerated: Site) -> None:
    during: list[bool] = []
    accelerated.build(handlers={"source-read": lambda *_: during.extend(in_place())})
    assert during
    assert not any(during)
    assert all(in_place())


def test_nothing_is_replaced_where_the_extension_is_not_loaded(site: Site) -> None:
    during: list[bool] = []
    site.write("conf.py", 'extensions = ["myst_parser"]\n')
    site.build(handlers={"source-read": lambda *_: during.extend(in_place())})
    assert during
    assert all(during)


@pytest.mark.parametrize(
    "event", ["config-inited", "builder-inited", "env-before-read-docs", "doctree-read", "doctree-resolved", "build-finished"]
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_everything_is_put_back_after_a_build_that_fails(accelerated: Site, event: str, jobs: int) -> None:
    priority = 1 if event == "build-finished" else 1000
    failing = (
        f"\ndef fail(*_):\n    raise RuntimeError\n\ndef setup(app):\n    app.connect({event!r}, fail, priority={priority})\n"
    )
    accelerated.write("conf.py", MINIMAL + failing)
    for number in range(3):
        accelerated.write(f"page{number}.md", "# Page\n")
    with pytest.raises(Exception, match=r"RuntimeError|fail|Handler"):
        accelerated.build(jobs=jobs)
    assert all(in_place())


@pytest.mark.build
def test_a_build_forgets_the_configuration_files_of_the_one_before(accelerated: Site) -> None:
    accelerated.write("page.rst", "Page\n====\n\n.. table::\n\n   == ==\n   a  b\n   == ==\n")
    accelerated.write("docutils.conf", "[general]\nsmart_quotes: no\ntable_style: borderless\n")
    accelerated.build()
    accelerated.write("docutils.conf", "[general]\ntable_style: other\n")
    again = accelerated.build().text("page.html")
    assert again == accelerated.build(fresh=True, extensions=["myst_parser"]).text("page.html")


def other_relfn2path(self: BuildEnvironment, filename: str, docname: str | None = None) -> tuple[str, str]:
    """Stand for the function of another version of Sphinx, or of another extension that replaces it."""
    return "other", "/other"


def test_a_function_with_other_code_is_left_alone(accelerated: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BuildEnvironment, "relfn2path", other_relfn2path)
    monkeypatch.setattr(patches, "PATCHES", (Patch("paths", (Replacement(BuildEnvironment, "relfn2path", lambda *_: None),)),))
    during: list[object] = []
    accelerated.build(handlers={"source-read": lambda *_: during.append(BuildEnvironment.relfn2path)})
    assert during == [other_relfn2path]


def test_a_function_that_is_replaced_after_patches_were_defined_is_left_alone(
    accelerated: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def findall(self: nodes.Node, *arguments: Any, **options: Any) -> Any:
        return original(self, *arguments, **options)

    original = nodes.Node.findall
    monkeypatch.setattr(nodes.Node, "findall", findall)
    during: list[object] = []
    accelerated.build(handlers={"source-read": lambda *_: during.append(nodes.Node.findall)})
    assert during == [findall]
    assert nodes.Node.findall is findall


def test_other_code_that_a_patch_relies_on_turns_it_off(accelerated: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BuildEnvironment, "merge_info_from", lambda *_: None)
    during: list[object] = []
    accelerated.build(handlers={"source-read": lambda *_: during.append(BuildEnvironment.__getstate__)})
    patch = next(patch for patch in PATCHES if patch.name == "environments of processes")
    assert during == [patch.replacements[0].original]


def test_what_is_off_is_said_once_and_in_verbose_builds(
    accelerated: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(BuildEnvironment, "merge_info_from", lambda *_: None)
    folders = [str(accelerated.folder), str(accelerated.folder / "out")]
    said: list[str] = []
    for options in (["-q"], [], [], ["-v"]):
        assert main(["-E", "-W", *options, *folders]) == 0
        said.append(capsys.readouterr().out)
    message = "Acceleration of environments of processes is off, because the code of this is not known: merge_info_from"
    assert [text.count(message) for text in said] == [0, 1, 0, 1]


def test_a_handler_of_the_project_that_keeps_builds_from_resting_is_named_once(accelerated: Site) -> None:
    accelerated.write("conf.py", MINIMAL + "\ndef setup(app):\n    app.connect('builder-inited', lambda app: None)\n")
    message = "Acceleration of builds with nothing to do is off, because a module is not known: conf.py"
    assert [accelerated.build().log.count(message) for _ in range(2)] == [1, 0]


def test_replacements_look_like_the_originals(accelerated: Site) -> None:
    described: list[tuple[str, str | None]] = []

    def describe(*_: object) -> None:
        described.append((nodes.Node.findall.__qualname__, nodes.Node.findall.__doc__))

    describe()
    accelerated.build(handlers={"source-read": describe})
    assert described[0] == described[1]


def test_seams_belong_to_one_application() -> None:
    class Application:
        pass

    one, other = Application(), Application()
    seams_of(one).watch_value(1)  # type: ignore[arg-type]
    assert seams_of(one).watched_values == [1]  # type: ignore[arg-type]
    assert seams_of(other).watched_values == []  # type: ignore[arg-type]


def test_a_deferred_step_runs_at_once_without_the_acceleration() -> None:
    class Application:
        pass

    done: list[str] = []
    seams_of(Application()).defer(lambda: done.append("done") or [])  # type: ignore[arg-type, func-returns-value]
    assert done == ["done"]
