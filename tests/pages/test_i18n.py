"""Message catalogues, and the language of a Korean site."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from gettext import translation
from pathlib import Path
from typing import Any

import furo
import pytest
import sphinx
import sphinx_anthology
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment
from conftest import Build, Site
from sphinx.domains import changeset
from sphinx.locale import translators
from sphinx_anthology.pages.i18n import CATALOG, LOCALE
from sphinx_anthology.sphinx_ext.domains.blog import BlogDomain

PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|%s|</?a\b[^>]*>|&#\w+;")
PACKAGE = Path(sphinx_anthology.__file__).parent
SOURCE = sorted(PACKAGE.rglob("*.py"))
MAKES_NODES = [file for file in SOURCE if "import nodes\n" in file.read_text(encoding="utf-8")]
TEMPLATE = LOCALE / "sphinx_anthology.pot"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
OWN = [file for file in CATALOGUES if file.stem == "sphinx_anthology"]
KOREAN = LOCALE / "ko/LC_MESSAGES"


def name(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.name}"


def messages(file: Path) -> dict[str, str]:
    """Return the messages of a ``.po`` file with their translations."""
    with file.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.id}


def calls(tree: ast.AST, *functions: str) -> Iterator[ast.Call]:
    """Yield the calls of functions and methods with the given names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if called in functions:
                yield node


def messages_in_source() -> set[str]:
    """Return the messages in the source. It is parsed with ``ast``, because Babel does not extract from f-strings."""
    found = set()
    for file in SOURCE:
        for call in calls(ast.parse(file.read_text(encoding="utf-8")), "_", "later", "translate"):
            match call.args[0]:
                case ast.Constant(str(message)):
                    found.add(message)
    return found


def test_the_template_has_every_message_of_the_source() -> None:
    assert set(messages(TEMPLATE)) == messages_in_source(), "run 'nox -s translate'"


@pytest.mark.parametrize("file", OWN, ids=name)
def test_a_catalogue_has_every_message_of_the_source_and_no_other(file: Path) -> None:
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    assert {message.id for message in catalogue if message.id} == messages_in_source(), "run 'nox -s translate'"
    assert not catalogue.obsolete
    assert not [message.id for message in catalogue if message.id and (message.fuzzy or not message.string)]


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_a_translation_has_the_placeholders_of_its_message(file: Path) -> None:
    for message, words in messages(file).items():
        assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(message))


@pytest.mark.parametrize("file", OWN, ids=name)
def test_the_messages_are_sorted(file: Path) -> None:
    assert list(messages(file)) == sorted(messages(TEMPLATE)), "run 'nox -s translate'"


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_a_compiled_catalogue_is_up_to_date(file: Path) -> None:
    with file.with_suffix(".mo").open("rb") as stream:
        compiled = {str(message.id): str(message.string) for message in read_mo(stream) if message.id}
    assert compiled == messages(file), "run 'nox -s translate'"


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_the_header_of_a_catalogue_has_the_dates_that_pybabel_keeps(file: Path) -> None:
    header = file.read_text(encoding="utf-8").partition("\n\n")[0]
    assert "POT-Creation-Date: 2" in header
    assert "PO-Revision-Date: 2" in header


def test_the_english_catalogue_repeats_the_messages() -> None:
    english = messages(LOCALE / "en/LC_MESSAGES/sphinx_anthology.po")
    assert english == {message: message for message in english}


@pytest.fixture(scope="module")
def translate_with_sphinx() -> Callable[[str], str]:
    return translation("sphinx", Path(sphinx.__file__).parent / "locale", ["ko"]).gettext


def messages_in_furo() -> set[str]:
    theme = Path(furo.__file__).parent / "theme" / "furo"
    return {str(message) for _, _, message, _, _ in extract_from_dir(theme, [("**.html", "jinja2")])}


def test_every_message_of_furo_has_a_korean_translation(translate_with_sphinx: Callable[[str], str]) -> None:
    ours = messages(KOREAN / "sphinx.po")
    missing = [message for message in messages_in_furo() if message not in ours and translate_with_sphinx(message) == message]
    assert [message for message in missing if re.search(r"[A-Za-z]", BeautifulSoup(message, "html.parser").text)] == [
        '\n            <a href="https://github.com/pradyunsg/furo">Furo</a>\n            '
    ]


def test_only_untranslated_messages_of_furo_and_sphinx_are_added(translate_with_sphinx: Callable[[str], str]) -> None:
    ours = messages(KOREAN / "sphinx.po")
    with (Path(sphinx.__file__).parent / "locale" / "sphinx.pot").open("rb") as stream:
        said = {message.id for message in read_po(stream)} | messages_in_furo()
    assert set(ours) <= said
    assert [message for message in ours if translate_with_sphinx(message) != message] == []
    assert [message for message, words in ours.items() if not words] == []


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


BY_SCRIPT = re.findall(r'^ +"([A-Z].+?)": ', (PACKAGE / "static/anthology.ko.js").read_text("utf-8"), re.MULTILINE)
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
        "둘째 ¶ 2025년 4월 2일 · 2025년 5월 1일 수정 · 하나 · 개발 / 도구 · 약 1분 "
        "검색 기록 5편 중 2편 · 연재 이전 글: 첫째 다음 글: 셋째"
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
    assert "anthology.ko.js" not in built.text("index.html")


def test_names_of_objects_are_translated_when_they_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(translators, ("general", CATALOG), raising=False)  # an earlier build may have left Korean behind
    assert str(BlogDomain.object_types["post"].lname) == "post"
    monkeypatch.setitem(translators, ("general", CATALOG), translation(CATALOG, LOCALE, ["ko"]))
    assert str(BlogDomain.object_types["post"].lname) == "글"
