"""What a built page says to machines, read as they read it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from conftest import Build
from jsonschema import Draft202012Validator

_SCHEMA = Path(__file__).parent / "outputs/structured_data.schema.json"


@cache
def validator() -> Draft202012Validator:
    """Return the validator of structured data."""
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def structured_data(html: str) -> dict[str, Any]:
    """Return the structured data of a page by type, which has to follow the schema; nothing if the page has none."""
    scripts = BeautifulSoup(html, "html.parser").find_all("script", type="application/ld+json")
    if not scripts:
        return {}
    (script,) = scripts
    data = json.loads(str(script.string))
    validator().validate(data)
    return {node["@type"]: node for node in data["@graph"]}


def meta_tags(build: Build, page: str) -> dict[str, list[str]]:
    """Return the contents of the meta tags of a page, by name."""
    found: dict[str, list[str]] = {}
    for tag in build.soup(page).find_all("meta"):
        name = tag.get("property") or tag.get("name") or ""
        found.setdefault(name, []).append(tag.get("content", ""))
    return found
