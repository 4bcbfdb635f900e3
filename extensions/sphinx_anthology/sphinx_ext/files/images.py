"""Images of posts: their files and their sizes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from glob import escape, glob
from urllib.parse import unquote

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import get_image_filename_for_language

from ... import urls
from ...loading.files.image_content import read_image
from ...loading.files.image_files import resolve_image
from ...loading.files.post_files import PostFiles, RefusedFileError
from ...problems import Code
from ..dependencies import FileQuery, absolute_path, find_file, relative_path
from ..site import site_of
from ..warnings import line_of, reporter
from .left_out_images import replace_by_alternative

_OUTPUT = re.compile(r"[0-9a-f]{64}\.\w{1,5}")


def resolve_images(document: nodes.document, post: str, env: BuildEnvironment) -> None:
    """Point each local image at its file. An image without a file leaves its alternative text and a warning.

    Sphinx would record the missing file as a dependency, and read the page again in every build.

    :param post: the path of the post, relative to the source folder.
    """
    files = site_of(env).files
    for image in document.findall(nodes.image):
        if "intrinsic" not in image:
            image["loading"] = "lazy"
        if (dark := image.get("dark", "")).startswith("/"):
            env.images.add_file(env.current_document.docname, dark.removeprefix("/"))
    for image in _local_images(document, env):
        uri = image["uri"]
        if "intrinsic" in image or uri.endswith(".*"):
            continue
        file = resolve_image(files, uri, post, line_of(image), reporter(env))
        if file is None:
            find_file(env, FileQuery(uri, post))
            replace_by_alternative(image)
            continue
        image["uri"] = f"/{file.path}"
        if not {"width", "height", "scale"} & set(image.attributes):
            image["intrinsic"] = file.size.in_pixels


def check_images(document: nodes.document, post: str, env: BuildEnvironment) -> None:
    """Remove the images whose files a post must not use, wherever they come from. Call it before Sphinx collects them.

    :param post: the path of the post, relative to the source folder.
    """
    files = site_of(env).files
    reported: set[str] = set()
    for image in _local_images(document, env):
        uri = image["uri"]
        try:
            if uri.endswith(".*"):
                _check_formats(uri, files, env)
                continue
            _check(absolute_path(env, uri), files)
            # Sphinx takes the image for the language of the project, if there is one.
            translated = absolute_path(env, get_image_filename_for_language(uri, env))
            if os.path.lexists(translated):
                _check(translated, files)
        except RefusedFileError as error:
            if uri not in reported:  # a substitution of reStructuredText is an image, and each of its uses is another
                reporter(env)(error.as_problem("image", uri, post, line_of(image)))
            reported.add(uri)
            find_file(env, FileQuery(uri, post))
            replace_by_alternative(image)


def spell_images(document: nodes.document, env: BuildEnvironment) -> None:
    """Spell the images of a page that is no post as they are on disk: in either form of Unicode, and without percent signs."""
    for image in document.findall(nodes.image):
        uri = image["uri"]
        if (uri.isascii() and "%" not in uri) or "://" in uri or uri.startswith("data:"):
            continue
        with suppress(ValueError):  # no file has a NUL in its name
            path = relative_path(env, unquote(uri))
            if not os.path.lexists(env.relfn2path(uri)[1]) and os.path.lexists(f"{env.srcdir}/{path}"):
                image["uri"] = f"/{path}"


def _local_images(document: nodes.document, env: BuildEnvironment) -> Iterator[nodes.image]:
    """Yield the images that Sphinx takes for files: ``c:/x.png`` is one, too."""
    for image in list(document.findall(nodes.image)):
        uri = image["uri"]
        if uri.startswith("//"):
            image["uri"] = urls.add_scheme(uri)
        elif _is_output(uri, env):
            continue
        elif not uri.startswith("data:") and not ("://" in uri and urls.is_remote(uri)):
            yield image


def _is_output(uri: str, env: BuildEnvironment) -> bool:
    """Return whether an image is an output of a notebook, which MyST-NB has written with the digest as its name."""
    folder = getattr(getattr(env, "mystnb_config", None), "output_folder", "")
    name = uri.rpartition("/")[2]
    return bool(folder and _OUTPUT.fullmatch(name)) and os.path.normpath(absolute_path(env, uri)) == os.path.join(folder, name)  # noqa: PTH118


def _check_formats(uri: str, files: PostFiles, env: BuildEnvironment) -> None:
    """Check an image in any format, from which each builder takes the one that it likes best.

    :raises RefusedFileError: one of them must not be used.
    """
    stem = absolute_path(env, uri.removesuffix(".*"))
    if set("*?[") & set(uri.removesuffix(".*")):
        raise RefusedFileError(Code.PATH_PRIVATE, "has a wildcard in its name", "Write the name of one image.")
    files.locate(stem)
    for path in glob(f"{escape(stem)}.*"):  # noqa: PTH207  as Sphinx does
        _check(path, files)


def _check(path: str, files: PostFiles) -> None:
    """Check the image at a path, if there is one.

    :raises RefusedFileError: it must not be used, or is no image.
    """
    if found := files.locate(path):
        read_image(found)
