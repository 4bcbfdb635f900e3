"""Toctrees of index pages, and posts as chapters below them.

A post is a chapter of its category's index page: so it has a parent, and a place in EPUB and LaTeX. But it is not an entry of
the toctree (``entries=[]``, ``includefiles=[…]``). Furo puts the whole tree of entries into every page, and a thousand entries
in a thousand pages take minutes.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ...catalogue.queries import ChaptersQuery, SidebarAnswer, SidebarQuery, fingerprint
from ...catalogue.taxonomy import Taxonomy
from ...outputs.indexes.pages import IndexPage, index_titles
from ...pages.dates_and_numbers import number
from ...pages.i18n import _
from ..dependencies import ask
from ..site import site_of


def add_navigation(document: nodes.document, env: BuildEnvironment) -> None:
    """Append toctrees of the index pages to the root page, without those that it lists itself."""
    listed = _listed(document)
    for name, collection in site_of(env).catalogue.collections.items():
        answer = ask(env, SidebarQuery(name))
        if not collection.settings.navigation:
            continue
        trees = {_("Articles"): answer.indexes, _("Categories"): answer.categories}
        if answer.title:
            trees = {answer.title: (*answer.indexes, *answer.categories)}
        for caption, docnames in trees.items():
            if entries := [docname for docname in docnames if docname not in listed]:
                tree = _toctree(document, entries, entries, caption)
                tree["entries"] = [(_folded_title(docname, answer, env), docname) for docname in entries]
                _append(document, tree)


def _folded_title(docname: str, answer: SidebarAnswer, env: BuildEnvironment) -> str | None:
    """Return the title, with the number of categories, of the page that they are folded below; None for any other page."""
    is_folded = bool(answer.inner) and docname == answer.categories[0]
    if not is_folded or docname in site_of(env).handwritten:
        return None
    title = answer.categories_title or index_titles(_)["categories"]
    return f"{title} ({number(len(answer.inner), env.config.language)})"


def add_chapters(document: nodes.document, page: IndexPage, env: BuildEnvironment) -> None:
    """Append toctrees of what is below an index page to its first page: categories as entries, posts as chapters."""
    if page.parent is not None:  # a generated page says so itself, a page of the author need not
        env.metadata[page.docname].setdefault("orphan", True)
    for name, collection in site_of(env).catalogue.collections.items():
        if page.docname == collection.index_page("categories") and (inner := list(ask(env, SidebarQuery(name)).inner)):
            _append(document, _toctree(document, inner, inner, None))
    index = page.index
    if index is None or page.number > 1 or index.taxonomy not in (None, Taxonomy.CATEGORY):
        return
    answer = ask(env, ChaptersQuery(index.slug if index.taxonomy else None, index.collection))
    listed = _listed(document)
    categories = [docname for docname in answer.categories if docname not in listed]
    posts = [docname for docname in answer.posts if docname not in listed]
    if categories:
        _append(document, _toctree(document, categories, categories, None))
    if posts:
        _append(document, _toctree(document, [], posts, None))


def _listed(document: nodes.document) -> set[str]:
    """Return the pages that the toctrees of a page list."""
    return {entry for tree in document.findall(addnodes.toctree) for entry in tree["includefiles"]}


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


def unlink_headings(env: BuildEnvironment, docname: str) -> None:
    """Make text of downloads in headings, which Sphinx takes for entries of the table of contents and stops at."""
    for contents in (env.tocs[docname], env.titles[docname], env.longtitles[docname]):
        for download in list(contents.findall(addnodes.download_reference)):
            download.parent.replace(download, download.children)


def prune_contents(env: BuildEnvironment, docname: str) -> None:
    """Remove toctrees without entries from a page's table of contents: Furo would draw an empty branch for each."""
    for tree in list(env.tocs[docname].findall(addnodes.toctree)):
        if not tree["entries"]:
            parent = tree.parent
            parent.remove(tree)
            if not parent.children and parent.parent is not None:
                parent.parent.remove(parent)


def sidebar_fingerprint(env: BuildEnvironment) -> str:
    """Return a fingerprint of the tree in the sidebar."""
    shown = []
    for docname in sorted(env.toctree_includes):
        trees = [(tree["entries"], tree.get("caption")) for tree in env.tocs[docname].findall(addnodes.toctree)]
        shown.append((docname, trees))
    titles = {entry for _docname, trees in shown for entries, _caption in trees for _title, entry in entries}
    return fingerprint((shown, [(name, env.titles[name].astext()) for name in sorted(titles) if name in env.titles]))
