from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site, read_output
from docutils import nodes
from docutils.utils import new_document
from search_data import read_data
from sphinx_anthology.sphinx_ext.search.page_texts import PageText

RICH = """\
Above, with *emphasis*, `code` and a note[^1].
The same paragraph.

## Erste Überschrift

- item one
- item two

| a | b |
| - | - |
| c | d |

```python
first = 1
second = 2
```

<div class="x"><b>In&nbsp;HTML</b><script>hidden()</script></div>

% a comment

## 둘째 제목

모델은 정확하다.

:::{note}
In a note.
:::

[^1]: Of the foot.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    site = Site(tmp_path_factory.mktemp("texts"))
    site.write("conf.py", 'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\n')
    site.write("index.md", "# Home\n\nWelcome.\n\n```{toctree}\npage\n```\n")
    site.write("page.md", "# A page\n\nWords of the page.\n")
    site.post("rich", RICH, tags="x, y", author="Mina", category="AI", excerpt="The excerpt.")
    site.post("hidden", hidden="true")
    site.post("quiet", nosearch="true")
    site.post("folder/한글 이름", unicodedata.normalize("NFD", "모델") + "\n")
    return site.build()


def test_a_text_has_the_sentences_of_an_article_by_sections(built: Build) -> None:
    text = read_data(built, "texts/posts/rich")
    assert text["excerpt"] == "The excerpt."
    assert text["about"].split("\n") == ["April 23, 2025 · Mina · AI ·", "x y"]
    opening, first, second = text["sections"]
    assert opening == ["", "", "Above, with emphasis, code and a note. The same paragraph."]
    assert first[1:] == [
        "Erste Überschrift",
        "item one\nitem two\na\nb\nc\nd\nfirst = 1\nsecond = 2\nIn HTML",
    ]
    assert second[1] == "둘째 제목"
    assert second[2].startswith("모델은 정확하다.\n")
    assert "In a note." in second[2]
    assert [section[0] for section in text["sections"][1:]] == [
        heading.parent["id"] for heading in built.soup("posts/rich").select("article h2")
    ]


@pytest.mark.parametrize("word", ["min read", "Title of rich", "a comment", "hidden()", "Written by"])
def test_a_text_lacks_what_is_no_sentence(built: Build, word: str) -> None:
    assert word not in built.text("_search/texts/posts/rich.js") + built.text("_search/texts/browse/tags.js")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<style>b</style>c<SCRIPT x>d</Script >e<!-- f -->g", "a c e g"),
        ("a<!-- <script> -->b</script>c<styles>d", "a b c d"),
        ("a<script><!--</script>b-->c", "a b-->c"),
        *(
            (f"{mark * (1_000_000 // len(mark))} end", "end")
            for mark in ("<script>", "<style x>", "<script></script ><!-- -->")
        ),
        ("<!--" * 250_000 + "<b>end</b>", None),
        ("<script></script " * 60_000 + "> end", "end"),
    ],
    ids=range(8),
)
def test_what_html_does_not_show_is_left_out_in_linear_time(html: str, text: str | None) -> None:
    doctree = new_document("a")
    doctree += nodes.raw("", html, format="html")
    ((_id, _heading, found),) = PageText(doctree).as_data()["sections"]
    assert found == text if text is not None else found.endswith("end")


def test_toctrees_are_left_out(built: Build) -> None:
    assert read_data(built, "texts/index")["sections"] == [["", "", "Welcome."]]


def test_names_and_texts_may_have_any_script(built: Build) -> None:
    assert read_data(built, "texts/posts/folder/한글 이름")["sections"][0][2] == "모델"


def test_pages_that_are_not_searched_have_no_text(built: Build) -> None:
    texts = {file.stem for file in (built.output / "_search/texts/posts").iterdir() if file.is_file()}
    assert texts == {"rich"}
    listed = {row[0] for row in read_data(built, "pages")["pages"]}
    assert {"posts/rich", "page", "index"} <= listed
    assert not {"posts/hidden", "posts/quiet"} & listed


def test_incremental_builds_leave_the_texts_of_a_clean_build(site: Site) -> None:
    for name in "abc":
        site.post(name, tags="t")
    site.build()
    (site.folder / "posts/a.md").unlink()
    site.post("b", "Other words.\n", tags="u")
    site.post("c", tags="t", nosearch="true")
    found = read_output(site.build().output)
    assert "_search/texts/posts/b.js" in found
    assert not {"_search/texts/posts/a.js", "_search/texts/posts/c.js"} & found.keys()
    assert found == read_output(site.build(output=site.folder.with_name("clean")).output)


@pytest.mark.parametrize("options", [{"jobs": 2}, {"jobs": 2, "anthology_accelerate": False}], ids=str)
def test_several_processes_write_the_same_texts(site: Site, options: dict[str, Any]) -> None:
    for number in range(12):
        site.post(f"p{number}", f"Number {number}, 모델은.\n")
    one = read_output(site.build().output)
    assert one == read_output(site.build(output=site.folder.with_name("other"), **options).output)


def test_a_text_is_written_only_where_it_differs(site: Site) -> None:
    site.post("a")
    file = site.build().output / "_search/texts/posts/a.js"
    before = file.stat()
    (site.folder / "conf.py").write_text((site.folder / "conf.py").read_text() + 'html_title = "Other"\n')
    built = site.build()
    assert "posts/a" in built.written
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_site_without_posts_has_no_search_of_ours(site: Site) -> None:
    output: Path = site.build().output
    assert not (output / "_search").exists()
    assert not (output / "_static/search").exists()


def test_the_last_post_takes_the_search_with_it(site: Site) -> None:
    post = site.post("a")
    site.build()
    post.unlink()
    assert not (site.build().output / "_search").exists()
