"""Everything that hooks into Sphinx.

A build goes through these modules and packages in this order:

- ``setup``: what the extension registers with Sphinx
- ``events``: one handler for each event, in the order of a build
- ``failures``: what could stop a build
- ``configuration``: the check of the options, and those that are filled in; ``given_options``: those that the project has set
- ``startup``: the start of a build: settings, posts, index pages
- ``site``: the state of a build; ``site_of(env)`` returns it
- ``sources``: which files are documents
- ``parsing``: the parsers; ``markdown``: from tokens to nodes; ``posts``: what is special about posts
- ``untrusted``: posts by authors whom the project does not know, cleaned when they are parsed
- ``files``: images, media, downloads
- ``lists``: lists and overviews of posts; ``option_values``: the values of the options of directives
- ``domains``: references to posts and terms; ``unknown_targets``: messages about those that lead nowhere
- ``translation``: translations of posts, and of the words of the interface
- ``dependencies``, ``outgoing_links``: what is recorded of a document when it is read; ``named_places``: what names mean
- ``links``: where links lead, and what follows from them
- ``incremental``: which documents are read again, which pages are written again, and what is deleted from the output
- ``html_pages``: what a theme gets for its pages; ``feed_links``: the feeds that pages link to
- ``metadata``: the fields of posts, for other extensions
- ``pictures``: pictures of posts in the sizes that pages and books need
- ``search``: the search of the site
- ``site_files``: feeds, the sitemap, redirects and other files beside the pages
- ``builders``: EPUB, LaTeX and plain text
- ``warnings``: problems as warnings of Sphinx
"""
