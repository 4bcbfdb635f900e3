"""The absolute address of the site and of its pages, on Read the Docs and elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable
from urllib.parse import quote

from sphinx.builders import Builder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.config import Config
from sphinx.util import logging

from ...outputs.site_address import UNKNOWN_ADDRESS, SiteAddress, parse_site_address
from ...settings import ADDRESS_IN_ABLOG
from ...urls import UrlError
from ..given_options import is_given
from ..site import site_of

logger = logging.getLogger(__name__)

_OPTION = "html_baseurl"
_READ_THE_DOCS = "READTHEDOCS_CANONICAL_URL"
"""The environment variable with the address of the version, translation or preview that Read the Docs builds.

Source: https://docs.readthedocs.com/platform/stable/reference/environment-variables.html
"""
_EXAMPLE = f'Set {_OPTION} to the address of the site, such as "https://kb.example.org/".'


def fill_in_address(config: Config) -> None:
    """Set ``html_baseurl`` and ``ogp_site_url`` where the project leaves them unset.

    The address is that of Read the Docs, or the one in a configuration of ABlog.
    """
    if not is_given(config, _OPTION):
        config.html_baseurl = os.environ.get(_READ_THE_DOCS, "") or str(config._raw_config.get(ADDRESS_IN_ABLOG) or "")
    if config.html_baseurl and not config.ogp_site_url:
        config.ogp_site_url = f"{config.html_baseurl.rstrip('/')}/"  # without the slash, the last folder would be replaced


def site_address(builder: Builder) -> SiteAddress:
    """Return the address of the site; an unknown one if the option ``html_baseurl`` is unset or cannot be used."""
    return site_of(builder.env).part(SiteAddress, lambda: _read_address(builder.config))


def page_address(builder: Builder, docname: str) -> str:
    """Return the absolute address of a page, or its address relative to the site if that of the site is not known."""
    return site_address(builder).absolute(relative_address(builder, docname))


def relative_address(builder: Builder, docname: str) -> str:
    """Return the percent-encoded address of a page, relative to the site."""
    uri = builder.get_target_uri(docname)
    # Of the builders of Sphinx, this one alone does not encode it.
    return quote(uri) if isinstance(builder, DirectoryHTMLBuilder) else uri


def note_left_out(builder: Builder, outputs: Iterable[str]) -> None:
    """Log what is not written because the address of the site is not known, and how to change that.

    :param outputs: names for people, such as ``sitemap.xml``.
    """
    if names := ", ".join(outputs):
        given = builder.config.html_baseurl
        reason = f"{_OPTION} = {given!r} {_explain(given)}" if given else "the address of the site is not known"
        logger.info("Not written, because %s: %s. %s", reason, names, _EXAMPLE)


def _read_address(config: Config) -> SiteAddress:
    try:
        return parse_site_address(str(config.html_baseurl or ""))
    except UrlError:
        return UNKNOWN_ADDRESS


def _explain(given: str) -> str:
    try:
        parse_site_address(str(given))
    except UrlError as error:
        return str(error)
    return "is empty"
