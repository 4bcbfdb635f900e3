"""The options for untrusted posts: their check, and what is filled in for them."""

from __future__ import annotations

from pathlib import Path

from sphinx.config import Config
from sphinx.errors import ConfigError

from ...loading.files.untrusted_posts import find_missing_folders
from ...problems import Code
from ...settings import PREFIX, Settings
from ..warnings import warn

_MATHJAX = ("mathjax4_config", "mathjax3_config", "mathjax2_config", "mathjax_config")
"""The options of Sphinx that configure MathJax."""


def check_options(config: Config) -> None:
    """Check the options for untrusted posts. A mistake in them would make posts trusted, so it ends the build.

    :raises ConfigError: an option cannot be used.
    """
    for name in ("untrusted", "frame_hosts"):
        value = config[PREFIX + name]
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip("./\\ ") for item in value):
            raise ConfigError(f"{PREFIX}{name} = {value!r} is not a list of texts. Write for example ['guest/**'].")


def fill_in_mathjax(config: Config) -> None:
    """Let MathJax process nothing but formulas, unless the project configures it. It would find TeX in the text of any page.

    Source: https://docs.mathjax.org/en/latest/options/document.html
    """
    if config.anthology_untrusted and not any(name in config.values and config[name] for name in _MATHJAX):
        # MyST sets the same classes where the project lets it recognise formulas.
        config.mathjax4_config = {"options": {"ignoreHtmlClass": ".*|", "processHtmlClass": config.myst_mathjax_classes}}


def warn_of_missing_folders(settings: Settings, source: Path) -> None:
    """Warn of patterns of untrusted posts whose folder does not exist: a mistake in them would make posts trusted."""
    for pattern in find_missing_folders(settings.untrusted, source):
        message = f"{PREFIX}untrusted: the folder of {pattern!r} does not exist. Write a path relative to the source folder."
        warn(Code.OPTION_INVALID, message, None)
