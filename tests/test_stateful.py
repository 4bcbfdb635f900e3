"""Random small sites and random edits: after each of them the site is what a clean build makes of it, to the byte.

The other tests have what somebody thought of. This one has what nobody did: it writes a site, edits it a few times, builds it
after each step as an author would, in one folder, and builds it anew in another. ``nox -s exact`` does so for long. A sequence
is known by its number; one that goes wrong is made shorter, and printed as a list of edits.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from conftest import CONFIGURATION, Site
from test_incremental import pages

FIRST, LAST = map(int, os.environ.get("ANTHOLOGY_SEQUENCES", "0-5").split("-"))
"""The numbers of the sequences that are followed."""
PATIENCE = 90
"""Seconds that making a sequence shorter may take."""

# Few names, so that posts and links meet often.
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
    "anthology_accelerate": [True],
    "anthology_today": ["2025-02-02", "2026-03-03"],
    "language": ["ko"],
    "html_baseurl": ["https://kb.example.org/"],
}
TOCTREES = ["```{toctree}\nguide\nposts/alpha\n```", "```{toctree}\nbrowse/posts\nbrowse/tags\n```"]
HEADERS = ["", "---\ntitle: By hand\ndescription: All.\norder: 2\n---\n\n", "---\ncategory: Tools\n---\n\n"]
PEOPLE = ["Kim: {name: Kim, bio: Writes., picture: /c.png}\n", "Kim: {name: Kim Minji}\nLee: {url: 'https://l.example'}\n"]


def block(random: Random) -> str:
    """Return a paragraph or a heading of an article."""
    if random.random() < 0.4:
        return random.choice(BLOCKS)
    link = random.choice(LINKS).replace("NAME", random.choice(NAMES)).replace("TITLE", random.choice(TITLES))
    return f"Before {link} after. And more."


def text(random: Random) -> list[str]:
    """Return the text of an article."""
    return [block(random) for _ in range(random.randrange(5))]


def page(random: Random) -> str:
    """Return a page that is no post."""
    parts = [random.choice([*LISTS, *TOCTREES]) if random.random() < 0.6 else block(random) for _ in range(random.randrange(5))]
    return "\n\n".join(["# A page", *parts]) + "\n"


def guide(random: Random) -> str:
    """Return a page with a label; no other has it, because which of two pages has one Sphinx lets the order decide."""
    return f"{page(random)}\n(a-label)=\n## Labelled\n"


def by_hand(random: Random) -> str:
    """Return a page in the place of one that would be written."""
    return random.choice(HEADERS) + page(random)


FILES: dict[str, Callable[[Random], str | int]] = {
    "index.md": page,
    "guide.md": guide,
    "deep/page.rst": lambda random: "Page\n====\n\n:post:`alpha` and :post:`words <beta>`\n\n.. posts::\n   :limit: 1\n",
    "posts/page.md": lambda random: "# No post\n\n[[alpha]] and [](beta.md).\n",
    "browse/categories/tools.md": by_hand,
    "browse/tags/a.md": by_hand,
    "browse/posts.md": page,
    "browse/own.md": by_hand,
    "authors.yml": lambda random: random.choice(PEOPLE),
    "public/c.png": lambda random: random.randint(1, 3),
    "posts/pic.png": lambda random: random.randint(1, 3),
    "posts/deep/pic.png": lambda random: random.randint(4, 5),
}
"""What may stand in files that are no posts, by their paths: text, or the width of a picture."""


@dataclass
class Blog:
    """What an author has: posts with their fields and texts, other files, options, and the day."""

    posts: dict[str, tuple[dict[str, Any], list[str]]] = field(default_factory=dict)
    files: dict[str, str | int] = field(default_factory=lambda: {"index.md": "# Home\n"})
    options: dict[str, Any] = field(default_factory=dict)
    day: str = "2025-06-01"
    cloned: str = ""
    """The times that all files have got at once: ``old`` or ``new`` ones; empty if each has that of its writing."""

    def sources(self) -> Mapping[str, str | int]:
        """Return what stands in each file, by its path."""
        options = "".join(f"{name} = {value!r}\n" for name, value in self.options.items())
        posts = {path: _post(*post) for path, post in self.posts.items()}
        return {"conf.py": CONFIGURATION + options, **self.files, **posts}


def _post(fields: Mapping[str, Any], text: list[str]) -> str:
    header = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{header}---\n\n" + "\n\n".join(text) + "\n"


@dataclass(frozen=True)
class Edit:
    """One thing that an author does; posts are named by a number, so that what is left of a sequence still makes sense."""

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
    """None takes the field away."""

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
    """All files get other times, new ones as in a new clone, or old ones as from an archive."""

    times: str

    def do(self, blog: Blog) -> None:
        blog.cloned = self.times


def _named(number: int, blog: Blog) -> list[str]:
    """Return the path of a post, or nothing if there is none any more."""
    return [sorted(blog.posts)[number % len(blog.posts)]] if blog.posts else []


def _put(values: dict[str, Any], key: str, value: object) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value


OFTEN = ("title", "date", "category", "tags", "author", "series")


def writing(random: Random) -> Write:
    """Return a new post."""
    always, sometimes = OFTEN[:2], [key for key in OFTEN[2:] if random.random() < 0.5]
    values = {key: random.choice(FIELDS[key]) for key in (*always, *sometimes)}
    return Write(random.choice(PATHS), values, text(random))


def _change(random: Random, keys: Sequence[str]) -> Change:
    key = random.choice(keys)
    return Change(random.randrange(8), key, random.choice([*FIELDS[key], None]))


def _put_file(random: Random) -> Put:
    path = random.choice(list(FILES))
    return Put(path, None if path != "index.md" and random.random() < 0.3 else FILES[path](random))


def _configure(random: Random) -> Configure:
    name = random.choice(list(OPTIONS))
    return Configure(name, random.choice([*OPTIONS[name], None]))


EDITS: list[Callable[[Random], Edit]] = [
    writing,
    lambda random: Delete(random.randrange(8)),
    lambda random: Move(random.randrange(8), random.choice(PATHS)),
    lambda random: _change(random, list(FIELDS)),
    lambda random: _change(random, list(FIELDS)),
    lambda random: _change(random, OFTEN),
    lambda random: Rewrite(random.randrange(8), text(random)),
    lambda random: Rewrite(random.randrange(8), text(random)),
    _put_file,
    _put_file,
    _configure,
    lambda random: Wait(random.choice(["2025-01-15", "2025-06-01", "2026-06-01"])),
    lambda random: Clone(random.choice(["old", "new"])),
]


BUILDERS = ["html", "html", "html", "dirhtml"]


@dataclass(frozen=True)
class Step:
    """Some edits, and how the site is built after them."""

    edits: tuple[Edit, ...]
    builder: str = "html"
    jobs: int = 1
    clean: int = 1
    """The jobs of the clean build; with none it is made by a process of its own, with another order of sets."""


def steps(number: int) -> list[Step]:
    """Return the sequence of a number; its first step writes the site."""
    random = Random(number)
    first: list[Edit] = [writing(random) for _ in range(random.randint(3, 8))]
    first += [_put_file(random) for _ in range(random.randrange(5))]
    first += [_configure(random) for _ in range(random.randrange(4))]
    later = ([random.choice(EDITS)(random) for _ in range(random.randint(1, 3))] for _ in range(random.randint(2, 6)))
    return [
        Step(tuple(edits), random.choice(BUILDERS), random.choice([1, 1, 1, 2]), random.choice([1] * 8 + [2] * 3 + [0]))
        for edits in (first, *later)
    ]


class Author:
    """Writes what stands in a blog into a folder, as far as it does not stand there already, and builds it."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.written: Mapping[str, str | int] = {}

    def write(self, blog: Blog) -> None:
        sources = blog.sources()
        for path in self.written.keys() - sources.keys():
            (self.site.folder / path).unlink()
        for path, content in sources.items():
            if self.written.get(path) != content:
                self.site.picture(path, content, 2) if isinstance(content, int) else self.site.write(path, content)
            if blog.cloned:  # an old time is another one than those before, or nobody could tell that a file has changed
                moment = time.time() if blog.cloned == "new" else 1e9 + self.site.builds
                os.utime(self.site.folder / path, (moment, moment))
        self.written = sources

    def build(self, blog: Blog, builder: str, jobs: int) -> dict[str, bytes]:
        noon = datetime.combine(date.fromisoformat(blog.day), datetime.min.time(), UTC).replace(hour=12)
        with patch.dict(os.environ, SOURCE_DATE_EPOCH=str(int(noon.timestamp()))):
            if jobs:
                return pages(self.site.build(builder, jobs).output)
            output = self.site.folder / "build" / builder
            command = [sys.executable, "-m", "sphinx", "-Q", "-b", builder, "-d", str(self.site.folder / "doctrees")]
            subprocess.run(
                [*command, str(self.site.folder), str(output)], check=True, env={**os.environ, "PYTHONHASHSEED": "7"}
            )
            return pages(output)


def differences(clean: Mapping[str, bytes], incremental: Mapping[str, bytes]) -> list[str]:
    """Return a line on each file that is not the same, with the place of the first difference."""
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
    """Return a line on each post that is on the site before or after its time, or is not there though it should be."""
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
    """Return what a file holds without its compression."""
    return zlib.decompress(data.split(b"\n", 4)[4]) if path == "objects.inv" else data


def outcome(sequence: Sequence[Step]) -> list[str]:
    """Follow a sequence, and return the differences after the first step after which there are some."""
    gc.collect()  # what builds leave, which Python would only look for when there are gigabytes of it
    blog = Blog()
    with TemporaryDirectory() as folder:
        author = Author(Path(folder, "site"))
        for number, step in enumerate(sequence):
            for edit in step.edits:
                edit.do(blog)
            author.write(blog)
            blog.cloned = ""
            incremental = author.build(blog, step.builder, step.jobs)
            other = Author(Path(folder, f"other{number}"))
            other.write(blog)
            clean = other.build(blog, step.builder, step.clean)
            if found := [*differences(clean, incremental), *misplaced(blog, incremental)]:
                return found
    return []


def shorter(sequence: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield what a sequence is without one of its parts, the larger parts first."""
    for number, step in enumerate(sequence):
        before, after = [*sequence[:number]], [*sequence[number + 1 :]]
        yield before + after
        yield [*before, replace(step, builder="html", jobs=1, clean=1), *after]
        for place, edit in enumerate(step.edits):
            for some in ((), *((less,) for less in _less(edit))):
                yield [*before, replace(step, edits=(*step.edits[:place], *some, *step.edits[place + 1 :])), *after]


def _less(edit: Edit) -> Iterator[Edit]:
    for member in fields(edit):
        match getattr(edit, member.name):
            case list(values):
                yield from (
                    replace(edit, **{member.name: values[:place] + values[place + 1 :]}) for place in range(len(values))
                )
            case dict(values):
                yield from (replace(edit, **{member.name: {k: v for k, v in values.items() if k != key}}) for key in values)


def shortest(sequence: list[Step]) -> list[Step]:
    """Return a sequence that goes wrong, too, and has fewer parts, as far as patience goes."""
    end = time.monotonic() + PATIENCE
    tried: set[str] = set()
    progress = True
    while progress:
        progress = False
        for candidate in shorter(sequence):
            if time.monotonic() > end:
                return sequence
            if (name := repr(candidate)) not in tried and candidate != sequence:
                tried.add(name)
                if outcome(candidate):
                    sequence, progress = candidate, True
                    break
    return sequence


@pytest.mark.parametrize("number", range(FIRST, LAST + 1))
def test_random_edits_leave_the_site_that_a_clean_build_makes(number: int) -> None:
    if outcome(sequence := steps(number)):
        sequence = shortest(sequence)
        edits = [f"{line}\n" for step in sequence for line in (*map(repr, step.edits), f"    {replace(step, edits=())}")]
        pytest.fail(f"After\n{''.join(edits)}\n" + "\n".join(outcome(sequence)), pytrace=False)
