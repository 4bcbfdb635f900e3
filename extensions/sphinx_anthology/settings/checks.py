"""The check of the values of options."""

from __future__ import annotations

from ..problems import Report
from ..urls import explain_pattern
from .collections import explain_collection
from .indexes import read_index_options
from .messages import join_names, report_option, suggest_name
from .values import (
    ALL,
    COLLECTION_OPTIONS,
    FEED_CONTENTS,
    FEED_FORMATS,
    FEEDS,
    POSTS,
    SHARE_TARGETS,
    Settings,
    read_option,
)


def check_settings(settings: Settings, report: Report) -> None:
    """Report the parts of dictionaries that are not usable."""
    read_index_options(settings.indexes, report)
    if settings.heading_ids not in (ALL, POSTS):
        report_option(report, "heading_ids", f"{settings.heading_ids!r} is not known. Write {join_names((ALL, POSTS), 'or')}.")
    for pattern in settings.permalinks:
        if explanation := explain_pattern(pattern):
            report_option(report, "permalinks", f"{pattern!r} {explanation}. Write a path, or a URL with http or https.")
    for start, url in settings.old_sites.items():
        if url and not is_old_site_root(start, url):
            advice = "Write '/' or the beginning of paths such as '/tags/', and a URL such as 'https://blog.example.org'."
            report_option(report, "old_site", f"{start!r}: {url!r} is not usable. {advice}")
    lists = {"feeds": FEEDS, "feed_formats": FEED_FORMATS, "feed_content": FEED_CONTENTS, "share": SHARE_TARGETS}
    for option, choices in lists.items():
        given = getattr(settings, option)
        for name in (given,) if isinstance(given, str) else given:
            if name not in choices:
                report_option(report, option, f"{name!r} is none of {join_names(choices)}.{suggest_name(name, choices)}")
    for name, values in settings.collections.items():
        if explanation := explain_collection(name, values):
            report_option(report, "collections", explanation)
            continue
        for key, value in values.items():
            if key not in COLLECTION_OPTIONS or read_option(key, value, report) is None:
                hint = "" if key in COLLECTION_OPTIONS else suggest_name(key, COLLECTION_OPTIONS)
                report_option(report, "collections", f"{name!r} cannot have {key!r} = {value!r}.{hint}")
    for own in list(settings.by_collection.values())[1:]:
        check_settings(own, report)


def is_old_site_root(start: object, url: object) -> bool:
    """Return whether the option ``old_site`` can have a pair of the beginning of a path and a URL."""
    if not (
        isinstance(start, str) and start.startswith("/") and isinstance(url, str) and url.startswith(("http://", "https://"))
    ):
        return False
    return not explain_pattern(url) and not set("?#") & set(url)
