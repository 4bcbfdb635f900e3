"""Sentences of reStructuredText as Markdown with the same words, for data about an article such as its summary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...urls import is_script

_INLINE = re.compile(
    r"""
      (?P<code>``(?=\S).{1,5000}?(?<=\S)``(?!\w))
    | (?P<escape>\\(?:\s|.|$))
    | :(?P<role>[A-Za-z][\w.+:-]{0,40}):`(?P<content>[^`]{1,2000})`
    | `(?P<after>[^`\s][^`]{0,2000})`:(?P<role_after>[A-Za-z][\w.+:-]{0,40}):
    | (?P<target>_)`(?P<target_text>[^`\s][^`]{0,2000})`
    | `(?P<text>[^`\s][^`]{0,2000})`(?P<reference>__?(?!\w))?
    | \[(?P<footnote>\#?[\w.-]{0,40}|\*)\]_(?!\w)
    | \|(?P<substitution>[^|\s](?:[^|]{0,200}[^|\s])?)\|(?:__?(?!\w))?
    | (?P<star>\*{1,2}(?=\S))
    | (?<![\w_])(?P<name>[^\W_](?:[^\W_]|[-.+:_](?=[^\W_])){0,40}+)(?P<mark>__?)(?!\w)
    | (?P<special>[\[\]<&$~]|(?<![^\W_])_+|_+(?![^\W_]))
    """,
    re.VERBOSE | re.DOTALL,
)
"""What is markup in reStructuredText, or would be in Markdown. Repetitions are limited, so that long lines take linear time."""
_MARKS = re.compile(r"[`\\_|\[\]<&$~*]")
"""A character without which a text has no markup."""
_MAX_LENGTH = 20_000
"""Maximum number of characters of a paragraph that are converted."""
_LINK_TARGET = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_TARGET = re.compile(r"(?:\.\.[ \t]+_(?![ _])(?P<name>`[^`]{1,300}`|(?:\\.|[^:\\]){1,300}):|__)(?:[ \t]+(?P<url>\S.*)|[ \t]*$)")
DIRECTIVE = re.compile(
    r"\.\.[ \t]+(?:\|(?P<sub>[^|]{1,200})\|[ \t]+)?(?P<name>[A-Za-z][\w.+:-]{0,100}?)[ \t]?::(?:[ \t]+(?P<argument>.*)|$)"
)
"""The first line of a directive, or of a substitution."""
_SPACE = re.compile(r"\s+")
_ESCAPED_MARK = re.compile(r"\\(.)", re.DOTALL)
_MARKDOWN_MARK = re.compile(r"[\[\]<>&$*_~`\\]")
_LITERAL_ROLES = frozenset({"code", "literal", "file", "samp", "kbd", "command", "program", "envvar", "math"})
_PLAIN_ROLES = {"emphasis": "*", "strong": "**", "title-reference": "*", "title": "*", "t": "*"}


@dataclass(frozen=True, slots=True)
class RestNames:
    """What the names in a file stand for."""

    targets: Mapping[str, str] = field(default_factory=dict)
    """The URL of each external target, by its name in lower case."""
    substitutions: Mapping[str, str] = field(default_factory=dict)
    """The Markdown of each substitution."""


NO_NAMES = RestNames()


def find_names(lines: Sequence[str]) -> RestNames:
    """Return what the names in the lines of a file stand for."""
    targets: dict[str, str] = {}
    substitutions: dict[str, str] = {}
    for line in lines:
        if not line.startswith(".. "):
            continue
        if match := _TARGET.match(line):
            name = " ".join((match["name"] or "").strip("`").replace("\\", "").split()).casefold()
            url = (match["url"] or "").strip()
            targets.setdefault(name, "" if url.endswith("_") else url)
        elif (match := DIRECTIVE.match(line)) and match["sub"]:
            words = convert_sentences(match["argument"] or "") if match["name"] == "replace" else ""
            substitutions[match["sub"].strip()] = words
    return RestNames(targets, substitutions)


def has_marks(text: str) -> bool:
    """Return whether a text may have markup of reStructuredText or of Markdown."""
    return _MARKS.search(text) is not None


def convert_sentences(text: str, names: RestNames = NO_NAMES) -> str:
    """Return a paragraph of reStructuredText as Markdown, with as many line breaks."""

    if not has_marks(text):
        return text

    def convert(match: re.Match[str]) -> str:
        found = _convert_match(match, names)
        return found + "\n" * (match[0].count("\n") - found.count("\n"))

    return _INLINE.sub(convert, text[:_MAX_LENGTH]) + text[_MAX_LENGTH:]


def _convert_match(match: re.Match[str], names: RestNames) -> str:
    group = match.groupdict()
    if group["code"] or group["star"]:
        return match[0]
    if (escaped := group["escape"]) is not None:
        character = escaped[1:]
        return "" if character.isspace() or not character else _escape(character)
    if role := group["role"] or group["role_after"]:
        return _convert_role(role, group["content"] or group["after"])
    if group["target"]:
        return _escape(group["target_text"])
    if words := group["text"]:
        return _convert_link(words, names) if group["reference"] else f"*{_escape(_unescape(words))}*"
    if group["footnote"] is not None:
        return f"[^{group['footnote'].lstrip('#') or '1'}]"
    if name := group["substitution"]:
        return names.substitutions.get(name, _escape(name))  # one that is not in the file is one of the project
    if name := group["name"]:
        url = names.targets.get(name.casefold())
        return f"[{name}](<{url}>)" if url else name if name.casefold() in names.targets else name + _escape(group["mark"])
    return _escape(group["special"])


def _convert_role(role: str, content: str) -> str:
    """Return a role as MyST writes it, so that its words are found in the same way."""
    name = role.removeprefix("std:")
    if name in _LITERAL_ROLES:
        return f"`{_flat(content)}`" if "`" not in content else _escape(content)
    if name in _PLAIN_ROLES:
        return f"{_PLAIN_ROLES[name]}{_escape(_unescape(content))}{_PLAIN_ROLES[name]}"
    return f"{{{role}}}`{_flat(content)}`"


def _convert_link(words: str, names: RestNames) -> str:
    match = _LINK_TARGET.fullmatch(words)
    if match is None:
        url = names.targets.get(_flat(words).casefold(), "")
        return f"[{_escape(_unescape(words))}](<{url}>)" if url else _escape(_unescape(words))
    target = match["target"]
    shown = _unescape(match["words"]) or target
    if target.endswith("_") and not target.endswith(r"\_"):
        target = names.targets.get(_flat(target[:-1]).casefold(), "")
    target = _SPACE.sub("", _unescape(target))
    return f"[{_escape(shown)}](<{target}>)" if target and not is_script(target) else _escape(shown)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _unescape(text: str) -> str:
    return _ESCAPED_MARK.sub(lambda match: "" if match[1].isspace() else match[1], text)


def _escape(text: str) -> str:
    """Return a text with backslashes before the characters that are marks in Markdown."""
    return _MARKDOWN_MARK.sub(r"\\\g<0>", text)
