"""Links from each page to the same page in the other languages of the site."""

from __future__ import annotations

from conftest import Build, Site

BASE = "https://docs.example/en/latest/"
LANGUAGES = {"en": BASE, "ko": "/ko/latest", "pt_BR": "https://docs.example/pt-br/latest/"}
PAGES = ("index", "posts/one", "posts/spring.ko", "browse/posts", "search", "genindex")


def find_alternates(built: Build, page: str) -> dict[str, str]:
    links = built.soup(page).select("link[rel=alternate][hreflang]")
    found = {str(link["hreflang"]): str(link["href"]) for link in links}
    assert len(found) == len(links)
    return found


def find_switch(built: Build, page: str) -> list[tuple[str, str, str]]:
    """Return text, address and language of each item; the address is ``current`` for that of the page."""
    (switch,) = built.soup(page).select("nav.anthology-site-languages") or [None]
    if switch is None:
        return []
    assert switch["aria-label"]
    items = switch.find_all(True)
    assert [item["lang"] for item in items if item.has_attr("aria-current")] in ([built.soup(page).html["lang"]], [])
    return [(item.get_text(), item.get("href", "current"), item["lang"]) for item in items]


def test_each_page_leads_to_itself_in_the_other_languages(site: Site) -> None:
    site.post("one")
    site.post("spring.en", title="Spring")
    site.post("spring.ko", title="봄")
    for theme in ("furo", "alabaster"):
        built = site.build(html_theme=theme, html_baseurl=BASE, anthology_site_languages=LANGUAGES)
        assert built.warnings == ""
        for page in PAGES:
            path = f"{page}.html"
            assert find_switch(built, page) == [
                ("English", "current", "en"),
                ("한국어", f"/ko/latest/{path}", "ko"),
                ("português (Brasil)", f"https://docs.example/pt-br/latest/{path}", "pt-BR"),
            ]
            own = {"en": f"{BASE}posts/spring.en.html", "ko": f"{BASE}posts/spring.ko.html"} if "spring" in page else {}
            addresses = {
                "en": BASE + path,
                "ko": f"https://docs.example/ko/latest/{path}",
                "pt-BR": f"https://docs.example/pt-br/latest/{path}",
            } | own
            assert find_alternates(built, page) == addresses | {"x-default": addresses["en"]}
        assert (find_switch(built, "404"), find_alternates(built, "404")) == ([], {})


def test_folders_are_addresses_of_pages_in_dirhtml(site: Site) -> None:
    site.post("두 번째", title="Second")
    languages = {"ko": "/ko/", "en": "/"}
    built = site.build("dirhtml", language="ko", anthology_site_languages=languages)
    assert find_switch(built, "index") == [("한국어", "current", "ko"), ("English", "/", "en")]
    assert find_switch(built, "search/index")[1][1] == "/search/"
    second = "posts/%EB%91%90%20%EB%B2%88%EC%A7%B8/"
    page = "posts/두 번째/index"
    assert find_switch(built, page)[1][1] == f"/{second}"
    assert find_alternates(built, page) == {"ko": f"/ko/{second}", "en": f"/{second}", "x-default": f"/ko/{second}"}


def test_a_sidebar_without_the_tree_leaves_the_switch_below_the_text(site: Site) -> None:
    site.post("one")
    built = site.build(anthology_site_languages=LANGUAGES, html_sidebars={"**": ["sidebar/brand.html"]})
    for page in PAGES[:2] + PAGES[-2:]:
        (switch,) = built.soup(page).select("nav.anthology-site-languages")
        assert switch.find_parent("article") is not None


def test_a_site_without_articles_has_the_switch(site: Site) -> None:
    for theme in ("furo", "classic"):
        built = site.build(html_theme=theme, anthology_site_languages=LANGUAGES)
        assert [len(find_switch(built, page)) for page in ("index", "search", "genindex")] == [3, 3, 3]


def test_a_change_of_the_option_changes_each_page(site: Site) -> None:
    site.post("one")
    reverse = dict(reversed(LANGUAGES.items()))
    assert find_switch(site.build(), "posts/one") == []
    for languages in (LANGUAGES, reverse, {**LANGUAGES, "ko": "/other/"}, {}):
        built = site.build(anthology_site_languages=languages)
        clean = site.build(anthology_site_languages=languages, output=site.folder / "clean" / str(site.builds))
        for page in PAGES[:2] + PAGES[3:]:
            assert built.text(f"{page}.html") == clean.text(f"{page}.html")
    built = site.build(anthology_site_languages=reverse)
    assert site.build(anthology_site_languages=reverse).written == []


def test_unusable_parts_are_named_once_and_left_out(site: Site) -> None:
    site.post("one")
    unusable = {
        "klingon": "/x/",
        7: "/y/",
        "ja": "javascript:alert(1)",
        "de": "//evil.example/",
        "fr": "fr/latest/",
        "it": "https://docs.example/it/?a=b",
        "es": "/es/#x",
        "ru": ["/ru/"],
        "tr": "",
        "vi": "/\\evil.example",
        "nl": "https://me@docs.example/",
        "kor": "/again/",
        "zh_CN": '/"><b>/',
    }
    built = site.build(anthology_site_languages={**LANGUAGES, **unusable})
    assert built.codes == ["anthology.option-invalid"] * (len(unusable) - 1)
    for name in list(unusable)[:-2]:
        assert built.warnings.count(f"anthology_site_languages: {name!r}") == 1
    assert "'ko' is there twice. The first address is used." in built.warnings
    assert [item[1] for item in find_switch(built, "index")] == [
        "current",
        "/ko/latest/index.html",
        "https://docs.example/pt-br/latest/index.html",
        "/%22%3E%3Cb%3E/index.html",
    ]
    built = site.build(anthology_site_languages={"ko": "/ko/", "ja": "/ja/"})
    assert "'en', the language of this build, is not among them. Add it with its address." in built.warnings
    built = site.build(anthology_site_languages={"en": "/"})
    assert (built.warnings, find_switch(built, "index"), find_alternates(built, "index")) == ("", [], {})
