"""The tags in the head of pages that a project sets: codes by which services verify who owns a site, and endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from ...characters import has_control_character
from ...problems import Report, ignore_problem
from ...settings import report_option
from ...urls import UrlError, encode_url, is_web_url, parse_url

_OPTION = "head_tags"
_LINKS = ("webmention", "pingback")
"""Names whose values are addresses, in ``link`` elements. Source: https://www.w3.org/TR/webmention/"""
_NAME = re.compile(r"[A-Za-z][\w.:-]*", re.ASCII)


def render_head_tags(tags: Mapping[str, object], report: Report = ignore_problem) -> str:
    """Return the elements for the option ``head_tags``.

    :param report: gets the parts that are not usable, which are left out.
    """
    return "".join(_render_tags(tags, report))


def _render_tags(tags: Mapping[str, object], report: Report) -> Iterator[str]:
    for name, value in tags.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            report_option(report, _OPTION, f"{name!r} is no name of a tag. Write one such as 'google-site-verification'.")
        elif not isinstance(value, str) or not value.strip() or has_control_character(value):
            report_option(report, _OPTION, f"{name!r} cannot be {value!r}. Write a text on one line.")
        elif name.lower() not in _LINKS:
            yield f'<meta name="{name}" content="{escape(value.strip())}" />\n'
        elif _is_web_url(value):
            yield f'<link rel="{name.lower()}" href="{escape(encode_url(value.strip()))}" />\n'
        else:
            report_option(report, _OPTION, f"{name!r} cannot be {value!r}. Write a URL with http or https.")


def _is_web_url(value: str) -> bool:
    try:
        return is_web_url(parse_url(value, allow_mail=False))
    except UrlError:
        return False
