"""Valid YAML front matter."""

from __future__ import annotations

import itertools
import re
from functools import cached_property
from typing import Any

import yaml

from ..characters import has_spaceless_breaks, is_spaceless_break
from .model import MAX_DEPTH, MAX_VALUES, Entry, Table, TooLargeError, Unquoted, Value

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_DEEP_INDENT = re.compile(r"^[ ]{200}", re.MULTILINE)
_TEXT_TAG = "tag:yaml.org,2002:str"
_NULL_TAG = "tag:yaml.org,2002:null"
_CONTEXT = 20
"""Number of characters on each side by which a line break is found in a text whose lines are joined."""
_SAFE_LENGTH = 50_000  # characters; the values of a longer text are counted before they take up memory


def parse_yaml_entries(text: str, first_line: int) -> list[Entry]:
    """Parse the top-level entries of a YAML mapping.

    :param first_line: line number of the first line of *text* in the file.
    :raises yaml.YAMLError: *text* is not valid YAML, or not a mapping with scalar keys.
    :raises TooLargeError: the mapping exceeds :data:`MAX_VALUES` or :data:`MAX_DEPTH`.
    """
    _check_size(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return []
        if not isinstance(root, yaml.MappingNode) or not all(isinstance(key, yaml.ScalarNode) for key, _ in root.value):
            raise yaml.constructor.ConstructorError(None, None, "this is not 'key: value'", root.start_mark)
        converter = _NodeConverter(first_line, text)
        return [Entry(key.value, converter.convert(value, 0), first_line + key.start_mark.line) for key, value in root.value]
    finally:
        loader.dispose()


def _check_size(text: str) -> None:
    """Raise TooLargeError if *text* exceeds the limits, without building its nodes.

    libyaml builds nodes recursively: a text with very deep nesting would overflow the stack and kill the process.
    """
    is_nested = sum(map(text.count, ("[", "{", "- ", "? "))) >= 200 or _DEEP_INDENT.search(text)
    if not is_nested and len(text) < _SAFE_LENGTH:
        return
    depth = 0
    for number, event in enumerate(yaml.parse(text, _Loader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or number > 3 * MAX_VALUES:
            raise TooLargeError


class _NodeConverter:
    """Converts nodes to values and counts them. An alias counts each time it is used."""

    def __init__(self, first_line: int, text: str) -> None:
        self.first_line = first_line
        self.text = text
        self.remaining = MAX_VALUES

    def convert(self, node: yaml.Node, depth: int) -> Value:
        self.remaining -= 1
        if self.remaining < 0 or depth > MAX_DEPTH:
            raise TooLargeError
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, depth + 1) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            pairs = [(str(self.convert(key, depth + 1)), key, value) for key, value in node.value]
            return Table(
                {name: self.convert(value, depth + 1) for name, _, value in pairs},
                {name: self.first_line + key.start_mark.line for name, key, _ in pairs},
            )
        if node.tag == _TEXT_TAG and isinstance(node, yaml.ScalarNode):
            return self._join_lines(node)
        return None if node.tag == _NULL_TAG else Unquoted(node.value)

    def _join_lines(self, node: yaml.ScalarNode) -> str:
        """Return a text without the spaces by which YAML has joined lines of Chinese or Japanese."""
        value: str = node.value
        first, last = node.start_mark.line, node.end_mark.line
        if first == last or node.style == "|" or not has_spaceless_breaks(value):
            return value
        lines = self.lines[first : last + 1]
        lines[0], lines[-1] = lines[0][node.start_mark.column :], lines[-1][: node.end_mark.column]
        lines = [line.strip(" \t\"'") for line in lines]
        position = 0
        for before, after in itertools.pairwise(lines):
            if not (before and after and is_spaceless_break(before[-1], after[0])):
                continue
            tail = before[-_CONTEXT:]
            found = value.find(f"{tail} {after[:_CONTEXT]}", position)
            if found >= 0:
                position = found + len(tail)
                value = value[:position] + value[position + 1 :]
        return value

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the whole text."""
        return self.text.split("\n")


def load_yaml(source: str) -> dict[str, Any]:
    """Load a YAML mapping with YAML's types. A value that YAML cannot construct, such as ``2021-00-00``, is left out.

    :raises yaml.YAMLError: the entries are valid one by one but not together, for example because two anchors share a name.
    """
    loader = _Loader(source)
    try:
        root = loader.get_single_node()
        nodes = root.value if isinstance(root, yaml.MappingNode) else []
        values = ((key.value, _construct(loader, node)) for key, node in nodes)
        return {key: value for key, value in values if value is not _INVALID}
    finally:
        loader.dispose()


_INVALID = object()


def _construct(loader: Any, node: yaml.Node) -> Any:
    """Return the Python object of *node*, or ``_INVALID`` if PyYAML fails on its tag or its date."""
    try:
        return loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError):
        return _INVALID
