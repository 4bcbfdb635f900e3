"""What an earlier build did that still holds: which documents are read again, and which pages are written again.

Sphinx compares modification times. All of them are new in a fresh clone, into which a CI job has put the output of its last
run; and a page shows more than its own text: titles of pages that it links to, backlinks, the sidebar. So two questions are
answered by what was recorded:

- *Which documents are read again?* Those whose own files hold something else, or that depended on something that is different
  now. While a document is read, it records what it depends on (module ``dependencies`` beside this package): answers of the
  catalogue, files that it looked for, its place among the index pages.
- *Which pages are written again?* Those that show something else than when this builder wrote them. For each page the builder
  keeps a fingerprint of what it showed.

The modules:

- ``build``: both answers for the build that is running
- ``documents``: the first question
- ``source_files``: what the files of documents held, whatever their modification times say
- ``pages``: the second question, and the names of images in the output
- ``output_files``: what builds have written into an output folder, and the deletion of what nothing has any more
- ``records``: the files in which builders keep what they have done
- ``static_files``: what Sphinx copies from themes and the project
"""
