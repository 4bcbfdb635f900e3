"""Language tags, and the reader of the field ``language``."""

from __future__ import annotations

import re

from ..frontmatter.model import Value
from .context import Context
from .scalars import read_text

LANGUAGES = {
    tag.casefold(): tag
    for tag in (
        "ko ja en zh de fr es pt ru "
        "ko-KR ja-JP en-US en-GB zh-CN zh-TW zh-HK zh-Hans zh-Hant pt-BR pt-PT es-ES es-MX fr-FR de-DE"
    ).split()
}
"""Language tags that are recognised in file and folder names. Others, such as ``it`` and ``cs``, are more likely words."""

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:\.[\w-]+)?")
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
    parts = (match[1].lower(), (match[2] or "").title(), (match[3] or "").upper())
    return "-".join(part for part in parts if part)
