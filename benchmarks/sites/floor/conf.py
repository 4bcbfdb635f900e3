extensions = ["myst_parser"]
exclude_patterns = ["build"]
html_theme = "furo"
myst_title_to_header = True
