"""What a build takes from the environment of Read the Docs, beside the address of the site.

Source: https://docs.readthedocs.com/platform/stable/reference/environment-variables.html
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import sphinx.locale
from sphinx.application import Sphinx

from ..given_options import is_given

_OPTION = "language"
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_CHINESE = {"tw": "zh_TW", "hant": "zh_TW", "hk": "zh_HK"}
"""The codes of Sphinx for Chinese of a region or in a script. All others are simplified Chinese."""
_LOCALES = Path(sphinx.locale.__file__).parent
"""The folder with the languages of Sphinx."""
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
    if (language := find_sphinx_code(code)) != config.language:
        config.language = language
        app._init_i18n()


def find_sphinx_code(code: str) -> str:
    """Return the code that Sphinx has for a language of the platform: ``pt_BR`` for ``pt-br``, and ``ko`` for ``ko_KR``."""
    language, _dash, region = code.lower().replace("_", "-").partition("-")
    if language == "zh":
        return _CHINESE.get(region, "zh_CN")
    name = f"{language}_{region.upper()}"
    return name if region and (_LOCALES / name).is_dir() else language


def render_addons_tag(metatags: str) -> str:
    """Return the meta tag for scripts that use the platform's data; empty elsewhere, and if the page has one."""
    return _ADDONS_TAG if is_on_read_the_docs() and "readthedocs-addons-api-version" not in metatags else ""
