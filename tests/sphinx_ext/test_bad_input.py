"""Mistakes in posts: a build warns with code, file and line, and loses nothing."""

from __future__ import annotations

import re
import tracemalloc
from typing import Any

import pytest
from conftest import Site
from untrusted_pages import find_violations

GOOD = "---\ntitle: Good\ndate: 2025-05-05\ncategory: Fine\n---\n\nText.\n"

CASES = {
    "title-missing": ("---\ndate: 2025-01-01\n---\n\nText.\n", 1, "bad"),
    "date-missing": ("---\ntitle: Bad\n---\n\nText.\n", 1, "Bad"),
    "date-invalid": ("---\ntitle: Bad\ndate: 2025-13-45\n---\n\nText.\n", 3, "Bad"),
    "category-form": ("---\ntitle: Bad\ndate: 2025-01-01\ncategory: [One, Two]\n---\n\nText.\n", 4, "Bad"),
    "header-invalid": ('---\ntitle: "Bad "quoted" title"\ndate: 2025-01-01\n---\n\nText.\n', 2, 'Bad "quoted" title'),
    "header-unclosed": ("---\ntitle: Bad\ndate: 2025-01-01\n\nText.\n", 4, "Bad"),
    "key-duplicate": ("---\ntitle: Worse\ndate: 2025-01-01\ntitle: Bad\n---\n\nText.\n", 4, "Bad"),
    "slug-invalid": ("---\ntitle: Bad\ndate: 2025-01-01\nslug: ../../etc\n---\n\nText.\n", 4, "Bad"),
    "path-outside": ("---\ntitle: Bad\ndate: 2025-01-01\ncoverImage: ../../x.png\n---\n\nText.\n", 4, "Bad"),
    "image-missing": ("---\ntitle: Bad\ndate: 2025-01-01\ncoverImage: /x.png\n---\n\nText.\n", 4, "Bad"),
    "control-character": ("---\ntitle: Bad\ndate: 2025-01-01\n---\n\nText \0 here.\n", 6, "Bad"),
    "field-form": ("---\ntitle: Bad\ndate: 2025-01-01\nreadTime: soon\n---\n\nText.\n", 4, "Bad"),
}


@pytest.mark.parametrize(("code", "text", "line", "title"), [(code, *case) for code, case in CASES.items()], ids=CASES)
def test_invalid_front_matter_gets_one_warning_and_the_post_has_a_page(
    site: Site, code: str, text: str, line: int, title: str
) -> None:
    (site.folder.parent / "x.png").write_bytes(b"")
    site.write("posts/good.md", GOOD)
    site.write("posts/bad.md", text)
    built = site.build()
    assert built.codes == [f"anthology.{code}"]
    assert f"posts/bad.md:{line}: WARNING" in built.warnings
    assert f"problems.html#{code}" in built.warnings
    assert re.search(r"[.?)] See https|[^.?)] — See https", built.warnings)
    assert built.soup("posts/bad").find("h1").contents[0] == title
    listed = [link.get_text() for link in built.soup("browse/posts").select(".anthology-card-link")]
    assert sorted(listed) == sorted(["Good", title])
    assert "Good" in built.article("browse/categories/fine")


def test_a_number_is_a_valid_category_name(site: Site) -> None:
    site.write("posts/bad.md", "---\ntitle: Bad\ndate: 2025-01-01\ncategory: 2025\n---\n\nText.\n")
    built = site.build()
    assert built.codes == ["anthology.category-form"]
    assert "2025" in built.article("browse/categories")


def test_two_posts_with_one_slug_have_pages_and_the_older_keeps_the_slug(site: Site) -> None:
    site.post("new", slug="same", date="2025-02-02")
    site.post("old", slug="same", date="2024-02-02")
    site.write("index.md", "# Home\n\n{post}`same` {post}`same-2`\n")
    built = site.build()
    assert built.codes == ["anthology.slug-duplicate"]
    assert "posts/new.md:4: WARNING: Slug 'same' belongs to posts/old.md, so this post gets 'same-2'." in built.warnings
    assert built.article("index").endswith("Title of old Title of new")


def test_an_empty_file_is_reported_and_other_posts_are_built(site: Site) -> None:
    site.write("posts/good.md", GOOD)
    site.write("posts/empty.md", "")
    built = site.build()
    assert built.codes == ["anthology.file-empty"]
    assert (built.output / "posts/empty.html").is_file()


def test_an_unreadable_file_is_reported_and_other_posts_are_built(site: Site) -> None:
    site.write("posts/good.md", GOOD)
    (site.folder / "posts/broken.md").symlink_to("nowhere.md")
    built = site.build()
    assert "anthology.file-unreadable" in built.codes
    assert "posts/broken.md:1: WARNING: File is not readable" in built.warnings
    assert "Good" in built.article("posts/good")


def test_a_file_in_a_legacy_korean_encoding_is_read_and_reported(site: Site) -> None:
    text = "---\ntitle: 옛날 글\ndate: 2005-01-01\n---\n\n한글 본문.\n"
    site.write("posts/old.md", "").write_bytes(text.encode("cp949"))
    built = site.build()
    assert built.codes == ["anthology.encoding"]
    assert "한글 본문." in built.article("posts/old")


def test_a_script_in_front_matter_is_shown_as_text(site: Site) -> None:
    script = "<script>alert(1)</script>"
    site.post("bad", title=script, category=script, author=script, excerpt=script, slug="bad")
    built = site.build()
    assert not built.warnings
    for page in built.output.rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8")


def test_warnings_can_be_suppressed_by_their_code(site: Site) -> None:
    site.write("posts/bad.md", "---\ntitle: Bad\n---\n\nText.\n")
    assert site.build(suppress_warnings=["anthology.date-missing"]).warnings == ""


FENCE = "```"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"{FENCE}{{figure}} gone.png\nCaption\n{FENCE}", "Caption"),
        (f"{FENCE}{{figure}} gone.png\n:alt: Words\n\nCaption\n{FENCE}", "Words Caption"),
        (f"{FENCE}{{figure}} gone.png\n:alt: Words\n:target: https://example.org\n\nCaption\n{FENCE}", "Words Caption"),
        (f"{FENCE}{{figure}} gone.png\n:alt: Words\n{FENCE}", "Words"),
        (f"{FENCE}{{figure}} gone.png\n:target: https://example.org\n\nCaption\n\nLegend\n{FENCE}", "Caption Legend"),
        (f"{FENCE}{{image}} gone.png\n:alt: Words\n:target: https://example.org\n{FENCE}", "Words"),
        ('{{< figure src="gone.png" caption="Caption" >}}', "Caption"),
        ("[![Words](gone.png)](https://example.org)", "Words"),
    ],
)
@pytest.mark.parametrize("builder", ["html", "latex"])
def test_a_missing_image_leaves_its_words_and_a_valid_page(site: Site, body: str, shown: str, builder: str) -> None:
    site.post("a", body)
    built = site.build(builder)
    assert built.codes == ["anthology.image-missing"]
    if builder == "html":
        assert find_violations(built.text("posts/a.html")) == []
        assert built.article("posts/a").replace(" ¶", "").endswith(f"1 min read {shown}")


HUGE = [
    f'{{emphasize-lines="1-999999999"}}\n{FENCE}python\nx\n{FENCE}',
    f"{FENCE}{{code-block}} python\n:emphasize-lines: 1-999999999\nx\n{FENCE}",
    f"{FENCE}{{literalinclude}} a.md\n:lines: 1-999999999\n{FENCE}",
    f"{FENCE}{{hlist}}\n:columns: 999999999\n\n- x\n{FENCE}",
    f"{FENCE}python {{1-999999999}}\nx\n{FENCE}",
]


def test_huge_numbers_of_lines_and_columns_need_little_memory(site: Site) -> None:
    for number, body in enumerate(HUGE):
        site.post(f"a{number}", body)
    tracemalloc.start()
    built = site.build(myst_enable_extensions=["attrs_block"])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300_000_000
    assert len(list((built.output / "posts").glob("a*.html"))) == len(HUGE)


IGNORED = ["words_per_minute: 0", "disable_syntax: [paragraph]", "{words_per_minute: false, html_meta: {description: x}}"]
USED = [
    "gfm_only: true",
    "commonmark_only: true",
    "heading_anchors:",
    "enable_extensions: 1",
    "enable_extensions: substitution",
]


def test_no_configuration_of_myst_in_front_matter_costs_a_post_its_text(site: Site) -> None:
    for number, line in enumerate(IGNORED + USED):
        value = line if line.startswith("{") else f"{{{line}}}"
        body = "Text [^a] with **marks**.\n\n## Heading\n\n[^a]: Note.\n"
        site.write(f"posts/p{number}.md", f"---\ntitle: T\ndate: 2025-04-23\nslug: p{number}\nmyst: {value}\n---\n\n{body}")
    built = site.build()
    assert "anthology.post-failed" not in built.codes
    assert built.codes.count("anthology.field-form") == len(IGNORED)
    assert (
        "posts/p0.md:5: WARNING: 'myst' in the front matter is ignored, because a post cannot be parsed with it"
        in built.warnings
    )
    for number in range(len(IGNORED + USED)):
        assert built.soup(f"posts/p{number}").find("strong").get_text() == "marks"


@pytest.mark.parametrize("option", ["myst_gfm_only", "myst_commonmark_only"])
def test_a_project_that_restricts_its_markdown_has_the_text_of_posts(site: Site, option: str) -> None:
    site.post("a", "Text with **marks**.\n\n## Heading\n")
    options: dict[str, Any] = {option: True}
    built = site.build(**options)
    assert "anthology.post-failed" not in built.codes
    assert "Text with marks ." in built.article("posts/a")
