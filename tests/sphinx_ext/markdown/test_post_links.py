"""Links and files of posts, in whatever syntax, in a site that is built once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

import pytest
from conftest import CONFIGURATION, Build, Site

CLIP = b"\0\0\0\x18ftypmp42" + bytes(40)
PDF = b"%PDF-1.4\n"

LINKS = {
    # wiki links
    "[[cmd/tee]]": ("cmd/tee.html", "Tee command"),
    "[[/cmd/tee]]": ("cmd/tee.html", "Tee command"),
    "[[cmd/tee|x]]": ("cmd/tee.html", "x"),
    "[[TEE]]": ("cmd/tee.html", "Tee command"),
    "[[tee.md]]": ("cmd/tee.html", "Tee command"),
    "[[./cmd/tee]]": ("cmd/tee.html", "Tee command"),
    "[[tee command#Deep Part]]": ("cmd/tee.html#deep-part", "Deep Part"),
    "[[Doc One.pdf|the paper]]": ("Doc%20One.pdf", "the paper"),
    "![[doc one.pdf]]": ("Doc%20One.pdf", "doc one.pdf"),
    # names, paths, headings and anchors
    "[x](Two)": ("Two.html", "x"),
    "[x](TWO.MD)": ("Two.html", "x"),
    "[x](two.html#DEEP)": ("Two.html#deep", "x"),
    "[x](Two#Deep)": ("Two.html#deep", "x"),
    "[x](/blog/two/?a=1#deep)": ("Two.html#deep", "x"),
    "[x](cmd/tee.md#HtmlAnchor)": ("cmd/tee.html#HtmlAnchor", "x"),
    "[x](/cmd/tee/#htmlanchor)": ("cmd/tee.html#HtmlAnchor", "x"),
    "[x](cmd/tee#In-Div)": ("cmd/tee.html#In-Div", "x"),
    "[[tee#HtmlAnchor|x]]": ("cmd/tee.html#HtmlAnchor", "x"),
    "[x](#APPENDIX)": ("#appendix", "x"),
    "[x](#In-Prose)": ("#in-prose", "x"),
    "[x](#top)": ("#links", "x"),
    # other engines
    "[x]({filename}/Two.md)": ("Two.html", "x"),
    "[x]({filename}Two.md#deep)": ("Two.html#deep", "x"),
    "[x](|filename|/cmd/tee.md)": ("cmd/tee.html", "x"),
    "[x]({static}/files/x.pdf)": ("x.pdf", "x"),
    "[x]({attach}data.csv)": ("data.csv", "x"),
    "[x]({index})": ("../index.html", "x"),
    "[x]({tag}red)": ("../browse/tags/red.html", "x"),
    '[x]({{ "/files/x.pdf" | relative_url }})': ("x.pdf", "x"),
    "[x]({{ site.baseurl }}/files/x.pdf#page=2)": ("x.pdf#page=2", "x"),
    "[x]({% link files/x.pdf %})": ("x.pdf", "x"),
    '[x]({{< ref "Two.md#deep" >}})': ("Two.html#deep", "x"),
    # files
    "[x](/files/x.pdf)": ("x.pdf", "x"),
    "[x](files/x.pdf?raw=1)": ("x.pdf", "x"),
    "[x](/static/s.zip)": ("s.zip", "x"),
    "[x](../static/s.zip)": ("s.zip", "x"),
    "[x](@site/static/s.zip)": ("s.zip", "x"),
    "[x](/demos/c.html#foo)": ("c.html#foo", "x"),
    "[x](/demos/)": ("index.html", "x"),
    "[x](/demos/c)": ("c.html", "x"),
    "[x](/img/p.png)": ("p.png", "x"),
    "[x](data.csv)": ("data.csv", "x"),
    "[x](/files/%ED%95%9C%EA%B8%80.pdf)": ("%ED%95%9C%EA%B8%80.pdf", "x"),
    "[x](/dl/extra.pdf)": ("../dl/extra.pdf", "x"),
    "[x](/_static/own.js)": ("../_static/own.js", "x"),
    "[x](/files/c%23d.pdf)": ("c%23d.pdf", "x"),
    "[x](/files/a&b.pdf?x=1)": ("a%26b.pdf", "x"),
    '{{< figure src="/img/p.png" link="/files/x.pdf" caption="C" >}}': ("x.pdf", ""),
    '{{< figure src="/img/p.png" link="cmd/tee.md" caption="C" >}}': ("cmd/tee.html", ""),
    '{{< figure src="/img/p.png" link="/blog/two/" >}}': ("Two.html", ""),
    "[![p](/img/p.png)](/files/x.pdf)": ("x.pdf", ""),
    "[[C# basics#Über Größe]]": ("C%23%20basics.html#über-größe", "Über Größe"),
    "[[C# basics]]": ("C%23%20basics.html", "C# basics"),
    # HTML
    'see <a href="/blog/two/" target="_blank">two *words*</a>': ("Two.html", "two words"),
    'see <a href="/files/x.pdf">x</a>': ("x.pdf", "x"),
    'see <a href="/cmd/tee/" onclick="y()">x</a>': ("cmd/tee.html", "x"),
    '<p><a href="cmd/tee.md#In-Div"><b>x</b></a></p>': ("cmd/tee.html#In-Div", "x"),
    "<p>\\n<a class=b href=https://old.example/blog/two/#deep>x</a></p>": ("Two.html#deep", "x"),
    '<p><a href="/demos/c.html#foo">x</a></p>': ("c.html#foo", "x"),
    '<p><a href="#APPENDIX">x</a></p>': ("#appendix", "x"),
    '<details><summary>s</summary><a href="{filename}/Two.md">x</a></details>': ("Two.html", "x"),
    '| a | b |\n|---|---|\n| 1 | <a href="/files/x.pdf">x</a> |': ("x.pdf", "x"),
    # other schemes
    "[x](irc://host/x)": ("irc://host/x", "x"),
    "[x](vscode:ext/install)": ("vscode:ext/install", "x"),
    "[x](tel:+123)": ("tel:+123", "x"),
    '<p><a href="obsidian://open?vault=x">x</a></p>': ("obsidian://open?vault=x", "x"),
}


def write_site(site: Site) -> None:
    """Write posts and files for all links."""
    site.write("conf.py", CONFIGURATION + 'html_extra_path = ["extra"]\nhtml_static_path = ["own_static"]\n')
    for name, data in {
        "public/files/x.pdf": PDF,
        "public/files/한글.pdf": PDF,
        "public/files/c#d.pdf": PDF,
        "public/files/a&b.pdf": PDF,
        "public/demos/c.html": b'<a id="foo">Foo</a>',
        "public/demos/index.html": b"<p>i</p>",
        "public/media/clip.mp4": CLIP,
        "public/media/talk.mp3": b"ID3",
        "static/s.zip": b"PK",
        "extra/dl/extra.pdf": PDF,
        "own_static/own.js": b"//",
        "posts/data.csv": b"1,2",
        "posts/deep/er/Doc One.pdf": PDF,
        "posts/deep/er/film.mp4": CLIP,
    }.items():
        file = site.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for name in ("public/img/p.png", "public/img/q.png", "posts/beside.png", "posts/deep/er/Vault Pic.png"):
        site.picture(name)
    site.picture(normalize("NFD", "posts/그림.png"))
    site.post("Two", "## Deep\n\nText.\n", title="The second")
    tee = '## Deep Part\n\nText. <a id="HtmlAnchor"></a>\n\n<div id="In-Div">d</div>\n'
    site.post("cmd/tee", tee, title="Tee command", tags="red")
    site.post("C# basics", "## Über Größe\n\nText.\n", title="C# basics")
    site.post("cmd/tea", title="Tea", tags="red")


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Build]:
    """A site with a post that has all links, each in a block of its own, and a build of it."""
    site = Site(tmp_path_factory.mktemp("site"))
    write_site(site)
    end = "\n\nProse <a id='in-prose'></a> here.\n\n## Appendix {#appendix}\n\nText.\n"
    site.post("links", "\n\n".join(markup.replace("\\\\n", "\n") for markup in LINKS) + end, title="Links")
    return site, site.build(anthology_permalinks=["https://old.example/blog/:slug/"], anthology_related=0)


def shown_links(build: Build, page: str) -> list[tuple[str, str]]:
    """Return the addresses and the words of the links in the text of a page. The digests of downloads are left out."""
    article = build.soup(page).select_one(".anthology-article")
    for generated in article.select("h1, h2, figcaption, .anthology-byline, .anthology-tags"):
        generated.decompose()
    return [
        (re.sub(r"^\.\./_downloads/\w+/", "", link["href"]), link.get_text().strip())
        for link in article.find_all("a", href=True)
    ]


def test_every_link_leads_to_what_it_means(linked: tuple[Site, Build]) -> None:
    _site, built = linked
    assert built.warnings == ""
    assert shown_links(built, "posts/links") == list(LINKS.values())


def test_every_link_to_a_file_of_the_site_leads_to_a_file(linked: tuple[Site, Build]) -> None:
    _site, built = linked
    for link in built.soup("posts/links").select(".anthology-article a[href]"):
        address = unquote(link["href"].partition("#")[0])
        if address and ":" not in address:
            assert (built.output / "posts" / address).resolve().is_file(), address


def test_links_in_html_are_backlinks(site: Site) -> None:
    site.post("target")
    site.post("block", '<p><a href="/target/"><b>x</b></a></p>\n', date="2025-05-02")
    site.post("inline", 'Before <a href="target.md">the words</a> after.\n', date="2025-05-01")
    surroundings = site.build(anthology_related=0).soup("posts/target").select_one(".anthology-backlinks")
    assert [link["href"] for link in surroundings.select(".anthology-line a")] == ["block.html", "inline.html"]
    assert [quote.get_text() for quote in surroundings.select(".anthology-quote")][-1] == "Before the words after."


MEDIA = """\
![clip](/media/clip.mp4) ![](../public/media/talk.mp3 "t") ![[Film.MP4|300]] ![[talk.mp3]] ![far](https://e.example/v.webm)

{{< video src="/media/clip.mp4" width="320" >}}

{{< audio "/media/talk.mp3" >}}

{{< figure src="/media/clip.mp4" caption="Words" >}}

{% video /media/clip.mp4 %}

![[vault pic.png|100]] ![[beside.png]] ![그림](그림.png) <img src="{static}/img/p.png">

<video controls src="/media/clip.mp4" poster="/img/p.png"></video> <audio><source src="/media/talk.mp3"></audio>

<picture><source srcset="/img/q.png 2x"><img src="/img/p.png" alt="p"></picture>

<img src="/img/p.png" srcset="/img/p.png 1x, /img/q.png 2x" alt="set">

<iframe src="/demos/c.html"></iframe><object data="/files/x.pdf"></object><embed src="/files/x.pdf">

<div style="background:url('/img/q.png')" data-src="/img/p.png"><img data-src="/img/q.png" src="data:image/gif;base64,AA"></div>
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_media_are_copied_and_played(site: Site, builder: str) -> None:
    write_site(site)
    site.write("conf.py", CONFIGURATION + 'version = copyright = "1"\n')
    site.post("media", MEDIA)
    built = site.build(builder, anthology_related=0)
    assert built.warnings == ""
    page = {"html": "posts/media.html", "dirhtml": "posts/media/index.html", "epub": "posts/media.xhtml"}[builder]
    html = (built.output / page).read_text(encoding="utf-8")
    assert len(re.findall("<video controls", html)) == 7
    assert len(re.findall("<audio controls", html)) == 4
    assert 'width="300"' in html
    assert 'src="https://e.example/v.webm"' in html
    page_folder = (built.output / page).parent
    article = html[html.index("anthology-article") :].replace("&#x27;", "'")
    values = re.findall(r'\b(?:src|poster|data|data-src)="([^"]+)"', article) + re.findall(r"url\(['\"]?([^)'\"]+)", article)
    values += [part.split()[0] for srcset in re.findall(r'srcset="([^"]+)"', article) for part in srcset.split(",")]
    local = {unquote(value) for value in values if ":" not in value and "_static" not in value}
    if builder == "epub":  # which has no files that are only linked to
        local -= {"/demos/c.html", "/files/x.pdf"}
    assert {Path(value).name for value in local} >= {"clip.mp4", "talk.mp3", "p.png", "q.png", "Vault Pic.png", "beside.png"}
    for value in local:
        assert (page_folder / value).is_file(), value


def test_media_and_links_are_words_in_text(site: Site) -> None:
    write_site(site)
    site.post(
        "media", 'Before ![the clip](/media/clip.mp4) after [the file](/files/x.pdf) and <a href="/cmd/tee/">the post</a>.\n'
    )
    text = site.build("text").text("posts/media.txt")
    assert "Before the clip after *the file* and *the post*." in " ".join(text.split())


def test_links_lead_to_pages_of_one_document(site: Site) -> None:
    write_site(site)
    site.post(
        "links",
        '[a](Two#Deep) <a href="/cmd/tee/#HtmlAnchor">b</a>\n\n'
        '<p><a href="Two.md">c</a> <a href="#d">d</a></p>\n\n<a id=d></a>\n',
    )
    built = site.build("singlehtml")
    assert built.warnings == ""
    html = built.text("index.html")
    assert 'href="#document-posts/Two#deep"' in html or 'href="#deep"' in html
    assert '<a href="#document-posts/Two">c</a> <a href="#d">d</a>' in html
    assert ">b</span></a>" in html
    tex = next((site.build("latex").output).glob("*.tex")).read_text(encoding="utf-8")
    assert r"\hyperref[\detokenize{posts/cmd/tee:HtmlAnchor}]" in tex
    assert r"\label{\detokenize{posts/cmd/tee:HtmlAnchor}}" in tex


def test_what_leads_nowhere_is_reported_once(site: Site) -> None:
    write_site(site)
    body = [
        "[a](/files/gone.pdf)",
        "![b](/media/gone.mp4)",
        '<p><video src="/media/none.mp4"></video></p>',
        '<p><a href="/gone/">c</a></p>',
        "[[Get]] and [[Prototype]]",
        "[d](Two#Nothing)",
        '{{< figure src="gone.png" caption="The caption" link="https://example.org/" >}}',
        "![[gone.jpg]]",
        '{{< figure src="gone2.png" link="/files/x.pdf" caption="Two" >}}',
        '{{< figure src="gone3.png" link="Two.md" alt="Three" >}}',
    ]
    site.post("one", "\n\n".join(body) + "\n")
    built = site.build()
    lines = re.findall(r"one\.md:(\d+): WARNING: .* \[anthology\.([a-z-]+)\]", built.warnings)
    assert sorted(lines, key=lambda line: int(line[0])) == [
        ("6", "link-unknown"),
        ("8", "image-missing"),
        ("10", "image-missing"),
        ("12", "link-unknown"),
        ("14", "target-unknown"),
        ("16", "heading-unknown"),
        ("18", "image-missing"),
        ("20", "image-missing"),
        ("22", "image-missing"),
        ("24", "image-missing"),
    ]
    text = built.article("posts/one")
    assert "[[Get]] and [[Prototype]]" in text
    for words in ("The caption", "Two", "Three"):
        assert words in text


UNKNOWN_DESTINATIONS = [
    "[{{ post.title }}]({{ post.url }})",
    "[text]({{ post.url | relative_url }})",
    "[text](/x/{{ page.y }}/z)",
    "[text]({{- site.data.links.home -}}#top)",
    "[text]({% unknown x %})",
    '[text]({{< unknown "x" >}})',
    "[text][mark]\n\n[mark]: {{ post.url }}",
    '<a href="{{ post.url }}">text</a>',
]
"""Links to what only the engine of the old blog could tell."""


def test_a_link_to_an_expression_is_one_problem(site: Site) -> None:
    for number, link in enumerate(UNKNOWN_DESTINATIONS):
        site.post(f"p{number}", f"Words before {link}\n")
    site.post("braces", "Words [text](x{{y.md).\n")
    build = site.build()
    found = [line for line in build.warnings.splitlines() if "braces.md" not in line]
    assert [line for line in found if "markup-unknown" not in line] == []
    assert len(found) == len(UNKNOWN_DESTINATIONS)
    assert "braces.md" in build.warnings
    for number in range(len(UNKNOWN_DESTINATIONS)):
        body = build.soup(f"posts/p{number}").select_one(".e-content")
        assert body is not None
        assert "Words before" in body.get_text()
        assert body.find("a", href=True) is None


def test_a_page_follows_the_files_and_anchors_that_it_names(site: Site) -> None:
    write_site(site)
    site.post(
        "one",
        '[a](/files/new.pdf) <img src="/img/new.png"> <a href="/cmd/tee/#later">b</a>\n\n'
        '<p><a href="/demos/new.html">c</a></p>\n',
    )
    assert site.build().codes.count("anthology.link-unknown") == 2
    (site.folder / "public/files/new.pdf").write_bytes(PDF)
    (site.folder / "public/demos/new.html").write_text("<p>", encoding="utf-8")
    site.picture("public/img/new.png")
    site.post("cmd/tee", "<p id='later'>x</p>\n")
    built = site.build()
    assert built.warnings == ""
    html = built.text("posts/one.html")
    assert re.search(r'href="\.\./_downloads/\w+/new\.pdf"', html)
    assert re.search(r'href="\.\./_downloads/\w+/new\.html"', html)
    assert 'src="../_images/new.png"' in html
    assert 'href="cmd/tee.html#later"' in html
    clean = site.build(fresh=True, output=site.folder / "clean")
    assert clean.text("posts/one.html") == html


def test_hidden_files_and_the_configuration_are_not_published_by_html(site: Site) -> None:
    write_site(site)
    site.write("public/.secret.mp4", "x")
    site.post(
        "one",
        '<video src="/.secret.mp4"></video> <a href="../conf.py">x</a>\n\n'
        '<p><a href="/../../../etc/passwd">y</a><img srcset="/conf.py"></p>\n',
    )
    built = site.build()
    assert set(built.codes) >= {"anthology.path-private"}
    copied = [file.name for folder in ("_images", "_downloads") for file in (built.output / folder).rglob("*")]
    assert not {".secret.mp4", "conf.py", "passwd"} & set(copied)


def test_links_of_documents_that_are_html_files_prefer_articles(site: Site) -> None:
    write_site(site)
    site.write("public/old/index.html", "<p>old</p>")
    site.post("moved", "Text.\n", aliases="/old/")
    site.post("one", "[a](/old/) [b](/old/index.html)\n")
    links: list[Any] = [address for address, _ in shown_links(site.build(anthology_related=0), "posts/one")]
    assert links[:2] == ["moved.html", "moved.html"]
