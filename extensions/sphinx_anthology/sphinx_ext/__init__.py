"""Everything that hooks into Sphinx.

A build goes through these modules in this order:

- ``setup``: what the extension registers with Sphinx
- ``events``: one handler for each event, in the order of a build
- ``build_lock``: one build at a time in a folder of doctrees
- ``failures``: full disks and folders that cannot be written
- ``options``: checks of the configuration, and options that are filled in where they are unset
- ``startup``: the start of a build: settings, posts, index pages
- ``site``: the state of a build; ``site_of(env)`` returns it
- ``project``: which files are documents (drafts are not), and where generated pages are read from
- ``message_catalogs``: translations of posts with gettext
- ``parser``: MyST's parser for posts and pages; ``link_renderer``, ``renderer``: its tokens to nodes
- ``post_renderer``: title and frame of a post
- ``untrusted``: posts by authors whom the project does not know, cleaned when they are parsed
- ``body_cleanup``: removal of repeated covers, trailing dots and misplaced rules from the body of a post
- ``nesting``: the limit for directives in directives; ``target_runs``: long runs of targets, which would take too long
- ``images``: images of posts: their files and their sizes; ``linked_files``: files that pages link to
- ``post_directives``, ``other_parsers``: the check of directives and roles in posts; ``directive_files``: which files they use;
  ``autosummary_posts``: those of another extension that reads posts itself;
  ``own_files``: those that no post may use; ``substitutions``: MyST's expressions in posts
- ``directives``: ``posts``, ``categories``, ``map`` …; ``option_values``: the values of their options
- ``roles``: ``{post}``, ``{category}`` …
- ``deferred_nodes``: lists and overviews, made when their page is written
- ``toctrees``: toctrees of index pages, and posts as chapters below them
- ``term_pages``: breadcrumbs and description at the top of term pages
- ``domain``, ``std_domain``: references to posts and terms, from this project and from others
- ``section_ids``: ids of headings, labels and terms that are made of their words
- ``anchors``: headings and labels of pages, for links to them
- ``outgoing_links``, ``link_targets``, ``backlinks``: the links of each page, where they lead, and what follows from them
- ``documented_objects``, ``other_inventories``: functions and other objects, of this project and of others;
  ``object_mentions``: the articles that mention them; ``article_lists``: the places for the lists of these articles
- ``dependencies``: what a document depended on when it was read
- ``incremental``: which documents are read again, which pages are written again, and what is deleted from the output
- ``html_context``, ``sidebar``: what the templates of a theme get: neighbours, breadcrumbs, meta tags, the sidebar's tree
- ``general_index``: the general index with Hangul by consonants
- ``assets``: the style sheet and the scripts; ``search_index``: what Sphinx does not keep right in it
- ``search``: the language of the search index, and what the search shows of each page
- ``redirects``: pages at the old addresses of articles
- ``mention_file``, ``remote_mentions``: what a site tells other projects about its articles, and what other sites tell
- ``builders``: EPUB and LaTeX: articles as chapters, categories as parts
- ``translated_paragraphs``: what a paragraph that Sphinx translates keeps of the original
- ``translations``, ``version_labels``: words that Sphinx or a theme leaves in English
- ``warnings``: problems as warnings of Sphinx
"""
