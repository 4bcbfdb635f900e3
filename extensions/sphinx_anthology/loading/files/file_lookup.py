"""Lookup of the files that posts name: images, media, and files that they link to.

A path may be relative to the post, or begin with a slash, as blog engines serve their static folders. What a post may use is
decided by :mod:`.post_files`.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from ...markup.syntax.link_destinations import VAULT
from ...problems import Code
from ...urls import extract_path
from .post_files import PostFiles, RefusedFileError
from .spellings import find_spelling
from .untrusted_posts import is_untrusted

_SITE_ROOT = re.compile(r"^@site/(?:static/)?")
"""The root of the site and the static folder in it, as Docusaurus writes them."""
_UPWARDS = re.compile(r"^(?:\.{1,2}/)+")
_PAGE_NAMES = ("/index.html", "/index.htm")
"""What servers show for the address of a folder."""


class FoundFile(NamedTuple):
    """A file that a post names."""

    path: str
    """A POSIX path relative to the source folder, which begins with ``../`` for a file beside that folder."""
    file: str
    """The absolute path without symbolic links."""


class _Place(NamedTuple):
    """A place where a file may be."""

    root: str
    """The folder that the file must not leave; empty if only the gate for paths limits it."""
    path: str
    is_guess: bool = False
    """Whether the reference does not name the folder."""


def find_file_of_post(
    files: PostFiles, reference: str, post: str, check: Callable[[str], object] = bool, endings: Sequence[str] = ("",)
) -> FoundFile | None:
    """Find the file that a reference in a post means.

    :param reference: a path as written. Query and fragment are ignored, and percent-encoding is decoded.
    :param post: the path of the post, relative to the source folder.
    :param check: gets the absolute path of a file, and raises :exc:`RefusedFileError` if it is not usable.
    :param endings: what may follow the path.
    :returns: None if there is no file.
    :raises RefusedFileError: the post must not use the file.
    """
    path = _SITE_ROOT.sub("/", extract_path(reference).replace("\\", "/"))
    is_in_vault = path.startswith(VAULT)
    path = path.removeprefix(VAULT)
    if "\0" in path or not path.strip("/."):
        return None
    refusal: RefusedFileError | None = None
    for place in itertools.chain(_list_places(files, path, post), _list_namesakes(files, path, post) if is_in_vault else ()):
        for ending in endings:
            try:
                if (found := _locate(files, place, ending)) and not _is_untrusted_guess(files, place, found, post):
                    check(found.file)
                    return found
            except RefusedFileError as error:
                if error.code is Code.PATH_PRIVATE:
                    raise  # this is the file, whatever is elsewhere
                refusal = refusal or error
    if refusal:
        raise refusal
    return None


def find_page_file(files: PostFiles, reference: str, post: str) -> FoundFile | None:
    """Find the file that a server shows for the address of a folder, or for an address without ``.html``.

    Parameters, result and exception are those of :func:`find_file_of_post`.
    """
    last = extract_path(reference).rpartition("/")[2]
    if "." in last:
        return None
    return find_file_of_post(files, reference, post, endings=(*_PAGE_NAMES, ".html") if last else _PAGE_NAMES)


def _locate(files: PostFiles, place: _Place, ending: str) -> FoundFile | None:
    file = os.path.normpath(place.path) + ending
    if place.root and not file.startswith(place.root.rstrip(os.sep) + os.sep):
        return None
    spelling, found = file, files.locate(file)
    if not found and not file.isascii() and (spelling := find_spelling(file.replace(os.sep, "/"))) != file:
        found = files.locate(spelling)
    return FoundFile(_relate(spelling, files), found) if found else None


def _relate(file: str, files: PostFiles) -> str:
    """Return a normal absolute path as a POSIX path relative to the source folder."""
    inside = f"{files.source}{os.sep}"
    path = file.removeprefix(inside) if file.startswith(inside) else os.path.relpath(file, files.source)
    return path.replace(os.sep, "/")


def _is_untrusted_guess(files: PostFiles, place: _Place, found: FoundFile, post: str) -> bool:
    """Return whether a trusted post would get an untrusted file in a folder that it does not name.

    Otherwise whoever may write untrusted posts could publish a file in the place of one that is missing.
    """
    if not place.is_guess or not is_untrusted(found.path, files.untrusted, files.source):
        return False
    return not is_untrusted(post, files.untrusted, files.source)


def _list_places(files: PostFiles, path: str, post: str) -> Iterator[_Place]:
    """Yield the places of a file in the order of lookup.

    ``../x.png`` leads out of each static root, but the author means the first place, beside the post. So only that one may
    lead out of its folder, and then the gate refuses it.
    """
    source = str(files.source)
    if path.startswith("/"):
        yield _Place("", f"{(*files.static_roots, files.source)[0]}/{path.lstrip('/')}")
    else:
        folder, stem = os.path.split(post.rpartition(".")[0])
        yield _Place("", f"{source}/{folder}/{path}")
        # Hexo has a folder with the name of the post beside it.
        yield _Place(source, f"{source}/{folder}/{stem}/{path}")
        path = _UPWARDS.sub("", path)  # the page had another depth than its source, or the folder of posts was moved
    path = path.lstrip("/")
    first, _, rest = path.partition("/")
    for base in (*files.static_roots, files.source, *files.post_folders):
        root, is_guess = str(base), base in files.post_folders
        yield _Place(root, f"{root}/{path}", is_guess)
        if rest and first == base.name:  # an address in the repository
            yield _Place(root, f"{root}/{rest}", is_guess)


def _list_namesakes(files: PostFiles, path: str, post: str) -> Iterator[_Place]:
    """Yield the files with a name in all folders of posts and static roots: the one with the most folders in common first."""
    wanted = normalize("NFC", path).casefold()
    found = files.files_by_name.get(wanted.rpartition("/")[2], ())
    own = f"{files.source}/{post}"
    matching = [one for one in found if normalize("NFC", one).casefold().endswith(f"/{wanted.lstrip('./')}")]
    for file in sorted(matching, key=lambda one: (-len(os.path.commonpath([one, own])), one)):
        yield _Place("", file, is_guess=True)
