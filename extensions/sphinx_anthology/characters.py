"""Control characters, removed from the texts of posts and shown as escapes in messages; line breaks in Chinese and Japanese.

On a terminal, a control character can hide, rewrite or forge what stands there. XML 1.0 allows few of them. Joiners of emoji
and scripts, spaces of all kinds and marks of direction are no control characters and stay.
"""

from __future__ import annotations

import re

_NOT_IN_XML = "\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""Characters that no XML 1.0 document may contain, except for vertical tab and form feed.

Source: https://www.w3.org/TR/xml/#charsets
"""
_C1 = "\x7f-\x84\x86-\x9f"
"""DEL and the C1 control characters, except for the line break NEL."""
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
"""Characters that change the direction of the text after them. Source: https://www.unicode.org/reports/tr9/"""
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
"""Line breaks beside CR and LF."""

_IN_TEXT = re.compile(f"[{_NOT_IN_XML}{_C1}{_DIRECTION}]")
_BREAK_IN_TEXT = re.compile(f"[{_BREAKS}]")
_LINE_END = re.compile(r"\r\n?")
_IN_BODY = re.compile(f"[{_NOT_IN_XML}{_C1}]")
_BREAK_IN_BODY = re.compile("[\x0b\x0c]")
_OFTEN_IN_BODY = "".join(filter(re.compile(f"[{_NOT_IN_XML}{_C1}\x0b\x0c]").match, map(chr, (*range(0xA0), 0xFFFE, 0xFFFF))))
"""Characters that :func:`clean_body` replaces, except for surrogates, which no decoded file contains."""
_IN_JSON = re.compile(f"[{_NOT_IN_XML}{_C1}{_DIRECTION}{_BREAKS}\t\r]")
_NO_XML = re.compile(f"[{_NOT_IN_XML}\x0b\x0c]")
_ANY = re.compile(f"[{_NOT_IN_XML}{_C1}{_DIRECTION}{_BREAKS}\t\n\r]")


def has_control_character(text: str) -> bool:
    """Return whether *text* contains a control character, a change of direction, or a line break."""
    return not text.isprintable() and _ANY.search(text) is not None


def escape_control_characters(text: str) -> str:
    r"""Return *text* on one line, with ``\x1b`` for an escape character, ``\n`` for a line break, and so on."""
    if text.isprintable():  # nearly all texts are, and this is much faster than the search
        return text
    return _ANY.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def escape_json(text: str) -> str:
    r"""Return JSON with ``\u009b`` for a control character, and so on, which means the same to every parser. Lines stay."""
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def clean_text(text: str) -> str:
    """Return a text that a field of an article can have: without control characters and changes of direction.

    Line ends become LF, and other line breaks become spaces.
    """
    if text.isprintable():
        return text
    return _BREAK_IN_TEXT.sub(" ", _IN_TEXT.sub("", _LINE_END.sub("\n", text)))


def is_clean(text: str) -> bool:
    """Return whether *text* has none of the characters that :func:`clean_text` removes."""
    return text.isprintable() or _IN_TEXT.search(text) is None


def clean_xml(text: str) -> str:
    """Return a text without the characters that no XML 1.0 document may contain; the same object if there are none."""
    return _NO_XML.sub("", text) if _NO_XML.search(text) else text


def find_in_body(text: str) -> list[int]:
    """Return the positions of the control characters that :func:`clean_body` removes, and of NUL."""
    return [match.start() for match in _IN_BODY.finditer(text)]


def clean_body(text: str) -> str:
    """Return the text of a file without control characters; the same object if there are none. Lines keep their numbers.

    NUL becomes the replacement character, as CommonMark says; vertical tabs and form feeds become spaces. Changes of direction
    stay, because some languages need them.
    """
    # To look for each character is several times faster than a regular expression for all of them.
    if not any(map(text.__contains__, _OFTEN_IN_BODY)):
        return text
    return _BREAK_IN_BODY.sub(" ", _IN_BODY.sub("", text.replace("\0", "\ufffd")))


_CJK = (
    "\u2e80-\u312f\u3190-\u31ff\u3220-\u325f\u3280-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6"
    "\U00016fe0-\U00018aff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
"""Characters that Chinese and Japanese write without spaces between them, without Hangul."""
_SHARED_PUNCTUATION = "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
"""Dashes, quotation marks and dots that Chinese shares with other scripts."""
_BREAK_BETWEEN_CJK = re.compile(
    f"(?<=[{_CJK}])[ \t]*\\n[ \t]*(?=[{_CJK}{_SHARED_PUNCTUATION}])|(?<=[{_SHARED_PUNCTUATION}])[ \t]*\\n[ \t]*(?=[{_CJK}])"
)
_HAN_OR_KANA = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def is_spaceless_break(before: str, after: str) -> bool:
    """Return whether a line break between two characters is no space, as between two Chinese or Japanese ones.

    Source: https://drafts.csswg.org/css-text-4/#line-break-transform
    """
    return _BREAK_BETWEEN_CJK.search(f"{before}\n{after}") is not None


def has_spaceless_breaks(text: str) -> bool:
    """Return whether line breaks in a text may be no spaces. In Korean each is one, also between Chinese characters."""
    if text.isascii():
        return False
    hangul = len(_HANGUL.findall(text))
    return not hangul or hangul < len(_HAN_OR_KANA.findall(text)) / 4


def join_lines(text: str) -> str:
    """Return a text on one line, with single spaces, and with none for a line break between Chinese or Japanese characters."""
    if "\n" in text and has_spaceless_breaks(text):
        text = _BREAK_BETWEEN_CJK.sub("", text)
    return " ".join(text.split())


def is_korean(language: str) -> bool:
    """Return whether a language tag such as ``ko-KR`` or a code of Sphinx such as ``ko_KR`` is one of Korean."""
    return language.lower().replace("_", "-").partition("-")[0] == "ko"
