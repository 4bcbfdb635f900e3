"""Parser of post files: from the text of a file to the record of an article or a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import PurePosixPath
from typing import Any

from ...catalogue.file_names import INDEX_NAMES
from ...catalogue.post import Page, Post
from ...characters import clean_body, find_in_body
from ...fields.context import Context
from ...fields.key_lookup import DEFAULT_DIALECTS, Dialects
from ...fields.mapping import read_fields
from ...fields.record import Fields, KeyOutcome, KeyUse, Status
from ...frontmatter.model import FrontMatter
from ...frontmatter.parser import parse_front_matter
from ...markup.syntax.replacements import Replacements, needs_parameters
from ...markup.text.excerpts import clean_excerpt
from ...markup.text.keywords import extract_keywords
from ...markup.text.unknown_markup import report_unknown_markup
from ...problems import Code, Problem, Report
from ...settings import Settings
from ...urls import NO_URL
from ..files.image_files import make_cover
from ..files.untrusted_posts import restrict_fields
from .ablog import Teaser, choose_teaser, read_myst_directives
from .derive import Derivation
from .notebooks import NOTEBOOK_SUFFIX, read_notebook
from .rest_text import REST_SUFFIX, read_rest

_UNLISTED_METADATA = {"orphan": True, "nosearch": True}
"""Sphinx metadata of hidden articles: not in any toctree, and not in the search index."""

_COPIED_FIELDS = (
    "updated",
    "expires",
    "tags",
    "authors",
    "permalink",
    "aliases",
    "canonical",
    "series",
    "order",
    "is_translation",
    "pinned",
    "math",
    "related",
)
"""The fields that an article has as the front matter says."""


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """The settings that the record of a post depends on."""

    zone: tzinfo
    """The time zone of dates without one."""
    dialects: Dialects = DEFAULT_DIALECTS
    has_substitutions: bool = False
    """Whether the project enables MyST's substitutions."""
    untrusted: tuple[str, ...] = ()
    """The patterns of untrusted posts."""
    max_bytes: int = Settings().max_bytes
    """The maximum size of a file."""
    language: str = "en"
    """The language of the site."""
    folders: tuple[str, ...] = ()
    """The folders of posts, relative to the source folder."""
    ignored_tags: tuple[str, ...] = ()
    """The tags that stand for nothing."""
    rest_suffixes: tuple[str, ...] = (REST_SUFFIX,)
    """The suffixes of reStructuredText files."""

    def list_folders(self, path: str) -> tuple[str, ...]:
        """Return the folders of a file below the innermost folder of posts that it is in."""
        inside = [f"{folder}/" for folder in self.folders if folder and path.startswith(f"{folder}/")]
        return tuple(path.removeprefix(max(inside, key=len, default="")).split("/")[:-1])


def parse_post(
    text: str, path: str, docname: str, options: ParseOptions, report: Report, is_untrusted: bool = False
) -> Post | Page:
    """Parse the text of a post file. The result depends on the arguments alone.

    :param text: the whole file, with normalised line ends (see :func:`.encodings.normalise_newlines`).
    :param path: the file, as a POSIX path relative to the source folder.
    :returns: a page if the file is empty, or an index page without anything that makes it an article.
    :raises InvalidNotebookError: the file should be a notebook, and is none.
    """
    source = _read_source(text, path, options, report)
    front_matter, body = source.front_matter, source.body
    fields = read_fields(front_matter, Context(path, options.zone, report), options.dialects)
    _mark_image_of_text(fields, source)
    if is_untrusted:
        fields = restrict_fields(fields, path, report)
    if not (body.strip() or fields.title or fields.published):
        report(Problem(path, 1, Code.FILE_EMPTY, "File has neither text nor title. Write the post, or delete the file."))
        handed_on = {**fields.handed_on, "orphan": True}
        return Page(path, docname, None, front_matter.lines, handed_on=handed_on, is_untrusted=is_untrusted)
    has_substitutions = _enables_substitutions(fields.handed_on) or (options.has_substitutions and not is_untrusted)
    if source.is_markdown:
        replacements = Replacements.of_project(options.ignored_tags)
        if needs_parameters(body):
            replacements = replacements.with_parameters(front_matter.list_scalars())
        report_unknown_markup(body, path, front_matter.lines + 1, report, has_substitutions, replacements)
    if not (_is_article(path, fields) or front_matter.has_directive):
        entry: Post | Page = _build_page(path, docname, fields, front_matter.lines)
    else:
        folders = options.list_folders(path)
        derivation = Derivation(
            path, folders, fields, front_matter, body, options.zone, options.language, report, source.teaser
        )
        post = _build_post(docname, derivation)
        entry = replace(post, output_image=source.image) if source.image and not is_untrusted else post
    return replace(entry, is_untrusted=True) if is_untrusted else entry


@dataclass(frozen=True, slots=True)
class _Source:
    """What a file consists of."""

    front_matter: FrontMatter
    body: str
    """The text below the front matter, as Markdown."""
    teaser: Teaser
    image: str = ""
    """The name of the first image among the outputs of a notebook."""
    is_markdown: bool = True


def _read_source(text: str, path: str, options: ParseOptions, report: Report) -> _Source:
    if path.endswith(options.rest_suffixes):
        rest = read_rest(_clean_body(text, path, 1, report), path, options.dialects, report)
        front_matter, teaser = choose_teaser(rest.front_matter, rest.text, rest.content)
        return _Source(front_matter, rest.text, teaser, is_markdown=False)
    image = ""
    if path.endswith(NOTEBOOK_SUFFIX):
        notebook = read_notebook(_clean_body(text, path, 1, report), path, report)
        text, front_matter = notebook.text, notebook.find_front_matter(path, options.dialects, report)
        image = notebook.image[0] if notebook.image else ""
    else:
        front_matter = parse_front_matter(text, path, report)
    first_line = front_matter.lines + 1
    text, front_matter, content = read_myst_directives(text, front_matter, path, report)
    body = _clean_body(_skip_lines(text, front_matter.lines), path, first_line, report)
    front_matter, teaser = choose_teaser(front_matter, body, content)
    return _Source(front_matter, body, teaser, image)


def _mark_image_of_text(fields: Fields, source: _Source) -> None:
    """Note that the cover is an image of the text, which is named by its number."""
    origin = fields.origins.get("cover")
    if source.teaser.has_image and origin and origin.key == "image":
        fields.origins["cover"] = origin._replace(source="text")


def _skip_lines(text: str, count: int) -> str:
    """Return the text after its first *count* lines."""
    position = 0
    for _ in range(count):
        position = text.find("\n", position) + 1
        if not position:
            return ""
    return text[position:]


def _clean_body(body: str, path: str, first_line: int, report: Report) -> str:
    """Return the text of a file without control characters, which are reported once.

    :param first_line: the line of the file, counted from 1, on which *body* begins.
    """
    clean = clean_body(body)
    if clean is not body and (positions := find_in_body(body)):
        line = first_line + body.count("\n", 0, positions[0])
        column = positions[0] - body.rfind("\n", 0, positions[0])
        message = f"Text contains control characters, {len(positions)} in all, which are left out. Delete them."
        report(Problem(path, line, Code.CONTROL_CHARACTER, message, column))
    return clean


def _enables_substitutions(handed_on: Mapping[str, Any]) -> bool:
    """Return whether the front matter of a file enables MyST's substitutions."""
    myst = handed_on.get("myst")
    extensions = myst.get("enable_extensions") if isinstance(myst, dict) else None
    return isinstance(extensions, list) and "substitution" in extensions


def _is_article(path: str, fields: Fields) -> bool:
    """Return whether a file is an article. A file named like an index is one if it has a date, a category or an author.

    It is one as well if it is a draft, because pages are published.
    """
    name = PurePosixPath(path).stem.casefold()
    if name.partition(".")[0] == "_index":
        return False
    if name.partition(".")[0] not in INDEX_NAMES:
        return True
    has_date = any(key.field == "published" and key.outcome is not KeyOutcome.EMPTY for key in fields.keys)
    return bool(has_date or fields.categories or fields.authors or fields.status is Status.DRAFT)


def _build_page(path: str, docname: str, fields: Fields, header_lines: int) -> Page:
    line = fields.origins["title"].line if "title" in fields.origins else 1
    # The new blog has its own index pages, so those of the old one need no toctree.
    handed_on = {"orphan": True, **fields.handed_on}
    return Page(path, docname, fields.title, header_lines, line, handed_on, fields.math)


def _build_post(docname: str, derivation: Derivation) -> Post:
    """Return the record of an article. What depends on other files is left for :mod:`.resolve`."""
    fields, front_matter = derivation.fields, derivation.front_matter
    title = fields.title or derivation.derive_title()
    published = derivation.choose_date()
    slug = derivation.choose_slug()
    return Post(
        **{name: getattr(fields, name) for name in _COPIED_FIELDS},
        path=derivation.path,
        docname=docname,
        slug=slug,
        old_slugs=derivation.list_old_slugs(slug),
        title=title,
        subtitle=fields.subtitle or "",
        published=published,
        categories=fields.categories or derivation.derive_categories(),
        excerpt=clean_excerpt(fields.excerpt, title) if fields.excerpt else "",
        opening="" if fields.excerpt else derivation.derive_opening(),
        cover=make_cover(fields.cover, fields) if fields.cover else None,
        status=derivation.choose_status(published),
        reading_minutes=fields.reading_minutes or derivation.derive_reading_minutes(),
        language=fields.language or derivation.derive_language(title),
        translation_key=fields.translation_key or "",
        has_comments=fields.has_comments is not False,
        thread=fields.thread or "",
        thread_url=fields.thread_url or NO_URL,
        social_post=fields.social_post or NO_URL,
        feed_id=fields.feed_id or "",
        other_covers=tuple((origin, make_cover(cover, fields)) for origin, cover in fields.other_covers),
        folders=derivation.folders,
        keywords=extract_keywords(title, derivation.body),
        header_lines=front_matter.lines,
        format=front_matter.format,
        origins=fields.origins,
        keys=_mark_invalid_slug(fields.keys) if derivation.has_invalid_slug() else fields.keys,
        handed_on=fields.handed_on | (_UNLISTED_METADATA if fields.status is Status.HIDDEN else {}),
    )


def _mark_invalid_slug(keys: tuple[KeyUse, ...]) -> tuple[KeyUse, ...]:
    """Return the outcomes of keys, with that of a slug that cannot be part of an address."""
    return tuple(key._replace(outcome=KeyOutcome.INVALID) if key.field == "slug" else key for key in keys)
