"""Files for language models: ``llms.txt``, ``llms-full.txt``, and a Markdown copy of each article.

Source: https://llmstxt.org/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...catalogue.post import Post
from ...characters import clean_xml, escape_json, join_lines

INDEX = "llms.txt"
FULL = "llms-full.txt"
_IN_LINK = str.maketrans({mark: f"\\{mark}" for mark in "\\[]<>`*_"})


@dataclass(frozen=True, slots=True)
class ArticleCopy:
    """An article as Markdown."""

    post: Post
    path: str
    """The path of its file, relative to the site."""
    url: str
    """The absolute address of its page."""
    copy_url: str
    """The absolute address of its file."""
    text: str
    """Its text as Markdown, without its title."""
    categories: Sequence[str] = ()
    """The names of its categories, as its collection spells them."""


def render_copy(article: ArticleCopy) -> bytes:
    """Return the Markdown copy of an article, with those fields of its front matter that its page shows."""
    post = article.post
    fields: dict[str, Any] = {
        "title": post.title,
        "subtitle": post.subtitle,
        "date": post.published.isoformat() if post.published else "",
        "updated": post.updated.isoformat() if post.updated else "",
        "authors": [author.name for author in post.authors],
        "categories": list(article.categories),
        "tags": list(post.tags),
        "series": post.series,
        "language": post.language,
        "excerpt": post.excerpt,
        "url": article.url,
    }
    # JSON is YAML.
    lines = (f"{name}: {escape_json(json.dumps(value, ensure_ascii=False))}" for name, value in fields.items() if value)
    return _encode("---\n{}\n---\n\n{}".format("\n".join(lines), _render_article(article)))


def render_index(title: str, sections: Iterable[tuple[str, Sequence[ArticleCopy]]]) -> bytes:
    """Return ``llms.txt``: each article once, with the address of its Markdown copy and a summary.

    :param sections: the articles of each collection, after its title.
    """
    parts = [f"# {_plain(title)}\n"]
    for heading, articles in sections:
        lines = "\n".join(f"- [{_plain(one.post.title)}]({one.copy_url}){_describe(one.post)}" for one in articles)
        parts.append(f"\n## {_plain(heading)}\n\n{lines}\n")
    return _encode("".join(parts))


def render_full(title: str, articles: Iterable[ArticleCopy]) -> bytes:
    """Return ``llms-full.txt``: the texts of all articles."""
    texts = (f"\n---\n\n{_render_article(one, source=True)}" for one in articles)
    return _encode(f"# {_plain(title)}\n{''.join(texts)}")


def _render_article(article: ArticleCopy, *, source: bool = False) -> str:
    place = f"Source: {article.url}\n\n" if source else ""
    text = article.text or f"{_plain(article.post.summary)}\n"
    return f"# {_plain(article.post.title)}\n\n{place}{text}"


def _describe(post: Post) -> str:
    return f": {_plain(post.summary)}" if post.summary else ""


def _plain(text: str) -> str:
    """Return a text on one line that is no Markdown."""
    return join_lines(text).translate(_IN_LINK)


def _encode(text: str) -> bytes:
    return clean_xml(text).encode()
