"""Sites with posts of authors whom the project does not know."""

from __future__ import annotations

import re
import socket

import pytest
from conftest import Build, Site, read_output
from sphinx.errors import ConfigError
from untrusted_pages import CONFIGURATION, find_violations, write_site
from untrusted_vectors import VECTORS

POST = "---\ntitle: Guest post\ndate: 2025-01-02\n{front_matter}---\n\n{body}\n"


@pytest.fixture
def guests(site: Site) -> Site:
    """A site with a trusted post, whose configuration enables all that untrusted posts could misuse."""
    site.write("conf.py", CONFIGURATION)
    site.post("own")
    return site


def write_guest(site: Site, body: str = "Text.", name: str = "guest", **fields: str) -> None:
    """Write an untrusted post to ``guest/<name>.md``."""
    front_matter = "".join(f"{key}: {value}\n" for key, value in fields.items())
    site.write(f"guest/{name}.md", POST.format(front_matter=front_matter, body=body))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A site with one untrusted post for each attack, built."""
    site = Site(tmp_path_factory.mktemp("attacked"))
    write_site(site)
    return site.build()


@pytest.mark.build
@pytest.mark.parametrize("name", VECTORS)
def test_the_page_of_an_attack_has_only_what_articles_have(attacked: Build, name: str) -> None:
    html = attacked.text(f"guest/{name}.html")
    assert find_violations(html) == []
    assert "Before it." in html
    assert "After it." in html or name == "script-unclosed"


@pytest.mark.build
def test_nothing_of_an_attack_is_published_or_indexed(attacked: Build) -> None:
    assert not (attacked.output / "_downloads").exists()
    index = attacked.text("genindex.html")
    assert "Evil" not in index
    assert "no-mathjax.js" in attacked.text("guest/formula-in-text.html")
    assert '"ignoreHtmlClass": ".*|"' in attacked.text("guest/formula-in-text.html")


def test_the_same_attacks_work_in_a_trusted_post(site: Site) -> None:
    write_site(site)
    built = site.build(anthology_untrusted=[])
    harmed = [name for name in VECTORS if find_violations(built.text(f"guest/{name}.html"))]
    assert len(harmed) > 60


def test_markdown_of_an_untrusted_post_works(guests: Site) -> None:
    body = """\
**Bold**, `code`, ~~struck~~, <kbd>Ctrl</kbd>, a [link](https://example.org "t"), [own](#a-heading), [[own]] and {post}`own`.

## A heading

- [x] done

| a | b |
|:--|--:|
| 1 | 2<br>3 |

:::{warning}
Careful.
:::

```python
print(1)
```

::::{tab-set}
:::{tab-item} One
1
:::
::::

![a picture](https://example.org/x.png){width="30%"}

{math}`a^2` and $$\\frac{a}{b}$$

<details>
<summary>More</summary>

Folded **text**.

</details>

@[youtube](abcdefghijk)

Text[^1].

[^1]: Note.

```{posts}
:limit: 1
:layout: list
```
"""
    write_guest(guests, body)
    built = guests.build()
    assert built.warnings == ""
    page = built.soup("guest/guest")
    assert page.select_one("a.external")["rel"] == ["nofollow", "noopener", "ugc"]
    assert page.select_one('a[href="#a-heading"]')
    assert len(page.select('article a[href="../posts/own.html"]')) >= 3
    assert page.select_one("input[checked][disabled]")
    assert page.select_one(".admonition.warning")
    assert page.select_one(".sd-tab-set")
    assert "30%" in page.select_one('img[alt="a picture"]')["style"]
    assert len(page.select(".math")) == 2
    assert page.select_one("details summary").get_text() == "More"
    assert page.select_one("details strong").get_text() == "text"
    assert "youtube-nocookie.com" in page.select_one("iframe")["src"]
    assert page.select_one("aside.footnote")
    assert page.select_one(".anthology-list")


def test_removed_html_is_named_once_with_its_line(guests: Site) -> None:
    write_guest(guests, "Text.\n\n<div onclick='x'>a</div>\n\n<script>x</script>\n\n<b style='x'>b</b>")
    built = guests.build()
    assert built.codes == ["anthology.untrusted-markup"]
    assert (
        "guest/guest.md:8: WARNING: HTML that an untrusted post may not have is removed: onclick, <script>, style."
        in built.warnings
    )


@pytest.mark.parametrize(
    ("body", "shown", "line"),
    [
        ("```{raw} html\n<b>x</b>\n```", "```{raw} html <b>x</b> ```", 6),
        (":::{include} own.md\n:::", ":::{include} own.md", 6),
        ("````{note}\n```{toctree}\nown\n```\n````", "```{toctree} own ```", 7),
        ("```{eval-rst}\n.. raw:: html\n\n   <b>x</b>\n```", ".. raw:: html <b>x</b>", 6),
        ("A {download}`own.md` file.", "A {download}`own.md` file.", 6),
        (r"A {math}`\href{x}{y}` formula.", r"A \href{x}{y} formula.", 6),
    ],
)
def test_what_is_refused_is_shown_as_it_is_written(guests: Site, body: str, shown: str, line: int) -> None:
    write_guest(guests, body)
    built = guests.build()
    assert built.codes == ["anthology.untrusted-markup"]
    assert f"guest/guest.md:{line}: WARNING" in built.warnings
    assert shown in built.article("guest/guest")


def test_a_directive_of_the_project_with_an_allowed_name_is_refused(guests: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    guests.write(
        "own_directives.py",
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n\n\n"
        "class Note(Directive):\n    has_content = True\n\n    def run(self):\n"
        "        return [nodes.raw('', '<script>window.ran = 1</script>', format='html')]\n\n\n"
        "def setup(app):\n    app.add_directive('note', Note, override=True)\n",
    )
    monkeypatch.syspath_prepend(str(guests.folder))
    write_guest(guests, "```{note}\nText.\n```")
    built = guests.build(extensions=["sphinx_anthology", "own_directives"])
    assert built.codes == ["anthology.untrusted-markup"]
    assert "```{note}" in built.article("guest/guest")


@pytest.mark.parametrize("body", ["[x](page.html)", "[x](path:page.html)", "{download}`page.html`"])
def test_an_untrusted_post_offers_no_file_for_download(guests: Site, body: str) -> None:
    guests.write("guest/page.html", "<script>window.ran = 1</script>")
    write_guest(guests, body)
    built = guests.build()
    assert built.codes == ["anthology.untrusted-markup"]
    assert not [path for path in read_output(built.output) if "page.html" in path]


@pytest.mark.parametrize("option", ["img-top", "img-background", "img-bottom"])
@pytest.mark.parametrize("address", ["javascript:x", "data:image/svg+xml,<svg/>", "file:///etc/passwd"])
def test_a_refused_image_of_a_card_stops_no_build(guests: Site, option: str, address: str) -> None:
    write_guest(guests, f"```{{card}} Title\n:{option}: {address}\n\nText.\n```")
    built = guests.build()
    assert built.codes == ["anthology.untrusted-markup"]
    assert "Title Text." in built.article("guest/guest")


def test_labels_of_an_untrusted_post_are_its_own(guests: Site) -> None:
    guests.write(
        "index.md", "# Home\n\n{ref}`place` {eq}`formula`\n\n(place)=\n## Here\n\n```{math}\n:label: formula\na\n```\n"
    )
    write_guest(guests, "(place)=\n## There\n\n[mine](#place)\n\n$$a$$ (formula)", name="zzz")
    built = guests.build()
    assert built.warnings == ""
    assert built.soup("index").find("a", string="Here")["href"] == "#place"
    assert built.soup("guest/zzz").find("a", string="mine")["href"] == "#place"
    assert "(formula)" in built.article("guest/zzz")


def test_front_matter_of_an_untrusted_post_takes_no_address_slug_or_place(guests: Site) -> None:
    guests.write("index.md", "# Home\n\n[[own]]\n\n```{posts}\n:layout: list\n```\n")
    write_guest(guests, slug="own", published="2020-01-01", aliases="[/about/, /]", permalink="/x/", pinned="true")
    built = guests.build()
    assert sorted(built.codes) == ["anthology.slug-duplicate", *["anthology.untrusted-key"] * 3]
    assert built.soup("index").select_one("article p a")["href"] == "posts/own.html"
    assert not (built.output / "about").exists()
    assert not (built.output / "x").exists()
    assert re.findall(r"Title of own|Guest post", built.article("index").partition("Home")[2])[:2] == ["Title of own"] * 2


def test_an_untrusted_post_does_not_change_the_profile_of_an_author(guests: Site) -> None:
    authors = {"mina": {"name": "Mina", "url": "https://mina.example", "bio": "Writes."}}
    guests.write("guest/authors.yml", "mina: {name: Mina, url: https://attacker.example, bio: Gone.}\n")
    write_guest(guests, author="{name: Mina, url: 'https://attacker.example', bio: Gone.}")
    write_guest(guests, author="mina", name="other")
    built = guests.build(anthology_authors=authors)
    assert "attacker.example" not in built.text("browse/authors/mina.html")
    assert "Writes." in built.article("browse/authors/mina")


@pytest.mark.parametrize(
    ("name", "code"), [("page.rst", "untrusted-file"), ("notebook.txt", "untrusted-file"), ("guest.rst", "file-name")]
)
def test_a_file_that_is_no_markdown_post_has_no_page(guests: Site, name: str, code: str) -> None:
    write_guest(guests)
    guests.write(f"guest/{name}", "Guest\n=====\n\n.. raw:: html\n\n   <script>window.ran = 1</script>\n")
    built = guests.build(source_suffix={".rst": "restructuredtext", ".txt": "restructuredtext", ".md": "markdown"})
    assert built.codes == [f"anthology.{code}"]
    assert f"guest/{name}:1: WARNING: File" in built.warnings
    pages = [path for path in read_output(built.output) if path.startswith("guest/")]
    assert pages == ["guest/guest.html"]
    assert "window.ran" not in built.text("guest/guest.html")


def test_a_markdown_file_that_is_no_post_has_no_page(guests: Site) -> None:
    guests.write("visitors/a.md", "# A\n\n<script>window.ran = 1</script>\n")
    built = guests.build(anthology_untrusted=["visitors"])
    assert built.codes == ["anthology.untrusted-file"]
    assert not (built.output / "visitors").exists()


def test_a_file_that_another_extension_parses_has_no_page(guests: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    guests.write(
        "own_parser.py",
        "from myst_parser.parsers.sphinx_ import MystParser\n\n\nclass Parser(MystParser):\n    supported = ('own',)\n\n\n"
        "def setup(app):\n    app.add_source_parser(Parser)\n",
    )
    monkeypatch.syspath_prepend(str(guests.folder))
    write_guest(guests, "<script>window.ran = 1</script>")
    suffixes = {".rst": "restructuredtext", ".md": "own"}
    built = guests.build(extensions=["sphinx_anthology", "own_parser"], source_suffix=suffixes)
    assert built.codes.count("anthology.untrusted-file") == 1
    assert not (built.output / "guest").exists()


def test_every_post_may_be_untrusted(guests: Site) -> None:
    guests.write("index.md", "# Home\n\n<b id='x'>Home</b>\n\n```{posts}\n```\n")
    built = guests.build(anthology_untrusted=["**"])
    assert built.warnings == ""
    assert built.soup("index").select_one("b#x")
    assert "Title of own" in built.article("browse/posts")


@pytest.mark.parametrize("value", ["guest/**", 1, None, [1], [""], ["./"], {"guest": True}])
def test_an_option_that_cannot_be_used_ends_the_build(guests: Site, value: object) -> None:
    guests.write("conf.py", f"{CONFIGURATION}\nanthology_untrusted = {value!r}\n")
    with pytest.raises(ConfigError, match=r"anthology_untrusted = .* is not a list of texts"):
        guests.build()


def test_a_pattern_whose_folder_does_not_exist_is_named(guests: Site) -> None:
    built = guests.build(anthology_untrusted=["guest/**", "docs/guest/**"])
    assert built.codes == ["anthology.option-invalid"] * 2
    assert "the folder of 'docs/guest/**' does not exist" in built.warnings


ACTIVE = {
    "latex": r"\\(?:include|openin|write|csname|catcode\d|immediate|special|require)\b|\\input\{/|href\{javascript",
    "epub": r"<script>|href=\"javascript|<iframe[^>]*attacker|<p><img[^>]*https:",
    "text": r"root:x:0",
    "xml": r"<raw[^>]*>[^<]*&lt;script|refuri=\"javascript|<toctree|<meta",
}
"""What an attack would leave in the output of a builder."""
KINDS = ("formula", "directive", "role", "eval", "script", "address", "close")
FOR_BUILDERS = [name for name in VECTORS if name.startswith(KINDS)]
"""The attacks that do not need a browser."""


@pytest.mark.parametrize("builder", ACTIVE)
def test_no_builder_does_what_an_untrusted_post_attempts(site: Site, builder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(site, FOR_BUILDERS)
    address = "https://attacker.example/a.png"
    write_guest(site, f"![remote]({address})\n\n<img src='{address}'>", name="remote", cover=address)
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **_options: asked.append(arguments))
    built = site.build(builder)
    assert asked == []
    files = [file for file in built.output.rglob("*") if file.suffix in (".tex", ".xhtml", ".txt", ".xml")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    body = re.sub(r"\\begin\{sphinxVerbatim\}.*?\\end\{sphinxVerbatim\}|\A.*\\begin\{document\}", "", text, flags=re.DOTALL)
    assert body.count("Before it.") >= len(FOR_BUILDERS)
    assert re.findall(ACTIVE[builder], body) == []


def test_trusted_posts_stay_as_they_are_beside_untrusted_ones(guests: Site) -> None:
    guests.post("html", "<div class='x' onclick='y'>Text</div>\n\n```{raw} html\n<i style='z'>t</i>\n```\n")
    before = guests.build(anthology_untrusted=[], mathjax4_config={"options": {}}).text("posts/html.html")
    assert guests.build(fresh=True, mathjax4_config={"options": {}}).text("posts/html.html") == before


def test_a_changed_option_reads_all_posts_again(guests: Site) -> None:
    write_guest(guests, "<b id='x'>b</b>")
    assert 'id="x"' in guests.build(anthology_untrusted=[]).text("guest/guest.html").replace("'", '"')
    assert 'id="x"' not in guests.build().text("guest/guest.html").replace("'", '"')


def test_a_second_build_has_nothing_to_do(guests: Site) -> None:
    write_guest(guests, "<script>x</script>")
    guests.build()
    assert guests.build().read == []


def test_untrusted_posts_are_cleaned_by_worker_processes(guests: Site) -> None:
    for number in range(12):
        write_guest(guests, "<script>window.ran = 1</script>", name=f"g{number}")
    built = guests.build(jobs=2)
    assert all("window.ran" not in built.text(f"guest/g{number}.html") for number in range(12))


@pytest.mark.parametrize("address", ["javascript:x", "file:///etc/passwd", "../../x.png", "data:text/html,x"])
def test_an_image_that_is_refused_in_a_link_that_is_refused_costs_no_text(site: Site, address: str) -> None:
    body = f"Before.\n\n```{{image}} {address}\n:target: {address}\n```\n\nAfter.\n"
    site.write("guest/a.md", f"---\ntitle: A\ndate: 2025-01-01\n---\n\n{body}")
    built = site.build(anthology_posts=["guest/**"], anthology_untrusted=["guest/**"])
    assert "anthology.post-failed" not in built.codes
    assert "After." in built.article("guest/a")


def test_the_directives_of_ablog_are_front_matter_of_an_untrusted_post(guests: Site) -> None:
    directives = (
        "```{post} 2020-01-02\n:tags: harbour\n:author: Kim\n:redirect: ../taken\n```\n\n```{update} 2021-02-03\nMore.\n```\n"
    )
    guests.write("guest/ablog.md", f"# Visit\n\n{directives}")
    built = guests.build()
    assert "ablog.md" not in "".join(line for line in built.warnings.splitlines() if "untrusted-markup" in line)
    article = built.soup("guest/ablog").select_one("article")
    assert "January 2, 2020" in article.get_text()
    assert "More." in article.get_text()
    assert not (built.output / "taken.html").exists()
