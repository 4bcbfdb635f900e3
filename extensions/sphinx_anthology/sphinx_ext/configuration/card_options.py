"""The option for share cards."""

from __future__ import annotations

from pathlib import Path

from sphinx.config import Config

from ...outputs.share_cards.options import ShareCardOptions, read_options
from ...problems import Report, ignore_problem


def read_card_options(config: Config, folder: Path, report: Report = ignore_problem) -> ShareCardOptions:
    """Return the value of the option, without the parts that are not usable.

    :param folder: the folder of ``conf.py``.
    :param report: gets those parts.
    """
    return read_options(config.anthology_share_cards, Path(folder), report)
