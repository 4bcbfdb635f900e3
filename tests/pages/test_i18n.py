"""Message catalogues, and the language of a Korean site."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import c2py, find, translation
from pathlib import Path
from typing import Any

import furo
import pytest
import sphinx
import sphinx_anthology
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment
from conftest import Build, Site
from sphinx.domains import changeset
from sphinx.locale import translators
from sphinx_anthology.pages.i18n import CATALOG, LOCALE, SCRIPTS
from sphinx_anthology.sphinx_ext.domains.blog import BlogDomain

PLACEHOLDER = re.compile(r"\$?\{\w*\}|%\(\w+\)s|%s|</?a\b[^>]*>|&#\w+;")
PACKAGE = Path(sphinx_anthology.__file__).parent
SOURCE = sorted(PACKAGE.rglob("*.py"))
SCRIPT_FILES = sorted((PACKAGE / "static").rglob("*.js"))
MAKES_NODES = [file for file in SOURCE if "import nodes\n" in file.read_text(encoding="utf-8")]
LANGUAGES = ("de", "es", "fr", "it", "ja", "ko", "pt_BR", "ru", "tr", "vi", "zh_CN", "zh_TW")
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
OWN = [file for file in CATALOGUES if file.stem in (CATALOG, SCRIPTS)]
KOREAN = LOCALE / "ko/LC_MESSAGES"

Messages = dict[tuple[str, ...], tuple[str, ...]]
"""Messages with their translations. Those without a plural have one form."""


def name(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.name}"


def forms(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def read_catalogue(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_mo(stream) if file.suffix == ".mo" else read_po(stream)


def messages(file: Path) -> Messages:
    """Return the messages of a catalogue, compiled or not, with their translations."""
    return {forms(message.id): forms(message.string) for message in read_catalogue(file) if message.id}


def calls(tree: ast.AST, *functions: str) -> Iterator[ast.Call]:
    """Yield the calls of functions and methods with the given names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if called in functions:
                yield node


def literals(call: ast.Call, number: int) -> Iterator[tuple[str, ...]]:
    """Yield the first arguments of a call, if they are texts."""
    found = tuple(one.value for one in call.args[:number] if isinstance(one, ast.Constant) and isinstance(one.value, str))
    if len(found) == number:
        yield found


def messages_in_source() -> set[tuple[str, ...]]:
    """Return the messages in the source. It is parsed with ``ast``, because Babel does not extract from f-strings."""
    found = set()
    for file in SOURCE:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {one for call in calls(tree, "_", "later", "translate") for one in literals(call, 1)}
        found |= {one for call in calls(tree, "ngettext") for one in literals(call, 2)}
    return found


def messages_in_scripts() -> set[tuple[str, ...]]:
    """Return the messages in scripts, found as ``nox -s translate`` finds them."""
    keywords: dict[str, Any] = {"gettext": None, "later": None, "ngettext": (1, 2)}
    found = extract_from_dir(PACKAGE / "static", [("**.js", "javascript")], keywords=keywords)
    return {forms(message) for _, _, message, _, _ in found}


WANTED = {CATALOG: messages_in_source(), SCRIPTS: messages_in_scripts()}


@pytest.mark.parametrize("script", SCRIPT_FILES, ids=lambda file: file.stem)
def test_words_of_scripts_are_literals_in_calls_that_are_extracted(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    found = re.findall(r"\bgettext\(\s*(?!\s)(.)", text) + re.findall(r"\bngettext\(\s*(?!\s)(.)", text)
    assert [first for first in found if first != '"'] == []


@pytest.mark.parametrize("domain", WANTED)
def test_the_template_has_every_message_of_the_source(domain: str) -> None:
    assert set(messages(LOCALE / f"{domain}.pot")) == WANTED[domain], "run 'nox -s translate'"


@pytest.mark.parametrize("domain", [*WANTED, "sphinx"])
def test_every_language_has_its_catalogues(domain: str) -> None:
    own = {file.parent.parent.name for file in CATALOGUES if file.stem == domain}
    assert own - {"en"} == set(LANGUAGES)


@pytest.mark.parametrize("file", OWN, ids=name)
def test_a_catalogue_has_every_message_of_the_source_and_no_other(file: Path) -> None:
    assert set(messages(file)) == WANTED[file.stem], "run 'nox -s translate'"


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_every_message_is_translated(file: Path) -> None:
    catalogue = read_catalogue(file)
    assert not catalogue.obsolete
    assert [message.id for message in catalogue if message.id and (message.fuzzy or not all(forms(message.string)))] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_a_message_has_the_plural_forms_of_its_language(file: Path) -> None:
    catalogue = read_catalogue(file)
    cldr = Catalog(file.parent.parent.name)
    assert catalogue.num_plurals == cldr.num_plurals
    assert [choose_form(catalogue, number) for number in range(200)] == [choose_form(cldr, number) for number in range(200)]
    written = [message.string for message in catalogue if message.id and message.pluralizable]
    assert [words for words in written if len(forms(words)) != catalogue.num_plurals] == []


def choose_form(catalogue: Catalog, number: int) -> int:
    """Return the form of a message for a number."""
    return int(c2py(catalogue.plural_expr)(number))


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_a_translation_has_the_placeholders_of_its_message(file: Path) -> None:
    catalogue = read_catalogue(file)
    numbers = {
        form: [one for one in range(200) if choose_form(catalogue, one) == form] for form in range(catalogue.num_plurals)
    }
    wrong = []
    for message, words in messages(file).items():
        for form, text in enumerate(words):
            is_for_one = len(message) > 1 and numbers[form] == [1]  # it may spell the number out
            allowed = set(message) if is_for_one else {message[-1]}
            if sorted(PLACEHOLDER.findall(text)) not in [sorted(PLACEHOLDER.findall(one)) for one in allowed]:
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("file", OWN, ids=name)
def test_the_messages_are_sorted(file: Path) -> None:
    assert list(messages(file)) == sorted(messages(LOCALE / f"{file.stem}.pot")), "run 'nox -s translate'"


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_a_compiled_catalogue_is_up_to_date(file: Path) -> None:
    assert messages(file.with_suffix(".mo")) == messages(file), "run 'nox -s translate'"


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_the_header_of_a_catalogue_has_the_dates_that_pybabel_keeps(file: Path) -> None:
    header = file.read_text(encoding="utf-8").partition("\n\n")[0]
    assert "POT-Creation-Date: 2" in header
    assert "PO-Revision-Date: 2" in header


def test_the_english_catalogue_repeats_the_messages() -> None:
    english = messages(LOCALE / "en/LC_MESSAGES/sphinx_anthology.po")
    assert english == {message: message for message in english}


def translated_by_sphinx(language: str) -> set[str]:
    """Return the messages that Sphinx's catalogues translate, some by the same words as in English."""
    files = find("sphinx", Path(sphinx.__file__).parent / "locale", [language], all=True)
    return {message for file in files for (message, *_), words in messages(Path(file)).items() if any(words)}


def messages_in_furo() -> set[str]:
    theme = Path(furo.__file__).parent / "theme" / "furo"
    return {str(message) for _, _, message, _, _ in extract_from_dir(theme, [("**.html", "jinja2")])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_furo_has_a_translation(language: str) -> None:
    known = {message for (message,) in messages(LOCALE / language / "LC_MESSAGES/sphinx.po")} | translated_by_sphinx(language)
    missing = messages_in_furo() - known
    assert [message for message in missing if re.search(r"[A-Za-z]", BeautifulSoup(message, "html.parser").text)] == [
        '\n            <a href="https://github.com/pradyunsg/furo">Furo</a>\n            '
    ]


def messages_on_pages_of_sphinx() -> set[str]:
    """Return the messages in Sphinx's templates and in the modules that write pages, but for the first page of quickstart."""
    folder, texts = Path(sphinx.__file__).parent, {"_": None}
    templates = [message for _, _, message, _, _ in extract_from_dir(folder / "themes/basic", [("*.html", "jinja2")])]
    found = {str(message) for message in templates}
    for module in ("writers/html5.py", "domains/changeset.py", "locale/__init__.py", "builders/html/__init__.py"):
        found |= {str(message) for _, message, _, _ in extract_from_file("python", folder / module, keywords=texts)}
    first_page = {str(message) for _, message, _, _ in extract_from_file("jinja2", folder / "themes/basic/defindex.html")}
    return found - first_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_on_pages_of_sphinx_has_a_translation(language: str) -> None:
    ours = {message for (message,) in messages(LOCALE / language / "LC_MESSAGES/sphinx.po")}
    missing = messages_on_pages_of_sphinx() - ours - translated_by_sphinx(language)
    assert missing - {"%b %d, %Y"} == set()  # a format of dates, which Sphinx writes by itself


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_untranslated_messages_of_furo_and_sphinx_are_added(language: str) -> None:
    ours = {message for (message,) in messages(LOCALE / language / "LC_MESSAGES/sphinx.po")}
    with (Path(sphinx.__file__).parent / "locale" / "sphinx.pot").open("rb") as stream:
        said = {message.id for message in read_po(stream)} | messages_in_furo()
    assert ours <= said
    assert ours & translated_by_sphinx(language) == set()


@pytest.mark.parametrize("file", MAKES_NODES, ids=lambda file: file.stem)
def test_literals_in_pages_are_translated(file: Path) -> None:
    shown = calls(ast.parse(file.read_text(encoding="utf-8")), "text", "Text", "link", "_heading", "strong", "emphasis")
    literals = [words for call in shown for argument in call.args for words in literal(argument)]
    assert [words for words in literals if re.search(r"[^\W\d_]", words)] == []


def literal(expression: ast.expr) -> Iterator[str]:
    """Yield the literals that are part of the value of an expression; arguments of functions are not."""
    match expression:
        case ast.Constant(str(words)):
            yield words
        case ast.JoinedStr(parts) | ast.BoolOp(values=parts):
            yield from (words for part in parts for words in literal(part))
        case ast.BinOp(left, _, right) | ast.IfExp(body=left, orelse=right):
            yield from (words for part in (left, right) for words in literal(part))
        case ast.Call(ast.Attribute(value, "format" | "join")):
            yield from literal(value)


AUTHORS = """\
하나:
  name: 하나
  role: 편집자
  bio: 글을 다듬는다.
  picture: /face.png
  url: https://example.org/hana
"""
BODY = """\
## 작은 제목

각주[^1]도 있다.

```{note}
참고한다.
```

```{versionadded} 2.0
더했다.
```

```{list-table} 표 제목
* - 가
  - 나
```

```{figure} /face.png
:alt: 얼굴
그림 설명
```

```{code-block} text
:caption: 코드 제목

가나다
```

```{glossary}
낱말
  뜻풀이
```

```{math}
:label: 식
1 + 1
```

[^1]: 각주.
"""


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A Korean site with everything that adds words to pages."""
    site = Site(tmp_path_factory.mktemp("korean"))
    site.write(
        "conf.py",
        'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nlanguage = "ko"\nproject = "지식"\nhtml_title = "지식"\n'
        'project_copyright = "2026, 모두"\nhtml_last_updated_fmt = "%Y"\nanthology_page_size = 2\nanthology_drafts = True\n'
        'anthology_today = "2025-06-01"\nsuppress_warnings = ["anthology.date-missing"]\n'
        'html_theme_options = {"source_repository": "https://github.com/a/b/", "source_branch": "main"}\n',
    )
    site.write("authors.yml", AUTHORS)
    site.picture("face.png", 40, 40)
    shared = {"category": "개발 / 도구", "tags": "검색, 기록", "author": "하나"}
    for number, title in enumerate(("첫째", "둘째", "셋째", "넷째", "다섯째"), start=1):
        own = {"series": "연재", "seriesOrder": number, "slug": title, "pinned": number == 2, "updated": "2025-05-01"}
        site.post(f"p{number}", "{post}`둘째` 글을 읽는다.\n", title=title, date=f"2025-04-{number:02}", **shared, **own)
    site.post("draft", "초안.\n", title="초고", draft="true", tags="드문것")
    site.post("scheduled", "예정.\n", title="예약", date="2025-07-01")
    site.post("expired", "만료.\n", title="지난", date="2025-01-01", expires="2025-02-01")
    site.post("hidden", "숨김.\n", title="감춘", hidden="true")
    site.post("foreign", "外国語。\n", title="外国語", lang="ja", date=None)
    everything = "title, subtitle, excerpt, date, updated, author, category, tags, series, language, reading-time"
    site.write("index.md", f"# 집\n\n```{{posts}}\n:layout: table\n:show: {everything}\n```\n")
    site.write("markup.md", f"---\norphan: true\n---\n# 글의 모양\n\n{BODY}")
    empty, timeline = "```{posts}\n:year: 1999\n```\n", "```{posts}\n:layout: timeline\n```\n"
    site.write("empty.md", f"---\norphan: true\n---\n# 빈\n\n{empty}\n{timeline}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changeset, "versionlabels", dict(changeset.versionlabels))  # it is shared by all builds of the process
        built = site.build()
    assert built.warnings == ""
    return built


def shown(page: Any) -> Iterator[str]:
    """Yield the texts of a page that are visible or read aloud."""
    for node in page(["script", "style"]):
        node.decompose()
    yield from (text for text in page.strings if not isinstance(text, Comment))
    for attribute in ("aria-label", "title", "alt", "placeholder"):
        yield from (element[attribute] for element in page.find_all(attrs={attribute: True}))


BY_SCRIPT = {message[0] for message in messages(KOREAN / "scripts.po")}
"""Messages that are fixed in templates of Furo; a script translates them in the browser."""
NAMES = re.compile(r"Furo|Sphinx|@pradyunsg|^'s\s*$|JavaScript")


@pytest.mark.build
def test_a_korean_site_has_no_english_word(korean: Build) -> None:
    pages = sorted(korean.output.rglob("*.html"))
    assert {"genindex.html", "search.html", "index.html"} <= {page.name for page in pages}
    english: dict[str, list[str]] = {}
    for page in pages:
        for text in shown(BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")):
            by_script = text in BY_SCRIPT or text.startswith("Toggle navigation of ")
            if not by_script and re.search("[A-Za-z]", NAMES.sub("", text)):
                english.setdefault(" ".join(text.split()), []).append(page.relative_to(korean.output).as_posix())
    assert english == {}


@pytest.mark.build
def test_dates_and_numbers_are_korean(korean: Build) -> None:
    assert korean.article("posts/p2").startswith(
        "둘째 ¶ 2025년 4월 2일 · 2025년 5월 1일 수정 · 하나 · 개발 / 도구 · 약 1분 검색 기록 5편 중 2편 · 연재 첫째 둘째 셋째"
    )
    assert "2025년 4월: 글 6편" in korean.text("browse/archive.html")
    assert korean.soup("browse/posts/page-2").h1.get_text() == "모든 글 – 2페이지¶"
    assert "버전 2.0에 추가" in korean.article("markup")


@pytest.mark.build
def test_texts_in_another_language_have_a_lang_attribute(korean: Build) -> None:
    elements = {
        "posts/foreign": "section.anthology-article",
        "browse/posts/page-5": ".anthology-cards > li",  # the one without a date
        "empty": ".anthology-compact > li:only-child",
        "index": "table tr:last-child",
    }
    for page, selector in elements.items():
        found = korean.soup(page).select(f"article {selector}")[-1]
        assert "外国語" in found.get_text()
        assert found["lang"] == "ja"
    assert not korean.soup("posts/p1").select("article [lang]")


def test_an_english_site_after_a_korean_one_is_english(korean: Build, site: Site) -> None:
    site.post("one")
    built = site.build()
    assert built.article("posts/one").startswith("Title of one ¶ April 23, 2025 · 1 min read")
    assert "Made with" in built.text("posts/one.html")
    assert "anthology-translations.js" not in built.text("index.html")
    assert not (built.output / "_static/anthology-translations.js").exists()


def test_names_of_objects_are_translated_when_they_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(translators, ("general", CATALOG), raising=False)  # an earlier build may have left Korean behind
    assert str(BlogDomain.object_types["post"].lname) == "post"
    monkeypatch.setitem(translators, ("general", CATALOG), translation(CATALOG, LOCALE, ["ko"]))
    assert str(BlogDomain.object_types["post"].lname) == "글"
