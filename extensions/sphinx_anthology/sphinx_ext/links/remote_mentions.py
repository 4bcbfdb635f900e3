"""Files of other sites about objects of this project, fetched once when a build starts, as intersphinx fetches inventories."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.util import requests

from ...cache import CacheFile
from ...loading.data.mention_files import MAX_BYTES, OwnProject, RemoteMention, read_mentions
from ...problems import Code, Report, ignore_problem
from ...settings import PREFIX, Settings, report_option
from ...urls import is_remote, parse_url
from ..warnings import warn

_FILE = "mentions.json"
_DEFAULT_DAYS = 5
"""Number of days for which a fetched file is kept, unless ``intersphinx_cache_limit`` says otherwise."""
_SECONDS_PER_DAY = 86_400
_DEFAULT_SECONDS = 30
"""Number of seconds without an answer after which fetching ends, unless ``intersphinx_timeout`` says otherwise."""


class _Location(NamedTuple):
    place: str
    """A URL, or a path relative to the source folder."""
    base: str
    """The URL of the other site; empty if the file says it."""


class _Fetched(NamedTuple):
    time: float
    """When it was fetched, in seconds since 1970 UTC."""
    data: bytes


def list_local_files(mentions: object) -> list[str]:
    """Return the paths that a value of the option names, relative to the source folder."""
    return [one.place for one in _list_locations(mentions, ignore_problem) if not is_remote(one.place)]


def load_remote_mentions(app: Sphinx, settings: Settings) -> tuple[RemoteMention, ...]:
    """Return what the files of other sites say about objects of this project. A file that cannot be read is a warning."""
    if not settings.mentions or not settings.api_backlinks:
        return ()
    cache = CacheFile(app.doctreedir / "anthology-mentions.pickle")
    before: dict[str, _Fetched] = cache.load() or {}
    known = dict(before)
    project = OwnProject(app.config.project, app.config.html_baseurl or "")
    found: list[RemoteMention] = []
    for place, base in _list_locations(settings.mentions, lambda problem: warn(problem.code, problem.message, None)):
        data = _read(app, place, known)
        try:
            found += read_mentions(data, base or (place if is_remote(place) else ""), project) if data is not None else []
        except ValueError as error:
            _warn(place, f"is not used, because {error}. Remove it from the option, or publish the file again.")
    if known != before:
        cache.save_if_possible(known)
    return tuple(dict.fromkeys(found))


def _warn(place: str, message: str) -> None:
    warn(Code.MENTIONS_UNREADABLE, f"{PREFIX}mentions: {place!r} {message}", None)


def _list_locations(mentions: object, report: Report) -> list[_Location]:
    """Return the files to read.

    :param mentions: a list of files or sites, or a dictionary of files by sites, with None for the usual place.
    """
    pairs = list(mentions.items()) if isinstance(mentions, Mapping) else []
    pairs += [("", place) for place in mentions] if isinstance(mentions, list | tuple) else []
    found: list[_Location] = []
    for base, place in pairs:
        site = f"{base.rstrip('/')}/" if base and isinstance(base, str) else ""
        where = site if place is None else place
        if isinstance(where, str) and where and (site or not base):
            found.append(_Location(f"{where}{_FILE}" if is_remote(where) and where.endswith("/") else where, site))
        else:
            report_option(report, "mentions", f"{base or place!r} is neither a file nor a URL.")
    return found


def _read(app: Sphinx, place: str, known: dict[str, _Fetched]) -> bytes | None:
    """Return a file; None if it cannot be read. A file that was fetched a few days ago is not fetched again.

    :param known: the files that were fetched, which is changed.
    """
    days, before = getattr(app.config, "intersphinx_cache_limit", _DEFAULT_DAYS), known.get(place)
    if before and (days < 0 or time.time() - before.time < days * _SECONDS_PER_DAY):
        return before.data
    try:
        if not is_remote(place):
            return (app.srcdir / place).read_bytes()
        data = _download(app, place)
    except Exception as error:  # libraries for networks raise nearly anything
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        instead = "what was read last is shown" if before else "its articles are not shown"
        _warn(place, f"cannot be read, so that {instead}: {reason}. Check the address, or build again later.")
        return before.data if before else None
    known[place] = _Fetched(time.time(), data)
    return data


def _download(app: Sphinx, url: str) -> bytes:
    """Return the file at a URL.

    :raises UrlError: the URL, or the one that a redirect leads to, is not allowed.
    :raises TimeoutError: the file takes too long.
    """
    parse_url(url, allow_mail=False)
    config = app.config
    timeout = getattr(config, "intersphinx_timeout", None) or _DEFAULT_SECONDS
    tls, end = (config.tls_verify, config.tls_cacerts), time.monotonic() + timeout
    with requests.get(url, timeout=timeout, stream=True, _user_agent=config.user_agent, _tls_info=tls) as response:
        response.raise_for_status()
        parse_url(response.url, allow_mail=False)
        data = b""
        for chunk in response.iter_content(65536):
            data += chunk
            if len(data) > MAX_BYTES:
                break
            if time.monotonic() > end:
                raise TimeoutError(f"not complete after {timeout} seconds")
        return data
