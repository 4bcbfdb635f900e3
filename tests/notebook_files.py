"""Notebooks that tests write."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def markdown(source: str) -> dict[str, Any]:
    """Return a cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


def raw(source: str) -> dict[str, Any]:
    """Return a raw cell, whose source is one text, as some tools write it."""
    return {"cell_type": "raw", "metadata": {}, "source": source}


def code(source: str, *outputs: dict[str, Any], tags: list[str] | None = None) -> dict[str, Any]:
    """Return a cell of code with its outputs."""
    return {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {"tags": tags} if tags else {},
        "outputs": list(outputs),
        "source": source.splitlines(keepends=True),
    }


def result(**data: str) -> dict[str, Any]:
    """Return an output with *data* by MIME type, in which two underscores stand for a slash."""
    named = {kind.replace("__", "/"): value for kind, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": named}


def picture(colour: str, width: int = 12, height: int = 8) -> dict[str, Any]:
    """Return an output that is a PNG image of one colour."""
    from PIL import Image

    content = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(content, "PNG")
    return result(text__plain="<Figure>", image__png=base64.b64encode(content.getvalue()).decode())


def notebook(*cells: dict[str, Any], indent: int | None = 1, **metadata: Any) -> str:
    """Return the content of a notebook file."""
    content = {"cells": cells, "metadata": {**PYTHON, **metadata}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(content, indent=indent, ensure_ascii=False)
