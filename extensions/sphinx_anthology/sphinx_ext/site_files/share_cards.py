"""Share cards: which pages have one, their addresses, and their files in the output folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from unicodedata import category

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from ...cache import CacheFile
from ...catalogue.colours import derive_colour
from ...catalogue.post import Post
from ...catalogue.taxonomy import Taxonomy
from ...catalogue.terms import Term
from ...outputs.page_addresses import BUILDERS
from ...outputs.share_cards.card import Card
from ...outputs.share_cards.card_folder import FOLDER, CardFolder
from ...pages.dates_and_numbers import date
from ...pages.elements import SEPARATOR
from ...pages.i18n import _
from ...problems import Code, Problem
from ...settings import PREFIX, report_option
from ..configuration.card_options import read_card_options
from ..configuration.site_address import site_address
from ..given_options import is_given
from ..incremental.records import record_file
from ..pictures.drawing import draw_all
from ..site import page_title, site_of
from ..warnings import reporter

logger = logging.getLogger(__name__)

_SHOWN = 5
"""Maximum number of pages and of characters that a message names."""
_ADVICE = f"Name a font that has the characters in {PREFIX}share_cards."
_DECORATION = "SPZC"
"""The first letters of the categories of characters that can be left out: symbols, punctuation, spaces, joiners."""


def site_name(config: Config) -> str:
    """Return the name of the site in Open Graph and on share cards; empty if the project wants none."""
    if isinstance(config.ogp_site_name, str):
        return config.ogp_site_name
    return str(config.project) if config.ogp_site_name is None else ""


class ShareCards:
    """The share cards of a build."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._site = site_of(app.env)
        self.options = read_card_options(app.config, app.confdir)
        record, cache = CacheFile(record_file(app, "cards")), app.doctreedir / "anthology-cards"
        self._folder = CardFolder(app.outdir, cache, record, self.options.fonts)

    @cached_property
    def _planned(self) -> Mapping[str, Card]:
        return dict(self._plan()) if self._are_useful() else {}

    @cached_property
    def by_docname(self) -> Mapping[str, Card]:
        """The card of each page that has one. A card that would lack letters is not drawn."""
        return {docname: card for docname, card in self._planned.items() if not self._lacks_letters(card)}

    def address(self, docname: str) -> str | None:
        """Return the absolute address of the card of a page; None if it has none."""
        card = self.by_docname.get(docname)
        return site_address(self._app.builder).absolute(f"{FOLDER}/{card.file_name}") if card else None

    def write(self) -> None:
        """Write the cards that are new, delete stale ones, and report what no font has."""
        self._folder.write(self.by_docname.values(), lambda cards: draw_all(self._app, cards, self._folder.draw, "share cards"))
        self._report_missing()

    def _are_useful(self) -> bool:
        """Return whether networks could find cards, and the project has no images of its own for all pages."""
        config = self._app.config
        from sphinxext.opengraph import create_social_card  # None without Matplotlib, which importing it reports

        draws_others = create_social_card is not None and (config.ogp_social_cards or {}).get("enable", True)
        has_others = config.ogp_image or config.ogp_use_first_image or draws_others
        is_known = self._app.builder.name in BUILDERS and site_address(self._app.builder).is_known
        return self.options.shown and is_known and not has_others and bool(self._site.catalogue.with_pages)

    def _plan(self) -> Iterator[tuple[str, Card]]:
        """Yield the documents that need a card, with their cards."""
        env = self._app.env
        for docname in sorted(env.all_docs):
            metadata = env.metadata.get(docname, {})
            if "og:image" in metadata or "ogp_disable" in metadata:
                continue
            if post := self._site.catalogue.by_docname.get(docname):
                if self.options.covers or not (post.cover and post.cover.is_usable):
                    yield docname, self._card_of_post(post)
            else:
                page = self._site.index_pages.get(docname)
                term = self._site.find_term(page) if page else None
                if term is None or self.options.covers or not (term.metadata.cover and term.metadata.cover.is_usable):
                    title = page.index.title if page and page.index else page_title(env, docname)
                    yield docname, self._card(title, term)

    def _card_of_post(self, post: Post) -> Card:
        categories = self._site.catalogue.collection_of(post).terms_of(post, Taxonomy.CATEGORY)
        day = date(post.published, self._app.config.language) if post.published else ""
        people = ", ".join(author.name for author in post.authors)
        main = categories[0] if categories else None
        return self._card(post.title, main, main.full_name if main else "", SEPARATOR.join(filter(None, (people, day))))

    def _card(self, title: str, term: Term | None, category: str = "", byline: str = "") -> Card:
        name = site_name(self._app.config)
        return Card.from_texts(term.colour if term else derive_colour(name), title, name, category, byline)

    def _lacks_letters(self, card: Card) -> bool:
        return any(category(character)[0] not in _DECORATION for character in self._folder.find_missing(card))

    def _lacks_language(self) -> bool:
        """Return whether no font has the words of this package in the language of the site."""
        return self._lacks_letters(Card.from_texts(derive_colour(""), _("All articles"), "", "", ""))

    def _report_missing(self) -> None:
        """Report fonts that cannot be read, and characters that no font has.

        The latter are reported once for all cards that are not drawn, and once for all that are drawn without symbols. It is no
        problem if they are those of the site's language, for which nobody has asked for cards.
        """
        report = reporter(self._app.env)
        for file in self._folder.unreadable_fonts:
            report_option(report, "share_cards", f"the font '{file.name}' cannot be read. It is not used.")
        missing = {name: found for name, card in self._planned.items() if (found := self._folder.find_missing(card))}
        if missing and not is_given(self._app.config, f"{PREFIX}share_cards") and self._lacks_language():
            logger.info("There are no share cards for pages with characters of the site's language. %s", _ADVICE)
            return
        for is_drawn in (False, True):
            docnames = [docname for docname in missing if (docname in self.by_docname) is is_drawn]
            docnames.sort(key=lambda docname: docname not in self._site.catalogue.by_docname)  # articles first
            if not docnames:
                continue
            characters = sorted(set("".join(missing[docname] for docname in docnames)))
            pages = _list([self._site.source_path(name) for name in docnames])
            names = _list([repr(one) for one in characters])
            if is_drawn:
                what = f"The share card of {pages} is drawn without {names}, which no font has."
            else:
                what = f"There is no share card for {pages}, because no font has {names}."
            message = f"{what} {_ADVICE}"
            post = self._site.catalogue.by_docname.get(docnames[0])
            path, line = self._site.source_path(docnames[0]), post.line("title") if post else 1
            report(Problem(path, line, Code.CARD_GLYPH_MISSING, message))


def share_cards(app: Sphinx) -> ShareCards:
    """Return the share cards of the build that is running."""
    return site_of(app.env).part(ShareCards, lambda: ShareCards(app))


def _list(names: Sequence[str]) -> str:
    """Return names in words, the first few of many."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
