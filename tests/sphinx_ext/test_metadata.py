"""Tests of what other extensions find about posts in ``env.metadata``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site
from notebook_files import markdown, notebook

pytestmark = pytest.mark.build

FEED = '''
"""A feed as extensions make it: from the metadata of all documents, at the end of a build."""

import json
from pathlib import Path


def write_feed(app, exception):
    found = {name: values for name, values in sorted(app.env.metadata.items()) if "date" in values}
    Path(app.outdir, "feed.json").write_text(json.dumps(found, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    everything = {name: {key: str(value) for key, value in values.items()} for name, values in app.env.metadata.items()}
    Path(app.outdir, "metadata.json").write_text(json.dumps(everything, sort_keys=True), encoding="utf-8")


def note(app, doctree):
    app.env.feed_seen = {**getattr(app.env, "feed_seen", {}), app.env.docname: dict(app.env.metadata[app.env.docname])}


def setup(app):
    app.connect("build-finished", write_feed)
    app.connect("doctree-read", note)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
'''
CONFIGURATION = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
extensions = ["myst_nb", "own_feed", "sphinx_anthology"]
html_theme = "furo"
nb_execution_mode = "off"
anthology_timezone = "Asia/Seoul"
source_suffix = {".rst": "restructuredtext"}
"""
FIELDS = {
    "title": "Fields",
    "date": "2024-03-05T10:20:00+09:00",
    "updated": "2024-04-01T00:00:00+09:00",
    "author": "Ada Lovelace, Ben",
    "tags": "one, two",
    "category": "Notes",
    "description": 'A "short" summary & more.',
    "language": "en-GB",
    "tocdepth": "2",
    "og:image": "/a.png",
    "custom": "unknown",
}
EXPECTED: dict[str, Any] = {
    **{name: value for name, value in FIELDS.items() if name != "custom"},
    "modified": FIELDS["updated"],
    "keywords": "one, two",
    "tocdepth": 2,
}


def write_posts(site: Site) -> None:
    header = "".join(f"{name}: {json.dumps(value)}\n" for name, value in FIELDS.items())
    fields = "".join(f":{name}: {value}\n" for name, value in FIELDS.items())
    site.write("posts/a.md", f"---\n{header}---\n\nText.\n")
    site.write("posts/b.rst", f"{fields}\nText.\n")
    site.write("posts/c.ipynb", notebook(markdown(f"---\n{header}---\n\nText.\n")))
    for name, text in (
        ("h.md", "---\ntitle: H\ndate: 2024-01-01\nhidden: true\n---\n\nText.\n"),
        ("o.rst", ":orphan:\n:hidden: true\n\nO\n=\n"),
    ):
        site.write(f"posts/{name}", text)


@pytest.fixture
def feed(site: Site) -> Site:
    """A site with an extension that makes a feed, and with posts in each format."""
    site.write("conf.py", CONFIGURATION)
    site.write("own_feed.py", FEED)
    write_posts(site)
    return site


def read(build: Build, name: str = "feed.json") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(build.text(name))
    return found


def test_the_fields_of_posts_are_the_same_in_each_format(feed: Site) -> None:
    seen: dict[str, Any] = {}
    build = feed.build(handlers={"env-updated": lambda app, env: seen.update(env.feed_seen)})
    found = read(build)
    of_parsers = {"kernelspec", "language_info", "source_map", "myst_slugs", "wordcount"}
    for docname in ("posts/a", "posts/b", "posts/c"):
        assert {name: value for name, value in found[docname].items() if name not in of_parsers} == EXPECTED
    assert seen["posts/a"]["date"] == seen["posts/b"]["date"] == FIELDS["date"]
    assert "index" not in found


def test_hidden_articles_are_marked(feed: Site) -> None:
    build = feed.build()
    metadata = read(build, "metadata.json")
    for name in ("posts/h", "posts/o"):
        assert {key: metadata[name][key] for key in ("nosearch", "noindex")} == {"nosearch": "True", "noindex": "true"}
        assert build.soup(name).find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert build.soup("posts/a").find("meta", attrs={"name": "robots"}) is None
    assert metadata["posts/o"]["orphan"] == "True"
    assert metadata["posts/h"]["orphan"] == "True"


def test_metadata_is_the_same_in_parallel_and_after_edits(feed: Site, tmp_path: Path) -> None:
    feed.write("posts/authors.md", "---\ntitle: Links\ndate: 2024-05-01\n---\n\n[](b.rst)\n")
    feed.build()
    feed.write("posts/b.rst", (feed.folder / "posts/b.rst").read_text(encoding="utf-8").replace("Fields", "Other title"))
    feed.write("posts/h.md", "---\ntitle: H\ndate: 2024-01-01\n---\n\nText.\n")
    edited = feed.build()
    clean = feed.build(output=tmp_path / "clean", jobs=2)
    assert read(edited, "metadata.json") == read(clean, "metadata.json")
    assert read(clean)["posts/b"]["title"] == "Other title"
    assert "noindex" not in read(clean)["posts/h"]


def test_extensions_for_sitemaps_and_language_models_leave_hidden_articles_out(site: Site) -> None:
    configuration = (
        'extensions = ["sphinx_anthology", "sphinx_sitemap", "sphinx_llms_txt"]\n'
        'html_theme = "furo"\nhtml_baseurl = "https://kb.example/"\nsitemap_url_scheme = "{link}"\n'
    )
    site.write("conf.py", configuration)
    site.post("shown")
    site.post("hidden/of[1]", hidden="true")
    site.write("posts/hidden/b.rst", ":hidden: true\n\nB\n=\n\nText\n")
    build = site.build()
    assert "posts/shown.html</loc>" in build.text("sitemap.xml")
    assert "posts/hidden" not in build.text("sitemap.xml")
    lines = 'sitemap_excludes = ["posts/hidden/*"]\nllms_txt_exclude = ["posts/hidden/*"]\n'
    site.write("conf.py", configuration + lines)
    build = site.build()
    assert "posts/hidden" not in build.text("sitemap.xml")
    assert "posts/hidden" not in build.text("llms.txt")
    assert "Title of hidden" not in build.text("llms.txt")
    assert "Title of shown" in build.text("llms.txt")
    assert lines in (Path(__file__).parents[2] / "docs/reference/fields.md").read_text(encoding="utf-8")


def test_an_option_for_sitemaps_that_is_set_is_kept(site: Site) -> None:
    site.write(
        "conf.py",
        'extensions = ["sphinx_sitemap", "sphinx_anthology"]\nhtml_theme = "furo"\nhtml_baseurl = "https://kb.example/"\n'
        'sitemap_excludes = ["search.html"]\n',
    )
    site.post("a", hidden="true")
    assert "posts/a.html" in site.build().text("sitemap.xml")
