"""The option ``anthology_share_cards``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ...digests import read_regular_file
from ...problems import Report
from ...settings import report_option
from ...suggestions import did_you_mean, find_similar_names

_NAME = "share_cards"
_FONT_STARTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
"""The first bytes of fonts. Sources: OpenType 1.9.1, WOFF 1.0, WOFF 2.0"""


class ShareCardOptions(NamedTuple):
    """Which pages have a share card, and how it is drawn."""

    shown: bool = True
    covers: bool = False
    """Whether articles with a cover have a card, too."""
    fonts: tuple[Path, ...] = ()
    """The project's own fonts, which are tried before the bundled ones."""


def read_options(value: object, folder: Path, report: Report) -> ShareCardOptions:
    """Return the value of the option, without the parts that are not usable.

    :param value: True, False, or a dictionary of options.
    :param folder: the folder that the paths of fonts are relative to.
    :param report: gets the parts that are not usable.
    """
    if not isinstance(value, Mapping):
        return ShareCardOptions(shown=bool(value))
    known = ("covers", "fonts")
    for name in value:
        if name not in known:
            hint = did_you_mean(find_similar_names(str(name), known)[:1])
            report_option(report, _NAME, f"{name!r} is not known. Its options are 'covers' and 'fonts'.{hint}")
    covers = value.get("covers", False)
    if not isinstance(covers, bool):
        report_option(report, _NAME, f"'covers' must be True or False, not {covers!r}.")
    return ShareCardOptions(covers=covers is True, fonts=tuple(_find_fonts(value.get("fonts", ()), folder, report)))


def _find_fonts(given: object, folder: Path, report: Report) -> Iterator[Path]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list | tuple):
        report_option(report, _NAME, f"'fonts' must be a list of files, not {given!r}.")
        return
    for name in names:
        file = folder / str(name)
        if _is_font(file):
            yield file
        else:
            report_option(report, _NAME, f"{name!r} is no font file. Write a path relative to the folder of conf.py.")


def _is_font(file: Path) -> bool:
    """Return whether a file begins as a font does."""
    try:
        return file.is_file() and read_regular_file(file)[:4] in _FONT_STARTS
    except OSError:
        return False
