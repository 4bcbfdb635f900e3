"""Lookup of the images that posts name, and their sizes.

A path may be relative to the post, or begin with a slash, as blog engines serve their static folders. What a post may use is
decided by :mod:`.post_files`, and what is an image by :mod:`.image_content`. URLs with a scheme are remote and never opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ..fields.record import Cover, CoverReference
from ..problems import Code, Problem, Report
from ..urls import extract_path, is_remote, is_web_url
from .image_content import UNKNOWN_SIZE, ImageSize, read_image
from .post_files import PostFiles, RefusedFileError

_SITE_ROOT = re.compile(r"^@site/(?:static/)?")
"""The root of the site and the static folder in it, as Docusaurus writes them."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """The file of an image."""

    path: str
    """A POSIX path relative to the source folder, which begins with ``../`` for a file beside that folder."""
    size: ImageSize = UNKNOWN_SIZE


def find_image(files: PostFiles, reference: str, post: str) -> ImageFile | None:
    """Find the file that an image reference in a post means.

    :param reference: a path as written. Query and fragment are ignored, and percent-encoding is decoded.
    :param post: the path of the post, relative to the source folder.
    :returns: None if there is no file.
    :raises RefusedFileError: the post must not use the file, or the file is no image.
    """
    path = _SITE_ROOT.sub("/", extract_path(reference).replace("\\", "/"))
    if "\0" in path or not path.strip("/"):
        return None
    refusal: RefusedFileError | None = None
    for number, (root, place) in enumerate(_list_places(files, path, post)):
        file = os.path.normpath(place)
        if number and not file.startswith(root + os.sep):
            continue  # "../x.png" leads out of each static root, but the author means the first place, beside the post
        try:
            if found := files.locate(file):
                return ImageFile(PurePosixPath(os.path.relpath(file, files.source)).as_posix(), read_image(found))
        except RefusedFileError as error:
            refusal = refusal or error
    if refusal:
        raise refusal
    return None


def _list_places(files: PostFiles, path: str, post: str) -> Iterable[tuple[str, str]]:
    """Return the places of a file in the order of lookup, each after the folder that it must not leave."""
    source, roots = str(files.source), [str(root) for root in files.static_roots]
    if path.startswith("/"):
        return [(root, f"{root}/{path.lstrip('/')}") for root in (*roots, source)]
    folder, stem = os.path.split(post.rpartition(".")[0])
    # Hexo has a folder with the name of the post beside it. Other engines look up "images/x.png" in the static folder.
    beside = [f"{source}/{folder}/{path}", f"{source}/{folder}/{stem}/{path}"]
    return [*((source, place) for place in beside), *((root, f"{root}/{path}") for root in roots)]


def resolve_image(
    files: PostFiles, reference: str, post: str, line: int, report: Report, role: str = "image"
) -> ImageFile | None:
    """Find the file that an image reference in a post means, as :func:`find_image` does, and report one that is not shown.

    :param line: the line of the post that contains the reference.
    :param role: the word for the image in messages.
    """
    try:
        image = find_image(files, reference, post)
    except RefusedFileError as error:
        report(error.as_problem(role, reference, post, line))
        return None
    if image is None:
        report(Problem(post, line, Code.IMAGE_MISSING, _describe_missing(files, reference, role)))
    return image


def _describe_missing(files: PostFiles, reference: str, role: str) -> str:
    places = [f"{root.name}/" for root in files.static_roots] or ["public/"]
    place = " or ".join(places) if reference.startswith("/") else "the folder of the post"
    name = extract_path(reference)
    return f"{role.title()} {name!r} is not found and is left out. Add it to {place}, or correct the path."


def make_cover(reference: CoverReference) -> Cover:
    """Return a cover whose file is not looked up yet."""
    return Cover(reference.reference, reference.alt, reference.credit, reference.credit_url)


def resolve_cover(cover: Cover, files: PostFiles, path: str, line: int, report: Report, role: str = "cover") -> Cover | None:
    """Find the file of a cover and its size.

    :param path: the file that names the cover, relative to the source folder.
    :param line: the line of that file.
    :param role: the word for the image in messages.
    :returns: the cover with its file, or marked as remote; None, with a report, if there is nothing to show.
    """
    reference = cover.reference
    if is_web_url(reference):
        return replace(cover, remote=True)
    if is_remote(reference):
        message = (
            f"{role.title()} {reference[:60]!r} is neither a file nor a web address and is left out. Write the path of a file."
        )
        report(Problem(path, line, Code.IMAGE_MISSING, message))
        return None
    image = resolve_image(files, reference, path, line, report, role)
    if image is None:
        return None
    return replace(cover, file=image.path, width=image.size.width, height=image.size.height)
