"""Random sites, random edits, and builds that are compared byte by byte with clean ones."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from conftest import CONFIGURATION, Site, read_output
from hypothesis import strategies as st

# There are few names, so that links often have a target.
PATHS = [
    "posts/alpha.md",
    "posts/beta.md",
    "posts/gamma.md",
    "posts/deep/alpha.md",
    "posts/deep/delta.md",
    "posts/2024-05-06-epsilon.md",
    "posts/e[1]*.md",
    "posts/봄.md",
    "posts/index.md",
    "blog/zeta.md",
    "blog/eta/index.md",
    "notes/n1.md",
    "notes/n2.md",
]
NAMES = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "봄", "n1", "x-y"]
TITLES = ["Alpha", "beta", "봄 이야기", "Tom & *Jerry* <b>", "x y"]
LINKS = [
    "{post}`NAME`",
    "{post}`words <NAME>`",
    "{post}`NAME#part-one`",
    "[words](post:NAME)",
    "[](post:NAME)",
    "[[NAME]]",
    "[[NAME|words]]",
    "[[NAME#Part one]]",
    "[[#Part one]]",
    "[[TITLE]]",
    "{post}`TITLE`",
    "{ref}`NAME`",
    "{doc}`NAME`",
    "{doc}`/posts/NAME`",
    "[words](#NAME)",
    "[words](NAME.md)",
    "[](NAME.md#part-one)",
    "[words](../posts/NAME.md)",
    "[words](/blog/NAME/)",
    "[words](https://old.example/x/NAME)",
    "[words](/2019/spring.html)",
    "{% post_url 2024-05-06-NAME %}",
    '[words]({{< ref "NAME.md" >}})',
    "{category}`Tools`",
    "{category}`Tools / Inner`",
    "{tag}`a`",
    "{tag}`rare`",
    "{author}`Kim`",
    "{series}`Parts`",
    "{ref}`a-label`",
    "[](#a-label)",
    "[words](/guide.md)",
    "{doc}`/guide`",
]
LISTS = [
    "```{posts}\n:limit: 2\n```",
    "```{posts}\n:category: Tools\n:layout: table\n:show: date, title, category, author\n```",
    "```{posts}\n:tag: a\n:layout: list\n:sort: title\n```",
    "```{posts}\n:page: 1\n:columns: 2\n```",
    "```{categories}\n```",
    "```{tags}\n```",
    "```{authors}\n```",
    "```{series}\n```",
    "```{archive}\n```",
    "```{map}\n```",
]
BLOCKS = [
    "Plain words.",
    "Other words, about kites and engines.",
    "## Part one",
    "## Part two",
    "### Part one",
    "![A picture](pic.png)",
    "![A picture](/c.png)",
    "<!--more-->",
    "A note.[^1]\n\n[^1]: The footnote.",
    "```python\nprint('[[alpha]]')\n```",
]
FIELDS: dict[str, list[Any]] = {
    "title": TITLES,
    "date": ["2024-01-01", "2024-05-06T07:08:09+09:00", "2025-01-01", "2025-03-01", "2026-02-01"],
    "category": ["Tools", "Tools / Inner", "TOOLS", "화제의 이슈", "Other"],
    "tags": [["a"], ["a", "b"], ["b", "C++"], ["A", "rare"]],
    "author": ["Kim", "Lee", ["Kim", "Lee"]],
    "series": ["Parts", "Pieces"],
    "seriesOrder": [1, 2, 3],
    "excerpt": ["In short.", "In other words."],
    "subtitle": ["Below the title"],
    "updated": ["2025-03-03"],
    "coverImage": ["/c.png", "pic.png", "/gone.png"],
    "draft": [True],
    "hidden": [True],
    "pinned": [True],
    "slug": ["alpha", "x-y", "봄"],
    "aliases": [["/2019/spring.html"], ["/old/", "/posts/beta.html"], ["/blog/alpha/"]],
    "permalink": ["/x/y/"],
    "canonical": ["https://elsewhere.example/"],
    "related": [False, ["alpha"], ["beta", "x-y"]],
    "lang": ["ko", "en", "de"],
    "expires": ["2025-02-01", "2026-01-01"],
}
OPTIONS: dict[str, list[Any]] = {
    "anthology_page_size": [1, 2, 24],
    "anthology_tag_min_posts": [1, 3],
    "anthology_indexes": [{"tags": False, "map": False}, {"authors": {"title": "People"}, "archive": {"sort": "name"}}],
    "anthology_categories": [{"Tools": {"title": "Our tools", "order": 1, "cover": "/c.png"}}],
    "anthology_collections": [{"notes": {"posts": ["notes/**"], "title": "Notes"}}],
    "anthology_permalinks": [["https://old.example/x/:slug"]],
    "anthology_backlinks": [False],
    "anthology_related": [0, 1],
    "anthology_navigation": [False],
    "anthology_drafts": [True],
    "anthology_accelerate": [False],
    "anthology_today": ["2025-02-02", "2026-03-03"],
    "language": ["ko"],
    "html_baseurl": ["", "https://kb.example.org/en/latest/"],
    "anthology_feeds": [[], ["posts", "tags"]],
    "anthology_feed_formats": [["json"]],
    "anthology_feed_content": ["excerpt"],
    "anthology_feed_size": [1, 20],
    "anthology_feed_archives": [False],
    "anthology_feed_aliases": [["/feed.xml", "/blog/index.xml"]],
    "anthology_language_models": [False],
    "anthology_sitemap": [False],
    "anthology_not_found_page": [False],
    "anthology_reading_progress": [True],
    "anthology_share_cards": [False, {"covers": True}],
}
ALL_OUTPUTS: dict[str, Any] = {
    "html_baseurl": "https://kb.example.org/",
    "anthology_feeds": ["posts", "collections", "languages", "categories", "tags", "authors", "series"],
    "anthology_feed_size": 2,
    "anthology_feed_archives": True,
}
"""The options with which everything that can leave a site is written, until an edit changes one of them."""
TOCTREES = ["```{toctree}\nguide\nposts/alpha\n```", "```{toctree}\nbrowse/posts\nbrowse/tags\n```"]
HEADERS = ["", "---\ntitle: By hand\ndescription: All.\norder: 2\n---\n\n", "---\ncategory: Tools\ncolor: '#a1b2c3'\n---\n\n"]
PEOPLE = [
    "Kim: {name: Kim, bio: Writes., picture: /c.png}\n",
    "Kim: {name: Kim Minji}\nLee: {url: 'https://l.example', default: true}\n",
]

LINK = st.builds(
    lambda link, name, title: f"Before {link.replace('NAME', name).replace('TITLE', title)} after. And more.",
    st.sampled_from(LINKS),
    st.sampled_from(NAMES),
    st.sampled_from(TITLES),
)
BLOCK = st.sampled_from(BLOCKS) | LINK
TEXT = st.lists(BLOCK, max_size=4)
"""The paragraphs and headings of an article."""
PAGE = st.lists(st.sampled_from(LISTS) | st.sampled_from(TOCTREES) | BLOCK, max_size=4).map(
    lambda parts: "\n\n".join(["# A page", *parts]) + "\n"
)
"""A page that is not a post."""
GUIDE = PAGE.map(lambda page: f"{page}\n(a-label)=\n## Labelled\n")
"""A page with a label. No other page has it, because Sphinx gives a duplicate label to the page that it reads last."""
BY_HAND = st.builds("{}{}".format, st.sampled_from(HEADERS), PAGE)
"""A page at the path of a generated page."""

FILES: dict[str, st.SearchStrategy[str] | st.SearchStrategy[int]] = {
    "index.md": PAGE,
    "guide.md": GUIDE,
    "deep/page.rst": st.just("Page\n====\n\n:post:`alpha` and :post:`words <beta>`\n\n.. posts::\n   :limit: 1\n"),
    "posts/page.md": st.just("# No post\n\n[[alpha]] and [](beta.md).\n"),
    "browse/categories/tools.md": BY_HAND,
    "browse/tags/a.md": BY_HAND,
    "browse/posts.md": PAGE,
    "browse/own.md": BY_HAND,
    "authors.yml": st.sampled_from(PEOPLE),
    "public/c.png": st.integers(1, 3),
    "posts/pic.png": st.integers(1, 3),
    "posts/deep/pic.png": st.integers(4, 5),
}
"""The possible contents of files that are not posts, by path: a text, or the width of an image."""


@dataclass
class Blog:
    """The sources of a site: posts with fields and texts, other files and options, and the day of the build."""

    posts: dict[str, tuple[dict[str, Any], list[str]]] = field(default_factory=dict)
    files: dict[str, str | int] = field(default_factory=lambda: {"index.md": "# Home\n"})
    options: dict[str, Any] = field(default_factory=ALL_OUTPUTS.copy)
    day: str = "2025-06-01"
    hour: int = 12
    """The hour of the build, in UTC."""
    cloned: str = ""
    """The modification times to give to all files, ``old`` or ``new``; ``back`` lets edited files be old; empty for none."""
    branch: str = "main"
    branches: dict[str, tuple[Any, Any, Any]] = field(default_factory=dict)
    """The posts, files and options of the other branches, by name."""

    def sources(self) -> Mapping[str, str | int]:
        """Return the content of each file, by path."""
        options = "".join(f"{name} = {value!r}\n" for name, value in self.options.items())
        posts = {path: _post(*post) for path, post in self.posts.items()}
        return {"conf.py": CONFIGURATION + "project = 'Blog'\n" + options, **self.files, **posts}


def _post(fields: Mapping[str, Any], text: list[str]) -> str:
    header = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{header}---\n\n" + "\n\n".join(text) + "\n"


@dataclass(frozen=True)
class Edit:
    """One edit. Posts are referred to by number, so that a shortened sequence is still valid."""

    def do(self, blog: Blog) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class Write(Edit):
    path: str
    fields: dict[str, Any]
    text: list[str]

    def do(self, blog: Blog) -> None:
        blog.posts[self.path] = (dict(self.fields), self.text)


@dataclass(frozen=True)
class Delete(Edit):
    post: int

    def do(self, blog: Blog) -> None:
        for path in _named(self.post, blog):
            del blog.posts[path]


@dataclass(frozen=True)
class Move(Edit):
    post: int
    to: str

    def do(self, blog: Blog) -> None:
        for path in _named(self.post, blog):
            blog.posts[self.to] = blog.posts.pop(path)


@dataclass(frozen=True)
class Change(Edit):
    post: int
    key: str
    value: Any
    """The new value; None removes the field."""

    def do(self, blog: Blog) -> None:
        for path in _named(self.post, blog):
            _put(blog.posts[path][0], self.key, self.value)


@dataclass(frozen=True)
class Rewrite(Edit):
    post: int
    text: list[str]

    def do(self, blog: Blog) -> None:
        for path in _named(self.post, blog):
            blog.posts[path] = (blog.posts[path][0], self.text)


@dataclass(frozen=True)
class Put(Edit):
    path: str
    content: str | int | None

    def do(self, blog: Blog) -> None:
        _put(blog.files, self.path, self.content)


@dataclass(frozen=True)
class Configure(Edit):
    name: str
    value: Any

    def do(self, blog: Blog) -> None:
        _put(blog.options, self.name, self.value)


@dataclass(frozen=True)
class Wait(Edit):
    day: str

    def do(self, blog: Blog) -> None:
        blog.day = self.day


@dataclass(frozen=True)
class Clone(Edit):
    """Give all files other modification times: new ones as in a new clone, old ones as from an archive.

    With ``back`` only the files that are edited get old times.
    """

    times: str

    def do(self, blog: Blog) -> None:
        blog.cloned = self.times


@dataclass(frozen=True)
class Hour(Edit):
    hour: int

    def do(self, blog: Blog) -> None:
        blog.hour = self.hour


@dataclass(frozen=True)
class Rename(Edit):
    """Rename a file, or swap two."""

    path: str
    to: str

    def do(self, blog: Blog) -> None:
        one, other = blog.files.get(self.path), blog.files.get(self.to)
        _put(blog.files, self.to, one)
        _put(blog.files, self.path, other)


@dataclass(frozen=True)
class CheckOut(Edit):
    """Go to another branch, or make it."""

    branch: str

    def do(self, blog: Blog) -> None:
        blog.branches[blog.branch] = deepcopy((blog.posts, blog.files, blog.options))
        blog.branch = self.branch
        blog.posts, blog.files, blog.options = deepcopy(blog.branches[self.branch if self.branch in blog.branches else "main"])


def _named(number: int, blog: Blog) -> list[str]:
    """Return the path of a post in a list, which is empty if there are no posts."""
    return [sorted(blog.posts)[number % len(blog.posts)]] if blog.posts else []


def _put(values: dict[str, Any], key: str, value: object) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value


OFTEN = ("category", "tags", "author", "series")
ALWAYS = ("title", "date")
POST = st.integers(0, 7)


def writes(text: st.SearchStrategy[list[str]]) -> st.SearchStrategy[Write]:
    """Return a strategy for posts that are written, with *text*."""
    always, often = ({key: st.sampled_from(FIELDS[key]) for key in keys} for keys in (ALWAYS, OFTEN))
    return st.builds(Write, st.sampled_from(PATHS), st.fixed_dictionaries(always, optional=often), text)


def changes(fields: Mapping[str, list[Any]]) -> list[st.SearchStrategy[Change]]:
    """Return a strategy for changes of each field, to one of some values or to none."""
    return [st.builds(Change, POST, st.just(key), st.sampled_from([*values, None])) for key, values in fields.items()]


def puts(files: Mapping[str, st.SearchStrategy[str] | st.SearchStrategy[int]]) -> list[st.SearchStrategy[Put]]:
    """Return a strategy for each file: it is written or deleted, but there is always a home page."""
    return [
        st.builds(Put, st.just(path), content if path == "index.md" else content | st.none()) for path, content in files.items()
    ]


def configures(options: Mapping[str, list[Any]]) -> list[st.SearchStrategy[Configure]]:
    """Return a strategy for each option: it gets one of some values, or none."""
    return [st.builds(Configure, st.just(name), st.sampled_from([*values, None])) for name, values in options.items()]


WRITE = writes(TEXT)
CHANGE = st.one_of(changes(FIELDS))
CHANGE_OFTEN = st.one_of([st.builds(Change, POST, st.just(key), st.sampled_from(FIELDS[key])) for key in (*ALWAYS, *OFTEN)])
PUT = st.one_of(puts(FILES))
CONFIGURE = st.one_of(configures(OPTIONS))
EDITS: list[st.SearchStrategy[Edit]] = [
    WRITE,
    st.builds(Delete, POST),
    st.builds(Move, POST, st.sampled_from(PATHS)),
    CHANGE,
    CHANGE_OFTEN,
    st.builds(Rewrite, POST, TEXT),
    PUT,
    CONFIGURE,
    st.builds(Wait, st.sampled_from(["2025-01-15", "2025-06-01", "2026-06-01"])),
    st.builds(Clone, st.sampled_from(["old", "new"])),
]
EDIT = st.sampled_from(EDITS).flatmap(lambda edits: edits)
"""One edit; each kind is as likely as the others."""


@dataclass(frozen=True)
class Step:
    """Edits, and the build that follows them."""

    edits: Sequence[Edit]
    builder: str
    jobs: int
    clean: int
    """The number of jobs of the clean build. If it is 0, another process builds, with another hash seed."""
    kill: int = 0
    """How many files a build before this one writes until it is killed; 0 for no such build."""


def step(edits: st.SearchStrategy[list[Edit]]) -> st.SearchStrategy[Step]:
    """Return a strategy for steps with *edits*."""
    builders, jobs, clean = ["html", "html", "html", "dirhtml"], [1, 1, 1, 2], [1] * 8 + [2] * 3 + [0]
    return st.builds(Step, edits, st.sampled_from(builders), st.sampled_from(jobs), st.sampled_from(clean))


SITE = st.builds(
    lambda posts, files, options: [*posts, *files, *options],
    st.lists(WRITE, min_size=1, max_size=8),
    st.lists(PUT, max_size=4),
    st.lists(CONFIGURE, max_size=3),
)
SEQUENCE = st.builds(
    lambda first, later: [first, *later],
    step(SITE),
    st.lists(step(st.lists(EDIT, min_size=1, max_size=3)), min_size=1, max_size=7),
)
"""Sequences of steps; the first step writes a site."""


class Author:
    """Writes the sources of a blog that differ into a folder, and builds it."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.written: Mapping[str, str | int] = {}

    def write(self, blog: Blog) -> None:
        sources = blog.sources()
        for path in self.written.keys() - sources.keys():
            (self.site.folder / path).unlink()
            with suppress(OSError):  # a folder that is empty goes as well, as in a clone
                for folder in [folder for folder in Path(path).parents if folder.name]:
                    (self.site.folder / folder).rmdir()
        for path, content in sources.items():
            if self.written.get(path) != content:
                self.site.picture(path, content, 2) if isinstance(content, int) else self.site.write(path, content)
            if blog.cloned and (blog.cloned != "back" or self.written.get(path) != content):
                # Old times differ from build to build: a change of a file that keeps its time and its size cannot be detected.
                moment = time.time() if blog.cloned == "new" else 1e9 + self.site.builds
                os.utime(self.site.folder / path, (moment, moment))
        self.written = sources

    def build(self, blog: Blog, builder: str, jobs: int) -> dict[str, bytes]:
        moment = datetime.combine(date.fromisoformat(blog.day), datetime.min.time(), UTC).replace(hour=blog.hour)
        with patch.dict(os.environ, SOURCE_DATE_EPOCH=str(int(moment.timestamp()))):
            if jobs:
                return _read(self.site.build(builder, jobs).output)
            output = self.site.folder / "build" / builder
            command = [sys.executable, "-m", "sphinx", "-Q", "-b", builder, "-d", str(self.site.folder / "doctrees")]
            subprocess.run(
                [*command, str(self.site.folder), str(output)], check=True, env={**os.environ, "PYTHONHASHSEED": "7"}
            )
            return _read(output)

    def kill(self, blog: Blog, builder: str, jobs: int, writes: int) -> bool:
        """Start a build that is killed when it opens, renames or deletes a file, at the time after a number of others.

        :returns: whether it was killed, and not finished before.
        """
        process = os.fork()
        if not process:
            try:
                os.setsid()
                _kill_at(str(self.site.folder), writes)
                self.build(blog, builder, jobs)
            finally:
                os._exit(0)
        _, status = os.waitpid(process, 0)
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        return os.WIFSIGNALED(status)


def _read(output: Path) -> dict[str, bytes]:
    """Return every file of a build, by its path. Books are unpacked, because they contain times.

    What the builder of JSON says of the build is left out: ``globalcontext.json`` lists the scripts of the pages that it wrote.
    """
    left_out = ("environment.pickle", "last_build", "globalcontext.json")
    files = {path: data for path, data in read_output(output).items() if path not in left_out}
    for name in [path for path in files if path.endswith(".epub")]:
        with zipfile.ZipFile(BytesIO(files.pop(name))) as book:
            files |= {f"{name}/{each}": book.read(each) for each in book.namelist()}
    return files


def _kill_at(folder: str, writes: int) -> None:
    """Kill this process when it changes a file in a folder once more than *writes* times."""
    left = writes

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in ("os.rename", "os.remove", "os.mkdir") or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            left -= str(arguments[0]).startswith(folder)
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def differences(clean: Mapping[str, bytes], incremental: Mapping[str, bytes]) -> list[str]:
    """Return a line for each file that differs, with the text around the first difference."""
    result = [f"missing: {path}" for path in sorted(clean.keys() - incremental.keys())]
    result += [f"left over: {path}" for path in sorted(incremental.keys() - clean.keys())]
    for path in sorted(clean.keys() & incremental.keys()):
        if clean[path] != incremental[path]:
            wanted, found = _readable(path, clean[path]), _readable(path, incremental[path])
            same = (a == b for a, b in zip(wanted, found, strict=False))
            place = next((place for place, is_same in enumerate(same) if not is_same), 0)
            start = max(place - 60, 0)
            result.append(f"{path}: {wanted[start : place + 90]!r}, not {found[start : place + 90]!r}")
    return result


def misplaced(blog: Blog, output: Mapping[str, bytes]) -> list[str]:
    """Return a line for each post that is public when it should not be, or missing when it should be public."""
    today = blog.options.get("anthology_today", blog.day)
    patterns = ("posts/", "blog/", *(["notes/"] if "anthology_collections" in blog.options else []))
    result = []
    for path, (values, _text) in blog.posts.items():
        is_scheduled = values.get("date", "")[:10] > today
        is_over = values.get("expires", "9999") <= today
        is_public = "anthology_drafts" in blog.options or not (values.get("draft") or is_scheduled or is_over)
        if (f"_sources/{path}.txt" in output) != (is_public or not path.startswith(patterns)):
            result.append(f"{'missing' if is_public else 'published'} on {today}: {path}")
    return result


def _readable(path: str, data: bytes) -> bytes:
    """Return the content of a file, decompressed if it is an inventory."""
    return zlib.decompress(data.split(b"\n", 4)[4]) if path == "objects.inv" else data


def without_acceleration(blog: Blog) -> Blog:
    """Return the same blog, built without any acceleration."""
    return replace(blog, options={**blog.options, "anthology_accelerate": False})


def outcome(sequence: Sequence[Step], check_public: bool = True) -> list[str]:
    """Run a sequence, and return the differences after the first step that has any.

    :param check_public: whether to check as well which posts are public, by the copies of their sources.
    """
    gc.collect()  # builds leave large cycles of objects, and Python collects them too late
    blog = Blog()
    with TemporaryDirectory() as folder:
        author = Author(Path(folder, "site"))
        for number, step in enumerate(sequence):
            for edit in step.edits:
                edit.do(blog)
            author.write(blog)
            blog.cloned = ""
            if step.kill:
                author.kill(blog, step.builder, step.jobs, step.kill)
            incremental = author.build(blog, step.builder, step.jobs)
            other = Author(Path(folder, f"other{number}"))
            other.write(without_acceleration(blog))
            clean = other.build(blog, step.builder, step.clean)
            if found := [*differences(clean, incremental), *(misplaced(blog, incremental) if check_public else [])]:
                return [f"after step {number}", *found]
    return []
