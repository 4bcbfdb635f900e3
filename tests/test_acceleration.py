"""Accelerations: whatever a build has of them, its pages are the same to the byte, and nothing of them is left after it."""

from __future__ import annotations

import inspect
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import docutils.frontend
import myst_parser.mdit_to_docutils.base
import pytest
import sphinx.builders
import sphinx.util.docutils
from conftest import CONFIGURATION, Site, pages
from docutils import nodes
from docutils.frontend import Values
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from docutils.utils import smartquotes
from docutils.utils.smartquotes import educate_tokens
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.search import IndexBuilder, js_index
from sphinx.transforms import SphinxSmartQuotes
from sphinx.util.parallel import ParallelTasks
from sphinx_anthology import acceleration
from sphinx_anthology.acceleration import (
    ACCELERATIONS,
    Acceleration,
    background,
    defaults,
    environments,
    indexing,
    quotes,
    trees,
    writing,
)

ORIGINALS = [getattr(one.owner, one.attribute) for one in ACCELERATIONS]

EVERYTHING = """
extensions = ["sphinx_anthology"]
html_theme = "furo"
language = "ko"
html_baseurl = "https://example.org/"
myst_enable_extensions = [
    "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "substitution", "tasklist",
]
myst_substitutions = {"said": "what's \\"said\\""}
myst_heading_anchors = 3
numfig = True
anthology_page_size = 4
anthology_static_roots = ["public"]
"""

DOCUTILS = """
[general]
smartquotes_locales: fr: «»‹›
table_style: borderless

[restructuredtext parser]
tab_width: 4
"""

MARKDOWN = """
"Quotes" and 'single' ones, it's the '80s -- a dash --- two; an ellipsis... and . . . another.
\\"Escaped\\" and \\'too\\' \\-- here.
A text &amp;#34; and
`"code" -- it's` is code, "`mixed`"'s *"emphasis"*.
한국어 문장에도 "따옴표"와 '작은따옴표'가 -- 그리고 말줄임표... {{ said }}

A paragraph without any.

Here &amp;#34; and &amp;#39; and &amp;#46; are texts.

<div class="raw">"Raw" -- it's <b>HTML</b></div>

| "Head" | it's |
|--------|------|
| "a" -- | b... |
| plain  | `"`  |

A note[^one] and another[^two]. $a' = "b"$ and

$$ x' -- y $$

[^one]: It's "a note".
[^two]: Without.

![it's "a picture"](/figure.png) [a "link"](https://example.org/?a="b"&c='d')
{post}`p1` {doc}`/pages/plain` {term}`용어` [](#common)

```python
print("it's", '--', "...")
```

```{note}
"Noted" -- it's here.
```

{.language-fr}
"Guillemets" dans l'un...

{.language-xx}
No marks here.

:::::{grid} 2
::::{grid-item-card} It's "a card"
:link: /pages/plain
:link-type: doc
Text -- of it...
+++
{bdg-primary}`"badge"`
::::
::::{grid-item}
:::{dropdown} "Open" me
It's open.
:::
::::
:::::

::::{tab-set}
:::{tab-item} "One"
:sync: one
It's one.
:::
:::{tab-item} Two
:sync: two
Two.
:::
::::

```{index} single: common entry
```

```{index} pair: "quoted"; entry's
```

Term's
: "Definition" -- here...

- [ ] a "task"

## Common heading's "words"

(label-NAME)=
### An inner one -- with dashes...

{ref}`label-NAME` {ref}`nowhere` {post}`nobody`
"""

RST = r"""
"Page" in reStructuredText
==========================

:author: "Somebody's"

.. contents:: It's "inside"

.. |said| replace:: "substituted" -- it's

"Quotes", it's -- a dash --- and... |said| \"escaped\" \'too\' &#34; ``"literal" -- it's`` :math:`a'` [1]_ [#auto]_ [CIT]_

.. [1] A "footnote's" text.
.. [#auto] Another -- one...
.. [CIT] A "citation".

.. class:: language-fr

"Guillemets" et l'apostrophe.

Here &#34; and &#46; are texts.

.. class:: language-xx

Nothing to replace.

.. index::
   single: common entry
   see: something; common entry

.. glossary::

   용어
      The "term's" meaning.

   other term
      Another...

.. grid:: 2

   .. grid-item-card:: "Card's" title
      :link: https://example.org

      Text -- here...

   .. grid-item::

      .. button-ref:: plain
         :ref-type: doc

         It's "a button"

.. tab-set::

   .. tab-item:: "First"

      It's first.

.. dropdown:: It's "open"

   Inside...

.. code-block:: console
   :caption: It's "a caption"
   :name: code-NAME

   $ echo "it's" -- ...

.. figure:: /public/figure.png
   :alt: it's "a figure"
   :name: figure-NAME

   "Caption" -- of it...

:numref:`figure-NAME`

.. csv-table:: "Table's" title
   :header: "a", "b"

   "it's", "x -- y"
   plain, text

.. raw:: html

   <p>"Raw" -- it's</p>

.. warning:: "Warned" -- it's...

.. only:: html

   "Only" in HTML...

.. parsed-literal::

   "parsed" -- *it's*

-o, --option  An "option's" text...

  "Block quote" -- it's

  -- Somebody's

.. math::
   :label: eq-NAME

   x' -- y

:eq:`eq-NAME` :doc:`nowhere`

Second "section's" title
------------------------

:ref:`genindex` `anonymous "link"`__ `undefined`_

__ https://example.org/'

.. rst-class:: no-search

"Not" for the search...
"""


def posts() -> dict[str, str]:
    """Return the files of a blog in which everything that an acceleration touches is to be found."""
    files = {
        "conf.py": EVERYTHING,
        "docutils.conf": DOCUTILS,
        "index.md": '# "Home" -- it\'s here...\n\n```{posts}\n:limit: 3\n```\n\n```{toctree}\n:glob:\n\npages/*\n```\n',
        "pages/plain.md": "# Plain\n\nNo quotation marks.\n\n```{index} common entry\n```\n\n"
        + MARKDOWN.replace("NAME", "plain").replace("](/fig", "](/public/fig"),
        "pages/quiet.md": '---\nno-search: true\nnosearch: true\n---\n\n# Quiet\n\nUnfindable "words".\n',
        "pages/one.rst": ":tocdepth: 1\n\n" + RST.replace("NAME", "one"),
        "pages/two.rst": RST.replace("NAME", "two").replace("용어", "둘째").replace("other term", "second term"),
    }
    for number in range(1, 9):
        header = {
            "title": f'It\'s "post" {number} -- 글...',
            "date": f"2025-0{number}-01",
            "category": ["화제의 이슈", "Tools", "Tools / Inner"][number % 3],
            "tags": ["a, b", "b, C++", "a"][number % 3],
            "author": ["Kim's", "Lee"][number % 2],
        } | ({"series": "Parts", "seriesOrder": number} if number in (1, 4, 6) else {"coverImage": "/figure.png"})
        words = " ".join(f"running{number}x{count} 낱말{number}은{count}" for count in range(60))
        body = MARKDOWN.replace("NAME", f"p{number}") if number % 2 else words
        lines = "".join(f"{key}: {value!r}\n".replace("\\'", "''") for key, value in header.items())
        files[f"posts/p{number}.md"] = f"---\n{lines}---\n\n{body}\n"
    return files


def edit(site: Site) -> None:
    """Edit a post, add one with words that no other has, delete one, and change a page."""
    site.write("posts/p3.md", '---\ntitle: "Another \'title\'"\ndate: 2025-03-01\ntags: a\n---\n\nOther "words" -- it\'s...\n')
    site.write("posts/p9.md", '---\ntitle: New\ndate: 2025-09-01\ntags: b\n---\n\nBrand "new" {post}`p1`.\n')
    (site.folder / "posts/p8.md").unlink()
    site.write("pages/quiet.md", '# "Loud"\n\nFindable words...\n')


Result = tuple[dict[str, bytes], list[str]]


def made(site: Site, builder: str, jobs: int, **options: Any) -> Result:
    """Build, and return every file of the output that is no pickle, and the warnings."""
    built = site.build(builder, jobs=jobs, **options)
    left_out = {".doctree", ".pickle"}
    files = (file for file in sorted(built.output.rglob("*")) if file.is_file() and file.suffix not in left_out)
    warnings = sorted(built.warnings.replace(str(site.folder), "").splitlines())
    return {str(file.relative_to(built.output)): file.read_bytes() for file in files}, warnings


def cold_and_incremental(folder: Path, builder: str, jobs: int, **options: Any) -> list[Result]:
    """Build the blog from nothing, again after edits, and once more."""
    site = Site(folder)
    for path, text in posts().items():
        site.write(path, text)
    site.picture("public/figure.png")
    cold = made(site, builder, jobs, **options)
    edit(site)
    incremental, again = (made(site, builder, jobs, **options) for _ in range(2))
    # Sphinx reads the index of a build in which nothing is written without the entries of index directives, and writes it so.
    text = again[0]["searchindex.js"].decode().removeprefix("Search.setIndex(").removesuffix(")")
    again[0]["searchindex.js"] = json.dumps(json.loads(text) | {"indexentries": {}}).encode()
    return [cold, incremental, again]


def differences(results: list[Result], expected: list[Result]) -> list[object]:
    """Return what files and warnings are not the same."""
    found: list[object] = []
    for (files, warnings), (files_before, warnings_before) in zip(results, expected, strict=True):
        found += [path for path in files.keys() | files_before.keys() if files.get(path) != files_before.get(path)]
        found += sorted({*warnings} ^ {*warnings_before}) or [(warnings, warnings_before)] * (warnings != warnings_before)
    return found


@pytest.fixture(autouse=True)
def quotation_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a docutils.conf says of quotation marks from other tests: docutils never forgets it."""
    monkeypatch.setattr(smartquotes.smartchars, "quotes", dict(smartquotes.smartchars.quotes))


Unaccelerated = Callable[..., list[Result]]


@pytest.fixture(scope="module")
def unaccelerated(tmp_path_factory: pytest.TempPathFactory) -> Unaccelerated:
    """A function that gives the results without acceleration; each is made once."""
    known: dict[object, list[Result]] = {}

    def results(builder: str, jobs: int, **options: Any) -> list[Result]:
        key = repr((builder, jobs, options))
        if key not in known:
            known[key] = cold_and_incremental(tmp_path_factory.mktemp("plain") / "site", builder, jobs, **options)
        return known[key]

    return results


@pytest.mark.exact
@pytest.mark.smoke
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_all_accelerations_together_change_no_byte(
    tmp_path: Path, unaccelerated: Unaccelerated, builder: str, jobs: int
) -> None:
    results = cold_and_incremental(tmp_path / "site", builder, jobs, anthology_accelerate=True)
    assert differences(results, unaccelerated(builder, jobs)) == []


# One of these lets Sphinx write nothing of what the other one lets it not read.
TOGETHER = [one for one in ACCELERATIONS if one.attribute in ("load_indexer", "dump_search_index")]
ALONE = [(one,) for one in ACCELERATIONS if one not in TOGETHER]


@pytest.mark.exact
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("accelerations", [*ALONE, tuple(TOGETHER)], ids=lambda accelerations: accelerations[0].name)
def test_no_acceleration_alone_changes_a_byte(
    tmp_path: Path,
    unaccelerated: Unaccelerated,
    monkeypatch: pytest.MonkeyPatch,
    accelerations: tuple[Acceleration, ...],
    jobs: int,
) -> None:
    called = []

    def noted(one: Acceleration) -> Acceleration:
        def replacement(*arguments: Any, **options: Any) -> Any:
            called.append(one.name)
            return one.replacement(*arguments, **options)

        return Acceleration(one.name, one.owner, one.attribute, replacement)

    monkeypatch.setattr(acceleration, "start", partial(acceleration.start, accelerations=tuple(map(noted, accelerations))))
    results = cold_and_incremental(tmp_path / "site", "html", jobs, anthology_accelerate=True)
    # Documents are read in other processes where there are two jobs, and all is done in turn where there is one.
    assert called or (jobs == 1) == (accelerations[0].attribute in ("_read_parallel", "_write_parallel"))
    assert differences(results, unaccelerated("html", jobs)) == []


@pytest.mark.exact
@pytest.mark.parametrize(
    "options",
    [
        {"smartquotes_action": "qBde"},
        {"language": "en", "smartquotes_excludes": {"languages": ["ko"]}},
        {"html_copy_source": False, "smartquotes": False},
    ],
    ids=lambda options: next(iter(options)),
)
def test_they_change_no_byte_with_other_options(tmp_path: Path, unaccelerated: Unaccelerated, options: dict[str, Any]) -> None:
    results = cold_and_incremental(tmp_path / "site", "html", 2, anthology_accelerate=True, **options)
    assert differences(results, unaccelerated("html", 2, **options)) == []


# What is left after a build


def in_place() -> list[bool]:
    """Tell of each function that has an acceleration whether it is the original."""
    return [getattr(one.owner, one.attribute) is original for one, original in zip(ACCELERATIONS, ORIGINALS, strict=True)]


def test_accelerations_are_in_place_during_a_build_and_not_after_it(site: Site) -> None:
    during: list[bool] = []
    site.post("one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environments, "watch", lambda app: app.connect("source-read", lambda *_: during.extend(in_place())))
        site.build(anthology_accelerate=True)
    assert during
    assert not any(during)
    assert all(in_place())


def test_nothing_is_replaced_where_nobody_asks_for_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acceleration, "start", lambda app: pytest.fail("An acceleration was started."))
    site.post("one")
    site.build()


@pytest.mark.parametrize(
    "event", ["config-inited", "builder-inited", "env-before-read-docs", "doctree-read", "doctree-resolved", "build-finished"]
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_everything_is_put_back_after_a_build_that_fails(site: Site, event: str, jobs: int) -> None:
    failing = f"\ndef fail(*_):\n    raise RuntimeError\n\ndef setup(app):\n    app.connect({event!r}, fail, priority=1000)\n"
    failing = failing.replace("priority=1000", "priority=1") if event == "build-finished" else failing
    site.write("conf.py", CONFIGURATION + failing)
    for number in range(3):
        site.post(f"p{number}")
    with pytest.raises(Exception, match=r"RuntimeError|fail|Handler"):
        site.build(jobs=jobs, anthology_accelerate=True)
    assert all(in_place())
    assert nodes.Node.findall is ORIGINALS[0]


def test_a_build_knows_nothing_of_the_configuration_files_of_the_one_before(site: Site) -> None:
    site.write("page.rst", "Page\n====\n\n.. table::\n\n   == ==\n   a  b\n   == ==\n")
    site.write("docutils.conf", "[general]\nsmart_quotes: no\ntable_style: borderless\n")
    site.build(anthology_accelerate=True)
    site.write("docutils.conf", "[general]\ntable_style: other\n")
    again = site.build(anthology_accelerate=True).text("page.html")
    assert again == site.build(fresh=True).text("page.html")


# Walking through trees

Shape = list[Any]
SHAPES: st.SearchStrategy[Shape] = st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=25)
CLASSES = (nodes.paragraph, nodes.emphasis, nodes.container)


def tree(shape: Shape, numbers: Iterator[int]) -> nodes.Node:
    """Return a tree of a shape, whose nodes have numbers; every fourth without children is a text."""
    number = next(numbers)
    if not shape and number % 4 == 3:
        return nodes.Text(str(number))
    node: nodes.Element = CLASSES[number % 3]("", number=number)
    node += [tree(inner, numbers) for inner in shape]
    return node


def remove(node: Any) -> None:
    node.parent.remove(node)


def replace(node: Any) -> None:
    node.parent.replace(node, nodes.paragraph("", nodes.Text("new"), nodes.emphasis(), number="new"))


def replace_by_children(node: Any) -> None:
    node.parent.replace(node, list(node.children))


def wrap(node: Any) -> None:
    parent, wrapper = node.parent, nodes.container("", number="wrapper")
    parent.replace(node, wrapper)
    wrapper.append(node)


def before(node: Any) -> None:
    node.parent.insert(node.parent.index(node), nodes.emphasis("", number="before"))


def after(node: Any) -> None:
    node.parent.insert(node.parent.index(node) + 1, nodes.paragraph("", nodes.Text("after"), number="after"))


def empty(node: Any) -> None:
    node.children = [] if isinstance(node, nodes.Element) else ()


def clear(node: Any) -> None:
    node.parent.clear()


def add(node: Any) -> None:
    if isinstance(node, nodes.Element):
        node.append(nodes.paragraph("", nodes.Text("child"), number="child"))


def remove_the_parent(node: Any) -> None:
    above = node.parent.parent
    if above is not None and node.parent in above.children:
        above.remove(node.parent)


def leave(node: Any) -> None:
    pass


CHANGES = (leave, remove, replace, replace_by_children, wrap, before, after, empty, clear, add, remove_the_parent)


def seen(node: Any) -> str:
    return str(node) if isinstance(node, nodes.Text) else f"{type(node).__name__} {node.get('number')}"


def with_a_condition(walk: Callable[..., Iterator[Any]]) -> Callable[[Any, type], Iterator[Any]]:
    """Return a walk that is told by a function what to look for."""
    return lambda node, cls: walk(node, lambda each: isinstance(each, cls))


@given(shape=SHAPES, cls=st.sampled_from([*CLASSES, nodes.Text, nodes.Element, nodes.Node]))
def test_the_nodes_of_a_tree_come_in_the_order_of_docutils(shape: Shape, cls: type) -> None:
    root: Any = tree(shape, iter(range(1000)))
    assert list(map(id, trees.fast_findall(root, cls))) == list(map(id, root._fast_findall(cls)))
    assert list(map(id, trees.superfast_findall(root))) == list(map(id, root._superfast_findall()))
    for condition in (None, cls, lambda node: isinstance(node, cls)):
        assert list(map(id, trees.findall(root, condition))) == list(map(id, root.findall(condition)))
        for child in root.findall():
            assert list(map(id, trees.findall(child, condition, ascend=True))) == list(
                map(id, child.findall(condition, ascend=True))
            )


@given(
    shape=SHAPES.filter(bool),
    cls=st.sampled_from([*CLASSES, nodes.Text, nodes.Element, nodes.Node]),
    changes=st.lists(st.sampled_from(CHANGES), max_size=8),
)
def test_a_loop_that_changes_the_tree_does_what_it_does_with_docutils(
    shape: Shape, cls: type, changes: list[Callable[[Any], None]]
) -> None:
    def looped(walk: Callable[[Any, type], Iterator[Any]]) -> tuple[list[str], str]:
        root: Any = nodes.container("", tree(shape, iter(range(1000))), number="root")
        visited = []
        left = list(changes)
        for node in walk(root, cls):
            visited.append(seen(node))
            if left and node.parent is not None and any(child is node for child in node.parent.children):
                left.pop()(node)
        return visited, root.pformat()

    assert looped(trees.fast_findall) == looped(nodes.Node._fast_findall)  # type: ignore[attr-defined]
    assert looped(with_a_condition(trees.findall)) == looped(with_a_condition(nodes.Node.findall))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_loop_that_changes_every_node_does_what_it_does_with_docutils(change: Callable[[Any], None]) -> None:
    def looped(walk: Callable[[Any, type], Iterator[Any]]) -> tuple[list[str], str]:
        root: Any = nodes.container("", tree([[[], [[]]], [], [[], [], [[[]]]], [[]]], iter(range(1000))), number="root")
        visited = []
        for node, _ in zip(walk(root, nodes.paragraph), range(60), strict=False):
            visited.append(seen(node))
            change(node)
        return visited, root.pformat()

    assert looped(trees.fast_findall) == looped(nodes.Node._fast_findall)  # type: ignore[attr-defined]
    assert looped(with_a_condition(trees.findall)) == looped(with_a_condition(nodes.Node.findall))


# Quotation marks


PIECES = st.sampled_from([*"ab .-'\"`\\&#;34\x00\n가", "--", "...", ". . .", "&#34;", "&#39;"])


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["en", "ko", "fr"]))
def test_a_text_in_which_nothing_is_recognised_stays_as_it_is(text: str, language: str) -> None:
    if not quotes._REPLACED.search(text):
        assert list(educate_tokens([("plain", "a "), ("plain", text)], attr="qDe", language=language)) == ["a ", text]


# Settings


def vary(settings: Values) -> None:
    """Change everything in settings that can be changed."""
    for name, value in vars(settings).items():
        if isinstance(value, list):
            value.append("changed")
        elif isinstance(value, dict):
            value["changed"] = True
        else:
            setattr(settings, name, "changed")


def plain(settings: Values) -> dict[str, Any]:
    return {name: repr(value) if name != "record_dependencies" else type(value) for name, value in vars(settings).items()}


@pytest.mark.parametrize(
    "function",
    [
        lambda ask: ask(myst_parser.mdit_to_docutils.base.get_default_settings)(Parser),  # type: ignore[attr-defined]
        lambda ask: ask(sphinx.util.docutils._get_settings)(
            standalone.Reader, Parser(), defaults={"strip_classes": ["one"], "own": {"a": 1}}, read_config_files=True
        ),
    ],
    ids=["MyST", "Sphinx"],
)
def test_documents_never_share_settings_that_can_be_changed(function: Callable[[Any], Values]) -> None:
    original = plain(function(lambda asked: asked))
    first = function(defaults.cached)
    assert plain(first) == original
    vary(first)
    second = function(defaults.cached)
    assert plain(second) == original
    shared = [
        name for name, value in vars(second).items() if isinstance(value, (list, dict, set)) and value is vars(first)[name]
    ]
    assert shared == []
    defaults.forget()


def test_other_components_and_other_options_have_their_own_settings() -> None:
    asked: list[object] = []

    def function(*components: object, **options: object) -> Values:
        asked.append((components, options))
        return Values({"number": len(asked)})

    settings = defaults.cached(function)
    numbers = [settings(Parser, defaults={"a": 1}).number, settings(Parser(), defaults={"a": 1}).number]
    numbers += [settings(Parser, defaults={"a": 2}).number, settings(standalone.Reader, defaults={"a": 1}).number]
    assert numbers == [1, 1, 2, 3]
    defaults.forget()


# What processes send back


def sent(folder: Path, posts: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Return how many bytes a process sends that has read one post after *posts* others; and how many Sphinx has it send."""
    site = Site(folder)
    site.write("conf.py", CONFIGURATION)
    site.picture("public/c.png")
    body = "## One\n\n### Two\n\n{post}`p001`, {doc}`p002`, $a$\n\n```{note}\nText.\n```\n" * 3
    for number in range(posts + 1):
        site.post(f"p{number:03}", body, tags="a,b", category="C", coverImage="/c.png")
    site.build()
    env: BuildEnvironment = pickle.loads((site.folder / "build/doctrees/environment.pickle").read_bytes())
    whole = len(pickle.dumps(env))
    with monkeypatch.context() as patch:
        patch.setattr(environments, "_main_process", 0)
        patch.setattr(environments, "_read_here", ["posts/p001"])
        patch.setattr(BuildEnvironment, "__getstate__", environments.state)
        return len(pickle.dumps(env)), whole


@pytest.mark.build
def test_a_process_sends_of_what_others_have_read_nothing_but_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, few_before = sent(tmp_path / "few", 10, monkeypatch)
    many, many_before = sent(tmp_path / "many", 50, monkeypatch)
    assert (many - few) / 40 < 250
    assert (many_before - few_before) / 40 > 2500


def test_contents_are_unpacked_one_by_one_and_what_has_changed_is_packed_again() -> None:
    first = environments.Packed({"one": nodes.paragraph("", "1"), "two": nodes.paragraph("", "2"), "three": None})
    second: environments.Packed = pickle.loads(pickle.dumps(first))
    assert list(second) == ["one", "two", "three"]
    assert len(second) == 3
    assert "two" in second
    assert "four" not in second
    second["one"].append(nodes.Text("more"))
    second["four"] = nodes.paragraph("", "4")
    del second["two"]
    assert second._opened.keys() == {"one", "four"}
    third: environments.Packed = pickle.loads(pickle.dumps(environments.Packed(second)))
    assert third._opened == {}
    assert {name: each and each.astext() for name, each in third.items()} == {"one": "1more", "three": None, "four": "4"}
    with pytest.raises(KeyError):
        third["two"]


# The search index, and what is stored, in other processes


ASIDE: dict[str, Any] = {
    "jobs": 2,
    "anthology_accelerate": True,
    "anthology_related": 0,
}  # so that an edited text changes no other page


@pytest.fixture
def many(site: Site) -> Site:
    """A site with more posts than are written by one process."""
    for number in range(12):
        site.post(f"p{number:02}", f"Word{number} and common words.", tags="a")
    site.build(**ASIDE)
    return site


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_index_into_which_a_few_pages_are_put_is_that_of_a_clean_build(
    many: Site, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    processes: list[int] = []
    run = background.run

    def noted(app: Sphinx, job: Callable[[], object]) -> None:
        processes.append(app.parallel)
        run(app, job)

    monkeypatch.setattr(background, "run", noted)
    many.post("p03", "Common words, and unheard ones. Word5.", tags="a")
    incremental = many.build(**ASIDE | {"jobs": jobs}).text("searchindex.js")
    assert processes == [jobs] * 3  # for the catalogue, the environment and the index
    assert "unheard" in incremental
    assert "word3" not in incremental
    clean = many.build(fresh=True, anthology_related=0, output=many.folder / "clean").text("searchindex.js")
    assert clean == incremental
    assert active_children() == []


def test_no_process_is_left_of_a_build_that_fails(many: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    start = background.Halfway.__init__

    def noted(self: background.Halfway[Any], *arguments: Any) -> None:
        start(self, *arguments)
        started.append(len(active_children()))

    monkeypatch.setattr(background.Halfway, "__init__", noted)
    many.write("conf.py", f'{CONFIGURATION}\ndef setup(app):\n    app.connect("html-page-context", lambda *_: 1 / 0)\n')
    many.post("p03", "Other.", tags="a")
    with pytest.raises(ExtensionError, match="division"):
        many.build(**ASIDE)
    assert len(started) == 1
    assert started[0] > 0
    assert active_children() == []


WORDS_OF_AN_INDEX = st.dictionaries(
    st.text(min_size=1, max_size=4) | st.sampled_from(["a},", '"', "\\", '":[1]', "1,", "terms", '},"titles":']),
    st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True).map(sorted),
    max_size=6,
)


@given(WORDS_OF_AN_INDEX, WORDS_OF_AN_INDEX, st.sets(st.integers(0, 12), max_size=3))
def test_words_are_put_into_an_index_as_text(before: dict[str, list[int]], after: dict[str, list[int]], gone: set[int]) -> None:
    def index(words: dict[str, list[int]]) -> str:
        entries = {word: numbers if len(numbers) > 1 else numbers[0] for word, numbers in words.items() if numbers}
        return js_index.dumps({"docnames": [], "terms": entries, "titles": ["x"], "titleterms": entries})

    words = {word: sorted({*before.get(word, ())} - gone | {*after.get(word, ())}) for word in before | after}
    text, parts = index(before), (indexing.Part("terms"), indexing.Part("titleterms"))
    for part in parts:
        text = part.take_from(text)
        rest = json.loads(text.removeprefix(js_index.PREFIX).removesuffix(js_index.SUFFIX))[part.name]
        part.entries |= {word: json.dumps(numbers, separators=(",", ":")) for word, numbers in rest.items()}
        for number in gone:
            part.remove(number)
        for word, numbers in after.items():
            part.add(word, {*numbers})
    text = index({})
    for part in parts:
        text = part.put_into(text)
    assert text == index(words)


def test_the_words_of_an_index_are_not_parsed() -> None:
    part = indexing.Part("terms")
    text = part.take_from('Search.setIndex({"terms":{"a},b":[1,2],"c":3},"titles":[]})')
    assert text == 'Search.setIndex({"terms":{},"titles":[]})'
    assert part.entries == {"a},b": "[1,2]", "c": "3"}


def from_command_line(site: Site, *lines: str) -> subprocess.CompletedProcess[str]:
    """Build a site with two processes as from the command line, with an extension of its own."""
    site.write("conf.py", "\n".join([CONFIGURATION, "anthology_accelerate = True", "anthology_related = 0", *lines]))
    folders = [str(site.folder), str(site.folder / "build/html")]
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-d", str(site.folder / "build/doctrees"), *folders]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, env=environment, timeout=60, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("changed", [1, 12])
def test_an_environment_that_cannot_be_stored_ends_the_build(many: Site, changed: int) -> None:
    for number in range(changed):
        many.post(f"p{number:02}", "Other.", tags="a")
    spoil = 'def setup(app):\n    app.connect("env-updated", lambda app, env: setattr(env, "bad", lambda: 1) or [])\n'
    ended = from_command_line(many, spoil)
    assert ended.returncode == 2
    assert "local object 'setup.<locals>." in ended.stderr
    again = from_command_line(many)
    assert (again.returncode, again.stderr) == (0, "")
    assert pages(many.folder / "build/html") == pages(
        many.build(fresh=True, anthology_related=0, output=many.folder / "c").output
    )


def test_the_first_thing_that_cannot_be_stored_is_told(many: Site) -> None:
    cache = many.folder / "build/doctrees/anthology.pickle"
    cache.unlink()
    cache.mkdir()
    many.post("p03", "Other.", tags="a")
    ended = from_command_line(many)
    assert ended.returncode == 2
    assert "IsADirectoryError" in ended.stderr
    assert str(cache) in ended.stderr


def test_a_process_that_is_killed_is_told_of(many: Site) -> None:
    kill = "    [os.kill(child.pid, signal.SIGKILL) for child in multiprocessing.active_children()]\n"
    many.post("p03", "Other.", tags="a")
    stop = f"import multiprocessing, os, signal\n\ndef stop(*_):\n{kill}\n"
    ended = from_command_line(many, stop, 'def setup(app):\n    app.connect("html-page-context", stop)\n')
    assert ended.returncode == 2
    assert "was killed" in ended.stderr


def test_an_environment_that_others_store_is_stored_at_once(many: Site) -> None:
    store = "def store(app, *_):\n    file = io.BytesIO()\n    pickle.dump(app.env, file)\n    print(len(file.getvalue()))\n"
    many.post("p03", "Other.", tags="a")
    ended = from_command_line(many, "import io, pickle\n", store, 'def setup(app):\n    app.connect("write-started", store)')
    assert int(ended.stdout.split()[-1]) > 1000


def test_a_builder_that_never_writes_its_index_is_not_waited_for(many: Site) -> None:
    many.build("devhelp", **ASIDE)
    many.post("p03", "Other.", tags="a")
    assert "Other." in many.build("devhelp", **ASIDE).text("posts/p03.html")
    assert active_children() == []


def test_an_interrupted_build_ends(many: Site) -> None:
    assert from_command_line(many).returncode == 0
    many.post("p03", "Other.", tags="a")
    stop = "import os, signal\n\ndef stop(app, *_):\n    os.kill(os.getpid(), signal.SIGINT)\n\n"
    assert from_command_line(many, stop, 'def setup(app):\n    app.connect("html-page-context", stop)\n').returncode != 0


def test_an_index_that_cannot_be_read_is_told_of_all_the_same(many: Site) -> None:
    (many.folder / "build/html/searchindex.js").write_text("nothing")
    many.post("p03", "Other.", tags="a")
    assert "search index couldn't be loaded" in many.build(**ASIDE).warnings


# What is relied on

SIGNATURES = {
    nodes.Node.findall: "(self, condition, include_self, descend, siblings, ascend)",
    nodes.Node._fast_findall: "(self, cls)",  # type: ignore[attr-defined]
    nodes.Node._superfast_findall: "(self)",  # type: ignore[attr-defined]
    docutils.frontend.get_default_settings: "(*components)",
    sphinx.util.docutils._get_settings: "(*components, defaults, read_config_files)",
    StandaloneHTMLBuilder.load_indexer: "(self, docnames)",
    StandaloneHTMLBuilder.dump_search_index: "(self)",
    SphinxSmartQuotes.apply: "(self, **kwargs)",
    IndexBuilder: "(env, lang, options, scoring)",
    IndexBuilder.load: "(self, stream, format)",
    IndexBuilder.prune: "(self, docnames)",
    IndexBuilder.get_terms: "(self, fn2index)",
    IndexBuilder._word_collector: "(self, doctree)",
    IndexBuilder.feed: "(self, docname, filename, title, doctree)",
    BuildEnvironment.__getstate__: "(self)",
    pickle.dump: "(obj, file, protocol, *, fix_imports, buffer_callback)",
    BuildEnvironment.relfn2path: "(self, filename, docname)",
    BuildEnvironment.merge_info_from: "(self, docnames, other, app)",
    Builder._read_parallel: "(self, docnames, nproc)",
    Builder._read_serial: "(self, docnames)",
    Builder._write_parallel: "(self, docnames, nproc)",
    Builder._write_serial: "(self, docnames)",
    Builder.build: "(self, docnames, summary, method)",
    Builder.build_update: "(self)",
    Sphinx._load_existing_env: "(self, filename)",
    sphinx.builders._write_docname: "(docname, /, *, env, builder, tags)",
    ParallelTasks.add_task: "(self, task_func, arg, result_func)",
}
"""The functions that are replaced, and those that replacements call, with their parameters."""


@pytest.mark.parametrize("function", SIGNATURES, ids=lambda function: function.__qualname__)
def test_functions_that_are_relied_on_take_what_they_took(function: Callable[..., Any]) -> None:
    empty = inspect.Parameter.empty
    parameters = inspect.signature(function).parameters.values()
    now = str(inspect.Signature([one.replace(annotation=empty, default=empty) for one in parameters]))
    name = f"{function.__module__}.{function.__qualname__}"
    assert now == SIGNATURES[function], f"{name} has other parameters than the acceleration that relies on it was made for."


def test_every_function_that_is_replaced_is_relied_on() -> None:
    assert {*ORIGINALS} <= SIGNATURES.keys()


def test_the_parts_that_are_relied_on_are_there(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    indexers: list[IndexBuilder] = []
    prune = IndexBuilder.prune

    def noted(self: IndexBuilder, docnames: Any) -> None:
        indexers.append(self)
        prune(self, docnames)

    monkeypatch.setattr(IndexBuilder, "prune", noted)
    site.post("one")
    site.build()
    site.post("one", "Other text.")
    site.build()
    env = pickle.loads((site.folder / "build/doctrees/environment.pickle").read_bytes())
    assert [name for name in environments._BY_DOCUMENT if not isinstance(getattr(env, name, None), dict)] == []
    assert [name for name in writing.INDEX if not isinstance(getattr(indexers[0], name, None), dict)] == []


# Other extensions

PROGRAM = """#!{python}
import pathlib, sys
if "-o" in sys.argv:
    pathlib.Path(sys.argv[sys.argv.index("-o") + 1]).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
elif len(sys.argv) > 2:
    pathlib.Path(sys.argv[-1].split(":", 1)[-1]).write_bytes(b"converted")
"""
"""Stands in for Graphviz and ImageMagick."""

COLLECTING = """
def collect(app, doctree, docname):
    app.resolved = [*getattr(app, "resolved", []), docname]

def show(app, exception):
    (app.outdir / "resolved.txt").write_text("\\n".join(sorted(app.resolved)))

def setup(app):
    app.connect("doctree-resolved", collect)
    app.connect("build-finished", show)
"""

COLLECTING_TRANSFORM = """
from sphinx.transforms.post_transforms import SphinxPostTransform

class Collect(SphinxPostTransform):
    default_priority = 900
    def run(self, **options):
        self.env.resolved = [*getattr(self.env, "resolved", []), self.env.current_document.docname]

def show(app, exception):
    (app.outdir / "resolved.txt").write_text("\\n".join(sorted(app.env.resolved)))

def setup(app):
    app.add_post_transform(Collect)
    app.connect("build-finished", show)
"""

EXTENSIONS = {
    "todo": (
        "extensions += ['sphinx.ext.todo']\ntodo_include_todos = True\n",
        '.. todo:: It\'s "open"\n\n.. todolist::\n',
        False,
    ),
    "graphviz": (
        "extensions += ['sphinx.ext.graphviz']\ngraphviz_dot = PROGRAM\ngraphviz_output_format = 'svg'\n",
        ".. graphviz::\n\n   digraph NAME { a -> b }\n",
        False,
    ),
    "inheritance diagrams": (
        "extensions += ['sphinx.ext.inheritance_diagram']\ngraphviz_dot = PROGRAM\ngraphviz_output_format = 'svg'\n",
        ".. inheritance-diagram:: sphinx_anthology.problems.Code\n",
        False,
    ),
    "viewcode": (
        "extensions += ['sphinx.ext.autodoc', 'sphinx.ext.viewcode']\n",
        ".. automodule:: sphinx_anthology.loading.build_date\n   :members:\n   :no-index:\n",
        False,
    ),
    "ifconfig": ("extensions += ['sphinx.ext.ifconfig']\n", ".. ifconfig:: language == 'en'\n\n   Shown.\n", False),
    "extlinks": (
        "extensions += ['sphinx.ext.extlinks']\nextlinks = {'issue': ('https://example.org/%s', 'No. %s')}\n",
        ":issue:`1` https://example.org/2\n",
        False,
    ),
    "imgconverter": (
        "extensions += ['sphinx.ext.imgconverter']\nimage_converter = PROGRAM\n",
        ".. image:: NAME.pdf\n",
        True,
    ),
    "an own handler": (COLLECTING, "Text.\n", True),
    "an own transform": (COLLECTING_TRANSFORM, "Text.\n", True),
}
"""Configurations and texts, and whether Sphinx has to write the pages in its own way."""


@pytest.mark.parametrize(("configuration", "text", "in_turn"), EXTENSIONS.values(), ids=EXTENSIONS.keys())
def test_pages_of_other_extensions_are_written_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch, configuration: str, text: str, in_turn: bool
) -> None:
    program = site.write("program", PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    site.write("conf.py", f"PROGRAM = {str(program)!r}\n{CONFIGURATION}{configuration}")
    for number in range(6):
        site.write(f"page{number}.pdf", f"%PDF {number}")
        site.write(f"page{number}.rst", f":orphan:\n\nPage\n====\n\n{text}".replace("NAME", f"page{number}"))
        site.post(f"p{number}")
    handed: list[Builder] = []
    write_in_turn = writing._write_in_turn

    def noted(self: Builder, *arguments: Any) -> None:
        handed.append(self)
        write_in_turn(self, *arguments)

    monkeypatch.setattr(writing, "_write_in_turn", noted)
    # Read with one job: these extensions keep what several processes have read in the order in which they came to their end.
    with monkeypatch.context() as patch:
        patch.setattr(acceleration, "start", lambda app: None)
        site.build(anthology_accelerate=True)
        shutil.rmtree(site.folder / "build/html")
        plain = made(site, "html", 2, anthology_accelerate=True)
    shutil.rmtree(site.folder / "build/html")
    assert not handed
    assert differences([made(site, "html", 2, anthology_accelerate=True)], [plain]) == []
    assert bool(handed) == in_turn
    if "resolved.txt" in configuration:
        assert len(plain[0]["resolved.txt"].splitlines()) > 12
