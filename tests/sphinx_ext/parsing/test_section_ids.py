"""Ids of headings, labels and terms that are made of their words."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import CONFIGURATION, Build, Site

MARKDOWN = """# 안내서

[하나](#설치) [둘](#설치-1) [셋](other.rst) [넷](guide.md#자주-묻는-질문) {ref}`표` {ref}`lab` {term}`포도` {term}`Grape`

## 설치

## 설치

(lab)=
### 자주 묻는 질문

## Setup & 설정

## Setup

(표)=
## 비교

(처음-설정)=
## 처음 설정

## 1. 첫걸음

## — 2 …

## 日本語の見出し

## Ελληνικά

## 😀

> ## 인용 안

```{glossary}
포도
  과일

Grape
  fruit
```

각주[^a]

[^a]: 글
"""
RESTRUCTURED = """문서
====

`설치`_, `설치 하기`_, :ref:`가나다`, :ref:`plain`, :ref:`처음`, `Other thing`_, [#f]_

.. _가나다:

설치
----

설치 하기
~~~~~~~~~

.. _처음:

처음
----

.. _plain:

Plain
-----

Other thing
-----------

같은 말
-------

같은 말
-------

3.1 Changes
-----------

C++
---

.. _문단:

글.

.. figure:: x.png
   :name: 그림

   캡션

.. [#f] 각주

.. py:module:: foo.bar

.. py:function:: f(x)
"""


def write_site(site: Site) -> None:
    site.write("conf.py", CONFIGURATION + 'language = "ko"\nextensions += ["sphinx.ext.autosectionlabel"]\n')
    site.post("one", "## 설치\n\n## 설치\n\n## 설치 Setup\n\n## Setup\n\n[위](#) [글](../guide.md#설치-1) {ref}`가나다`\n")
    site.write("guide.md", MARKDOWN)
    site.write("other.rst", RESTRUCTURED)
    site.picture("x.png")
    site.write("index.md", "# 집\n\n```{toctree}\nguide\nother\n```\n")


def heading_ids(built: Build, page: str, suffix: str = "html") -> list[str]:
    """Return the ids of the sections of a page."""
    main = re.search(r"<(?:article|body|div)[^>]*role=\"main\".*", built.text(f"{page}.{suffix}"), re.DOTALL)
    assert main
    return re.findall(r'<section (?:class="[^"]*" )?id="([^"]*)"', main[0])


def links(built: Build, page: str) -> dict[str, str]:
    """Return the targets of the links of a page, by their words."""
    main = built.soup(page).find(attrs={"role": "main"})
    return {tag.get_text(): unquote(tag["href"]) for tag in main.select("a[href]:not(.headerlink)")}


def test_headings_labels_and_terms_are_named_by_their_words(site: Site) -> None:
    write_site(site)
    built = site.build(suppress_warnings=["autosectionlabel.*"])
    assert built.warnings == ""
    assert heading_ids(built, "guide") == [
        "안내서", "설치", "설치-1", "lab", "setup--설정", "setup", "표", "처음-설정",
        "s-1-첫걸음", "s--2-", "日本語の見出し", "ελληνικά", "u1f600",
    ]  # fmt: skip
    assert heading_ids(built, "other") == [
        "문서", "설치", "설치-하기", "처음", "plain", "other-thing", "같은-말", "같은-말-1", "s-3-1-changes", "cplusplus",
    ]  # fmt: skip
    assert heading_ids(built, "posts/one") == ["title-of-one", "설치", "설치-1", "설치-setup", "setup"]
    guide, other = links(built, "guide"), links(built, "other")
    assert [guide[name] for name in ("하나", "둘", "넷", "비교", "포도", "Grape")] == [
        "#설치", "#설치-1", "#자주-묻는-질문", "#표", "#term-포도", "#term-Grape",
    ]  # fmt: skip
    assert guide["자주 묻는 질문"] == "#lab"
    assert [other[name] for name in ("설치", "설치 하기", "처음", "Plain", "Other thing")] == [
        "#가나다", "#설치-하기", "#처음", "#plain", "#other-thing",
    ]  # fmt: skip
    page = built.soup("guide")
    assert page.find(id="인용-안").get_text() == "인용 안"
    assert page.find(id="자주-묻는-질문") is not None
    assert [tag["href"] for tag in page.select(".toc-tree li li a")][:2] == ["#설치", "#설치-1"]
    assert [tag["href"] for tag in page.select("a.headerlink")][1:3] == ["#설치", "#설치-1"]
    assert links(built, "posts/one")["글"] == "../guide.html#설치-1"
    assert links(built, "posts/one")["위"] == "#title-of-one"
    assert links(built, "posts/one")["설치"] == "../other.html#가나다"
    index = json.loads(built.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")"))
    assert [anchor for _page, anchor in index["alltitles"]["설치 하기"]] == ["설치-하기"]


def test_ids_that_are_no_numbers_and_those_of_other_things_stay(site: Site) -> None:
    write_site(site)
    plain = site.build(output=site.folder / "plain", anthology_heading_ids="posts").soup("other")
    named = site.build().soup("other")
    for element_id in ("changes", "c", "plain", "module-foo.bar", "foo.bar.f", "f"):
        assert named.find(id=element_id) is not None
        assert plain.find(id=element_id) is not None
    assert named.find("figure")["id"] == plain.find("figure")["id"]
    assert named.select_one("aside.footnote")["id"] == plain.select_one("aside.footnote")["id"]
    assert plain.find("h2").parent["id"] == "id3"


def test_one_more_heading_changes_no_other_id(site: Site) -> None:
    write_site(site)
    pages = ("guide", "other", "posts/one")
    before = {page: heading_ids(site.build(), page) for page in pages}
    site.write("guide.md", MARKDOWN.replace("## 설치\n", "## 새 제목\n\n## Setup 먼저\n\n## 설치\n", 1))
    site.write("other.rst", RESTRUCTURED.replace(".. _가나다:", "머리\n----\n\nPlain 글\n--------\n\n.. _가나다:"))
    after = {page: heading_ids(site.build(), page) for page in pages}
    assert [one for one in after["guide"] if one in before["guide"]] == before["guide"]
    assert [one for one in after["other"] if one in before["other"]] == before["other"]
    assert set(after["guide"]) - set(before["guide"]) == {"새-제목", "setup-먼저"}
    assert set(after["other"]) - set(before["other"]) == {"머리", "plain-글"}


@pytest.mark.parametrize("options", [{"anthology_heading_ids": "posts"}, {}])
def test_other_pages_are_left_alone_if_the_project_says_so_or_has_no_posts(site: Site, options: dict[str, Any]) -> None:
    write_site(site)
    if not options:
        (site.folder / "posts/one.md").unlink()
    built = site.build(suppress_warnings=["*"], **options)
    assert heading_ids(built, "other")[1:3] == ["id3", "id5"]
    assert heading_ids(built, "guide")[1:3] == ["id2", "id3"]


def test_an_unknown_value_of_the_option_is_named(site: Site) -> None:
    site.post("one")
    built = site.build(anthology_heading_ids="post")
    assert "anthology_heading_ids: 'post' is not known. Write 'all' or 'posts'." in built.warnings


def test_restructuredtext_in_markdown_may_have_the_headings_of_the_page(site: Site) -> None:
    site.post("one", "## 하나\n\n```{eval-rst}\n하나\n----\n\n글\n\n둘\n--\n\nPart\n----\n```\n")
    site.write("guide.md", "# Part\n\n```{eval-rst}\nPart\n----\n\n하나\n----\n\n.. _라벨:\n\n셋\n--\n```\n\n## 셋\n")
    site.write("index.md", "# Home\n\n```{toctree}\nguide\n```\n")
    built = site.build()
    assert heading_ids(built, "guide") == ["part", "part-1", "하나", "셋", "셋-1"]
    assert heading_ids(built, "posts/one") == ["title-of-one", "하나", "하나-1", "둘", "part"]


def test_a_list_of_published_ids_that_changes_changes_accelerated_builds(site: Site) -> None:
    write_site(site)
    site.build()
    site.write("urls.json", '{"version": 1, "articles": [], "pages": [{"page": "other", "numbered": {"id77": "설치-하기"}}]}')
    built = site.build()
    assert built.read == ["other"]
    assert built.soup("other").find(id="id77").parent["id"] == "설치-하기"
    (site.folder / "urls.json").unlink()
    assert site.build().soup("other").find(id="id77") is None


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_post_names_the_headings_of_all_pages(site: Site, jobs: int) -> None:
    write_site(site)
    post = (site.folder / "posts/one.md").read_text(encoding="utf-8")
    (site.folder / "posts/one.md").unlink()
    site.build(jobs=jobs)
    site.write("posts/one.md", post)
    built = site.build(jobs=jobs)
    assert heading_ids(built, "other")[:3] == ["문서", "설치", "설치-하기"]
    assert heading_ids(built, "guide")[:3] == ["안내서", "설치", "설치-1"]
    clean = site.build(output=site.folder / "clean", fresh=True)
    assert clean.text("guide.html") == built.text("guide.html")
    assert clean.text("other.html") == built.text("other.html")
    assert clean.text("searchindex.js") == built.text("searchindex.js")


@pytest.mark.parametrize(("builder", "suffix"), [("singlehtml", "html"), ("epub", "xhtml"), ("latex", "tex"), ("text", "txt")])
def test_links_between_headings_work_in_other_builders(site: Site, builder: str, suffix: str) -> None:
    write_site(site)
    built = site.build(builder, suppress_warnings=["autosectionlabel.*"], version="1", copyright="A")
    assert built.warnings.replace("WARNING: no Babel option known for language 'ko'\n", "") == ""
    if builder == "epub":
        assert "설치-하기" in built.text("other.xhtml")
    elif builder == "singlehtml":
        ids = set(re.findall(r' id="([^"]*)"', built.text("index.html")))
        targets = {unquote(one) for one in re.findall(r'href="#(?:document-[^"#]*#)?([^"#]+)"', built.text("index.html"))}
        assert {one for one in targets if not one.startswith(("document-", "month-"))} <= ids


def test_all_languages_of_a_site_have_the_same_ids(site: Site) -> None:
    write_site(site)
    messages = {"": "Content-Type: text/plain; charset=utf-8\\n", "설치": "Install", "설치 하기": "Installing", "처음": "Start"}
    catalog = "\n".join(f'msgid "{korean}"\nmsgstr "{english}"\n' for korean, english in messages.items())
    site.write("locales/en/LC_MESSAGES/other.po", catalog)
    korean = heading_ids(site.build(), "other")
    english = site.build(language="en", locale_dirs=["locales"], output=site.folder / "en", fresh=True)
    assert "Installing" in english.article("other")
    assert heading_ids(english, "other") == korean
    assert links(english, "other")["Install"] == "#가나다"


def test_links_to_headings_of_translated_pages_have_their_translated_words(site: Site) -> None:
    site.post("one", "## 설치\n\n## 사용\n\n[](../guide.md#시작) [](#사용)\n", title="글")
    site.write("guide.md", "# 안내\n\n## 시작\n\n## 끝\n\n[](posts/one.md#설치) [](#끝)\n")
    site.write("index.md", "# Home\n\n```{toctree}\nguide\n```\n")
    words = {"설치": "Install", "사용": "Use", "시작": "Start", "끝": "End", "안내": "Guide"}
    entries = {"": "Content-Type: text/plain; charset=utf-8\\n", **words}
    catalog = "\n".join(f'msgid "{korean}"\nmsgstr "{english}"\n' for korean, english in entries.items())
    for name in ("guide", "posts/one"):
        site.write(f"locales/en/LC_MESSAGES/{name}.po", catalog)
    built = site.build(language="en", locale_dirs=["locales"], gettext_compact=False)
    assert built.warnings == ""
    assert links(built, "guide")["Install"] == "posts/one.html#설치"
    assert links(built, "guide")["End"] == "#끝"
    assert links(built, "posts/one")["Start"] == "../guide.html#시작"
    assert links(built, "posts/one")["Use"] == "#사용"


def test_links_lead_to_headings_that_are_deeper_than_the_names_of_myst(site: Site) -> None:
    site.post("one", "## 둘\n\n### 셋\n\n### 셋\n\n[a](../guide.md#셋-1)\n")
    site.write("guide.md", "# 하나\n\n## 둘\n\n### 셋\n\n### 셋\n\n[b](posts/one.md#셋-1) [c](#셋)\n")
    site.write("index.md", "# Home\n\n```{toctree}\nguide\n```\n")
    built = site.build(myst_heading_anchors=2)
    assert built.warnings == ""
    assert links(built, "posts/one")["a"] == "../guide.html#셋-1"
    assert (links(built, "guide")["b"], links(built, "guide")["c"]) == ("posts/one.html#셋-1", "#셋")
