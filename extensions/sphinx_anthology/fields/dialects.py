"""The table of front matter keys by field, for all blog engines.

:data:`TABLE` lists the keys that fill each field, in order of precedence, and the function that reads their values. To support
another dialect, add keys or rows.

Case, hyphens, underscores and spaces in a key do not matter: ``coverImage``, ``cover_image`` and ``Cover-Image`` are the same
key. A name with a dot is a key inside a mapping: ``extra.team``.
"""

from __future__ import annotations

from . import discussions, focal_points, images, languages, people, scalars, statuses, terms, urls
from .field_rows import FieldRow, merge, take_strictest

TABLE = (
    FieldRow("title", ("title", "제목", "linkTitle", "pageTitle", "seoTitle", "metaTitle"), scalars.read_text),
    FieldRow("subtitle", ("subtitle", "subheading", "tagline", "부제"), scalars.read_text),
    FieldRow(
        "published",
        (
            "date",
            "pubDate",
            "datePublished",
            "publishDate",
            "publishedAt",
            "publishedDate",
            "publicationDate",
            "publishedOn",
            "publishedTime",
            "createdAt",
            "created",
            "dateCreated",
            "creationDate",
            "createDate",
            "postedAt",
            "date.created",
            "날짜",
            "작성일",
        ),
        scalars.read_date,
    ),
    FieldRow("published", ("published",), scalars.read_date_unless_flag),
    FieldRow(
        "updated",
        (
            "updated",
            "updatedAt",
            "updateDate",
            "updatedDate",
            "dateUpdated",
            "lastmod",
            "lastModifiedAt",
            "lastModified",
            "lastUpdated",
            "lastUpdate.date",
            "modified",
            "modifiedAt",
            "modifiedTime",
            "dateModified",
            "date.updated",
            "수정일",
        ),
        scalars.read_date,
    ),
    FieldRow("expires", ("expiryDate", "expires", "expireDate", "expiresAt", "unpublishDate"), scalars.read_date),
    FieldRow(
        "categories",
        (
            "category",
            "categories",
            "분류",
            "카테고리",
            "taxonomies.categories",
            "taxonomies.category",
            "sig",
            "extra.team",
        ),
        terms.read_categories,
    ),
    FieldRow("tags", ("tags", "tag", "태그", "topics", "keywords", "labels", "taxonomies.tags"), terms.read_tags),
    FieldRow(
        "authors",
        (
            "author",
            "authors",
            "작성자",
            "글쓴이",
            "writer",
            "creator",
            "byline",
            "taxonomies.authors",
        ),
        people.read_authors,
    ),
    FieldRow(
        "excerpt",
        (
            "excerpt",
            "description",
            "summary",
            "요약",
            "설명",
            "abstract",
            "desc",
            "intro",
            "lead",
            "spoiler",
            "seoDescription",
            "metaDescription",
        ),
        scalars.read_multiline_text,
    ),
    FieldRow(
        "cover",
        (
            "coverImage",
            "cover",
            "featuredImage",
            "featureImage",
            "heroImage",
            "hero",
            "headerImage",
            "headerImg",
            "header.image",
            "header.overlay_image",
            "header.teaser",
            "banner",
            "topImg",
            "titleImage",
            "asideImage",
            "image",
            "thumbnail",
            "thumb",
            "images",
            "socialImage",
            "ogImage",
            "openGraphImage",
        ),
        images.read_cover,
    ),
    FieldRow("cover", ("resources",), images.read_cover_resource),
    FieldRow(
        "cover_alt",
        ("imageAlt", "coverAlt", "coverImageAlt", "featuredImageAlt", "heroImageAlt", "heroAlt", "thumbnailAlt", "bannerAlt"),
        scalars.read_text,
    ),
    FieldRow(
        "cover_dark",
        (
            *"coverDark darkCover coverImageDark coverDarkImage darkCoverImage featuredImageDark featureImageDark".split(),
            *"darkFeaturedImage heroImageDark heroDark darkHeroImage headerImageDark bannerDark darkBanner imageDark".split(),
            *"darkImage thumbnailDark darkThumbnail".split(),
        ),
        images.read_cover,
    ),
    FieldRow("cover_dark", ("resources",), images.read_dark_resource),
    FieldRow(
        "cover_focus",
        (
            *"coverPosition coverFocus coverFocalPoint coverImagePosition coverImageFocus coverObjectPosition".split(),
            *"featuredImagePosition featuredImageFocalPoint heroImagePosition heroPosition bannerPosition bannerFocus".split(),
            *"imagePosition imageFocus imageFocalPoint thumbnailPosition focalPoint objectPosition".split(),
        ),
        focal_points.read_focal_point,
    ),
    FieldRow("status", ("draft", "private", "wip", "isDraft"), statuses.read_draft, take_strictest),
    FieldRow("status", ("published", "public", "publish", "isPublished"), statuses.read_public, take_strictest),
    FieldRow("status", ("hidden", "unlisted", "hide"), statuses.read_hidden, take_strictest),
    FieldRow("status", ("eleventyExcludeFromCollections",), statuses.read_excluded, take_strictest),
    FieldRow("status", ("displayInList", "listed", "visible"), statuses.read_listed, take_strictest),
    FieldRow("status", ("status",), statuses.read_status, take_strictest),
    FieldRow("slug", ("slug",), scalars.read_text),
    FieldRow("permalink", ("permalink", "path", "url", "uri"), urls.read_permalink),
    FieldRow("aliases", ("aliases", "alias", "redirectFrom", "redirects", "redirect", "oldUrls"), urls.read_permalinks, merge),
    FieldRow(
        "canonical",
        ("canonicalUrl", "canonical", "originalUrl", "crosspostUrl", "canonicalLink", "externalLink"),
        urls.read_url,
    ),
    FieldRow("feed_id", ("guid", "feedId", "atomId"), scalars.read_text),
    FieldRow("reading_minutes", ("readTime", "readingTime", "minutes", "timeToRead", "minutesToRead"), scalars.read_minutes),
    FieldRow(
        "series",
        ("series", "serie", "seriesTitle", "seriesName", "시리즈", "taxonomies.series"),
        terms.read_series,
    ),
    FieldRow(
        "order",
        ("seriesOrder", "seriesIndex", "seriesPart", "part", "episode", "order", "weight", "archiveOrder"),
        scalars.read_whole_number,
    ),
    FieldRow("language", ("lang", "language", "locale", "언어"), languages.read_language),
    FieldRow("translation_key", ("translationKey", "translationId", "langRef", "ref", "pageId"), scalars.read_text),
    FieldRow("is_translation", ("translation", "isTranslation"), scalars.read_flag),
    FieldRow("pinned", ("pinned", "pin", "featured", "sticky", "stick", "top"), scalars.read_flag_or_number),
    FieldRow("math", ("math", "mathjax", "useMath", "katex", "latex"), scalars.read_flag),
    FieldRow("colour", ("color", "colour", "색상"), scalars.read_text),
    FieldRow(
        "has_comments",
        ("comments", "comment", "commentable", "showComments", "enableComments", "allowComments", "commentStatus"),
        discussions.read_comments,
        all,
    ),
    FieldRow(
        "has_comments",
        ("disableComments", "noComments", "hideComments", "disableComment", "noComment", "hideComment"),
        discussions.read_no_comments,
        all,
    ),
    FieldRow(
        "thread",
        ("disqusIdentifier", "disqusId", "disqus", "threadId", "commentsId", "commentId", "issueTerm", "issueNumber"),
        discussions.read_thread,
    ),
    FieldRow("thread_url", ("disqusUrl",), urls.read_url),
    FieldRow(
        "social_post",
        (
            "mastodon",
            "mastodonUrl",
            "mastodonPost",
            "mastodonId",
            "mastodonPostId",
            "mastodonComments",
            "tootUrl",
            "tootId",
            "fediverse",
            "fediverseUrl",
            "comments",
            "comment",
        ),
        discussions.read_social_post,
    ),
    FieldRow("related", ("related", "relatedPosts", "relatedArticles", "seeAlso"), terms.read_related, accepts_empty=True),
)

CONTAINERS = ("extra", "params")
"""Mappings for keys that the engine itself does not know (Zola, Hugo). Their keys fill the same fields, but top-level keys take
precedence."""

HANDED_ON_KEYS = frozenset(
    [
        "myst",
        "mystnb",
        "html_meta",
        "substitutions",
        "jupytext",
        "kernelspec",
        "language_info",
        "file_format",
        "orphan",
        "tocdepth",
        "nocomments",
        "nosearch",
        "no-search",
        "hide-toc",
    ]
)
"""Keys that Sphinx, MyST or Furo read, beside those that begin with ``og:`` or ``ogp_``."""

FIELDS = {
    "title": "Title, as plain text.",
    "subtitle": "Second line below the title.",
    "published": "Date of publication, with or without a time, in nearly any format.",
    "updated": "Date of the last change.",
    "expires": "Date from which the article is no longer shown.",
    "categories": "A name, names, or paths of names: text, list, list of lists, mapping.",
    "tags": "Names: a list, or one text with commas.",
    "authors": "Names, mappings with name, url and picture, Markdown links, or keys of an authors file.",
    "excerpt": "Summary, as plain text.",
    "cover": "Address of an image, or a mapping with url (or light), dark, alt, credit and position.",
    "cover_alt": "Alternative text of the cover.",
    "cover_dark": "Image shown instead of the cover on dark pages.",
    "cover_focus": "What stays in view where the cover is cut: top, left bottom, 30% 20%, or a mapping with x and y.",
    "status": "Whether the article is published, hidden from listings, or a draft. The strictest key counts.",
    "slug": "Stable name, by which other pages refer to the article.",
    "permalink": "Address in the old blog. Slug and date are derived from it if no other key sets them.",
    "aliases": "Further old addresses. All keys count.",
    "canonical": "URL of the original, if the article is a copy.",
    "feed_id": "Id of the article in the feed of the old blog.",
    "reading_minutes": "Reading time in minutes.",
    "series": "Name of the series that the article belongs to.",
    "order": "Position in the series, a whole number.",
    "language": "Language of the text, such as ko or pt-BR.",
    "translation_key": "Name that all translations of the article have in common.",
    "is_translation": "Whether this is a translation, and not the original article.",
    "pinned": "Whether the article comes before all others.",
    "math": "Whether dollar signs in the text enclose formulas.",
    "colour": "Colour of the term that a page is about, such as '#1f6feb'. Of an article it means nothing.",
    "has_comments": "Whether the article has comments, if the project has them.",
    "thread": "Identifier of the thread of comments, such as that of Disqus.",
    "thread_url": "URL by which Disqus knows the article.",
    "social_post": "Post in the fediverse whose replies are the comments: its URL or id.",
    "related": "Related articles: slugs, titles or files, or false for none.",
}
"""Description of each field, for the documentation and the command line."""


def is_handed_on(key: str) -> bool:
    """Return whether Sphinx, MyST or another extension reads *key*."""
    return key in HANDED_ON_KEYS or key.startswith(("og:", "ogp_"))
