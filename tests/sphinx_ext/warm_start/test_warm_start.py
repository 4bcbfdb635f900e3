from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIGURATION, Build, Site, read_output

pytestmark = pytest.mark.build

KEY = "a key of the project, 32 characters"


def write_project(site: Site) -> None:
    """Write posts that link, list, include and show pictures; one of them has warnings."""
    site.write(
        "conf.py", f"{CONFIGURATION}project = 'Notes'\nanthology_store = '../../store'\nhtml_baseurl = 'https://x.example/'\n"
    )
    site.write("index.md", "# Home\n\n```{posts}\n:limit: 3\n```\n")
    for number in range(8):
        site.post(
            f"p{number}", f"See [the next](p{(number + 1) % 8}.md).\n\n## Part {number}\n", tags=f"t{number % 3}", category="C"
        )
    site.picture("posts/picture.png")
    site.post("shown", "![A picture](picture.png)\n\n```{include} part.txt\n```\n", cover="picture.png")
    site.write("posts/part.txt", "An included sentence.\n")
    site.post("warned", "A [link](nowhere.md), and {unknown}`a role`.\n", category="C")
    for year in (2001, 2002, 2003):
        site.post(f"old-{year}", "Old words.\n", date=f"{year}-01-01", category="Old", title=f"Of {year}")
    site.post("글", "한국어 글.\n\n[a](p1.md)\n")


def edit_project(site: Site) -> None:
    site.post("p1", "Other words.\n", category="D", title="A new title")
    site.post("new", "New words, and [a link](p2.md).\n", tags="t9")
    (site.folder / "posts/p5.md").unlink()
    site.write("posts/part.txt", "Another sentence.\n")
    site.picture("posts/picture.png", 30, 30)


@pytest.fixture
def clone(tmp_path: Path) -> Callable[[str], Site]:
    """A function that makes a fresh clone of the project in a folder of its own."""

    def make(name: str) -> Site:
        site = Site(tmp_path / name / "site")
        write_project(site)
        return site

    return make


def build(site: Site, **options: Any) -> Build:
    return site.build(doctrees=site.folder / "build/doctrees", **options)


def build_cold(site: Site) -> Build:
    return build(site, anthology_store="")


def sort_warnings(built: Build, site: Site) -> list[str]:
    return sorted(built.warnings.replace(str(site.folder), "").splitlines())


def list_store(site: Site) -> list[Path]:
    return sorted(file for file in (site.folder / "../../store").resolve().rglob("*") if file.is_file())


def test_a_build_that_begins_with_the_store_is_like_a_clean_one(
    clone: Callable[[str], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHOLOGY_STORE_KEY", KEY)
    first, cold, warm = clone("first"), clone("cold"), clone("a folder of another name")
    build(first)
    for site in (cold, warm):
        edit_project(site)
    for file in sorted(warm.folder.rglob("*")):
        os.utime(file, (10**9, 10**9))
    expected, built = build_cold(cold), build(warm)
    assert read_output(built.output) == read_output(expected.output)
    assert sort_warnings(built, warm) == sort_warnings(expected, cold)
    assert {"posts/p1", "posts/new", "posts/shown", "posts/warned"} <= set(built.read)
    assert not {"posts/old-2001", "posts/old-2002", "posts/p7"} & set(built.read)

    again = clone("again")
    edit_project(again)
    last = build(again)
    assert read_output(last.output) == read_output(expected.output)
    assert last.read == ["posts/p4", "posts/warned"]  # those with warnings
    assert sort_warnings(last, again) == sort_warnings(expected, cold)


def test_what_is_damaged_or_forged_is_built_again_with_one_warning(
    clone: Callable[[str], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHOLOGY_STORE_KEY", KEY)
    expected = build_cold(clone("cold"))
    first = clone("first")
    build(first)
    (pack,) = (file for file in list_store(first) if file.parent.name == "packs")
    pack.write_bytes(pack.read_bytes()[:-9] + b"corrupted")
    damaged = clone("damaged")
    built = build(damaged)
    assert built.codes.count("anthology.store-damaged") == 1
    assert read_output(built.output) == read_output(expected.output)

    snapshots = [file for file in list_store(first) if file.suffix == ".snapshot"]
    assert len(snapshots) == 1  # that of the build before was deleted
    for position in range(2):
        snapshots[0].with_name(f"{position + 1:020}9-forged.snapshot").write_bytes(b"\0" * 32 + snapshots[0].read_bytes()[32:])
    snapshots[0].unlink()
    forged = build(clone("forged"))
    assert forged.codes.count("anthology.store-damaged") == 1
    assert read_output(forged.output) == read_output(expected.output)
    assert "store-damaged" not in build(clone("repaired")).warnings


def test_a_store_that_cannot_be_used_is_named_in_one_warning(
    clone: Callable[[str], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHOLOGY_STORE_KEY", "")
    site = clone("site")
    site.folder.parent.parent.joinpath("store").write_text("a file")
    built = build(site)
    assert built.codes.count("anthology.store-unusable") == 1
    open_to_others = build(site, anthology_store="memory://store")
    assert open_to_others.codes.count("anthology.store-unusable") == 1
    assert "others may write there, and ANTHOLOGY_STORE_KEY has no key" in open_to_others.warnings
    monkeypatch.setenv("ANTHOLOGY_STORE_KEY", "short")
    short = build(site, anthology_store="memory://store")
    assert "ANTHOLOGY_STORE_KEY has fewer than 32 characters" in short.warnings
    assert "short'" not in short.warnings


def test_only_what_builds_have_written_is_stored(clone: Callable[[str], Site]) -> None:
    first = clone("first")
    first.write("build/html/CNAME", "kb.example\n")
    first.write("build/html/p9.html", "A page by hand\n")
    build(first)
    first.write("build/html/later.txt", "Written between two builds\n")
    first.post("p1", "Edited.\n")
    built = build(first)
    second = clone("second")
    second.post("p1", "Edited.\n")
    restored = build(second)
    own = read_output(built.output)
    assert read_output(restored.output) == {path: own[path] for path in own.keys() - {"CNAME", "p9.html", "later.txt"}}
    assert restored.read == ["posts/warned"]


def test_a_build_in_other_folders_is_not_used_if_a_post_names_one_of_them(clone: Callable[[str], Site]) -> None:
    sites = [clone(name) for name in ("first", "second", "cold")]
    for site in sites:
        site.post("path", f"`{sites[0].folder}/posts/p1.md` is where it was.\n")
    build(sites[0])
    built, expected = build(sites[1]), build_cold(sites[2])
    assert "is not used, because 'posts/path.md' names a folder of it" in built.log
    assert "store" not in built.warnings
    assert read_output(built.output) == read_output(expected.output)

    shutil.rmtree(sites[0].folder / "build")
    assert build(sites[0]).read == ["posts/warned"]


def test_another_configuration_and_other_builders_have_snapshots_of_their_own(clone: Callable[[str], Site]) -> None:
    build(clone("first"))
    for name, change in {"conf": "copyright = 'Another'\n", "extension": "extensions += ['own']\n"}.items():
        site = clone(name)
        with (site.folder / "conf.py").open("a") as file:
            file.write(f"import sys; sys.path.insert(0, {str(site.folder)!r})\n{change}")
        site.write("own.py", "def setup(app):\n    return {'parallel_read_safe': True}\n")
        assert "posts/p2" in build(site).read
    assert "posts/p2" in build(clone("option"), anthology_page_size=3).read
    assert build(clone("as before")).read == ["posts/warned"]  # the last build was another one
    epub = build(clone("epub"), builder="epub")
    assert "posts/p2" in epub.read
    assert build(clone("epub again"), builder="epub").read == ["posts/warned"]
