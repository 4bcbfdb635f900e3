"""The options of the extension and of its indexes, each declared once.

- ``values``: :class:`Settings`, whose fields ``setup()`` registers with Sphinx as ``anthology_<name>``
- ``indexes``: the options of indexes; ``collections``: collections of posts
- ``ablog``: the configuration of ABlog, which stands in for unset options
- ``checks``: the check of the values; ``messages``: messages about options
"""

from .ablog import ADDRESS as ADDRESS_IN_ABLOG
from .ablog import read_ablog_options
from .checks import check_settings, is_old_site_root
from .indexes import HOME, INDEXES, LAYOUTS, SORTS, TERM_LAYOUTS, IndexOptions
from .messages import CONFIGURATION, PREFIX, report_option
from .values import MEGABYTE, OPTIONS, POSTS, SHARE_TARGETS, Settings

__all__ = [
    "ADDRESS_IN_ABLOG",
    "CONFIGURATION",
    "HOME",
    "INDEXES",
    "LAYOUTS",
    "MEGABYTE",
    "OPTIONS",
    "POSTS",
    "PREFIX",
    "SHARE_TARGETS",
    "SORTS",
    "TERM_LAYOUTS",
    "IndexOptions",
    "Settings",
    "check_settings",
    "is_old_site_root",
    "read_ablog_options",
    "report_option",
]
