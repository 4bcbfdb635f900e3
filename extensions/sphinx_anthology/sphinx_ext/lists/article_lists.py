"""The places for lists of articles in the descriptions of objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from docutils import nodes
from sphinx.addnodes import desc, desc_content, index
from sphinx.environment import BuildEnvironment

from ...catalogue.queries import AnyPostsQuery
from ...catalogue.queries.links import ObjectMentionsQuery
from ...pages.object_mentions import ArticlesAboutObject
from ..dependencies import ask, ask_for_links
from ..outgoing_links import object_ids
from ..site import site_of
from .deferred_nodes import deferred_node


def add_article_lists(objects: Sequence[nodes.Element], env: BuildEnvironment) -> None:
    """Add the place for a list of articles to each object of the page that is being read.

    :param objects: the nodes with the ids of objects.
    """
    settings = site_of(env).settings
    if not objects or not settings.api_backlinks or not (settings.mentions or ask(env, AnyPostsQuery())):
        return
    query = ObjectMentionsQuery(env.current_document.docname)
    ask_for_links(env, query)
    anchors: dict[int, list[str]] = defaultdict(list)
    parents: dict[int, nodes.Element] = {}
    for node in objects:
        if isinstance(node.parent, desc):  # several signatures may have one description
            parents[id(node.parent)] = node.parent
            anchors[id(node.parent)] += object_ids(node)
        elif isinstance(node, nodes.section):  # a module at its beginning
            _insert_below_text(node, 2, ArticlesAboutObject(query, tuple(object_ids(node))), env)
        else:
            parent = cast("nodes.Element", node.parent)
            _insert_below_text(parent, parent.index(node) + 1, ArticlesAboutObject(query, tuple(object_ids(node))), env)
    for key, parent in parents.items():
        if isinstance(content := parent[-1], desc_content):
            _insert_below_text(content, 0, ArticlesAboutObject(query, tuple(anchors[key])), env)


def _insert_below_text(parent: nodes.Element, start: int, content: ArticlesAboutObject, env: BuildEnvironment) -> None:
    """Insert a list below the text about an object, and above its members and the sections below it.

    :param start: the position from which on that text stands.
    """
    position = start
    while position < len(parent) and not isinstance(parent[position], desc | nodes.section | index):
        position += 1
    parent.insert(position, deferred_node(content, (), env))
