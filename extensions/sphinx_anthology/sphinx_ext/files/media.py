"""Video and audio that posts show as images: players in HTML, and words elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ... import urls
from ...catalogue.post import Page, Post
from ...loading.files.file_lookup import find_file_of_post
from ...loading.files.post_files import RefusedFileError
from ...markup.syntax.link_destinations import VAULT
from ...markup.syntax.media import find_media_kind
from ...problems import Code, Problem
from ..dependencies import FileQuery, note_file
from ..site import site_of
from ..warnings import line_of, reporter
from .left_out_images import replace_by_alternative
from .published_files import published_files


def replace_media(found: Iterable[nodes.Element], entry: Post | Page, env: BuildEnvironment) -> list[nodes.Element]:
    """Replace the images of a post that are video or audio by players, and return the raw nodes of these.

    One without a file leaves its words and a warning.

    :param found: the images of the post, perhaps with other nodes.
    """
    players: list[nodes.Element] = []
    for image in found:
        address = urls.add_scheme(image["uri"]) if isinstance(image, nodes.image) else ""
        kind = find_media_kind(address)
        if kind is None or not isinstance(image, nodes.image):
            continue
        title = image.get("alt", "").strip() or PurePosixPath(urls.extract_path(address)).name
        if urls.is_web_url(address):
            words: nodes.Node = nodes.reference("", title, refuri=address)
            if isinstance(image.parent, nodes.reference):
                words = nodes.Text(title)
        elif _is_there(address, entry, env, line_of(image)):
            words = nodes.Text(title)
        else:
            replace_by_alternative(image)
            continue
        opening = f'<{kind} controls="controls" src="{escape(address)}" title="{escape(title)}"{_size(image)}>'
        parts = (nodes.raw("", opening, format="html"), words, nodes.raw("", f"</{kind}>", format="html"))
        player = nodes.inline("", "", *parts, classes=["anthology-media"])
        player.line = player[0].line = line_of(image)
        image.replace_self(player)
        players.append(parts[0])
    return players


def _is_there(address: str, entry: Post | Page, env: BuildEnvironment, line: int) -> bool:
    """Return whether the file of a player exists, and report if not."""
    files = site_of(env).files
    query = FileQuery(address.partition("#")[0], entry.path, is_linked=True)
    try:
        found = find_file_of_post(files, address, entry.path) or published_files(env).find(address)
    except RefusedFileError as error:
        note_file(env, query, error.code.value)
        reporter(env)(error.as_problem("file", address, entry.path, line))
        return False
    note_file(env, query, "found" if found else "missing")
    if found is None:
        name = urls.extract_path(address).removeprefix(VAULT)
        message = f"File {name[:200]!r} is not found and is left out. Add it, or correct the path."
        reporter(env)(Problem(entry.path, line, Code.IMAGE_MISSING, message))
    return found is not None


def _size(image: nodes.image) -> str:
    """Return the size of an image as attributes of HTML."""
    sizes = {name: str(image[name]).removesuffix("px") for name in ("width", "height") if name in image}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in sizes.items() if value.isdigit())
    styles = "; ".join(f"{name}: {value}" for name, value in sizes.items() if not value.isdigit())
    return attributes + (f' style="{escape(styles)}"' if styles else "")
