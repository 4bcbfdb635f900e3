"""Query the catalogue for what a page shows, so that a build can tell which pages have changed.

A page that shows something of other posts asks a query and renders its answer, and nothing else of the catalogue. The build
records each query of a page with a fingerprint of the answer. The next build asks the query again and re-reads the pages whose
fingerprints differ.

- :mod:`.base`: the protocol :class:`Query`, :func:`fingerprint`, and :class:`Target`, which answers use for links.
- :mod:`.articles`: :class:`ArticleQuery`, an article with its terms, its series and its neighbours.
- :mod:`.listings`: :class:`ListingQuery`, one page of a list of posts.
- :mod:`.terms`: :class:`TermListQuery`, the terms of a taxonomy, and :class:`TermHeaderQuery`, the top of a term page.
- :mod:`.activity`: :class:`ActivityQuery`, posts per month, and :class:`ArchiveQuery`, the titles of each year.
- :mod:`.link_map`: :class:`LinkMapQuery`, the articles on the link map.
- :mod:`.navigation`: :class:`ChaptersQuery`, the pages below an index page, :class:`SidebarQuery` and :class:`IndexLinksQuery`.
- :mod:`.emblems`: :class:`Emblem`, what stands for a missing picture.
- :mod:`.mentions`: :class:`MentionQuery` and :class:`AddressQuery`, the target of a reference by name or by address, and
  :class:`AnyPostsQuery`; :class:`FormerIdsQuery`, the ids that headings had.
- :mod:`.links`: queries about the links between pages, which are answered when all pages have been read; not re-exported here.
"""

from .activity import ActivityQuery, ArchiveQuery, YearActivity, YearTitles
from .articles import ArticleAnswer, ArticleAuthor, ArticleQuery, SeriesPart
from .base import Query, Target, fingerprint
from .emblems import Emblem
from .link_map import LinkMapQuery, MapPoint
from .listings import ListingAnswer, ListingEntry, ListingQuery, count_pages
from .mentions import AddressQuery, AnyPostsQuery, FormerIdsQuery, MentionQuery
from .navigation import ChaptersAnswer, ChaptersQuery, IndexLinksQuery, SidebarAnswer, SidebarQuery, parent_page
from .terms import AuthorProfile, TermHeaderAnswer, TermHeaderQuery, TermListQuery, TermSummary

__all__ = [
    "ActivityQuery",
    "AddressQuery",
    "AnyPostsQuery",
    "ArchiveQuery",
    "ArticleAnswer",
    "ArticleAuthor",
    "ArticleQuery",
    "AuthorProfile",
    "ChaptersAnswer",
    "ChaptersQuery",
    "Emblem",
    "FormerIdsQuery",
    "IndexLinksQuery",
    "LinkMapQuery",
    "ListingAnswer",
    "ListingEntry",
    "ListingQuery",
    "MapPoint",
    "MentionQuery",
    "Query",
    "SeriesPart",
    "SidebarAnswer",
    "SidebarQuery",
    "Target",
    "TermHeaderAnswer",
    "TermHeaderQuery",
    "TermListQuery",
    "TermSummary",
    "YearActivity",
    "YearTitles",
    "count_pages",
    "fingerprint",
    "parent_page",
]
