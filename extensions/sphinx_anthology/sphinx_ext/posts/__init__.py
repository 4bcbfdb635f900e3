"""What is special about a post while it is read, whatever parser reads it.

- ``post_frame``: its record, the header and the footer around its text
- ``body_cleanup``: removal of repeated covers, trailing dots and misplaced rules
- ``formulas``: formulas in a browser
- ``post_directives``: the check of its directives and roles; ``directive_files``: which files they use
- ``included_posts``: posts that a page includes, and files that a post includes
- ``substitutions``: MyST's expressions
"""
