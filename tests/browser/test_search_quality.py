"""How well the search finds what is on the pages: with this package, with Sphinx's own index, and with Pagefind."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import test_pages
from conftest import Build, Site
from playwright.sync_api import Browser
from search_pages import open_searcher
from search_queries import KINDS, Query, draw_queries, read_articles, score_answers
from served_pages import served
from sphinx.application import Sphinx
from sphinx_anthology.sphinx_ext.search.languages import use_no_pairs

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

NOUNS = """
모델 검색 배포 서버 데이터 함수 변수 상태 관리 비동기 처리 오류 화면 사용자 요청 응답
캐시 메모리 스레드 컴포넌트 라이브러리 문서 색인 글쓰기 제목 태그 분류 작성자 번역 링크 그림 표
목록 날짜 시간 속도 품질 시험 검증 버그 수정 기능 설정 옵션 파일 폴더 경로 이름
주소 브라우저 모바일 앱 웹 접근성 글꼴 줄 간격 색상 대비 키보드 마우스 알림 메시지 이벤트
로그 지표 그래프 학습 추론 토큰 문장 단어 형태소 조사 어간 활용 한국어 영어
""".split()
PARTICLES = "은 는 이 가 을 를 의 에서 에게 으로 까지 부터 보다 에는 에서는 들을 들이 처럼".split()
VERBS = "사용한다 만들었다 고쳤다 정리했다 살펴본다 어렵다 빨라졌다 느려진다 필요하다 바꾸었습니다 확인하세요".split()
ENGLISH = "React streaming models search engines indexes building pages Python caching performance queries users tokens".split()
ARTICLES = 60
QUERIES = 240
PAGEFIND = """async (query) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  return Promise.all(results.map(async (result) => (await result.data()).raw_url));
}"""


def write_articles(site: Site, seed: int) -> None:
    """Write articles whose words are drawn at random; some words are rare."""
    draw = random.Random(seed)
    weights = [1 / (place + 1) for place in range(len(NOUNS))]

    def noun() -> str:
        return draw.choices(NOUNS, weights)[0]

    def sentence() -> str:
        compound = draw.choice(["", " "]).join([noun(), noun()])
        words = [noun() + draw.choice(PARTICLES), compound + draw.choice(PARTICLES), draw.choice(VERBS)]
        if draw.random() < 0.4:
            words.insert(draw.randrange(3), draw.choice(ENGLISH) + draw.choice(["", "을", " "]))
        return " ".join(words) + "."

    for number in range(ARTICLES):
        paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(3)]
        body = f"{paragraphs[0]}\n\n## {noun()} {noun()}\n\n{paragraphs[1]}\n\n- **{noun()}**{noun()}\n\n{paragraphs[2]}\n"
        site.post(f"a{number}", body, title=f"{noun()} {noun()}{draw.choice(PARTICLES)}", tags=f"{noun()}, {noun()}")


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "compact"])
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Build]:
    site = Site(tmp_path_factory.mktemp("quality"))
    site.write("conf.py", 'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nlanguage = "ko"\n')
    site.write("index.md", "# Home\n")
    write_articles(site, seed=7)
    return site, site.build(anthology_compact_search=request.param)


@pytest.fixture(scope="module")
def answers(browser: Browser, blog: tuple[Site, Build]) -> Iterator[list[tuple[Query, set[str]]]]:
    output = blog[1].output
    searcher = open_searcher(browser, output / "posts/a1.html", output)
    queries = draw_queries(read_articles(output), QUERIES, seed=18)
    yield [(query, {f"posts/{name}" for name in searcher.articles(query.text)}) for query in queries]
    searcher.page.close()


def test_the_search_finds_what_is_on_the_pages(
    answers: list[tuple[Query, set[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    score = score_answers(answers)
    with capsys.disabled():
        print(f"\n{score}")
    assert score.number >= 200
    assert score.recall >= 0.97
    assert score.precision >= 0.99
    for kind in KINDS:
        of_kind = score_answers([answer for answer in answers if answer[0].kind == kind])
        assert of_kind.number >= 10
        assert of_kind.recall >= 0.97, kind
        assert of_kind.precision >= 0.99, kind


def test_the_index_of_sphinx_finds_less(
    browser: Browser, blog: tuple[Site, Build], answers: list[tuple[Query, set[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    site, built = blog

    def use_own_index(app: Sphinx, builder: object) -> None:
        use_no_pairs()

    output: Path = site.build(output=site.folder.with_name("plain"), handlers={"write-started": use_own_index}).output
    page = browser.new_page()
    page.goto((output / "search.html").as_uri())
    search = "query => Search._performSearch(...Search._parseQuery(query)).map((result) => result[0])"
    articles = read_articles(built.output).keys()
    found = [(query, set(page.evaluate(search, query.text)) & articles) for query, _ in answers]
    page.close()
    score = score_answers(found)
    with capsys.disabled():
        print(f"\nSphinx's own index: {score}")
    assert score.recall < 0.8
    english = [(ours, own) for (query, ours), (_, own) in zip(answers, found, strict=True) if query.kind == "english"]
    assert all(own <= ours for ours, own in english)


@pytest.fixture
def address(blog: tuple[Site, Build]) -> Iterator[str]:
    """The address of the site on a web server, because Pagefind needs one."""
    with served(blog[1].output) as root:
        yield root.rstrip("/")


@pytest.mark.parametrize("blog", [False], ids=["whole"], indirect=True)  # Pagefind reads pages, which both searches share
def test_pagefind_finds_less(
    browser: Browser,
    blog: tuple[Site, Build],
    address: str,
    answers: list[tuple[Query, set[str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = blog[1].output
    options = ["--site", str(output), "--root-selector", "article[role=main]", "--exclude-selectors", ".headerlink"]
    subprocess.run([sys.executable, "-m", "pagefind", *options], check=True, capture_output=True)
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    articles = read_articles(output).keys()
    found = []
    for query, _ in answers:
        urls = page.evaluate(PAGEFIND, query.text)
        found.append((query, {url.strip("/").removesuffix(".html") for url in urls} & articles))
    page.close()
    score = score_answers(found)
    with capsys.disabled():
        print(f"\nPagefind: {score}")
    assert 0.1 < score.recall < score_answers(answers).recall
