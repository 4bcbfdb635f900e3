"""The file ``mentions.json``: which articles mention which objects of other projects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..catalogue.queries.links import ApiObject
from ..characters import escape_json

FILE = "mentions.json"
"""The name of the file in the output folder."""
VERSION = 1
"""The version of the format."""


class MentioningArticle(NamedTuple):
    """An article with the objects of other projects that it mentions."""

    title: str
    url: str
    """The absolute URL, or the URL relative to the site if that of the site is not known."""
    language: str | None
    mentions: Sequence[tuple[ApiObject, str]]
    """The objects, each with the sentence."""


def render_mention_file(articles: Sequence[MentioningArticle], inventories: Mapping[str, str]) -> str:
    """Return the file.

    :param inventories: the URLs of the other projects, by the names of their inventories.
    """
    projects = {one.inventory: one.project for article in articles for one, _sentence in article.mentions}
    data: dict[str, Any] = {
        "version": VERSION,
        "inventories": {name: {"project": projects[name], "url": inventories.get(name, "")} for name in sorted(projects)},
        "articles": [
            {
                "title": article.title,
                "url": article.url,
                **({"language": article.language} if article.language else {}),
                "mentions": [
                    {"inventory": one.inventory, "type": one.type, "name": one.name, "sentence": sentence}
                    for one, sentence in article.mentions
                ],
            }
            for article in articles
        ],
    }
    return escape_json(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"
