"""The option ``anthology_images``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...problems import Report
from ...settings import report_option
from ...suggestions import did_you_mean, find_similar_names

_NAME = "images"


class PictureOptions(NamedTuple):
    """Whether pictures have variants, and in which formats."""

    shown: bool = True
    avif: bool = False
    """Whether there is an AVIF beside each WebP."""


def read_image_options(value: object, report: Report) -> PictureOptions:
    """Return the value of the option, without the parts that are not usable.

    :param value: True, False, or a dictionary of options.
    :param report: gets the parts that are not usable.
    """
    if not isinstance(value, Mapping):
        return PictureOptions(shown=bool(value))
    for name in value:
        if name != "avif":
            hint = did_you_mean(find_similar_names(str(name), ["avif"])[:1])
            report_option(report, _NAME, f"{name!r} is not known. Its option is 'avif'.{hint}")
    avif = value.get("avif", False)
    if not isinstance(avif, bool):
        report_option(report, _NAME, f"'avif' must be True or False, not {avif!r}.")
    return PictureOptions(avif=avif is True)
