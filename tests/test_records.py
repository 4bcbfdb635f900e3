"""All fields of all records: which are URLs, which are texts, and what hostile front matter leaves in them."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from conftest import Site
from post_files import Files, write_files
from sphinx_anthology import catalogue
from sphinx_anthology.catalogue import queries
from sphinx_anthology.characters import has_control_character
from sphinx_anthology.fields.dialects import CONTAINERS, TABLE
from sphinx_anthology.fields.people import _PICTURE_KEYS, _SITES
from sphinx_anthology.loading.loader import LoadResult, PostSource, load_posts
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings

PACKAGE = "sphinx_anthology"
MODULES = (
    f"{PACKAGE}.fields.record",
    f"{PACKAGE}.markup.syntax.elements",
    *(f"{PACKAGE}.catalogue.{one.name}" for one in pkgutil.iter_modules(catalogue.__path__) if not one.ispkg),
    *(f"{PACKAGE}.catalogue.queries.{one.name}" for one in pkgutil.iter_modules(queries.__path__)),
)
TEXTS = {
    "AddressQuery": "address path",
    "ActivityQuery": "collection",
    "ArchiveQuery": "collection",
    "PostCard": "language",
    "YearTitles": "page",
    "Admonition": "kind body title",
    "ApiObject": "name type docname anchor project inventory",
    "ArticleAnswer": "parent default",
    "ArticleLinksQuery": "docname",
    "ArticleQuery": "docname",
    "Author": "name key role bio",
    "AuthorProfile": "name role bio",
    "Backlink": "docname title anchor before words after",
    "Catalogue": "collections pages former_ids",
    "ChaptersAnswer": "categories posts",
    "ChaptersQuery": "category collection",
    "CodeBlock": "text language caption lines",
    "Collection": "term_metadata language",
    "ComparedArticle": "series tags categories",
    "Cover": "alt credit focus file",
    "CoverReference": "alt credit focus",
    "Details": "title body",
    "Fields": "title subtitle categories tags excerpt cover_alt cover_focus slug feed_id series language"
    " translation_key colour thread related handed_on origins",
    "FormerIdsQuery": "docname",
    "Formula": "tex",
    "Hyperlink": "text",
    "Image": "alt caption width height html",
    "KeyUse": "key field",
    "LinkMapQuery": "collection",
    "ListingAnswer": "unknown",
    "ListingEntry": "category_names colour",
    "ListingQuery": "collection",
    "MapPoint": "docname title category colour translations",
    "MarkdownText": "markdown lead",
    "MentionQuery": "object_type name path",
    "ObjectMentionsQuery": "docname",
    "OldSite": "roots",
    "Origin": "key source",
    "Page": "path docname title handed_on",
    "Post": "path docname slug title source_title subtitle categories tags excerpt opening collection series old_slugs"
    " translations translation_of language related thread feed_id translation_key output_image folders format origins"
    " handed_on",
    "PlainText": "text",
    "ProfileLink": "label",
    "Relation": "docname title reasons",
    "SelectedPosts": "unknown",
    "ScheduledChange": "path",
    "Selection": "category tag author series language match match_in sort",
    "SidebarAnswer": "title indexes categories inner categories_title",
    "SidebarQuery": "collection",
    "Target": "docname title language colour",
    "Term": "key slug names docname",
    "TermHeaderQuery": "slug collection",
    "TermListQuery": "collection within",
    "TermMetadata": "name slug description docname colour",
    "Emblem": "letters colour",
    "IndexLinksQuery": "collection",
    "TermSummary": "slug description",
    "Versions": "language",
    "Video": "title",
    "YearActivity": "page",
    "_TermBuilder": "metadata slugs names",
}
"""The fields that are texts, names or paths, by record. No page links to them. An address has the type ``Url``."""
HOSTILE = (
    "javascript:MARKER",
    "JavaScript:MARKER",
    "java\tscript:MARKER",
    "\x01javascript:MARKER",
    "\u00a0javascript:MARKER",
    "java\u200bscript:MARKER",
    "javascript&colon;MARKER",
    "javascript%3aMARKER",
    "vbscript:MARKER",
    "data:text/html,MARKER",
    "data:image/png;base64,MARKER",
    "file:///MARKER",
    "blob:https://example.org/MARKER",
    "http:javascript:MARKER",
    "\\\\example.org\\MARKER",
    "https://kim:MARKER@example.org",
    "https://example.org:MARKER/",
    "https://[MARKER",
    "//MARKER@example.org",
    "https://MARKER%00.example",
    "ftp://example.org/MARKER",
    "MARKER:x",
)
CONTROL = "\x1b[2J\x07\x08\r\x9b\x7f\u202e\u2066\u2028\x85\x0c\ufffe"


def list_records() -> Iterator[type]:
    """Yield the classes of all records."""
    for name in MODULES:
        module = importlib.import_module(name)
        for member in vars(module).values():
            if (
                inspect.isclass(member)
                and member.__module__ == name
                and (dataclasses.is_dataclass(member) or hasattr(member, "_fields"))
            ):
                yield member


def list_fields(record: type) -> tuple[str, ...]:
    if dataclasses.is_dataclass(record):
        return tuple(one.name for one in dataclasses.fields(record))
    return tuple(getattr(record, "_fields", ()))


def list_parts(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation is made of."""
    if parts := get_args(annotation):
        for part in parts:
            yield from list_parts(part)
    else:
        yield annotation


def is_address(annotation: Any) -> bool:
    """Return whether an annotation has a type that only a gate makes."""
    return any(getattr(part, "__supertype__", None) is str for part in list_parts(annotation))


def test_each_field_of_a_record_is_known_as_a_text_or_has_the_type_of_a_url() -> None:
    found = {}
    for record in list_records():
        hints = get_type_hints(record)
        names = [name for name in list_fields(record) if {str, Any} & set(list_parts(hints[name]))]
        if names:
            found[record.__name__] = " ".join(names)
    assert found == TEXTS, "If the new field is an address, give it the type Url; otherwise add it here."


def classify_fields(record: type) -> dict[str, bool]:
    """Return whether each field of a record holds an address."""
    hints = get_type_hints(record)
    return {name: is_address(hints[name]) for name in list_fields(record)}


FIELDS = {record: classify_fields(record) for record in list_records()}


def find_values(record: Any, address: bool) -> Iterator[tuple[str, str]]:
    """Yield the texts in a record, or its addresses, each with the name of its field."""
    if isinstance(record, dict):
        record = [*record, *record.values()]
    if isinstance(record, (list, tuple, frozenset, set)) and not hasattr(record, "_fields"):
        for item in record:
            if isinstance(item, str) and not address:
                yield "", item
            yield from find_values(item, address)
        return
    for name, holds_address in FIELDS.get(type(record), {}).items():
        value = getattr(record, name)
        place = f"{type(record).__name__}.{name}"
        if holds_address == address:
            for text in [value] if isinstance(value, str) else value if isinstance(value, tuple) else []:
                if isinstance(text, str):
                    yield place, text
        for inner, text in find_values(value, address):
            yield inner or place, text


def find_in(loaded: LoadResult, address: bool) -> list[tuple[str, str]]:
    """Return the texts or the addresses in everything that was loaded."""
    found = loaded.catalogue
    terms = [term for one in found.collections.values() for terms in one.terms.values() for term in terms.values()]
    metadata = [one.term_metadata for one in found.collections.values()]
    return [*find_values([found.all_posts, found.pages, terms, metadata], address)]


def list_forms(value: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield front matter for each way in which a value can become an address, with the field that it fills."""
    rows = [
        (row.field.removesuffix("_dark"), key)
        for row in TABLE
        for key in row.keys
        if row.field in ("permalink", "aliases", "canonical", "cover", "cover_dark")
    ]
    for field, key in rows:
        if key == "resources":
            yield from (("cover", {key: [{"src": value, "name": name}]}) for name in ("cover", "cover-dark"))
            continue
        top, _, inner = key.partition(".")
        yield field, {top: {inner: value}} if inner else {key: value}
        yield field, {top: {inner: [value]}} if inner else {key: [value]}
        if not inner:
            yield from ((field, {container: {key: value}}) for container in CONTAINERS)
    for key in ("url", "src", "image", "path", "href", "teaser", "overlay_image", "feature"):
        yield "cover", {"cover": {key: value, "alt": "A"}}
        yield "cover", {"images": [{key: value}]}
    for key in ("dark", "darkUrl", "darkImage"):
        yield "cover", {"cover": {"url": "https://example.org/a.png", key: value}}
        yield "cover", {"hero": {"image": {"light": "https://example.org/a.png", key: value}}}
    for key in ("url", "link"):
        yield "cover", {"cover": {"url": "https://example.org/a.png", "credit": {"name": "K", key: value}}}
    for key in ("url", "website", "homepage", "link", "profile", *_PICTURE_KEYS, *_SITES):
        yield "authors", {"author": {"name": "Kim", key: value}}
        yield "authors", {"authors": [{"name": "Kim", key: value}]}
    for key in ("socials", "social", "links"):
        yield "authors", {"author": {"name": "Kim", key: {"Blog": value}}}
        yield "authors", {"author": {"name": "Kim", key: {"github": value}}}
    for key in ("url", "href", "link", "address"):
        yield "authors", {"author": {"name": "Kim", "links": [{"label": "Blog", key: value}]}}
    for key in ("og:url", "og:image", "og:image:secure_url", "og:video:url", "og:audio"):
        yield "handed_on", {key: value}


def write_front_matter(values: dict[str, Any], form: str) -> str:
    """Return a post, with its own keys on line 2 or below."""
    values = {"title": "A", "date": "2025-04-23", "category": "X", **values}
    if form == "json":
        return json.dumps(values, indent=1) + "\n\nText.\n"
    fence, sign = {"yaml": ("---", ": "), "toml": ("+++", " = ")}[form]
    lines = [f"{json.dumps(key)}{sign}{dump(value, sign)}" for key, value in values.items()]
    return "\n".join([fence, *lines, fence, "", "Text.", ""])


def dump(value: Any, sign: str) -> str:
    """Return a value on one line, as both YAML and TOML read it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}{sign}{dump(item, sign)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(dump(item, sign) for item in value) + "]"
    return json.dumps(value)


def load(folder: Path, files: Files, settings: Settings | None = None, pages: Files | None = None) -> LoadResult:
    docnames = write_files(folder, files)
    handwritten = write_files(folder, pages or {})
    return load_posts(PostSource(folder, docnames, settings or Settings(), handwritten_pages=handwritten))


def find_scheme(address: str) -> str:
    """Return the scheme that a browser finds in an address."""
    address = address.strip("".join(map(chr, range(0x21)))).translate(dict.fromkeys(map(ord, "\t\n\r")))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    return match[1].lower() if match else ""


def assert_addresses_are_allowed(loaded: LoadResult) -> None:
    for place, address in find_in(loaded, address=True):
        assert find_scheme(address) in ("", "http", "https", "mailto"), place
        assert "MARKER" not in address, place


@pytest.mark.parametrize("form", ["yaml", "toml", "json"])
def test_no_key_of_any_dialect_lets_a_hostile_address_in(tmp_path: Path, form: str) -> None:
    files: Files = {}
    for number, value in enumerate(HOSTILE):
        for place, (_, values) in enumerate(list_forms(value)):
            if place % len(HOSTILE) == number:
                files[f"posts/{number}-{place}.md"] = write_front_matter(values, form)
    loaded = load(tmp_path, files)
    assert len(loaded.catalogue.all_posts) == len(files)
    assert_addresses_are_allowed(loaded)
    refused = {problem.path for problem in loaded.problems if problem.code is Code.URL_REFUSED}
    # A pattern is no address; "/:" and a colon at the start say that a value is one.
    assert set(files) - refused == set()
    assert not [value for place, value in find_in(loaded, address=False) if "MARKER" in value and place.endswith("handed_on")]


@pytest.mark.parametrize(("field", "values"), list(list_forms("javascript:MARKER")), ids=lambda one: json.dumps(one))
def test_a_hostile_address_is_reported_once_at_its_line_and_nothing_else_is(tmp_path: Path, field: str, values: Any) -> None:
    loaded = load(tmp_path, {"posts/a.md": write_front_matter(values, "yaml")})
    problems = [
        (problem.path, problem.line, problem.code) for problem in loaded.problems if problem.code is not Code.AUTHOR_UNKNOWN
    ]
    assert problems == [("posts/a.md", 5, Code.URL_REFUSED)]
    (post,) = loaded.catalogue.all_posts
    assert getattr(post, field) in (None, (), {}) or "MARKER" not in repr(getattr(post, field))


@pytest.mark.parametrize("value", HOSTILE, ids=ascii)
def test_no_authors_file_term_page_or_option_lets_a_hostile_address_in(tmp_path: Path, value: str) -> None:
    people = [values["author"] for field, values in list_forms(value) if field == "authors" and "author" in values]
    authors = {f"kim{number}": {**one, "name": f"Kim {number}"} for number, one in enumerate(people)}
    post = write_front_matter({"authors": list(authors)}, "json")
    page = write_front_matter({"cover": value}, "yaml")
    settings = Settings(authors={f"o{key}": one for key, one in authors.items()}, categories={"X": {"cover": value}})
    options = write_front_matter({"authors": [f"o{key}" for key in authors]}, "json")
    texts = {
        "yaml/authors.yml": json.dumps(authors, indent=1),
        "list/authors.yml": "\n".join(f"- {json.dumps({'id': key, **one})}" for key, one in authors.items()),
        "json/authors.json": json.dumps(authors),
        "toml/authors.toml": "\n".join(f"{key} = {dump(one, ' = ')}" for key, one in authors.items()),
    }
    posts = {f"{name.partition('/')[0]}/posts/{name.partition('/')[0]}.md": post for name in texts}
    write_files(tmp_path, {f"{name}": text for name, text in texts.items()})
    loaded = load(tmp_path, {**posts, "options.md": options}, settings, {"browse/categories/x.md": page})
    names = {author.name for post in loaded.catalogue.all_posts for author in post.authors}
    assert names == {f"Kim {number}" for number in range(len(authors))}
    assert_addresses_are_allowed(loaded)
    refused = [problem.path for problem in loaded.problems if problem.code is Code.URL_REFUSED]
    assert set(refused) == {*texts, "conf.py", "browse/categories/x.md"}
    assert refused.count("conf.py") == len(authors) + 1


@pytest.mark.parametrize("form", ["yaml", "toml", "json", "plain", "raw"])
def test_no_control_character_of_front_matter_gets_into_a_record(tmp_path: Path, form: str) -> None:
    keys = [key for row in TABLE for key in row.keys] + [
        "odd",
        "og:title",
        "myst",
        "html_meta",
        "author.name",
        "cover.url",
        "cover.alt",
    ]
    files: Files = {}
    for number, key in enumerate(keys):
        top, _, inner = key.partition(".")
        text = f"a{CONTROL}b"
        value: Any = {inner: text, f"k{CONTROL}": text} if inner else text
        if form in ("plain", "raw"):
            lines = [f"{top}{CONTROL if number % 2 else ''}: {text}".replace("\r", "").replace("\u2028", "")]
            fence = ["---"] if form == "raw" else []
            files[f"posts/{number}.md"] = "\n".join([*fence, "Title: A", "date: 2025-04-23", *lines, *fence, "", "Text."])
            continue
        one = (value, [value, value], {f"k{CONTROL}": value})[number % 3]
        files[f"posts/{number}.md"] = write_front_matter({f"{top}{CONTROL if number % 2 else ''}": one}, form)
    loaded = load(tmp_path, files)
    assert len(loaded.catalogue.all_posts) + len(loaded.catalogue.pages) == len(files)
    for field, text in [*find_in(loaded, address=False), *find_in(loaded, address=True)]:
        assert not has_control_character(text.replace("\n", "").replace("\t", "")), field
    assert not [problem for problem in loaded.problems if has_control_character(problem.message + problem.path)]
    reported = {problem.path for problem in loaded.problems if problem.code is Code.CONTROL_CHARACTER}
    assert reported == set(files)


def test_no_control_character_of_a_body_gets_into_a_record(tmp_path: Path) -> None:
    entities = "&#27;&#x9b;&#x202e;&#8232;&#12;"
    bodies = (
        f"# A {CONTROL} {entities}\n\nB {CONTROL} {entities}\n",
        f"A{CONTROL}\n=\n\n`{CONTROL}` {entities}\n\n<!-- more -->\n\nx",
    )
    loaded = load(tmp_path, {f"posts/{number}.md": body for number, body in enumerate(bodies)})
    posts = loaded.catalogue.all_posts
    assert all(post.title.startswith("A") and post.opening for post in posts)
    for place, text in find_in(loaded, address=False):
        assert not has_control_character(text), place
    assert not [problem for problem in loaded.problems if has_control_character(problem.message)]


@pytest.mark.parametrize("builder", ["html", "epub", "latex", "text"])
def test_no_builder_shows_a_hostile_address(site: Site, builder: str) -> None:
    for number, value in enumerate(HOSTILE):
        for place, (_, values) in enumerate(list_forms(value)):
            if place % 40 == number:
                site.write(f"posts/{number}-{place}.md", write_front_matter({**values, "title": f"T {number}-{place}"}, "yaml"))
    links = {"name": "Kim", "url": HOSTILE[0], "picture": HOSTILE[1], "links": {"x": HOSTILE[2]}}
    site.write("authors.yml", json.dumps({"kim": links}))
    site.write("conf.py", (site.folder / "conf.py").read_text() + f"anthology_authors = {{'lee': {{'url': {HOSTILE[0]!r}}}}}\n")
    site.post("kim", author="kim")
    site.post("lee", author="lee")
    built = site.build(builder)
    assert "anthology.url-refused" in built.codes
    for file in built.output.rglob("*"):
        if file.is_dir() or "_sources" in file.parts or ".doctrees" in file.parts:
            continue
        data = [file.read_bytes()]
        if file.suffix == ".epub":
            with zipfile.ZipFile(file) as book:
                data = [book.read(name) for name in book.namelist()]
        assert not any(b"MARKER" in one for one in data), file
