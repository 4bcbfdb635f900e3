"""Language tags in front matter and in the names of files and folders, and the reader of the field ``language``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from ..frontmatter.model import Value
from .context import Context
from .scalars import read_text

_CODES = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es "
        "et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki "
        "kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no "
        "nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te "
        "tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    ).split()
)
"""The codes of ISO 639-1. They are listed because Babel, which knows all others, is slow to load."""
_LONG_CODES = dict(
    pair.split(":")
    for pair in (
        "eng:en kor:ko jpn:ja zho:zh chi:zh deu:de ger:de fra:fr fre:fr spa:es por:pt rus:ru ita:it nld:nl dut:nl pol:pl "
        "tur:tr ukr:uk vie:vi tha:th ara:ar heb:he hin:hi ces:cs cze:cs swe:sv hun:hu ron:ro ell:el"
    ).split()
)
"""Codes of ISO 639-2 that are no words, with the code of ISO 639-1 that BCP 47 prefers."""
_CLEAR_FOLDERS = frozenset(
    (
        "ar bg bn da de el en es et fa fi fr he hi hu hy ja ka kk ko lt lv mk mn nb nl nn pt ro ru sk sl sq sr sv sw ta te th "
        "tr ur uz zh"
    ).split()
)
"""Codes that are languages as names of folders. Others, such as ``it``, ``cs`` and ``id``, may be topics."""
_UNCLEAR_SUFFIXES = frozenset("am as co cs io is la ml pl ps sh so to ts".split())
"""Codes that may be something else at the end of a file name: ``socket.io.md``, ``program.cs.md``."""

_NAME = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")
_TAG = re.compile(rf"{_NAME.pattern}(?:\.[\w-]+)?")
_NAMES = {
    "korean": "ko",
    "한국어": "ko",
    "english": "en",
    "영어": "en",
    "japanese": "ja",
    "日本語": "ja",
    "日本語版": "ja",
}


def read_language(value: Value, context: Context) -> str | None:
    """Read a language tag or the name of a language. Return the tag as BCP 47 spells it: ``ko``, ``pt-BR``, ``zh-Hant``."""
    text = read_text(value, context)
    if text is None:
        return None
    if tag := _NAMES.get(text.casefold()):
        return tag
    match = _TAG.fullmatch(text)
    if match is None:
        context.report_form("a language tag such as ko or pt-BR")
        return None
    return _format_tag(match[1], match[2], match[3])


def _format_tag(language: str, script: str | None, region: str | None) -> str:
    parts = (language.lower(), (script or "").title(), (region or "").upper())
    return "-".join(part for part in parts if part)


@lru_cache(maxsize=4096)
def may_be_language(name: str) -> bool:
    """Return whether a name has the form of a language tag. It says nothing of whether there is such a language."""
    return _NAME.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def parse_language_name(name: str) -> str | None:
    """Return the tag of the language that the name of a folder or the suffix of a file name may be; None if there is none.

    Codes of ISO 639 are known, alone or with a script and a region: ``ko``, ``kor``, ``pt_BR``, ``zh-Hant``.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    code, script, region = match[1].lower(), match[2], match[3]
    language = (
        code if code in _CODES else _LONG_CODES.get(code) or (_load_cldr().languages.get(code) if len(code) == 3 else None)
    )
    if language is None or (script and script.title() not in _load_cldr().scripts):
        return None
    if region and region.upper() not in _load_cldr().regions:
        return None
    return _format_tag(language, script, region)


@lru_cache(maxsize=4096)
def is_clear_language(name: str, is_folder: bool) -> bool:
    """Return whether a name that may be a language is hardly anything else, such as the topic of a folder.

    :param is_folder: whether it is the name of a folder, and not the suffix of a file name.
    """
    match = _NAME.fullmatch(name)
    if match is None or (len(match[1]) == 3 and match[1].lower() not in _LONG_CODES):
        return False
    tag = parse_language_name(name)
    if tag is None:
        return False
    code, _, region = tag.partition("-")
    if code in _CLEAR_FOLDERS if is_folder else code not in _UNCLEAR_SUFFIXES:
        return True
    # "pt-BR" and "cs-cz", but not "to-do"
    return len(match[1]) == 3 or (bool(region) and (not name.islower() or tag in _load_cldr().tags))


class LanguageMatch(IntEnum):
    """How well the language of a text suits a reader, best first."""

    SAME = 0
    """The same tag."""
    SCRIPT = 1
    """The same language in the same script, such as ``zh-TW`` and ``zh-Hant``."""
    LANGUAGE = 2
    """The same language, such as ``pt`` and ``pt-BR``."""
    UNKNOWN = 3
    OTHER = 4


@lru_cache(maxsize=4096)
def compare_languages(tag: str | None, wanted: str) -> LanguageMatch:
    """Return how well the language of a text suits a reader.

    :param tag: the language of the text; None if it is unknown.
    :param wanted: the language of the reader, with hyphens or underscores.
    """
    if not tag:
        return LanguageMatch.UNKNOWN
    one, other = (name.replace("_", "-").casefold() for name in (tag, wanted))
    if one == other:
        return LanguageMatch.SAME
    if one.partition("-")[0] != other.partition("-")[0]:
        return LanguageMatch.OTHER
    return LanguageMatch.SCRIPT if _find_script(tag) == _find_script(wanted) else LanguageMatch.LANGUAGE


def _find_script(tag: str) -> str:
    """Return the script in which a language is usually written; empty if it is unknown."""
    match = _NAME.fullmatch(tag)
    if match is None:
        return ""
    code, script, region = match[1].lower(), match[2], match[3]
    likely = _load_cldr().likely
    full = likely.get(f"{code}_{(region or '').upper()}") or likely.get(code, "")
    return script.title() if script else full.partition("_")[2].partition("_")[0]


class _Cldr(NamedTuple):
    """What the Unicode Common Locale Data Repository knows of languages."""

    languages: Mapping[str, str]
    """Tags by their codes of three letters."""
    scripts: frozenset[str]
    regions: frozenset[str]
    tags: frozenset[str]
    """Tags of languages as they are spoken somewhere."""
    likely: Mapping[str, str]
    """Languages with their usual script and region, by language, or by language and region, all with underscores."""


@cache
def _load_cldr() -> _Cldr:
    from babel import Locale, localedata  # here, because few names need it and it takes longer than all posts of a small blog
    from babel.core import get_global

    english = Locale("en")
    known = set(map(str, english.languages))
    aliases = {str(code): str(tag) for code, tag in get_global("language_aliases").items()}
    long = {code: aliases.get(code, code) for code in (*known, *aliases) if len(code) == 3}
    return _Cldr(
        {code: tag for code, tag in long.items() if tag in known},
        frozenset(map(str, english.scripts)),
        frozenset(map(str, english.territories)),
        frozenset(name.replace("_", "-") for name in localedata.locale_identifiers()),
        {str(name): str(full) for name, full in get_global("likely_subtags").items()},
    )
