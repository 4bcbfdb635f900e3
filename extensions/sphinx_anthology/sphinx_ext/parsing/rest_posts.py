"""Posts in reStructuredText: docutils parses the text, and the article gets the same title, header and footer as in Markdown.

Field lists with front matter are blanked before, because the catalogue has read them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment

from ...catalogue.post import Page, Post
from ...loading.files.post_files import RefusedFileError
from ...loading.posts.rest_text import blank_header
from ...markup.syntax.link_destinations import translate_address
from ...markup.text.plaintext import has_same_words
from ...problems import Code
from ...slugs import slugify
from ...urls import is_remote, is_script
from ..files.linked_files import file_reference, find_file_of_link
from ..posts.post_frame import PostFrame
from ..site import site_of
from ..warnings import warn
from .parser import find_frame

_IS_REST = "anthology:rest"
"""Key in ``env.current_document`` of a post in reStructuredText."""
_SILENT = (nodes.Invisible, nodes.system_message)


def parse_rest_post(parse: Callable[[str, nodes.document], None], text: str, document: nodes.document) -> None:
    """Parse a document, and frame it if it is a post.

    :param parse: parses a text as docutils does.
    """
    env: BuildEnvironment = document.settings.env
    is_whole = document["source"] == str(env.doc2path(env.current_document.docname))
    frame = find_frame(env) if is_whole else None
    if frame is None:
        parse(text, document)
        return
    parse(blank_header(text), document)
    env.current_document[_IS_REST] = True
    _translate_images(document)
    section = _find_title_section(frame, document)
    if section is not None:
        frame.begin(section, document, env)
    frame.finish(section, document, env)


def _find_title_section(frame: PostFrame, document: nodes.document) -> nodes.section | None:
    """Return the section with the title of a post, which contains all of its text.

    It is the first section if that has the title, or names the post.

    :returns: None if the post has no title, as an index page of the old blog.
    """
    title = frame.entry.own_title
    if title is None:
        return None
    children = document.children
    place = next((index for index, child in enumerate(children) if isinstance(child, nodes.section)), None)
    section = cast("nodes.section", children[place]) if place is not None else None
    if place is None or section is None or not (_is_named_by_heading(frame) or has_same_words(section[0].astext(), title)):
        section = _make_section(frame, document)
        section.extend(children)
        document.children = []
        document += section
        return section
    before = [child for child in children[:place] if not isinstance(child, _SILENT)]
    after = children[place + 1 :]
    for child in (*before, *after):
        document.remove(child)
    section[1:1] = before
    section.extend(after)
    return section


def _is_named_by_heading(frame: PostFrame) -> bool:
    """Return whether the title of a post is its first heading, which may have substitutions and roles."""
    return isinstance(frame.entry, Post) and frame.entry.origins["title"].source == "first heading"


def _make_section(frame: PostFrame, document: nodes.document) -> nodes.section:
    """Return a section with the title of the catalogue, as text that nobody parses."""
    entry = frame.entry
    title = nodes.title(entry.own_title or "", entry.title or "", support_smartquotes=False)
    if entry.title != entry.own_title:
        title["translatable"] = False  # it is a translation already
    section = nodes.section("", title, names=[nodes.fully_normalize_name(entry.own_title or "")])
    section["slug"] = slugify(entry.own_title or "")  # of which its id is made, in any language
    for node in (section, title):
        node.source, node.line = document["source"], entry.line("title") if isinstance(entry, Post) else entry.title_line
    document.note_implicit_target(section, section)
    return section


def resolve_addresses(document: nodes.document, env: BuildEnvironment) -> None:
    """Look up the files and pages that links of a post in reStructuredText name by addresses, as in Markdown.

    Call it when docutils has resolved the targets of the document, and before Sphinx collects files.
    """
    entry = site_of(env).catalogue.find_entry(env.current_document.docname)
    if entry is None or _IS_REST not in env.current_document:
        return
    for reference in list(document.findall(nodes.reference)):
        address = translate_address(reference.get("refuri", ""))
        if is_script(address):
            warn(Code.URL_REFUSED, f"The link {address[:200]!r} is not allowed and is shown as text. Remove it.", reference)
            reference.replace_self(nodes.inline("", "", *reference.children))
        elif address and not address.startswith("#") and not is_remote(address):
            link = _make_link(reference, address, entry, env)
            if link is not reference:
                link.source, link.line = reference.source, reference.line
                reference.replace_self(link)


def _make_link(reference: nodes.reference, address: str, entry: Post | Page, env: BuildEnvironment) -> nodes.Element:
    try:
        found = find_file_of_link(env, unquote(address), entry.path)
    except RefusedFileError as error:
        warn(error.code, error.describe("file", address), reference)
        return nodes.inline("", "", *reference.children)
    if found is not None:
        link = file_reference(found, address, env, is_explicit=True)
    elif address.startswith("/") and address == reference["refuri"]:
        return reference  # perhaps an address of the old blog
    else:
        values = {"reftype": "myst", "reftarget": address, "refdoc": env.current_document.docname}
        link = pending_xref(refdomain=None, refexplicit=True, **values)
    link += nodes.inline("", "", *reference.children, classes=["xref", "myst"])
    return link


def _translate_images(document: nodes.document) -> None:
    """Translate the addresses that Pelican has for images."""
    for image in document.findall(nodes.image):
        image["uri"] = translate_address(image["uri"])
