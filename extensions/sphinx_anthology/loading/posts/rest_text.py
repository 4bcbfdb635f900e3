"""reStructuredText files as posts: their text as Markdown, line for line, and their front matter. Docutils is not used."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...fields.key_lookup import Dialects
from ...frontmatter.model import Entry, FrontMatter, Value, index_entries
from ...frontmatter.rest_header import parse_rest_header
from ...frontmatter.text_directives import find_rest_directives
from ...markup.engines.rest_inline import convert_sentences, has_marks
from ...markup.text.plain_words import strip_markdown
from ...markup.text.restructuredtext import convert_to_markdown
from ...problems import Report
from .ablog import is_left_out, merge_directives

REST_SUFFIX = ".rst"
_KEYWORD = re.compile(r"\$[A-Za-z]{2,20}: (.{1,200}?) \$")
"""A keyword of RCS, ``$Date: 2024-01-02 $``, which docutils shows without its name."""
_MARKDOWN_FIELDS = frozenset({"excerpt", "authors"})
"""Fields whose readers understand Markdown. The others are plain text."""


@dataclass(frozen=True, slots=True)
class RestText:
    """The content of a reStructuredText file."""

    text: str
    """The text as Markdown without front matter. Lines have the numbers that they have in the file."""
    front_matter: FrontMatter
    content: str
    """The content of ABlog's directive, as Markdown."""


def read_rest(text: str, path: str, dialects: Dialects, report: Report) -> RestText:
    """Read the content of a reStructuredText file.

    :param text: the whole file, with normalised line ends.
    """
    lines = text.split("\n")
    header = parse_rest_header(lines)
    calls = list(find_rest_directives(lines)) if "::" in text else []
    entries = index_entries((_convert(entry, dialects) for entry in header.entries), path, report)
    front_matter = merge_directives(FrontMatter(entries), calls, path, report)
    if front_matter.entries or front_matter.has_directive:
        front_matter = replace(front_matter, format="rest")
    posts = [call for call in calls if call.name == "post"]
    body = convert_to_markdown(text, [*header.ranges, *((call.start, call.end) for call in posts if is_left_out(call))])
    content = "\n".join(posts[0].content) if posts else ""
    return RestText(body, front_matter, convert_to_markdown(content))


def blank_header(text: str) -> str:
    """Return the text of a reStructuredText file with empty lines instead of its field lists."""
    lines = text.split("\n")
    header = parse_rest_header(lines)
    for start, end in header.ranges:
        lines[start:end] = [""] * (end - start)
    return "\n".join(lines)


def _convert(entry: Entry, dialects: Dialects) -> Entry:
    """Return an entry whose texts have no markup of reStructuredText."""
    keeps_markup = any(row.field in _MARKDOWN_FIELDS for row in dialects.rows_of(entry.key))

    def convert(value: Value) -> Value:
        if isinstance(value, list):
            return [convert(item) for item in value]
        if not isinstance(value, str):
            return value
        value = _KEYWORD.sub(r"\1", value)
        if not has_marks(value):
            return value
        return convert_sentences(value) if keeps_markup else strip_markdown(convert_sentences(value))

    value = convert(entry.value)
    return entry if value == entry.value else replace(entry, value=value)
