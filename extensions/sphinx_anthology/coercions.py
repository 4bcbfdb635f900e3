"""From the values that people write to the values of fields, one function for each kind of field.

Each takes the value of an entry and the :class:`Reading` it belongs to, and returns None or something empty for a value that
says nothing. A value that cannot be used is reported there, with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from . import dates, spelling
from .fields import Author, CategoryPath, CoverReference, Status
from .frontmatter.header import Unquoted, Value
from .problems import Code, Problem


@dataclass(slots=True)
class Reading:
    """What a function that reads a value may need to know, and where it says what is wrong."""

    path: str
    zone: tzinfo
    """The zone of dates that name none."""
    splits_at_blanks: bool = False
    """Whether a plain text is a list with blanks between, as in Jekyll."""
    key: str = ""
    line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: Code, message: str) -> None:
        self.problems.append(Problem(self.path, self.line, code, message))

    def misfit(self, expected: str) -> None:
        """Report that the value of the current key does not have a form that is understood."""
        self.report(Code.FIELD_FORM, f"The value of '{self.key}' was not understood and is ignored: write {expected}.")


def text(value: Value, reading: Reading) -> str | None:
    """A text on one line."""
    found = lines_of_text(value, reading)
    return found and " ".join(found.split())


def lines_of_text(value: Value, reading: Reading) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0].strip() or None
    if value is not None:
        reading.misfit("a text")
    return None


def moment(value: Value, reading: Reading) -> datetime | None:
    if not isinstance(value, str):
        if value is not None:
            reading.misfit("a date such as 2025-04-23")
        return None
    if not value.strip():
        return None
    try:
        return dates.parse(value, reading.zone)
    except dates.DateError as error:
        advice = (
            "only its day is used: correct the time" if error.day else "write it as 2025-04-23 or 2025-04-23T12:17:34+09:00"
        )
        reading.report(Code.DATE_INVALID, f"{error}. In '{reading.key}', {advice}.")
        return error.day


_TRUE = frozenset({"true", "yes", "on", "1", "y", "예", "네"})
_FALSE = frozenset({"false", "no", "off", "0", "n", "아니오", "아니요"})


def flag(value: Value, reading: Reading) -> bool | None:
    """True or false, in the words of YAML and in Korean; a slip such as ``flase`` is understood and reported."""
    if not isinstance(value, str):
        if value is not None:
            reading.misfit("true or false")
        return None
    word = value.strip().casefold()
    if not word:
        return None
    slip = spelling.meant(word, _TRUE | _FALSE) if word not in _TRUE | _FALSE else None
    if slip:
        reading.report(Code.FIELD_MISSPELT, f"'{reading.key}: {word}' was taken for '{slip}': write {reading.key}: {slip}.")
    if (slip or word) in _TRUE:
        return True
    if (slip or word) in _FALSE:
        return False
    reading.misfit("true or false")
    return None


def flag_or_number(value: Value, reading: Reading) -> bool | None:
    """A flag that some engines give as a rank: every number but 0 is true."""
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value):
        return int(value) != 0
    return flag(value, reading)


def draft(value: Value, reading: Reading) -> Status | None:
    return _status(flag(value, reading), Status.DRAFT, Status.PUBLISHED)


def hidden(value: Value, reading: Reading) -> Status | None:
    return _status(flag(value, reading), Status.HIDDEN, Status.PUBLISHED)


def shown(value: Value, reading: Reading) -> Status | None:
    """The opposite of hidden."""
    return _status(flag(value, reading), Status.PUBLISHED, Status.HIDDEN)


def public(value: Value, reading: Reading) -> Status | None:
    """The opposite of a draft. In some blogs the key holds a date instead, and then says nothing about the status."""
    if isinstance(value, str) and _is_date(value):
        return None
    return _status(flag(value, reading), Status.PUBLISHED, Status.DRAFT)


def public_since(value: Value, reading: Reading) -> datetime | None:
    """The date in a key that in most blogs holds a flag."""
    return moment(value, reading) if isinstance(value, str) and _is_date(value) else None


def _is_date(value: str) -> bool:
    return any(sign.isdigit() for sign in value) and len(value.strip()) > 5


def _status(given: bool | None, if_true: Status, if_false: Status) -> Status | None:
    return None if given is None else if_true if given else if_false


_STATUS_WORDS = {
    Status.DRAFT: ("draft", "private", "unpublished", "pending", "wip"),
    Status.HIDDEN: ("hidden", "unlisted"),
    Status.PUBLISHED: ("published", "public", "publish", "live"),
}


def status_word(value: Value, reading: Reading) -> Status | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    word = value.strip().casefold() if isinstance(value, str) else ""
    found = next((status for status, words in _STATUS_WORDS.items() if word in words), None)
    if found is None:
        reading.misfit("published, hidden or draft")
    return found


_BRACKETS = str.maketrans("", "", "[]")
_SEPARATOR = re.compile(r"\s*[,;，、]\s*")
_LEVELS = re.compile(r"\s+[/>»›]\s+")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _split(value: str, reading: Reading) -> list[str]:
    """Return the names in a text: with commas between, or blanks if the blog has those; brackets of a lost list go."""
    line = _one_line(value)
    if line.startswith("[") or line.endswith("]"):
        if not (line.startswith("[") and line.endswith("]")):
            reading.report(Code.CATEGORY_FORM, f"A bracket of '{reading.key}: {line[:60]}' is lost: write a list.")
        line = line.translate(_BRACKETS)
    parts = _SEPARATOR.split(line)
    if len(parts) == 1 and reading.splits_at_blanks and reading.key.casefold() != "category":
        parts = line.split()
    return [name for part in parts if (name := part.strip(" '\""))]


def tags(value: Value, reading: Reading) -> tuple[str, ...]:
    """Names, in a list or in one text."""
    found: list[str] = []
    for item in _flattened(value) if isinstance(value, list) else [value]:
        if isinstance(item, str):
            found += [_one_line(item)] if isinstance(value, list) and item.strip() else _split(item, reading)
        elif isinstance(item, dict) and (name := _first_text(item, ("name", "title", "label"))):
            found.append(name)
        elif item is not None:
            reading.misfit("a list of texts")
    return tuple(dict.fromkeys(name.removeprefix("#") or name for name in found))


def _flattened(items: Iterable[Value]) -> list[Value]:
    return [inner for item in items for inner in (_flattened(item) if isinstance(item, list) else [item])]


def categories(value: Value, reading: Reading) -> tuple[CategoryPath, ...]:
    """Paths of names: a text, a list of texts, a list of paths, or a mapping from a name to those below it."""
    paths: list[CategoryPath] = []
    if isinstance(value, list):
        if reading.key.casefold() == "category" and len(value) > 1:
            message = "'category' holds a list; the post is put into each of them. Write 'categories' for several."
            reading.report(Code.CATEGORY_FORM, message)
        for item in value:
            paths += _category(item, reading)
    elif isinstance(value, str):
        for name in _split(value, reading):
            paths += _category(type(value)(name), reading)
    elif value is not None:
        paths = _category(value, reading)
    return tuple(dict.fromkeys(path for path in paths if path))


def _category(item: Value, reading: Reading) -> list[CategoryPath]:
    if isinstance(item, str):
        if isinstance(item, Unquoted):
            message = f"'{reading.key}: {item}' is not text; it is taken for the name '{item}'. Put it in quotes."
            reading.report(Code.CATEGORY_FORM, message)
        name = _one_line(item)
        return [tuple(part for part in _LEVELS.split(name) if part)] if name else []
    if isinstance(item, list) and all(isinstance(part, str) for part in item):
        return [tuple(_one_line(part) for part in item if part.strip())]
    if isinstance(item, dict) and isinstance(item.get("name"), str):
        return [(_one_line(item["name"]),)]
    if isinstance(item, dict):
        below = ((name, _below(inner, reading)) for name, inner in item.items())
        return [(_one_line(name), *path) for name, paths in below for path in paths]
    reading.report(Code.CATEGORY_FORM, f"Only the names in '{reading.key}' are used: write a list of texts.")
    return []


def _below(value: Value, reading: Reading) -> list[CategoryPath]:
    """Return the paths below one name of a mapping; it stands by itself if there are none."""
    items = value if isinstance(value, list) else [value]
    return [path for item in items if item is not None for path in _category(item, reading)] or [()]


_LINK = re.compile(r"\[([^\[\]]+)\]\(\s*<?([^()\s<>]+)>?[^()]*\)")
_PEOPLE = re.compile(r"\s*[,;、，]\s*(?:and\s+|und\s+|&\s+)?|\s+(?:and|und|&)\s+")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Inc|Ltd|LLC|GmbH)\.?$", re.IGNORECASE)
_MAIL = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>$")


def people(value: Value, reading: Reading) -> tuple[Author, ...]:
    """Names, mappings, Markdown links, keys into a file of authors, or a mixture of them."""
    found: list[Author] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            parts = _named(item) if not isinstance(value, list) or _LINK.search(item) else [item]
            found += [author for part in parts if (author := _person(part)).name]
        elif isinstance(item, dict) and (person := _mapped_person(item)):
            found.append(person)
        elif item is not None and not (isinstance(item, dict) and not any(item.values())):
            reading.misfit("a name, or a mapping with 'name'")
    return tuple(dict.fromkeys(found))


def _named(names: str) -> list[str]:
    """Split a text that names several people; the words of a link are never split."""
    line = _one_line(names)
    links = [match[0] for match in _LINK.finditer(line)]
    parts: list[str] = []
    for part in _PEOPLE.split(_LINK.sub("\0", line)):
        if parts and _SUFFIX.match(part):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return [re.sub("\0", lambda _: links.pop(0), part) for part in parts]


def _person(name: str) -> Author:
    if link := _LINK.search(name):
        return Author(_one_line(link[1]), link[2])
    return Author(_MAIL.sub("", _one_line(name)))


def _mapped_person(item: dict[str, Value]) -> Author | None:
    name = _first_text(item, ("name", "displayName", "title"))
    key = _first_text(item, ("key", "id")) if not name else ""
    url = _first_text(item, ("url", "website", "homepage", "link", "profile"))
    handles = {"github": "https://github.com/", "twitter": "https://twitter.com/"}
    if not url and (handle := next((site for site in handles if _first_text(item, (site,))), None)):
        account = _first_text(item, (handle,))
        url = account if "/" in account else handles[handle] + account.lstrip("@")
    picture = _first_text(item, ("picture", "image_url", "imageURL", "avatar", "image", "photo"))
    return Author(_one_line(name or key), url, picture, key) if name or key else None


_GLUED = re.compile(r"""(?P<key>\w+):(?P<quote>["'])(?P<value>[^"']*)(?P=quote)""")
_FEATURED = re.compile(r"feature|cover|thumbnail|hero", re.IGNORECASE)


def cover(value: Value, reading: Reading) -> CoverReference | None:
    """The address of a picture, or a mapping with one; of a list the first."""
    if isinstance(value, list):
        return next((found for item in value if (found := cover(item, reading))), None)
    if isinstance(value, str):
        if glued := _GLUED.fullmatch(value.strip()):
            message = f"A blank is missing: write {glued['key']}: {glued['quote']}{glued['value']}{glued['quote']}."
            reading.report(Code.FIELD_FORM, message)
            value = glued["value"]
        return CoverReference(value.strip()) if value.strip() else None
    if isinstance(value, dict):
        reference = _first_text(value, ("url", "src", "image", "path", "href", "teaser", "overlay_image", "feature"))
        if reference:
            params = value.get("params")
            alt = _first_text(value, ("alt", "altText")) or _first_text(params if isinstance(params, dict) else {}, ("alt",))
            return CoverReference(reference, alt, *_credit(value.get("credit")))
        if not any(value.values()):
            return None
    if value is not None:
        reading.misfit("the address of an image, or a mapping with 'url'")
    return None


def resource(value: Value, reading: Reading) -> CoverReference | None:
    """The one of a Hugo page's resources that is called its featured picture."""
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict) and _FEATURED.search(_first_text(item, ("name", "title"))) and item.get("src"):
            return cover(item, reading)
    return None


def _credit(value: Value) -> tuple[str, str]:
    if isinstance(value, dict):
        return _one_line(_first_text(value, ("name", "text", "title"))), _first_text(value, ("url", "link"))
    return (_one_line(value), "") if isinstance(value, str) else ("", "")


_MINUTES = re.compile(r"\s*[~≈]?\s*(\d{1,4})(?!\d|e[+-]?\d)", re.IGNORECASE)


def minutes(value: Value, reading: Reading) -> int | None:
    """The first number: ``7``, ``7 min read``, ``7분``."""
    given = _first_text(value, ("minutes", "text")) if isinstance(value, dict) else value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    match = _MINUTES.match(given) if isinstance(given, str) else None
    if match and int(match[1]):
        return int(match[1])
    reading.misfit("a number of minutes")
    return None


def number(value: Value, reading: Reading) -> int | None:
    """A whole number, as orders and weights are."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,9}(?:\.0*)?\s*", value):
        return int(float(value))
    reading.misfit("a whole number")
    return None


def series(value: Value, reading: Reading) -> str | None:
    """The name of a series: a text, or a mapping that has one."""
    if isinstance(value, dict):
        return _one_line(_first_text(value, ("title", "name", "id"))) or None
    return text(value, reading)


def address(value: Value, reading: Reading) -> str | None:
    """An address of this site; a pattern such as ``/:year/:title/`` is none."""
    found = text(value, reading)
    return None if found is None or found.startswith(":") or "/:" in found else found


def addresses(value: Value, reading: Reading) -> tuple[str, ...]:
    items = value if isinstance(value, list) else _SEPARATOR.split(value) if isinstance(value, str) else [value]
    found = (address(item, reading) for item in items)
    return tuple(dict.fromkeys(item for item in found if item))


_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:\.[\w-]+)?")
_LANGUAGE_NAMES = {
    "korean": "ko",
    "한국어": "ko",
    "english": "en",
    "영어": "en",
    "japanese": "ja",
    "日本語": "ja",
    "日本語版": "ja",
}


LANGUAGES = {
    tag.casefold(): tag
    for tag in (
        "ko ja en zh de fr es pt ru "
        "ko-KR ja-JP en-US en-GB zh-CN zh-TW zh-HK zh-Hans zh-Hant pt-BR pt-PT es-ES es-MX fr-FR de-DE"
    ).split()
}
"""The language tags that are recognised in names of files and folders; others would be taken for words (``it``, ``cs``)."""


def language(value: Value, reading: Reading) -> str | None:
    """A language tag, written as BCP 47 has it: ``ko``, ``pt-BR``, ``zh-Hant``."""
    found = text(value, reading)
    if found is None:
        return None
    if name := _LANGUAGE_NAMES.get(found.casefold()):
        return name
    match = _LANGUAGE.fullmatch(found)
    if match is None:
        reading.misfit("a language tag such as ko or pt-BR")
        return None
    parts = (match[1].lower(), (match[2] or "").title(), (match[3] or "").upper())
    return "-".join(part for part in parts if part)


def _first_text(mapping: dict[str, Value], keys: Iterable[str]) -> str:
    return next((item.strip() for key in keys if isinstance(item := mapping.get(key), str) and item.strip()), "")
