"""Measure how long sphinx-anthology, plain Sphinx and other engines take for a blog of many posts. Run ``nox -s bench``."""
