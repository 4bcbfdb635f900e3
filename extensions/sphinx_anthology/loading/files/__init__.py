"""Files: which are documents, which a post may use, and what they contain.

- :mod:`.post_files`: :class:`PostFiles`, the gate for paths: which files a post may use; and :mod:`.own_files`, the files
  of the project that none may use.
- :mod:`.source_folder`: :class:`SourceWalk`, the files of a folder that are documents; :mod:`.path_limits`, the names that no
  page can have; :mod:`.tool_files`, what is left to tools; :mod:`.patterns`, glob patterns of paths.
- :mod:`.untrusted_posts`: posts by authors whom the project does not know, and what their front matter may not do.
- :mod:`.file_lookup`: lookup of the files that posts name; :mod:`.image_files`, that of images; :mod:`.spellings`, names in
  NFC and NFD.
- :mod:`.image_content` and :mod:`.svg_content`: what is an image, and how large it is.
- :mod:`.encodings`: decoding of source files, and the codec with which Sphinx reads them.
"""
