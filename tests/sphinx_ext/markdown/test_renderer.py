"""Markup of other engines in built pages."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from conftest import Site

BODY = """\
{% note warning Take *care* %}
Mind the gap.
{% endnote %}

:::tip
A tip.
:::

:::details More of it
Folded text.
:::

> [!NOTE]
> As on GitHub.

{{< youtube abcdefghijk >}}

{{< figure src="/images/x.png" alt="a" caption="The *caption*" >}}

<p align="center"><img src="/images/x.png" width="300" alt="in HTML"></p>

A small <img src="/images/x.png" height="30" alt="in a line"> image.
"""


@pytest.mark.parametrize("builder", ["html", "text", "latex", "epub"])
def test_admonitions_videos_and_images_are_in_the_output_of_every_builder(site: Site, builder: str) -> None:
    site.picture("public/images/x.png", 600, 300)
    site.post("one", BODY)
    built = site.build(builder, version="1", copyright="A")
    assert not built.warnings
    name = {"html": "posts/one.html", "text": "posts/one.txt", "latex": "", "epub": "posts/one.xhtml"}[builder]
    text = built.text(name) if name else next(built.output.glob("*.tex")).read_text(encoding="utf-8")
    for words in ("Mind the gap.", "A tip.", "More of it", "Folded text.", "As on GitHub.", "watch?v", "abcdefghijk"):
        assert words in text
    images = len(re.findall(r'<img[^>]* src="[^"]*x\.png"', text))
    assert images == (3 if name != "posts/one.txt" else 0) or builder in ("latex", "text")
    assert list(built.output.rglob("x.png")) or builder == "text"


def test_admonitions_and_videos_are_on_the_page(site: Site) -> None:
    site.picture("public/images/x.png", 600, 300)
    site.post("one", BODY)
    page = site.build().soup("posts/one").find("article")
    assert page.select_one(".admonition.warning .admonition-title").get_text() == "Take care"
    assert page.select_one("details summary").get_text(strip=True) == "More of it"
    assert page.select_one(".anthology-video iframe")["src"] == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert page.select_one("figcaption").get_text().strip("¶\n# ") == "The caption"
    assert [image["alt"] for image in page.find_all("img")] == ["a", "in HTML", "in a line"]
    assert page.select_one("p[align=center] img")["width"] == "300"


def test_a_missing_image_in_html_is_reported(site: Site) -> None:
    site.post("one", 'Text <img src="/gone.png" alt="gone">.\n')
    built = site.build()
    assert built.codes == ["anthology.image-missing"]
    assert "posts/one.md:6:" in built.warnings
    assert "gone" in built.article("posts/one")


def test_an_image_in_a_folder_with_the_name_of_the_post_is_found(site: Site) -> None:
    site.picture("posts/one/a.png")
    site.post("one", "{% asset_img photo a.png 20 10 \"Title 'words'\" %}\n")
    built = site.build()
    assert not built.warnings
    assert built.soup("posts/one").find("article").find("img")["alt"] == "words"


def test_a_link_to_a_post_by_its_file_is_checked(site: Site) -> None:
    site.post("other", title="The other")
    site.post("one", "See {% post_url other %}, [that]({% post_url other %}) and [gone]({% post_url gone %}).\n")
    built = site.build()
    assert built.codes == ["anthology.target-unknown"]
    links = built.soup("posts/one").find("article").select("section p a.internal")
    assert [(link.get_text(), link["href"]) for link in links] == [("The other", "other.html"), ("that", "other.html")]
    assert "and gone ." in built.article("posts/one")


def test_a_link_to_a_post_in_html_is_checked_too(site: Site) -> None:
    site.post("other", title="The other")
    site.post("one", '<p><a href="{% post_url other %}">that</a></p>\n')
    built = site.build()
    assert not built.warnings
    assert built.soup("posts/one").find("article").find("a", string="that")["href"] == "other.html"


def test_code_has_a_caption_and_highlighted_lines(site: Site) -> None:
    site.post("one", '```js title="src/a.js" {2}\nlet a\nlet b\n```\n')
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/one").find("article")
    assert page.select_one(".code-block-caption").get_text().strip("¶# \n") == "src/a.js"
    assert page.select_one(".hll").get_text() == "let b\n"


@pytest.mark.parametrize("language", ["mjs", "nobody-knows-this", "svelte", "env", "js{1}"])
def test_unknown_languages_of_code_blocks_are_not_reported(site: Site, language: str) -> None:
    site.post("one", f"```{language}\n<a> $b = `\n```\n")
    built = site.build()
    assert not built.warnings
    assert "<a> $b = `" in built.soup("posts/one").find("pre").get_text()


def test_money_is_not_math(site: Site) -> None:
    site.post("one", "It costs $5 and $10, or $a$.\n")
    site.post("two", "Here is $a^2$, and it costs $5 and $10.\n\n$$\nb\n$$\n")
    built = site.build()
    assert "It costs $5 and $10, or $a$." in built.article("posts/one")
    assert not built.soup("posts/one").select(".math")
    assert "it costs $5 and $10." in built.article("posts/two")
    assert len(built.soup("posts/two").select(".math")) == 2


def test_double_dollars_in_code_are_not_math(site: Site) -> None:
    site.post("one", "Costs $a$.\n\n```\n$$\n```\n")
    assert not site.build().soup("posts/one").select(".math")


def test_korean_particles_are_not_part_of_a_bare_link(site: Site) -> None:
    site.post("one", "https://example.org/a을 보면 10~20개, 그리고 30~40개. https://example.org/위키 참고.\n")
    built = site.build()
    links = built.soup("posts/one").find("article").select("a.external")
    assert [link.get_text() for link in links] == ["https://example.org/a", "https://example.org/위키"]
    assert "https://example.org/a 을 보면 10~20개, 그리고 30~40개." in built.article("posts/one")


def test_a_link_with_an_address_in_its_text_is_one_link(site: Site) -> None:
    site.post("one", "[See https://example.org/a을 보면](https://example.org/b)\n")
    links = site.build().soup("posts/one").find("article").select("a.external")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("See https://example.org/a을 보면", "https://example.org/b")
    ]


def test_mdx_components_are_shown_or_left_out(site: Site) -> None:
    site.picture("public/x.png")
    body = (
        "import Tabs from '@theme/Tabs';\n\nexport const a = 1;\n\n<Tabs>\n  <TabItem label=\"One\">\n\n    Text *a*\n\n"
        '  </TabItem>\n</Tabs>\n\n<Image src="/x.png" alt="b" />\n\n{/* truncate */}\n'
    )
    site.write("posts/one.mdx", f"---\ntitle: One\ndate: 2025-01-01\n---\n\n{body}")
    built = site.build()
    assert not built.warnings
    assert built.article("posts/one").endswith("One Text a")


@pytest.mark.parametrize("body", ["- [ ] <Tabs>\n- [x] b\n", "- [ ] {: .a}\n- [x] b\n", "- [ ] <!-- a -->\n- [x] b\n"])
def test_a_task_without_text_has_a_checkbox(site: Site, body: str) -> None:
    site.write("posts/one.mdx", f"---\ntitle: One\ndate: 2025-01-01\n---\n\n{body}")
    built = site.build()
    assert not built.warnings
    assert len(built.soup("posts/one").find("article").select("li input[type=checkbox]")) == 2


def test_myst_markup_works(site: Site) -> None:
    site.post("one", ":::{note}\nText.\n:::\n\n::::{tip}\n:::tip\nInner.\n:::\n::::\n\n:::box\nBoxed.\n:::\n\n% comment\n")
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/one").find("article")
    assert len(page.select(".admonition")) == 3
    assert page.select_one("div.box").get_text(strip=True) == "Boxed."
    assert "comment" not in page.get_text()


def test_a_label_without_a_footnote_is_text(site: Site) -> None:
    site.post("one", "The class [^a-z] and a note[^1].\n\n:::note\nMore[^2].\n:::\n\n[^1]: One.\n[^2]: Two.\n")
    built = site.build()
    assert not built.warnings
    assert "The class [^a-z] and a note" in built.article("posts/one")
    assert len(built.soup("posts/one").select("a.footnote-reference")) == 2


def test_math_can_be_turned_on_in_front_matter(site: Site) -> None:
    site.post("one", "Here is $a^2$, and it costs $5 and $10.\n", math="true")
    assert len(site.build().soup("posts/one").select(".math")) == 1


def test_myst_substitutions_work(site: Site) -> None:
    site.post("one", "So {{ x }} and {{ site.baseurl }}/y.\n")
    built = site.build(myst_enable_extensions=["substitution"], myst_substitutions={"x": "why"})
    assert "So why and /y." in built.article("posts/one")


@pytest.mark.parametrize("anchor", ["own-id", "Own_ID", "1-own", "고유"])
def test_a_link_to_the_explicit_id_of_a_heading_works(site: Site, anchor: str) -> None:
    site.post("one", f"See [there](#{anchor}) and [here](#top).\n\n# Title of one {{#top}}\n\n## A heading {{#{anchor}}}\n")
    site.post("two", f"See [there](one.md#{anchor}).\n\n## B {{#b}}\n\n## C {{#b}}\n")
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/one")
    assert page.find("article").find("h2").get_text().strip("¶# ") == "A heading"
    assert page.find(id=anchor) is not None
    assert page.find("a", string="there")["href"] in (f"#{anchor}", "#" + quote(anchor))
    assert "{#" not in page.get_text()
    assert built.soup("posts/two").find("a", string="there")["href"].partition("#")[2] in (anchor, quote(anchor))


def test_pages_of_an_epub_are_valid_xml(site: Site) -> None:
    site.post("one", "- [ ] a\n- [x] b\n\n{{< youtube abcdefghijk >}}\n")
    built = site.build("epub", version="1", copyright="A")
    page = built.text("posts/one.xhtml")
    assert ElementTree.fromstring(page.replace("&nbsp;", " ")) is not None
    assert page.count('type="checkbox" />') == 2


def test_the_heading_that_names_a_post_is_not_repeated_whatever_its_level(site: Site) -> None:
    site.post("opening", "### Choosing a seed\n\nText.\n\n# Soil\n\nMore.\n", title=None)
    site.post("parts", "Text.\n\n# Soil\n\nMore.\n\n# Water\n\nMost.\n", title=None)
    site.post("titled", "## Soil\n\nText.\n", title="Soil")
    built = site.build()
    headings = {name: [tag.get_text()[:-1] for tag in built.soup(f"posts/{name}").select("[role=main] :is(h1, h2, h3)")]
                for name in ("opening", "parts", "titled")}  # fmt: skip
    assert headings["opening"][:2] == ["Choosing a seed", "Soil"]
    assert headings["parts"][:3] == ["parts", "Soil", "Water"]
    assert headings["titled"][:2] == ["Soil", "Soil"]


def test_a_definition_of_a_link_that_stands_twice_is_reported_only_if_it_differs(site: Site) -> None:
    same = "[a]: https://example.org/a\n"
    site.post("one", f"[a] and [B]\n\n{same}{same}\n[b]: https://example.org/b 'B'\n[B]: https://example.org/b 'B'\n")
    site.post("two", f"[a]\n\n{same}\n[A]: https://example.org/other\n")
    built = site.build()
    assert built.codes == ["myst.duplicate_def"]
    assert "two.md:10: WARNING: Duplicate reference definition: A" in built.warnings
    links = [link["href"] for link in built.soup("posts/one").select("article p:not([class]) a")]
    assert links == ["https://example.org/a", "https://example.org/b"]


def test_translations_in_languages_without_typographic_quotes_give_no_warning(site: Site) -> None:
    for language in ("en", "zh-Hans", "pl"):
        site.write(
            f"posts/{language}/pair.md", f'---\ntitle: Pair {language}\ndate: 2025-04-23\n---\n\n"Text" in {language}.\n'
        )
    built = site.build()
    assert built.warnings == ""
    assert "zh-Hans" in built.soup("posts/pl/pair").select_one(".anthology-languages").decode()
