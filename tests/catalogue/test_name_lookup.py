"""Lookup of posts by name, with posts of authors whom the project does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from post_records import make_catalogue, make_record
from sphinx_anthology.catalogue.name_lookup import NameLookup
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.catalogue.terms import Key, TermMetadata
from sphinx_anthology.fields.record import Author
from sphinx_anthology.settings import Settings
from sphinx_anthology.urls import Url

OWN = make_record(
    "own", title="Setup", path="posts/install.md", day=9, category="AI", authors=[Author("Mina", Url("https://mina.example"))]
)


def test_the_first_post_with_a_title_or_a_file_name_is_found() -> None:
    lookup = NameLookup([make_record("a", title="Same"), make_record("b", title="Same")])
    assert lookup.find("Same") == make_record("a", title="Same")
    assert lookup.find("gone") is None


@pytest.mark.parametrize("name", ["own", "Setup", "install", "SETUP", "Own"])
def test_an_untrusted_post_takes_no_name_of_a_trusted_one(name: str) -> None:
    guest = make_record("guest", title="Setup", path="guest/own.md", docname="guest/own", day=0, is_untrusted=True)
    slugs = ("install", "Setup", "SETUP", "Own")
    taken = [make_record(slug, docname=f"guest/{slug}", day=0, is_untrusted=True) for slug in slugs]
    catalogue = make_catalogue(OWN, guest, *taken)
    assert catalogue.find(name) == OWN
    assert catalogue.find("guest") == guest


@pytest.mark.parametrize("address", ["/install", "/posts/install", "/blog/own/", "/own"])
def test_an_untrusted_post_takes_no_address_of_a_trusted_one(address: str) -> None:
    settings = Settings(permalinks=("/:slug/",))
    slugs = ("install", "posts/install", "blog/own", "own-2")
    guests = [make_record(slug, docname=f"guest/{slug}", path=f"guest/{slug}.md", day=0, is_untrusted=True) for slug in slugs]
    catalogue = make_catalogue(OWN, *guests, settings=settings)
    assert catalogue.addresses.find(address) == OWN.docname


def test_an_untrusted_post_is_found_by_an_address_of_its_own() -> None:
    guest = make_record("guest", docname="guest/guest", path="guest/guest.md", is_untrusted=True)
    assert make_catalogue(OWN, guest).addresses.find("/guest/guest") == "guest/guest"


def test_untrusted_posts_do_not_decide_how_a_term_is_spelt_or_who_an_author_is() -> None:
    profile = Author("Mina", Url("https://attacker.example"), picture=Url("x.png"), key="mina")
    guests = [make_record(f"g{number}", category="ai", authors=[profile], is_untrusted=True) for number in range(5)]
    collection = make_catalogue(OWN, *guests).main
    assert [term.name for term in collection.terms[Taxonomy.CATEGORY].values()] == ["AI"]
    assert [term.author for term in collection.terms[Taxonomy.AUTHOR].values()] == [OWN.authors[0]]


def test_untrusted_posts_spell_the_terms_that_they_alone_have() -> None:
    guests = [make_record(f"g{number}", category=name, is_untrusted=True) for number, name in enumerate(("b c", "B C", "B C"))]
    assert [term.name for term in make_catalogue(OWN, *guests).main.terms[Taxonomy.CATEGORY].values()] == ["AI", "B C"]


def test_a_term_of_untrusted_posts_takes_no_address_of_another() -> None:
    catalogue = make_catalogue(OWN, make_record("g", category="Aa", is_untrusted=True))
    metadata: dict[tuple[Taxonomy, Key], TermMetadata] = {(Taxonomy.CATEGORY, ("ai",)): TermMetadata(slug="aa")}
    terms = replace(catalogue.main, term_metadata=metadata).terms[Taxonomy.CATEGORY]
    assert {term.name: term.slug for term in terms.values()} == {"AI": "aa", "Aa": "aa-2"}
