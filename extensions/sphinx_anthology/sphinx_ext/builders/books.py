"""EPUB and LaTeX: articles as chapters, categories as parts.

Sphinx makes a book of the pages that toctrees include. Articles are included by the first page of their index, but they are not
entries of it (see :mod:`.toctrees`), and the level of a page's headings depends on where its toctree is. So the contents of an
EPUB get the articles, and the tree of a LaTeX document is put in order, when they are written. What is stored between builds is
the same for every builder.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import latex
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes

from ...outputs.epub.package import complete_package
from ...outputs.epub.xhtml import make_xhtml
from ...pages.deferred import deferred
from ...pages.term_header import BREADCRUMBS
from ..given_options import is_given
from ..site import site_of

WITH_CHAPTERS = ("epub", "singlehtml")
"""The builders that write the tree of entries only once, so that it can have all articles."""


def fill_in_book_options(app: Sphinx, config: Config) -> None:
    """Set the options of books that the project leaves open."""
    if not is_given(config, "epub_tocscope"):
        # The toctrees that lead to articles are hidden, like most toctrees under a theme with a sidebar.
        config.epub_tocscope = "includehidden"
    if config.latex_toplevel_sectioning is None:
        app.add_post_transform(MakeParts)


def show_chapters(env: BuildEnvironment) -> None:
    """Add entries for pages that toctrees include but do not show, below the page that includes them.

    Call it after the environment was stored, because it is for the current builder alone.
    """
    relations = env.collect_relations()  # the pages that can be reached, those of a toctree after the page that it is in
    trees = (tree for docname in relations if docname in env.tocs for tree in env.tocs[docname].findall(addnodes.toctree))
    shown = {entry for tree in trees for _title, entry in tree["entries"]}
    depths: dict[str | None, int] = {None: -1}
    deepest = 0
    for docname, (parent, _before, _after) in relations.items():
        depths[docname] = depths[parent] + 1
        chapters = [name for name in env.toctree_includes.get(docname, ()) if name not in shown and name in env.tocs]
        if chapters:
            shown.update(chapters)
            _add_entries(env.tocs[docname], docname, chapters)
            deepest = max(deepest, depths[docname] + 1)
    if not is_given(env.config, "epub_tocdepth"):
        env.config.epub_tocdepth = max(env.config.epub_tocdepth, deepest)


def _add_entries(contents: nodes.bullet_list, docname: str, names: list[str]) -> None:
    """Add entries to the table of contents of the page *docname*, before those of other toctrees in it."""
    entries = [(None, name) for name in names]
    tree = addnodes.toctree("", parent=docname, entries=entries, includefiles=names, maxdepth=-1, titlesonly=True)
    branch: nodes.Element = contents
    if item := next((child for child in contents.children if isinstance(child, nodes.list_item)), None):
        if len(item) == 1:
            item += nodes.bullet_list()
        branch = cast("nodes.Element", item[1])
    places = (place for place, child in enumerate(branch.children) if isinstance(child, addnodes.toctree))
    branch.insert(next(places, len(branch)), tree)


class EpubBuilder(Epub3Builder):
    """Sphinx's builder, for pages with non-ASCII names, video and audio, HTML that is no XML, and files on other hosts."""

    media_types = {  # noqa: RUF012  as in Sphinx
        **Epub3Builder.media_types,
        ".mp4": "video/mp4",
        ".m4v": "video/mp4",
        ".webm": "video/webm",
        ".mov": "video/quicktime",
        ".ogv": "video/ogg",
        ".mp3": "audio/mpeg",
        ".m4a": "audio/mp4",
        ".wav": "audio/wav",
        ".ogg": "audio/ogg",
        ".oga": "audio/ogg",
        ".opus": "audio/ogg",
        ".flac": "audio/flac",
        ".aac": "audio/aac",
        ".avif": "image/avif",
    }

    def handle_page(self, pagename: str, addctx: dict[str, Any], *values: Any, **options: Any) -> None:
        """Write a page as XML, with links to what it would load from other hosts."""
        if isinstance(body := addctx.get("body"), str):
            addctx["body"] = make_xhtml(body)
        super().handle_page(pagename, addctx, *values, **options)

    def build_content(self) -> None:
        """Write the list of files and the reading order.

        Sphinx looks up the URLs of the reading order among file names. They differ if a name is not ASCII, such as that of a
        category. The order would then name an id that no file has, which EPUB readers may refuse.
        """
        # What Sphinx keeps after a change of an option; it would warn that readers of books do not know such a file.
        Path(self.outdir, ".buildinfo.bak").unlink(missing_ok=True)
        refnodes = self.refnodes
        self.refnodes = [{**node, "refuri": unquote(node["refuri"])} for node in refnodes]
        super().build_content()
        self.refnodes = refnodes
        package = Path(self.outdir, "content.opf")
        text = complete_package(package.read_text(encoding="utf-8"), lambda name: Path(self.outdir, name).read_bytes())
        package.write_text(text, encoding="utf-8", newline="\n")


class LaTeXBuilder(latex.LaTeXBuilder):
    """Sphinx's builder, for documents with parts."""

    has_parts = False
    """Whether the document that was assembled has parts; see :class:`MakeParts`."""

    def copy_image_files(self) -> None:
        """Copy images, those of posts in a size for paper."""
        site_of(self.env).publish_images(self)
        super().copy_image_files()

    def get_contentsname(self, indexfile: str) -> str:
        """Return the title of the table of contents. Sphinx would take the caption of a toctree, which is that of a part."""
        return "" if self.has_parts else super().get_contentsname(indexfile)


_Page = addnodes.start_of_file
_FRAMES = (nodes.section, nodes.compound, nodes.document, _Page)
"""The nodes that pages and sections lie in."""
_UNSEEN = (nodes.title, nodes.comment)


def _is_book(document: nodes.document) -> bool:
    """Return whether a document was assembled from pages. Extensions such as ``todo`` resolve others, with a part of a page."""
    return "docname" in document


class LeaveOutLists(SphinxPostTransform):
    """Remove the lists of index pages from a LaTeX document, and pages and sections that have only lists.

    The articles follow as chapters, and the table of contents names them with their pages. A list that the author has put into
    a text stays.
    """

    builders = ("latex",)
    default_priority = 4  # before anything in lists is resolved

    def run(self, **kwargs: Any) -> None:
        if not _is_book(self.document):
            return
        builder = cast("LaTeXBuilder", self.env._app.builder)
        process_only_nodes(self.document, builder.tags)  # content for other builders does not count
        left_out: set[str] = set()
        self._leave_out(self.document, str(self.document["docname"]), left_out)
        # References to these pages become plain text.
        builder.docnames = set(builder.docnames) - left_out

    def _leave_out(self, frame: nodes.Element, docname: str, left_out: set[str]) -> None:
        is_index = docname in site_of(self.env).index_pages
        for child in frame.children[:]:
            if (is_index and _is_list(child)) or _has_only_lists(child):
                frame.remove(child)
                left_out.update(page["docname"] for page in child.findall(_Page))
            elif isinstance(child, _FRAMES):
                self._leave_out(child, child["docname"] if isinstance(child, _Page) else docname, left_out)


def _has_only_lists(node: nodes.Node) -> bool:
    return isinstance(node, _FRAMES) and not _has_words(node) and any(map(_is_list, node.findall()))


def _is_list(node: nodes.Node) -> bool:
    return isinstance(node, deferred) or (isinstance(node, nodes.Element) and BREADCRUMBS in node["classes"])


def _has_words(frame: nodes.Element) -> bool:
    """Return whether a page or section has anything but lists below its titles."""
    return any(
        _has_words(child) if isinstance(child, _FRAMES) else not (_is_list(child) or isinstance(child, _UNSEEN))
        for child in frame.children
    )


class MakeParts(SphinxPostTransform):
    """Make parts of categories, and of toctrees with a caption. All other pages are chapters.

    A document without articles stays as Sphinx makes it. A category inside another one is a part that follows it, because LaTeX
    has no level between parts and chapters.
    """

    builders = ("latex",)
    default_priority = 5  # after LeaveOutLists

    def run(self, **kwargs: Any) -> None:
        if not _is_book(self.document):
            return
        index_pages = site_of(self.env).index_pages
        with_chapters = (page for page in self.document.findall(_Page) if any(map(_holds_pages, page.children)))
        categories = {page["docname"] for page in with_chapters} & index_pages.keys()
        sections = [child for child in self.document.children if isinstance(child, nodes.section)]
        has_parts = bool(categories and sections)
        # There may be several documents.
        cast("LaTeXBuilder", self.env._app.builder).has_parts = has_parts
        self.config.latex_toplevel_sectioning = "part" if has_parts else None
        if has_parts:
            first, *others = sections
            for other in others:  # a home page may have several titles; the first is that of the book
                self.document.remove(other)
                first += other
            self._arrange(first, categories)
            for appendix in self.document.children:
                if isinstance(appendix, nodes.document):
                    appendix[:] = [nodes.section("", *appendix.children)]

    def _arrange(self, book: nodes.section, categories: Set[str]) -> None:
        """Put the text of the home page first, then chapters outside of parts, then the parts."""
        captioned = list(self._captioned(book))
        frames = [child for child in book.children if isinstance(child, nodes.section) or _holds_pages(child)]
        for frame in frames:
            book.remove(frame)
        chapters = nodes.section("")  # a section without a title is a level that readers do not see
        parts: list[nodes.Node] = []
        for content in (*frames, *captioned):
            frame = content if isinstance(content, nodes.section) else nodes.compound("", content)
            categories_inside = list(_extract_categories(frame, categories))
            if isinstance(frame, nodes.section) and _holds_pages(frame):
                parts.append(frame)
            elif _has_words(frame):
                chapters += frame
            parts += categories_inside
        book += [chapters, *parts]

    def _captioned(self, book: nodes.section) -> Iterator[nodes.section]:
        """Move the pages of each toctree of the home page with a caption from *book* into a section, and yield it."""
        for tree in self.env.get_doctree(self.document["docname"]).findall(addnodes.toctree):
            if caption := tree.get("caption"):
                yield nodes.section("", nodes.title(caption, caption), *_extract_pages(book, set(tree["includefiles"])))


def _holds_pages(node: nodes.Node) -> bool:
    return next(iter(node.findall(_Page)), None) is not None


def _extract_pages(frame: nodes.Node, docnames: Set[str], *, from_pages: bool = False) -> Iterator[nodes.Element]:
    """Remove the outermost pages of *docnames* from *frame* and yield them.

    :param from_pages: look for them inside other pages too.
    """
    for child in frame.children[:]:
        if isinstance(child, _Page) and child["docname"] in docnames:
            cast("nodes.Element", frame).remove(child)
            yield child
        elif from_pages or not isinstance(child, _Page):
            yield from _extract_pages(child, docnames, from_pages=from_pages)


def _extract_categories(frame: nodes.Element, categories: Set[str], above: str = "") -> Iterator[nodes.Element]:
    """Remove the pages of categories from *frame* and yield them, each before those inside it, titled with its path."""
    for page in _extract_pages(frame, categories, from_pages=True):
        title = page.next_node(nodes.title)
        if title and above:
            title.insert(0, nodes.Text(above))
        yield page
        yield from _extract_categories(page, categories, f"{title.astext()} / " if title else above)
