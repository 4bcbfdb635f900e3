"""Files that Sphinx copies, and pages that it makes without documents: they leave the output when nothing needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Site, read_output
from random_blogs import differences
from sphinx.application import Sphinx

MODULES = "import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\n"
BEFORE = f"""{MODULES}
extensions = ["sphinx_anthology", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
project = "Blog"
html_theme = "furo"
language = "fr"
templates_path = ["_templates", "_parts"]
html_static_path = ["_static", "single.css", "_more"]
html_extra_path = ["extra", "robots.txt"]
html_css_files = ["own.css", "single.css"]
html_logo = "logo.svg"
html_favicon = "icon.svg"
html_additional_pages = {{"more/hello": "hello.html"}}
html_use_opensearch = "https://blog.example"
"""
AFTER = f"""{MODULES}
extensions = ["sphinx_anthology"]
project = "Blog"
html_theme = "basic"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_extra_path = ["extra"]
html_use_index = False
"""
POST = "---\ntitle: One\ndate: 2025-01-02\n---\n\n"
FILES = {
    "index.md": "# Home\n\n{post}`one`\n",
    "posts/one.md": f"{POST}{{download}}`data.csv`\n\n```{{index}} kite; red\n```\n",
    "posts/two.md": POST.replace("One", "Two") + "```{index} engine\n```\n\nWords.\n",
    "posts/data.csv": "1\n",
    "api.rst": "API\n===\n\n.. automodule:: kite\n   :members:\n",
    "kite.py": "def fly():\n    '''Fly.'''\n",
    "_templates/page.html": '{% extends "!page.html" %}{% block content %}TOP{{ super() }}{% endblock %}',
    "_templates/search.html": '{% extends "!search.html" %}{% block title %}<title>Find</title>{% endblock %}',
    "_templates/hello.html": "{% extends '!page.html' %}",
    "_parts/sidebar/brand.html": "BRAND",
    "_static/own.css": "a { color: red }",
    "_static/deep/er/x.js": "1",
    "_static/filled.css_t": "/* {{ project }} */",
    "_static/also.txt.jinja": "{{ project }}",
    "_more/more.css": "b {}",
    "single.css": "i {}",
    "robots.txt": "User-agent: *\n",
    "extra/verify.txt": "1",
    "extra/deep/y.txt": "2",
    "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
LATER: Mapping[str, str | None] = {
    "posts/one.md": f"{POST}No download.\n\n```{{index}} boat\n```\n",
    "api.rst": None,
    "kite.py": None,
    "_templates/page.html": None,
    "_templates/search.html": None,
    "_static/deep/er/x.js": None,
    "_static/filled.css_t": None,
    "_static/also.txt.jinja": None,
    "extra/deep/y.txt": None,
}


def write(site: Site, files: Mapping[str, str | None]) -> Site:
    for path, text in files.items():
        if text is None:
            (site.folder / path).unlink()
        else:
            site.write(path, text)
    return site


@pytest.mark.build
@pytest.mark.parametrize(("builder", "again"), [("html", "html"), ("dirhtml", "html")])
def test_what_a_project_has_no_more_leaves_the_output(make_site: Callable[..., Site], builder: str, again: str) -> None:
    site = write(make_site("edited", BEFORE), FILES)
    first = site.build(builder)
    if again != builder:
        site.build(again)
    assert {"_static/translations.js", "_static/deep/er/x.js", "_static/also.txt", "_static/logo.svg"} <= read_output(
        first.output
    ).keys()
    assert {"verify.txt", "deep/y.txt", "robots.txt"} <= read_output(first.output).keys()
    write(site, {"conf.py": AFTER, **LATER})
    files = {path: text for path, text in {**FILES, **LATER}.items() if text is not None}
    clean = read_output(write(make_site("clean", AFTER), files).build(builder).output)
    assert differences(clean, read_output(site.build(builder).output)) == []


@pytest.mark.build
def test_pages_have_the_checksums_of_style_sheets_and_templates_that_are_edited(make_site: Callable[..., Site]) -> None:
    site = write(make_site("edited", BEFORE), FILES)
    site.build()
    edits = {"_static/own.css": "a { color: blue }", "single.css": "i { color: blue }", "_parts/sidebar/brand.html": "NEW"}
    edits |= {"posts/one.md": FILES["posts/one.md"].replace("kite", "wing"), "posts/data.csv": "2\n"}
    write(site, edits)
    clean = write(make_site("clean", BEFORE), {**FILES, **edits}).build()
    build = site.build()
    assert differences(read_output(clean.output), read_output(build.output)) == []
    assert "engine" in build.text("genindex.html")
    assert '"engine"' in build.text("searchindex.js")


@pytest.mark.build
def test_files_of_others_stay(site: Site) -> None:
    def write_static(app: Sphinx, exception: Exception | None) -> None:
        Path(app.outdir, "_static", "taken.css").write_text("of an extension", encoding="utf-8")

    site.write("conf.py", 'extensions = ["sphinx_anthology"]\nhtml_theme = "basic"\nhtml_static_path = ["_static"]\n')
    site.write("_static/taken.css", "of the project")
    site.write("_static/gone.css", "of the project")
    output = site.build().output
    (output / "_static" / "by-hand.css").write_text("by hand", encoding="utf-8")
    (site.folder / "_static" / "taken.css").unlink()
    (site.folder / "_static" / "gone.css").unlink()
    site.build(handlers={"env-before-read-docs": lambda app, env, docnames: write_static(app, None)})
    assert {file.name for file in (output / "_static").glob("*.css")} >= {"by-hand.css", "taken.css"}
    assert not (output / "_static" / "gone.css").exists()


@pytest.mark.build
def test_files_that_are_renamed_by_case_alone_stay(site: Site) -> None:
    configuration = (
        'extensions = ["sphinx_anthology"]\nhtml_theme = "basic"\nhtml_static_path = ["_static"]\n'
        'html_extra_path = ["extra"]\ntemplates_path = ["_templates"]\nhtml_additional_pages = {"%s": "hello.html"}\n'
    )
    site.write("_templates/hello.html", FILES["_templates/hello.html"] or "")
    site.write("conf.py", configuration % "Hello")
    files = {"_static/Own.css": "_static/own.css", "extra/Verify.txt": "extra/verify.txt"}
    for name in files:
        site.write(name, "as it is")
    output = site.build().output
    site.write("conf.py", configuration % "hello")
    copies = {name.removeprefix("extra/"): to.removeprefix("extra/") for name, to in files.items()}
    for name, to in files.items():
        (site.folder / name).rename(site.folder / to)
    for name, to in (copies | {"Hello.html": "hello.html"}).items():
        if not (output / to).exists():
            (output / to).hardlink_to(output / name)  # as in a folder that does not tell upper from lower case
    site.build()
    assert [name for name in (*copies, "Hello.html") if not (output / name).is_file()] == []
    assert "as it is" in (output / "_static/own.css").read_text(encoding="utf-8")
