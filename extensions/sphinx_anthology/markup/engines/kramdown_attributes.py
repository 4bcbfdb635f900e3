"""Attribute lists, ``{: width="300" .class}``, and options, ``{::options /}``, of kramdown (Jekyll).

Only the size of images is used. Identifiers of headings are in :mod:`.heading_ids`.
Source: https://kramdown.gettalong.org/syntax.html#inline-attribute-lists.
"""

from __future__ import annotations

import re

_ATTRIBUTE_LIST = re.compile(r"""\{:\s*((?:[.#][A-Za-z][\w-]*|[\w-]+\s*=\s*(?:"[^"{}]*"|'[^'{}]*'|[\w%.-]+)|toc|\s)+)\}""")
_OPTIONS = re.compile(r"\{::[\w-]+(?:\s[^{}]*)?\}|\{:/[\w-]*\}")
_SIZE = re.compile(r"""(width|height)\s*=\s*["']?([\w%.]+)""")
_MAX_LENGTH = 1000


def parse_kramdown_attributes(text: str, start: int) -> tuple[int, dict[str, str]] | None:
    """Parse the attribute list or the options at *start*.

    :returns: the end, and the ``width`` and ``height`` as far as they are given; None if there are no attributes.
    """
    if match := _OPTIONS.match(text, start, start + _MAX_LENGTH):
        return match.end(), {}
    match = _ATTRIBUTE_LIST.match(text, start, start + _MAX_LENGTH)
    return (match.end(), dict(_SIZE.findall(match[1]))) if match else None
