"""The option ``anthology_comments``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ...catalogue.permalinks import find_unknown_placeholders
from ...characters import has_control_character
from ...digests import read_regular_file
from ...problems import Report
from ...settings import report_option
from ...suggestions import did_you_mean, find_similar_names
from ...urls import UrlError, is_web_url, parse_url
from .template import explain_template

_NAME = "comments"
_OFF = "There are no comments."
_REPOSITORY = re.compile(r"[\w-][\w.-]*/[\w.-]+", re.ASCII)
_SHORT_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?", re.ASCII)
_THEME = re.compile(r"[\w-]{1,60}", re.ASCII)
GISCUS_MAPPINGS = ("pathname", "url", "title", "og:title", "specific")
"""By which property of a page giscus finds its discussion. Source: https://giscus.app"""


class CommentOptions(NamedTuple):
    """The service of comments, and the options that it has."""

    provider: str
    """Its name; empty if there is none."""
    values: Mapping[str, str | bool]
    """By name; those that are not set are missing."""
    template: str = ""
    """The content of the project's own template."""
    files: tuple[Path, ...] = ()
    """The files that these options depend on."""
    shows_archive: bool = False
    """Whether comments of an old blog, which lie beside a post, are shown."""

    def text(self, name: str, default: str = "") -> str:
        """Return the value of an option that is a text."""
        return str(self.values.get(name, default))


class _Provider(NamedTuple):
    required: tuple[str, ...]
    optional: tuple[str, ...]
    advice: str
    """Where to find the values."""


_THEMES = ("light_theme", "dark_theme")
_PROVIDERS: Mapping[str, _Provider] = {
    "giscus": _Provider(
        ("repo", "repo_id", "category_id"),
        ("category", "mapping", "term", "strict", "reactions_enabled", "input_position", "host", *_THEMES),
        "Copy them from https://giscus.app.",
    ),
    "utterances": _Provider(("repo",), ("term", "label", "host", *_THEMES), "Write the repository as 'owner/name'."),
    "disqus": _Provider(("shortname",), ("identifier", "url"), "It is the name of the site on Disqus."),
    "isso": _Provider(("host",), ("id",), "Write the URL of the server, such as 'https://comments.example.org/'."),
    "mastodon": _Provider((), ("host", "account"), ""),
    "template": _Provider(("file",), ("host",), "Write a path relative to the folder of conf.py."),
}
PROVIDERS = tuple(_PROVIDERS)


def parse_options(value: Mapping[str, object], folder: Path, report: Report) -> CommentOptions | None:
    """Return the value of the option; None if there are no comments.

    :param value: ``provider`` and the options of that service, ``archive``, or both. Empty for no comments.
    :param folder: the folder that the path of a template is relative to.
    :param report: gets one problem, if the value is not usable.
    """
    if not value:
        return None
    given = {_normalise_name(name): item for name, item in value.items()}
    archive = given.pop("archive", False)
    if archive is True and not given:
        return CommentOptions("", {}, shows_archive=True)
    problem = next(_find_problems(given), "") if isinstance(archive, bool) else "'archive' is not True or False."
    provider, template = str(given.get("provider")), ""
    file = folder / str(given.get("file", ""))
    if not problem and provider == "template":
        try:
            template = read_regular_file(file).decode("utf-8-sig")
        except (OSError, ValueError):
            problem = f"the template {given['file']!r} cannot be read. {_PROVIDERS[provider].advice}"
        if explanation := explain_template(template):
            problem = f"the template {given['file']!r} cannot be used: {explanation}."
    if problem:
        report_option(report, _NAME, f"{problem} {_OFF}")
        return None
    values = {name: item if isinstance(item, bool) else str(item) for name, item in given.items()}
    return CommentOptions(provider, values, template, (file,) if template else (), archive is True)


def _normalise_name(name: object) -> str:
    """Return a name as this option has it. Services write it as an attribute: ``data-repo-id``."""
    return str(name).strip().casefold().removeprefix("data-").replace("-", "_")


def _find_problems(given: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with the options of a service, as sentences."""
    provider = given.get("provider")
    if not isinstance(provider, str) or provider not in _PROVIDERS:
        named = f"{provider!r} is no service of comments" if provider else "'provider' is missing"
        yield f"{named}. Write {_join(PROVIDERS, 'or')}.{did_you_mean(find_similar_names(str(provider), PROVIDERS)[:1])}"
        return
    known = _PROVIDERS[provider]
    if missing := [name for name in known.required if not given.get(name)]:
        yield f"{provider!r} needs {_join(missing, 'and')}. {known.advice}"
    names = (*known.required, *known.optional)
    for name, value in given.items():
        if name == "provider":
            continue
        if name not in names:
            hint = did_you_mean(find_similar_names(name, names)[:1])
            yield f"{provider!r} has no option {name!r}. Its options are {_join(names, 'and')}.{hint}"
        elif explanation := _explain(name, value):
            yield f"{name!r} cannot be {value!r}. {explanation}"


def _explain(name: str, value: object) -> str:
    """Return how the value of an option has to be; empty if it is so."""
    is_right, form = _FORMS.get(name, (_is_text, "Write a text on one line."))
    return "" if is_right(value) else form


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not has_control_character(value) and len(value) <= 500


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_web_url(value: object) -> bool:
    if not _is_text(value) or not is_web_url(str(value)):
        return False
    try:
        parse_url(str(value), allow_mail=False)
    except UrlError:
        return False
    return not set("?#\"'<>") & set(str(value))


def _is_host(value: object) -> bool:
    return _matches(_HOST)(value) or _is_web_url(value)


def _is_pattern(value: object) -> bool:
    return _is_text(value) and not find_unknown_placeholders(str(value))


def _is_theme(value: object) -> bool:
    return _matches(_THEME)(value) or _is_web_url(value)


_Form = tuple[Callable[[object], bool], str]
_PATTERN: _Form = (_is_pattern, "Write a text with placeholders of permalinks, such as '/:year/:slug/'.")
_SWITCH: _Form = (lambda value: value in (True, False, "0", "1"), "Write True or False.")
_THEME_FORM: _Form = (_is_theme, "Write the name of a theme, or the URL of its style sheet.")
_FORMS: Mapping[str, _Form] = {
    "repo": (_matches(_REPOSITORY), "Write the repository as 'owner/name'."),
    "shortname": (_matches(_SHORT_NAME), "Write the name of the site on Disqus: letters, digits and hyphens."),
    "mapping": (lambda value: value in GISCUS_MAPPINGS, f"Write one of {', '.join(map(repr, GISCUS_MAPPINGS))}."),
    "input_position": (lambda value: value in ("top", "bottom"), "Write 'top' or 'bottom'."),
    "host": (_is_host, "Write a host, such as 'comments.example.org', or its URL."),
    "account": (_matches(re.compile(r"@?[\w.-]+", re.ASCII)), "Write the name of an account on the host, such as '@name'."),
    "term": _PATTERN,
    "identifier": _PATTERN,
    "url": _PATTERN,
    "id": _PATTERN,
    "strict": _SWITCH,
    "reactions_enabled": _SWITCH,
    "light_theme": _THEME_FORM,
    "dark_theme": _THEME_FORM,
}
"""For each option whether a value is usable, and what to write. The others are any text."""


def _join(names: Iterable[str], last: str) -> str:
    quoted = [repr(name) for name in names]
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}" if len(quoted) > 1 else quoted[0]
