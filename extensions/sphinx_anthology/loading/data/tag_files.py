"""Tags by key, from a ``tags.yml`` as Docusaurus has it: labels, descriptions and addresses.

The nearest file above a post is used. It contains a mapping from the keys that posts write to labels, or to mappings with
``label``, ``description`` and ``permalink``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from ...catalogue.terms import TermMetadata
from ...characters import join_lines
from ...digests import read_regular_file
from ...fields.context import find_text
from ...frontmatter.model import TooLargeError
from ...frontmatter.yaml_header import parse_yaml_entries
from ...markup.text.excerpts import clean_excerpt
from ...markup.text.plain_words import fill_in_titles
from ...problems import Code, Problem, Report
from ...slugs import slugify
from ..files.encodings import decode
from ..files.post_files import PostFiles
from ..files.untrusted_posts import is_untrusted

_NAMES = ("tags.yml", "tags.yaml")


@dataclass
class TagFiles:
    """The tags of one project by key. Each file is read when the first post needs it."""

    files: PostFiles
    report: Report
    untrusted: tuple[str, ...]
    """The patterns of untrusted posts. A file among them is not read."""
    max_bytes: int
    """The maximum size of a file."""
    metadata: dict[str, TermMetadata] = field(default_factory=dict)
    """What the files that were read say of tags, by the slug of the label. Of two files the first wins."""
    _by_folder: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def resolve(self, tags: tuple[str, ...], post: str) -> tuple[str, ...]:
        """Return the tags of a post with labels in the place of keys.

        :param post: the path of the post, relative to the source folder.
        """
        labels = self._load_folder(post.rpartition("/")[0]) if tags else {}
        return tuple(dict.fromkeys(labels.get(tag, tag) for tag in tags)) if labels else tags

    def _load_folder(self, folder: str) -> Mapping[str, str]:
        """Return the labels for the posts of a folder by key: those of the nearest file in or above it."""
        if folder not in self._by_folder:
            labels = next(
                (found for name in _NAMES if (found := self._read_file(f"{folder}/{name}".lstrip("/"))) is not None), None
            )
            if labels is None:
                labels = self._load_folder(folder.rpartition("/")[0]) if folder else {}
            self._by_folder[folder] = labels
        return self._by_folder[folder]

    def _read_file(self, path: str) -> Mapping[str, str] | None:
        """Return the labels of a file by key; None if there is no such file, or none that is used."""
        file = self.files.source / path
        if is_untrusted(path, self.untrusted, self.files.source) or not self.files.has_file(file, "tags file", self.report):
            return None
        try:
            entries = parse_yaml_entries(decode(read_regular_file(file, self.max_bytes))[0], 1)
        except (OSError, yaml.YAMLError, ValueError, RecursionError, TooLargeError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
            message = "Tags file is not readable or not valid, so keys of tags are shown as names. Correct this line."
            self.report(Problem(path, line, Code.TAGS_INVALID, message))
            return {}
        labels: dict[str, str] = {}
        for entry in entries:
            entry.report_control_character(path, self.report)
            value = entry.value if isinstance(entry.value, dict) else {"label": entry.value}
            labels[entry.key] = join_lines(find_text(value, ("label",)) or entry.key)
            self.metadata.setdefault(slugify(labels[entry.key]), _read_metadata(entry.key, labels[entry.key], value))
        return labels


def _read_metadata(key: str, label: str, value: Mapping[str, object]) -> TermMetadata:
    permalink, description = value.get("permalink"), value.get("description")
    address = permalink.rstrip("/").rpartition("/")[2] if isinstance(permalink, str) else ""
    text = clean_excerpt(description, "") if isinstance(description, str) else ""
    return TermMetadata(label, slugify(address) or slugify(key), fill_in_titles(text, lambda name: name))
