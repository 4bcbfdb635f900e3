"""The audit: what it asks of a page, what its stock twin is, and how its pages are served."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from audit import find_misses
from bs4 import BeautifulSoup
from page_checkers import CATEGORIES, Scores, take_medians
from served_pages import HostHandler, served
from stock_pages import write_markdown

HTML = """<div role="main" class="x"><section><h1>A <em>title</em><a class="headerlink" href="#a">¶</a></h1>
<p class="y" onclick="go()">Words <a href="b.html">link</a></p><img class="z" src="a.png" srcset="b.webp 480w" alt="A">
<section><h2>Part<a class="headerlink" href="#p">¶</a></h2><script>run()</script>
<div class="highlight"><pre><span class="k">if</span></pre></div></section></section></div>"""


def scores(performance: int = 100, others: int = 100, lcp: float = 1500.0, cls: float = 0.0) -> Scores:
    points = {category: performance if category == "performance" else others for category in CATEGORIES}
    return Scores(points, lcp, cls, (), 1000.0)


@pytest.mark.parametrize(
    ("ours", "stock", "count"),
    [
        (scores(), scores(), 0),
        (scores(98), scores(99), 0),  # a point is noise
        (scores(98), scores(100), 1),
        (scores(97), scores(90), 1),
        (scores(others=99), scores(others=80), 3),
        (scores(lcp=1520), scores(), 0),
        (scores(lcp=1600), scores(), 1),
        (scores(cls=0.004), scores(cls=0.1), 1),
    ],
)
def test_a_page_misses_goals_beside_its_stock_twin(ours: Scores, stock: Scores, count: int) -> None:
    assert len(list(find_misses(ours, stock))) == count


def test_medians_are_taken_of_each_figure() -> None:
    middle = take_medians([scores(90, lcp=9000), scores(99, lcp=1000), scores(100, lcp=1200)])
    assert (middle.categories["performance"], middle.lcp) == (99, 1200)


def test_a_stock_page_has_the_same_text_links_and_pictures_and_nothing_else() -> None:
    main = BeautifulSoup(HTML, "lxml").select_one("[role=main]")
    assert main is not None
    text = write_markdown(main)
    assert text.startswith("# A title\n")
    assert "\n## Part\n" in text
    assert '<p>Words <a href="b.html">link</a></p><img alt="A" src="a.png"/>' in text
    assert '<span class="k">if</span>' in text
    assert not any(word in text for word in ("script", "onclick", "srcset", "¶", 'class="y"'))


def test_pages_are_served_compressed_with_an_icon(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>글</p>" * 500, encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    with served(tmp_path, HostHandler) as root:
        packed = {"Accept-Encoding": "gzip"}
        with urlopen(Request(root, headers=packed)) as answer:
            assert (answer.headers["Content-Encoding"], answer.headers["Content-Type"]) == ("gzip", "text/html; charset=utf-8")
            assert gzip.decompress(answer.read()).decode() == "<p>글</p>" * 500
        with urlopen(Request(f"{root}a.png", headers=packed)) as answer:
            assert (answer.headers["Content-Encoding"], answer.read()) == (None, b"\x89PNG")
        with urlopen(f"{root}favicon.ico") as answer:
            assert answer.read().startswith(b"<svg")
