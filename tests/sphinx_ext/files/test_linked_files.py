"""Files that pages link to, and the check of all files of a page, in one build after the other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import CONFIGURATION, Build, Site


def links(build: Build, page: str) -> list[str]:
    """Return the addresses of the links in the text of a page, without the digests of downloads."""
    main = build.soup(page).find(attrs={"role": "main"})
    found = [link["href"] for link in main.find_all("a") if "headerlink" not in link.get("class", ())]
    return [re.sub(r"_downloads/\w+/", "_downloads/", address) for address in found]


@pytest.fixture
def posts(site: Site) -> Site:
    """A site with files beside its posts."""
    site.write("posts/data.csv", "1,2\n")
    site.write("posts/conf.py", "# a sample\n")
    site.write("posts/other.md", "---\ntitle: Other\ndate: 2025-01-02\n---\n\n## Text\n\nText.\n")
    return site


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("[x](data.csv)", "../_downloads/data.csv"),
        ("[x](./data.csv)", "../_downloads/data.csv"),
        ("[x](/posts/data.csv)", "../_downloads/data.csv"),
        ("[x](<data.csv>)", "../_downloads/data.csv"),
        ("[x](path:data.csv)", "../_downloads/data.csv"),
        ("[x](conf.py)", "../_downloads/conf.py"),
        ("{download}`x <data.csv>`", "../_downloads/data.csv"),
        ("[x](other.md)", "other.html"),
        ("[x](other.md#text)", "other.html#text"),
        ("[x](../posts/other.md)", "other.html"),
    ],
)
def test_a_link_to_a_file_of_the_site_leads_to_it(posts: Site, body: str, target: str) -> None:
    posts.post("x", body)
    assert [address for address in links(posts.build(anthology_related=0), "posts/x") if "browse" not in address] == [target]


@pytest.mark.parametrize(
    "body", ["[the *words*](../conf.py)", "{download}`the words <../conf.py>`", "[the words][1]\n\n[1]: /conf.py"]
)
def test_the_words_of_a_link_that_is_refused_stay(posts: Site, body: str) -> None:
    posts.post("x", f"Before {body.partition(chr(10))[0]} after.\n{body.partition(chr(10))[2]}\n")
    built = posts.build()
    assert "Before the words after." in built.article("posts/x")
    assert built.codes == ["anthology.path-private"]
    assert not (built.output / "_downloads").exists()


@pytest.mark.parametrize("write", [lambda text: f"[words]({text})", lambda text: f"{{download}}`words <{text}>`"])
def test_a_link_follows_a_draft_that_is_published_and_withdrawn(posts: Site, write: Callable[[str], str]) -> None:
    posts.post("x", write("other.md"))
    other = posts.folder / "posts/other.md"
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("---\n\n", "draft: true\n---\n\n"), encoding="utf-8")
    assert "other" not in " ".join(links(posts.build(anthology_related=0), "posts/x"))
    other.write_text(text, encoding="utf-8")
    built = posts.build(anthology_related=0)
    assert "other" in " ".join(links(built, "posts/x"))
    assert "posts/x" in built.read
    other.write_text(text.replace("---\n\n", "draft: true\n---\n\n"), encoding="utf-8")
    built = posts.build(anthology_related=0)
    assert "other" not in " ".join(links(built, "posts/x"))
    assert "anthology.path-private" in built.codes


@pytest.mark.parametrize("page", ["index.md", "about.rst"])
def test_a_page_of_the_project_offers_no_draft_for_download(posts: Site, page: str) -> None:
    posts.post("secret", "The secret text.\n", draft="true")
    link = "{download}`words <posts/secret.md>`" if page.endswith(".md") else ":download:`words <posts/secret.md>`"
    posts.write(page, f"{':orphan:' if page.endswith('.rst') else ''}\n\nPage\n====\n\n{link}\n")
    built = posts.build()
    assert built.codes == ["anthology.path-private"]
    assert not (built.output / "_downloads").exists()
    assert "words" in built.article(page.rpartition(".")[0])


def test_an_image_that_was_refused_is_shown_when_it_is_replaced(posts: Site) -> None:
    posts.post("x", "![words](picture.png)\n")
    posts.write("posts/picture.png", "no image")
    built = posts.build()
    assert built.codes == ["anthology.image-invalid"]
    assert "words" in built.article("posts/x")
    assert posts.build().read == []
    posts.picture("posts/picture.png")
    built = posts.build()
    assert built.codes == []
    assert built.soup("posts/x").find("img", alt="words")
    posts.write("posts/picture.png", "no image")
    assert posts.build().codes == ["anthology.image-invalid"]


def test_a_cover_that_was_refused_is_shown_when_it_is_replaced(posts: Site) -> None:
    posts.post("x", "Text.\n", cover="picture.svg")
    posts.write("posts/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")
    assert posts.build().codes == ["anthology.image-active"]
    posts.write("posts/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    built = posts.build()
    assert built.codes == []
    assert built.soup("posts/x").select("img[src$='picture.svg']")


def test_an_option_that_changes_changes_what_is_allowed(posts: Site) -> None:
    (posts.folder.parent / "data.txt").write_text("data", encoding="utf-8")
    posts.post("x", "{download}`words <../../data.txt>`\n")
    assert posts.build().codes == ["anthology.path-outside"]
    built = posts.build(anthology_allowed_paths=["../data.txt"])
    assert built.codes == []
    assert "../_downloads/data.txt" in links(built, "posts/x")
    assert posts.build().codes == ["anthology.path-outside"]


def test_images_beside_the_source_folder_can_be_allowed(posts: Site) -> None:
    posts.picture("../pictures/a.png")
    posts.post("x", "![words](../../pictures/a.png)\n", cover="../../pictures/a.png")
    built = posts.build(anthology_allowed_paths=["../pictures"])
    assert built.codes == []
    assert (built.output / "_images/a.png").exists()


def test_a_link_that_leads_out_may_be_an_address_of_the_old_blog(posts: Site) -> None:
    posts.write("conf.py", CONFIGURATION + 'anthology_permalinks = ["/:year/:slug/"]\n')
    posts.post("x", "[words](../../2025/other/) and [more](../../2024/gone/)\n")
    built = posts.build()
    assert "other.html" in links(built, "posts/x")
    assert built.codes == ["anthology.link-unknown"]


def test_the_project_cannot_be_told_by_what_a_post_gets(posts: Site) -> None:
    (posts.folder.parent / "there.txt").write_text("text", encoding="utf-8")
    for name in ("there", "gone"):
        posts.post(name, f"[x](../../{name}.txt) ![x](../../{name}.txt) {{download}}`x <../../{name}.txt>`\n")
    built = posts.build(anthology_related=0)
    there, gone = (built.article(f"posts/{name}").replace(name, "X") for name in ("there", "gone"))
    assert there == gone
    codes = [re.findall(rf"posts/{name}\.md:\d+.*\[(.*)\]$", built.warnings, re.MULTILINE) for name in ("there", "gone")]
    assert codes[0] == codes[1]


def test_no_untrusted_file_takes_the_place_of_a_missing_one_of_a_trusted_post(site: Site) -> None:
    for name in ("js.js", "page.html", "sub/index.html", "pic.html"):
        site.write(f"guest/{name}", "<p>STRANGER</p>")
        site.write(f"posts/guest/{name}", "<p>STRANGER</p>")
    site.write("guest/g.md", "---\ntitle: G\ndate: 2025-01-01\n---\n\nText.\n")
    site.write("posts/x/files/pic.html", "<p>OURS</p>")
    site.post(
        "a",
        '<script src="js.js"></script>\n\n<iframe src="page.html"></iframe>\n\n[l](page.html) [m](/page.html) '
        "[n](../../page.html) [s](sub/) [t](/sub/)\n\n![[pic.html]] [p](pic.html)\n\n[named](guest/page.html)\n",
    )
    built = site.build(anthology_posts=["posts/**", "guest/**"], anthology_untrusted=["guest/**", "posts/guest/**"])
    published = [file for file in built.output.rglob("*") if file.is_file() and b"STRANGER" in file.read_bytes()]
    assert [file.name for file in published] == ["page.html"]  # the one that the post names with its folder
    assert any(b"OURS" in file.read_bytes() for file in built.output.rglob("pic.html"))
    assert built.codes.count("anthology.link-unknown") >= 3


def test_a_link_with_the_host_of_the_old_blog_leads_to_the_file_that_was_brought_along(posts: Site) -> None:
    for name in ("public/files/a b.pdf", "static/talk.html", "secret.txt"):
        posts.write(name, "x")
    markdown = (
        "[a](https://old.example/files/a%20b.pdf) [b](https://OLD.example/talk.html#x) <https://old.example/talk.html>\n\n"
        "[![c](cover.png)](https://old.example/files/a%20b.pdf) <a href='https://old.example/talk.html'>d</a>\n\n"
        "[e](https://old.example/gone.pdf) [f](https://other.example/talk.html) [g](https://old.example/)\n\n"
        "[h](https://old.example/conf.py)\n"
    )
    posts.picture("posts/cover.png")
    posts.post("a", markdown)
    rest = "`a <https://old.example/files/a%20b.pdf>`_ `f <https://other.example/talk.html>`_"
    posts.write("posts/b.rst", f":date: 2025-01-03\n\nB\n=\n\n{rest}\n")
    built = posts.build(anthology_permalinks=["https://old.example/:year/:slug/"], anthology_related=0)
    talk = "../_downloads/talk.html"
    found = [address for address in links(built, "posts/a") if "categories" not in address]
    pdf = "../_downloads/a%20b.pdf"
    assert found[:7] == [pdf, f"{talk}#x", talk, pdf, talk, "https://other.example/talk.html", "https://old.example/"]
    assert pdf in links(built, "posts/b")
    assert built.warnings.count("WARNING") == 2
    assert (
        "'https://old.example/gone.pdf' leads to no file of this site. Add the file, correct the address, or" in built.warnings
    )
