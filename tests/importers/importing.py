"""Exports that tests import and build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner
from conftest import CONFIGURATION, Build, Site
from round_trip import Visible, describe
from sphinx_anthology.cli.commands import main

EXPORTS = Path(__file__).with_name("exports")


@dataclass
class Imported:
    """An export that was imported into a site, and what was built of it."""

    site: Site
    build: Build
    record: dict[str, Any]
    """The JSON that the command has printed."""

    def header(self, name: str) -> dict[str, Any]:
        """Return the front matter of a post, by the name of its folder."""
        text = self.text(name)
        header: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
        return header

    def text(self, name: str) -> str:
        """Return the file of a post."""
        return (self.site.folder / f"posts/{name}/index.md").read_text(encoding="utf-8")

    def visible(self, name: str) -> Visible:
        """Return what readers see of the text of an article."""
        page = BeautifulSoup(self.build.text(f"posts/{name}/index.html"), "html.parser")
        parts = page.select(".e-content, aside.footnote")
        assert parts
        return describe("".join(map(str, parts)))

    def notes(self, name: str) -> list[str]:
        """Return what the report says of a post."""
        return [note["message"] for note in self.record["notes"] if note["path"] == f"{name}/index.md"]

    @property
    def pages(self) -> set[str]:
        """The names of the folders of posts that have a page."""
        return {file.parent.name for file in (self.build.output / "posts").glob("*/index.html")}


def run_import(export: Path, folder: Path, *options: str) -> dict[str, Any]:
    """Import an export with the command, and return the JSON that it prints."""
    result = CliRunner().invoke(main, ["import", str(export), "--to", str(folder), "--format", "json", *options])
    assert result.exit_code == 0, result.output
    record: dict[str, Any] = json.loads(result.stdout)
    return record


def import_and_build(
    export: Path, folder: Path, change: Callable[[Path], object] = lambda posts: None, **options: Any
) -> Imported:
    """Import an export into a new site, and build it. There must be no warning.

    :param change: changes the folder of the posts before the build.
    """
    site = Site(folder)
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    record = run_import(export, folder / "posts")
    change(folder / "posts")
    build = site.build(html_baseurl="https://new.example.org/", anthology_timezone="Asia/Seoul", **options)
    assert not build.warnings, build.warnings
    return Imported(site, build, record)


def import_published(name: str, folder: Path, **options: Any) -> Imported:
    """Import the ZIP archive of a folder of :data:`EXPORTS` into a new site, publish all drafts, and build it."""
    archive = shutil.make_archive(str(folder / name), "zip", EXPORTS / name)

    def publish(posts: Path) -> None:
        for post in posts.glob("*/index.md"):
            post.write_text(post.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8")

    return import_and_build(Path(archive), folder / "site", publish, **options)


def import_as_drafts(name: str, folder: Path) -> dict[str, Any]:
    """Import a folder of :data:`EXPORTS`, of whose articles each becomes a draft, and return the JSON that is printed."""
    record = run_import(EXPORTS / name, folder)
    posts = [data.decode() for path, data in read_folder(folder).items() if path.endswith("index.md")]
    assert len(posts) == len(record["posts"])
    assert all("\ndraft: true\n" in post for post in posts)
    return record


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, by their paths."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
