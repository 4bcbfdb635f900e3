"""Load post files into a catalogue, with the images, authors and term metadata that belong to them.

Each file is parsed by itself and cached. In every build, the posts are then completed with what depends on other files, and
put into collections.

- :mod:`.loader`: :func:`load_posts` loads the catalogue of a :class:`PostSource`.
- :mod:`.file_loader`: loading of single files, with the cache and worker processes.
- :mod:`.encodings`: decoding of source files, and the codec with which Sphinx reads them.
- :mod:`.post_parser`: from the text of a file to a :class:`.catalogue.post.Post`, and :mod:`.derive`, the fields that front
  matter leaves empty.
- :mod:`.resolve`: cover, authors, collection, status and unique slug of a post.
- :mod:`.post_files`: :class:`PostFiles`, the gate for paths: which files a post may use; and :mod:`.own_files`, the files
  of the project that none may use.
- :mod:`.image_files`: lookup of the image files that posts name; :mod:`.image_content` and :mod:`.svg_content`, what is an
  image and how large it is.
- :mod:`.translations`: languages that other files make clear, and translations of posts.
- :mod:`.author_files`: :class:`AuthorFiles`, authors by key, and :mod:`.author_pages`, their pages in Hugo.
- :mod:`.tag_files`: :class:`TagFiles`, tags by key. :mod:`.redirect_files`: redirects of a server, which become aliases.
- :mod:`.mention_files`: files of other sites with their articles about objects of this project.
- :mod:`.old_feeds`: :func:`read_old_feeds`, the ids in the feed of the old blog.
- :mod:`.term_metadata`: metadata of terms from the configuration and from handwritten pages.
- :mod:`.untrusted_posts`: posts by authors whom the project does not know, and what their front matter may not do.
- :mod:`.project`: :class:`SourceProject`, the post files and options of a project, read without Sphinx.
- :mod:`.patterns`: glob patterns of paths. :mod:`.tool_files`: what is left to tools and is no document.
- :mod:`.spellings`: names of files in NFC and NFD.
- :mod:`.source_folder`: :class:`SourceWalk`, the files of a folder that are documents; and :mod:`.path_limits`, the names
  that no page can have.
- :mod:`.url_manifest`: the list of what a site has published, and the numbered ids that headings had.
- :mod:`.build_time`: the moment of the build.
"""
