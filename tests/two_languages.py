"""A site of articles that can be written in Korean or in English, and the translation of the one into the other.

Words are marked in the texts, as in ``«maple»``. Each has a Korean and an English form. A translation replaces the words of one
language in each message by those of the other, as a translator would, and leaves the destinations of links as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from conftest import Build, Site

WORDS = dict(
    pair.split(":")
    for pair in (
        "maple:단풍 otter:수달 lantern:등불 harbor:항구 velvet:벨벳 meadow:초원 copper:구리 thimble:골무 "
        "pebble:조약돌 willow:버들 kettle:주전자 falcon:송골매 saffron:사프란 glacier:빙하 cobbler:구두장이 "
        "marmot:마멋 drizzle:이슬비 anchor:닻줄 violin:바이올린 cinnamon:계피 sparrow:참새 walnut:호두 "
        "canyon:협곡 blanket:담요 beacon:봉화 quartz:석영 thistle:엉겅퀴 ferry:나룻배 goblet:술잔 "
        "juniper:노간주 ladder:사다리 mitten:벙어리장갑"
    ).split()
)
"""The Korean form of each word, by the English one. No form is part of another one, nor of any markup."""
TITLES = tuple(WORDS)[:20]
"""The first word of the title of each article."""
ARTICLES = 20


def _add_words_of_articles() -> None:
    """Add the words of the text of each article, so that no two texts are similar."""
    syllables = [chr(code) for code in range(0xAC00 + 17, 0xD7A4, 28)]  # none is a particle, nor the beginning or end of one
    for number, word in enumerate([f"{word}{article}" for article in range(ARTICLES) for word in TITLES_AND_MORE]):
        letters = "".join("bcdfghklmnprtvwz"[number >> shift & 15] + "aeio"[number >> shift & 3] for shift in (0, 4, 8))
        places = (number, 3 * number + number // len(syllables) + 1, 5 * number + 2)
        WORDS[word] = "".join(syllables[place % len(syllables)] for place in places)
        ENGLISH[word] = f"{letters}{word[0]}q"


TITLES_AND_MORE = tuple(WORDS)
ENGLISH = {word: word for word in WORDS}
"""The English form of each word."""
_add_words_of_articles()
_MARKED = re.compile(r"«(\w+)»")
_FORMS = {
    "ko": (
        re.compile("|".join(sorted(WORDS.values(), key=len, reverse=True))),
        {ko: ENGLISH[word] for word, ko in WORDS.items()},
    ),
    "en": (re.compile(rf"\b({'|'.join(ENGLISH.values())})\b"), {ENGLISH[word]: ko for word, ko in WORDS.items()}),
}
_DESTINATION = re.compile(r"(\]\([^)\s]*|<[^<>`]*>(?=`))")

CONFIGURATION = """\
project = "Site"
extensions = ["sphinx_anthology", "sphinx_design"]
html_theme = "furo"
html_title = "S"
locale_dirs = ["locale"]
gettext_compact = False
gettext_additional_targets = ["index"]
myst_enable_extensions = ["deflist", "colon_fence", "substitution", "attrs_inline"]
myst_substitutions = {"name": "X1"}
anthology_categories = {
    "«willow»": {"slug": "k1", "description": "«kettle» «falcon»"},
    "«willow» / «quartz»": {"slug": "k2"},
    "«thistle»": {"slug": "k3", "title": "«thistle» «ferry»"},
}
anthology_tag_min_posts = 2
"""
HOME = "# «beacon» «canyon»\n\n«maple» «otter».\n\n```{posts}\n:layout: table\n:sort: title\n```\n\n```{categories}\n```\n"

FEATURES = (
    "«velvet» **«meadow»** and *«copper»*, `x = 1` [«thimble»](post-{next}.md), [](post-{after}), [[post-{next}]].",
    "## «lantern» «harbor»\n\n«pebble» [«walnut»](#«lantern»-«harbor») [«canyon»](post-{next}.md#«lantern»-«harbor»).",
    "| «maple» | «otter» |\n| --- | :-: |\n| «violin» `a` | **«sparrow»** |\n| 1 | [«blanket»](post-{after}.md) |",
    "> [!NOTE]\n> «glacier» «marmot».\n>\n> - «drizzle»",
    "> [!TIP] «anchor» «beacon»\n> «goblet».",
    "> [!WARNING]- «anchor»\n> «goblet» [](post-{next}).",
    "«ladder» «mitten»[^1] «violin»[^n].\n\n[^1]: «juniper» *«ferry»*.\n[^n]: «saffron» [](post-{next}).",
    "```python\nprint('x')  # 1\n```",
    "![«cobbler» «quartz»](/img/a.png)",
    '![«cobbler»](/img/a.png "«thistle» «walnut»")',
    "```{figure} /img/a.png\n:alt: «cinnamon»\n\n«kettle» **«falcon»**\n\n«sparrow» «canyon».\n```",
    "«maple»\n: «otter» *«lantern»*\n\n«harbor» `b`\n: «velvet»\n: «meadow»",
    "::::{tab-set}\n:::{tab-item} «copper»\n«thimble» [](post-{next})\n:::\n"
    ":::{tab-item} «pebble» «willow»\n- «kettle»\n:::\n::::",
    ":::{admonition} «falcon» «saffron»\n:class: tip\n«glacier» «cobbler».\n:::",
    "```{dropdown} «marmot»\n«drizzle» «anchor».\n```",
    "1. «violin»\n2. «cinnamon»\n   - «sparrow» «walnut»\n\n   «canyon».",
    "> «blanket» «beacon»\n>\n> «quartz»\n\n---\n\n«thistle» $x^2$ {{ name }} «ferry».",
    "### «goblet»\n\n#### «juniper» `code` *«ladder»*\n\n«mitten» <b>«maple»</b><br>«otter» &amp; &lt;.",
    "## «goblet»\n\n- [ ] «lantern»\n- [x] «harbor» [](post-{next})\n\n  «copper»\n- «maple»",
    "```{code-block} python\n:caption: «velvet» «meadow»\n\ny = 2\n```",
    '{{< figure src="/img/a.png" caption="«copper» «thimble»" alt="«pebble»" >}}',
    "$$\nx = 1\n$$\n\n«willow» «kettle»\n\n:::{note}\n«falcon»\n:::",
    "```{card} «saffron» «glacier»\n«cobbler» «marmot»\n```",
    "```{list-table} «thimble»\n:header-rows: 1\n\n* - «drizzle»\n  - «anchor»\n* - «violin» *«cinnamon»*\n  - «sparrow»\n```",
    "«blanket» {post}`post-{next}` {post}`«walnut» «canyon» <post-{after}>` {abbr}`x («velvet»)`.",
    '[«beacon»](/old/{next}/) <https://example.org/x>, [«quartz» **«thistle»**](https://example.org "«ferry»").',
    "## «goblet» «juniper» [](post-{next})\n\n«ladder».",
    "```{math}\n:label: eq{number}\nz = 1\n```\n\n«mitten» {eq}`eq{number}`.",
    "::::{grid} 2\n:::{grid-item-card} «maple»\n«otter»\n:::\n"
    ":::{grid-item-card} «lantern» «harbor»\n:link: post-{next}\n:link-type: doc\n«velvet»\n:::\n::::",
    "«sparrow» «meadow»\n«copper»  \n«thimble»\\\n«quartz»\n\n«pebble» ~~«willow»~~ ==«kettle»==.",
    "[«falcon» «marmot»][r{number}] [«glacier»][y]\n\n[r{number}]: post-{next}.md\n[y]: https://example.org/y",
    "(label-{number})=\n### «anchor» «walnut»\n\n{ref}`label-{number}` {ref}`«canyon» <label-{number}>`\n"
    "[«velvet»](#label-{number}).",
    "```{versionadded} 1.2\n«blanket» «beacon».\n```\n\n```{seealso}\n«quartz» [](post-{after}).\n```",
    "```{topic} «thistle»\n«ferry» «goblet»\n```\n\n```{rubric} «juniper»\n```",
    "[[post-{next}|«ladder»]].",
    ":::tip «otter» «lantern»\n«harbor» **«velvet»**\n:::",
    '<Callout type="info">\n\n«meadow» «copper»\n\n</Callout>',
    '«thimble» [«pebble»]({{< ref "post-{next}.md" >}}).',
    '<img src="/img/a.png" alt="«willow» «kettle»">\n\n«falcon» <kbd>x</kbd>.',
    "```{glossary}\n«saffron» «cobbler»\n  «marmot» «drizzle».\n```",
    "```{epigraph}\n«anchor» «violin»\n\n-- «cinnamon»\n```",
    "```{table} «sparrow» «walnut»\n\n| «canyon» |\n| - |\n| «blanket» |\n```",
    "```{csv-table} «beacon»\n:header: «quartz», «thistle»\n\n«ferry», 1\n```",
    "```{image} /img/a.png\n:alt: «goblet» «juniper»\n```\n\n[![«ladder»](/img/a.png)](post-{next}.md)",
    "* «mitten»\n\n  ```python\n  a = 1\n  ```\n\n  > «maple»\n* «otter»\n  1. «lantern»",
    "«harbor»<!-- more --> «velvet».\n\n<!-- x -->",
    "```{eval-rst}\n*«copper»* **«thimble»**\n\n.. note:: «pebble»\n```",
    "```{index} single: «willow»; «kettle»\n```\n\n«falcon» {kbd}`C` {math}`x` {doc}`«saffron» <post-{after}>`.",
    "```{hlist}\n:columns: 2\n- «glacier»\n- «cobbler»\n```\n\n:::{sidebar} «marmot»\n«drizzle»\n:::\n\n«anchor».",
)
"""Parts of texts; ``{next}`` and ``{after}`` are numbers of other articles."""


def write_in(text: str, language: str) -> str:
    """Return a text with marked words in a language."""
    return _MARKED.sub(lambda match: (WORDS if language == "ko" else ENGLISH)[match[1]], text)


def translate_words(text: str, source: str) -> str:
    """Return a text with all words of a language in the other one."""
    pattern, forms = _FORMS[source]
    return pattern.sub(lambda match: forms[match[0]], text)


def write_site(site: Site, language: str, count: int = 20) -> None:
    """Write the site in a language."""
    site.picture("public/img/a.png")
    site.write("conf.py", write_in(CONFIGURATION, language) + f'language = "{language}"\n')
    site.write("index.md", write_in(HOME, language))
    for number in range(count):
        site.write(f"posts/post-{number}.md", write_in(make_article(number, count), language))


def make_article(number: int, count: int) -> str:
    """Return the text of an article, with marked words."""
    header = {
        "title": f"«{TITLES[number]}» & {number}",
        "date": f"2025-0{number % 4 + 1}-0{number // 5 + 1}",
        "category": ("«willow»", "«willow» / «quartz»", "«thistle»")[number % 3],
        "tags": f"[«{TITLES[number % 4]}», «{TITLES[8 + number // 2]}» «otter»]",
        "author": ("Kim", "Lee")[number % 2],
        "aliases": f"[/old/{number}/]",
    }
    if number % 2:
        header["excerpt"] = f"«ferry» *x* <«goblet»> {number} «{TITLES[number]}»."
    if number % 3 == 1:
        header["subtitle"] = f"«juniper» «{TITLES[number]}»"
    if number % 4 == 2:
        header["cover"] = f'{{image: /img/a.png, alt: "«mitten» {number}", credit: "«ladder»"}}'
    if number % 5 < 2:
        header |= {"series": f"«beacon» «{TITLES[number % 5]}»", "order": f"{number}"}
    if number == 7:
        header["related"] = "[post-3, post-4]"
    chosen = [FEATURES[(number + step * 5) % len(FEATURES)] for step in range(len(FEATURES) // 4)]
    first = FEATURES[0] if number % 4 else FEATURES[8]
    parts = "\n\n".join(dict.fromkeys((FEATURES[0], FEATURES[1], *chosen) if number % 4 else (first, FEATURES[1], *chosen)))
    numbers = {"number": number, "next": (number + 1) % count, "after": (number + 5) % count}
    # The anchor of another article is in its words.
    parts = re.sub(
        r"(\{next\}\.md#)([^)]*)", lambda match: match[1] + _MARKED.sub(rf"«\g<1>{numbers['next']}»", match[2]), parts
    )
    parts = re.sub(r"«([a-z]+)»", rf"«\g<1>{number}»", parts)
    for name, value in numbers.items():
        parts = parts.replace(f"{{{name}}}", str(value))
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in header.items()) + f"---\n\n{parts}\n"


def translate_site(site: Site, source: str, target: str) -> None:
    """Write the catalogues of a site with the translations of all messages."""
    templates = site.build("gettext", doctrees=site.folder / "build/messages").output
    for template in sorted(templates.rglob("*.pot")):
        catalog = read_po(template.open("rb"))
        for message in catalog:
            if isinstance(message.id, str) and message.id:
                message.string = translate_message(message.id, source)
        file = site.folder / "locale" / target / "LC_MESSAGES" / template.relative_to(templates).with_suffix(".po")
        file.parent.mkdir(parents=True, exist_ok=True)
        catalog.locale = target
        write_po(file.open("wb"), catalog)


def translate_message(message: str, source: str) -> str:
    """Return a message in the other language, with the same destinations of links."""
    parts = _DESTINATION.split(message)
    for place in range(0, len(parts), 2):
        parts[place] = translate_words(parts[place], source)
    return "".join(parts)


def normalise_pages(built: Build, source: str = "") -> Mapping[str, str]:
    """Return all pages by their names, with numbers in the place of ids.

    :param source: the language whose words in addresses are translated; empty to leave them.
    """
    pages = {file.relative_to(built.output).as_posix(): file for file in sorted(built.output.rglob("*.html"))}
    soups = {name: BeautifulSoup(file.read_bytes(), "html.parser") for name, file in pages.items()}
    for soup in soups.values():
        for element in soup.select("span[id]:empty"):
            element.decompose()
        for related in soup.select(".anthology-related"):  # what is similar follows from the original
            related.decompose()
        for text in soup.find_all(string=lambda one: not isinstance(one, PreformattedString)):
            text.replace_with(" ".join(text.split()))
    numbers = {
        name: {str(one["id"]): f"#{place}" for place, one in enumerate(soup.select("[id]"))} for name, soup in soups.items()
    }
    result = {}
    for name, soup in soups.items():
        for element in soup.find_all(True):
            _normalise(element, name, numbers, source)
        # The colour of a term follows from its name in the original.
        page = re.sub(r'(anthology-term-|<rect fill="#)[0-9a-f]{6}', r"\1", soup.prettify())
        result[translate_words(name, source) if source else name] = page
    return result


def _normalise(element: Tag, page: str, numbers: Mapping[str, Mapping[str, str]], source: str) -> None:
    for key in ("id", "for", "aria-labelledby", "aria-describedby"):
        if key in element.attrs:
            value = str(element[key])
            element[key] = numbers[page].get(value, value)
    if element.get("property") == "og:url":
        path = unquote(str(element["content"]))
        element["content"] = translate_words(path, source) if source else path
    for key in ("href", "src"):
        if key in element.attrs:
            path, _, fragment = unquote(str(element[key])).partition("#")
            target = str((built_path(page, path)) if path else page)
            path = translate_words(path, source) if source else path
            element[key] = f"{path}{numbers.get(target, {}).get(fragment, '#' + fragment) if fragment else ''}"


def built_path(page: str, path: str) -> str:
    """Return the page that a relative address on a page leads to."""
    from posixpath import dirname, join, normpath

    return normpath(join(dirname(page), path))
