"""Load post files into a catalogue, with the images, authors and term metadata that belong to them.

Each file is parsed by itself and cached. In every build, the posts are then completed with what depends on other files, and
put into collections.

- :mod:`.project`: :class:`SourceProject`, the post files and options of a project, read without Sphinx.
- :mod:`.loader`: :func:`load_posts` loads the catalogue of a :class:`PostSource`.
- :mod:`.files`: which files are documents, which a post may use, and what they contain.
- :mod:`.posts`: from post files to records.
- :mod:`.data`: files beside the posts that say something about them: authors, tags, redirects.
- :mod:`.term_metadata`: metadata of terms from the configuration and from handwritten pages.
- :mod:`.build_time`: the moment of the build.
"""
