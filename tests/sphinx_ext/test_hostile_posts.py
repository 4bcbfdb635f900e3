"""Posts that try to read, publish or write files that are not theirs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import file_access
import pytest
from file_access import find_violations, read_log
from hostile_posts import LINKS, POSTS, RESTRUCTURED_TEXT, HostileSite, write_hostile_site

pytestmark = [pytest.mark.build, pytest.mark.skipif(sys.platform == "win32", reason="the site has pipes and symbolic links")]

_BUILDERS = ("html", "epub", "latex", "text", "man", "texinfo", "json", "xml")
_HARMLESS = {"link-html", "link-home", "slug-up", "category-up", "tag-up", "series-up", "og-image", "substitution-class"}
"""Posts whose attempt comes to nothing without a warning of this extension."""


class Built:
    """The site, built once with each builder, and the accesses of the builds."""

    def __init__(self, site: HostileSite) -> None:
        self.site = site
        self.warnings: dict[str, str] = {}
        self.logs = {builder: site.base / f"{builder}.log" for builder in _BUILDERS}

    def build(self, builder: str, *options: str) -> None:
        site = self.site
        arguments = [
            "-q",
            "-b",
            builder,
            "-d",
            str(site.built / "doctrees"),
            *options,
            str(site.source),
            str(site.output(builder)),
        ]
        command = [sys.executable, file_access.__file__, str(self.logs[builder]), *arguments]
        done = subprocess.run(
            command, cwd=site.project, env=site.environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        self.warnings[builder] = re.sub(r"\x1b\[[0-9;]*m", "", done.stderr)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The hostile site, built with all builders: the first reads all posts, with several processes."""
    built = Built(write_hostile_site(tmp_path_factory.mktemp("hostile").resolve()))
    for builder in _BUILDERS:
        built.build(builder, "-j", "2")
    return built


@pytest.mark.parametrize("builder", _BUILDERS)
def test_nothing_that_is_private_is_published(built: Built, builder: str) -> None:
    published = [one for one in built.site.find_secrets(built.site.output(builder)) if "leftover" not in one]
    assert published == []


@pytest.mark.parametrize("builder", _BUILDERS)
def test_no_file_outside_is_opened_or_written_and_nothing_comes_from_the_network(built: Built, builder: str) -> None:
    site = built.site
    accesses = list(read_log(built.logs[builder]))
    assert any(access.name.endswith("posts/good.md") for access in accesses) or builder != "html"
    own = (site.project / "docutils.conf", site.base / "home/.docutils")  # Sphinx reads these in any build
    assert find_violations(accesses, (*site.usable, *own), site.writable) == []


def test_nothing_is_written_beside_the_outputs(built: Built) -> None:
    site = built.site
    written = {path.relative_to(site.base).as_posix() for path in _files(site.base) if not _is_below(path, site.writable)}
    fresh = write_hostile_site(site.base / "tmp" / "fresh")
    expected = {path.relative_to(fresh.base).as_posix() for path in _files(fresh.base)}
    assert {path for path in written - expected if not path.endswith(".log")} == set()


@pytest.mark.parametrize("name", [*POSTS, *RESTRUCTURED_TEXT])
def test_each_post_has_a_page_with_all_its_text(built: Built, name: str) -> None:
    page = (built.site.output("html") / "posts" / f"{name}.html").read_text(encoding="utf-8")
    assert "Before." in page
    assert f"After {name}." in page
    if name in LINKS and "[x]" in POSTS[name]:
        assert re.search(r">\s*x\b|\bx</", page)


@pytest.mark.parametrize("name", sorted((POSTS.keys() | RESTRUCTURED_TEXT.keys()) - _HARMLESS))
def test_each_attempt_is_named_once(built: Built, name: str) -> None:
    lines = [
        line for line in built.warnings["html"].splitlines() if re.search(rf"/posts/{re.escape(name)}\.(md|rst):\d+: ", line)
    ]
    lines = [line for line in lines if "date-missing" not in line]
    if not lines:  # what an included file tries is named there
        assert "nested" in {**POSTS, **RESTRUCTURED_TEXT}[name]
        return
    assert all(re.search(r"\[[a-z]+(\.[a-z_-]+)?\]$|: CRITICAL: ", line) for line in lines)
    expected = 2 if name in ("alias-up", "link-wiki", "rst-substitution", "rst-figure", "raw-rst-download") else 1
    assert len(lines) <= expected, lines


def test_a_post_that_uses_what_it_may_use_is_complete(built: Built) -> None:
    page = (built.site.output("html") / "posts/good.html").read_text(encoding="utf-8")
    assert not re.search(r"posts/good\.md", built.warnings["html"])
    for text in ("a.png", "b.png", "c.png", "conf.py", "plain.txt", "allowed.txt", "Plain text.", "Allowed"):
        assert text in page


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def _is_below(path: Path, folders: tuple[Path, ...]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
