"""Keywords of texts: which words count, and that all spellings of a compound share them."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hash_seeds import run_with_seeds
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.markup.text.keywords import extract_keywords, unpack_keywords


def share(one: str, other: str) -> float:
    """Return the share of the keywords of the text with fewer keywords that the other text has, too."""
    first, second = unpack_keywords(extract_keywords("", one)).keys(), unpack_keywords(extract_keywords("", other)).keys()
    return len(first & second) / min(len(first), len(second))


def has(body: str, word: str) -> bool:
    return unpack_keywords(extract_keywords("", body)).keys() >= unpack_keywords(extract_keywords("", word)).keys() > set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("인공지능 모델", "인공 지능 모델"),
        ("쿠버네티스에서 배포하는 방법", "쿠버네티스 배포"),
        ("데이터베이스를 설계한다", "데이터베이스 설계"),
        ("검색엔진최적화", "검색 엔진 최적화"),
        ("機械学習の基礎", "機械 学習"),
        ("データベースを作る", "データベース"),
        ("Running containers", "running CONTAINER"),
        ("Überblick und Straße", "ÜBERBLICK, STRASSE"),
        ("हिन्दी में लेख", "लेख: हिन्दी"),
    ],
)
def test_spellings_of_one_topic_share_keywords(one: str, other: str) -> None:
    assert share(one, other) >= 0.66


def test_different_topics_share_no_keywords() -> None:
    assert share("인공지능 모델을 학습합니다", "자전거 여행을 다녀왔습니다") == 0
    assert share("We will look at the garden", "They look at the compiler") == 0


def test_decomposed_hangul_has_the_same_keywords() -> None:
    assert extract_keywords("인공지능", "모델을") == extract_keywords(normalize("NFD", "인공지능"), normalize("NFD", "모델을"))


@pytest.mark.parametrize(
    "body",
    [
        "```python\nkangaroo = 1\n```\n",
        "1. Do this:\n\n   ~~~\n   kangaroo\n   ~~~\n",
        "Text before.\n\n    kangaroo()\n    kangaroo()\n\n",
        "[here](https://kangaroo.org/kangaroo_(animal))",
        "![](/images/kangaroo.png)",
        "See https://kangaroo.org/a.html now",
        "[1]: https://kangaroo.org",
        '<a href="kangaroo">here</a>',
        "<pre>\nkangaroo\n</pre>",
        "<script>kangaroo()</script>",
        "{% highlight ruby %}\nkangaroo\n{% endhighlight %}",
        "{% include kangaroo %}{{ kangaroo }}",
        "$$\nkangaroo\n$$",
    ],
)
def test_code_addresses_and_tags_do_not_count(body: str) -> None:
    assert not has(body, "kangaroo")
    assert has(f"{body}\n\nThe wombat sleeps.\n", "wombat")


@pytest.mark.parametrize("body", ["`kangaroo` in a line", "[kangaroo](x.md)", "![kangaroo](x.png)", "- Text\n\n    - kangaroo"])
def test_words_that_readers_see_count(body: str) -> None:
    assert has(body, "kangaroo")


def test_a_title_counts_more_than_the_text() -> None:
    found = list(unpack_keywords(extract_keywords("Wombats", "kangaroo kangaroo kangaroo koala")).values())
    assert found == [4, 3, 1]


def test_numbers_and_short_words_are_not_keywords() -> None:
    assert extract_keywords("2024", "10 000 a bc 3.14 가") == b""


def test_the_number_of_keywords_and_their_counts_are_limited() -> None:
    letters = "abcdefghij"
    many = " ".join(f"w{a}{b}{c}" for a in letters for b in letters for c in letters)
    assert len(unpack_keywords(extract_keywords("", many))) == 128
    assert list(unpack_keywords(extract_keywords("", "kangaroo " * 300)).values()) == [255]


def test_an_empty_text_has_no_keywords() -> None:
    assert extract_keywords("", "") == b""
    assert unpack_keywords(b"") == {}


def test_keywords_are_the_same_in_every_process() -> None:
    program = (
        "from sphinx_anthology.markup.text.keywords import extract_keywords;"
        "print(extract_keywords('인공지능', 'kangaroo wombat 모델').hex())"
    )
    found = run_with_seeds(program)
    assert found == {extract_keywords("인공지능", "kangaroo wombat 모델").hex() + "\n"}


@given(st.text(), st.text())
def test_keywords_of_any_text_can_be_unpacked(title: str, body: str) -> None:
    packed = extract_keywords(title, body)
    found = unpack_keywords(packed)
    assert len(packed) % 5 == 0
    assert len(found) <= 128
    assert all(0 < count < 256 for count in found.values())


@pytest.mark.parametrize(
    "sign", ["```", "~~~", "<pre", "<", "{% highlight", "{%", "{{", "](", "](()", "&", "]: ", "$$", "\n\n    a", "가"]
)
def test_a_text_of_signs_takes_no_more_time_than_others(sign: str) -> None:
    extract_keywords("", sign * 100_000)
