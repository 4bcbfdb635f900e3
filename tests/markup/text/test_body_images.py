"""Tests of the images in a text."""

from __future__ import annotations

import pytest
from sphinx_anthology.markup.text.body_images import iter_images

pytestmark = pytest.mark.fast


def test_images_of_each_form_are_found_in_their_order() -> None:
    text = """![one](a.png "title") and ![two *words*](<b c.png>)

```{figure} d.png
:alt: A figure

Caption
```

:::{image} e.png
:::

<p><img alt="x" src='f.png'></p>

```md
![code](no.png)
```

    ![indented](no.png)
"""
    assert [(image.address, image.alt) for image in iter_images(text)] == [
        ("a.png", "one"),
        ("b c.png", "two *words*"),
        ("d.png", "A figure"),
        ("e.png", ""),
        ("f.png", ""),
    ]


@pytest.mark.parametrize("part", ["![", "![a](", "<img ", "```\n", ":::{image} a\n", "![a](b)"])
def test_any_text_takes_linear_time(part: str) -> None:
    assert len(list(iter_images(part * 30_000))) <= 30_000
