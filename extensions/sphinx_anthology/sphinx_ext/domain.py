"""The ``blog`` domain: posts and categories that pages can refer to, here and in other projects.

The domain also holds the catalogue, and it is the door through which pages read it (:meth:`BlogDomain.ask`).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.domains.std import StandardDomain
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from ..catalogue.catalogue import Catalogue
from ..catalogue.queries import MentionQuery, Query, Target, fingerprint, parent_page
from ..loading.image_files import ImageFolders, OutsideError
from ..outputs.index_pages import IndexPage
from ..pages.i18n import later
from ..problems import Code, Problem
from ..settings import Settings
from ..slugs import slugify
from ..suggestions import did_you_mean, nearest
from ..taxonomy import Taxonomy
from . import anchors

if TYPE_CHECKING:
    from myst_parser.config.main import MdParserConfig
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .backlinks import Surroundings
    from .incremental import Freshness
    from .navigation import Sidebar

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

BY_DOCUMENT = ("asked", "links", "maps", "places", "sought")
"""The parts of the domain's data that are kept for each document."""


class OutgoingLink(NamedTuple):
    """A link as it is written; pickled with the environment, and therefore small."""

    way: str
    """``post``, ``doc``, ``ref``, ``myst`` (by a name or an address, as in Markdown) or ``uri``."""
    target: str
    heading: str
    before: str
    """What stands before the link in its sentence; so do the two that follow."""
    text: str
    """Empty where the link shows the title of its target."""
    after: str


class MentionRole(XRefRole):
    """``{post}``, ``{category}`` and so on: a link by slug, title or name, with the target's own title unless one is given."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        # The same role is registered with and without the name of the domain.
        taxonomy = refnode["reftype"] = refnode["reftype"].rpartition(":")[2]
        refnode["refdomain"] = BlogDomain.name
        domain = blog_domain(env)
        if taxonomy == "post" and "#" in target and domain.catalogue.find(target) is None:
            target, _mark, refnode["heading"] = target.partition("#")
        domain.ask(MentionQuery(taxonomy, target))
        return title, target


class BlogDomain(Domain):
    """Posts, and the groups that they are in."""

    name = "blog"
    label = later("Blog")
    object_types: ClassVar[dict[str, ObjType]] = {
        "post": ObjType(later("post"), "post"),
        "category": ObjType(later("category"), "category"),
        "tag": ObjType(later("tag"), "tag"),
        "author": ObjType(later("author"), "author"),
        "series": ObjType(later("series"), "series"),
    }
    roles: ClassVar[dict[str, Any]] = {name: MentionRole() for name in object_types}
    initial_data: ClassVar[dict[str, Any]] = {**{name: {} for name in BY_DOCUMENT}, "reading": "", "catalogue": b""}
    data_version = 4

    catalogue: Catalogue = Catalogue()
    """All posts. Set when a build begins, before any page is read; never pickled with the environment."""
    settings: Settings = Settings()
    folders: ImageFolders
    index_pages: Mapping[str, IndexPage] = MappingProxyType({})
    """The index pages, by docname."""
    by_hand: Set[str] = frozenset()
    """Those of them that the author has written instead."""
    sidebar: Sidebar | None = None
    """Made when the first page is written."""
    freshness: Freshness
    """What of an earlier build holds. Set when a build begins."""
    surroundings: Surroundings | None = None
    """Made when it is first asked for, and all pages have been read."""
    markdown_config: MdParserConfig | None = None
    """MyST's configuration for posts; made when the first post is parsed."""

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of all pages, by docname. To be asked for when all pages have been read."""
        return {docname: title.astext() for docname, title in self.env.titles.items()}

    @property
    def asked(self) -> dict[str, dict[Query[Any], str]]:
        """For each document the queries that it asked when it was read, with fingerprints of their answers."""
        return cast("dict[str, dict[Query[Any], str]]", self.data["asked"])

    @property
    def links(self) -> dict[str, tuple[OutgoingLink, ...]]:
        """For each document the links in it."""
        return cast("dict[str, tuple[OutgoingLink, ...]]", self.data["links"])

    def note_reading(self) -> None:
        """Give what is known of documents another name, because some of it is about to change."""
        self.data["reading"] = secrets.token_hex(8)

    @property
    def maps(self) -> dict[str, bool]:
        """The documents that show all links of the site."""
        return cast("dict[str, bool]", self.data["maps"])

    @property
    def places(self) -> dict[str, str]:
        """For each document that was an index page when it was read a fingerprint of which one it was."""
        return cast("dict[str, str]", self.data["places"])

    @property
    def sought(self) -> dict[str, dict[tuple[str, str], bool]]:
        """For each document the files that decide, by being there or not, what becomes of it: see :meth:`is_there`."""
        return cast("dict[str, dict[tuple[str, str], bool]]", self.data["sought"])

    def seek(self, reference: str, post: str = "") -> None:
        """Remember that the document that is being read would be another one if a file came or went."""
        sought = self.sought.setdefault(self.env.current_document.docname, {})
        sought[reference, post] = self.is_there(reference, post)

    def is_there(self, reference: str, post: str) -> bool:
        """Tell whether there is a file.

        :param reference: an image as a post names it, or else a path relative to the source folder.
        :param post: the path of the post; empty if it is not an image.
        """
        if not post:
            return os.path.isfile(os.path.join(self.env.srcdir, reference))  # noqa: PTH113, PTH118  several times faster
        try:
            return self.folders.find(reference, post) is not None
        except OutsideError:
            return False

    def ask(self, query: Query[Answer]) -> Answer:
        """Answer a query of the document that is being read, and remember that it depends on the answer."""
        answer = query.answer(self.catalogue)
        self.asked.setdefault(self.env.current_document.docname, {})[query] = fingerprint(answer)
        return answer

    def outdated(self) -> list[str]:
        """Return the documents that would come out otherwise than when they were read, though their files are the same."""
        there = cache(self.is_there)  # many seek the same files
        sought = [name for name, files in self.sought.items() if any(there(*file) != was for file, was in files.items())]
        places = {name: fingerprint(page.place) for name, page in self.index_pages.items() if name in self.env.all_docs}
        moved = [name for name in places.keys() | self.places.keys() if places.get(name) != self.places.get(name)]
        return [*self._with_other_answers(), *sought, *moved]

    def _with_other_answers(self) -> list[str]:
        """Return the documents whose queries have other answers now than when the documents were read."""
        catalogue = self.catalogue.fingerprint
        if catalogue == self.data["catalogue"]:
            return []  # and so has none
        self.data["catalogue"] = catalogue
        now: dict[Query[Any], str] = {}
        outdated: list[str] = []
        for docname, queries in self.asked.items():
            for query, then in queries.items():
                if query not in now:
                    now[query] = fingerprint(query.answer(self.catalogue))
                if now[query] != then:
                    outdated.append(docname)
                    break
        return outdated

    def parent(self, docname: str) -> str | None:
        """Return the index page that the sidebar shows as current on the page *docname*; None if the page is in the sidebar."""
        if page := self.index_pages.get(docname):
            return page.parent
        if post := self.catalogue.by_docname.get(docname):
            return parent_page(post, self.catalogue.collection_of(post))
        return None

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
        if typ == "page":
            reference = make_refnode(builder, fromdocname, target, "", contnode)
            reference["classes"] += node["classes"]
            return reference
        found = MentionQuery(typ, target).answer(self.catalogue)
        if found is None:
            return None
        if not node["refexplicit"]:
            contnode = nodes.inline("", found.title, classes=contnode["classes"])
        if heading := node.get("heading"):
            return self._to_heading(env, fromdocname, builder, found, heading, node, contnode)
        if found.docname is None:  # something without a page of its own, such as a tag that two posts have
            return cast("nodes.reference", contnode)  # Sphinx puts in whatever node it is given
        return make_refnode(builder, fromdocname, found.docname, "", contnode)

    def _to_heading(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: Target,
        heading: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        """Return a reference to a heading of an article; to the article, with a warning, if it has no such heading."""
        found = anchors.find(env, target.docname or "", heading)
        if found is None:
            self.report_heading(target.docname or "", heading, node)
        elif not node["refexplicit"]:
            contnode = nodes.inline("", found[1], classes=contnode["classes"])
        return make_refnode(builder, fromdocname, target.docname or "", found[0] if found else "", contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = (
            (taxonomy, self.resolve_xref(env, fromdocname, builder, taxonomy, target, node, contnode))
            for taxonomy in self.roles
        )
        return [(f"{self.name}:{taxonomy}", node) for taxonomy, node in found if isinstance(node, nodes.reference)]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        # Priority -1: search finds the pages by their text, and need not list each of them twice.
        for post in self.catalogue.posts:
            yield post.slug, post.title, "post", post.docname, "", -1
        for collection in self.catalogue.collections.values():
            prefix = f"{collection.name}:" if collection.name else ""
            for taxonomy, terms in collection.terms.items():
                for term in terms.values():
                    if taxonomy.value in self.object_types and term.docname:
                        yield prefix + term.slug, term.full_name, taxonomy.value, term.docname, "", -1

    def report_heading(self, docname: str, heading: str, node: nodes.Element) -> None:
        """Say that a page does not have a heading, and which of its headings look like it."""
        hint = did_you_mean(nearest(heading, {name for name, _anchor, _text in anchors.names(self.env, docname)}))
        message = f"The page '{docname}' has no heading {heading!r}, so the link leads to its beginning.{hint}"
        warn(Code.HEADING_UNKNOWN, message, node)

    @cached_property
    def slugs(self) -> Mapping[str, Target]:
        """What slugs mean where nothing says of what kind they are: posts come first, and the main collection."""
        result = {post.slug: Target(post.docname, post.title) for post in self.catalogue.posts}
        for collection in self.catalogue.collections.values():
            for taxonomy in (Taxonomy.CATEGORY, Taxonomy.SERIES, Taxonomy.AUTHOR, Taxonomy.TAG):
                for term in collection.terms[taxonomy].values():
                    if term.docname:
                        result.setdefault(term.slug, Target(term.docname, term.full_name))
        # Sphinx looks for labels in lower case.
        return {slug.casefold(): target for slug, target in reversed(result.items())} | result

    def resolve_slug(self, node: pending_xref, contnode: nodes.Element) -> nodes.reference | None:
        """Return a reference to the post or group whose slug a ``ref`` or ``doc`` names."""
        slug = node["reftarget"].removeprefix("/")
        found = self.slugs.get(slug)
        if found is None or found.docname is None:
            return None
        if not node["refexplicit"]:
            contnode = nodes.inline("", found.title, classes=contnode["classes"])
        return make_refnode(self.env._app.builder, node["refdoc"], found.docname, "", contnode)

    def unknown(self, taxonomy: str, target: str) -> str:
        """Return what to say of a post or group that does not exist, with the names that look like it."""
        if taxonomy == "post":
            names = set(self.catalogue.by_slug)
        else:
            collections = self.catalogue.collections.values()
            terms = [term for collection in collections for term in collection.terms[Taxonomy(taxonomy)].values()]
            names = {name for term in terms for name in (term.slug, term.full_name)}
        likely = nearest(target, names) or nearest(slugify(target), names)
        return f"There is no {taxonomy} {target!r}.{did_you_mean(likely)}"


class StandardDomainWithSlugs(StandardDomain):
    """Sphinx's own domain, whose inventory names posts and groups by their slugs, too.

    Projects without this extension can then link to them as to any label or document, and moving a file breaks no link.
    """

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        labels, documents = {*self.labels, *self.anonlabels}, set(self.env.all_docs)
        for name, title, taxonomy, docname, anchor, priority in super().get_objects():
            # Some titles are still to be translated, and cannot be sorted beside others.
            yield name, str(title), taxonomy, docname, anchor, priority
        for slug, target in blog_domain(self.env).slugs.items():
            if slug not in labels:  # a label that the author has made comes first
                yield slug, target.title, "label", target.docname or "", "", -1
            if slug not in documents:
                yield slug, target.title, "doc", target.docname or "", "", -1


def blog_domain(env: BuildEnvironment) -> BlogDomain:
    """Return the ``blog`` domain of *env*."""
    return cast("BlogDomain", env.domains[BlogDomain.name])


def page_reference(docname: str, *content: nodes.Node, classes: Iterable[str] = ()) -> pending_xref:
    """Return a reference to the page *docname* of this project, in every builder."""
    text = nodes.inline("", "", *content)
    return pending_xref(
        "",
        text,
        refdomain=BlogDomain.name,
        reftype="page",
        reftarget=docname,
        refexplicit=True,
        refwarn=True,
        classes=list(classes),
    )


def warn(code: Code, message: str, location: nodes.Node | tuple[str, int] | str | None) -> None:
    """Log a Sphinx warning of type ``anthology.<code>`` that links to what the documentation says of the code."""
    logger.warning("%s See %s", message, code.url, type="anthology", subtype=code.value, location=location)


def log(problem: Problem, env: BuildEnvironment) -> None:
    """Log a problem at its file and line."""
    warn(problem.code, problem.message, f"{env.srcdir / problem.path}:{problem.line}")
