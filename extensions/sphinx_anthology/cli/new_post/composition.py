"""The text of a new post, in the form that most posts of its project have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from unicodedata import normalize

from ...catalogue.post import Page, Post
from ...characters import clean_text, join_lines
from ...fields.key_lookup import Dialects
from ...frontmatter.model import Unquoted, Value
from ...frontmatter.writer import DOUBLE, Style, drop_empty, write_front_matter
from ...loading.posts.post_parser import ParseOptions, parse_post
from ...loading.posts.rest_text import REST_SUFFIX
from ...loading.project import path_to_docname
from ...problems import ignore_problem
from .date_forms import find_form, format_date
from .draft_marks import mark_status
from .file_names import FileNaming
from .headings import find_adornment, make_markdown_heading, make_rest_heading
from .keys import Key, Keys, find_keys
from .samples import COMMENT, DIRECTIVE, Sample

_PLACEHOLDERS = frozenset({"tags", "excerpt", "categories"})
"""Fields that are left empty for the author to fill in."""
_WITH_EMPTY_VALUES = ("yaml", "toml", "json")
DRAFTS_FOLDER = "_drafts"
"""The folder of drafts in Jekyll and Hexo, beside that of posts."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wants."""

    title: str
    category: str
    is_draft: bool
    moment: datetime
    """Now, in the time zone of the site."""
    author: str = ""
    """The name of the user; empty if it is not known."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a post is made after."""

    samples: tuple[Sample, ...]
    naming: FileNaming
    options: ParseOptions
    keys: Keys


def clean_title(title: str) -> str:
    """Return a title on one line and without control characters."""
    return clean_text(join_lines(normalize("NFC", title))).strip()


def learn_project(samples: list[Sample], naming: FileNaming, options: ParseOptions) -> Project:
    """Return what the posts of a project have in common."""
    return Project(tuple(samples), naming, options, find_keys(samples, options.dialects))


def compose_post(request: Request, project: Project, path: str) -> str:
    """Return the text of a new post. It is read back as what was asked for.

    :param path: the POSIX path of its file, relative to the source folder.
    :raises ValueError: the format of the project's posts cannot have this category.
    """
    texts = list(_compose_variants(request, project, path))
    fitting = [text for text in texts if _has_category(_read(text, path, project), request.category)]
    if not fitting:
        message = f"The posts of this project cannot have a category {request.category!r}. Write one without commas."
        raise ValueError(message)
    return next((text for text in fitting if _is_right(_read(text, path, project), request)), fitting[0])


def _compose_variants(request: Request, project: Project, path: str) -> Iterator[str]:
    """Yield texts of a post: as the project writes them, then in forms that are read in one way only."""
    yield _Composer(request, project, path).compose()
    yield _Composer(request, project, path, has_lists=True).compose()
    quoted = replace(
        project.keys, style=replace(project.keys.style, quotes=dict.fromkeys(("title", "category", "categories"), DOUBLE))
    )
    plain = replace(quoted, usual=tuple(key for key in quoted.usual if key.field != "categories"), rare=())
    yield _Composer(request, replace(project, keys=quoted), path, has_lists=True).compose()
    yield _Composer(request, replace(project, keys=plain), path).compose()


def _read(text: str, path: str, project: Project) -> Post | Page:
    return parse_post(text, path, path_to_docname(path), project.options, ignore_problem)


def _has_category(post: Post | Page, category: str) -> bool:
    return not category or (isinstance(post, Post) and category in post.category_names)


def _is_right(post: Post | Page, request: Request) -> bool:
    """Return whether a post is what was asked for."""
    if not isinstance(post, Post) or post.title != request.title:
        return False
    published = post.published
    is_today = published is not None and published.date() == request.moment.astimezone(published.tzinfo).date()
    return request.is_draft or is_today


@dataclass(frozen=True, slots=True)
class _Composer:
    request: Request
    project: Project
    path: str
    has_lists: bool = False
    """Whether categories are always a list."""

    @property
    def _form(self) -> str:
        form = self.project.samples[0].form if self.project.samples else "none"
        if form == "none":
            return "rest" if self._is_rest else "yaml"
        return form

    @property
    def _is_rest(self) -> bool:
        return self.project.naming.suffix == REST_SUFFIX

    @property
    def _has_heading(self) -> bool:
        """Whether the title is a heading of the text, and no key of the front matter."""
        samples = self.project.samples
        named = sum(any(key.field == "title" for key in sample.post.keys) for sample in samples)
        return named * 2 < len(samples) or (self._is_rest and not samples)

    def compose(self) -> str:
        entries = drop_empty(self._list_entries())
        heading = self._make_heading() if self._has_heading else ""
        if self._form == DIRECTIVE:
            return f"{heading}\n\n{self._make_directive(entries)}\n"
        header = write_front_matter(self._form, entries, self.project.keys.style)
        if self._form == "rest" and not self._are_fields_above:
            return f"{heading}\n\n{header}\n"
        return f"{header}\n{heading}\n" if heading else f"{header}\n"

    def _make_heading(self) -> str:
        if self._is_rest:
            return make_rest_heading(self.request.title, find_adornment(sample.text for sample in self.project.samples))
        return make_markdown_heading(self.request.title)

    @property
    def _are_fields_above(self) -> bool:
        samples = self.project.samples
        return not samples or sum(sample.text.lstrip().startswith(":") for sample in samples) * 2 > len(samples)

    def _make_directive(self, entries: Mapping[str, Value]) -> str:
        date = "" if self.request.is_draft else str(entries.get("date") or "")
        options = {key: value for key, value in entries.items() if key not in ("date", "title")}
        lines = write_front_matter("rest", options, Style()).splitlines()
        if self._is_rest:
            return "\n".join([f".. post:: {date}".rstrip(), *(f"   {line}" for line in lines)])
        return "\n".join([f"```{{post}} {date}".rstrip(), *lines, "```"])

    def _list_entries(self) -> Iterator[tuple[str, Value]]:
        """Yield the keys and their values in their order."""
        usual = list(self.project.keys.usual)
        added = [key for key in self._added_keys() if key.name not in {one.name for one in usual}]
        if not any(key.field == "title" for key in usual) and not self._has_heading:
            usual.insert(0, Key("title", "title"))
        position = next((number for number, key in enumerate(usual, start=1) if key.field == "title"), 0)
        for key in (*usual[:position], *added, *usual[position:]):
            if key.subkey or key.field:
                yield from ((key.name, value) for value in self._find_values(key))
            elif (value := key.common_value) is not None:
                yield key.name, value

    def _added_keys(self) -> Iterator[Key]:
        """Yield the keys that the post needs and that most posts do not have."""
        keys, request = self.project.keys, self.request
        fields = {key.field for key in keys.usual}
        has_date = "published" in fields or "%d" in self.project.naming.pattern
        if not has_date and not self._is_unfinished:
            yield Key("date", "published")
        if request.category and "categories" not in fields and not self._is_in_folder_of_category:
            yield keys.find("categories") or Key("category", "categories")
        if request.is_draft and self._form != DIRECTIVE and f"/{DRAFTS_FOLDER}/" not in f"/{self.path}":
            marks = (key for key in (*keys.usual, *keys.rare) if key.field == "status" and self._mark(key) is not None)
            yield next(marks, self._default_mark)  # a usual one is there already

    @property
    def _is_unfinished(self) -> bool:
        """Whether the post is a draft that gets its date later."""
        return self.request.is_draft and (self._is_marked_by_date or f"/{DRAFTS_FOLDER}/" in f"/{self.path}")

    @property
    def _is_marked_by_date(self) -> bool:
        """Whether a missing date marks a draft, as in ABlog."""
        usual = {key.name for key in self.project.keys.usual}
        return self._form == DIRECTIVE or "blogpost" in usual

    @property
    def _default_mark(self) -> Key:
        if self._form in ("plain", "rest", COMMENT):  # as in Pelican and Nikola
            return Key("Status" if self._form == "plain" else "status", "status")
        is_jekyll = any(key.name == "layout" for key in self.project.keys.usual) and "_posts" in self.project.naming.pattern
        return Key("published" if is_jekyll else "draft", "status")

    @property
    def _is_in_folder_of_category(self) -> bool:
        """Whether the folder alone says the category, as in Pelican."""
        return self._form == "plain" and "{category}" in self.project.naming.pattern

    def _find_values(self, key: Key) -> list[Value]:
        """Return the value of a key that fills a field, as a list; an empty list if the key is left out."""
        request = self.request
        if key.field == "title":
            return [request.title]
        if key.field in ("published", "updated"):
            return [] if self._is_unfinished else [self._format_date(key)]
        if key.field == "slug":
            return [self.project.naming.make_name(request.title).replace(" ", "-")]
        if key.field == "status":
            value = self._mark(key)
            return [] if value is None else [value]
        if key.field == "categories" and request.category:
            return [key.wrap(self._shape_category(key))]
        if key.field == "authors":
            return self._find_author(key)
        if key.field in ("language", "pinned", "math", "tags", "categories") and (value := key.common_value) is not None:
            return [value]
        if key.field in _PLACEHOLDERS and not key.subkey and self._form in _WITH_EMPTY_VALUES:
            return [[] if key.has_list else ""]
        return []

    def _shape_category(self, key: Key) -> Value:
        is_list = (key.has_list or self.has_lists) and self._form not in ("plain", "rest", COMMENT, DIRECTIVE)
        return [self.request.category] if is_list else self.request.category

    def _find_author(self, key: Key) -> list[Value]:
        """Return the author that all posts have, or else the user, if they have written some."""
        if (value := key.common_value) is not None:
            return [value]
        own = [
            entry.value
            for sample in self.project.samples
            if (entry := sample.front_matter.entries.get(key.name)) and self._is_by_user(sample.post)
        ]
        return own[:1]

    def _is_by_user(self, post: Post) -> bool:
        name = self.request.author.casefold()
        return bool(name) and [author.name.casefold() for author in post.authors] == [name]

    def _mark(self, key: Key) -> Value:
        return mark_status(key.name, key.values or (self._unmarked(key.name),), self._dialects, self.request.is_draft)

    @staticmethod
    def _unmarked(name: str) -> Value:
        return "published" if name.casefold() == "status" else Unquoted("true" if name == "published" else "false")

    @property
    def _dialects(self) -> Dialects:
        return self.project.options.dialects

    def _format_date(self, key: Key) -> Value:
        dates = [str(value) for value in key.values if isinstance(value, str)]
        form = find_form(dates)
        text = format_date(self.request.moment, form)
        is_text = any(isinstance(value, str) and not isinstance(value, Unquoted) for value in key.values[:1])
        # YAML and TOML have dates; what is in quotes, or in no form of theirs, is a text.
        return text if is_text else Unquoted(text)
