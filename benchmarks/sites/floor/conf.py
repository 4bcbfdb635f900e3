extensions = ["myst_parser"]
html_theme = "furo"
myst_title_to_header = True
