"""The extension leaves the configuration, the templates and the files of a project as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Site

APPENDING = """
extensions = ["sphinx_anthology", "appending"]
html_theme = "furo"
"""
"""A configuration with another extension that appends to an option in each build."""


@pytest.fixture
def appending(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with one draft, and an extension that appends a pattern to ``exclude_patterns`` when a build starts."""
    handler = "lambda app: app.config.exclude_patterns.append('appended/**')"
    site.write("appending.py", f"def setup(app):\n    app.connect('builder-inited', {handler}, priority=700)\n")
    site.write("conf.py", APPENDING)
    site.post("a")
    site.post("b", draft="true")
    monkeypatch.syspath_prepend(str(site.folder))
    return site


def test_a_draft_is_left_out_without_a_change_of_the_configuration(appending: Site) -> None:
    assert not (appending.build().output / "posts/b.html").exists()
    again = appending.build()
    assert again.read == []
    assert again.written == []


def test_no_option_that_the_project_sets_is_changed(site: Site) -> None:
    site.write("_static/own.css", "p { color: red }\n")
    site.write(
        "conf.py", site.folder.joinpath("conf.py").read_text() + "html_static_path = ['_static']\nexclude_patterns = ['x']\n"
    )
    site.post("b", draft="true")
    seen: dict[str, object] = {}

    def look(app: object, exception: object) -> None:
        config = app.config  # type: ignore[attr-defined]
        seen.update(static=[path for path in config.html_static_path if "anthology" in path], excluded=config.exclude_patterns)

    site.build(handlers={"build-finished": look})
    assert seen == {"static": [], "excluded": ["x"]}


def test_the_style_sheet_of_the_extension_is_in_the_output(site: Site) -> None:
    site.post("a")
    built = site.build()
    style = built.text("_static/anthology.css")
    assert "anthology-cards" in style
    assert any("anthology.css" in str(link) for link in built.soup("posts/a").find_all("link", rel="stylesheet"))


def test_a_style_sheet_of_the_project_replaces_that_of_the_extension(site: Site) -> None:
    site.write("_static/anthology.css", "/* mine */\n")
    site.write("conf.py", site.folder.joinpath("conf.py").read_text() + "html_static_path = ['_static']\n")
    site.post("a")
    assert site.build().text("_static/anthology.css") == "/* mine */\n"


def _override(site: Site) -> Path:
    """Add a template that puts a word into the footer of each page."""
    site.write("conf.py", site.folder.joinpath("conf.py").read_text() + "templates_path = ['_templates']\n")
    override = '{% extends "!page.html" %}\n{% block footer %}overridden footer{% endblock %}\n'
    return site.write("_templates/page.html", override)


@pytest.mark.parametrize("accelerate", [False, True])
def test_pages_are_written_again_when_a_template_override_is_removed(site: Site, accelerate: bool) -> None:
    site.post("a")
    template = _override(site)
    built = site.build(anthology_accelerate=accelerate)
    assert "overridden footer" in built.text("posts/a.html")
    template.unlink()
    again = site.build(anthology_accelerate=accelerate)
    assert again.read == []
    assert "overridden footer" not in again.text("posts/a.html")
    assert "overridden footer" not in again.text("index.html")
    assert site.build(anthology_accelerate=accelerate).written == []


def test_pages_are_written_again_when_a_template_override_is_added(site: Site) -> None:
    site.post("a")
    site.write("_templates/unused.html", "")
    site.write("conf.py", site.folder.joinpath("conf.py").read_text() + "templates_path = ['_templates']\n")
    site.build()
    site.write("_templates/page.html", '{% extends "!page.html" %}\n{% block footer %}added footer{% endblock %}\n')
    assert "added footer" in site.build().text("posts/a.html")


@pytest.mark.parametrize(("options", "is_on"), [({}, True), ({"anthology_accelerate": False}, False)])
def test_builds_are_accelerated_unless_the_project_turns_it_off(site: Site, options: dict[str, Any], is_on: bool) -> None:
    loaded: list[bool] = []

    def look(app: Any, exception: object) -> None:
        loaded.append("sphinx_anthology.acceleration" in app.extensions)

    site.build(handlers={"build-finished": look}, **options)
    assert loaded == [is_on]
