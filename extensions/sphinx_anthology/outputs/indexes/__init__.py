"""Index pages: lists of all posts, and of those of each category, tag, author, series and year.

- :mod:`.pages`: :func:`generate_index_pages`, their Markdown, and :class:`IndexPage`.
- :mod:`.files`: :func:`write_index_files`, which keeps them in the source folder up to date.
- :mod:`.generated_pages`: :class:`GeneratedPages`, the files from which they are read.
- :mod:`.heatmap`: :func:`render_heatmap`, the chart of posts per month, as SVG.
"""
