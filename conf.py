"""The configuration of this knowledge base: run ``nox -s html``."""

import os

project = "sphinx-anthology"
author = "The sphinx-anthology contributors"
project_copyright = "2026, the sphinx-anthology contributors"
version = release = "0.1"
language = "en"

extensions = ["sphinx_anthology"]
exclude_patterns = ["Thumbs.db", ".DS_Store"]
nitpicky = True

anthology_accelerate = True

html_theme = "furo"
html_title = "sphinx-anthology"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://sphinx-anthology.readthedocs.io/en/latest/")

myst_enable_extensions = ["colon_fence", "deflist"]

latex_engine = "xelatex"
latex_elements = {"preamble": r"\usepackage{kotex}"}  # some posts are in Korean
epub_show_urls = "no"
linkcheck_timeout = 20
