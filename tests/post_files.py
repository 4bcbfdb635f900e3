"""Post files in a temporary folder, and what they are loaded into."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.loading.files.encodings import normalise_newlines
from sphinx_anthology.loading.loader import LoadResult, PostSource, load_posts
from sphinx_anthology.loading.posts.post_parser import ParseOptions, parse_post
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import Settings

POST_PATH = "posts/x.md"

Files = dict[str, str | bytes]
"""The contents of files by path."""


def make_post(title: str = "A", **front_matter: str) -> str:
    """Return the text of a post with YAML front matter."""
    lines = (f"{key}: {value}" for key, value in front_matter.items())
    return "\n".join(["---", f"title: {title}", *lines, "---", "Text.", ""])


def write_files(folder: Path, files: Files) -> dict[str, str]:
    """Write files into a folder, and return the docnames of the Markdown files by path."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return {name: name.rpartition(".")[0] for name in files if name.endswith((".md", ".mdx"))}


def load(folder: Path, files: Files, settings: Settings | None = None, **options: Any) -> LoadResult:
    """Write files into a folder and load the posts among them."""
    return load_posts(PostSource(folder, write_files(folder, files), settings or Settings()), **options)


def list_codes(result: LoadResult) -> list[tuple[str, int, Code]]:
    """Return path, line and code of each problem, except for missing dates."""
    return [(problem.path, problem.line, problem.code) for problem in result.problems if problem.code is not Code.DATE_MISSING]


def parse_file(text: str, path: str = POST_PATH) -> tuple[Post | Page, list[Problem]]:
    """Parse the text of a post file, and return its record and its problems."""
    problems: list[Problem] = []
    options = ParseOptions(UTC)
    entry = parse_post(normalise_newlines(text), path, path.removesuffix(".md"), options, problems.append)
    return entry, problems


def parse_article(*header: str, body: str = "Text.", path: str = POST_PATH) -> Post:
    """Parse a post with some lines of front matter, and return its record."""
    entry, _ = parse_file("\n".join(["---", *header, "---", body]), path)
    assert isinstance(entry, Post)
    return entry


def list_article_codes(*header: str, body: str = "Text.", path: str = POST_PATH) -> list[tuple[int, Code]]:
    """Parse a post with some lines of front matter, and return line and code of each problem."""
    return [(problem.line, problem.code) for problem in parse_file("\n".join(["---", *header, "---", body]), path)[1]]
