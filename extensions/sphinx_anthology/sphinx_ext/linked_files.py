"""Files that pages link to, as downloads, and the check of all files in a doctree."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.environment import BuildEnvironment

from ..loading.post_files import RefusedFileError
from .dependencies import FileQuery, find_file, relative_path
from .images import check_images
from .site import site_of
from .warnings import warn


def check_files(document: nodes.document, env: BuildEnvironment) -> None:
    """Remove the images and downloads that the document must not have.

    Any parser and any directive may have made them. Call it before Sphinx collects them.
    """
    site, docname = site_of(env), env.current_document.docname
    entry = site.catalogue.find_entry(docname)
    if entry is not None:
        check_images(document, entry.path, env)
    check_downloads(document, env, is_unrestricted=not site.is_post(docname))


def find_linked_file(env: BuildEnvironment, path: str, is_unrestricted: bool) -> bool:
    """Return whether the document that is being read links to a file, and record that it depends on it.

    A path that leads out of all folders may be an address of the old blog, so it is no file.

    :param path: the path in the link, decoded.
    :param is_unrestricted: whether the document may use any file.
    :raises RefusedFileError: the document must not use the file.
    """
    query, files = FileQuery(relative_path(env, path), is_unrestricted=is_unrestricted), site_of(env).files
    if not is_unrestricted and not files.contains(f"{files.source}/{query.reference}"):
        return False
    return find_file(env, query) == "found" or query.find(files)


def check_downloads(document: nodes.document, env: BuildEnvironment, is_unrestricted: bool) -> None:
    """Turn downloads of files that the document must not use into text.

    :param is_unrestricted: whether the document may use any file.
    """
    files = site_of(env).files
    for node in list(document.findall(download_reference)):
        if "://" in node["reftarget"]:
            continue  # Sphinx takes it for a URL
        query = FileQuery(relative_path(env, node["reftarget"]), is_unrestricted=is_unrestricted)
        if find_file(env, query) in ("found", "missing"):
            continue
        try:
            query.find(files)
        except RefusedFileError as error:
            warn(error.code, error.describe("file", node["reftarget"]), node)
            node.replace_self(node.children)
