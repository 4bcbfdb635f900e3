from __future__ import annotations

import unicodedata

import pytest
from sphinx_anthology.sphinx_ext.search.splitting import PARTICLES, SCRIPTS, PairSplitter, is_pair_term

SPLITTER = PairSplitter(SCRIPTS, has_pairs_over_blanks=True)
COMPACT = PairSplitter(SCRIPTS, has_pairs_over_blanks=False)


@pytest.mark.parametrize(
    ("text", "terms", "rest"),
    [
        ("모델은", "모 모델 델은", " "),
        ("앱", "앱", " "),
        ("검색 엔진", "검 엔 검색 엔진 색엔", "   "),
        ("검색\n엔진", "검 엔 검색 엔진 색엔", " \n "),
        ("검색  엔진", "검 엔 검색 엔진", "    "),
        ("모델은 크다", "모 크 모델 델은 크다", "   "),
        ("회의 자료", "회 자 회의 의자 자료", "   "),
        ("검색, 엔진", "검 엔 검색 엔진", " ,  "),
        ("React훅을", "훅 훅을", "React "),
        ("検索する", "検 検索 索す する", " "),
        ("机器学习", "机 机器 器学 学习", " "),
        ("データベース", "デ デー ータ タベ ベー ース", " "),
        ("日本人・々", "日 々 日本 本人", " ・ "),
        ("𠀋𠮟る", "𠀋 𠀋𠮟 𠮟る", " "),
        ("이 한 글, 이 글", "이 한 글 이한 한글 이글", "     ,    "),
        ("Naïve café", "", "Naïve café"),
        ("plain text", "", "plain text"),
        ("", "", ""),
    ],
)
def test_runs_are_cut_into_first_characters_and_pairs(text: str, terms: str, rest: str) -> None:
    found, left = SPLITTER.split(text)
    assert sorted(found) == sorted(terms.split())
    assert left == rest


def test_a_compact_index_has_no_pairs_over_blanks() -> None:
    assert sorted(COMPACT.split("검색 엔진")[0]) == sorted("검 검색 엔 엔진".split())


def test_decomposed_text_is_composed_first() -> None:
    assert SPLITTER.split(unicodedata.normalize("NFD", "모델은")) == SPLITTER.split("모델은")
    assert SPLITTER.split(unicodedata.normalize("NFD", "café"))[1] == "café"


@pytest.mark.parametrize("term", ["모", "모델", "検索", "ース", "𠮟る"])
def test_pairs_are_recognised(term: str) -> None:
    assert is_pair_term(term)


@pytest.mark.parametrize("term", ["", "model", "é", "модель", "99", "نموذج", "ａ"])
def test_other_terms_are_not_pairs(term: str) -> None:
    assert not is_pair_term(term)


def test_longer_particles_come_first() -> None:
    assert len(PARTICLES) == len(set(PARTICLES)) == 69
    assert [len(particle) for particle in PARTICLES] == sorted((len(particle) for particle in PARTICLES), reverse=True)
