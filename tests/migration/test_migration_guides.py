"""The guides for moving a blog, followed line by line with a small blog of each engine."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from forks import run_module

pytestmark = pytest.mark.build

_BLOGS = Path(__file__).parent
_GUIDES = _BLOGS.parents[1] / "docs/migrate"
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON_COMMANDS = {"anthology": "sphinx_anthology.cli", "sphinx-build": "sphinx"}


@dataclass(frozen=True, slots=True)
class Article:
    """What an article of a moved blog has to be."""

    page: str
    """Its page in the output."""
    title: str
    date: str
    categories: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    """Its addresses in the old blog, as files."""
    shows: tuple[str, ...] = ()
    """CSS selectors that find something in its text."""


BLOGS: dict[str, tuple[Article, ...]] = {
    "jekyll": (
        Article(
            "_posts/2023-03-04-reading-the-tide.html",
            "Reading the tide",
            "2023-03-04",
            (("coast",), ("basics",)),
            ("tides", "moon"),
            old=("coast/basics/2023/03/04/reading-the-tide.html",),
            shows=('img[alt="A harbour at low tide"]', "div.highlight-python", 'a[href="2023-05-06-spring-tides.html"]'),
        ),
        Article(
            "_posts/2023-05-06-spring-tides.html",
            "Spring tides: when sun and moon agree",
            "2023-05-06",
            (("coast",),),
            ("moon", "sun"),
            ("Inês Prata",),
            old=("coast/2023/05/06/spring-tides.html", "spring/index.html"),
            shows=(
                "figcaption",
                'a[href="2023-03-04-reading-the-tide.html"]',
                'a[href="https://tides.example.org/shop/"]',
            ),
        ),
    ),
    "hugo": (
        Article(
            "posts/first-loaf/index.html",
            "A first loaf",
            "2022-01-15",
            (("Baking",),),
            ("bread", "yeast"),
            ("Mara Holt",),
            old=("2022/01/a-first-loaf/index.html",),
            shows=("figure img", "div.admonition", 'a[href="../sourdough.html"]'),
        ),
        Article(
            "posts/sourdough.html",
            "Sourdough",
            "2022-03-10",
            (("Baking",),),
            ("bread",),
            old=("2022/03/keeping-a-sourdough/index.html", "starter/index.html"),
            shows=("span.hll", 'a[href="first-loaf/index.html"]', 'img[src$="jar.png"]'),
        ),
    ),
    "nextjs": (
        Article(
            "_posts/packing-light.html",
            "Packing light",
            "2024-06-01",
            authors=("Tove Lind",),
            old=("posts/packing-light/index.html",),
            shows=('a[href="first-hut.html"]', "div.highlight-js", 'img[src$="cover.png"]'),
        ),
        Article(
            "_posts/first-hut.html",
            "The first hut",
            "2024-07-12",
            (("Huts",),),
            authors=("Tove Lind",),
            old=("posts/first-hut/index.html",),
            shows=("table", 'img[alt="The map on the wall"]'),
        ),
    ),
    "docusaurus": (
        Article(
            "blog/2023-09-01-kettle-2.html",
            "Kettle 2",
            "2023-09-01",
            tags=("Releases",),
            authors=("Ada Brook",),
            old=("blog/2023/09/01/kettle-2/index.html",),
            shows=("div.admonition", 'a[href="2023-10-05-measuring/index.html"]', 'img[src$="kettle.png"]'),
        ),
        Article(
            "blog/2023-10-05-measuring/index.html",
            "How we measure",
            "2023-10-05",
            tags=("Releases", "method"),
            authors=("Ada Brook", "Ben Stone"),
            old=("blog/how-we-measure/index.html",),
            shows=('img[alt="A curve"]', 'a[href="../2023-09-01-kettle-2.html"]'),
        ),
    ),
    "astro": (
        Article(
            "content/blog/warp-and-weft.html",
            "Warp and weft",
            "2022-07-08",
            old=("blog/warp-and-weft/index.html",),
            shows=('img[src$="loom.png"]', 'a[href="patterns.html"]'),
        ),
        Article(
            "content/blog/patterns.html",
            "Patterns",
            "2022-08-02",
            tags=("twill", "herringbone"),
            old=("blog/patterns/index.html",),
            shows=('img[alt="The same loom"]', 'a[href="warp-and-weft.html"]'),
        ),
        Article(
            "content/blog/wool/felt/index.html",
            "Felt",
            "2022-09-09",
            old=("blog/wool/felt/index.html",),
            shows=('a[href$="sheet.pdf"][href*="_downloads/"]', 'a[href="../../patterns.html"]'),
        ),
    ),
    "hexo": (
        Article(
            "_posts/첫-산책.html",
            "첫 산책",
            "2021-04-02",
            (("걷기", "공원"),),
            ("공원", "봄"),
            old=("2021/04/02/첫-산책/index.html",),
            shows=('img[src$="path.png"]', 'img[alt="나무 한 그루"]', "div.admonition", 'a[href="river.html"]'),
        ),
        Article(
            "_posts/river.html",
            "강을 따라",
            "2021-05-09",
            (("걷기",),),
            ("강",),
            old=("2021/05/09/river/index.html",),
            shows=("div.highlight-python", "div.code-block-caption"),
        ),
    ),
    "pelican": (
        Article(
            "posts/bells/casting.html",
            "Casting a bell",
            "2020-02-03",
            (("bells",),),
            ("bronze", "moulds"),
            ("Olga Reyes", "Piet Vos"),
            old=("2020/casting-a-bell.html",),
            shows=('img[alt="The mould"]', 'a[href="tuning.html"]', "div.highlight-python"),
        ),
        Article(
            "posts/bells/tuning.html",
            "Tuning a bell",
            "2020-03-01",
            (("Craft",),),
            ("lathe",),
            ("Olga Reyes",),
            old=("2020/tuning-a-bell.html",),
            shows=('img[alt="The mould again"]', 'a[href="casting.html"]'),
        ),
    ),
    "ablog": (
        Article(
            "blog/glazes.html",
            "Glazes",
            "2019-03-08",
            (("Chemistry",),),
            ("glaze", "copper"),
            ("Jun Mori",),
            old=("blog/old-glazes/index.html",),
            shows=("figure img", 'a[href="firing.html"]'),
        ),
        Article(
            "blog/firing.html",
            "Firing",
            "2019-06-06",
            (("Firing",),),
            ("cones",),
            ("Jun Mori",),
            shows=('a[href="glazes.html"]',),
        ),
    ),
    "material": (
        Article(
            "blog/posts/projections.html",
            "Why maps lie",
            "2023-01-31",
            (("Projections",),),
            ("mercator",),
            ("Noor Haddad",),
            old=("blog/2023/01/31/why-maps-lie/index.html",),
            shows=("div.admonition", 'img[alt="A globe"]', 'a[href="scale.html"]'),
        ),
        Article(
            "blog/posts/scale.html",
            "Scale",
            "2023-03-15",
            (("Basics",),),
            authors=("Noor Haddad",),
            old=("blog/2023/03/15/scale/index.html",),
            shows=("details", 'a[href^="projections.html"]'),
        ),
    ),
}
GUIDES = {"material": "material-for-mkdocs"}


@dataclass(frozen=True, slots=True)
class Moved:
    """A project to which a blog has moved."""

    folder: Path
    printed: str
    """What the commands of the guide printed."""

    @property
    def output(self) -> Path:
        """The folder of the built site."""
        return self.folder / "build/html"

    def list_posts(self) -> list[dict[str, Any]]:
        """Return the records of the articles, drafts included."""
        return list(json.loads(_run(["anthology", "list", "--format", "json", "."], self.folder))["posts"])


@pytest.fixture(scope="module", params=BLOGS)
def blog(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)


@pytest.fixture(scope="module")
def moved(blog: str, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """The project that the guide for an engine makes of a small blog, built with warnings as errors."""
    place = tmp_path_factory.mktemp(blog)
    shutil.copytree(_BLOGS / blog, place / "blog")
    folder = place / "site"
    folder.mkdir()
    guide = (_GUIDES / f"{GUIDES.get(blog, blog)}.md").read_text(encoding="utf-8")
    printed = [_run_block(kind, text, folder) for kind, text in _BLOCK.findall(guide)]
    return Moved(folder, "".join(printed))


def _run_block(kind: str, text: str, folder: Path) -> str:
    """Run the commands of a block of a guide, or add its lines to the configuration. Return what was printed."""
    if kind == "python":
        configuration = folder / "conf.py"
        known = configuration.read_text(encoding="utf-8").replace('extensions = ["ablog", "myst_parser"]', "")
        configuration.write_text(f"{known}\n{text}", encoding="utf-8")
        return ""
    return "".join(_run(shlex.split(line.removeprefix("$ ")), folder) for line in text.splitlines())


def _run(command: list[str], folder: Path) -> str:
    if command == ["nox", "-s", "html"]:  # what it does with an installed package
        command = ["sphinx-build", "-b", "html", "--fail-on-warning", ".", "build/html"]
    if module := _PYTHON_COMMANDS.get(command[0]):
        done = run_module(module, *command[1:], folder=folder)
    else:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_articles_have_what_their_blog_says(blog: str, moved: Moved) -> None:
    published = [post for post in moved.list_posts() if post["fields"]["status"]["value"] == "published"]
    found = {}
    for post in published:
        values = {name: field["value"] for name, field in post["fields"].items()}
        found[Path(post["path"]).with_suffix(".html").as_posix()] = (
            values["title"],
            values["published"][:10],
            [list(path) for path in values["categories"]],
            values["tags"],
            [author["name"] for author in values["authors"]],
        )
    assert found == {
        article.page: (
            article.title,
            article.date,
            [list(path) for path in article.categories],
            list(article.tags),
            list(article.authors),
        )
        for article in BLOGS[blog]
    }


def test_pages_show_what_the_posts_have(blog: str, moved: Moved) -> None:
    for article in BLOGS[blog]:
        page = BeautifulSoup((moved.output / article.page).read_text(encoding="utf-8"), "html.parser")
        assert page.h1 is not None
        assert page.h1.get_text().startswith(article.title)
        assert [selector for selector in article.shows if not page.select(f"article {selector}")] == []


def test_old_addresses_lead_to_the_articles(blog: str, moved: Moved) -> None:
    for article in BLOGS[blog]:
        for old in article.old:
            page = BeautifulSoup((moved.output / old).read_text(encoding="utf-8"), "html.parser")
            target = page.select_one("a[href]")
            assert target is not None
            found = (moved.output / old).parent / unquote(str(target["href"]))
            assert found.resolve() == (moved.output / article.page).resolve()


def test_drafts_and_marks_of_the_engine_are_on_no_page(moved: Moved) -> None:
    pages = [file.read_text(encoding="utf-8") for file in moved.output.rglob("*.html")]
    text = "\n".join(BeautifulSoup(page, "html.parser").get_text() for page in pages)
    assert [mark for mark in ("Not yet", "아직.", "{%", "{{", "{static}", "{filename}", ":::", "!!!") if mark in text] == []


def test_the_guide_of_each_engine_is_tested() -> None:
    assert {file.stem for file in _GUIDES.glob("*.md")} == {GUIDES.get(blog, blog) for blog in BLOGS}


def test_the_addresses_of_a_moved_blog_are_recorded(blog: str, moved: Moved) -> None:
    recorded = json.loads((moved.folder / "urls.json").read_text(encoding="utf-8"))
    text = json.dumps(recorded, ensure_ascii=False)
    assert [article.page for article in BLOGS[blog] if article.page.removesuffix("index.html") not in text] == []
