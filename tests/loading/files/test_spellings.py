"""Names of files in both forms of Unicode."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from sphinx_anthology.loading.files.spellings import find_spelling, respell, to_nfc

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
KOREAN = "봄/그림.png"


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_path_is_spelt_as_on_disk(tmp_path: Path, on_disk: Form, written: Form) -> None:
    file = tmp_path / normalize(on_disk, KOREAN)
    file.parent.mkdir()
    file.touch()
    assert find_spelling(f"{tmp_path}/{normalize(written, KOREAN)}") == str(file)
    assert find_spelling(f"{tmp_path}/{normalize(written, '봄/../봄/그림.png')}").endswith(f"/../{normalize(on_disk, KOREAN)}")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (normalize("NFD", "봄") + "날.png", "봄날.png"),  # one part of the name in NFD
        ("\u212bngstr\u00f6m.png", "\u00c5ngstr\u00f6m.png"),  # a sign that is another one in NFC
        ("\uf95c.png", "\u6a02.png"),
        ("cafe\u0301.png", "caf\u00e9.png"),
    ],
)
def test_a_name_that_is_the_same_in_nfc_is_found(tmp_path: Path, name: str, written: str) -> None:
    assert find_spelling(f"{tmp_path}/{written}") == f"{tmp_path}/{written}"
    (tmp_path / name).touch()
    assert find_spelling(f"{tmp_path}/{written}") == f"{tmp_path}/{name}"


def test_a_folder_behind_a_symbolic_link_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/\u212bngstr\u00f6m.png").touch()
    (tmp_path / "link").symlink_to(tmp_path / "inner")
    path = f"{tmp_path}/link/\u00c5ngstr\u00f6m.png"
    assert find_spelling(path) == path


def test_of_a_folder_in_both_forms_the_one_with_the_file_counts(tmp_path: Path) -> None:
    for form in FORMS:
        (tmp_path / normalize(form, "봄")).mkdir()
    file = tmp_path / normalize("NFD", KOREAN)
    file.touch()
    assert find_spelling(f"{tmp_path}/{KOREAN}") == str(file)


@pytest.mark.parametrize("path", ["/없음/그림.png", "/etc/그림.png", "/a\0그림", "/" + "가" * 300, "/plain/x.png"])
def test_a_path_that_leads_to_nothing_stays(path: str) -> None:
    assert find_spelling(path) == path


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("a/é.png", "/x/a/e\u0301.png", "a/e\u0301.png"),
        ("/é", "/x/e\u0301", "/e\u0301"),
        ("../é", "/x/../e\u0301", "../e\u0301"),
    ],
)
def test_a_name_is_spelt_as_the_end_of_a_path(name: str, path: str, expected: str) -> None:
    assert respell(name, path) == expected


def test_a_text_is_composed() -> None:
    assert [to_nfc(text) for text in ("plain", "e\u0301", normalize("NFD", "봄"))] == ["plain", "é", "봄"]
