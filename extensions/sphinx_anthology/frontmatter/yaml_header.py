"""YAML front matter that is valid: from text to entries that know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .header import CONTROL, DEEPEST, MOST_NODES, Entry, Table, TooLargeError, Unquoted, Value

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_DEEP_INDENT = re.compile(r"^[ ]{200}", re.MULTILINE)
_TEXT_TAG = "tag:yaml.org,2002:str"
_NULL_TAG = "tag:yaml.org,2002:null"
_ORDINARY_LENGTH = 50_000  # characters; a longer header has its values counted before they take up memory


def entries(text: str, first_line: int) -> Iterator[Entry]:
    """Yield the top-level entries of a YAML mapping.

    :param first_line: the number of the first line of *text* in the file.
    :raises yaml.YAMLError: *text* is not valid YAML, or not a mapping of names.
    :raises TooLargeError: there are more values, or deeper ones, than any author writes.
    """
    _check_size(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode) or not all(isinstance(key, yaml.ScalarNode) for key, _ in root.value):
            raise yaml.constructor.ConstructorError(None, None, "this is not 'key: value'", root.start_mark)
        reader = _Reader(first_line)
        for key, value in root.value:
            yield Entry(CONTROL.sub("", key.value), reader.value(value, 0), first_line + key.start_mark.line)
    finally:
        loader.dispose()


def _check_size(text: str) -> None:
    """Refuse a header that is larger or deeper than any author's: libyaml fills the stack, and kills the process."""
    nested = sum(map(text.count, ("[", "{", "- ", "? "))) >= 200 or _DEEP_INDENT.search(text)
    if not nested and len(text) < _ORDINARY_LENGTH:
        return
    depth = 0
    for count, event in enumerate(yaml.parse(text, _Loader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or count > 3 * MOST_NODES:
            raise TooLargeError


class _Reader:
    """Turns nodes into values, and counts them: aliases count each time they are used."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.budget = MOST_NODES

    def value(self, node: yaml.Node, depth: int) -> Value:
        self.budget -= 1
        if self.budget < 0 or depth > DEEPEST:
            raise TooLargeError
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            pairs = [(str(self.value(key, depth + 1)), key, value) for key, value in node.value]
            return Table(
                {name: self.value(value, depth + 1) for name, _, value in pairs},
                {name: self.first_line + key.start_mark.line for name, key, _ in pairs},
            )
        text = CONTROL.sub("", node.value)
        if node.tag == _TEXT_TAG:
            return text
        return None if node.tag == _NULL_TAG else Unquoted(text)


def native(source: str) -> dict[str, Any]:
    """Return the values of a YAML mapping as YAML types them; one that has no type (``2021-00-00``) is left out.

    :raises yaml.YAMLError: entries that are valid one by one, but not together: two anchors of one name.
    """
    loader = _Loader(source)
    try:
        root = loader.get_single_node()
        nodes = root.value if isinstance(root, yaml.MappingNode) else []
        typed = ((key.value, _typed(loader, node)) for key, node in nodes)
        return {key: value for key, value in typed if value is not _NO_TYPE}
    finally:
        loader.dispose()


_NO_TYPE = object()


def _typed(loader: Any, node: yaml.Node) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError):
        return _NO_TYPE  # a tag or a date that YAML itself stumbles over
