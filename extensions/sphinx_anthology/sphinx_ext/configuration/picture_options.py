"""The option for pictures."""

from __future__ import annotations

from sphinx.config import Config

from ...outputs.pictures.options import PictureOptions, read_image_options
from ...problems import Report, ignore_problem


def read_picture_options(config: Config, report: Report = ignore_problem) -> PictureOptions:
    """Return the value of the option, without the parts that are not usable.

    :param report: gets those parts.
    """
    return read_image_options(config.anthology_images, report)
