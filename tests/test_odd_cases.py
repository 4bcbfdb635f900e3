"""What is found in blogs that people really write, engine by engine: typical posts, and the odd ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.fields.record import Author, Cover, KeyOutcome, ProfileLink, Status
from sphinx_anthology.loading.loader import Reading, read_folder
from sphinx_anthology.problems import Code, Severity
from sphinx_anthology.settings import Settings
from sphinx_anthology.taxonomy import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEOUL = timezone(timedelta(hours=9))
Problems = list[tuple[int, Code]]


def reading(folder: Path, files: Mapping[str, str | bytes]) -> Reading:
    """Write files below the folder ``site``, and read the posts among them."""
    for name, text in files.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    docnames = {name: name.rpartition(".")[0] for name in files if name.endswith((".md", ".mdx"))}
    return read_folder(folder / "site", docnames, Settings())


def read(folder: Path, path: str, text: str | bytes) -> tuple[Post, Problems]:
    """Read one post."""
    found = reading(folder, {path: text})
    (post,) = (*found.catalogue.with_pages, *found.catalogue.unpublished)
    return post, [(problem.line, problem.code) for problem in found.problems]


def header(folder: Path, *lines: str, path: str = "posts/spring.md") -> tuple[Post, Problems]:
    """Read a post with a title, a date (lines 2 and 3) and further *lines* of YAML."""
    return read(folder, path, "\n".join(["---", "title: 봄날", "date: 2025-04-23", *lines, "---", "", "글이다.", ""]))


def picture(folder: Path, path: str) -> None:
    file = folder / "site" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (3, 2)).save(file)


def portrait(reference: str) -> Cover:
    """Return the picture of a person that :func:`picture` has written into ``public``."""
    return Cover(reference, file=f"public{reference}", width=3, height=2)


def use(post: Post, key: str) -> KeyOutcome:
    return next(found.use for found in post.keys if found.key == key)


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


# Typical posts: each has every field that its header fills, and nothing to complain of.


def loud(found: Reading) -> Problems:
    return [(problem.line, problem.code) for problem in found.problems if problem.code.severity is not Severity.NOTICE]


def typical(folder: Path, path: str, text: str, more: Mapping[str, str | bytes] = {}) -> Post:
    found = reading(folder, {**more, path: text})
    assert loud(found) == []
    return next(post for post in (*found.catalogue.with_pages, *found.catalogue.unpublished) if post.path == path)


def test_a_post_of_the_next_js_starter(tmp_path: Path) -> None:
    picture(tmp_path, "public/assets/blog/cover.png")
    picture(tmp_path, "public/assets/blog/kim.png")
    post = typical(
        tmp_path,
        "posts/hello-world.md",
        """---
title: "Hello World"
excerpt: "A first step."
coverImage: "/assets/blog/cover.png"
date: "2020-03-16T05:35:07.322Z"
author:
  name: Kim Bom
  picture: "/assets/blog/kim.png"
ogImage:
  url: "/assets/blog/cover.png"
---

Text.
""",
    )
    assert (post.title, post.excerpt, post.slug) == ("Hello World", "A first step.", "hello-world")
    assert post.published == datetime(2020, 3, 16, 5, 35, 7, 322000, tzinfo=UTC)
    assert post.authors == (Author("Kim Bom", picture="/assets/blog/kim.png", portrait=portrait("/assets/blog/kim.png")),)
    assert post.cover == Cover("/assets/blog/cover.png", file="public/assets/blog/cover.png", width=3, height=2)
    assert (post.status, post.format, post.header_lines) == (Status.PUBLISHED, "yaml", 11)


def test_a_post_of_a_next_js_blog_with_categories_and_reading_times(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/a.md",
        """---
title: "봄에 읽은 책"
date: "2025-04-23 12:17:34.921+00"
category: "Book Notes"
author: "김봄"
excerpt: "세 권을 읽었다."
coverImage: "https://example.org/a.png"
readTime: 7
published: true
slug: "books"
---
글이다.
""",
    )
    assert (post.title, post.excerpt, post.slug, post.language) == ("봄에 읽은 책", "세 권을 읽었다.", "books", "ko")
    assert post.published == datetime(2025, 4, 23, 12, 17, 34, 921000, tzinfo=UTC)
    assert (post.categories, post.authors, post.reading_minutes) == ((("Book Notes",),), (Author("김봄"),), 7)
    assert (post.cover, post.status) == (Cover("https://example.org/a.png", remote=True), Status.PUBLISHED)


def test_a_hugo_post_in_yaml(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/spring/index.ko.md",
        """---
title: 봄날
linkTitle: 봄날
description: 짧은 글
date: 2025-04-23T10:00:00+09:00
lastmod: 2025-05-01
expiryDate: 2030-01-01
draft: false
weight: 20
author: 김봄
categories: [기록]
tags: [봄, 꽃]
series: [사계절]
aliases: [/old/spring/, /older/]
url: /ko/spring-day/
math: true
---
글이다. <!--more-->
""",
    )
    assert (post.title, post.excerpt, post.slug, post.language) == ("봄날", "짧은 글", "spring-day", "ko")
    assert post.published == datetime(2025, 4, 23, 10, tzinfo=SEOUL)
    assert (post.updated, post.expires) == (day(2025, 5, 1), day(2030, 1, 1))
    assert (post.categories, post.tags, post.authors) == ((("기록",),), ("봄", "꽃"), (Author("김봄"),))
    assert (post.order, post.series, post.math, post.status) == (20, "사계절", True, Status.PUBLISHED)
    assert (post.aliases, post.permalink) == (("/old/spring/", "/older/"), "/ko/spring-day/")


def test_a_hugo_post_in_toml(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/release.md",
        """+++
title = "Version 1.10"
description = "What is new"
date = 2025-04-23T10:00:00+09:00
lastmod = 2025-05-01
draft = false
tags = ["release", "dns"]
categories = ["News"]
author = "kim"
slug = "v110"
release = 1.10
+++

Text.
""",
    )
    assert (post.title, post.excerpt, post.slug, post.format) == ("Version 1.10", "What is new", "v110", "toml")
    assert (post.published, post.updated) == (datetime(2025, 4, 23, 10, tzinfo=SEOUL), day(2025, 5, 1))
    assert (post.categories, post.tags, post.authors) == ((("News",),), ("release", "dns"), (Author("kim"),))
    assert (post.line("title"), post.line("slug"), post.header_lines) == (2, 10, 12)


def test_a_hugo_post_in_json(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/json.md",
        """{
  "title": "In JSON",
  "date": "2025-04-23",
  "draft": true,
  "tags": ["a", "b"],
  "params": {"subtitle": "And more"},
  "weight": 3
}

Text.
""",
    )
    assert (post.title, post.published, post.status, post.tags) == ("In JSON", day(2025, 4, 23), Status.DRAFT, ("a", "b"))
    assert (post.format, post.header_lines, post.line("tags"), post.order) == ("json", 8, 5, 3)


def test_a_jekyll_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "_posts/2025-04-23-spring-day.md",
        """---
layout: post
title:  "Spring Day"
date:   2025-04-23 10:11:12 +0900
categories: dev web
tags: [rust, c]
excerpt: Short.
permalink: /2025/04/spring/
redirect_from:
  - /old/
  - /older/
published: true
last_modified_at: 2025-04-24
image: https://example.org/a.png
---
Text.
""",
    )
    assert (post.title, post.excerpt, post.slug) == ("Spring Day", "Short.", "spring")
    assert (post.published, post.updated) == (datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL), day(2025, 4, 24))
    assert (post.categories, post.tags) == ((("dev",), ("web",)), ("rust", "c"))
    assert (post.permalink, post.aliases, post.status) == ("/2025/04/spring/", ("/old/", "/older/"), Status.PUBLISHED)
    assert post.cover == Cover("https://example.org/a.png", remote=True)


def test_a_chirpy_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "_posts/2025-04-23-tips.md",
        """---
title: Tips
date: 2025-04-23 10:11 +0900
categories: [Study, Rust]
tags: [rust]
pin: true
math: true
mermaid: true
toc: false
comments: false
image:
  path: https://example.org/a.png
  alt: A crab
---
Text.
""",
    )
    assert (post.title, post.slug, post.pinned, post.math) == ("Tips", "tips", True, True)
    assert post.published == datetime(2025, 4, 23, 10, 11, tzinfo=SEOUL)
    assert (post.categories, post.tags) == ((("Study",), ("Rust",)), ("rust",))
    assert post.cover == Cover("https://example.org/a.png", alt="A crab", remote=True)


def test_a_minimal_mistakes_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "_posts/2025-04-23-tips.md",
        """---
layout: single
title: "Tips"
header:
  overlay_image: https://example.org/a.png
  teaser: https://example.org/a.png
toc: true
author_profile: true
---
Text.
""",
    )
    assert (post.title, post.published) == ("Tips", day(2025, 4, 23))
    assert post.cover is not None
    assert (post.cover.reference, post.line("cover")) == ("https://example.org/a.png", 5)


def test_a_docusaurus_post(tmp_path: Path) -> None:
    picture(tmp_path, "public/lee.png")
    post = typical(
        tmp_path,
        "blog/2025-04-23-version-30.md",
        """---
title: Version 30
authors: [kim, lee]
slug: version-30
tags: [release]
image: https://example.org/a.png
unlisted: true
hide_table_of_contents: false
---
Text.

<!--truncate-->
""",
        {"blog/authors.yml": "kim:\n  name: Kim Bom\n  url: https://kim.example\nlee: {name: Lee, image_url: /lee.png}\n"},
    )
    assert (post.title, post.slug, post.published, post.status) == ("Version 30", "version-30", day(2025, 4, 23), Status.HIDDEN)
    assert post.authors == (
        Author("Kim Bom", "https://kim.example", key="kim"),
        Author("Lee", picture="/lee.png", key="lee", portrait=portrait("/lee.png")),
    )
    assert (post.tags, post.cover) == (("release",), Cover("https://example.org/a.png", remote=True))


def test_a_gatsby_post(tmp_path: Path) -> None:
    picture(tmp_path, "posts/spring/cover.png")
    post = typical(
        tmp_path,
        "posts/spring/index.md",
        """---
template: post
title: 봄날
date: "2025-04-23T10:00:00.000Z"
category: 여행
path: /blog/spring-day
featuredImage: ./cover.png
description: 짧은 글
---
글이다.
""",
    )
    assert (post.title, post.slug, post.permalink) == ("봄날", "spring-day", "/blog/spring-day")
    assert (post.published, post.categories) == (datetime(2025, 4, 23, 10, tzinfo=UTC), (("여행",),))
    assert post.cover == Cover("./cover.png", file="posts/spring/cover.png", width=3, height=2)


def test_an_astro_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/attention.mdx",
        """---
title: "Attention"
description: "What it is"
pubDate: 2025-04-23
updatedDate: 2025-04-24
author: Kim
category: "AI"
tags: ["llm", "paper"]
featured: true
archiveOrder: 12
heroImage: https://example.org/a.png
series: {id: papers, title: Papers}
prev: {slug: one, title: One}
next: {slug: three, title: Three}
draft: false
---
Text.
""",
    )
    assert (post.title, post.excerpt, post.series, post.order) == ("Attention", "What it is", "Papers", 12)
    assert (post.published, post.updated) == (day(2025, 4, 23), day(2025, 4, 24))
    assert (post.categories, post.tags, post.pinned) == ((("AI",),), ("llm", "paper"), True)
    assert (post.status, use(post, "prev"), use(post, "next")) == (Status.PUBLISHED, KeyOutcome.CARRIED, KeyOutcome.CARRIED)


def test_a_zola_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/news.md",
        """+++
path = "2026/03/26/compiler-news"
title = "Compiler news"
authors = ["Kim", "Lee and friends"]
description = "Short"
aliases = ["2026/03/26/old-news.html", "releases/1.95.0"]

[taxonomies]
tags = ["compiler"]
categories = ["News"]

[extra]
team = "The Team"
team_url = "https://example.org/team"
+++
Text.
""",
    )
    assert (post.title, post.excerpt, post.slug) == ("Compiler news", "Short", "compiler-news")
    assert (post.published, post.origins["published"].source) == (day(2026, 3, 26), "permalink")
    assert (post.categories, post.tags) == ((("News",),), ("compiler",))
    assert post.authors == (Author("Kim"), Author("Lee and friends"))
    assert post.aliases == ("2026/03/26/old-news.html", "releases/1.95.0")
    assert (post.line("tags"), post.line("published"), post.header_lines) == (9, 2, 15)


def test_a_pelican_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/notes.md",
        """Title: Reading notes
Date: 2025-04-23 9:05
Modified: 2025-04-24 19:30
Category: Python
Tags: testing, tools
Slug: reading-notes
Author: Kim
Summary: What I read,
    in two lines
Status: hidden
Lang: en

Text.
""",
    )
    assert (post.title, post.excerpt, post.slug, post.format) == (
        "Reading notes",
        "What I read, in two lines",
        "reading-notes",
        "plain",
    )
    assert post.published == datetime(2025, 4, 23, 9, 5, tzinfo=UTC)
    assert post.updated == datetime(2025, 4, 24, 19, 30, tzinfo=UTC)
    assert (post.categories, post.tags, post.authors) == ((("Python",),), ("testing", "tools"), (Author("Kim"),))
    assert (post.status, post.language, post.header_lines) == (Status.HIDDEN, "en", 11)


def test_a_hexo_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/cli.md",
        """---
title: 명령줄
date: 2025-04-23 10:11:12
updated: 2025-04-24 10:11:12
categories:
  - 개발
tags:
  - cli
  - node
top_img: https://example.org/top.png
cover: https://example.org/a.png
sticky: 1
id: 42
version: 1.10
---
글이다. <!-- more -->
""",
    )
    assert (post.title, post.slug, post.pinned) == ("명령줄", "cli", True)
    assert post.published == datetime(2025, 4, 23, 10, 11, 12, tzinfo=UTC)
    assert post.updated == datetime(2025, 4, 24, 10, 11, 12, tzinfo=UTC)
    assert (post.categories, post.tags) == ((("개발",),), ("cli", "node"))
    assert post.cover == Cover("https://example.org/a.png", remote=True)


def test_a_hashnode_export(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/clh0abc12000309jv.md",
        """---
title: "Ship it"
seoTitle: "Ship it"
seoDescription: "How we ship"
datePublished: Wed Apr 23 2025 10:11:12 GMT+0000 (Coordinated Universal Time)
cuid: clh0abc12000309jv
slug: ship-it
canonical: https://example.org/ship-it
cover: https://example.org/a.png
tags: devops, tools
---
Text.
""",
    )
    assert (post.title, post.excerpt, post.slug) == ("Ship it", "How we ship", "ship-it")
    assert post.published == datetime(2025, 4, 23, 10, 11, 12, tzinfo=UTC)
    assert (post.tags, post.categories, post.canonical) == (("devops", "tools"), (), "https://example.org/ship-it")
    assert post.aliases == ()


def test_an_ablog_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "blog/2025/release.md",
        """---
blogpost: true
date: Apr 23, 2025
author: Kim, Lee
location: Seoul
category: Release, News
tags: python, packaging
language: English
---

# The release

Text.
""",
    )
    assert (post.title, post.published, post.language) == ("The release", day(2025, 4, 23), "en")
    assert (post.categories, post.tags) == ((("Release",), ("News",)), ("python", "packaging"))
    assert (post.authors, post.slug) == ((Author("Kim"), Author("Lee")), "release")
    assert (post.line("title"), post.origins["title"].source) == (11, "first heading")


def test_a_mystmd_post(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "blog/2025/notes.md",
        """---
title: Notes
date: 2025-04-23
authors:
  - id: kim
tags: [a]
kernelspec:
  name: python3
  display_name: Python
jupytext: {formats: md}
abbreviations: {AI: Artificial}
---
Text.
""",
        {"authors.yml": "- id: kim\n  name: Kim Bom\n"},
    )
    assert post.authors == (Author("Kim Bom", key="kim"),)
    assert post.handed_on == {
        "kernelspec": {"name": "python3", "display_name": "Python"},
        "jupytext": {"formats": "md"},
    }


def test_a_ghost_export(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/ghost.md",
        """---
title: Ghost
slug: ghost
date_published: 2025-04-23T10:00:00.000Z
date_updated: 2025-04-24T10:00:00.000Z
tags: a
excerpt: Short
feature_image: https://example.org/a.png
meta_title: Ghost
featured: false
---
Text.
""",
    )
    assert (post.published, post.updated) == (datetime(2025, 4, 23, 10, tzinfo=UTC), datetime(2025, 4, 24, 10, tzinfo=UTC))
    assert (post.title, post.slug, post.excerpt, post.pinned) == ("Ghost", "ghost", "Short", False)
    assert post.cover == Cover("https://example.org/a.png", remote=True)


def test_an_obsidian_note(tmp_path: Path) -> None:
    post = typical(
        tmp_path,
        "posts/note.md",
        "---\ncreated: 2025-04-23\naliases:\n  - 봄\ntags:\n  - '#daily'\n  - a/b\ncssclasses: [wide]\n---\n"
        "# 봄날\n\n글이다.\n",
    )
    assert (post.title, post.published, post.tags, post.aliases) == ("봄날", day(2025, 4, 23), ("daily", "a/b"), ("봄",))


# Next.js


def test_a_next_js_excerpt_may_be_the_beginning_of_the_post(tmp_path: Path) -> None:
    lines = ["---", "title: 봄날의 기록", "date: 2025-04-23", 'excerpt: "# 봄날의 기록', "", "![벚꽃](/images/a.png)", ""]
    lines += ["## 첫째 날", "", '꽃이 피었다..."', "slug: a", "---", "", "# 봄날의 기록"]
    post, problems = read(tmp_path, "posts/x.md", "\n".join(lines))
    assert (post.excerpt, post.slug, problems) == ("첫째 날 꽃이 피었다…", "a", [])


def test_a_quote_inside_a_next_js_excerpt_costs_no_other_key(tmp_path: Path) -> None:
    lines = ["---", 'title: "봄날의 기록"', "date: 2025-04-23", 'excerpt: "# 봄날의 기록', "", '그는 "꽃이 핀다"고 썼다.', ""]
    lines += ['title: 여기는 글이다."', "category: 기록", "slug: spring", "---", "글이다."]
    found = reading(tmp_path, {"posts/a.md": "\n".join(lines)})
    (post,) = (*found.catalogue.with_pages, *found.catalogue.unpublished)
    assert (post.title, post.slug, post.categories) == ("봄날의 기록", "spring", (("기록",),))
    assert post.excerpt == '그는 "꽃이 핀다"고 썼다. title: 여기는 글이다.'
    assert [(problem.line, problem.column, problem.code) for problem in found.problems] == [(6, 4, Code.HEADER_INVALID)]
    assert found.problems[0].message == r"This line is not valid YAML. It was read as: 그는 \"꽃이 핀다\"고 썼다."


def test_empty_next_js_texts_are_none(tmp_path: Path) -> None:
    post, problems = header(tmp_path, 'excerpt: ""', 'coverImage: ""', 'ogImage: ""', "category: ''")
    assert (post.excerpt, post.cover, post.categories, post.opening) == ("", None, (), "글이다.")
    assert problems == []


def test_a_next_js_cover_without_a_file_is_reported_where_it_is_named(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "coverImage: /images/gone.png")
    assert (post.cover, problems) == (Cover("/images/gone.png"), [(4, Code.IMAGE_MISSING)])


@pytest.mark.parametrize("root", ["public", "static", "assets"])
def test_a_next_js_cover_may_lie_in_any_static_folder(tmp_path: Path, root: str) -> None:
    picture(tmp_path, f"{root}/images/a.png")
    post, problems = header(tmp_path, "coverImage: /images/a.png")
    assert (post.cover and post.cover.file, problems) == (f"{root}/images/a.png", [])


def test_a_next_js_cover_may_credit_somebody(tmp_path: Path) -> None:
    post, problems = header(
        tmp_path,
        "coverImage:",
        "  url: https://example.org/a.png",
        "  credit:",
        "    name: Kim",
        "    url: https://kim.example",
    )
    assert post.cover == Cover("https://example.org/a.png", credit="Kim", credit_url="https://kim.example", remote=True)
    assert problems == []


def test_an_image_glued_to_a_heading_is_no_part_of_the_title(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/a.md", "---\ndate: 2025-04-23\n---\n\n# 봄날![벚꽃](/images/a.png)\n\n글이다.\n")
    assert (post.title, problems) == ("봄날", [(5, Code.TITLE_FROM_HEADING)])


def test_a_next_js_author_whose_indent_is_lost_is_put_together_again(tmp_path: Path) -> None:
    picture(tmp_path, "public/kim.png")
    post, problems = header(tmp_path, "author:", "name: Kim Bom", "picture: /kim.png", "ogImage:", "url: https://e.org/a.png")
    assert post.authors == (Author("Kim Bom", picture="/kim.png", portrait=portrait("/kim.png")),)
    assert post.cover == Cover("https://e.org/a.png", remote=True)
    assert problems == [(5, Code.FIELD_FORM), (8, Code.FIELD_FORM)]


def test_a_next_js_slug_may_have_slashes_around_it(tmp_path: Path) -> None:
    assert header(tmp_path, "slug: /spring/")[0].slug == "spring"


# Zola


def test_a_zola_page_with_a_template_alone_is_called_after_its_file(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/1.95.0.md", '+++\npath = "releases/1.95.0"\ntemplate = "release.html"\n+++\nText.\n')
    assert (post.title, post.slug, post.permalink) == ("1.95.0", "1.95.0", "releases/1.95.0")
    assert problems == [(1, Code.TITLE_MISSING), (1, Code.DATE_MISSING)]


def test_a_zola_path_in_capitals_keeps_them(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", '+++\ntitle = "A"\npath = "2016/09/29/Rust-1.12"\n+++\nText.\n')
    assert (post.slug, post.published, problems) == ("Rust-1.12", day(2016, 9, 29), [(3, Code.DATE_FROM_PATH)])


def test_a_zola_path_may_end_in_a_suffix(tmp_path: Path) -> None:
    post, _ = read(tmp_path, "posts/x.md", '+++\ntitle = "A"\npath = "2016/09/29/news.html"\n+++\nText.\n')
    assert post.slug == "news"


def test_the_team_of_a_zola_post_is_its_category_and_the_rest_is_carried(tmp_path: Path) -> None:
    post, problems = read(
        tmp_path,
        "posts/2025-01-02-x.md",
        '+++\ntitle = "A"\n[extra]\nteam = "The <b> Team"\nteam_url = "https://e.org"\n+++\nText.\n',
    )
    assert (post.categories, post.line("categories")) == ((("The <b> Team",),), 4)
    assert problems == [(1, Code.DATE_FROM_PATH)]


# Jekyll


def test_a_jekyll_wiki_page_may_name_its_parent_like_a_link(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "layout  : wiki", "summary :", "tag     :", "parent  : [[/tools]]", "latex   : true")
    assert (post.excerpt, post.tags, post.math, problems) == ("", (), True, [])
    assert (use(post, "parent"), use(post, "summary")) == (KeyOutcome.CARRIED, KeyOutcome.EMPTY)


def test_jekyll_tags_may_have_blanks_between(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "layout: wiki", "tag: vim shell", "category: Web Dev")
    assert (post.tags, post.categories, problems) == (("vim", "shell"), (("Web Dev",),), [])


def test_a_jekyll_date_comes_from_the_file_name(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "_posts/2014-06-14-name.md", "---\nlayout: post\ntitle: A\n---\nText.\n")
    assert (post.published, post.slug, problems) == (day(2014, 6, 14), "name", [(1, Code.DATE_FROM_PATH)])


def test_a_jekyll_file_name_that_says_another_day_gives_way(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "_posts/2014-06-14-x.md", "---\ntitle: A\ndate: 2014-07-01 10:00:00 +0900\n---\nText.\n")
    assert post.published == datetime(2014, 7, 1, 10, tzinfo=SEOUL)
    assert problems == [(3, Code.FIELD_CONFLICT)]


def test_a_jekyll_file_name_may_be_a_day_off(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "_posts/2014-06-14-x.md", "---\ntitle: A\ndate: 2014-06-15 01:00:00 +0900\n---\nText.\n")
    assert problems == []


def test_a_blank_inside_a_jekyll_offset_does_no_harm(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: A\ndate: 2025-04-23 10:00:00 + 0900\n---\nText.\n")
    assert (post.published, problems) == (datetime(2025, 4, 23, 10, tzinfo=SEOUL), [])


def test_a_slip_in_published_is_understood(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "published: flase")
    assert (post.status, problems) == (Status.DRAFT, [(4, Code.FIELD_MISSPELT)])


def test_a_lost_bracket_is_no_part_of_a_category(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "layout: post", "categories: Tools]")
    assert (post.categories, problems) == ((("Tools",),), [(5, Code.CATEGORY_FORM)])


def test_a_jekyll_date_may_be_unpadded(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: A\ndate:  2018-7-3 9:5:07 +0800\n---\nText.\n")
    assert post.published == datetime(2018, 7, 3, 9, 5, 7, tzinfo=timezone(timedelta(hours=8)))
    assert problems == []


def test_data_is_taken_for_the_date(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: A\ndata: 2025-04-23 10:00:00 +0900\n---\nText.\n")
    assert (post.published, problems) == (datetime(2025, 4, 23, 10, tzinfo=SEOUL), [(3, Code.FIELD_MISSPELT)])


def test_a_template_with_a_day_that_does_not_exist_is_a_post_without_a_date(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: A\ndate: 2021-00-00 00:00:00 +0900\n---\nText.\n")
    assert (post.published, problems) == (None, [(3, Code.DATE_INVALID)])


def test_a_template_with_a_misspelt_date_that_does_not_exist_says_so(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: A\ndata: 2021-00-00\n---\nText.\n")
    assert (post.published, problems) == (None, [(1, Code.DATE_MISSING), (3, Code.FIELD_UNKNOWN)])


def test_a_jekyll_title_that_is_null_comes_from_the_heading_or_the_file(tmp_path: Path) -> None:
    post, problems = read(
        tmp_path, "posts/2025-04-23-hello_world.md", "---\nlayout: post\ntitle:\ndate: 2025-04-23\n---\nText.\n"
    )
    assert (post.title, use(post, "title"), problems) == ("hello world", KeyOutcome.EMPTY, [(1, Code.TITLE_MISSING)])


def test_a_folder_may_be_called_after_a_language_with_a_sign(tmp_path: Path) -> None:
    post, problems = header(tmp_path, path="posts/C#/a (1)/2025-04-23-x$y.md")
    assert (post.path, post.slug, problems) == ("posts/C#/a (1)/2025-04-23-x$y.md", "x$y", [])


def test_a_jekyll_address_given_twice_is_reported_and_the_last_one_used(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "redirect_from: /a/", "redirect_from: https://example.org/b/")
    assert (post.aliases, problems) == (("https://example.org/b/",), [(5, Code.KEY_DUPLICATE)])


def test_a_dated_draft_without_a_header_is_a_post(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/2016-05-04-Swift-notes.md", "## Notes\n\nText.\n")
    assert (post.title, post.slug, post.published) == ("Swift notes", "Swift-notes", day(2016, 5, 4))
    assert (post.format, post.header_lines) == ("none", 0)
    assert problems == [(1, Code.TITLE_MISSING), (1, Code.DATE_FROM_PATH)]


def test_left_overs_of_older_blogs_are_carried(tmp_path: Path) -> None:
    post, problems = header(
        tmp_path,
        "category :",
        "dsq_thread_id: [300802189, 300802190]",
        "SBM_count: [00002<>1183<>https://example.org]",
        "permalink: /2007/1224/res8/",
    )
    assert (post.categories, post.slug, post.permalink) == ((), "res8", "/2007/1224/res8/")
    assert (use(post, "dsq_thread_id"), use(post, "SBM_count"), problems) == (KeyOutcome.CARRIED, KeyOutcome.CARRIED, [])


def test_a_jekyll_permalink_may_be_a_pattern_which_is_no_address(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "permalink: /:year/:title/")
    assert (post.permalink, post.slug, problems) == (None, "spring", [])


# Docusaurus


KIM_BOM = Author("Kim Bom", "https://kim.example", "/kim.png", "kim", portrait=portrait("/kim.png"))


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["author: Kim Bom"], (Author("Kim Bom"),)),
        (["authors: kim"], (KIM_BOM,)),
        (["authors: [kim, lee]"], (KIM_BOM, Author("Lee", key="lee"))),
        (
            ["authors:", "  name: Park", "  url: https://park.example", "  image_url: https://park.example/p.png"],
            (
                Author(
                    "Park",
                    "https://park.example",
                    "https://park.example/p.png",
                    portrait=Cover("https://park.example/p.png", remote=True),
                ),
            ),
        ),
        (
            ["authors:", "  - kim", "  - name: Park", "    twitter: park_twit"],
            (KIM_BOM, Author("Park", "https://x.com/park_twit", links=(ProfileLink("X", "https://x.com/park_twit"),))),
        ),
    ],
)
def test_docusaurus_authors_have_five_shapes(tmp_path: Path, lines: list[str], authors: tuple[Author, ...]) -> None:
    picture(tmp_path, "public/kim.png")
    book = "kim:\n  name: Kim Bom\n  url: https://kim.example\n  image_url: /kim.png\nlee: {name: Lee}\n"
    text = "\n".join(["---", "title: A", "date: 2025-4-3", *lines, "---", "Text."])
    found = reading(tmp_path, {"blog/authors.yml": book, "blog/2025/x.md": text})
    assert (found.catalogue.posts[0].authors, found.problems) == (authors, ())
    assert found.catalogue.posts[0].published == day(2025, 4, 3)


def test_a_key_of_a_docusaurus_author_that_leads_nowhere_is_reported_with_the_nearest(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2025-04-03\nauthors: [kimbon]\n---\nText.\n"
    found = reading(tmp_path, {"blog/authors.yml": "kimbom: {name: Kim}\n", "blog/x.md": text})
    assert found.catalogue.posts[0].authors == (Author("kimbon"),)
    assert [(problem.path, problem.line, problem.code) for problem in found.problems] == [("blog/x.md", 4, Code.AUTHOR_UNKNOWN)]
    assert "Did you mean 'kimbom'?" in found.problems[0].message


# Hexo


def test_a_hexo_post_may_have_two_category_paths(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "categories:", "  - [개발, 파이썬]", "  - [기록]")
    assert (post.categories, post.category_names, problems) == ((("개발", "파이썬"), ("기록",)), ("개발 / 파이썬", "기록"), [])


def test_a_hexo_list_may_be_indented_with_tabs(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "tags:", "\t- 파이썬", "\t- 도구", "slug: a")
    assert (post.tags, post.slug, problems) == (("파이썬", "도구"), "a", [(5, Code.HEADER_INVALID)])


def test_a_hexo_file_name_may_hold_emoji_blanks_and_wide_marks(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/🌸 봄날：첫 기록！.md", "---\ndate: 2025-04-23\n---\n글이다.\n")
    assert (post.title, post.slug, problems) == ("🌸 봄날：첫 기록！", "봄날-첫-기록", [(1, Code.TITLE_MISSING)])


def test_a_time_with_minutes_of_three_digits_costs_the_time_only(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: A\ndate: 2019-12-03 10:123:00\n---\nText.\n")
    assert (post.published, problems) == (day(2019, 12, 3), [(3, Code.DATE_INVALID)])


def test_a_hexo_title_may_hold_a_dollar_sign(tmp_path: Path) -> None:
    post, problems = read(
        tmp_path, "posts/js-$.md", "---\ntitle: The $ in jQuery\ndate: 2019-12-03\nversion: 1.10\n---\nText.\n"
    )
    assert (post.title, post.slug, problems) == ("The $ in jQuery", "js-$", [])


def test_a_hexo_post_without_a_title_is_called_after_its_heading_or_its_file(tmp_path: Path) -> None:
    files = {
        "posts/C# (언어)/a.md": "---\ndate: 2025-04-23\n---\n# 위임\n",
        "posts/C# (언어)/b.md": "---\ndate: 2025-04-22\n---\n글.\n",
    }
    found = reading(tmp_path, files)
    assert [(post.title, post.categories) for post in found.catalogue.posts] == [("위임", ()), ("b", ())]
    assert [(problem.line, problem.code) for problem in found.problems] == [
        (4, Code.TITLE_FROM_HEADING),
        (1, Code.TITLE_MISSING),
    ]


# Hashnode


def test_quotes_inside_a_quoted_hashnode_title_stay(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", '---\ntitle: "The "best" model"\ndate: 2025-04-23\n---\nText.\n')
    assert (post.title, problems) == ('The "best" model', [(2, Code.HEADER_INVALID)])


def test_a_hashnode_date_is_that_of_javascript(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndatePublished: Wed Apr 23 2025 10:11:12 GMT+0900 (Korean Standard Time)\n---\nText.\n"
    post, problems = read(tmp_path, "posts/x.md", text)
    assert (post.published, problems) == (datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL), [])


def test_an_old_hashnode_file_without_a_header_has_its_title_in_the_heading(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/cjx0.md", "# Hello\n\nText.\n")
    assert (post.title, post.line("title"), problems) == ("Hello", 1, [(1, Code.TITLE_FROM_HEADING), (1, Code.DATE_MISSING)])


# Hugo


def test_a_hugo_header_may_stand_below_a_blank_line_with_line_ends_of_windows(tmp_path: Path) -> None:
    text = "\r\n---\r\ntitle: 봄날\r\ndate: 2025-04-23\r\n---\r\n\r\n글이다.\r\n"
    post, problems = read(tmp_path, "posts/a/index.md", text)
    assert (post.title, post.line("title"), post.header_lines, problems) == ("봄날", 3, 5, [])


def test_a_hugo_author_may_be_a_mapping_of_six_keys(tmp_path: Path) -> None:
    post, problems = header(
        tmp_path,
        "author:",
        "  name: 김봄",
        "  bio: 글을 쓴다",
        "  email: kim@example.org",
        "  launchpad: kim",
        "  github: kimbom",
        "  profile: https://example.org/kim",
    )
    github = ProfileLink("GitHub", "https://github.com/kimbom")
    assert (post.authors, problems) == ((Author("김봄", "https://example.org/kim", bio="글을 쓴다", links=(github,)),), [])


def test_a_hugo_post_in_two_languages_is_two_posts(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2025-04-23\n---\nText.\n"
    found = reading(tmp_path, {"posts/a/index.md": text, "posts/a/index.en.md": text, "posts/b.ko.md": text})
    assert {post.path: (post.slug, post.language) for post in found.catalogue.posts} == {
        "posts/a/index.md": ("a", None),
        "posts/a/index.en.md": ("a-en", "en"),
        "posts/b.ko.md": ("b-ko", "ko"),
    }
    assert found.problems == ()


def test_hugo_posts_that_pair_by_path_are_in_the_languages_of_their_folders(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2025-04-23\n---\nText.\n"
    found = reading(tmp_path, {"content/en/blog/a.md": text, "content/ja/blog/a.md": text})
    assert {post.path: post.language for post in found.catalogue.posts} == {
        "content/en/blog/a.md": "en",
        "content/ja/blog/a.md": "ja",
    }
    assert [problem.code for problem in found.problems] == [Code.SLUG_DUPLICATE]


def test_a_hugo_section_may_have_a_number_for_its_title(tmp_path: Path) -> None:
    found = reading(tmp_path, {"blog/2019/_index.md": "---\ntitle: 2019\nweight: 10\n---\n"})
    assert found.catalogue.pages["blog/2019/_index"].title == "2019"
    assert (found.catalogue.posts, found.problems) == ((), ())


def test_a_hugo_section_without_a_body_is_a_page(tmp_path: Path) -> None:
    found = reading(tmp_path, {"blog/_index.md": "---\ntitle: News\ndate: 2025-04-23\nauthor: Kim\n---\n"})
    assert isinstance(found.catalogue.pages["blog/_index"], Page)
    assert found.problems == ()


def test_a_hugo_author_may_be_a_folded_block_of_links(tmp_path: Path) -> None:
    post, problems = header(
        tmp_path,
        "author: >-",
        "  [Kim Bom](https://github.com/kim) (Example), [Lee",
        "  Park](https://github.com/lee) (Example)",
    )
    assert post.authors == (Author("Kim Bom", "https://github.com/kim"), Author("Lee Park", "https://github.com/lee"))
    assert problems == []


def test_the_words_of_an_authors_link_may_hold_a_comma(tmp_path: Path) -> None:
    post, _ = header(tmp_path, "author: '[Kim, PhD](https://example.org/kim)'")
    assert post.authors == (Author("Kim, PhD", "https://example.org/kim"),)


def test_comments_in_a_hugo_header_are_no_part_of_it(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "# prettier-ignore", "cSpell:ignore: foo bar # words", "slug: a # short")
    assert (post.slug, post.line("slug"), problems) == ("a", 6, [])


def test_a_hugo_draft_may_be_a_word(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "draft: yes")
    assert (post.status, problems) == (Status.DRAFT, [])


def test_a_slug_used_in_two_years_belongs_to_the_older_post(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        {
            f"posts/{year}-01-01-x.md": f"---\ntitle: A\ndate: {year}-01-01\nslug: new-year\n---\nText.\n"
            for year in (2019, 2020)
        },
    )
    assert {post.path: post.slug for post in found.catalogue.posts} == {
        "posts/2019-01-01-x.md": "new-year",
        "posts/2020-01-01-x.md": "new-year-2",
    }
    assert [(problem.path, problem.line, problem.code) for problem in found.problems] == [
        ("posts/2020-01-01-x.md", 4, Code.SLUG_DUPLICATE)
    ]


def test_curly_quotes_are_part_of_a_text(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: “봄”날\ndate: “2025-04-23”\n---\n글.\n")
    assert (post.title, post.published, post.reading_minutes, problems) == ("“봄”날", day(2025, 4, 23), 1, [])


def test_a_hugo_cover_may_hide_among_the_resources_of_the_page(tmp_path: Path) -> None:
    picture(tmp_path, "posts/a/top.png")
    post, problems = read(
        tmp_path,
        "posts/a/index.md",
        "---\ntitle: A\ndate: 2025-04-23\nresources:\n- src: x.png\n- src: top.png\n  name: featuredImage\n"
        "  params:\n    description: A tree\n---\nText.\n",
    )
    assert post.cover is not None
    assert (post.cover.file, post.line("cover"), problems) == ("posts/a/top.png", 4, [])


# Pelican


def test_a_pelican_header_may_be_closed_but_never_opened(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "title: Notes: one\ndate: 2025-04-23\n---\nText.\n")
    assert (post.title, post.published, post.header_lines) == ("Notes: one", day(2025, 4, 23), 3)
    assert post.opening == "Text."
    assert all(code in (Code.HEADER_UNOPENED, Code.HEADER_INVALID) for _, code in problems)


def test_a_pelican_header_closed_like_yaml_is_read_as_yaml(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", 'title: "Notes"\ndate: 2025-04-23\ntags: [a, b]\n---\nText.\n')
    assert (post.title, post.tags, post.format, problems) == ("Notes", ("a", "b"), "yaml", [(1, Code.HEADER_UNOPENED)])


def test_a_pelican_body_may_be_one_liquid_tag(tmp_path: Path) -> None:
    post, problems = read(
        tmp_path, "posts/x.md", "Title: Notebook\nDate: 2013-05-06 9:00\n\n{% notebook downloads/x.ipynb %}\n"
    )
    assert (post.title, post.opening, post.reading_minutes) == ("Notebook", "", 1)
    assert problems == [(4, Code.MARKUP_UNKNOWN)]


def test_pelican_keys_in_capitals_values_over_lines_and_words_for_flags_are_understood(tmp_path: Path) -> None:
    post, problems = read(
        tmp_path,
        "posts/x.md",
        "Title: Windows\nDate: 2025-04-23 09:30:45\nTags: cmd,\n    powershell\nSummary: One\n    two\n"
        "Pagetitle: Windows\nMathjax: true\nCategory: tools\nNoindex: true\n\nText.\n",
    )
    assert (post.tags, post.excerpt, post.math, post.categories) == (("cmd", "powershell"), "One two", True, (("tools",),))
    assert (post.published, problems) == (datetime(2025, 4, 23, 9, 30, 45, tzinfo=UTC), [])


@pytest.mark.parametrize(
    ("word", "status"), [("draft", Status.DRAFT), ("hidden", Status.HIDDEN), ("published", Status.PUBLISHED)]
)
def test_a_pelican_status_is_a_word(tmp_path: Path, word: str, status: Status) -> None:
    post, problems = read(tmp_path, "posts/x.md", f"Title: A\nDate: 2025-04-23\nStatus: {word}\n\nText.\n")
    assert (post.status, problems) == (status, [])


# ABlog, Zenn, Gatsby and others


def test_an_ablog_date_is_english(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "blog/x.md", "---\nblogpost: true\ndate: Jan 8th, 2024\n---\n# News\n\nText.\n")
    assert (post.title, post.published, problems) == ("News", day(2024, 1, 8), [(5, Code.TITLE_FROM_HEADING)])


def test_an_ablog_index_that_lists_posts_is_a_page(tmp_path: Path) -> None:
    found = reading(tmp_path, {"blog/index.md": "# Blog\n\n```{postlist}\n```\n"})
    assert (set(found.catalogue.pages), found.catalogue.posts, found.problems) == ({"blog/index"}, (), ())


def test_a_zenn_article_has_topics_and_no_date(tmp_path: Path) -> None:
    post, problems = read(
        tmp_path,
        "articles/abc123.md",
        '---\ntitle: "はるのひ"\nemoji: "🌸"\ntype: "tech"\ntopics: ["rust", "cli"]\npublished: false\n---\nはるがきた。\n',
    )
    assert (post.title, post.tags, post.status, post.language) == ("はるのひ", ("rust", "cli"), Status.DRAFT, "ja")
    assert (post.published, problems) == (None, [(1, Code.DATE_MISSING)])


def test_a_gatsby_post_may_have_its_day_in_folders_and_its_images_beside_it(tmp_path: Path) -> None:
    picture(tmp_path, "content/여행/2025/04/23/봄.png")
    post, problems = read(
        tmp_path,
        "content/여행/2025/04/23/봄날의 기록.md",
        "---\ntitle: 봄날의 기록\ncategory: 여행\nfeaturedImage: 봄.png\n---\n글.\n",
    )
    assert (post.slug, post.published, post.origins["published"].source) == (
        "봄날의-기록",
        day(2025, 4, 23),
        "path of the file",
    )
    assert post.cover == Cover("봄.png", file="content/여행/2025/04/23/봄.png", width=3, height=2)
    assert problems == [(1, Code.DATE_FROM_PATH)]


def test_a_tag_may_hold_a_comma(tmp_path: Path) -> None:
    assert header(tmp_path, "tags: ['CI,CD', test]")[0].tags == ("CI,CD", "test")


def test_a_post_may_have_neither_title_nor_body(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/2025-04-23-spring_day.md", '---\ntitle: ""\ndate: 2025-04-23\n---\n')
    assert (post.title, post.summary, post.reading_minutes, problems) == ("spring day", "", 1, [(1, Code.TITLE_MISSING)])


def test_an_apostrophe_inside_single_quotes_stays(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: 'It's spring'\ndate: 2025-04-23\n---\nText.\n")
    assert (post.title, problems) == ("It's spring", [(2, Code.HEADER_INVALID)])


def test_an_address_glued_to_its_key_is_understood(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "ogImage:", '  url:"https://example.org/a.png"')
    assert (post.cover, problems) == (Cover("https://example.org/a.png", remote=True), [(4, Code.FIELD_FORM)])


def test_a_number_in_a_list_of_categories_is_a_name(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "categories: [기록, 2025]")
    assert (post.categories, problems) == ((("기록",), ("2025",)), [(4, Code.CATEGORY_FORM)])


# Forms of values


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("2019", "2019"),
        (">\n  봄날의\n  기록\n", "봄날의 기록"),
        ("|\n  봄날", "봄날"),
        ("'`x` **y**'", "`x` **y**"),
        ("yes", "yes"),
        ("1.10", "1.10"),
        ("0123", "0123"),
        ("12:30", "12:30"),
    ],
)
def test_a_title_has_every_form_of_a_scalar(tmp_path: Path, written: str, title: str) -> None:
    post, problems = read(tmp_path, "posts/x.md", f"---\ntitle: {written}\ndate: 2025-04-23\n---\nText.\n")
    assert (post.title, problems) == (title, [])


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (["category: Web Dev"], (("Web Dev",),)),
        (["category:"], ()),
        (["categories: Web"], (("Web",),)),
        (["categories: [Web]"], (("Web",),)),
        (["categories: [Web, Dev, Ops]"], (("Web",), ("Dev",), ("Ops",))),
        (["categories: [[Web, Dev], [Ops]]"], (("Web", "Dev"), ("Ops",))),
        (["layout: post", "categories: Web Dev"], (("Web",), ("Dev",))),
        (["categories:"], ()),
    ],
)
def test_categories_have_many_forms(tmp_path: Path, lines: list[str], paths: object) -> None:
    post, problems = header(tmp_path, *lines)
    assert (post.categories, problems) == (paths, [])


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["tags: [a, b c]"], ("a", "b c")),
        (["tags: a"], ("a",)),
        (["layout: post", "tags: a b"], ("a", "b")),
        (["tags: a, b c"], ("a", "b c")),
        (["tags: [[a, b], c]"], ("a", "b", "c")),
        (["tags:"], ()),
        (["tags: ['CI,CD']"], ("CI,CD",)),
        (["tag:"], ()),
        (["tags: [2025, yes]"], ("2025", "yes")),
    ],
)
def test_tags_have_many_forms(tmp_path: Path, lines: list[str], tags: object) -> None:
    post, problems = header(tmp_path, *lines)
    assert (post.tags, problems) == (tags, [])


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("author: Kim", (Author("Kim"),)),
        (
            "author: '[Kim](https://k.example), [Lee](https://l.example)'",
            (Author("Kim", "https://k.example"), Author("Lee", "https://l.example")),
        ),
        ("author: [Kim, Lee]", (Author("Kim"), Author("Lee"))),
        (
            "author: {name: Kim, picture: /k.png, twitter: k}",
            (
                Author(
                    "Kim",
                    "https://x.com/k",
                    "/k.png",
                    links=(ProfileLink("X", "https://x.com/k"),),
                    portrait=portrait("/k.png"),
                ),
            ),
        ),
        ("author: Kim, Lee", (Author("Kim"), Author("Lee"))),
        ("author: Kim and Lee", (Author("Kim"), Author("Lee"))),
        ("author:", ()),
        ("authors: [{name: Kim}, Lee]", (Author("Kim"), Author("Lee"))),
        ("authors: {name: Kim}", (Author("Kim"),)),
        ("authors: [{id: kim}]", (Author("kim", key="kim"),)),
        ("author: [Kim, 2019]", (Author("Kim"), Author("2019"))),
    ],
)
def test_authors_have_many_forms(tmp_path: Path, line: str, authors: object) -> None:
    picture(tmp_path, "public/k.png")
    post, problems = header(tmp_path, line)
    assert (post.authors, problems) == (authors, [])


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("coverImage: /images/a.png", "public/images/a.png"),
        ("coverImage: {url: /images/a.png}", "public/images/a.png"),
        ("featuredImage: beside.png", "posts/beside.png"),
        ("featuredImage: ./beside.png", "posts/beside.png"),
        ("image: images/a.png", "public/images/a.png"),
        ("ogImage: {url: /images/a.png}", "public/images/a.png"),
        ("cover: {image: beside.png, alt: x}", "posts/beside.png"),
        ("images: [beside.png, other.png]", "posts/beside.png"),
    ],
)
def test_covers_have_many_forms(tmp_path: Path, line: str, file: str) -> None:
    picture(tmp_path, "public/images/a.png")
    picture(tmp_path, "posts/beside.png")
    post, problems = header(tmp_path, line)
    assert (post.cover and post.cover.file, problems) == (file, [])


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("published: true", Status.PUBLISHED),
        ("published: false", Status.DRAFT),
        ("draft: false", Status.PUBLISHED),
        ("draft: yes", Status.DRAFT),
        ("public: true", Status.PUBLISHED),
        ("public: false", Status.DRAFT),
        ("displayInList: false", Status.HIDDEN),
        ("Status: hidden", Status.HIDDEN),
        ("draft: 'true'", Status.DRAFT),
        ("draft:", Status.PUBLISHED),
    ],
)
def test_the_status_has_many_forms(tmp_path: Path, line: str, status: Status) -> None:
    post, problems = header(tmp_path, line)
    assert (post.status, problems) == (status, [])


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("slug: spring-day", "spring-day"),
        ("slug: /spring-day", "spring-day"),
        ("slug: 봄날", "봄날"),
        ("slug: Spring", "Spring"),
        ("path: 2025/04/23/Spring", "Spring"),
        ("permalink: /blog/spring/", "spring"),
        ("permalink: /blog/spring.html", "spring"),
        ("permalink: spring", "spring"),
        ("url: https://example.org/blog/spring/", "spring"),
    ],
)
def test_slugs_and_addresses_have_many_forms(tmp_path: Path, line: str, slug: str) -> None:
    post, problems = header(tmp_path, line, path="posts/x.md")
    assert (post.slug, problems) == (slug, [])


@pytest.mark.parametrize(
    ("line", "aliases"),
    [
        ("aliases: [old, releases/1.0.html]", ("old", "releases/1.0.html")),
        ("aliases: []", ()),
        ("redirect_from: /old/", ("/old/",)),
        ("redirect_from: [/old/, https://example.org/older/]", ("/old/", "https://example.org/older/")),
    ],
)
def test_aliases_have_many_forms(tmp_path: Path, line: str, aliases: object) -> None:
    post, problems = header(tmp_path, line)
    assert (post.aliases, problems) == (aliases, [])


@pytest.mark.parametrize("key", ["canonical_url", "canonical", "canonicalURL", "crosspost_url"])
def test_the_address_of_an_original_is_no_alias(tmp_path: Path, key: str) -> None:
    post, problems = header(tmp_path, f"{key}: https://example.org/a")
    assert (post.canonical, post.aliases, problems) == ("https://example.org/a", (), [])


def test_an_excerpt_of_several_paragraphs_is_one_line(tmp_path: Path) -> None:
    post, problems = header(tmp_path, 'description: ""', "excerpt: |", "  # 하나", "", "  둘", "", "  ![x](y.png)", "  셋")
    assert (post.excerpt, problems) == ("하나 둘 셋", [])


# Dates


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-04-23 10:11:12", datetime(2025, 4, 23, 10, 11, 12, tzinfo=UTC)),
        ("2025-04-23", day(2025, 4, 23)),
        ("'2025-04-23'", day(2025, 4, 23)),
        ("2025-04-23 10:11:12 +0900", datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL)),
        ("2025-04-23T10:11:12.345Z", datetime(2025, 4, 23, 10, 11, 12, 345000, tzinfo=UTC)),
        ("2025-04-23T10:11:12Z", datetime(2025, 4, 23, 10, 11, 12, tzinfo=UTC)),
        ("2025-04-23T10:11", datetime(2025, 4, 23, 10, 11, tzinfo=UTC)),
        ("2025-04-23T10:11:12+09:00", datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL)),
        ("2025-04-23T10:11:12.345678+09:00", datetime(2025, 4, 23, 10, 11, 12, 345678, tzinfo=SEOUL)),
        ("Wed Apr 23 2025 10:11:12 GMT+0900 (KST)", datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL)),
        ("2025-4-3 9:5:7", datetime(2025, 4, 3, 9, 5, 7, tzinfo=UTC)),
        ("2025-4-3 9:05:07 +09:00", datetime(2025, 4, 3, 9, 5, 7, tzinfo=SEOUL)),
        ("2025-4-3", day(2025, 4, 3)),
        ("2025-04-23 10:11", datetime(2025, 4, 23, 10, 11, tzinfo=UTC)),
        ("2025-04-23 10:11:12.34+09", datetime(2025, 4, 23, 10, 11, 12, 340000, tzinfo=SEOUL)),
        ("2025-04-23 10:11:12+09:00", datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL)),
        ("2025-04-23 +0900", datetime(2025, 4, 23, tzinfo=SEOUL)),
        ("April 3, 2025", day(2025, 4, 3)),
        ("Apr 23, 2025", day(2025, 4, 23)),
        ("2025-04-23 10:11:12 + 0900", datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL)),
        ("Apr 3rd, 2025", day(2025, 4, 3)),
        ("2025-04-23 10:11:12+0900", datetime(2025, 4, 23, 10, 11, 12, tzinfo=SEOUL)),
        ("2025년 4월 23일", day(2025, 4, 23)),
    ],
)
def test_dates_have_many_forms(tmp_path: Path, written: str, moment: datetime) -> None:
    post, problems = read(tmp_path, "posts/x.md", f"---\ntitle: A\ndate: {written}\n---\nText.\n")
    assert (post.published, post.published and post.published.utcoffset(), problems) == (moment, moment.utcoffset(), [])


@pytest.mark.parametrize(
    ("written", "published"),
    [("2025-04-23 10:123:12", day(2025, 4, 23)), ("2025-04-23T10:11:1234Z", day(2025, 4, 23)), ("2021-00-00", None)],
)
def test_dates_that_nobody_can_read_keep_their_day_if_they_have_one(
    tmp_path: Path, written: str, published: datetime | None
) -> None:
    post, problems = read(tmp_path, "posts/x.md", f"---\ntitle: A\ndate: {written}\n---\nText.\n")
    assert (post.published, problems) == (published, [(3, Code.DATE_INVALID)])


def test_dates_with_and_without_an_offset_can_be_compared(tmp_path: Path) -> None:
    dates = {"a": "2025-04-23 10:00", "b": "2025-04-23T10:00:00+09:00", "c": "2025-04-23"}
    files = {f"posts/{name}.md": f"---\ntitle: {name}\ndate: {date}\n---\nText.\n" for name, date in dates.items()}
    assert [post.title for post in reading(tmp_path, files).catalogue.posts] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("path", "line", "source"),
    [
        ("posts/2014-06-14-name.md", "layout: post", "path of the file"),
        ("posts/x.md", "path: 2014/06/14/slug", "permalink"),
        ("posts/2014/06/14/x.md", "layout: post", "path of the file"),
        ("posts/2014-06-14/index.md", "category: A", "path of the file"),
    ],
)
def test_a_date_may_stand_outside_of_the_header(tmp_path: Path, path: str, line: str, source: str) -> None:
    post, problems = read(tmp_path, path, f"---\ntitle: A\n{line}\n---\nText.\n")
    assert (post.published, post.origins["published"].source) == (day(2014, 6, 14), source)
    assert problems == [(3 if source == "permalink" else 1, Code.DATE_FROM_PATH)]


# Files


PLAIN = "---\ntitle: 봄날\ndate: 2025-04-23\n---\n글이다.\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), 2, id="line ends of Windows"),
        pytest.param(PLAIN.replace("\n", "\r\n", 2).encode(), 2, id="mixed line ends"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN.encode(), 2, id="byte order mark"),
        pytest.param(("\n" + PLAIN).encode(), 3, id="blank line before the fence"),
        pytest.param(PLAIN.replace("---\nt", "---   \nt").encode(), 2, id="blanks after the opening fence"),
        pytest.param(PLAIN.replace("---\n글", "---     \n글").encode(), 2, id="blanks after the closing fence"),
        pytest.param(PLAIN.replace("title:", "title   :").encode(), 2, id="blanks before the colon"),
        pytest.param(PLAIN.replace("---\nt", "---\n# remark\nt").encode(), 3, id="comment"),
        pytest.param(PLAIN.replace("---\n글", "cSpell:ignore: 봄\n---\n글").encode(), 2, id="key with a colon"),
        pytest.param(PLAIN.replace("봄날", "봄날\t").encode(), 2, id="tab that does no harm"),
        pytest.param(PLAIN.replace("---\nt", "---\n\xa0\nt").encode(), 3, id="unseen blank on a line of its own"),
    ],
)
def test_a_file_may_be_written_in_many_ways(tmp_path: Path, text: bytes, line: int) -> None:
    post, problems = read(tmp_path, "posts/a b/봄 (1) + $!#.md", text)
    assert (post.title, post.published, post.line("title"), problems) == ("봄날", day(2025, 4, 23), line, [])


def test_a_nul_byte_in_a_body_is_reported_where_it_is(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", PLAIN + "a\0b\n")
    assert (post.title, problems) == ("봄날", [(6, Code.CONTROL_CHARACTER)])


def test_a_key_that_stands_twice_is_reported(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "slug: a", "slug: b")
    assert (post.slug, problems) == ("b", [(5, Code.KEY_DUPLICATE)])


def test_a_tab_before_a_key_costs_no_other_key(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "\tcategory: 기록", "slug: a")
    assert (post.title, post.slug, post.published) == ("봄날", "a", day(2025, 4, 23))
    assert Code.HEADER_INVALID in [code for _, code in problems]


def test_a_key_behind_a_tab_is_a_key(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "\tcategory: 기록", "slug: a")
    assert (post.categories, problems) == ((("기록",),), [(4, Code.HEADER_INVALID)])


def test_a_post_whose_name_fills_the_file_system_has_a_slug(tmp_path: Path) -> None:
    name = "봄" * 79
    post, problems = read(tmp_path, f"posts/{name}.md", PLAIN)
    assert (post.slug, problems) == (name, [])


@pytest.mark.parametrize(
    "names",
    [
        ("JavaScript", "javascript"),
        ("iOS", "ios"),
        ("Guest Post", "Guest-Post"),
        ("WEB", "Web"),
    ],
)
def test_categories_that_differ_in_case_or_hyphens_are_one(tmp_path: Path, names: tuple[str, str]) -> None:
    files = {
        f"posts/{number}.md": f"---\ntitle: A\ndate: 2025-04-23\ncategory: {name}\n---\nText.\n"
        for number, name in enumerate((*names, names[0]))
    }
    found = reading(tmp_path, files)
    assert [(term.name, len(term.posts)) for term in found.catalogue.main.terms[Taxonomy.CATEGORY].values()] == [(names[0], 3)]
    assert [(problem.path, problem.line, problem.code) for problem in found.problems] == [
        ("posts/1.md", 4, Code.CATEGORY_SPELLING)
    ]


def test_c_and_c_sharp_are_two_categories(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "categories: ['C', 'C#']")
    assert (post.categories, problems) == ((("C",), ("C#",)), [])
    found = reading(tmp_path, {})
    assert found.catalogue.posts == ()


def test_a_rule_inside_a_block_does_not_end_the_header(tmp_path: Path) -> None:
    post, problems = header(tmp_path, "excerpt: |", "  하나", "  ---", "  둘", "slug: a")
    assert (post.slug, post.header_lines, problems) == ("a", 9, [])


def test_a_header_that_nobody_closed_is_read_all_the_same(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "posts/x.md", "---\ntitle: 봄날\ndate: 2025-04-23\n\n글이다.\n")
    assert (post.title, post.published, post.opening) == ("봄날", day(2025, 4, 23), "글이다.")
    assert problems == [(4, Code.HEADER_UNCLOSED)]
