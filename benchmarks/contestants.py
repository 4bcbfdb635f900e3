"""The contestants. Each has a folder in ``sites/`` with its configuration, a command, and a format of posts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .posts import Post

OUTPUT = "build/html"
"""The output folder of each contestant, relative to its site."""
_SITES = Path(__file__).parent / "sites"


@dataclass(frozen=True, slots=True)
class Contestant:
    """An engine that builds a site from posts, with its configuration."""

    name: str
    """The name on the command line and of the folder in ``sites/``."""
    title: str
    command: tuple[str, ...]
    """The command that builds the site. The program is in the environment of the contestant."""
    spell: Callable[[Post], str]
    """The function that returns the text of a post file."""
    page: str
    """The glob pattern of a page in the output; ``NAME`` stands for the name of the post."""
    packages: tuple[str, ...]
    """The packages whose versions are reported."""
    environment: str | None = None
    """The name of the file in ``requirements/`` for its environment; None for the environment of this project."""
    posts: str = "posts"
    """The folder of posts."""
    images: str = "images"
    """The folder of images."""
    setting: str = ""
    """The difference to other contestants with the same name."""
    most: int | None = None
    """The largest number of posts with which it is run."""

    @property
    def label(self) -> str:
        """The title with the setting."""
        return f"{self.title}, {self.setting}" if self.setting else self.title

    @property
    def slug(self) -> str:
        """The label as a file name."""
        return self.label.lower().replace(", ", "-").replace(" ", "-")

    def lay_out(self, folder: Path, posts: Iterable[Post], pictures: Iterable[tuple[str, bytes]]) -> None:
        """Write the sources of a site to a new folder."""
        shutil.copytree(_SITES / self.name, folder)
        (folder / self.posts).mkdir(parents=True, exist_ok=True)
        for post in posts:
            self.write(folder, post)
        for name, data in pictures:
            file = folder / self.images / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def write(self, folder: Path, post: Post) -> None:
        """Write a post to its file."""
        (folder / self.posts / f"{post.name}.md").write_text(self.spell(post), encoding="utf-8")


def _yaml(fields: Mapping[str, object], body: str) -> str:
    """Return the text of a file with YAML front matter. Values are written as JSON, which is valid YAML."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value)
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}"


def _fields(post: Post) -> dict[str, object]:
    return {
        "title": post.title,
        "date": post.published.isoformat(),
        "category": post.category,
        "tags": list(post.tags),
        "author": post.author,
        "excerpt": post.excerpt,
        "series": post.series,
    }


def _anthology(post: Post) -> str:
    return _yaml(_fields(post), post.body)


def _floor(post: Post) -> str:
    # Without this, Sphinx would warn that the page is in no toctree.
    return _yaml(_fields(post) | {"orphan": True}, post.body)


def _ablog(post: Post) -> str:
    # ABlog needs dates without a time zone and lists with commas, and takes an excerpt for a number.
    fields = {
        "blogpost": True,
        "title": post.title,
        "date": f"{post.published:%Y-%m-%d}",
        "category": post.category,
        "tags": ", ".join(post.tags),
        "author": post.author,
    }
    return _yaml(fields, post.body)


def _material(post: Post) -> str:
    # Listings show the text before the mark, or all of it without one. Dates must not be quoted. Paths that begin with a slash
    # cause warnings.
    fields = {
        "title": post.title,
        "categories": [post.category],
        "tags": list(post.tags),
        "slug": post.name,
        "description": post.excerpt,
    }
    opening, _, rest = post.body.partition("\n\n")
    body = f"# {post.title}\n\n{opening}\n\n<!-- more -->\n\n{rest}".replace("](/images/", "](../../images/")
    return _yaml(fields, body).replace("---\n", f"---\ndate: {post.published.isoformat()}\n", 1)


def _pelican(post: Post) -> str:
    # Front matter is plain lines, and links to posts have their own syntax.
    fields = {
        "Title": post.title,
        "Date": f"{post.published:%Y-%m-%d %H:%M}",
        "Category": post.category,
        "Tags": ", ".join(post.tags),
        "Authors": post.author,
        "Summary": post.excerpt,
        "Slug": post.name,
    }
    body = re.sub(r"\]\(([\w-]+\.md)\)", r"]({filename}\1)", post.body)
    return "\n".join(f"{key}: {value}" for key, value in fields.items()) + f"\n\n{body}"


def _hugo(post: Post) -> str:
    # The keys of taxonomies are plural.
    fields = _fields(post) | {"categories": [post.category], "category": None, "summary": post.excerpt, "slug": post.name}
    return _yaml(fields, post.body)


def _sphinx(jobs: int) -> tuple[str, ...]:
    return ("python", "-m", "sphinx", "-j", str(jobs), "-b", "html", "-d", "build/doctrees", ".", OUTPUT)


_SPHINX = ("sphinx", "myst-parser", "furo", "pystemmer")
_FLOOR = Contestant("floor", "Plain Sphinx", _sphinx(2), _floor, "posts/NAME.html", _SPHINX)

CONTESTANTS = (
    Contestant(
        "anthology",
        "sphinx-anthology",
        _sphinx(2),
        _anthology,
        "posts/NAME.html",
        ("sphinx-anthology", *_SPHINX),
        images="public/images",
    ),
    replace(_FLOOR, setting="-j 1", command=_sphinx(1)),
    replace(_FLOOR, setting="-j 2"),
    # Each page contains the whole toctree, so the time is quadratic in the number of posts.
    replace(_FLOOR, name="tree", title="Plain Sphinx with one toctree", spell=_anthology, most=1000),
    Contestant(
        "ablog",
        "ABlog",
        _sphinx(2),
        _ablog,
        "posts/NAME.html",
        ("ablog", "sphinx", "myst-parser", "alabaster", "pystemmer"),
        environment="ablog",
    ),
    Contestant(
        "material",
        "Material for MkDocs",
        ("python", "-m", "mkdocs", "build", "--site-dir", OUTPUT),
        _material,
        "blog/*/*/*/NAME/index.html",
        ("mkdocs-material", "mkdocs", "markdown"),
        environment="material",
        posts="docs/blog/posts",
        images="docs/images",
    ),
    Contestant(
        "pelican",
        "Pelican",
        ("python", "-m", "pelican", "--settings", "pelicanconf.py", "--output", OUTPUT),
        _pelican,
        "NAME.html",
        ("pelican", "markdown"),
        environment="pelican",
        posts="content/posts",
        images="content/images",
    ),
    Contestant(
        "hugo",
        "Hugo",
        ("hugo", "--destination", OUTPUT),
        _hugo,
        "posts/NAME/index.html",
        ("hugo",),
        environment="hugo",
        posts="content/posts",
        images="static/images",
    ),
)
