from __future__ import annotations

import pytest
from reading import read_message, read_value
from sphinx_anthology.fields.languages import read_language
from sphinx_anthology.problems import Code


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        *(("ko", "ko"), ("KO", "ko"), ("ko-kr", "ko-KR"), ("ko_KR", "ko-KR"), ("ko_KR.UTF-8", "ko-KR"), ("zh-hant", "zh-Hant")),
        *(("zh-hans-cn", "zh-Hans-CN"), ("pt-BR", "pt-BR"), ("es-419", "es-419"), ("English", "en"), ("한국어", "ko")),
        *(("日本語", "ja"), ("kor", "kor")),
    ],
)
def test_a_language_is_a_tag_or_a_name(value: str, tag: str) -> None:
    assert read_value(read_language, value) == (tag, [])


@pytest.mark.parametrize("value", ["my language", "한글", "korean2", "e", "ko-KR-x-y-z"])
def test_an_unknown_language_is_reported(value: str) -> None:
    assert read_value(read_language, value) == (None, [Code.FIELD_FORM])


def test_the_message_about_an_unknown_language_says_what_to_write() -> None:
    assert read_message(read_language, "my language") == (
        "The value of 'key' is not usable and is ignored. Write a language tag such as ko or pt-BR."
    )
