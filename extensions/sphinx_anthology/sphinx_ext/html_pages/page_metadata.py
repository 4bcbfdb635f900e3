"""What machines are told of the pages of a build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ... import urls
from ...catalogue.queries import ArticleAnswer, ArticleQuery, Target
from ...catalogue.taxonomy import Taxonomy
from ...catalogue.terms import Term
from ...fields.record import Author, Cover, Status
from ...markup.text.plaintext import shorten
from ...outputs.indexes.pages import IndexPage
from ...outputs.metadata.head import Crumb, PageKind, PageMetadata, Person, ShareImage, find_account
from ...outputs.share_cards.card import HEIGHT, WIDTH
from ...pages.dates_and_numbers import article_count
from ...pages.elements import SEPARATOR
from ...slugs import slugify
from ..configuration.site_address import page_address, site_address
from ..site import page_title, site_of
from ..site_files.share_cards import share_cards, site_name

_TITLES, _LENGTH = 8, 200
"""Maximum numbers of titles, and of characters, in the description of an index page."""


class MetadataOfPages:
    """Describes the pages of an HTML build. Each is described once, before pages are compared with those of the last build."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        self._app, self._builder = app, builder
        self._site = site_of(app.env)
        self._known: dict[str, PageMetadata] = {}

    def describe(self, docname: str) -> PageMetadata:
        """Return what machines are told of the page of a document."""
        if docname not in self._known:
            answer = ArticleQuery(docname).answer(self._site.catalogue)
            page = self._site.index_pages.get(docname)
            self._known[docname] = self._describe_article(answer) if answer else self._describe_page(docname, page)
        return self._known[docname]

    def _describe_article(self, answer: ArticleAnswer) -> PageMetadata:
        post, config = answer.post, self._app.config
        collection = self._site.catalogue.collection_of(post)
        terms = collection.terms_of(post, Taxonomy.AUTHOR)
        pages = {term.key: term.docname for term in terms}
        main = answer.categories[0] if answer.categories else ()
        return PageMetadata(
            kind=PageKind.ARTICLE,
            title=post.title,
            language=post.language or config.language,
            site=self._name,
            home=self._home,
            url=post.original or self._address(post.docname),
            description=post.summary,
            image=self._find_image(post.docname, post.title, post.cover),
            published=post.published,
            updated=post.updated,
            expires=post.expires,
            people=tuple(self._describe_person(author, pages.get((slugify(author.name),))) for author in post.authors),
            section=main[-1].title if main else "",
            tags=tuple(tag.title for tag in answer.tags),
            reading_minutes=post.reading_minutes,
            is_hidden=post.status is Status.HIDDEN,
            article_type=collection.settings.article_type,
            other_languages=tuple(target.language or config.language for target in answer.translations),
            crumbs=tuple(self._crumbs((*main, Target(post.docname, post.title)))),
        )

    def _describe_page(self, docname: str, page: IndexPage | None) -> PageMetadata:
        config, title = self._app.config, page_title(self._app.env, docname)
        term = self._site.find_term(page) if page else None
        kind = PageKind.COLLECTION if page else PageKind.HOME if docname == config.root_doc else PageKind.OTHER
        author = term.author if term else None
        return PageMetadata(
            kind=PageKind.PROFILE if author else kind,
            title=title,
            language=config.language,
            site=self._name,
            home=self._home,
            url=self._address(docname),
            description=self._describe_listing(page, term) if page else "",
            image=self._find_image(docname, title, term.metadata.cover if term else None),
            people=(self._describe_person(author, docname),) if author else self._owners if kind is PageKind.HOME else (),
            crumbs=tuple(self._crumbs((*self._find_parents(page), Target(docname, title)))),
        )

    def _describe_listing(self, page: IndexPage, term: Term | None) -> str:
        """Return the description of a term, or else how many posts an index page has, and the first titles that it lists.

        These are names of terms where it lists terms.
        """
        if page.number > 1:
            return ""
        given = (term.metadata.description or (term.author.bio if term.author else "")) if term else ""
        collection = self._site.catalogue.collection(page.collection)
        posts = term.posts if term else collection.posts
        listed = (
            [one.name for one in collection.children(page.terms)] if page.terms else [post.title for post in posts[:_TITLES]]
        )
        count = article_count(len(posts), str(self._app.config.language))
        return given or shorten(f"{count}: {SEPARATOR.join(listed[:_TITLES])}", _LENGTH)

    def _find_parents(self, page: IndexPage | None) -> Iterator[Target]:
        """Yield the index pages above an index page, outermost first."""
        if page is None or page.parent is None:
            return
        yield from self._find_parents(self._site.index_pages.get(page.parent))
        yield Target(page.parent, page_title(self._app.env, page.parent))

    def _describe_person(self, author: Author, docname: str | None) -> Person:
        own = urls.make_absolute(author.url) if urls.is_web_url(author.url) else ""
        links = (urls.make_absolute(link.address) for link in author.links if urls.is_web_url(link.address))
        portrait = self._find_cover(author.portrait) if author.portrait else None
        return Person(
            author.name,
            (self._address(docname) if docname else "") or own,
            tuple(dict.fromkeys(filter(None, (own, *links)))),
            find_account(author),
            author.role,
            author.bio,
            portrait.url if portrait else "",
        )

    def _crumbs(self, targets: tuple[Target, ...]) -> Iterator[Crumb]:
        """Yield the home page and the pages of targets; nothing if there is only the home page, or no address is known."""
        root = self._app.config.root_doc
        shown = [target for target in targets if target.docname and target.docname != root]
        if self._home and shown:
            yield Crumb(self._name or page_title(self._app.env, root), self._home)
            for target in shown:
                yield Crumb(target.title, self._address(target.docname or ""))

    def _find_image(self, docname: str, title: str, cover: Cover | None) -> ShareImage | None:
        """Return the image of a page: its share card if it has one, or else its cover; None if no absolute address is known."""
        cards = share_cards(self._app)
        if card := cards.address(docname):
            return ShareImage(card, title, WIDTH, HEIGHT)
        return self._find_cover(cover, title) if cover else None

    def _find_cover(self, cover: Cover, title: str = "") -> ShareImage | None:
        if not cover.is_usable:
            return None
        alt = cover.alt or title
        if cover.file is None:
            return ShareImage(urls.make_absolute(cover.reference), alt, cover.width, cover.height)
        file = self._app.env.images.get(cover.file)
        if file is None or not self._home:
            return None
        uri = f"{self._builder.imagedir}/{quote(file[1])}"
        return ShareImage(site_address(self._builder).absolute(uri), alt, cover.width, cover.height)

    def _address(self, docname: str) -> str:
        """Return the absolute address of a page; empty if that of the site is not known."""
        return page_address(self._builder, docname) if self._home else ""

    @cached_property
    def _owners(self) -> tuple[Person, ...]:
        """The author of the site: the one whom the configuration names, or the only one."""
        collections = self._site.catalogue.collections.values()
        terms = {slug: term for one in collections for slug, term in one.by_slug[Taxonomy.AUTHOR].items() if term.author}
        owner = terms.get(slugify(str(self._app.config.author))) or (next(iter(terms.values())) if len(terms) == 1 else None)
        return (self._describe_person(owner.author, owner.docname),) if owner and owner.author else ()

    @cached_property
    def _name(self) -> str:
        return site_name(self._app.config)

    @cached_property
    def _home(self) -> str:
        return site_address(self._builder).base


def metadata_of_pages(app: Sphinx) -> MetadataOfPages | None:
    """Return what describes the pages of the build that is running; None if the builder writes no HTML."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return None
    return site_of(app.env).part(MetadataOfPages, lambda: MetadataOfPages(app, builder))
