"""Which options a project has set."""

from __future__ import annotations

from sphinx.config import Config


def is_given(config: Config, name: str) -> bool:
    """Return whether ``conf.py`` or the command line sets an option, be it to its default."""
    return name in config._raw_config or name in config.overrides
