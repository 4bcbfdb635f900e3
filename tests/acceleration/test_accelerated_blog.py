"""The acceleration of a blog: the same output, and nothing to do only if no post needs anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import file_access
import pytest
from command_line import Change, build, delete, edit, output, page, rests
from conftest import CONFIGURATION, Site
from file_access import read_log
from sample_site import SAMPLE, SETTINGS, Result, differences, edit_sample, read_index, result, write_index, write_sample
from sphinx.environment import BuildEnvironment
from sphinx_anthology.sphinx_ext import startup

BLOG = CONFIGURATION + 'anthology_today = "2025-06-01"\nanthology_timezone = "UTC"\n'


# The output


OPTIONS = "project = 'Blog'\nanthology_page_size = 4\nanthology_static_roots = ['public']\n"


def write_blog(site: Site) -> None:
    """Write a blog in which everything occurs that a patch touches."""
    write_sample(site)
    site.write(
        "conf.py", f"{CONFIGURATION}{SETTINGS}project = 'Blog'\nanthology_page_size = 4\nanthology_static_roots = ['public']\n"
    )
    index = (site.folder / "index.md").read_text(encoding="utf-8")
    site.write("index.md", f"{index}\n```{{posts}}\n:limit: 3\n```\n")
    body = (SAMPLE / "features.md").read_text(encoding="utf-8").partition("\n\n")[2]
    site.picture("public/c.png")
    for number in range(1, 9):
        fields: dict[str, Any] = {"category": ["화제의 이슈", "Tools", "Tools / Inner"][number % 3], "coverImage": "/c.png"}
        fields |= {"tags": ["a, b", "b, C++", "a"][number % 3], "author": ["Kim's", "Lee"][number % 2]}
        fields |= {"series": "Parts", "seriesOrder": number} if number in (1, 4, 6) else {}
        text = body.replace("NAME", f"p{number}") + "\n{post}`p1` {post}`nobody`\n"
        site.post(f"p{number}", text, title=f"It's post {number} -- 글...", date=f"2025-0{number}-01", **fields)


def cold_and_incremental(folder: Path, builder: str, jobs: int, accelerate: bool) -> list[Result]:
    """Build the blog from nothing, after edits, and once more."""
    site = Site(folder)
    write_blog(site)
    cold = result(site, builder, jobs, anthology_accelerate=accelerate)
    edit_sample(site)
    site.post("p3", 'Other "words" -- it\'s...', title="Another 'title'", date="2025-03-01", tags="a")
    site.post("p9", 'Brand "new" {post}`p1`.', title="New", date="2025-09-01", tags="b")
    (site.folder / "posts/p8.md").unlink()
    incremental, again = (result(site, builder, jobs, anthology_accelerate=accelerate) for _ in range(2))
    # Sphinx loads an index without the entries of index directives, and stores it so even if nothing was written.
    again[0]["searchindex.js"] = write_index(read_index(again[0]["searchindex.js"]) | {"indexentries": {}})
    return [cold, incremental, again]


@pytest.mark.exact
@pytest.mark.parametrize(("builder", "jobs"), [("html", 2), ("dirhtml", 1)])
def test_the_output_of_a_blog_is_the_same(tmp_path: Path, builder: str, jobs: int) -> None:
    accelerated = cold_and_incremental(tmp_path / "accelerated", builder, jobs, accelerate=True)
    assert differences(accelerated, cold_and_incremental(tmp_path / "plain", builder, jobs, accelerate=False)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_read_all_of_a_blog(site: Site, jobs: int) -> None:
    for number in range(12):
        site.post(f"p{number}", "{post}`p0` ![c](/none.png)", tags="a")
    pages = [
        site.build(jobs=jobs, fresh=True, anthology_accelerate=accelerate).text("posts/p0.html") for accelerate in (True, False)
    ]
    assert pages[0] == pages[1]


# Nothing to do


@pytest.fixture
def resting(site: Site) -> Site:
    """A blog that was built, and has been left as it is."""
    site.write("conf.py", BLOG)
    site.picture("public/c.png")
    site.post("one", "One.", coverImage="/c.png", tags="a")
    site.post("two", "Two, {post}`one`.", tags="a")
    site.post("three", "Three.", publishDate="2025-07-01")
    build(site)
    assert rests(site)
    return site


def test_a_blog_without_a_change_loads_nothing(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BuildEnvironment, "__setstate__", lambda *_: pytest.fail("The environment was loaded."))
    assert rests(resting)
    assert rests(resting)


def test_a_blog_with_a_store_has_nothing_to_do_either(resting: Site, tmp_path: Path) -> None:
    resting.write("conf.py", f"{BLOG}\nanthology_store = {str(tmp_path / 'store')!r}\n")
    build(resting)
    assert rests(resting)


def test_a_blog_that_does_not_ask_for_it_is_built_each_time(resting: Site) -> None:
    resting.write("conf.py", BLOG + "anthology_accelerate = False\n")
    build(resting)
    assert not rests(resting)


CHANGES: dict[str, Change] = {
    "the text of a post": edit("posts/one.md", "---\ntitle: one\ndate: 2025-01-01\n---\n\nOther.\n"),
    "a new post": edit("posts/new.md", "---\ntitle: New\ndate: 2025-02-01\n---\n\nNew.\n"),
    "a post that is gone": delete("posts/two.md"),
    "an index page": delete("browse/posts.md"),
    "an image": lambda site: site.picture("public/c.png", width=9),
    "the cache of posts": delete("build/doctrees/anthology.pickle"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_after_any_change_the_output_is_that_of_a_clean_build(resting: Site, change: Change) -> None:
    change(resting)
    rests(resting)
    files = output(resting)
    shutil.rmtree(resting.folder / "build")
    build(resting)
    assert output(resting) == files
    assert rests(resting)


def test_the_day_of_a_scheduled_post_is_noticed(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resting.write("conf.py", BLOG.replace('anthology_today = "2025-06-01"', ""))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")  # in June
    build(resting)
    assert rests(resting)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1753000000")  # in July
    assert not rests(resting)
    assert "Three." in page(resting, "posts/three.html")


@pytest.fixture
def waiting(resting: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, datetime]:
    """A blog that was built now and is left as it is, and the moment at which its next post is due."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    due = datetime.now(UTC) + timedelta(days=2)
    resting.write("conf.py", BLOG.replace('anthology_today = "2025-06-01"', ""))
    resting.post("four", "Four.", date=due.isoformat())
    build(resting)
    assert rests(resting)
    return resting, due


def change_record(site: Site, **values: float) -> dict[str, Any]:
    """Change the record of the last build, and return it as it was."""
    file = site.folder / "build/doctrees/acceleration-html.json"
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(record | values), encoding="utf-8")
    return record


def test_a_build_has_nothing_to_do_until_the_next_post_is_due(waiting: tuple[Site, datetime]) -> None:
    site, due = waiting
    assert change_record(site)["valid_until"] == due.timestamp()
    change_record(site, valid_until=datetime.now(UTC).timestamp())
    assert not rests(site)
    assert change_record(site)["valid_until"] == due.timestamp()
    assert rests(site)


def test_a_clock_that_was_set_back_is_noticed(waiting: tuple[Site, datetime]) -> None:
    site, _due = waiting
    change_record(site, started=datetime.now(UTC).timestamp() + 3600)
    assert not rests(site)


def test_a_build_with_a_fixed_time_has_nothing_to_do_for_ever(resting: Site) -> None:
    assert change_record(resting)["valid_until"] is None


def test_other_code_is_noticed(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_anthology.sphinx_ext.events.code_version", lambda: 1)
    assert not rests(resting)


@pytest.mark.parametrize("accelerate", ["True", "False"])
def test_what_a_build_of_single_files_has_left_is_done_by_the_next(resting: Site, accelerate: str) -> None:
    resting.write("conf.py", BLOG + f"anthology_accelerate = {accelerate}\n")
    build(resting)
    resting.post("one", "Other.", title="Renamed", tags="a")
    build(resting, str(resting.folder / "posts/two.md"))
    assert not rests(resting)
    assert "Other." in page(resting, "posts/one.html")
    assert "Renamed" in page(resting, "browse/posts.html")


def test_all_pages_or_some_can_be_asked_for(resting: Site) -> None:
    before = output(resting)
    for arguments in (["-a"], ["-E"], [str(resting.folder / "posts/two.md")]):
        assert not rests(resting, *arguments)
        assert output(resting) == before


def test_an_edit_while_front_matter_is_read_is_seen_by_the_next(resting: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    start = startup.start_site

    def edited_meanwhile(*arguments: Any) -> Any:
        result = start(*arguments)
        resting.post("one", "Meanwhile.", title="Renamed", tags="a")
        return result

    resting.post("two", "Edited.", tags="a")
    with monkeypatch.context() as patch:
        patch.setattr("sphinx_anthology.sphinx_ext.events.start_site", edited_meanwhile)
        build(resting)
    assert not rests(resting)
    assert "Renamed" in page(resting, "browse/posts.html")


def test_a_picture_of_a_category_beside_the_source_folder_is_noticed(resting: Site) -> None:
    resting.write("conf.py", BLOG + 'anthology_categories = {"Cat": {"cover": "/c.png"}}\n')
    shutil.rmtree(resting.folder / "public")
    resting.picture("../public/c.png")
    resting.post("one", category="Cat")
    build(resting)
    assert rests(resting)
    resting.picture("../public/c.png", width=99)
    assert not rests(resting)


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_folders_outside_to_which_posts_link_are_not_listed(resting: Site) -> None:
    for name in ("secret/deep", "shared", "posts-elsewhere"):
        resting.write(f"../{name}/a.txt", "Text.")
    resting.write("conf.py", f"{BLOG}suppress_warnings = ['anthology']\nanthology_allowed_paths = ['../shared']\n")
    links = {
        "posts/out": "secret",
        "posts/in/out": "secret",
        "posts/may": "shared",
        "posts/root": "/",
        "pages": "posts-elsewhere",
    }
    (resting.folder / "posts/in").mkdir()
    for link, target in links.items():
        (resting.folder / link).symlink_to(resting.folder.parent / target, target_is_directory=True)
    (resting.folder / "posts/through").symlink_to("may")
    (resting.folder / "posts/two-steps").symlink_to("out/deep")
    Path(os.fsdecode(os.fsencode(resting.folder / "posts") + b"/\xff")).symlink_to(resting.folder.parent / "secret")
    folder = resting.folder
    log = folder.parent / "accesses.log"
    command = [sys.executable, file_access.__file__, str(log), "-q", "-d", str(folder / "build/doctrees")]
    for _ in range(2):
        subprocess.run([*command, str(folder), str(folder / "build/html")], check=True)
    listed = {os.path.realpath(access.name) for access in read_log(log) if access.kind == "list"}
    assert not {one for one in listed if one == "/" or "secret" in one}
    assert {str(folder.parent.resolve() / name) for name in ("shared", "posts-elsewhere")} <= listed
    rests(resting)  # tests before may have changed defaults of options in this process
    assert rests(resting)
    resting.write("../secret/a.md", "Other.")
    assert rests(resting)
    resting.write("../shared/a.md", "---\ntitle: Shared\n---\n\nText.\n")
    assert not rests(resting)
    assert "Shared" in page(resting, "posts/may/a.html")
    resting.write("../posts-elsewhere/b.md", "# B\n")
    assert not rests(resting)


def test_a_warning_about_a_post_is_told_each_time(resting: Site, capsys: pytest.CaptureFixture[str]) -> None:
    resting.post("one", date="yesterday")
    for _ in range(3):
        build(resting)
        assert "yesterday" in capsys.readouterr().err
    assert not rests(resting)
    assert build(resting, "-W") == 1
