"""Documentation without posts, to which the extension is added."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site

PAGES = {
    "index.md": "---\nkey: value\n---\n# Home\n\n```{toctree}\nmarkdown\nrst\nsub/c\n```\n",
    "markdown.md": """\
# Markdown

See [[Wiki|words]], [[page]] and `$5-$10`, $x$ or {{ page.title }}, {% include a %} and \\(a_1\\).
中文
中文 <br>
> [!NOTE] Title
> text

!!! note
    Body.

<details>
<summary>x</summary>

## In details

</details>
<br>
# glued
![a](i.png)# b

| {{ a | b }} | c |
| - | - |
| {{ a | b }} | c |

```{include} sub/c.md
```

\\begin{align}
a
\\end{align}

- [ ] task

[^1]: note
""",
    "rst.rst": "reST\n====\n\nSome *text* `with spaces`.\n\n.. math:: x\n\n.. image:: i.png\n",
    "sub/c.md": "---\na: b\n---\n## C\n\nText[^2].\n\n[^2]: Foot.\n",
}
HTML = re.compile(r" <br>\n|- \[ \] task\n|<details>.*</details>\n<br>\n", re.DOTALL)
"""What becomes HTML that is not XML, as the pages of an EPUB must be."""
PLAIN = ["myst_parser", "sphinx_design", "sphinxext.opengraph"]
STYLE_SHEET = re.compile(r"\n? *<(?:link|item)[^<>]*anthology\.css[^<>]*>")
RANDOM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|markdown(?:-|:)\d\b")


def read_output(built: Build) -> dict[str, str]:
    """Return the texts of an output folder by path, without the style sheet and without ids that MyST makes at random."""
    texts = {}
    for file in built.output.rglob("*"):
        path = str(file.relative_to(built.output))
        if file.suffix in (".html", ".xhtml", ".tex", ".txt", ".xml", ".js", ".inv") and "_static" not in path:
            text = file.read_bytes().decode("utf-8", "replace")
            text = re.sub(r'"sphinx_anthology":\d+,', "", STYLE_SHEET.sub("", text))
            texts[path] = RANDOM.sub("", text)
    return texts


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "latex", "epub"])
def test_pages_get_a_style_sheet_and_nothing_else(site: Site, builder: str) -> None:
    for path, text in PAGES.items():
        site.write(path, HTML.sub("\n", text) if builder == "epub" else text)
    site.picture("i.png")
    options: dict[str, Any] = {
        "ogp_site_url": "https://example.org/",
        "myst_enable_extensions": ["amsmath", "tasklist", "alert"],
        "version": "1",
        "copyright": "A",
        "html_last_updated_fmt": None,
    }
    outputs, warnings = [], []
    for extensions in (PLAIN, [*PLAIN, "sphinx_anthology"]):
        folder = site.folder.parent / f"{builder}-{len(extensions)}"
        built = site.build(builder, output=folder, doctrees=folder / "doctrees", extensions=extensions, **options)
        outputs.append(read_output(built))
        warnings.append(built.warnings.replace(str(Path(folder)), ""))
    assert outputs[0].keys() == outputs[1].keys()
    for path, text in outputs[0].items():
        assert outputs[1][path] == text, path
    assert warnings[0] == warnings[1]


def test_a_page_links_to_the_first_post_that_comes(site: Site) -> None:
    site.write("index.md", "# Home\n\nSee [[one|the first]].\n")
    assert "[[one|the first]]" in site.build().article("index")
    site.post("one")
    assert site.build().soup("index").select_one("a[href='posts/one.html']").get_text() == "the first"
