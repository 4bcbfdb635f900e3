"""Tests of ABlog's directives."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site, read_output

pytestmark = pytest.mark.build

POST = """.. post:: {date}
   :tags: {tags}
   :author: Ada,
     Ben
   :category: Notes
   :image: 1
   :redirect: blog/old-{name}

{title}
=====

Words of {name} about :ref:`second` and :ref:`third`.

.. image:: picture.png

.. update:: 5 Mar 2024

   Fixed *it*.
"""
MYST = """:::{post} Feb 4, 2024
:tags: one, md
:language: English

The *teaser* here.
:::

# Third

```{update} Apr 1, 2024
A change.
```

Body with {ref}`tag-two`, {ref}`author-ada`, {ref}`category-notes`, {ref}`all tags <blog-tags>` and {ref}`blog-posts`.
"""
LISTS = """Lists
=====

.. postlist::

.. postlist:: 2
   :sort:
   :date: %Y
   :format: {title} by {author}, {tags}

.. postlist::
   :tags: md
   :excerpts:
   :list-style: circle
   :expand: Read more
   :category:

.. postlist:: 1
   :author: Ada
   :location: Seoul
"""


@pytest.fixture
def ablog(site: Site) -> Site:
    """A site with posts of ABlog."""
    site.write("index.md", "# Home\n\n```{toctree}\nlists\n```\n")
    site.write("lists.rst", LISTS)
    site.write("posts/first.rst", POST.format(date="Jan 1, 2024", tags="one, two", name="first", title="First"))
    site.write("posts/second.rst", POST.format(date="2 Feb 2024", tags="two", name="second", title="Secnd"))
    site.write("posts/third.md", MYST)
    site.write("posts/draft.rst", ".. post::\n\nA draft\n=======\n\nText.\n")
    site.picture("posts/picture.png")
    return site


def test_directives_are_front_matter_and_known(ablog: Site) -> None:
    build = ablog.build()
    assert build.codes == ["anthology.target-unknown"]
    assert "lists.rst:18" in build.warnings
    first = build.article("posts/first")
    assert first.startswith(
        "First ¶ January 1, 2024 · updated March 5, 2024 · Ada , Ben · Notes · 1 min read one two Words of first"
    )
    assert "Updated on March 5, 2024 Fixed it ." in first
    assert {"Secnd", "Third"} <= {link.get_text() for link in build.soup("posts/first").find(role="main").find_all("a")}
    assert (build.output / "blog/old-first.html").exists() or (build.output / "blog/old-first/index.html").exists()
    assert not (build.output / "posts/draft.html").exists()
    images = build.soup("posts/first").find(role="main").select("img:not(.anthology-thumbnail)")
    assert len(images) == 1
    assert images[0].find_parent(class_="anthology-article") is not None
    third = build.article("posts/third")
    assert third.startswith("Third ¶ February 4, 2024 · updated April 1, 2024 · 1 min read one md The teaser here.")
    links = {link.get_text(): link["href"] for link in build.soup("posts/third").find(role="main").find_all("a")}
    assert {name: links[name] for name in ("two", "Ada", "Notes", "all tags", "All articles")} == {
        "two": "../browse/tags/two.html",
        "Ada": "../browse/authors/ada.html",
        "Notes": "../browse/categories/notes.html",
        "all tags": "../browse/tags.html",
        "All articles": "../browse/posts.html",
    }
    assert build.soup("posts/third").find("meta", attrs={"name": "description"})["content"] == "The teaser here."


def test_postlist_is_a_list_of_posts(ablog: Site) -> None:
    lists = [
        [" ".join(item.get_text().split()) for item in found.find_all("li", recursive=False)]
        for found in ablog.build().soup("lists").find(role="main").find_all("ul")
    ]
    assert [[item.split()[0] for item in found] for found in lists] == [
        ["Third", "Secnd", "First"],
        ["Secnd", "Third"],
        ["Third"],
        ["Secnd"],
    ]
    assert lists[0][0] == "Third February 4, 2024"
    assert lists[1][0] == "Secnd Ada, Ben · two"
    assert "The teaser here." in lists[2][0]


def test_a_directive_whose_front_matter_has_no_effect_is_named(ablog: Site) -> None:
    ablog.write("lists.rst", "Page\n====\n\n.. post:: 2024-01-01\n\n.. postlist:: many\n\n.. postlist::\n   :format: {title\n")
    ablog.write("posts/second.rst", "Second\n======\n\n:date: 2024-02-02\n\n.. only:: html\n\n   .. post:: 2024-01-01\n")
    build = ablog.build()
    # The other posts refer to 'second', which has no tags now.
    found = [line for line in build.warnings.splitlines() if "WARNING" in line or "ERROR" in line]
    found = [line for line in found if "posts/first" not in line and "posts/third" not in line]
    assert sorted(line.partition(str(ablog.folder))[2].split(": ")[0] for line in found) == [
        "/lists.rst:4",
        "/lists.rst:6",
        "/lists.rst:8",
        "/posts/second.rst:8",
    ]
    assert all(word in build.warnings for word in ("anthology_posts", "no number of posts", "cannot be read", "the margin"))


def test_the_authors_and_the_address_of_ablog_stand_in_for_options(ablog: Site) -> None:
    configuration = (ablog.folder / "conf.py").read_text(encoding="utf-8")
    authors = {"ada": ("Ada Lovelace", "https://ada.example.org"), "ben": "Ben", "eve": ("Eve", None), 3: "x", "bad": 4}
    options = f'{configuration}blog_authors = {authors}\nblog_baseurl = "https://kb.example.org"\n'
    ablog.write("conf.py", f'{options}blog_default_author = "ben"\n')
    ablog.write("lists.rst", "Page\n====\n")
    ablog.write("posts/b.rst", ".. post:: Mar 9, 2019\n\nMore\n====\n\nText.\n")
    ablog.write("posts/a.rst", ".. post:: Mar 8, 2019\n   :author: ada, ben, eve\n\nNews\n====\n\nText.\n")
    build = ablog.build()
    assert [author.get_text() for author in build.soup("posts/b").select(".p-author")] == ["Ben"]
    page = build.soup("posts/a")
    links = [(link.get_text(), link["href"]) for link in page.select("a.p-author, .p-author a")]
    assert [author.get_text() for author in page.select(".p-author")] == ["Ada Lovelace", "Ben", "Eve"], links
    assert [link["href"] for link in page.select('link[rel="canonical"]')] == ["https://kb.example.org/posts/a.html"]


def test_the_pattern_of_ablog_stands_in_for_the_option(ablog: Site) -> None:
    configuration = (ablog.folder / "conf.py").read_text(encoding="utf-8")
    ablog.write("conf.py", f'{configuration}blog_post_pattern = "news/*.rst"\n')
    ablog.write("lists.rst", "Page\n====\n")
    ablog.write("news/a.rst", ":date: 2024-05-06\n:blogpost: true\n\nNews\n====\n\nText.\n")
    assert "May 6, 2024" in ablog.build().article("news/a")
    assert "May 6, 2024" not in ablog.build(anthology_posts=["posts/**"]).article("news/a")


@pytest.mark.parametrize("order", ['"ablog", "sphinx_anthology"', '"sphinx_anthology", "ablog"'])
def test_ablog_handles_its_directives_if_it_is_used(ablog: Site, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A stand-in: ABlog's templates do not work with this theme, and its directives are what matters.
    ablog.write(
        "ablog.py",
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n\n\n"
        "class Own(Directive):\n    optional_arguments = 1\n    final_argument_whitespace = has_content = True\n"
        "    option_spec = dict.fromkeys('tags author category image redirect language sort date format excerpts list-style "
        "expand location'.split(), str)\n\n"
        "    def run(self):\n        return [nodes.paragraph('', f'{self.name} by ABlog')]\n\n\n"
        "def setup(app):\n    for name in ('post', 'update', 'postlist'):\n        app.add_directive(name, Own)\n"
        "    return {'parallel_read_safe': True}\n",
    )
    monkeypatch.syspath_prepend(str(ablog.folder))
    monkeypatch.delitem(__import__("sys").modules, "ablog", raising=False)
    ablog.write("conf.py", f'extensions = [{order}]\nhtml_theme = "furo"\n')
    build = ablog.build()
    assert build.codes == []
    assert "ABlog handles its directives" in build.log
    assert "January 1, 2024 · updated March 5, 2024 · Ada , Ben" in build.article("posts/first")
    assert "post by ABlog" in build.article("posts/first")
    assert "postlist by ABlog" in build.article("lists")
    monkeypatch.delitem(__import__("sys").modules, "ablog", raising=False)


def test_links_to_terms_follow_when_these_change(ablog: Site, tmp_path: Path) -> None:
    ablog.write(
        "lists.rst", "Page\n====\n\n:ref:`tag-two` and :ref:`category-notes` and :ref:`notes` and :ref:`words <blog-tags>`\n"
    )
    assert "two and Notes and Notes and words" in ablog.build().article("lists")
    for name in ("first", "second"):
        text = (ablog.folder / f"posts/{name}.rst").read_text(encoding="utf-8")
        text = text.replace("two", "TWO").replace("Notes", "NOTES")
        ablog.write(f"posts/{name}.rst", text.replace("   :author: Ada,\n     Ben\n", ""))
    edited = ablog.build()
    clean = ablog.build(output=tmp_path / "clean")
    assert read_output(edited.output) == read_output(clean.output)
    assert "TWO and NOTES and NOTES and words" in edited.article("lists")
