"""Feeds as Atom, RSS 2.0 and JSON Feed.

- :mod:`.plan`: :func:`plan_feeds`, which feeds there are, and the pages that they belong to.
- :mod:`.entries`: the entries of feeds and their ids; :mod:`.content`: :func:`make_content`, the text of an article for feeds.
- :mod:`.document`: a document of a feed; :mod:`.xml_feeds` and :mod:`.json_feed`: its formats.
- :mod:`.files`: :class:`FeedWriter`, which makes the files.
"""
