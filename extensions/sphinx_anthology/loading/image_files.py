"""Where the image that a post names lies on disk.

An address may be relative to the post, or begin with a slash as blog engines serve their static folders; either way it is
followed only within the source folder and the static roots. Addresses with a scheme are remote and never opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import imagesize

from ..fields.record import Cover
from ..fields.urls import extract_path, is_remote, is_web_url
from ..problems import Code, Problem

_SITE = re.compile(r"^@site/(?:static/)?")
"""How Docusaurus writes the root of the site, and the static folder in it."""


class OutsideError(ValueError):
    """The address leads out of the folders in which images may lie."""


@dataclass(frozen=True, slots=True)
class ImageFolders:
    """The folders in which images may lie."""

    source: Path
    """The source folder, absolute."""
    static_roots: tuple[Path, ...] = field(default=())
    """Existing folders that answer addresses with a leading slash, in the order in which they are asked."""

    @classmethod
    def of(cls, source: Path, names: Iterable[str]) -> ImageFolders:
        """Find the static roots called *names* in the source folder and beside it."""
        source = source.resolve()
        names = tuple(names)
        candidates = [folder / name for folder in (source, source.parent) for name in names]
        return cls(source, tuple(dict.fromkeys(path.resolve() for path in candidates if path.is_dir())))

    def look_up(self, role: str, reference: str, post: str, line: int) -> str | Problem:
        """Return the file that *reference* means in *post*, as :meth:`find` does, or why there is none.

        :param role: what the image is to the post, for the message.
        :param line: the line of the post that names it.
        """
        try:
            file = self.find(reference, post)
        except OutsideError:
            message = f"The {role} {reference!r} leads out of the source folder and is left out: move the image into it."
            return Problem(post, line, Code.PATH_OUTSIDE, message)
        if file is not None:
            return file
        places = [f"'{root.name}/'" for root in self.static_roots] or ["'public/' beside or in the source folder"]
        place = f"put it into {' or '.join(places)}" if reference.startswith("/") else "put it beside the post"
        message = f"There is no file for the {role} {extract_path(reference)!r}, so it is left out: {place}."
        return Problem(post, line, Code.IMAGE_MISSING, message)

    def find(self, reference: str, post: str) -> str | None:
        """Return the file that *reference* means in *post*, or None if there is none.

        :param reference: an address as written; a query or fragment is ignored, percent-encoding undone.
        :param post: the path of the post relative to the source folder.
        :returns: a POSIX path relative to the source folder; it begins with ``../`` for a root beside that folder.
        :raises OutsideError: the address leads out of the source folder and the static roots.
        """
        path = _SITE.sub("/", extract_path(reference).replace("\\", "/"))
        if "\0" in path or not path.strip("/"):
            return None
        outside = False
        for number, (root, candidate) in enumerate(self._candidates(path, post)):
            file = Path(os.path.normpath(candidate))
            try:
                if not file.is_relative_to(root):
                    # "../x.png" leads out of every static folder, but first of all it means a place beside the post.
                    outside = outside or number == 0
                elif not file.resolve().is_relative_to(root):
                    outside = True
                elif file.is_file():
                    return PurePosixPath(os.path.relpath(file, self.source)).as_posix()
            except (OSError, RuntimeError, ValueError):
                continue  # too long a name, a link to itself, a name that cannot be written
        if outside:
            raise OutsideError(reference)
        return None

    def _candidates(self, path: str, post: str) -> Iterable[tuple[Path, Path]]:
        if path.startswith("/"):
            below = path.lstrip("/")
            return [(root, root / below) for root in (*self.static_roots, self.source)]
        file = PurePosixPath(post)
        # Hexo has a folder of the post's name beside it. A bare "images/x.png" is relative to the post for some engines and
        # to the static folder for others.
        beside = [self.source / file.parent / path, self.source / file.parent / file.stem / path]
        return [*((self.source, place) for place in beside), *((root, root / path) for root in self.static_roots)]


def size(file: Path) -> tuple[int, int] | None:
    """Return the width and height of an image in pixels, or None if they cannot be told."""
    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError, TypeError, ArithmeticError):
        return None
    return (round(width), round(height)) if width > 0 and height > 0 else None


def settled(cover: Cover, folders: ImageFolders, path: str, line: int, role: str = "cover") -> Cover | Problem:
    """Return *cover* with its file and size, or why there is nothing to show.

    :param path: the file that names the picture, relative to the source folder.
    :param line: the line of that file.
    :param role: what the picture is to the file, for the message.
    """
    reference = cover.reference
    if is_web_url(reference):
        return replace(cover, remote=True)
    if is_remote(reference):
        message = f"The {role} {reference[:60]!r} is neither a file nor on the web, and is left out: name an image file."
        return Problem(path, line, Code.IMAGE_MISSING, message)
    file = folders.look_up(role, reference, path, line)
    if isinstance(file, Problem):
        return file
    width, height = size(folders.source / file) or (None, None)
    return replace(cover, file=file, width=width, height=height)
