"""Names of files and texts in both forms of Unicode: NFC, and NFD as macOS writes names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from unicodedata import is_normalized, normalize
from urllib.parse import unquote

import pytest
from conftest import CONFIGURATION, Build, Site, read_output

Form = Callable[[str], str]
MakeSite = Callable[..., Site]


def nfc(text: str) -> str:
    return normalize("NFC", text)


def nfd(text: str) -> str:
    return normalize("NFD", text)


SPRING = """\
---
title: 봄
date: 2025-01-01
category: 글
tags: [가, café]
author: 김
aliases: [/옛/주소/]
---

![그림](/이미지/표지.png) [자료](/파일/자료.pdf)

## 깊은 곳
"""
SUMMER = """\
---
title: 여름
date: 2025-01-02
coverImage: /이미지/표지.png
category: 글
tags: 가
author: 김
series: 연재
---

[[봄의 기록]] [파일](../봄의 기록.md) [](봄의-기록) {post}`봄의-기록` [옛](/옛/주소/) [깊](../봄의 기록.md#깊은-곳)
![곁](../곁.png) <img src="/이미지/표지.png"> <video src="../영상.mp4"></video> {download}`../영상.mp4` ![[곁.png]]
[표](../표.csv) [쪽](../../안내/쪽.md) {category}`글` {tag}`가`

```{include} 조각.txt
```

```{literalinclude} ../표.csv
```

```{csv-table}
:file: ../표.csv
```

```{figure} ../곁.png
설명
```

```{posts}
:category: 글
```
"""
PAGE = """\
# 쪽

![a](그림.png) [b](../posts/봄의 기록.md) {download}`자료.pdf`

```{image} /안내/그림.png
```

```{literalinclude} 코드.py
```

```{include} 조각.txt
```

(표지)=
## 제목
"""
REST = """\
둘째
====

:doc:`쪽` :ref:`표지` :download:`자료.pdf`

.. image:: 그림.png

.. include:: 조각.txt

.. literalinclude:: 코드.py
"""
HOME = "# Home\n\n[쪽](안내/쪽.md) {doc}`안내/쪽`\n\n```{toctree}\n안내/쪽\n안내/둘째\n```\n"


def write_site(site: Site, name: Form, text: Form) -> None:
    """Write a site whose file names and texts are in the given forms."""
    files = {
        "posts/봄의 기록.md": SPRING,
        "posts/폴더/여름.md": SUMMER,
        "posts/폴더/조각.txt": "조각 글",
        "posts/영상.mp4": "x",
        "posts/표.csv": "가,나\n1,2\n",
        "public/파일/자료.pdf": "%PDF",
        "안내/쪽.md": PAGE,
        "안내/둘째.rst": REST,
        "안내/조각.txt": "조각 글",
        "안내/코드.py": "x = 1\n",
        "안내/자료.pdf": "%PDF",
        "index.md": HOME,
    }
    for path, content in files.items():
        is_text = path.endswith((".md", ".txt"))  # code is shown as it is
        site.write(name(path), text(content) if is_text else nfc(content))
    for path in ("안내/그림.png", "public/이미지/표지.png", "posts/곁.png"):
        site.picture(name(path))


def read_pages(built: Build) -> dict[str, str]:
    """Return all pages in NFC, without the folders of downloads, whose names depend on the paths of the files."""
    pages = {name: content for name, content in read_output(built.output).items() if name.endswith(".html")}
    return {
        nfc(name): re.sub(r"_downloads/\w+/", "", nfc(unquote(content.decode()))) for name, content in sorted(pages.items())
    }


@pytest.mark.parametrize(
    ("name", "text", "options"), [(nfd, nfc, {}), (nfc, nfd, {}), (nfd, nfd, {"anthology_accelerate": False})]
)
def test_a_site_is_the_same_in_either_form(make_site: MakeSite, name: Form, text: Form, options: dict[str, Any]) -> None:
    configuration = f'{CONFIGURATION}project = "Site"\n'
    expected, site = make_site("expected", configuration), make_site("other", configuration)
    write_site(expected, nfc, nfc)
    write_site(site, name, text)
    built = site.build(**options)
    assert built.codes == []
    assert read_pages(built) == read_pages(expected.build())
    shown = built.article(nfc("posts/폴더/여름"))
    assert is_normalized("NFC", shown)
    assert "조각 글" in shown
    copies = [nfc(path) for path in read_output(built.output)]
    for copy in ("_sources/posts/봄의 기록.md.txt", "_images/그림.png", "옛/주소/index.html"):
        assert copy in copies


def rename(site: Site, paths: Iterable[str]) -> None:
    """Rename files from NFC to NFD."""
    for path in paths:
        target = site.folder / nfd(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        (site.folder / path).rename(target)


@pytest.mark.exact
@pytest.mark.parametrize("accelerate", [False, True])
def test_files_that_are_renamed_from_one_form_to_the_other_are_built_exactly(make_site: MakeSite, accelerate: bool) -> None:
    site = make_site("site")
    write_site(site, nfc, nfc)
    site.build(anthology_accelerate=accelerate)
    pages = [f"안내/{name}" for name in ("쪽.md", "둘째.rst", "그림.png", "조각.txt", "코드.py", "자료.pdf")]
    for paths in (
        ["posts/봄의 기록.md"],
        ["public/이미지/표지.png", "posts/곁.png"],
        ["posts/표.csv"],
        pages,
        ["posts/폴더/조각.txt", "posts/폴더/여름.md"],
    ):
        rename(site, paths)
        built = site.build(anthology_accelerate=accelerate)
        assert built.codes == []
        clean = site.build(output=site.folder / "clean", fresh=True, anthology_accelerate=accelerate)
        assert read_output(built.output) == read_output(clean.output)


def test_a_category_in_nfd_is_that_in_nfc_and_two_files_with_one_name_are_named(site: Site) -> None:
    site.post("a", title="하나", category=nfc("글감"), tags=nfd("é"), author=nfc("김"))
    site.post("b", title="둘", category=nfd("글감"), tags=nfc("é"), author=nfd("김"), series=nfd("연재"))
    site.post("c", title="셋", category=nfd("글감"), series=nfc("연재"))
    site.post(nfc("봄"), "합성.", title="합성")
    site.post(nfd("봄"), "분해.", title="분해")
    built = site.build()
    assert built.codes == ["anthology.file-name"]
    assert "Rename one of them" in built.warnings
    assert "합성." in built.article("posts/봄")
    for page in ("categories/글감", "tags/é", "authors/김", "series/연재"):
        assert (built.output / f"browse/{page}.html").exists()
    assert built.soup("browse/categories/글감").select("[role=main] .anthology-card")[2:]


def test_folders_of_the_configuration_may_have_names_in_nfd(make_site: MakeSite) -> None:
    options = f'anthology_posts = ["{nfc("글")}/**"]\nanthology_static_roots = ["{nfd("공개")}"]\n'
    site = make_site("site", CONFIGURATION + options)
    site.write("index.md", "# Home\n")
    site.write(nfd("글/봄.md"), "---\ntitle: 봄\ndate: 2025-01-01\n---\n\n![표지](/표지.png)\n")
    site.picture(nfc("공개/표지.png"))
    built = site.build()
    assert built.codes == []
    assert built.soup("글/봄").select_one("article img")


def test_a_post_in_a_folder_in_nfd_reads_nothing_outside(site: Site) -> None:
    site.write("../secret.txt", "secret words")
    site.post(nfd("폴더/글"), nfc("```{include} 비밀.txt\n```\n\n![](그림.png)\n\n```{literalinclude} 비밀.txt\n```\n"))
    (site.folder / nfd("posts/폴더/비밀.txt")).symlink_to(site.folder / "../secret.txt")
    built = site.build()
    assert built.codes.count("anthology.path-outside") == 2
    assert "secret words" not in built.article("posts/폴더/글")
