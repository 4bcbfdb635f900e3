"""What a build takes from the environment of Read the Docs, beside the address of the site.

Source: https://docs.readthedocs.com/platform/stable/reference/environment-variables.html
"""

from __future__ import annotations

import os
import re

from sphinx.application import Sphinx

from ..given_options import is_given

_OPTION = "language"
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?", re.IGNORECASE)
_ADDONS_TAG = '<meta name="readthedocs-addons-api-version" content="1" />\n'
"""Lets scripts of a page ask the platform for versions and translations.

Source: https://docs.readthedocs.com/platform/stable/addons.html
"""


def is_on_read_the_docs() -> bool:
    """Return whether the platform runs this build."""
    return os.environ.get("READTHEDOCS") == "True"


def fill_in_language(app: Sphinx) -> None:
    """Set ``language`` to that of the project on Read the Docs, where ``conf.py`` and the command line leave it unset.

    Call it when the extension is set up: Sphinx has chosen the language of its own words before.
    """
    config, code = app.config, os.environ.get("READTHEDOCS_LANGUAGE", "")
    if not is_on_read_the_docs() or is_given(config, _OPTION) or not _CODE.fullmatch(code):
        return
    if (language := _sphinx_code(code)) != config.language:
        config.language = language
        app._init_i18n()


def _sphinx_code(code: str) -> str:
    """Return the code that Sphinx has for a language of the platform: ``pt_BR`` for ``pt-br``."""
    language, _dash, region = code.lower().partition("-")
    if not region:
        return language
    return f"{language}_{region.upper() if len(region) == 2 else region.capitalize()}"


def render_addons_tag(metatags: str) -> str:
    """Return the meta tag for scripts that use the platform's data; empty elsewhere, and if the page has one."""
    return _ADDONS_TAG if is_on_read_the_docs() and "readthedocs-addons-api-version" not in metatags else ""
