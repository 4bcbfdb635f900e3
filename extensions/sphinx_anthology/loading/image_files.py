"""Lookup of the image files that posts name.

A path may be relative to the post, or begin with a slash, as blog engines serve their static folders. No path is followed
out of the source folder and the static roots. URLs with a scheme are remote and never opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import imagesize

from ..fields.record import Cover, CoverReference
from ..problems import Code, Problem, Report
from ..urls import extract_path, is_remote, is_web_url

_SITE_ROOT = re.compile(r"^@site/(?:static/)?")
"""The root of the site and the static folder in it, as Docusaurus writes them."""


class OutsideError(ValueError):
    """A path leads out of the source folder and the static roots."""


@dataclass(frozen=True, slots=True)
class ImageFolders:
    """The folders that may contain images."""

    source: Path
    """The source folder, absolute."""
    static_roots: tuple[Path, ...] = field(default=())
    """Existing folders for paths that begin with a slash, in the order of lookup."""

    @classmethod
    def find(cls, source: Path, names: Iterable[str]) -> ImageFolders:
        """Find the static roots with the given names, first in the source folder and then beside it."""
        source = source.resolve()
        names = tuple(names)
        candidates = [folder / name for folder in (source, source.parent) for name in names]
        return cls(source, tuple(dict.fromkeys(path.resolve() for path in candidates if path.is_dir())))

    def find_file(self, reference: str, post: str) -> str | None:
        """Find the file that an image reference in a post means.

        :param reference: a path as written. Query and fragment are ignored, and percent-encoding is decoded.
        :param post: the path of the post, relative to the source folder.
        :returns: a POSIX path relative to the source folder, which begins with ``../`` for a static root beside that folder;
            None if there is no file.
        :raises OutsideError: the path leads out of the source folder and the static roots.
        """
        path = _SITE_ROOT.sub("/", extract_path(reference).replace("\\", "/"))
        if "\0" in path or not path.strip("/"):
            return None
        is_outside = False
        for number, (root, candidate) in enumerate(self._list_candidates(path, post)):
            file = Path(os.path.normpath(candidate))
            try:
                if not file.is_relative_to(root):
                    # "../x.png" leads out of each static root, but the author means the first candidate, beside the post.
                    is_outside = is_outside or number == 0
                elif not file.resolve().is_relative_to(root):
                    is_outside = True
                elif file.is_file():
                    return PurePosixPath(os.path.relpath(file, self.source)).as_posix()
            except (OSError, RuntimeError, ValueError):
                continue  # the name is too long or not encodable, or the file is a symbolic link to itself
        if is_outside:
            raise OutsideError(reference)
        return None

    def _list_candidates(self, path: str, post: str) -> Iterable[tuple[Path, Path]]:
        """Return the places of a file in the order of lookup, each after the folder that it must not leave."""
        if path.startswith("/"):
            below = path.lstrip("/")
            return [(root, root / below) for root in (*self.static_roots, self.source)]
        file = PurePosixPath(post)
        # Hexo has a folder with the name of the post beside it. Other engines look up "images/x.png" in the static folder.
        beside = [self.source / file.parent / path, self.source / file.parent / file.stem / path]
        return [*((self.source, place) for place in beside), *((root, root / path) for root in self.static_roots)]

    def resolve_file(self, reference: str, post: str, line: int, report: Report, role: str = "image") -> str | None:
        """Find the file that an image reference in a post means, as :meth:`find_file` does, and report a missing one.

        :param line: the line of the post that contains the reference.
        :param role: the word for the image in messages.
        :returns: a path as :meth:`find_file` returns it, or None.
        """
        try:
            file = self.find_file(reference, post)
        except OutsideError:
            message = f"{role.title()} {reference!r} is outside of the source folder and is left out. Move it into that folder."
            report(Problem(post, line, Code.PATH_OUTSIDE, message))
            return None
        if file is None:
            report(Problem(post, line, Code.IMAGE_MISSING, self._describe_missing(reference, role)))
        return file

    def _describe_missing(self, reference: str, role: str) -> str:
        places = [f"{root.name}/" for root in self.static_roots] or ["public/"]
        place = " or ".join(places) if reference.startswith("/") else "the folder of the post"
        return (
            f"{role.title()} {extract_path(reference)!r} is not found and is left out. Add it to {place}, or correct the path."
        )


def make_cover(reference: CoverReference) -> Cover:
    """Return a cover whose file is not looked up yet."""
    return Cover(reference.reference, reference.alt, reference.credit, reference.credit_url)


def resolve_cover(
    cover: Cover, folders: ImageFolders, path: str, line: int, report: Report, role: str = "cover"
) -> Cover | None:
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
    file = folders.resolve_file(reference, path, line, report, role)
    if file is None:
        return None
    width, height = read_image_size(folders.source / file) or (None, None)
    return replace(cover, file=file, width=width, height=height)


def read_image_size(file: Path) -> tuple[int, int] | None:
    """Return the width and height of an image in pixels, or None if its size is unknown."""
    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError, TypeError, ArithmeticError):
        return None
    return (round(width), round(height)) if width > 0 and height > 0 else None
