"""Translation of the words that readers see.

The catalogues are in ``locale/``: ``sphinx_anthology`` has the words of this package, ``scripts`` those that scripts show
in the browser, and ``sphinx`` those that Sphinx and Furo leave in English.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

CATALOG = "sphinx_anthology"
SCRIPTS = "scripts"
LOCALE = Path(__file__).parents[1] / "locale"
"""The folder of the message catalogues."""

_Translate = Callable[[str], str]
_TranslatePlural = Callable[[str, str, int], str]


def _english(singular: str, plural: str, number: int) -> str:
    return singular if number == 1 else plural


_translate: _Translate = str
_translate_plural: _TranslatePlural = _english


def use_translator(translate: _Translate, translate_plural: _TranslatePlural) -> None:
    """Set the functions that translate messages; until then they stay in English.

    :param translate: returns a message in the language of the site that is being built.
    :param translate_plural: returns the form of a message for a number, from its English singular and plural.
    """
    global _translate, _translate_plural
    _translate, _translate_plural = translate, translate_plural


def _(message: str) -> str:
    """Return *message* in the language of the site; in English where there is no translation."""
    return str(_translate(message))


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a message for a number, in the language of the site; in English where there is no translation."""
    return str(_translate_plural(singular, plural, number))
