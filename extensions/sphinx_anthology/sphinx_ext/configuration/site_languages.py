"""The option for a site that is built once for each language: the address of each build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from ...fields.languages import parse_language_name
from ...outputs.site_address import SiteAddress, parse_site_address
from ...problems import Report, ignore_problem
from ...settings import Settings, report_option
from ...urls import UrlError, parse_url

_OPTION = "site_languages"
_ANY_HOST = "https://host.invalid"


def read_site_languages(settings: Settings, report: Report = ignore_problem) -> Mapping[str, SiteAddress]:
    """Return the address of the site in each of its languages, by language tag such as ``pt-BR``.

    It is a URL, or a path from the root of the host.

    :param report: gets the parts that are not usable, which are left out, and a language of this build that is missing.
    """
    result: dict[str, SiteAddress] = {}
    for tag, address in _read_items(settings.site_languages, report):
        if tag in result:
            report_option(report, _OPTION, f"{tag!r} is there twice. The first address is used.")
        result.setdefault(tag, address)
    if result and own_tag(settings.language) not in result:
        message = f"{settings.language!r}, the language of this build, is not among them. Add it with its address."
        report_option(report, _OPTION, message)
    return result


def own_tag(language: str) -> str:
    """Return the tag of the language of a build, given a language code of Sphinx such as ``pt_BR``."""
    return parse_language_name(language) or language


def _read_items(given: Mapping[str, object], report: Report) -> Iterator[tuple[str, SiteAddress]]:
    for name, value in given.items():
        tag = parse_language_name(name) if isinstance(name, str) else None
        if tag is None:
            report_option(report, _OPTION, f"{name!r} is no language. Write a tag such as 'ko' or 'pt-BR'.")
            continue
        try:
            yield tag, _read_address(value)
        except UrlError as error:
            advice = "Write a URL such as 'https://docs.example/ko/', or a path such as '/ko/'."
            report_option(report, _OPTION, f"{name!r}: {value!r} {error}. {advice}")


def _read_address(value: object) -> SiteAddress:
    """Return an address, whose base is a path if no host is given.

    :raises UrlError: it is neither an HTTP address nor a path from the root of the host, or has a query or a fragment.
    """
    if not isinstance(value, str):
        raise UrlError("is no text")
    url = parse_url(value, allow_mail=False)
    if not url.startswith("/"):
        if not url:
            raise UrlError("is empty")
        return parse_site_address(url)
    if url.startswith("//"):
        raise UrlError("begins with '//'")
    return SiteAddress(urlsplit(parse_site_address(_ANY_HOST + url).base).path)
