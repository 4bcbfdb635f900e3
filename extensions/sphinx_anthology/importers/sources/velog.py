"""Velog: the folder of Markdown that a backup tool makes, because the service has no export.

Each article is a file ``content/TITLE.md`` with ``title``, ``description``, ``date`` and ``tags``; pictures are in ``images/``,
and texts have ``/images/NAME`` for them. A backup with the cookie of its author has private articles, and does not tell them
apart.

Sources: ``crawler/index.js`` in https://github.com/cjaewon/velog-backup (the files; quotation marks in titles are not escaped),
``escapeForUrl`` in https://github.com/velopert/velog-server (addresses), and ``embedPlugin`` in
https://github.com/velopert/velog-client (embedded pages).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ..archives import Export
from ..entry import BodyFormat, Entry, ImportRefusedError, Visibility
from ..html.blocks import find_video
from ..markdown_code import rewrite_outside_code
from .markdown_files import MarkdownFile, list_files, list_markdown
from .notes import AddNote

_KEYS = ("title", "description", "date", "tags")
_NOT_IN_ADDRESS = re.compile(
    "[^0-9a-zA-Zㄱ-힣.\u3000-\u303f\u3040-\u309f\u30a0-\u30ff\uff00-\uff9f\u4e00-\u9faf\u3400-\u4dbf -]"
)

_EMBEDDED = {
    "youtube": "https://www.youtube.com/embed/",
    "twitter": "https://twitter.com/",
    "codesandbox": "https://codesandbox.io/embed/",
    "codepen": "https://codepen.io/",
}
"""Services of embedded pages, with the beginning of their addresses."""
_EMBED = re.compile(rf"^!({'|'.join(_EMBEDDED)})\[([^\]\s]{{1,500}})\][ \t]*$", re.MULTILINE)


def recognises(export: Export) -> bool:
    """Return whether an export is a backup of Velog."""
    names = list(list_markdown(export, "content"))[:3]
    return any(list(_read_keys(export, name))[:4] == list(_KEYS) for name in names)


def _read_keys(export: Export, name: str) -> Iterator[str]:
    """Yield the keys of a file, in their order."""
    return (line.partition(":")[0] for line in export.read_beginning(name).split("\n")[1:5])


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of a backup.

    :raises ImportRefusedError: there are none.
    """
    names = list(list_markdown(export, "content")) or list(list_markdown(export))
    if not names:
        raise ImportRefusedError("There is no Markdown in the backup. Import the folder that has 'content' and 'images' in it.")
    files = list_files(export, {posixpath.dirname(posixpath.dirname(name)) for name in names})
    for name in names:
        try:
            yield _read_article(MarkdownFile(export.read_text(name), name), name, files)
        except ImportRefusedError as error:
            add_note(name, 1, str(error))


def _read_article(file: MarkdownFile, name: str, files: dict[str, str]) -> Entry:
    title = file.text("title") or posixpath.splitext(posixpath.basename(name))[0]
    published = file.moment("date", "released_at")
    return Entry(
        id=f"{published:%Y-%m-%dT%H:%M:%SZ} {title}" if published else title,
        place=f"{name}:1",
        title=title,
        body=rewrite_outside_code(file.body, lambda part: _EMBED.sub(_write_embed, part)),
        body_format=BodyFormat.MARKDOWN,
        visibility=Visibility.PRIVATE if file.is_true("is_private") else Visibility.UNKNOWN,
        slug=file.text("url_slug", "slug"),
        published=published,
        updated=file.moment("updated_at", "updated"),
        tags=file.names("tags"),
        series=file.text("series"),
        excerpt=file.text("description", "short_description"),
        cover=file.text("thumbnail"),
        permalink=file.text("url_slug", "slug") or make_address(title),
        files=files,
    )


def _write_embed(match: re.Match[str]) -> str:
    """Return a player for a video, and a link to any other page."""
    service, identity = match.groups()
    return find_video(f"{_EMBEDDED[service]}{identity}") or f"<{_EMBEDDED[service]}{identity}>"


def make_address(title: str) -> str:
    """Return the address of an article below that of its author, as Velog makes it of a title."""
    return re.sub("--+", "-", _NOT_IN_ADDRESS.sub("", title).replace(" ", "-")).strip("-")
