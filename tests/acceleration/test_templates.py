"""Templates that stay compiled: nothing is compiled twice, and nothing old is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import build, output, page
from conftest import CONFIGURATION, Site, read_output
from jinja2 import Environment

pytestmark = pytest.mark.build


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that Jinja compiles."""
    names: list[str] = []
    compile_template = Environment.compile

    def note(self: Environment, source: str, name: str | None = None, *others: object, **options: object) -> object:
        if name:
            names.append(name)
        return compile_template(self, source, name, *others, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", note)
    return names


def edited(site: Site, number: int) -> Site:
    """Edit the post of a site."""
    site.post("a", f"Words {number}.\n")
    return site


def test_a_template_is_compiled_again_only_if_its_text_has_changed(site: Site, compiled: list[str]) -> None:
    site.write("conf.py", CONFIGURATION + 'templates_path = ["templates"]\n')
    override = '{% extends "!page.html" %}{% block footer %}%s{% endblock %}'
    site.write("templates/page.html", override.replace("%s", "first"))
    assert build(edited(site, 1)) == 0
    assert "page.html" in compiled
    compiled.clear()
    assert build(edited(site, 2)) == 0
    assert compiled == []
    site.write("templates/page.html", override.replace("%s", "second"))
    assert build(edited(site, 3)) == 0
    assert compiled == ["page.html"]
    assert "second" in page(site, "posts/a.html")
    clean = site.build(fresh=True, output=site.folder / "clean", anthology_accelerate=False)
    assert output(site) == read_output(clean.output)


def test_nothing_is_kept_where_a_filter_is_not_known(site: Site, compiled: list[str]) -> None:
    setup = (
        "def setup(app):\n    app.connect('builder-inited', lambda app: "
        "app.builder.templates.environment.filters.update(stamp=lambda text: text + '%s'))\n"
    )
    site.write("templates/page.html", '{% extends "!page.html" %}{% block footer %}{{ "on "|stamp }}{% endblock %}')
    for day in ("monday", "tuesday"):
        site.write("conf.py", CONFIGURATION + 'templates_path = ["templates"]\n' + setup.replace("%s", day))
        compiled.clear()
        assert build(edited(site, len(day))) == 0
        assert f"on {day}" in page(site, "posts/a.html")
        assert "page.html" in compiled
    assert not (site.folder / "build/doctrees/acceleration-templates").exists()


@pytest.mark.parametrize("damage", [b"", b"nothing", None], ids=["empty", "other", "cut off"])
def test_files_that_are_damaged_are_made_again(site: Site, compiled: list[str], damage: bytes | None) -> None:
    assert build(edited(site, 1)) == 0
    files = sorted((site.folder / "build/doctrees/acceleration-templates").iterdir())
    for file in files:
        file.write_bytes(file.read_bytes()[:-20] if damage is None else damage)
    compiled.clear()
    assert build(edited(site, 2)) == 0
    assert len(compiled) == len(files) > 5
    assert "Words 2." in page(site, "posts/a.html")


def test_a_folder_that_cannot_be_made_costs_time_only(site: Site, compiled: list[str]) -> None:
    place = Path(site.folder, "build/doctrees/acceleration-templates")
    place.parent.mkdir(parents=True)
    place.write_text("a file")
    for number in (1, 2):
        compiled.clear()
        assert build(edited(site, number)) == 0
        assert "page.html" in compiled
    assert f"Words {number}." in page(site, "posts/a.html")
