"""Tests of posts that are notebooks, in sites with MyST-NB."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Site, read_output
from notebook_files import code, markdown, notebook, picture, raw, result

CONFIGURATION = """
extensions = ["myst_nb", "sphinx_anthology"]
html_theme = "furo"
nb_execution_mode = "off"
source_suffix = {".rst": "restructuredtext"}  # Sphinx adds others to its default value, for all builds of a process
"""
HEADER = "---\ntitle: {}\ndate: 2025-02-0{}\ncategory: Code\n---\n"
TEXT_NOTEBOOK = """---
title: A text notebook
date: 2025-03-01
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
---

# A text notebook

Words about [[stored]] and {% highlight py %}code{% endhighlight %}.

```{code-cell} ipython3
print("six times seven is", 6 * 7)
```

## A heading

> [!TIP]
> A callout
"""
SCRIPT = "<script>y</script>"
CELLS_ONLY = """---
title: Cells only
date: 2025-03-02
---

See [the other](stored.ipynb#results).

```{code-cell}
:load: loaded.py
```

```{code-cell}
:load: ../conf.py
```
"""


@pytest.fixture
def notebooks(site: Site) -> Site:
    """A site with notebooks of each kind."""
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n\n```{toctree}\npage\ntutorial\n```\n")
    site.write("page.md", "---\nfile_format: mystnb\ndate: 2025-01-02\n---\n\n# A page\n\n```{code-cell} python\n1\n```\n")
    site.write(
        "tutorial.ipynb", notebook(markdown("# A tutorial\n\n[Link](posts/stored.ipynb)"), code("1", result(text__plain="one")))
    )
    stored = [
        markdown(
            f"{HEADER.format('Stored outputs', 1)}\n# Stored outputs\n\nFirst words with $x_i$ and $$y$$ and [[cells]].\n"
        ),
        code("answer()", result(text__plain="forty-two")),
        markdown("## Results\n\n| a |\n| --- |\n| {% raw %}{{ x }}{% endraw %} |\n"),
    ]
    site.write("posts/stored.ipynb", notebook(*stored))
    site.write("posts/raw.ipynb", notebook(raw(HEADER.format("From a raw cell", 2)), markdown("Text of the raw notebook.")))
    site.write("posts/text.md", TEXT_NOTEBOOK)
    site.write("posts/cells.md", CELLS_ONLY)
    site.write("posts/loaded.py", "loaded = True\n")
    site.post("plain", "Plain words and [[text]].\n")
    return site


def test_notebooks_are_posts_with_the_syntax_of_posts(notebooks: Site) -> None:
    build = notebooks.build()
    stored = build.article("posts/stored")
    assert stored.startswith(
        "Stored outputs ¶ February 1, 2025 · Code · 1 min read First words with \\(x_i\\) and \\(y\\) and Cells only"
    )
    assert "answer () forty-two Results" in stored
    assert "{{ x }}" in stored
    assert "title:" not in stored
    assert build.article("posts/raw").startswith(
        "From a raw cell ¶ February 2, 2025 · Code · 1 min read Text of the raw notebook."
    )
    text = build.article("posts/text")
    assert text.startswith("A text notebook ¶ March 1, 2025 · 1 min read Words about Stored outputs and code .")
    assert [heading.contents[0] for heading in build.soup("posts/text").select("h1, h2")] == ["A text notebook", "A heading"]
    assert 'print ( "six times seven is" , 6 * 7 )' in text, build.warnings
    assert build.soup("posts/text").select_one(".admonition.tip") is not None
    assert build.soup("posts/cells").select_one("a[href='stored.html#results']") is not None
    assert build.article("posts/plain").startswith(
        "Title of plain ¶ April 23, 2025 · 1 min read Plain words and A text notebook"
    )
    assert "First words with" in build.article("browse/posts")
    assert "A tutorial" in build.article("posts/stored"), "a link of a page is a backlink"
    assert "one" in build.article("tutorial")
    assert "loaded = True" in build.article("posts/cells")
    assert "extensions" not in build.article("posts/cells")
    assert "posts/cells.md:12: WARNING: Cell loads a file that" in build.warnings
    assert build.codes == ["anthology.path-private"]


def test_builds_in_any_order_in_parallel_and_accelerated_are_the_same(notebooks: Site) -> None:
    (notebooks.folder / "posts" / "cells.md").write_text(
        CELLS_ONLY.partition("```{code-cell}\n:load: ../")[0], encoding="utf-8"
    )
    expected = read_output(notebooks.build(output=notebooks.folder.parent / "one").output)
    turned = notebooks.build(jobs=2, output=notebooks.folder.parent / "two", extensions=["sphinx_anthology", "myst_nb"])
    assert read_output(turned.output) == expected
    plain = notebooks.build(output=notebooks.folder.parent / "three", anthology_accelerate=False)
    assert read_output(plain.output) == expected
    file = notebooks.folder / "posts" / "stored.ipynb"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("First words", "Other words").replace("forty-two", "forty-three"), encoding="utf-8")
    edited = notebooks.build(output=notebooks.folder.parent / "one")
    assert "posts/stored" in edited.read
    assert "forty-three" in edited.article("posts/stored")
    assert "Other words" in edited.article("browse/posts")
    file.write_text(before, encoding="utf-8")
    again = notebooks.build(output=notebooks.folder.parent / "one")
    assert read_output(again.output) == expected
    assert notebooks.build(output=notebooks.folder.parent / "one").read == []


def test_cells_are_executed_as_myst_nb_is_told(site: Site) -> None:
    site.write("conf.py", CONFIGURATION)
    site.write("posts/text.md", TEXT_NOTEBOOK.replace("[[stored]]", "numbers"))
    site.write("posts/kept.ipynb", notebook(markdown(HEADER.format("Kept", 1)), code("1 + 1", result(text__plain="kept"))))
    build = site.build(nb_execution_mode="auto")
    assert "six times seven is 42" in build.article("posts/text")
    assert "kept" in build.article("posts/kept")
    assert build.warnings == ""


def test_warnings_name_the_lines_of_text_notebooks_and_mistakes_in_their_front_matter(site: Site) -> None:
    site.write("conf.py", CONFIGURATION)
    header = "---\ntitle: A\ndate: 2025-01-02\nkernelspec: wrong\n---\n"
    site.write("posts/a.md", f"{header}\n\n![](one.png)\n\n```{{code-cell}}\n1\n```\n\n\n\nText\n\n![](two.png)\n")
    build = site.build()
    assert "posts/a.md:4: WARNING: 'kernelspec' is no mapping" in build.warnings
    assert "posts/a.md:8: WARNING: Image 'one.png' is not found" in build.warnings
    assert "posts/a.md:18: WARNING: Image 'two.png' is not found" in build.warnings
    assert "Text" in build.article("posts/a")


def test_the_first_output_image_is_the_cover_where_none_is_named(site: Site) -> None:
    site.write("conf.py", CONFIGURATION)
    site.picture("posts/named.png")
    plots = [code("text()", result(text__plain="1")), code("plot()", picture("red")), code("plot()", picture("blue"))]
    broken = result(image__png="AAAA", text__plain="no image")
    site.write("posts/plots.ipynb", notebook(markdown(HEADER.format("Plots", 1)), *plots))
    site.write("posts/named.ipynb", notebook(markdown(HEADER.format("Named", 2)), *plots, cover="named.png"))
    site.write("posts/broken.ipynb", notebook(markdown(HEADER.format("Broken", 3)), code("plot()", broken)))
    site.write("posts/guest/a.ipynb", notebook(markdown(HEADER.format("Guest", 4)), *plots))
    build = site.build(anthology_untrusted=["posts/guest"], html_baseurl="https://kb.example/")
    listed = [picture["src"] for picture in build.soup("browse/posts").select("img.anthology-thumbnail")]
    shown = [picture["src"] for picture in build.soup("posts/plots").select("article img")]
    assert len(shown) == 2
    assert listed == ["../_images/named.png", shown[0]]
    assert len(build.soup("posts/named").select("article img")) == 3
    assert build.soup("posts/plots").select_one("meta[property='og:image']") is not None
    assert build.soup("posts/guest/a").select("article img") == []
    expected = read_output(build.output)
    file = site.folder / "posts" / "plots.ipynb"
    before = file.read_text(encoding="utf-8")
    site.write("posts/plots.ipynb", notebook(markdown(HEADER.format("Plots", 1)), plots[2]))
    edited = [
        picture["src"]
        for picture in site.build(anthology_untrusted=["posts/guest"], html_baseurl="https://kb.example/")
        .soup("browse/posts")
        .select("img")
    ]
    assert shown[1] in edited
    file.write_text(before, encoding="utf-8")
    assert read_output(site.build(anthology_untrusted=["posts/guest"], html_baseurl="https://kb.example/").output) == expected


def test_an_untrusted_notebook_is_text_and_is_not_executed(site: Site) -> None:
    site.write("conf.py", CONFIGURATION)
    mark = site.folder / "executed"
    cell = f"open({str(mark)!r}, 'w')"
    site.write(
        "posts/guest/a.ipynb",
        notebook(
            markdown(f"{HEADER.format('Guest', 1)}\nWords <script>x</script>"),
            code(cell, result(text__html="<script>y</script>")),
        ),
    )
    site.write("posts/guest/b.md", f"---\ntitle: B\ndate: 2025-01-02\n---\n\nWords\n\n```{{code-cell}}\n{cell}\n```\n")
    build = site.build(nb_execution_mode="force", anthology_untrusted=["posts/guest"])
    assert not mark.exists()
    for name in ("a", "b"):
        assert "open (" in build.article(f"posts/guest/{name}") or "open(" in build.article(f"posts/guest/{name}")
        assert not build.soup(f"posts/guest/{name}").find(attrs={"role": "main"}).find("script")
    assert "posts/guest/a.ipynb:1: WARNING: Notebook is shown as text, without outputs, and is not executed" in build.warnings
    assert "The directive 'code-cell' is shown as text" in build.warnings


def test_without_myst_nb_nothing_of_it_is_imported_and_notebooks_are_left_alone(site: Site) -> None:
    site.write("posts/stored.ipynb", notebook(markdown(HEADER.format("Stored", 1))))
    site.post("plain")
    script = (
        "import sys; from sphinx.cmd.build import main; "
        f"failed = main(['-q', '-W', '-b', 'html', {str(site.folder)!r}, {str(site.folder / 'out')!r}]); "
        "print(failed, [name for name in sys.modules if name.startswith(('myst_nb', 'nbformat', 'jupyter'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"
    assert not Path(site.folder, "out", "posts", "stored.html").exists()
