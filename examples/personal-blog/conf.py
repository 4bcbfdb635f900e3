"""A personal blog in Korean."""

project = "느린 부엌"
author = "윤서하"
project_copyright = "2025, 윤서하"
language = "ko"

extensions = ["sphinx_anthology"]
html_theme = "furo"
html_baseurl = "https://kitchen.example.org/"
html_static_path = ["_static"]
html_css_files = ["site.css"]

anthology_timezone = "Asia/Seoul"
anthology_categories = {"빵": {"color": "#b4532a"}, "채소": {"color": "#3f7d3a"}, "기록": {"color": "#6b5ca5"}}
anthology_indexes = {"map": False}
