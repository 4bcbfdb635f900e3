"""Comments of an old blog, which lie as ``comments.yml`` beside a post, as HTML.

The file is a list of mappings with ``id``, ``author``, ``url``, ``date``, ``parent`` and ``text``, as the command
``anthology import`` writes them. All of it is text: nothing in it is interpreted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from html import escape
from typing import Any

import yaml

from ...characters import clean_text
from ...frontmatter.dates import DateError, parse_date
from ...problems import Code, Problem, Report
from ...urls import Url, UrlError, encode_url, is_web_url, parse_url

FILE_NAME = "comments.yml"
MAX_SIZE = 16 * 2**20
"""Maximum number of bytes of a file of comments."""
_MAX_DEPTH = 6
"""Maximum depth of answers. A deeper one is shown beside the one that it answers."""
Describe = Callable[[datetime], tuple[str, str]]
"""Returns a moment as people read it, and as machines do."""


@dataclass(frozen=True, slots=True)
class KeptComment:
    """A comment of the old blog."""

    id: str
    author: str
    text: str
    published: datetime | None = None
    parent: str = ""
    """The id of the comment that this one answers; empty for none."""
    url: Url | None = None
    """The page of the author."""


def parse_comments(data: bytes, path: str, zone: tzinfo, report: Report) -> list[KeptComment]:
    """Return the comments in a file. What is no comment is left out.

    :param zone: the time zone of dates that have none.
    :param report: gets one problem, if something is left out.
    """
    try:
        records = yaml.load(data.decode("utf-8-sig"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        report(Problem(path, line, Code.COMMENTS_INVALID, "The comments are no YAML and are left out. Correct this line."))
        return []
    items = records if isinstance(records, list) else []
    comments = [_parse(item, zone) for item in items if isinstance(item, dict) and _read_text(item, "text")]
    if records is not None and (not isinstance(records, list) or len(comments) < len(items)):
        left_out = f"{len(items) - len(comments):,} of {len(items):,} comments have" if items else "The file has"
        message = f"{left_out} no text and are left out. Write a list of mappings with 'author', 'date' and 'text'."
        report(Problem(path, 1, Code.COMMENTS_INVALID, message))
    return comments


def _parse(record: dict[str, Any], zone: tzinfo) -> KeptComment:
    try:
        url: Url | None = parse_url(_read_text(record, "url"), allow_mail=False)
    except UrlError:
        url = None
    return KeptComment(
        _read_text(record, "id"),
        " ".join(_read_text(record, "author").split()),
        _read_text(record, "text"),
        _read_date(record, zone),
        _read_text(record, "parent"),
        url if url and is_web_url(url) else None,
    )


def _read_text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return clean_text(str(value)).strip() if isinstance(value, str | int | date) else ""


def _read_date(record: dict[str, Any], zone: tzinfo) -> datetime | None:
    try:
        return parse_date(_read_text(record, "date"), zone)
    except DateError as error:
        return error.day


def render_comments_of_old_blog(comments: Sequence[KeptComment], anonymous: str, describe: Describe) -> str:
    """Return comments as a list with lists of answers; empty if there are none.

    :param anonymous: the word for an author without a name.
    """
    answers: defaultdict[str, list[KeptComment]] = defaultdict(list)
    seen: set[str] = set()
    for comment in comments:  # an answer is behind what it answers, so that no circle of answers is followed
        answers[comment.parent if comment.parent in seen else ""].append(comment)
        if comment.id:
            seen.add(comment.id)
    shown: set[str] = set()
    return _render_list(answers[""], answers, shown, anonymous, describe)


def _render_list(
    comments: Iterable[KeptComment],
    answers: dict[str, list[KeptComment]],
    shown: set[str],
    anonymous: str,
    describe: Describe,
) -> str:
    """Return a list of comments with their answers. Of two comments with one id, the first has the answers."""
    parts: list[str] = []
    open_lists = 0
    stack = [(comment, 0) for comment in reversed(list(comments))]
    while stack:
        comment, depth = stack.pop()
        parts.append("</li></ol>" * max(open_lists - depth - 1, 0))
        parts.append("</li>" if open_lists > depth else '<ol class="anthology-replies">' if not depth else "<ol>")
        open_lists = depth + 1
        parts.append(f"<li>{_render(comment, anonymous, describe)}")
        if comment.id and comment.id not in shown:
            shown.add(comment.id)
            stack += [(answer, min(depth + 1, _MAX_DEPTH)) for answer in reversed(answers.get(comment.id, ()))]
    return "".join(parts) + "</li></ol>" * open_lists + ("\n" if parts else "")


def _render(comment: KeptComment, anonymous: str, describe: Describe) -> str:
    name = escape(comment.author or anonymous)
    if comment.url:
        name = f'<a class="reference external" rel="nofollow ugc" href="{escape(encode_url(comment.url))}">{name}</a>'
    if comment.published:
        words, moment = describe(comment.published)
        name += f' · <time datetime="{escape(moment)}">{escape(words)}</time>'
    return f'<p class="anthology-byline">{name}</p>\n<p class="anthology-reply">{escape(comment.text)}</p>'
