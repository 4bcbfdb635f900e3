"""Words in the language of the site, from the catalogues of this package."""

from __future__ import annotations

import gettext
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from babel.messages.mofile import read_mo
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation, get_translator

from ...pages import i18n

later = get_translation(i18n.CATALOG)
"""Return a message that is translated when it is shown; for messages that modules hold before there is a site."""

_SCRIPT = "anthology-translations.js"
_FURO = "anthology-furo.js"
_PRIORITY = 499
"""The place among scripts: 500 is that of all others."""
_OPTIONS = "documentation_options.js"
_NEEDED = {_OPTIONS: _OPTIONS, "doctools.js": "anthology-documentation.js"}
"""Scripts of Sphinx that others need, and what takes their place in themes such as Material, which leave them out."""
_SCRIPT_TEXT = """\
"use strict";
(() => {{
  const words = {words};
  const known = Documentation.TRANSLATIONS;
  for (const [message, translation] of Object.entries(words))
    if (Array.isArray(translation) || !known[message]) known[message] = translation;
  Documentation.PLURAL_EXPR = (n) => Number({plural});
}})();
"""


def add_translations(app: Sphinx) -> None:
    """Register the catalogues: of this package's words, and of words that Sphinx and Furo leave in English."""
    i18n.use_translator(later, _translate_plural)
    app.add_message_catalog(i18n.CATALOG, str(i18n.LOCALE))
    app.add_message_catalog("sphinx", str(i18n.LOCALE))


def _translate_plural(singular: str, plural: str, number: int) -> str:
    return get_translator(i18n.CATALOG).ngettext(singular, plural, number)


def add_translation_scripts(app: Sphinx) -> None:
    """Put the words of scripts into all pages, if there are any for the language of the site."""
    if _find_catalogue(app.config.language):
        # After the translations of Sphinx, which delay the page, and before all scripts that show words.
        app.add_js_file(_SCRIPT, priority=_PRIORITY, loading_method="defer")
        if app.config.html_theme == "furo":
            app.add_js_file(_FURO, priority=_PRIORITY, loading_method="defer")


def add_missing_scripts(app: Sphinx, context: Mapping[str, Any]) -> None:
    """Add what scripts use of those of Sphinx to the page that is being written, if the theme leaves them out."""
    present = {PurePosixPath(str(getattr(script, "filename", ""))).name for script in context.get("script_files", ())}
    for name, replacement in _NEEDED.items():
        if name not in present:
            app.add_js_file(replacement, priority=0)  # before the translations of Sphinx


def write_translation_script(builder: StandaloneHTMLBuilder) -> None:
    """Write the words of scripts in the language of the site; delete those of an earlier build if there are none."""
    script, catalogue = Path(builder.outdir, "_static", _SCRIPT), _find_catalogue(builder.config.language)
    if catalogue:
        script.write_text(render_translation_script(catalogue), encoding="utf-8", newline="\n")
    else:
        script.unlink(missing_ok=True)


def render_translation_script(catalogue: Path) -> str:
    """Return the script with the words of a compiled catalogue.

    Words that Sphinx has translated stay as they are, except those with plurals: the forms of one language differ
    between catalogues, and there is one function that chooses among them. The function is written out, because a strict content
    security policy forbids Sphinx to make it of a string.
    """
    with catalogue.open("rb") as file:
        messages = read_mo(file)
    words = {
        message.id[0] if message.pluralizable else message.id: message.string for message in sorted(messages) if message.id
    }
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return _SCRIPT_TEXT.format(words=text, plural=messages.plural_expr)


def _find_catalogue(language: str) -> Path | None:
    """Return the compiled catalogue of the words in scripts, where Sphinx would find it; None without one."""
    found = gettext.find(i18n.SCRIPTS, i18n.LOCALE, [language])
    return Path(found) if found else None
