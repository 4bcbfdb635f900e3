"""The benchmark: what a blog of many posts costs here, with plain Sphinx, and with other engines. Run ``nox -s bench``."""
