"""Posts as blogs have them, engine by engine, and the record that reading them gives.

A case is a file ``posts/<engine>/<case>.toml`` whose keys are the fields of :class:`Case`. The file ``<case>.md`` beside it is
the post, and the folder ``<case>`` has further files of the site.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.loading.loader import LoadResult, PostSource, load_posts
from sphinx_anthology.problems import Problem
from sphinx_anthology.settings import Settings

CASES = Path(__file__).parent / "posts"
Expected = dict[str, Any]
"""The expected value of some fields of a post, as :func:`plain` gives it.

Four keys are not fields: ``unset`` lists fields that are None, ``lines`` and ``sources`` say where fields come from, and
``outcomes`` says what became of keys of the front matter.
"""


@dataclass(frozen=True)
class Case:
    """The files of a small site, and the record that reading them gives."""

    file: Path
    """The TOML file."""
    path: str = ""
    """The path of the post in the site; empty if all files of the site are in the folder of the case."""
    value: str | None = None
    """The text to put in the place of ``VALUE`` in the post."""
    images: list[str] = field(default_factory=list)
    """Images that the site has, each of 3 × 2 pixels."""
    problems: list[str] = field(default_factory=list)
    """All problems as ``<path>:<line>:<column>: <code>``, without the path of the post and without a column that is 1."""
    messages: list[str] | None = None
    """The messages of all problems, where they matter."""
    post: Expected = field(default_factory=dict)
    """Expected fields of the post."""
    page: Expected | None = None
    """Expected fields, where the file is not a post but another page."""
    posts: dict[str, Expected] = field(default_factory=dict)
    """Expected fields of posts in the folder of the case, by path."""

    def write(self, site: Path) -> None:
        """Write the files of the site."""
        folder = self.file.with_suffix("")
        shutil.copytree(folder, site) if folder.is_dir() else site.mkdir()
        for name in (*self.images, self.path):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
        for name in self.images:
            Image.new("RGB", (3, 2)).save(site / name)
        if self.path:
            text = self.file.with_suffix(".md").read_bytes()
            (site / self.path).write_bytes(text if self.value is None else text.replace(b"VALUE", self.value.encode()))

    @property
    def expected(self) -> dict[str, Expected]:
        """The expected fields of all posts and pages, by path."""
        return {**self.posts, **({self.path: self.post if self.page is None else self.page} if self.path else {})}


def load_cases() -> Iterator[Any]:
    """Yield all cases, a file with variants once for each of them."""
    for file in sorted(CASES.glob("*/*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        name = file.relative_to(CASES).with_suffix("").as_posix()
        variants = data.pop("variants", [{}])
        for number, variant in enumerate(variants, 1):
            merged = {**data, **variant, "post": {**data.get("post", {}), **variant.get("post", {})}}
            yield pytest.param(Case(file, **merged), id=name if len(variants) == 1 else f"{name}-{number}")


@pytest.mark.parametrize("case", list(load_cases()))
def test_a_post_is_read_as_expected(case: Case, tmp_path: Path) -> None:
    site = tmp_path / "site"
    case.write(site)
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.suffix in {".md", ".mdx"})
    found = load_posts(PostSource(site, {name: name.rpartition(".")[0] for name in names}, Settings()))
    entries = {entry.path: entry for entry in entries_of(found)}
    kind = Post if case.page is None else Page
    assert {path: type(entry) for path, entry in entries.items()} == dict.fromkeys(case.expected, kind)
    for path, expected in case.expected.items():
        assert shown(entries[path], expected) == plain(expected)
    assert [line_of(problem, case.path) for problem in found.problems] == case.problems
    if case.messages is not None:
        assert [problem.message for problem in found.problems] == case.messages


def entries_of(found: LoadResult) -> list[Post | Page]:
    """Return all posts and pages that were read."""
    return [*found.catalogue.with_pages, *found.catalogue.unpublished, *found.catalogue.pages.values()]


def shown(entry: Post | Page, expected: Expected) -> Expected:
    """Return the fields of a post that *expected* names, in its form."""
    values: Expected = {name: plain(getattr(entry, name)) for name in expected if hasattr(entry, name)}
    if isinstance(entry, Post):
        if "unset" in expected:
            values["unset"] = [name for name in expected["unset"] if getattr(entry, name) is None]
        if "lines" in expected:
            values["lines"] = {name: entry.line(name) for name in expected["lines"]}
        if "sources" in expected:
            values["sources"] = {name: entry.origins[name].source for name in expected["sources"]}
        if "outcomes" in expected:
            outcomes = {use.key: use.outcome.value for use in entry.keys}
            values["outcomes"] = {key: outcomes[key] for key in expected["outcomes"]}
    return values


def plain(value: Any) -> Any:
    """Return *value* in types of TOML, dates as ISO 8601 text, and records without the fields that have their default."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {part.name: plain(found) for part in fields(value) if (found := getattr(value, part.name)) != default_of(part)}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def default_of(part: Any) -> Any:
    """Return the default of a field of a dataclass."""
    return part.default if part.default_factory is MISSING else part.default_factory()


def line_of(problem: Problem, path: str) -> str:
    """Return the place and the code of a problem, as :attr:`Case.problems` has them."""
    place = [problem.path] if problem.path != path else []
    place += [str(problem.line)] + ([str(problem.column)] if problem.column != 1 else [])
    return f"{':'.join(place)}: {problem.code.value}"
