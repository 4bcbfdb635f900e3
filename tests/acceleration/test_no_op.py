"""A build with nothing to do: it is known as such, and anything that changes ends it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from conftest import CONFIGURATION, Site
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.cmd.build import main
from sphinx_anthology.acceleration import standstill
from sphinx_anthology.loading import loader
from sphinx_anthology.sphinx_ext import events

ACCELERATED = CONFIGURATION + 'anthology_accelerate = True\nanthology_today = "2025-06-01"\nanthology_timezone = "UTC"\n'
CONFIGURED = f"""{ACCELERATED}
templates_path = ["../templates"]
html_static_path = ["../own"]
html_extra_path = ["../robots.txt"]
html_logo = "../logo.png"
"""


@pytest.fixture
def still(site: Site) -> Site:
    """A site that was built, and has been left as it is."""
    site.write("conf.py", CONFIGURED)
    site.write("../own/own.css", "a {}")
    site.write("../robots.txt", "Allow: /\n")
    site.picture("../logo.png")
    site.write("../templates/page.html", "{% extends '!page.html' %}")
    site.write("../beyond.md", "Beyond.\n")
    site.write("page.md", "---\norphan: true\n---\n\n# Page\n\n```{include} ../beyond.md\n```\n")
    site.picture("public/c.png")
    site.post("one", "One.", coverImage="/c.png", tags="a")
    site.post("two", "Two, {post}`one`.", tags="a")
    site.post("three", "Three.", publishDate="2025-07-01")
    build(site)
    assert rests(site)
    return site


def build(site: Site, *arguments: str, builder: str = "html") -> int:
    """Build as on the command line; return the exit status."""
    folder = site.folder
    options = ["-q", "-b", builder, "-d", str(folder / "build/doctrees"), *arguments]
    files = [option for option in arguments if option.endswith(".md")]
    options = [option for option in options if option not in files]
    return main([*options, str(folder), str(folder / "build" / builder), *files])


def rests(site: Site, *arguments: str, builder: str = "html") -> bool:
    """Build, and tell whether nothing was done: Sphinx itself writes the inventory in each build."""
    inventory = site.folder / "build" / builder / "objects.inv"
    before = inventory.stat().st_mtime_ns if inventory.exists() else 0
    assert build(site, *arguments, builder=builder) == 0
    return inventory.stat().st_mtime_ns == before


def page(site: Site, name: str) -> str:
    return (site.folder / "build/html" / name).read_text(encoding="utf-8")


def test_a_build_without_a_change_does_nothing_however_often(still: Site) -> None:
    assert [rests(still) for _ in range(3)] == [True, True, True]


def test_it_does_so_for_a_builder_beside_another(still: Site) -> None:
    assert not rests(still, builder="dirhtml")
    assert rests(still, builder="dirhtml")
    assert rests(still)
    assert rests(still, builder="dirhtml")


def edit(name: str, text: str) -> Callable[[Site], object]:
    return lambda site: site.write(name, text)


def retouch(name: str) -> Callable[[Site], object]:
    def touch(site: Site) -> None:
        file = site.folder / name
        os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 10**9))

    return touch


def delete(name: str) -> Callable[[Site], object]:
    return lambda site: (site.folder / name).unlink()


CHANGES = {
    "the text of a post": edit("posts/one.md", "---\ntitle: one\ndate: 2025-01-01\n---\n\nOther.\n"),
    "the time of a post": retouch("posts/one.md"),
    "a new post": edit("posts/new.md", "---\ntitle: New\ndate: 2025-02-01\n---\n\nNew.\n"),
    "a post that is gone": delete("posts/two.md"),
    "a page by hand": edit("page.md", "---\norphan: true\n---\n\n# Page\n\nOther.\n"),
    "an image": lambda site: site.picture("public/c.png", width=9),
    "a file that is included from beyond the folder": edit("../beyond.md", "Far beyond.\n"),
    "an option": edit("conf.py", CONFIGURED + 'html_title = "Other"\n'),
    "a template": edit("../templates/page.html", "{% extends '!page.html' %} "),
    "a static file": edit("../own/own.css", "b { }"),
    "a file that is copied": edit("../robots.txt", "Disallow: /\n"),
    "the logo": lambda site: site.picture("../logo.png", width=9),
    "a page of the output that is gone": delete("build/html/posts/one.html"),
    "an index page": delete("browse/posts.md"),
    "a stored tree": delete("build/doctrees/posts/one.doctree"),
    "the environment": delete("build/doctrees/environment.pickle"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_ends_it_and_the_output_is_that_of_a_clean_build(still: Site, change: Callable[[Site], object]) -> None:
    change(still)
    assert not rests(still)
    files = output(still)
    shutil.rmtree(still.folder / "build")
    build(still)
    assert output(still) == files
    assert rests(still)


def output(site: Site) -> dict[str, bytes]:
    folder = site.folder / "build/html"
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".bak")  # of what Sphinx knew before
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_an_option_of_the_command_line_ends_it(still: Site) -> None:
    assert not rests(still, "-D", "html_title=Other")
    assert "Other" in page(still, "index.html")
    assert not rests(still, "-t", "draft")


def test_the_day_of_a_scheduled_post_ends_it(still: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    still.write("conf.py", ACCELERATED.replace('anthology_today = "2025-06-01"', ""))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")  # in June
    build(still)
    assert rests(still)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1753000000")  # in July
    assert not rests(still)
    assert "Three." in page(still, "posts/three.html")


def test_other_code_ends_it(still: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_anthology.acceleration.standstill.code_version", lambda: 1)
    assert not rests(still)


def test_who_asks_for_all_pages_or_for_some_gets_them(still: Site) -> None:
    before = output(still)
    (still.folder / "build/html/posts/one.html").write_text("?")
    assert not rests(still)
    assert not rests(still, "-a")
    assert output(still) == before
    assert not rests(still, "-E")
    assert output(still) == before
    assert not rests(still, str(still.folder / "posts/two.md"))
    assert output(still) == before
    assert not rests(still)  # it is known of one page alone that it is up to date
    assert rests(still)


@pytest.mark.parametrize("accelerate", ["True", "False"])
def test_what_a_build_of_single_files_has_left_is_done_by_the_next(still: Site, accelerate: str) -> None:
    still.write("conf.py", CONFIGURED.replace("accelerate = True", f"accelerate = {accelerate}"))
    build(still)
    still.post("one", "Other.", title="Renamed", tags="a")
    build(still, str(still.folder / "posts/two.md"))
    assert not rests(still)
    assert "Other." in page(still, "posts/one.html")
    assert "Renamed" in page(still, "browse/posts.html")


def test_an_edit_while_front_matter_is_read_is_seen_by_the_next(still: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    read = loader.load_posts

    def edited_meanwhile(*arguments: Any, **options: Any) -> Any:
        result = read(*arguments, **options)
        still.post("one", "Meanwhile.", title="Renamed", tags="a")
        return result

    still.post("two", "Edited.", tags="a")
    with monkeypatch.context() as patch:
        patch.setattr("sphinx_anthology.sphinx_ext.startup.load_posts", edited_meanwhile)
        build(still)
    assert not rests(still)
    assert "Renamed" in page(still, "browse/posts.html")


def test_a_picture_of_a_category_beside_the_source_folder_ends_it(still: Site) -> None:
    cover = 'anthology_categories = {"Cat": {"cover": "/c.png"}}\n'
    still.write("conf.py", ACCELERATED + cover)
    shutil.rmtree(still.folder / "public")
    still.picture("../public/c.png")
    still.post("cat", category="Cat")
    build(still)
    assert rests(still)
    still.picture("../public/c.png", width=99)
    assert not rests(still)


def test_files_that_are_copied_are_looked_at_whatever_their_folders_are(still: Site) -> None:
    still.write("conf.py", CONFIGURED.replace("../robots.txt", "../extra"))
    still.write("../extra/v1/.buildinfo", "")
    still.write("../extra/v1/node_modules/a.txt", "one")
    build(still)
    assert rests(still)
    still.write("../extra/v1/node_modules/a.txt", "three")
    assert not rests(still)
    assert page(still, "v1/node_modules/a.txt") == "three"


def test_a_document_that_is_to_be_read_each_time_is(still: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    read = events.on_doctree_read

    def reread(app: Sphinx, doctree: Any) -> None:
        app.env.note_reread()
        read(app, doctree)

    monkeypatch.setattr("sphinx_anthology.sphinx_ext.setup.on_doctree_read", reread)
    retouch("page.md")(still)
    build(still)
    assert not rests(still)


def test_links_to_folders_above_are_not_followed_for_ever(still: Site) -> None:
    for name in ("loop", "again"):
        (still.folder / name).symlink_to(still.folder.parent, target_is_directory=True)
    still.write("conf.py", CONFIGURED + 'exclude_patterns = ["loop", "again"]\n')
    build(still)
    assert rests(still)
    still.post("one", "Other.", tags="a")
    assert not rests(still)


def test_a_warning_is_told_each_time(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("conf.py", ACCELERATED)
    site.post("one", date="yesterday")
    for _ in range(3):
        build(site)
        assert "yesterday" in capsys.readouterr().err
    assert not rests(site)
    assert build(site, "-W") == 1


def test_a_project_with_an_extension_of_its_own_is_built_each_time(site: Site) -> None:
    site.write("conf.py", f'{ACCELERATED}\ndef setup(app):\n    app.connect("build-finished", lambda app, exception: None)\n')
    site.post("one")
    build(site)
    assert not rests(site)


@pytest.mark.parametrize("builder", ["linkcheck", "dummy", "latex"])
def test_other_builders_build_each_time(still: Site, builder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    builds: list[str] = []
    run = Builder.build

    def noted(self: Builder, *arguments: Any, **options: Any) -> None:
        builds.append(self.name)
        run(self, *arguments, **options)

    monkeypatch.setattr(Builder, "build", noted)
    for _ in range(2):
        build(still, builder=builder)
    assert builds == [builder, builder]


def test_a_project_that_does_not_ask_for_it_is_built_each_time(site: Site) -> None:
    site.post("one")
    build(site)
    assert not rests(site)


def test_a_module_of_the_project_ends_it(site: Site) -> None:
    def build() -> int:
        command = [sys.executable, "-m", "sphinx", "-q", str(site.folder), str(site.folder / "build/html")]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        return (site.folder / "build/html/genindex.html").stat().st_mtime_ns

    lines = "import sys\nsys.path.insert(0, '.')\nfrom helper import title as html_title\n"
    site.write("conf.py", ACCELERATED + lines.replace("'.'", repr(str(site.folder))))
    site.write("helper.py", "title = 'One'\n")
    first, second = build(), build()
    assert first == second
    site.write("helper.py", "title = 'One'  # still\n")
    assert build() > second


def test_what_is_edited_during_a_build_is_seen_by_the_next(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("conf.py", ACCELERATED)
    site.post("one")
    build(site)
    finish = standstill.Standstill.finish

    def finish_late(self: standstill.Standstill) -> None:
        site.post("two", "Meanwhile.")
        finish(self)

    site.post("one", "Edited.")
    with monkeypatch.context() as patch:
        patch.setattr(standstill.Standstill, "finish", finish_late)
        build(site)
    assert not rests(site)
    assert "Meanwhile." in page(site, "posts/two.html")


def test_an_environment_that_cannot_be_loaded_is_made_anew(still: Site) -> None:
    before = output(still)
    (still.folder / "build/doctrees/environment.pickle").write_bytes(b"nothing")
    retouch("posts/one.md")(still)
    assert not rests(still)
    assert output(still) == before
    assert rests(still)
