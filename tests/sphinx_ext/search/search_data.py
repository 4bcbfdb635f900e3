"""What the scripts of the search hand over in the browser."""

from __future__ import annotations

import json
from typing import Any

from conftest import Build


def read_data(build: Build, name: str) -> Any:
    """Return the value in a script of the search."""
    text = build.text(f"_search/{name}.js")
    assert text.startswith(f'AnthologySearch.receive("{name.removeprefix("texts/")}",')
    assert text.endswith(");\n")
    return json.loads(text.split(",", 1)[1][:-3])
