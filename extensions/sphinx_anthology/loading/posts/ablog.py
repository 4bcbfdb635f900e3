"""Posts of ABlog: front matter in directives, and what stands for a post in lists: paragraphs and an image of its text.

Source: https://ablog.readthedocs.io/en/stable/manual/posting-and-listing.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import islice

from ...frontmatter.dates import DateError, parse_date
from ...frontmatter.model import Entry, FrontMatter, Table, index_entries
from ...frontmatter.text_directives import FoundDirective, find_myst_directives
from ...markup.text.body_images import iter_images
from ...problems import Code, Problem, Report

_MYST = ("{post}", "{update}", "post::", "update::")
_UPDATED = frozenset({"updated", "modified", "lastmod"})
_FLAGS = frozenset({"nocomments"})
"""Options without a value, which say something by being there."""


@dataclass(frozen=True, slots=True)
class Teaser:
    """What stands for a post of ABlog in lists."""

    content: str = ""
    """The content of the directive, as Markdown; empty if there is none."""
    paragraphs: int | None = None
    """The number of paragraphs of the text; None if the post does not say."""
    has_image: bool = False
    """Whether an image of the text is the cover."""


NO_TEASER = Teaser()


def read_myst_directives(text: str, front_matter: FrontMatter, path: str, report: Report) -> tuple[str, FrontMatter, str]:
    """Return a Markdown text without ABlog's directive, the front matter with what it says, and its content."""
    if not any(name in text for name in _MYST):
        return text, front_matter, ""
    lines = text.split("\n")
    calls = list(find_myst_directives(lines))
    posts = [call for call in calls if call.name == "post"]
    for call in posts:
        shown = call.end if is_left_out(call) else call.content_start
        lines[call.start : shown] = [""] * (shown - call.start)
        lines[call.end : call.end + 1] = [""] * len(lines[call.end : call.end + 1])
    content = "\n".join(posts[0].content) if posts else ""
    return "\n".join(lines), merge_directives(front_matter, calls, path, report), content


def is_left_out(call: FoundDirective) -> bool:
    """Return whether the content of a directive is for lists only."""
    return any(option.key == "exclude" for option in call.options)


def merge_directives(front_matter: FrontMatter, calls: Iterable[FoundDirective], path: str, report: Report) -> FrontMatter:
    """Return front matter with that in directives, which comes before that at the top of the file."""
    calls = list(calls)
    posts = [call for call in calls if call.name == "post"]
    for call in posts[1:]:
        message = f"Directive 'post' is already on line {posts[0].line}; a file is one article. Make another file of this part."
        report(Problem(path, call.line, Code.KEY_DUPLICATE, message))
    entries = list(front_matter.entries.values())
    for call in posts[:1]:
        if call.argument:
            entries.append(Entry("date", call.argument, call.line))
        entries += (_read_option(option) for option in call.options)
    if (updated := _find_update(calls)) and not any(entry.key.casefold() in _UPDATED for entry in entries):
        entries.append(updated)
    form = "directive" if posts and front_matter.format == "none" else front_matter.format
    return replace(front_matter, entries=index_entries(entries, path, report), has_directive=bool(posts), format=form)


def _read_option(option: Entry) -> Entry:
    return replace(option, value="true") if option.key in _FLAGS and option.value is None else option


def _find_update(calls: Sequence[FoundDirective]) -> Entry | None:
    """Return an entry for the last of the updates that a text names, by its date."""
    dated = []
    for call in calls:
        if call.name == "update":
            try:
                dated.append((parse_date(call.argument, UTC), Entry("updated", call.argument, call.line)))
            except DateError:
                return Entry("updated", call.argument, call.line)  # which is reported as any other date
    return max(dated, key=lambda pair: pair[0], default=(None, None))[1]


def choose_teaser(front_matter: FrontMatter, body: str, content: str) -> tuple[FrontMatter, Teaser]:
    """Return front matter without ABlog's numbers of paragraphs and images, and what they stand for.

    :param body: the text of the post, as Markdown.
    :param content: the content of the directive, as Markdown.
    """
    if not front_matter.is_of_ablog:
        return front_matter, NO_TEASER
    changed: dict[str, Entry] = {}
    paragraphs = _read_number(front_matter.entries.get("excerpt"))
    if paragraphs is not None:
        changed["excerpt"] = replace(front_matter.entries["excerpt"], value=None)
    number = _read_number(front_matter.entries.get("image"))
    if number is not None:
        image = next(islice(iter_images(body), number - 1, None), None) if number else None
        value = Table({"url": image.address, "alt": image.alt}) if image else None
        changed["image"] = replace(front_matter.entries["image"], value=value)
    if changed:
        front_matter = replace(front_matter, entries={**front_matter.entries, **changed})
    return front_matter, Teaser(content, paragraphs, bool(number))


def _read_number(entry: Entry | None) -> int | None:
    text = entry.value.strip() if entry and isinstance(entry.value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
