"""Every builder makes its output of a site with all kinds of pages, and warns of nothing."""

from __future__ import annotations

import pytest
from conftest import Site


@pytest.fixture
def full_site(site: Site) -> Site:
    site.picture("public/c.png", 1200, 630)
    for number in range(5):
        category = ["화제의 이슈", "C++ & more"][number % 2]
        body = "Text with **marks**.\n\n![picture](/c.png)\n\n## Part\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n{post}`p0`\n"
        site.post(f"p{number}", body, category=category, date=f"2025-01-0{number + 1}", coverImage="/c.png", author="한결")
    site.write("index.md", "# Home\n\n{category}`화제의 이슈`\n\n```{posts}\n:limit: 2\n```\n")
    return site


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("html", "posts/p0.html"),
        ("dirhtml", "posts/p0/index.html"),
        ("singlehtml", "index.html"),
        ("epub", "posts/p0.xhtml"),
        ("latex", "kb.tex"),
        ("text", "posts/p0.txt"),
        ("man", "kb.1"),
        ("gettext", "posts.pot"),
        ("linkcheck", "output.txt"),
        ("xml", "posts/p0.xml"),
    ],
)
def test_a_builder_finishes_without_a_warning(full_site: Site, builder: str, file: str, jobs: int) -> None:
    built = full_site.build(builder, jobs, project="kb", version="1", copyright="2025, us", latex_engine="xelatex")
    assert built.warnings == ""
    assert (built.output / file).is_file()


@pytest.mark.parametrize(("builder", "file"), [("singlehtml", "index.html"), ("latex", "kb.tex"), ("man", "kb.1")])
def test_a_book_holds_every_article(full_site: Site, builder: str, file: str) -> None:
    text = full_site.build(builder, project="kb", latex_engine="xelatex").text(file)
    assert all(text.count(f"Title of p{number}") >= 2 for number in range(5)), "once in a listing, once as a chapter"


def test_a_cover_has_no_size_on_paper(full_site: Site) -> None:
    text = full_site.build("latex", project="kb", latex_engine="xelatex").text("kb.tex")
    assert "sphinxincludegraphics" in text
    assert "width=" not in text.split("\\begin{document}", 1)[1]
