"""Images of posts: their files and their sizes."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from .. import urls
from ..loading.image_files import read_image_size
from .body_cleanup import remove_with_empty_parents
from .dependencies import FileQuery, look_for_file
from .site import site_of
from .warnings import reporter


def resolve_images(document: nodes.document, post: str, env: BuildEnvironment) -> None:
    """Point each local image at its file. An image without a file leaves its alternative text and a warning.

    Sphinx would record the missing file as a dependency, and read the page again in every build.

    :param post: the path of the post, relative to the source folder.
    """
    folders = site_of(env).image_folders
    for image in list(document.findall(nodes.image)):
        uri = image["uri"]
        if "intrinsic" in image:
            continue
        if uri.startswith("//"):
            image["uri"] = urls.add_scheme(uri)
        if urls.is_remote(uri) or uri.endswith(".*"):
            continue
        file = folders.resolve_file(uri, post, image.line or _line_of(image), reporter(env))
        if file is None:
            look_for_file(env, FileQuery(uri, post))
            _replace_by_alternative(image)
            continue
        image["uri"] = f"/{file}"
        image["loading"] = "lazy"
        if not {"width", "height", "scale"} & set(image.attributes):
            image["intrinsic"] = read_image_size(folders.source / file)


def _line_of(node: nodes.Node) -> int:
    while node.parent is not None and node.line is None:
        node = node.parent
    return node.line or 1


def _replace_by_alternative(image: nodes.image) -> None:
    alternative = image.get("alt", "").strip()
    if alternative and isinstance(image.parent, nodes.TextElement):
        image.parent.replace(image, nodes.inline("", alternative, classes=["anthology-missing-image"]))
    else:
        remove_with_empty_parents(image)


class ImageSizes(SphinxPostTransform):
    """Tell browsers the size of each image, so that the page does not jump when the image arrives.

    The size is kept apart from ``width`` and ``height`` until here, because LaTeX takes these for a size on paper.
    """

    default_priority = 500
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for image in self.document.findall(nodes.image):
            if size := image.get("intrinsic"):
                width, height = size
                image["width"], image["height"] = str(width), str(height)
                image["classes"].append("no-scaled-link")  # the image has the size of its file, so there is nothing larger
