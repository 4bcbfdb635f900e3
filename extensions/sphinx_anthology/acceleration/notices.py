"""Notices that a part of the acceleration is off: each is said once for a folder of doctrees.

They are no warnings, because the output is the same and nobody has to do anything.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.util import logging

from .store import read_record, write_record

logger = logging.getLogger(__name__)

UNKNOWN_CODE = "the code of this"
UNKNOWN_MODULES = "a module"
_RECORD = "acceleration-notices.json"


def report_unknown(app: Sphinx, acceleration: str, kind: str, names: Iterable[str]) -> None:
    """Log that an acceleration is off: the first time for everybody, and later in verbose builds.

    :param acceleration: what is not accelerated, such as ``writing``.
    :param kind: what is not known, such as ``the code of this``.
    :param names: the names of all that is not known.
    """
    message = f"Acceleration of {acceleration} is off, because {kind} is not known: {', '.join(names)}"
    file = app.doctreedir / _RECORD
    said: list[str] = read_record(file).get("said", [])
    if message in said:
        logger.verbose(message)
        return
    logger.info(message)
    if not app.quiet:
        write_record(file, {"said": [*said, message]})
