"""Words in the language of the site, from the catalogues of this package."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ...pages import i18n

later = get_translation(i18n.CATALOG)
"""Return a message that is translated when it is shown; for messages that modules hold before there is a site."""


def add_translations(app: Sphinx) -> None:
    """Register the catalogues: of this package's words, and of words that Sphinx and Furo leave in English."""
    i18n.use_translator(later)
    app.add_message_catalog(i18n.CATALOG, str(i18n.LOCALE))
    app.add_message_catalog("sphinx", str(i18n.LOCALE))
