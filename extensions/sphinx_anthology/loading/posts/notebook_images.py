"""The first image among the outputs of a notebook, which is its cover if its front matter names none.

Images are kept as MyST-NB keeps those on pages: in its folder of outputs, named by their digests.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ...catalogue.post import Post
from ...digests import read_regular_file
from ...fields.record import Cover, Origin
from ...urls import parse_url
from ..files.image_content import read_image
from ..files.post_files import RefusedFileError
from .notebooks import InvalidNotebookError, read_notebook

OUTPUT = "output"
"""The origin of a cover that is an output."""


def add_output_cover(post: Post, source: Path, outputs: Path | None) -> Post:
    """Return a post with the first image among its outputs as its cover, if it has none.

    :param source: the source folder.
    :param outputs: the folder of outputs; None to add no covers.
    """
    if post.cover or not post.output_image or outputs is None:
        return post
    file = outputs / post.output_image
    with suppress(OSError, InvalidNotebookError, RefusedFileError):
        if not file.exists():
            _write_image(source / post.path, file)
        size = read_image(str(file))
        path = PurePosixPath(os.path.relpath(file, source)).as_posix()
        cover = Cover(parse_url(post.output_image), file=path, width=size.width, height=size.height)
        return replace(post, cover=cover, origins={**post.origins, "cover": Origin(1, None, OUTPUT)})
    return post


def _write_image(notebook: Path, file: Path) -> None:
    """Write the first image among the outputs of a notebook, unless it has changed since it was loaded.

    :raises OSError: a file cannot be read or written.
    """
    text = read_regular_file(notebook).decode("utf-8-sig", "replace")
    found = read_notebook(text).image
    if found and found[0] == file.name:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        part.write_bytes(found[1])
        part.replace(file)
