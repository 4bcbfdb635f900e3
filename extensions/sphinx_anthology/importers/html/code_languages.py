"""The language of code, as services and highlighters write it."""

from __future__ import annotations

import re

from bs4 import Tag

from ...markup.engines.code_fences import find_lexer_name

_IN_CLASS = re.compile(
    r"(?:^|\s)(?:language-|lang-|lang:|brush:\s{0,3}|hljs\s+language-|prettyprint\s+lang-|EnlighterJSRAW\s+)([A-Za-z0-9+#_.-]{1,30})"
)
_ATTRIBUTES = ("data-ke-language", "data-code-block-lang", "data-enlighter-language", "data-lang", "data-language", "lang")
_ALIASES = {"c#": "csharp", "c++": "cpp", "jscript": "javascript", "as3": "actionscript"}
_TISTORY = re.compile(r"[a-z+#]{1,20}")


def find_code_language(block: Tag) -> str:
    """Return the language of a block of code as Pygments knows it; empty if none is named or known."""
    for element in (block, block.find("code")):
        if not isinstance(element, Tag):
            continue
        names = [str(element.get(name) or "") for name in _ATTRIBUTES]
        classes = " ".join(element.get_attribute_list("class")) if element.get("class") else ""
        match = _IN_CLASS.search(classes)
        names.append(match[1] if match else "")
        if element.name == "pre" and block.find("code") is not None and _TISTORY.fullmatch(classes):
            names.append(classes)
        for name in names:
            if language := _normalise(name):
                return language
    return ""


def _normalise(name: str) -> str:
    key = name.strip().lower()
    language = find_lexer_name(_ALIASES.get(key, key))
    return "" if language == "text" else language
