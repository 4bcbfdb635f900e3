from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.decoding import CODEC, decode, register

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("제목: 봄", "utf-8", "utf-8"),
        ("제목: 봄", "utf-8-sig", "utf-8"),
        ("제목: 봄", "utf-16", "utf-16"),
        ("제목: 봄", "cp949", "cp949"),
        ("뷁, 햏햏", "cp949", "cp949"),
        ("café, naïve", "cp1252", "cp1252"),
        ("“quoted” – text", "cp1252", "cp1252"),
        ("Ärger in Österreich", "cp1252", "cp1252"),
    ],
)
def test_the_encoding_of_a_text_is_recognised(text: str, codec: str, encoding: str) -> None:
    assert decode(text.encode(codec)) == (text, encoding)


def test_english_with_a_curly_apostrophe_is_not_taken_for_korean() -> None:
    assert decode("It’s spring and we don’t mind.".encode("cp1252"))[0] == "It’s spring and we don’t mind."


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ("", "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_have_a_text_that_can_be_written_as_utf8(data: bytes) -> None:
    text, encoding = decode(data)
    assert text.encode("utf-8") is not None
    assert encoding in {"utf-8", "utf-16", "cp949", "cp1252", "latin-1"}


@given(st.text(max_size=200))
def test_utf8_is_never_taken_for_another_encoding(text: str) -> None:
    assert decode(text.encode("utf-8")) == (text.removeprefix("\ufeff"), "utf-8")


def test_files_are_opened_with_the_registered_codec(tmp_path: Path) -> None:
    register()
    register()
    file = tmp_path / "post.md"
    file.write_bytes("첫 줄\r\n".encode("cp949") * 20_000)
    assert file.read_text(encoding=CODEC) == "첫 줄\n" * 20_000


def test_bytes_are_decoded_with_the_registered_codec() -> None:
    register()
    assert "가나다".encode("cp949").decode(CODEC) == "가나다"
    assert "가나다".encode(CODEC) == "가나다".encode()
