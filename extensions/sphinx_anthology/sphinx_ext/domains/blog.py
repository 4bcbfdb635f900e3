"""The ``blog`` domain: posts and terms that pages can refer to, in this project and in others.

The domain holds what is pickled with the environment, and resolves references. What a build needs beside that is its
:class:`.site.Site`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from ...catalogue.catalogue import Catalogue
from ...catalogue.post import OLD_NAME_PRIORITY
from ...catalogue.queries import MentionQuery, Target
from ...catalogue.taxonomy import Taxonomy
from ..builders.single_page import is_outside_page
from ..dependencies import DOMAIN
from ..site import site_of
from ..sources.project import install_project
from ..translation.translations import later
from . import anchors
from .roles import TermRole

_PRIORITY = -1
"""The priority of names in the search, which finds these pages by their text, and should not list them twice."""
BY_DOCUMENT = ("dependencies",)
"""The parts of the domain's data that are dictionaries by docname."""


class BlogDomain(Domain):
    """Posts, and their terms: categories, tags, authors, series."""

    name = DOMAIN
    label = later("Blog")
    object_types: ClassVar[dict[str, ObjType]] = {
        "post": ObjType(later("post"), "post"),
        "category": ObjType(later("category"), "category"),
        "tag": ObjType(later("tag"), "tag"),
        "author": ObjType(later("author"), "author"),
        "series": ObjType(later("series"), "series"),
    }
    roles: ClassVar[dict[str, Any]] = {name: TermRole() for name in object_types}
    initial_data: ClassVar[dict[str, Any]] = {"dependencies": {}, "generation": "", "catalogue": b"", "others": ""}
    data_version = 6

    @property
    def _catalogue(self) -> Catalogue:
        return site_of(self.env).catalogue

    def setup(self) -> None:
        install_project(self.env._app, self.env)
        super().setup()

    def clear_doc(self, docname: str) -> None:
        for name in BY_DOCUMENT:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for name in BY_DOCUMENT:
            own, other = self.data[name], otherdata[name]
            own.update({docname: other[docname] for docname in docnames if docname in other})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        if typ == "page" and is_outside_page(builder, target):
            return cast("nodes.reference", contnode)  # Sphinx puts in whatever node it is given
        if typ == "page":
            reference = make_refnode(builder, fromdocname, target, "", contnode)
            reference["classes"] += node["classes"]
            return reference
        path = site_of(env).source_path(fromdocname) if typ == "post" else ""
        found = MentionQuery(typ, target, path).answer(self._catalogue)
        if found is None:
            return None
        if not node["refexplicit"]:
            contnode = nodes.inline("", found.title, classes=contnode["classes"])
        anchor = ""
        if heading := node.get("heading"):
            anchor, contnode = self._find_heading(found.docname or "", heading, node, contnode)
        elif found.docname is None or is_outside_page(builder, found.docname):  # the term of a rare tag has no page
            return cast("nodes.reference", contnode)
        return make_refnode(builder, fromdocname, found.docname or "", anchor, contnode)

    def _find_heading(
        self, docname: str, heading: str, node: pending_xref, contnode: nodes.Element
    ) -> tuple[str, nodes.Element]:
        """Return the id of a heading and the content of a link to it; a missing heading has a warning and the page's id."""
        found = anchors.find_heading(self.env, docname, heading)
        if found is None:
            anchors.warn_of_heading(self.env, docname, heading, node)
            return "", contnode
        anchor, title = found
        if not node["refexplicit"] and title:
            contnode = nodes.inline("", title, classes=contnode["classes"])
        return anchor, contnode

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = ((name, self.resolve_xref(env, fromdocname, builder, name, target, node, contnode)) for name in self.roles)
        return [(f"{self.name}:{name}", node) for name, node in found if isinstance(node, nodes.reference)]

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Return the name in the inventory of another project."""
        return inventory_name(node["reftype"], node["reftarget"])

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        for post in self._catalogue.posts:
            yield inventory_name("post", post.slug), post.title, "post", post.docname, "", _PRIORITY
            for slug in post.old_slugs:
                yield inventory_name("post", slug), post.title, "post", post.docname, "", OLD_NAME_PRIORITY
        for collection in self._catalogue.collections.values():
            prefix = f"{collection.name}:" if collection.name else ""
            for taxonomy, terms in collection.terms.items():
                for term in terms.values():
                    if taxonomy.value in self.object_types and term.docname:
                        name = inventory_name(taxonomy.value, prefix + term.slug)
                        yield name, term.full_name, taxonomy.value, term.docname, "", _PRIORITY


def inventory_name(typ: str, slug: str) -> str:
    """Return the name of a post or term in the inventory.

    It begins with the type, because a name of several objects is ambiguous in an ``inv:`` link, and slugs are labels as well.
    """
    return f"{typ}:{slug}"


_INDEXES_OF_ABLOG = {
    "blog-posts": "posts",
    "blog-categories": "categories",
    "blog-tags": "tags",
    "blog-authors": "authors",
    "blog-archives": "archive",
}
"""The indexes by the labels that ABlog has for them."""


class Slugs(dict[str, Target]):
    """The targets of slugs that do not say whether they name a post or a term."""


def slug_targets(env: BuildEnvironment) -> Mapping[str, Target]:
    """Return the targets of all slugs. Posts come before terms, untrusted posts last, and the main collection before others."""
    return site_of(env).part(Slugs, lambda: _make_slugs(site_of(env).catalogue))


def _make_slugs(catalogue: Catalogue) -> Slugs:
    posts = {post.slug: Target(post.docname, post.title) for post in catalogue.posts}
    result = {post.slug: posts[post.slug] for post in catalogue.posts if not post.is_untrusted}
    for collection in catalogue.collections.values():
        for taxonomy in (Taxonomy.CATEGORY, Taxonomy.SERIES, Taxonomy.AUTHOR, Taxonomy.TAG):
            for term in collection.terms[taxonomy].values():
                if term.docname:
                    result.setdefault(term.slug, Target(term.docname, term.full_name))
    result |= {slug: target for slug, target in posts.items() if slug not in result}
    for post in catalogue.posts:
        for slug in post.old_slugs:
            result.setdefault(slug, posts[post.slug])
    # Sphinx looks up labels in lower case.
    return Slugs({slug.casefold(): target for slug, target in reversed(result.items())} | result)


class _NamesOfABlog(dict[str, Target]):
    """The targets of the labels that ABlog has beside those of posts. They are in no inventory."""


def _list_names(env: BuildEnvironment) -> Iterator[tuple[str, Target]]:
    """Yield the labels that ABlog has for terms, ``tag-name``, and for indexes, ``blog-tags``, with their targets."""
    collection = site_of(env).catalogue.collection("")
    for taxonomy in (Taxonomy.CATEGORY, Taxonomy.AUTHOR, Taxonomy.TAG):
        for term in collection.terms[taxonomy].values():
            if term.docname:
                yield f"{taxonomy.value}-{term.slug}", Target(term.docname, term.full_name)
    for label, index in _INDEXES_OF_ABLOG.items():
        docname = f"{collection.settings.browse}/{collection.settings.index(index).folder}"
        if docname in env.titles:
            yield label, Target(docname, env.titles[docname].astext())


def find_slug(env: BuildEnvironment, name: str) -> Target | None:
    """Return the post, the term or the index whose slug, or whose label in ABlog, a ``ref`` or ``doc`` names."""
    slug = name.removeprefix("/")
    return slug_targets(env).get(slug) or site_of(env).part(_NamesOfABlog, lambda: _NamesOfABlog(_list_names(env))).get(slug)


def resolve_slug(env: BuildEnvironment, node: pending_xref, contnode: nodes.Element) -> nodes.reference | None:
    """Return a reference to the post or term whose slug a ``ref`` or ``doc`` names."""
    found = find_slug(env, node["reftarget"])
    if found is None or found.docname is None:
        return None
    if not node["refexplicit"]:
        contnode = nodes.inline("", found.title, classes=contnode["classes"])
    return make_refnode(env._app.builder, node["refdoc"], found.docname, "", contnode)
