"""The benchmark: its posts, its sites and its report."""

from __future__ import annotations

import hashlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
import yaml
from conftest import Site as SphinxSite

from benchmarks import report, words
from benchmarks.contestants import CONTESTANTS
from benchmarks.measure import FailedError, Site, run, steps
from benchmarks.posts import SIZE, Folder, Generator
from benchmarks.results import Failure, Measurement, Results, Step

POSTS = [Generator()(number) for number in range(60)]
ENTRANTS = {entrant.slug: entrant for entrant in CONTESTANTS}


def measured(contestant: str, posts: int, step: Step, *seconds: float, setting: str = "") -> list[Measurement]:
    """Return the measurements of one step, one for each repetition."""
    return [
        Measurement(contestant, setting, posts, step, repetition, time, 2 * time, 100.0, 5.0)
        for repetition, time in enumerate(seconds)
    ]


RESULTS = Results(
    command="nox -s bench",
    system="Linux",
    cores=2,
    repetitions=3,
    versions={"sphinx": "9.0.4"},
    measurements=(
        *measured("anthology", 1, Step.UNCHANGED, 2.0, 1.0, 9.0),
        *measured("anthology", 1000, Step.COLD, 30.0, 20.0, 10.0),
        *measured("anthology", 1000, Step.EDITED, 3.0),
        *measured("anthology", 1000, Step.CLONED, 5.0),
        *measured("anthology", 4000, Step.COLD, 90.0),
        *measured("floor", 1000, Step.COLD, 50.0, setting="-j 1"),
        *measured("floor", 1000, Step.COLD, 40.0, setting="-j 2"),
        *measured("floor", 1000, Step.EDITED, 1.0, setting="-j 1"),
        *measured("floor", 1000, Step.EDITED, 2.0, setting="-j 2"),
        *measured("material", 4000, Step.COLD, 45.0),
    ),
    failures=(Failure("ablog", "", 4000, Step.COLD, "not finished after 60 seconds"),),
)


def test_posts_are_the_same_bytes_everywhere() -> None:
    text = "".join(ENTRANTS["sphinx-anthology"].spell(post) for post in POSTS)
    assert hashlib.sha256(text.encode()).hexdigest() == "b6afbef2980bba976d18fd27ac0718706a63ffe6c5e7e4cc7af126f704d7a140"
    data = b"".join(data for _, data in words.pictures())
    assert hashlib.sha256(data).hexdigest() == "c044bf68580c26aa247f9eba6d28cbfd86228bc54b098457f9b5ed86a2227061"


def test_posts_have_the_given_size() -> None:
    sizes = [len(post.body.encode()) for post in POSTS]
    assert sum(sizes) / len(sizes) == pytest.approx(SIZE, rel=0.1)
    assert min(sizes) < 0.7 * SIZE
    assert max(sizes) > 1.3 * SIZE
    small = [len(Generator(2000)(number).body.encode()) for number in range(60)]
    assert sum(small) / len(small) < 3500


def test_half_of_the_posts_are_korean() -> None:
    korean = [post for post in POSTS if len(re.findall("[가-힣]", post.title)) > len(re.findall("[a-z]", post.title))]
    assert len(korean) == len(POSTS) / 2


@pytest.mark.parametrize(
    "pattern",
    [
        r"^## ",
        r"^### ",
        r"^```python$",
        r"^```sql$",
        r"^- ",
        r"^1\. ",
        r"^\| --- \|",
        r"^> ",
        r"\]\(https://",
        r"!\[.*\.png\)",
        r"\*\*",
    ],
)
def test_posts_have_all_kinds_of_blocks(pattern: str) -> None:
    found = [post for post in POSTS if re.search(pattern, post.body, re.MULTILINE)]
    assert len(found) > len(POSTS) / 10


def test_posts_link_to_earlier_ones_only() -> None:
    names = [post.name for post in POSTS]
    for number, post in enumerate(POSTS):
        linked = re.findall(r"\]\(([\w-]+)\.md\)", post.body)
        assert set(linked) <= set(names[:number])
    assert sorted(post.published for post in POSTS) == [post.published for post in POSTS]


def test_fields_are_distributed_as_in_a_blog() -> None:
    generate = Generator(100)
    posts = [generate(number) for number in range(3000)]
    tags = Counter(tag for post in posts for tag in post.tags)
    assert 280 < len(tags) <= 300
    assert tags.most_common(1)[0][1] > 20 * min(tags.values())
    assert {post.category for post in posts} == set(words.CATEGORIES)
    assert len({post.name for post in posts}) == len(posts)
    assert all(post.excerpt and post.author for post in posts)
    assert Counter(bool(post.series) for post in posts)[True] == len(posts) / 8


def test_posts_of_a_folder_start_again_after_the_last(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: First\ncategory: AI/Models\ntags: x, y\n---\n\nText.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("+++\ntitle = 'Second'\n+++\n\nMore.\n", encoding="utf-8")
    source = Folder(tmp_path)
    assert [source(number).name for number in range(4)] == ["a", "b", "a-1", "b-1"]
    assert (source(0).title, source(0).tags, source(0).body) == ("First", ("x", "y"), "Text.\n")
    assert source(3).title == "Second"
    with pytest.raises(ValueError, match="no Markdown"):
        Folder(tmp_path / "none")


@pytest.mark.parametrize("slug", ENTRANTS)
def test_every_contestant_has_a_site_with_the_posts(slug: str, tmp_path: Path) -> None:
    entrant = ENTRANTS[slug]
    entrant.lay_out(tmp_path / "site", POSTS[:3], words.pictures())
    texts = [(tmp_path / "site" / entrant.posts / f"{post.name}.md").read_text(encoding="utf-8") for post in POSTS[:3]]
    for post, text in zip(POSTS, texts, strict=False):
        assert post.title in text
        assert post.body.rstrip().split("\n")[-1] in text
        if text.startswith("---"):
            assert yaml.safe_load(text.split("---\n")[1])["title"] == post.title
    assert len(list((tmp_path / "site" / entrant.images).iterdir())) == words.PICTURES


@pytest.mark.build
@pytest.mark.parametrize("slug", ["sphinx-anthology", "plain-sphinx--j-1", "plain-sphinx-with-one-toctree"])
def test_twenty_posts_build_without_warnings(slug: str, tmp_path: Path) -> None:
    entrant = ENTRANTS[slug]
    entrant.lay_out(tmp_path / "site", POSTS[:20], words.pictures())
    build = SphinxSite(tmp_path / "site").build()
    assert build.warnings == ""
    for post in POSTS[:20]:
        assert post.title in build.article(entrant.page.replace("NAME", post.name).removesuffix(".html"))


def test_a_site_goes_through_all_steps(tmp_path: Path) -> None:
    entrant = replace(ENTRANTS["sphinx-anthology"], command=_builder("posts/*.md"))
    site = Site(entrant, Path(sys.executable).parent, Generator(500), 4, tmp_path / "work")
    for step in steps(entrant):
        usage, megabytes = site.build(step, timeout=60)
        assert usage.seconds > 0
        assert megabytes > 0
    pages = {page.stem: page.read_text(encoding="utf-8") for page in (site.folder / "build/html/posts").iterdir()}
    assert len(pages) == 5
    assert sum("put in later" in text for text in pages.values()) == 2
    assert sum("put in after that" in text for text in pages.values()) == 1


def test_a_page_without_the_edit_is_a_failure(tmp_path: Path) -> None:
    entrant = replace(ENTRANTS["sphinx-anthology"], command=_builder("posts/*.md", unless="build/html"))
    site = Site(entrant, Path(sys.executable).parent, Generator(500), 4, tmp_path / "work")
    site.build(Step.COLD, timeout=60)
    site.build(Step.UNCHANGED, timeout=60)
    with pytest.raises(FailedError, match="does not show its text"):
        site.build(Step.EDITED, timeout=60)


def _builder(pattern: str, unless: str = "never") -> tuple[str, ...]:
    """Return the command of an engine that copies its posts, unless a folder exists."""
    code = (
        "import pathlib\n"
        f"if not pathlib.Path({unless!r}).exists():\n"
        "    folder = pathlib.Path('build/html/posts')\n"
        "    folder.mkdir(parents=True, exist_ok=True)\n"
        f"    for post in pathlib.Path().glob({pattern!r}):\n"
        "        (folder / f'{post.stem}.html').write_bytes(post.read_bytes())\n"
    )
    return (Path(sys.executable).name, "-c", code)


def test_a_program_that_fails_or_hangs_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="exit status 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, tmp_path / "log", timeout=60)
    with pytest.raises(FailedError, match="not finished"):
        run([sys.executable, "-c", "while True: pass"], tmp_path, tmp_path / "log", timeout=0.5)


def test_usage_includes_child_processes(tmp_path: Path) -> None:
    work = "held = b'x' * 200_000_000\nfor number in range(3_000_000): pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    usage = run([sys.executable, "-c", code], tmp_path, tmp_path / "log", timeout=60)
    assert usage.peak_megabytes > 200
    assert usage.cpu_seconds > 0


def test_medians_are_of_one_setting() -> None:
    assert RESULTS.median("anthology", 1000, Step.COLD) == 20
    assert RESULTS.median("anthology", 1000, Step.COLD, "cpu_seconds") == 40
    assert RESULTS.median("floor", 1000, Step.COLD) == 40
    assert RESULTS.median("floor", 1000, Step.EDITED) == 2  # the setting with the faster cold build
    assert RESULTS.median("floor", 1000, Step.EDITED, setting="-j 1") == 1
    assert RESULTS.median("hugo", 1000, Step.COLD) is None


def test_ratios_compare_with_others_smaller_sites_and_one_post() -> None:
    assert {(ratio.name, ratio.posts): ratio.value for ratio in report.ratios(RESULTS)} == {
        ("Cold, to Plain Sphinx", 1000): 0.5,
        ("Cold, to Material for MkDocs", 4000): 2.0,
        ("Cold, CPU, to Plain Sphinx", 1000): 0.5,
        ("Cold, CPU, to Material for MkDocs", 4000): 2.0,
        ("One edited, to Plain Sphinx", 1000): 1.5,
        ("Cold, to the next smaller site", 4000): 4.5,
        ("One edited, to no change with one post", 1000): 1.5,
        ("Warm clone, to cold", 1000): 0.25,
    }


def test_the_report_has_every_number_once() -> None:
    text = report.markdown(RESULTS)
    assert "| Plain Sphinx, -j 1 | 50.00 | – | 1.00 | – | – | 100.0 | 100 | 5.0 |" in text
    assert "| Cold, to Material for MkDocs | – | 2.00 |" in text
    assert "- ABlog, 4,000 posts, cold: not finished after 60 seconds" in text
    assert "sphinx 9.0.4" in text
    assert "Hugo" not in text


def test_the_readme_compares_sites_that_all_have_built(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Before\n\n<!-- comparison begin -->\n<!-- comparison end -->\n\nAfter\n", encoding="utf-8")
    assert report.compare(RESULTS) == ""
    edits = (measured(name, 1000, Step.EDITED, 4.0) for name in report.PEERS)
    both = replace(RESULTS, measurements=(*RESULTS.measurements, *chain(*edits)))
    page = tmp_path / "benchmark.md"
    page.write_text("<!-- results begin -->\n<!-- results end -->\n", encoding="utf-8")
    report.write_docs(both, page, readme, tmp_path)
    assert "| 1,000 posts | First build, s | After an edit, s | Memory, MB |\n" in readme.read_text(encoding="utf-8")
    assert "\n| ABlog | – | 4.0 | – |\n" in readme.read_text(encoding="utf-8")
    assert readme.read_text(encoding="utf-8").endswith("\n\n<!-- comparison end -->\n\nAfter\n")


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    RESULTS.save(tmp_path / "results.json", ratios=[])
    assert Results.load(tmp_path / "results.json") == RESULTS


def test_charts_name_every_line() -> None:
    for svg in report.charts(RESULTS).values():
        texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]
        assert {"sphinx-anthology", "Plain Sphinx"} <= set(texts)
        assert "script" not in svg
        assert "nan" not in svg


def test_the_page_keeps_its_handwritten_text(tmp_path: Path) -> None:
    page = tmp_path / "benchmark.md"
    page.write_text(
        "# By hand\n\n<!-- results begin -->\nof the last time\n<!-- results end -->\n\nThe end.\n", encoding="utf-8"
    )
    for _ in range(2):
        report.write_docs(RESULTS, page, page, tmp_path)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# By hand\n\n<!-- results begin -->\n\n```{only} html\n")
    assert text.endswith("<!-- results end -->\n\nThe end.\n")
    assert "of the last time" not in text
    assert text.count("## Ratios") == 1
    assert (tmp_path / "benchmark-cold.svg").is_file()


def test_the_page_of_the_documentation_has_the_comments_for_results() -> None:
    text = (Path(__file__).parent.parent / "docs/reference/benchmark.md").read_text(encoding="utf-8")
    assert text.index("<!-- results begin -->") < text.index("<!-- results end -->")
