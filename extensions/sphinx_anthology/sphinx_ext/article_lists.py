"""The places for lists of articles in the descriptions of objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from docutils import nodes
from sphinx.addnodes import desc, desc_content, index
from sphinx.environment import BuildEnvironment

from ..catalogue.queries import AnyPostsQuery
from ..catalogue.queries.links import ObjectMentionsQuery
from ..pages.object_mentions import ArticlesAboutObject
from .deferred_nodes import deferred_node
from .dependencies import ask, ask_for_links
from .outgoing_links import object_ids
from .site import site_of


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
        else:
            _insert_below_module(node, deferred_node(ArticlesAboutObject(query, tuple(object_ids(node))), (), env))
    for key, parent in parents.items():
        if isinstance(parent[-1], desc_content):
            parent[-1].append(deferred_node(ArticlesAboutObject(query, tuple(anchors[key])), (), env))


def _insert_below_module(place: nodes.Element, node: nodes.Element) -> None:
    """Insert a node below the text about a module, and above its members and the sections below it.

    :param place: the section that the module begins, or its target.
    """
    is_section = isinstance(place, nodes.section)
    parent = place if is_section else cast("nodes.Element", place.parent)
    position = 2 if is_section else parent.index(place) + 1
    while position < len(parent) and not isinstance(parent[position], desc | nodes.section | index):
        position += 1
    parent.insert(position, node)
