from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.loading.files.encodings import CODEC, decode, normalise_newlines, register_codec

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("제목: 봄", "utf-8", "utf-8"),
        ("제목: 봄", "utf-8-sig", "utf-8"),
        ("제목: 봄", "utf-16", "utf-16"),
        ("제목: 봄", "utf-32", "utf-32"),
        ("---\n제목: 봄 🌱\n---", "utf-16-le", "utf-16"),
        ("---\n제목: 봄 🌱\n---", "utf-16-be", "utf-16"),
        ("---\ntitle: Spring\n---", "utf-16-le", "utf-16"),
        ("---\ntitle: Spring\n---", "utf-16-be", "utf-16"),
        ("---\ntitle: 가을\n---\n" + "가을이 가고 겨울이 간다. " * 500, "utf-16-le", "utf-16"),
        ("제목: 봄", "cp949", "cp949"),
        ("뷁, 햏햏", "cp949", "cp949"),
        ("café, naïve", "cp1252", "cp1252"),
        ("“quoted” – text", "cp1252", "cp1252"),
        ("Ärger in Österreich", "cp1252", "cp1252"),
    ],
)
def test_the_encoding_of_a_text_is_detected(text: str, codec: str, encoding: str) -> None:
    assert decode(text.encode(codec)) == (text, encoding)


def test_english_with_a_curly_apostrophe_is_not_decoded_as_korean() -> None:
    assert decode("It’s spring and we don’t mind.".encode("cp1252"))[0] == "It’s spring and we don’t mind."


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("bits", [16, 32])
def test_the_byte_order_is_detected_by_its_mark(bits: int, order: str) -> None:
    assert decode("\ufeff제목: 봄".encode(f"utf-{bits}-{order}")) == ("제목: 봄", f"utf-{bits}")


@pytest.mark.parametrize("order", ["le", "be"])
def test_half_a_character_at_the_end_is_replaced(order: str) -> None:
    assert decode("title: Spring".encode(f"utf-16-{order}")[:-1]) == ("title: Sprin\ufffd", "utf-16")


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"\0a\0",
        b"---\ntitle: Spring\n---\n" + b"\0" * 10,
        b"\0" * 2000,
        b"Spring" + b"\0" * 5000,
        b"Spring is near, a NUL\0 and another\0 and the last\0.",
    ],
)
def test_nul_bytes_in_utf8_are_not_decoded_as_utf16(data: bytes) -> None:
    assert decode(data) == (data.decode(), "utf-8")


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ("", "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_to_text_without_surrogates(data: bytes) -> None:
    text, encoding = decode(data)
    assert text.encode("utf-8") is not None
    assert encoding in {"utf-8", "utf-16", "utf-32", "cp949", "cp1252", "latin-1"}


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200), st.integers(0, 3))
def test_utf8_with_a_few_nul_bytes_is_decoded_as_utf8(text: str, nul_bytes: int) -> None:
    text += "\0" * nul_bytes
    assert decode(text.encode("utf-8")) == (normalize("NFC", text.removeprefix("\ufeff")), "utf-8")


@given(st.text(max_size=50), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf16_after_front_matter_is_detected_without_a_byte_order_mark(text: str, codec: str) -> None:
    text = "---\ntitle: Spring\ndate: 2025-04-23\ncategory: Seasons\n---\n" + text.replace("\0", "")
    assert decode(text.encode(codec)) == (normalize("NFC", text), "utf-16")


def test_the_registered_codec_reads_files(tmp_path: Path) -> None:
    register_codec()
    register_codec()
    file = tmp_path / "post.md"
    file.write_bytes("첫 줄\r\n".encode("cp949") * 20_000)
    assert file.read_text(encoding=CODEC) == "첫 줄\n" * 20_000


def test_the_registered_codec_decodes_bytes() -> None:
    register_codec()
    assert "가나다".encode("cp949").decode(CODEC) == "가나다"
    assert "가나다".encode(CODEC) == "가나다".encode()


@pytest.mark.parametrize(
    ("text", "normalised"),
    [("\ufeffa\r\nb\rc\n", "a\nb\nc\n"), ("a\n\ufeffb", "a\n\ufeffb"), ("a\x0bb\u2028c", "a\x0bb\u2028c"), ("", "")],
)
def test_line_ends_become_lf_and_a_byte_order_mark_is_removed(text: str, normalised: str) -> None:
    assert normalise_newlines(text) == normalised
