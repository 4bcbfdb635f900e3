"""How the files of posts are named: with a date, in folders of years, of categories or of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from unicodedata import normalize

from ...catalogue.file_names import INDEX_NAMES, split_language
from ...catalogue.post import Post
from ...slugs import slugify

_DATE = re.compile(r"(\d{4})([-_.]?)(\d{2})([-_.]?)(\d{2})(?:([-_. ])(.*))?")
_YEAR_AND_MONTH = re.compile(r"(\d{4})([-_.])(\d{2})")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#%{}\[\]^`]+')
"""Characters that a file name or an address cannot have everywhere."""
_MAX_BYTES = 120
_NAME, _CATEGORY = "{name}", "{category}"


@dataclass(frozen=True, slots=True)
class FileNaming:
    """How the files of posts are named."""

    pattern: str
    """The path of a file without its suffix, with ``{name}``, and perhaps ``{category}``, ``%Y``, ``%m`` and ``%d``."""
    suffix: str
    separator: str = "-"
    """What is between the words of a name; a space if the title itself is the name."""
    folders: dict[str, str] = field(default_factory=dict)
    """The folders of categories, by the slugs of their names."""

    def make_path(self, title: str, moment: datetime, category: str) -> str:
        """Return the POSIX path of the file of a post, relative to the source folder.

        Without a category, the folder of categories is left out.
        """
        folder = self.folders.get(slugify(category)) or slugify(category)
        parts = [part for part in self.pattern.split("/") if folder or part != _CATEGORY]
        values = {_NAME: self.make_name(title), _CATEGORY: folder}
        # Dates are filled in first, because a title may have a percent sign.
        path = "/".join(part if part in values else _fill_in(part, moment) for part in parts)
        for name, value in values.items():
            path = path.replace(name, value)
        return f"{path}{self.suffix}"

    def make_name(self, title: str) -> str:
        """Return the name of a post in paths."""
        if self.separator == " ":
            name = " ".join(_FORBIDDEN.sub(" ", title).split()).strip(". ")
            name = name.encode()[:_MAX_BYTES].decode(errors="ignore").strip()
        else:
            name = slugify(title).replace("-", self.separator)
        name = name or "post"
        # An index is no article, and the date in a path is one of publication.
        is_taken = name.casefold() in INDEX_NAMES or _DATE.match(name)
        return f"post{self.separator}{name}" if is_taken else name


def _fill_in(part: str, moment: datetime) -> str:
    return part.replace("%Y", f"{moment.year:04}").replace("%m", f"{moment.month:02}").replace("%d", f"{moment.day:02}")


def find_naming(posts: Sequence[Post], default_folder: str) -> FileNaming:
    """Return how most posts are named.

    :param default_folder: the folder of the first post, relative to the source folder; empty for the source folder itself.
    """
    if not posts:
        return FileNaming(f"{default_folder}/{_NAME}" if default_folder else _NAME, ".md")
    described = [_describe(post) for post in posts]
    pattern = Counter(pattern for pattern, _name, _folders in described).most_common(1)[0][0]
    suffix = Counter(PurePosixPath(post.path).suffix for post in posts).most_common(1)[0][0]
    folders = {slug: folder for _pattern, _name, found in reversed(described) for slug, folder in found.items()}
    separator = _find_separator([(name, post.title) for post, (_pattern, name, _folders) in zip(posts, described, strict=True)])
    return FileNaming(pattern, suffix, separator, folders)


def _describe(post: Post) -> tuple[str, str, dict[str, str]]:
    """Return the pattern of the path of a post, its name in it, and the folders of categories by slug."""
    path = normalize("NFC", post.path)
    *folders, _file = path.split("/")
    stem, language = split_language(path)
    has_folder = stem.casefold() in INDEX_NAMES and bool(folders)
    own = folders.pop() if has_folder else stem
    categories = {slugify(name) for category in post.categories for name in category}
    found = {slugify(folder): folder for folder in folders if slugify(folder) in categories}
    name_pattern, name = _describe_name(own, post)
    parts = [_CATEGORY if slugify(folder) in found else _describe_folder(folder, post) for folder in folders]
    parts = [part for number, part in enumerate(parts) if part != _CATEGORY or _CATEGORY not in parts[:number]]
    file = f"{stem}.{language}" if has_folder and language else stem
    return "/".join([*parts, name_pattern, *([file] if has_folder else [])]), name, found


def _describe_folder(folder: str, post: Post) -> str:
    """Return a folder with the year, month and day of a post replaced."""
    moment = post.published
    if moment is None or not folder[:1].isdigit():
        return folder
    if match := _YEAR_AND_MONTH.fullmatch(folder):
        return f"%Y{match[2]}%m"
    forms = {f"{moment:%Y}": "%Y", f"{moment:%m}": "%m", f"{moment:%d}": "%d", f"{moment:%Y%m}": "%Y%m"}
    # A month may be that of another time zone.
    return forms.get(folder) or ("%Y" if re.fullmatch(r"(?:19|20)\d\d", folder) else folder)


def _describe_name(own: str, post: Post) -> tuple[str, str]:
    """Return the pattern of the name of a file or folder, and the name in it."""
    match = _DATE.fullmatch(own)
    if match is None or not ("01" <= match[3] <= "12" and "01" <= match[5] <= "31"):
        return _NAME, own
    date = f"%Y{match[2]}%m{match[4]}%d"
    return (f"{date}{match[6]}{_NAME}", match[7]) if match[7] else (date, "")


def _find_separator(names: Iterable[tuple[str, str]]) -> str:
    """Return what is between the words of most names."""
    counts: Counter[str] = Counter()
    for name, title in names:
        if " " in name and (name == title or "-" not in name):
            counts[" "] += 1
        elif "_" in name and "-" not in name:
            counts["_"] += 1
        elif "-" in name:
            counts["-"] += 1
    return max(counts, key=lambda separator: (counts[separator], separator == "-"), default="-")
