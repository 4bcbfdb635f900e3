"""How readers get from page to page: toctrees, sidebar, previous and next.

Posts are chapters of their category's index page, so they have a parent and belong to a book in EPUB and LaTeX, but they are
not entries of it: Furo puts the whole tree of entries into every page, and a thousand posts in a thousand pages take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import global_toctree_for_doc

from ..catalogue.queries import ArticleAnswer, ChaptersQuery, SidebarQuery, Target, fingerprint
from ..outputs.index_pages import IndexPage
from ..pages.i18n import _
from ..taxonomy import Taxonomy
from .domain import BlogDomain

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

_ROOT = "http://root/"


def add_navigation(document: nodes.document, domain: BlogDomain) -> None:
    """Append toctrees of the index pages to the root page, without those that it lists itself."""
    listed = {entry for tree in document.findall(addnodes.toctree) for entry in tree["includefiles"]}
    for name, collection in domain.catalogue.collections.items():
        answer = domain.ask(SidebarQuery(name))
        if not collection.settings.navigation:
            continue
        trees = {_("Articles"): answer.indexes, _("Categories"): answer.categories}
        if answer.title:
            trees = {answer.title: (*answer.indexes, *answer.categories)}
        for caption, docnames in trees.items():
            if entries := [docname for docname in docnames if docname not in listed]:
                _append(document, _toctree(document, entries, entries, caption))


def add_chapters(document: nodes.document, page: IndexPage, domain: BlogDomain) -> None:
    """Make what belongs to an index its first page's chapters; of it the sidebar shows categories, and not posts."""
    if page.parent is not None:  # which a page by hand need not say, as those that are written do
        domain.env.metadata[page.docname].setdefault("orphan", True)
    index = page.index
    if index is None or page.number > 1 or index.taxonomy not in (None, Taxonomy.CATEGORY):
        return
    answer = domain.ask(ChaptersQuery(index.slug if index.taxonomy else None, index.collection))
    listed = {entry for tree in document.findall(addnodes.toctree) for entry in tree["includefiles"]}
    inner = [docname for docname in answer.categories if docname not in listed]
    posts = [docname for docname in answer.posts if docname not in listed]
    if inner:
        _append(document, _toctree(document, inner, inner, None))
    if posts:
        _append(document, _toctree(document, [], posts, None))


def _toctree(document: nodes.document, entries: list[str], files: list[str], caption: str | None) -> addnodes.toctree:
    tree = addnodes.toctree(
        "",
        parent=document.settings.env.current_document.docname,
        entries=[(None, docname) for docname in entries],
        includefiles=files,
        maxdepth=-1,
        caption=caption,
        rawcaption=caption or "",
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=True,
    )
    tree.source, tree.line = document.get("source"), 1
    return tree


def _append(document: nodes.document, tree: addnodes.toctree) -> None:
    wrapper = nodes.compound("", tree, classes=["toctree-wrapper"])
    section = next((child for child in document.children if isinstance(child, nodes.section)), document)
    section.append(wrapper)


def prune_contents(env: BuildEnvironment, docname: str) -> None:
    """Take toctrees without entries out of a page's table of contents, where Furo would draw an empty branch for them."""
    for tree in list(env.tocs[docname].findall(addnodes.toctree)):
        if not tree["entries"]:
            parent = tree.parent
            parent.remove(tree)
            if not parent.children and parent.parent is not None:
                parent.parent.remove(parent)


def sidebar_fingerprint(env: BuildEnvironment) -> str:
    """Return a text that differs when the tree in the sidebar does."""
    shown = []
    for docname in sorted(env.toctree_includes):
        trees = [(tree["entries"], tree.get("caption")) for tree in env.tocs[docname].findall(addnodes.toctree)]
        shown.append((docname, trees))
    titles = {entry for _, trees in shown for entries, _ in trees for _, entry in entries}
    return fingerprint((shown, [(name, env.titles[name].astext()) for name in sorted(titles) if name in env.titles]))


class Sidebar:
    """The sidebar's tree for pages that are not in it: made once for each index page and depth, not for each page."""

    def __init__(self, builder: StandaloneHTMLBuilder, docnames: Iterable[str]) -> None:
        """Prepare for the pages *docnames*, of which none has been written."""
        self.builder = builder
        self.made: dict[tuple[str, str, str], str] = {}
        # Sphinx renders, for each page, the titles of its neighbours in the order of toctrees. These pages have others.
        for docname in docnames:
            builder.relations.pop(docname, None)

    def html(self, docname: str, parent: str, **options: Any) -> str:
        """Return the tree for the page *docname*, with its *parent* as the current page."""
        up = "../" * self.builder.get_target_uri(docname).count("/")
        key = (parent, up, repr(sorted(options.items())))
        if key not in self.made:
            self.made[key] = self._make(parent, up, options)
        return self.made[key]

    def _make(self, parent: str, up: str, options: dict[str, Any]) -> str:
        builder = self.builder
        options.setdefault("includehidden", False)
        tree = global_toctree_for_doc(builder.env, parent, builder, tags=builder.tags, **options)
        if tree is None:
            return ""
        base = builder.get_target_uri(parent)
        for reference in tree.findall(nodes.reference):
            if reference.get("internal"):
                reference["refuri"] = up + _from_root(base, reference["refuri"])
        return builder.render_partial(tree)["fragment"]


def _from_root(base: str, uri: str) -> str:
    """Return the address, relative to the root of the output, of what the page *base* calls *uri*."""
    return urljoin(f"{_ROOT}{base}", uri).removeprefix(_ROOT)


def article_relations(answer: ArticleAnswer, builder: StandaloneHTMLBuilder) -> dict[str, Any]:
    """Return the template variables that say where an article stands.

    ``prev`` and ``next`` are the posts before and after it in time, ``parents`` the way to its category.
    """
    docname, titles = answer.post.docname, builder.env.titles
    way = [target for target in answer.categories[0] if target.docname] if answer.categories else []
    if not way and answer.parent in titles:
        way = [Target(answer.parent, titles[answer.parent].astext())]
    return {
        "prev": _link(docname, answer.older, builder),
        "next": _link(docname, answer.newer, builder),
        "parents": [_link(docname, target, builder) for target in way],
    }


def index_neighbours(page: IndexPage, builder: StandaloneHTMLBuilder) -> dict[str, Any]:
    """Return the template variables ``prev`` and ``next`` of an index page: the pages before and after it of its index."""
    docnames = ("", *page.index.docnames, "") if page.index else ("", "", "")
    before, after = docnames[page.number - 1], docnames[page.number + 1]
    titles = builder.env.titles
    targets = [Target(docname, titles[docname].astext()) if docname in titles else None for docname in (before, after)]
    return {name: _link(page.docname, target, builder) for name, target in zip(("prev", "next"), targets, strict=False)}


def _link(docname: str, target: Target | None, builder: StandaloneHTMLBuilder) -> dict[str, str] | None:
    if target is None or target.docname is None:
        return None
    return {"link": builder.get_relative_uri(docname, target.docname), "title": escape(target.title, quote=False)}
