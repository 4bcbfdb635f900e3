"""Formulas: as TeX if the page has it, else as the MathML that browsers show.

Sources: https://www.w3.org/TR/mathml-core/, and the HTML that KaTeX, MathJax and MediaWiki write.
"""

from __future__ import annotations

import re
from html import escape, unescape

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from .cleaning import MATHML_TAGS, clean_for_page

FORMULA = "data-anthology-formula"
"""The attribute of code that is a formula."""
MATHML = "mathml"
"""The element for a formula without TeX. It has the text of the formula, and its HTML as an attribute."""
_HTML = "data-anthology-html"
_IN_SCRIPT = "script"
_RENDERED = frozenset({"katex-display", "katex", "mwe-math-element", "MathJax"})
"""Classes of what is around the MathML of a formula, and repeats it as letters or as a picture."""
_RENDERED_BESIDE = re.compile(r"MathJax(?:_Preview|_Display|_SVG|_SVG_Display|_CHTML)?")
"""Classes of what MathJax 2 has made of a script."""
_SCRIPT = re.compile(
    r"""<script\s[^>]{0,200}?type=["']math/tex(;\s*mode=display)?["'][^>]{0,200}>((?:[^<]|<(?!/?script)){0,20000})</script>""",
    re.IGNORECASE | re.DOTALL,
)
_DOLLARS = re.compile(
    r'<(pre|code)\b.*?</\1>|<(?:[^"<>]|"[^"]*")*>|\$\$((?:[^$<]|<br>){1,5000}?)\$\$', re.DOTALL | re.IGNORECASE
)
"""What may be a formula, and before it code and tags. Source: https://docs.mathjax.org/en/latest/options/input/tex.html"""
_IS_TEX = re.compile(r"\\[A-Za-z]|\^|_[\d{]|\b[A-Za-z]_\w")
_TAG_OR_MARK = re.compile(r'(<(?:[^"<>]|"[^"]*")*>)|([\\`*_\[\]{}|$~@])')


def unpack_scripts(html: str) -> str:
    """Return HTML with elements for formulas that are in scripts of MathJax 2."""
    return _SCRIPT.sub(_write_script, html) if "math/tex" in html else html


def _write_script(match: re.Match[str]) -> str:
    name = "pre" if match[1] else "code"
    return f'<{name} {FORMULA}="{_IN_SCRIPT}">{escape(unescape(match[2]).strip(), quote=False)}</{name}>'


def unpack_dollars(html: str) -> str:
    """Return clean HTML with elements for the TeX between two dollars and two dollars, which MathJax and KaTeX would show.

    Two dollars around anything else are text, such as those of shells and prices.
    """
    return _DOLLARS.sub(_write_dollars, html) if "$$" in html else html


def _write_dollars(match: re.Match[str]) -> str:
    if not match[2] or not _IS_TEX.search(match[2]):
        return match[0]
    lines = filter(None, map(str.strip, match[2].replace("<br>", "\n").split("\n")))
    return '<pre {}="1">{}</pre>'.format(FORMULA, "\n".join(lines))


def mark_formulas(soup: BeautifulSoup) -> None:
    """Replace MathML by code with :data:`FORMULA`, or by an element :data:`MATHML`. Displayed formulas end paragraphs."""
    if any(element.get(FORMULA) == _IN_SCRIPT for element in soup.find_all(["code", "pre"])):
        for beside in soup.find_all(True, class_=_RENDERED_BESIDE):
            beside.extract()
    formulas = [math for math in soup.find_all("math") if math.find_parent("math") is None]
    # All before the first is replaced, because an element that was not closed may have several.
    rendered = {id(element) for element in soup.find_all(True) if _is_rendered(element)}
    outers = [next((parent for parent in reversed([*math.parents]) if id(parent) in rendered), math) for math in formulas]
    for math, outer in zip(formulas, outers, strict=True):
        is_block = math.get("display") == "block" or "katex-display" in outer.get_attribute_list("class")
        annotation = math.find("annotation", encoding=re.compile("tex", re.IGNORECASE))
        if annotation is not None:
            formula = soup.new_tag("pre" if is_block else "code", attrs={FORMULA: "1"})
            formula.string = " ".join(annotation.get_text().split())
        else:
            outer.insert_after(*[image.extract() for image in math.find_all("img")])
            formula = soup.new_tag(MATHML, attrs={_HTML: _write_mathml(math)})
            formula.string = " ".join(math.get_text().split()) or "…"
        outer.replace_with(formula)
    for block in reversed(soup.find_all("pre")):  # the last one first, so that what is behind it moves once
        if block.get(FORMULA) and block.parent is not None and block.parent.name == "p":
            _split_paragraph(soup, block.parent, block)


def _is_rendered(element: Tag) -> bool:
    """Return whether an element shows one formula, and nothing else: one that was not closed may have the rest of a text."""
    if _RENDERED.isdisjoint(element.get_attribute_list("class")) or len(element.find_all("math")) != 1:
        return False
    return not any(isinstance(child, NavigableString) and child.strip() for child in element.children)


def _write_mathml(math: Tag) -> str:
    """Return a formula as HTML in a sentence of Markdown, in which no mark means anything."""
    for other in [element for element in math.find_all(True) if element.name not in MATHML_TAGS]:
        other.unwrap()
    html = clean_for_page(str(math))
    return _TAG_OR_MARK.sub(lambda match: match[1] or f"&#{ord(match[2])};", html)


def _split_paragraph(soup: BeautifulSoup, paragraph: Tag, formula: Tag) -> None:
    """Put a displayed formula between two paragraphs."""
    rest = soup.new_tag("p")
    rest.extend([node.extract() for node in list(formula.next_siblings)])
    paragraph.insert_after(formula.extract(), rest)


def convert_mathml(formula: Tag) -> str:
    """Return the HTML of an element :data:`MATHML`."""
    return str(formula[_HTML])
