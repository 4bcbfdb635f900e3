"""Pages are written again when a place that they name has moved, changed its number, or gone."""

from __future__ import annotations

import pytest
from conftest import Site

PLACES = {
    "{term}`kite`": "```{{glossary}}\nkite\n  It flies.\n```\n",
    "{eq}`sum`": "```{{math}}\n:label: sum\na + b\n```\n",
    "{option}`run --fast`": "```{{program}} run\n```\n\n```{{option}} --fast\nSoon.\n```\n",
    "{py:func}`fly`": "```{{py:function}} fly()\nIt flies.\n```\n",
    "{any}`fly`": "```{{py:function}} fly()\nIt flies.\n```\n",
    "{c:func}`fly`": "```{{c:function}} int fly(void)\nIt flies.\n```\n",
    "{envvar}`HOME`": "```{{envvar}} HOME\nA folder.\n```\n",
}


@pytest.mark.parametrize("link", PLACES)
def test_links_follow_what_they_name(site: Site, link: str) -> None:
    def page() -> str:
        return (site.build(myst_enable_extensions=["dollarmath"]).output / "guide.html").read_text(encoding="utf-8")

    site.write("guide.md", f"# A page\n\nSee {link} there.\n")
    site.write("first.md", "# First\n\n" + PLACES[link].format())
    assert 'href="first.html#' in page()
    site.write("first.md", "# First\n\nNothing.\n")
    assert "first.html#" not in page()
    site.write("second.md", "# Second\n\n" + PLACES[link].format())
    assert 'href="second.html#' in page()


def test_a_reference_to_a_figure_follows_its_number(site: Site) -> None:
    figure = "```{{figure}} /one.png\n:name: {0}\nWords\n```\n"
    site.picture("one.png")
    site.write("guide.md", "# A page\n\n{numref}`drawing`\n")
    site.write("first.md", "# First\n\n" + figure.format("drawing"))
    site.write("index.md", "# Home\n\n```{toctree}\nfirst\nguide\n```\n")
    assert "Fig. 1" in site.build(numfig=True).article("guide")
    site.write("first.md", "# First\n\n" + figure.format("other") + "\n" + figure.format("drawing"))
    assert "Fig. 2" in site.build(numfig=True).article("guide")
