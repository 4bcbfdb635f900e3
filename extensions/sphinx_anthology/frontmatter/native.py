"""Front matter values with the types of their format, for keys that Sphinx and other extensions read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any

import yaml

from .model import FrontMatter, clean_value
from .yaml_header import load_yaml

_LOADERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "yaml": load_yaml,
    "toml": tomllib.loads,
    "json": partial(json.loads, strict=False),
}


def load_native_values(front_matter: FrontMatter, keys: Iterable[str]) -> dict[str, Any]:
    """Return the values of *keys* with the types that their format gives them.

    A value stays text if the format cannot type it. Texts have no control characters.
    """
    values = {key: front_matter.entries[key].value for key in keys}
    typed: dict[str, Any] = {}
    if values and (load := _LOADERS.get(front_matter.format)):
        with suppress(yaml.YAMLError):
            typed = load(front_matter.source)
    return values | {key: clean_value(typed[key]) for key in values if key in typed}
