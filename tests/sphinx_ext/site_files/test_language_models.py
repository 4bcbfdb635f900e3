"""Files for language models in built sites."""

from __future__ import annotations

import re

import pytest
import yaml
from conftest import Site

_BASE = "https://kb.example.org/ko/"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_public_article_is_there_once_and_nothing_else(site: Site, builder: str) -> None:
    site.post(
        "봄", "Text <!-- secret comment --> of [two](two.md).\n\n% secret line\n\n```python\nx = '<b>'\n```\n", tags="a, b"
    )
    site.post("two", title="Two ]( <b> \u2028 *x*", excerpt="An *excerpt*\\nwith lines", secret_key="secret value")
    site.write(
        "posts/three.rst",
        "Three\n=====\n\n:date: 2025-01-05\n\nText of three.\n\n.. secret comment\n\n.. only:: latex\n\n   secret\n",
    )
    for name, fields in {"h": {"hidden": "true"}, "d": {"draft": "true"}, "late": {"date": "2999-01-01"}}.items():
        site.post(name, title=f"Unseen {name}", **fields)
    build = site.build(builder, html_baseurl=_BASE, anthology_feed_content="excerpt")
    index, full = build.text("llms.txt"), build.text("llms-full.txt")
    assert index.startswith("# site\n\n## Articles\n\n- [")
    links = re.findall(r"\]\((https://[^)]+)\)", index)
    assert sorted(links) == sorted(f"{_BASE}posts/{name}.md" for name in ("%EB%B4%84", "two", "three"))
    assert {path.relative_to(build.output).as_posix() for path in build.output.rglob("posts/*.md")} == {
        "posts/봄.md",
        "posts/two.md",
        "posts/three.md",
    }
    copies = [build.text(f"posts/{name}.md") for name in ("봄", "two", "three")]
    for text in (index, full, *copies):
        assert "secret" not in text
        assert "Unseen" not in text
    _, header, body = copies[0].split("---\n", 2)
    end = "/" if builder == "dirhtml" else ".html"
    assert yaml.safe_load(header) == {
        "title": "Title of 봄",
        "date": "2025-04-23T12:00:00+00:00",
        "tags": ["a", "b"],
        "url": f"{_BASE}posts/%EB%B4%84{end}",
    }
    assert body == f"\n# Title of 봄\n\nText of [two](<{_BASE}posts/two{end}>).\n\n```python\nx = '<b>'\n```\n"
    assert full.count("\n# ") == 3
    assert "Text of three." in full
    page = build.soup("posts/two/index" if builder == "dirhtml" else "posts/two")
    assert page.find("link", type="text/markdown")["href"] == ("../two.md" if builder == "dirhtml" else "two.md")
    hidden = build.soup("posts/h/index" if builder == "dirhtml" else "posts/h")
    assert hidden.find("link", type="text/markdown") is None


def test_it_follows_edits_and_can_be_switched_off(site: Site) -> None:
    site.post("a", "Old text.\n")
    site.post("b")
    site.build(html_baseurl=_BASE)
    site.post("a", "New text.\n")
    (site.folder / "posts/b.md").unlink()
    build = site.build(html_baseurl=_BASE, jobs=2)
    assert "New text." in build.text("llms-full.txt")
    assert "New text." in build.text("posts/a.md")
    assert "posts/b" not in build.text("llms.txt")
    assert not (build.output / "posts/b.md").exists()
    build = site.build(html_baseurl=_BASE, anthology_language_models=False)
    assert not (build.output / "llms.txt").exists()
    assert not (build.output / "posts/a.md").exists()
    assert "text/markdown" not in build.text("posts/a.html")


def test_another_extension_comes_first(site: Site) -> None:
    site.write("conf.py", f'extensions = ["sphinx_anthology", "sphinx_llms_txt"]\nhtml_baseurl = "{_BASE}"\n')
    site.post("a")
    build = site.build()
    assert f"{_BASE}posts/a.md" not in build.text("llms.txt")
    assert not (build.output / "posts/a.md").exists()
