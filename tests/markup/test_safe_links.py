"""Links and images that the syntaxes of engines make: none leads to what a URL must not be."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sphinx_anthology
from conftest import Site
from markdown_it import MarkdownIt
from post_files import list_article_codes
from sphinx_anthology.markup.engines.wikilinks import wikilinks_plugin
from sphinx_anthology.markup.plugin import blog_markup_plugin
from sphinx_anthology.markup.syntax.elements import Image
from sphinx_anthology.markup.syntax.link_destinations import accept_destination, accept_source, make_post_destination
from sphinx_anthology.markup.syntax.parse_state import make_environment
from sphinx_anthology.problems import Code

PARSER = MarkdownIt("commonmark").use(blog_markup_plugin).use(wikilinks_plugin)
HOSTILE = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "data:image/svg+xml;base64,x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "jav&#x09;ascript:alert(1)",
    "java\u200bscript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\x01javascript:alert(1)",
    "view-source:javascript:x",
]
SYNTAXES = {
    "link": "[x]({})",
    "angle brackets": "[x](<{}>)",
    "reference": "[x]: {}\n\n[x]",
    "quoted reference": "[x]: <{}>\n\n[x]",
    "autolink": "<{}>",
    "image": "![x](<{}>)",
    "sized image": "![x]({} =10x10)",
    "attributes": "![x]({}){{: width=3}}",
    "liquid link": "{{% link Text {} %}}",
    "asset link": "{{% asset_link {} %}}",
    "asset path": "[x]({{% asset_path {} %}})",
    "asset path in HTML": '<a href="{{% asset_path {} %}}">x</a>',
    "post link": "{{% post_link {} %}}",
    "liquid image": "{{% img {}.png %}}",
    "gist": "{{% gist {} %}}",
    "figure": '{{{{< figure src="{}" >}}}}',
    "link of a figure": '{{{{< figure src="/a.png" link="{}" caption="c" >}}}}',
    "link of a figure in a sentence": 'a {{{{< figure src="/a.png" link="{}" >}}}} b',
    "button": '{{{{< button href="{}" >}}}}Go{{{{< /button >}}}}',
    "button in HTML": '<div>\n{{{{< button href="{}" >}}}}Go{{{{< /button >}}}}\n</div>',
    "reference of Hugo": '[x]({{{{< ref "{}" >}}}})',
    "tweet": '{{{{< x user="{}" id="1" >}}}}',
    "component": 'import A from "a"\n\na <Link href="{}">x</Link> b',
    "expression": "import A from \"a\"\n\n<Link to={{'{}'}}>x</Link>",
    "component in HTML": 'import A from "a"\n\n<div>\n<Link href="{}">x</Link>\n</div>',
    "media": 'import A from "a"\n\n<Image src="{}.mp4" />',
    "component with an image": 'import A from "a"\n\n<Image src="{}" alt="x" />',
    "any component": 'import A from "a"\n\n<Photo src="{}.png" />',
    "JSX": "a <a href={{'{}'}} className=\"b\">x</a> c",
    "JSX block": "<form action={{\"{}\"}} className='b'>\n\n</form>",
    "JSX button": "a <button formAction={{'{}'}}>x</button> c",
    "JSX frame": "a <iframe srcDoc={{'{}'}} src={{'{}'}} /> c",
    "embed": "@[card]({})",
    "embed in a sentence": "a @[card]({}) b",
    "wiki link": "[[{}]]",
    "wiki link with a text": "[[{}|x]]",
    "imported image": "import photo from '{}.png'\n\n<img src={{photo}} />",
}


class Addresses(HTMLParser):
    """Collects the values of attributes that browsers follow, and the names of attributes that run scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "srcdoc"
            if name in ("href", "src", "action", "formaction", "data", "poster", "xlink:href"):
                self.found.append(value or "")


def find_scheme(address: str) -> str:
    """Return the scheme that a browser finds in an address, which may be encoded once more."""
    bare = "".join(sign for sign in address if sign > " ").replace("\u200b", "").replace("\u00a0", "")
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return match[1].lower() if match else ""


def render(body: str) -> str:
    """Return the HTML of a text, with that of tokens that markdown-it alone cannot render."""
    tokens = PARSER.parse(body, make_environment("posts/one.md"))
    figures = [token.meta["element"] for token in tokens if token.type == "figure"]
    html = str(PARSER.renderer.render([token for token in tokens if token.type not in ("figure", "video")], PARSER.options, {}))
    return html + "".join(element.to_html() for element in figures if isinstance(element, Image))


def write(syntax: str, address: str) -> str:
    """Return Markdown with an address in a syntax."""
    return SYNTAXES[syntax].replace("{}", "\0").format().replace("\0", address)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_each_syntax_makes_a_link_or_an_image(syntax: str) -> None:
    assert any("example" in found for found in Addresses(render(write(syntax, "https://example.org/example"))).found)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
def test_no_syntax_makes_a_link_that_is_not_allowed(syntax: str, address: str) -> None:
    for found in Addresses(render(write(syntax, address))).found:
        assert find_scheme(found) in ("", "http", "https", "post"), found


@pytest.mark.parametrize("syntax", ["button", "figure", "link of a figure", "liquid link", "asset link", "component"])
def test_a_tag_with_an_address_that_is_not_allowed_is_reported(syntax: str) -> None:
    body = write(syntax, "https://kim@example.org" if syntax == "liquid link" else "javascript:alert(1)")
    codes = [code for _, code in list_article_codes("title: A", "date: 2025-01-01", body=body)]
    assert codes == [Code.MARKUP_UNKNOWN]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("[x](data:image/png;base64,AA)", "data:image/png;base64,AA"),
        ("![x](data:image/png;base64,AA)", "data:image/png;base64,AA"),
        ('{{< figure src="data:image/gif;base64,AA" caption="c" >}}', "data:image/gif;base64,AA"),
        ("[x](tel:+82)", "tel:+82"),
        ("[x](irc://example.org/x)", "irc://example.org/x"),
        ("<mailto:kim@example.org>", "mailto:kim@example.org"),
        ('{{< button href="mailto:kim@example.org" >}}x{{< /button >}}', "mailto:kim@example.org"),
        ("<a href={'//example.org'} className='b'>x</a>", "//example.org"),
        ("a <img src={'data:image/png;base64,AA'} className='b' /> b", "data:image/png;base64,AA"),
    ],
)
def test_other_addresses_stay_as_they_are(body: str, address: str) -> None:
    assert Addresses(render(body)).found == [address]


@pytest.mark.build
def test_no_builder_shows_a_link_that_is_not_allowed(site: Site) -> None:
    body = "\n\n".join(
        write(syntax, address) for syntax in SYNTAXES for address in HOSTILE if not re.search("import|reference", syntax)
    )
    site.post("a", body)
    for builder in ("html", "epub"):
        built = site.build(builder)
        (page,) = built.output.rglob("a.*html")
        article = page.read_text(encoding="utf-8").partition('class="anthology-article')[2].partition("</article>")[0]
        for found in Addresses(article).found:
            assert find_scheme(found) in ("", "http", "https"), found


def test_a_destination_is_a_url_or_a_post() -> None:
    assert accept_destination("post:a") == make_post_destination("a")
    assert accept_destination("") is None
    assert accept_source("data:image/svg+xml,x") is None
    assert accept_source("javascript:x") is None


def test_no_other_module_makes_a_safe_destination() -> None:
    package = Path(sphinx_anthology.__file__).parent
    makers = {
        file.name
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "SafeDestination"
    }
    assert makers == {"link_destinations.py"}
