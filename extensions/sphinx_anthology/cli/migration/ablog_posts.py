"""Directives of ABlog in posts as front matter, and its lists as ``posts``. What has no equal here stays, because it works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter

import yaml

from ...fields.languages import parse_language_name
from ...frontmatter.text_directives import FoundDirective, find_myst_directives, find_rest_directives

_FACTS = {"date": "date", "author": "author", "category": "category", "tags": "tags", "language": "language"}
_LIST = re.compile(r"^(?P<indent>[ ]*)(?:\.\. postlist::|(?P<fence>`{3,}|:{3,})\{postlist\})[ \t]*(?P<limit>\d*)[ \t]*$")
_OPTION = re.compile(r"[ \t]*:([\w:-]+):[ \t]*(.*)$")
_LIST_OPTIONS = frozenset("tags author category language format date excerpts list-style expand location".split())
_MARKUP = re.compile(r"[=\-`:.'\"~^_*+#<>]{3,}\s*$")


def migrate_post(text: str, is_markdown: bool) -> str:
    """Return the text of a document without directives of ABlog, as far as front matter and ``posts`` say the same."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = _migrate_lists(text.replace("\r\n", "\n").split("\n"))
    calls = list((find_myst_directives if is_markdown else find_rest_directives)(lines))
    posts = [call for call in calls if call.name == "post"]
    if len(posts) == 1 and not "".join(posts[0].content).strip():
        migrated = _move_to_top(lines, posts[0]) if is_markdown else _use_fields(lines, posts[0])
        lines = migrated if migrated is not None else lines
    return line_end.join(lines)


def _list_fields(call: FoundDirective) -> dict[str, str]:
    """Return what a directive says as front matter, as texts."""
    fields = {"date": call.argument} if call.argument else {"draft": "true"}
    for option in call.options:
        fields[option.key] = "true" if option.value is None and option.key == "nocomments" else str(option.value or "")
    if any(fields.get(key, "").strip().isdigit() for key in ("excerpt", "image")):
        fields["blogpost"] = "true"  # by which numbers of paragraphs and images are known
    return {key: value for key, value in fields.items() if value and key != "exclude"}


def _move_to_top(lines: list[str], call: FoundDirective) -> list[str] | None:
    """Return a Markdown post whose directive is front matter; None if it has front matter that nobody can merge."""
    end = call.end + 1 if call.end < len(lines) else call.end
    if lines[call.start].startswith("```{eval-rst}") or not re.match(r"[`~:]{3,}\{post\}", lines[call.start]):
        return None
    rest = [*lines[: call.start], *lines[end:]]
    fields = _list_fields(call)
    if not rest or rest[0].rstrip() != "---":
        return ["---", *_write(fields), "---", "", *_strip(rest)]
    close = next((number for number in range(1, len(rest)) if rest[number].rstrip() in ("---", "...")), None)
    if close is None:
        return None
    given = {match[1] for line in rest[1:close] if (match := re.match(r"([\w-]+):", line))}
    own = {key: value for key, value in fields.items() if key not in given}
    if len(own) < len(fields):
        return None  # what is said twice is left to its author
    return [*rest[:close], *_write(own), *rest[close : close + 1], "", *_strip(rest[close + 1 :])]


def _write(fields: Mapping[str, str]) -> list[str]:
    plain = {key: True if value == "true" else value for key, value in fields.items()}
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=2**30)).rstrip("\n").split("\n")


def _strip(lines: list[str]) -> list[str]:
    """Return lines without empty ones at their beginning."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first:]


def _use_fields(lines: list[str], call: FoundDirective) -> list[str] | None:
    """Return a post in reStructuredText whose directive is a field list; None if it is not at the top or below the title."""
    before = [line for line in lines[: call.start] if line.strip()]
    is_title = 2 <= len(before) <= 3 and _MARKUP.match(before[-1]) is not None
    has_fields = bool(before) and all(_OPTION.match(line) and line.startswith(":") for line in before)
    if before and not is_title and not has_fields:
        return None
    fields = [f":{key}: {value}" for key, value in _list_fields(call).items()]
    after = lines[call.end :]
    if has_fields:
        return [*before, *fields, "", *_strip(after)]
    return [*lines[: call.start], *fields, *([] if after and not after[0].strip() else [""]), *after]


def _migrate_lists(lines: list[str]) -> list[str]:
    """Return lines in which each ``postlist`` is a list of ``posts``, if that has the same options."""
    result: list[str] = []
    number = 0
    while number < len(lines):
        match = _LIST.match(lines[number])
        end = number + 1
        options: dict[str, str] = {}
        while match and end < len(lines) and (option := _OPTION.match(lines[end])):
            options[option[1]] = option[2].strip()
            end += 1
        if match and options.keys() <= _LIST_OPTIONS:
            result += _write_list(match, options)
        else:
            result += lines[number:end]
        number = end
    return result


def _write_list(match: re.Match[str], options: Mapping[str, str]) -> Iterator[str]:
    indent, fence = match["indent"], match["fence"]
    inner = indent if fence else f"{indent}   "
    yield f"{indent}{fence}{{posts}}" if fence else f"{indent}.. posts::"
    if int(match["limit"] or 0):
        yield f"{inner}:limit: {int(match['limit'])}"
    for name, own in (("category", "category"), ("author", "author"), ("tags", "tag")):
        if options.get(name):
            yield f"{inner}:{own}: {options[name]}"
    if language := options.get("language"):
        yield f"{inner}:language: {parse_language_name(language) or language}"
    has_excerpts = "excerpts" in options
    yield f"{inner}:layout: {'list' if has_excerpts else 'compact'}"
    parts = [_FACTS[name] for name in _list_names(options.get("format") or "{date} - {title}") if name in _FACTS]
    shown = ["excerpt", *parts] if has_excerpts else parts
    if shown:
        yield f"{inner}:show: {', '.join(shown)}"


def _list_names(form: str) -> list[str]:
    try:
        return [name for _text, name, _spec, _conversion in Formatter().parse(form.strip("\"'")) if name]
    except ValueError:
        return ["date"]
