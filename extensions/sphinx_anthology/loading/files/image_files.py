"""Lookup of the images that posts name, and their sizes.

Where a file is looked up is decided by :mod:`.file_lookup`, and what is an image by :mod:`.image_content`. URLs with a scheme
are remote and never opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...fields.record import Cover, CoverReference, Fields, Origin
from ...markup.syntax.link_destinations import VAULT
from ...problems import Code, Problem, Report
from ...urls import NO_URL, extract_path, is_remote, is_web_url
from .file_lookup import find_file_of_post
from .image_content import UNKNOWN_SIZE, ImageSize, read_image
from .post_files import PostFiles, RefusedFileError


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
    found = find_file_of_post(files, reference, post, read_image)
    return ImageFile(found.path, read_image(found.file)) if found else None


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
    if reference.startswith("../"):
        place = "that folder"
    name = extract_path(reference).removeprefix(VAULT)
    return f"{role.capitalize()} {name!r} is not found and is left out. Add it to {place}, or correct the path."


def make_cover(reference: CoverReference, fields: Fields) -> Cover:
    """Return one of the covers that front matter names, with what other keys say of it. Its file is looked up later."""
    return Cover(
        reference.reference,
        reference.alt or fields.cover_alt or "",
        reference.credit,
        reference.credit_url,
        reference.dark or (fields.cover_dark.reference if fields.cover_dark else NO_URL),
        reference.focus or fields.cover_focus or "",
    )


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
        name = f"{role.capitalize()} {reference[:60]!r}"
        message = f"{name} is neither a file nor a web address and is left out. Write the path of a file."
        report(Problem(path, line, Code.IMAGE_MISSING, message))
        return None
    image = resolve_image(files, reference, path, line, report, role)
    if image is None:
        return None
    return replace(cover, file=image.path, width=image.size.width, height=image.size.height)


def resolve_dark_image(cover: Cover, files: PostFiles, path: str, origins: Mapping[str, Origin], report: Report) -> Cover:
    """Find the image shown instead of a cover on dark pages.

    :param cover: the cover with its own file.
    :param path: the file that names the cover, relative to the source folder.
    :param origins: the origins of its fields.
    :returns: the cover, with that image if it can be shown. One that cannot be shown is reported.
    """
    if not cover.dark:
        return cover
    origin = origins.get("cover_dark") or origins.get("cover")
    dark = resolve_cover(Cover(cover.dark), files, path, origin.line if origin else 1, report, "dark cover")
    if dark is None or (dark.file or dark.reference) == (cover.file or cover.reference):
        return cover
    return replace(cover, dark_image=dark)
