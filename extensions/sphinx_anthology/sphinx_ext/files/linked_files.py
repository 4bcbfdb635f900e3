"""Files that pages link to, as downloads, and the check of all files in a doctree."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref
from sphinx.environment import BuildEnvironment

from ...catalogue.permalinks import strip_host
from ...catalogue.queries import AddressQuery
from ...loading.files.post_files import RefusedFileError
from ...problems import Code
from ...urls import extract_path, is_web_url
from ..dependencies import DOMAIN, FileQuery, ask, find_file, note_file, relative_path
from ..outgoing_links import is_old_address
from ..site import site_of
from ..warnings import warn
from .images import check_images, spell_images
from .published_files import published_files

SHOWN_FILE = "fragment"
"""Attribute of links to files that browsers show, with the fragment of the address. Other downloads are saved."""


PUBLISHED_FILE = "published"
"""Type of links to files that Sphinx copies on its own. Their targets are paths in the output folder."""


def check_files(document: nodes.document, env: BuildEnvironment) -> None:
    """Remove the images and downloads that the document must not have.

    Any parser and any directive may have made them. Call it before Sphinx collects them.
    """
    site, docname = site_of(env), env.current_document.docname
    entry = site.catalogue.find_entry(docname)
    if entry is not None:
        check_images(document, entry.path, env)
        link_files_of_old_host(document, entry.path, env)
    else:
        spell_images(document, env)
    check_downloads(document, env, is_unrestricted=not site.is_post(docname))


def find_linked_file(env: BuildEnvironment, path: str) -> bool:
    """Return whether a page of the project links to a file, and record that the page depends on it.

    :param path: the path in the link, decoded.
    :raises RefusedFileError: the file is the source of a post that is left out.
    """
    query = FileQuery(relative_path(env, path), is_unrestricted=True)
    return find_file(env, query) == "found" or query.find(site_of(env).files)


def find_file_of_link(env: BuildEnvironment, address: str, post: str) -> str | None:
    """Return the file that a link in a post means, and record that the post depends on it.

    The result is a POSIX path relative to the source folder. It is None if there is no file, or if an article has this address.
    A path that leads out of all folders may be an address of the old blog, so it is no file.

    :param address: the address in the link, without a scheme.
    :param post: the path of the post, relative to the source folder.
    :raises RefusedFileError: the post must not use the file.
    """
    if not extract_path(address).strip("/."):
        return None
    query = FileQuery(address.partition("#")[0], post, is_linked=True)
    try:
        found = query.locate(site_of(env).files)
    except RefusedFileError as error:
        note_file(env, query, error.code.value)
        if error.code is Code.PATH_OUTSIDE:
            return None
        raise
    note_file(env, query, "found" if found else "missing")
    if found is None and (published := published_files(env).find(address)):
        path = Path(os.path.relpath(published, env.srcdir)).as_posix()
        find_file(env, FileQuery(path, is_unrestricted=True))
        return path
    if found is None or (_is_page(found.path, env) and ask(env, AddressQuery(address, post))):
        return None
    return found.path


def link_files_of_old_host(document: nodes.document, post: str, env: BuildEnvironment) -> None:
    """Let links of a post that name a file with the host of the old blog lead to the file here, if it was brought along.

    :param post: the path of the post, relative to the source folder.
    """
    if not (hosts := site_of(env).catalogue.addresses.hosts):
        return
    for reference in list(document.findall(nodes.reference)):
        uri = reference.get("refuri", "")
        if not (is_web_url(uri) and is_old_address(uri, hosts)):
            continue
        address = unquote(strip_host(uri))
        try:
            found = find_file_of_link(env, address, post)
        except RefusedFileError:
            continue  # it leads nowhere, and is reported as such
        if found is not None:
            link = file_reference(found, address, env, is_explicit=True)
            link += nodes.inline("", "", *reference.children, classes=["xref", "myst"])
            link.source, link.line = reference.source, reference.line
            reference.replace_self(link)


def _is_page(path: str, env: BuildEnvironment) -> bool:
    """Return whether a file is an HTML page, so that an article may have its address."""
    return path.lower().endswith((".html", ".htm")) and not env.project.path2doc(path)


def file_reference(path: str, address: str, env: BuildEnvironment, is_explicit: bool) -> nodes.Element:
    """Return a link to a document, or to a file that the build copies.

    :param path: the path of the file, relative to the source folder.
    :param address: the address in the link. Its fragment is kept.
    :param is_explicit: whether the link has words of its own.
    """
    fragment = address.partition("#")[2]
    values: dict[str, Any] = {"refdoc": env.docname, "reftype": "myst", "refexplicit": is_explicit}
    docname = env.project.path2doc(path)
    if docname in env.found_docs:
        return pending_xref(refdomain="doc", reftarget=docname, reftargetid=fragment or None, **values)
    if output := published_files(env).output_path((env.srcdir / path).resolve()):
        values["reftype"] = PUBLISHED_FILE
        return pending_xref(refdomain=DOMAIN, reftarget=output, **values, **{SHOWN_FILE: fragment})
    return download_reference(refdomain=None, reftarget=f"/{path}", **values, **{SHOWN_FILE: fragment})


def check_downloads(document: nodes.document, env: BuildEnvironment, is_unrestricted: bool) -> None:
    """Turn downloads of files that the document must not use into text.

    :param is_unrestricted: whether the document may use any file.
    """
    files = site_of(env).files
    for node in list(document.findall(download_reference)):
        if "://" in node["reftarget"]:
            continue  # Sphinx takes it for a URL
        path = relative_path(env, node["reftarget"])
        if not path.isascii():
            node["reftarget"] = f"/{path}"  # as it is spelt on disk
        query = FileQuery(path, is_unrestricted=is_unrestricted)
        if find_file(env, query) in ("found", "missing"):
            continue
        try:
            query.find(files)
        except RefusedFileError as error:
            warn(error.code, error.describe("file", node["reftarget"]), node)
            node.replace_self(node.children)
