"""SVG images that only show something, and those that do more."""

from __future__ import annotations

import pytest
from sphinx_anthology.loading.files.svg_content import explain_svg

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(content: str) -> str:
    return f"<svg {NAMESPACES}>{content}</svg>"


@pytest.mark.parametrize(
    "text",
    [
        "<svg/>",
        svg('<rect width="3" height="2" fill="url(#a)"/>'),
        svg('<a href="https://example.org/">x</a><a xlink:href="#top">y</a><a href="mailto:a@example.org">z</a>'),
        svg("<text>javascript: the good parts; regular expression (x)</text><title>onload</title>"),
        svg('<g aria-label="expression(x)" data-on="x"/>'),
        svg('<image xlink:href="data:image/png;base64,AAAA"/><image href="data:image/svg+xml,%3Csvg/%3E"/>'),
        svg('<use xlink:href="#a"/><animate attributeName="x" values="1;2" begin="a.click"/>'),
        svg('<style>@import url("https://fonts.example/css"); svg { scroll-behavior: smooth }</style>'),
        svg('<style>@font-face { src: url("data:font/woff2;base64,AAAA") }</style>'),
        svg('<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:object/></r:RDF></metadata>'),
        svg('<foreignObject width="1" height="1"/>'),
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + svg(""),
        '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg xmlns="&ns_svg;"/>',
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?><?inkscape x?>' + svg("<g/>"),
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>',
    ],
)
def test_an_image_that_only_shows_something_is_accepted(text: str) -> None:
    assert explain_svg(text.encode()) == ""
    assert explain_svg(text.replace("UTF-8", "UTF-16").encode("utf-16")) == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<script>alert(1)</script>", "the element 'script'"),
        ("<SCRIPT/>", "the element 'script'"),
        ('<script href="https://example.org/x.js"/>', "the element 'script'"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "the element 'script'"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "the element 'script'"),
        ('<g onload="x()"/>', "the event handler 'onload'"),
        ('<g ONCLICK="x()"/>', "the event handler 'onclick'"),
        ('<g x:onfocus="x()" xmlns:x="http://www.w3.org/2000/svg"/>', "the event handler 'onfocus'"),
        ('<set attributeName="onclick" to="x()"/>', "the event handler 'onclick'"),
        ("<handler/>", "the element 'handler'"),
        ('<e:listener xmlns:e="http://www.w3.org/2001/xml-events"/>', "the element 'listener'"),
        ('<a href="javascript:x()">x</a>', "'javascript:'"),
        ('<a xlink:href=" JaVaScRiPt:x()">x</a>', "'javascript:'"),
        ('<a href="java&#10;script:x()">x</a>', "'javascript:'"),
        ('<a href="java&#x9;script&#58;x()">x</a>', "'javascript:'"),
        ('<a href="\u200bjavascript:x()">x</a>', "'javascript:'"),
        ('<a href="vbscript:x">x</a>', "'vbscript:'"),
        ('<animate attributeName="href" values="#;javascript:x()"/>', "'javascript:'"),
        ('<set attributeName="href" to="javascript:x()"/>', "'javascript:'"),
        ('<a href="data:text/html,%3Cscript%3E">x</a>', "embedded data"),
        ('<a href="data:image/svg+xml,%3Csvg onload=x%3E">x</a>', "embedded data"),
        ('<use href="https://example.org/x.svg#a"/>', "takes in"),
        ('<use href="other.svg#a"/>', "takes in"),
        ('<use xlink:href="data:image/svg+xml,x#a"/>', "embedded data"),
        ('<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">x</div></foreignObject>', "contains HTML"),
        ('<h:b xmlns:h="http://www.w3.org/1999/xhtml"/>', "contains HTML"),
        ("<iframe/>", "the element 'iframe'"),
        ('<foreignObject><iframe src="https://example.org"/></foreignObject>', "the element 'iframe'"),
        ("<style>a { behavior: url(x.htc) }</style>", "'behavior:'"),
        ('<g style="width: expression(x)"/>', "'expression('"),
        ('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>', "includes other files"),
        ("<g>", "is not valid XML"),
        ("&undefined;", "is not valid XML"),
    ],
)
def test_an_image_that_does_more_is_refused(content: str, reason: str) -> None:
    assert reason in explain_svg(svg(content).encode())
    assert reason in explain_svg(svg(content).encode("utf-16"))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY a PUBLIC "x" "http://example.org/x">]><svg>&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://example.org/x">%p;]><svg/>',
        '<!DOCTYPE svg [<!ENTITY a "&#60;script/>">]><svg>&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
        f'<!DOCTYPE svg [<!ENTITY a "{"x" * 1000}">]><svg>&a;</svg>',
        f'<!DOCTYPE svg [<!ENTITY a "xxxx">]><svg>{"&a;" * 20_000}</svg>',
        f'<!DOCTYPE svg [<!ENTITY a "xxxx">]><svg a="{"&a;" * 20_000}"/>',
    ],
)
def test_entities_that_grow_or_read_are_refused(text: str) -> None:
    assert explain_svg(text.encode()).startswith("declares the entity")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"<html/>",
        b"<p><svg/></p>",
        b"<svg/><svg/>",
        b'<?xml-stylesheet href="x.xsl" type="text/xsl"?><svg/>',
        b"<svg>\xff\xfe</svg>",
        b'<?xml version="1.0" encoding="utf-7"?><svg/>',
        b'<?xml version="1.0" encoding="no-such"?><svg/>',
    ],
)
def test_what_is_no_valid_svg_is_refused(data: bytes) -> None:
    assert explain_svg(data)
