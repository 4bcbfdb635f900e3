"""Translation of the words that readers see.

The catalogues are in ``locale/``: ``sphinx_anthology`` has the words of this package, ``sphinx`` those that Sphinx and Furo
leave in English.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

CATALOG = "sphinx_anthology"
LOCALE = Path(__file__).parents[1] / "locale"
"""The folder of the message catalogues."""

_translate: Callable[[str], str] = str


def use_translator(translate: Callable[[str], str]) -> None:
    """Set the function that translates messages; until then they stay in English.

    :param translate: returns a message in the language of the site that is being built.
    """
    global _translate
    _translate = translate


def _(message: str) -> str:
    """Return *message* in the language of the site; in English where there is no translation."""
    return str(_translate(message))
