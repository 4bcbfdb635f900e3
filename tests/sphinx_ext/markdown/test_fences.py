"""Tests of fences that are directives and diagrams."""

from __future__ import annotations

from typing import Any

from conftest import Site
from docutils import nodes
from sphinx.application import Sphinx

EXTENSIONS = ["sphinx_anthology", "sphinxcontrib.mermaid", "sphinx.ext.graphviz", "sphinxcontrib.plantuml"]
DIRECTIVES = """
```seealso
The **manual**
```

~~~admonition A title {1}
:class: tip

Text of the box
~~~

- ```admonition In a list
  Text
  ```
"""
DIAGRAMS = """
```mermaid
graph LR; one --> two
```

~~~Mermaid title="A caption" {1,2}
---
title: Own title
config:
  theme: forest
---
graph LR; three --> four
~~~

> ```dot
> digraph { five -> six }
> ```

``` graphviz
graph { seven -- eight }
```

```plantuml
:Nine;
```

```{.mermaid}
graph LR; ten --> eleven
```

```{mermaid}
graph LR; twelve --> thirteen
```
"""


def _read(site: Site, **options: Any) -> tuple[dict[str, nodes.document], str]:
    """Return the doctrees of all documents by docname, and the warnings of the build."""
    doctrees = {}

    def keep(app: Sphinx, doctree: nodes.document) -> None:
        doctrees[app.env.current_document.docname] = doctree.deepcopy()

    build = site.build("dummy", fresh=True, handlers={"doctree-read": keep}, **options)
    return doctrees, build.warnings


def _diagrams(doctree: nodes.document) -> list[tuple[str, str]]:
    """Return the kind and the code of each diagram."""
    found = []
    for node in doctree.findall(nodes.Element):
        kind = type(node).__name__
        if kind in ("mermaid", "graphviz", "plantuml"):
            found.append((kind, str(node.get("code", node.get("uml"))).strip()))
    return found


def test_fences_that_the_project_makes_directives_are_directives_in_posts(site: Site) -> None:
    site.post("fences", DIRECTIVES)
    site.post("code", "```python {1}\nx = 1\n```\n\n```topical\nno directive\n```\n")
    doctrees, warnings = _read(site, myst_fence_as_directive=["seealso", "admonition"])
    post = doctrees["posts/fences"]
    assert [box.astext() for box in post.findall(nodes.strong)] == ["manual"]
    assert [title.astext() for title in post.findall(nodes.title)][1:] == ["A title {1}", "In a list"]
    assert [box["classes"] for box in post.findall(nodes.admonition)] == [["tip"], ["admonition-in-a-list"]]
    assert not list(post.findall(nodes.literal_block))
    assert [block["language"] for block in doctrees["posts/code"].findall(nodes.literal_block)] == ["python", "text"]
    assert warnings == ""


def test_diagrams_are_drawn_if_an_extension_draws_them_and_stay_code_otherwise(site: Site) -> None:
    site.post("diagrams", DIAGRAMS)
    site.post("guest/diagrams", DIAGRAMS)
    doctrees, _warnings = _read(site, extensions=EXTENSIONS, anthology_untrusted=["posts/guest/**"])
    assert _diagrams(doctrees["posts/diagrams"]) == [
        ("mermaid", "graph LR; one --> two"),
        ("mermaid", "---\ntitle: Own title\nconfig:\n  theme: forest\n---\ngraph LR; three --> four"),
        ("graphviz", "digraph { five -> six }"),
        ("graphviz", "graph { seven -- eight }"),
        ("plantuml", ":Nine;"),
        ("mermaid", "graph LR; ten --> eleven"),
        ("mermaid", "graph LR; twelve --> thirteen"),
    ]
    assert [caption.astext() for caption in doctrees["posts/diagrams"].findall(nodes.caption)] == ["A caption"]
    untrusted = doctrees["posts/guest/diagrams"]
    assert _diagrams(untrusted) == []
    assert len(list(untrusted.findall(nodes.literal_block))) == 7
    (site.folder / "posts" / "guest" / "diagrams.md").unlink()
    site.post("diagrams", DIAGRAMS.partition("```{mermaid}")[0])
    doctrees, warnings = _read(site)
    assert _diagrams(doctrees["posts/diagrams"]) == []
    assert len(list(doctrees["posts/diagrams"].findall(nodes.literal_block))) == 6
    assert warnings == ""


def test_a_diagram_reads_no_file_that_posts_must_not_use(site: Site) -> None:
    site.post("a", "```plantuml\n!include ../../secret.puml\n```\n")
    site.folder.parent.joinpath("secret.puml").write_text("Secret", encoding="utf-8")
    doctrees, warnings = _read(site, extensions=EXTENSIONS)
    assert _diagrams(doctrees["posts/a"]) == []
    assert "posts/a.md:6: WARNING: Directive 'uml' names a file that" in warnings


NUMBERED = """\
```js title="a.js" {2} showLineNumbers
one();
two();
// highlight-next-line
three();
```

{% highlight ruby linenos %}
puts 1
{% endhighlight %}

{{< highlight go "linenos=table,hl_lines=2,linenostart=199" >}}
one()
two()
{{< / highlight >}}

```js
// highlight-start
kept();
```
"""


def test_code_has_the_line_numbers_captions_and_highlighted_lines_of_its_engine(site: Site) -> None:
    site.post("code", NUMBERED)
    doctrees, warnings = _read(site)
    assert warnings == ""
    blocks = list(doctrees["posts/code"].findall(nodes.literal_block))
    assert [block.get("linenos", False) for block in blocks] == [True, True, True, False]
    assert [block.get("highlight_args", {}) for block in blocks] == [
        {"hl_lines": [2, 3]},
        {},
        {"linenostart": 199, "hl_lines": [2]},
        {},
    ]
    assert [block.astext().strip() for block in blocks] == [
        "one();\ntwo();\nthree();",
        "puts 1",
        "one()\ntwo()",
        "// highlight-start\nkept();",
    ]
    assert [caption.astext() for caption in doctrees["posts/code"].findall(nodes.caption)] == ["a.js"]
