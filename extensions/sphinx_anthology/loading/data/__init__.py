"""Files beside the posts that say something about them.

- :mod:`.author_files`: :class:`AuthorFiles`, authors by key, and :mod:`.author_pages`, their pages in Hugo.
- :mod:`.tag_files`: :class:`TagFiles`, tags by key.
- :mod:`.redirect_files`: redirects of a server, which become aliases.
- :mod:`.mention_files`: files of other sites with their articles about objects of this project.
- :mod:`.old_feeds`: :func:`read_old_feeds`, the ids in the feed of the old blog.
- :mod:`.url_manifest`: the list of what a site has published, and the numbered ids that headings had.
"""
