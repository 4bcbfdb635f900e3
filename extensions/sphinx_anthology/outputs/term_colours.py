"""The style sheet with the colours of terms.

Each colour has a class, which sets these variables, so that no page has a ``style`` attribute, which a strict content security
policy forbids:

- ``--anthology-term``: the colour, adapted so that text in it can be read on the page;
- ``--anthology-on-term``: the colour of text on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..catalogue.colours import BLACK, COLOUR_CLASS, DARK_PAGE, LIGHT_PAGE, WHITE, adapt_colour, class_of_colour

_DARK = ':is(html,body):is([data-theme="dark"],.dark,[data-md-color-scheme="slate"])'
"""Pages in the dark scheme of Furo and the PyData theme, of Shibuya and Awesome, and of Material. Others are light."""
_RULES = f"""\
[class*="{COLOUR_CLASS}"]{{--anthology-term:var(--anthology-term-light);--anthology-on-term:{WHITE}}}
@media screen{{
{_DARK} [class*="{COLOUR_CLASS}"]{{--anthology-term:var(--anthology-term-dark);--anthology-on-term:{BLACK}}}
}}
@media screen and (prefers-color-scheme:dark){{
[data-theme="auto"] [class*="{COLOUR_CLASS}"]{{--anthology-term:var(--anthology-term-dark);--anthology-on-term:{BLACK}}}
}}
"""
"""Paper is light."""


def render_colours(colours: Iterable[str]) -> bytes:
    """Return a style sheet.

    :param colours: as ``#rrggbb``.
    """
    return (_RULES + "".join(map(_render_colour, sorted(colours)))).encode()


def _render_colour(colour: str) -> str:
    light, dark = adapt_colour(colour, LIGHT_PAGE), adapt_colour(colour, DARK_PAGE)
    return f".{class_of_colour(colour)}{{--anthology-term-light:{light};--anthology-term-dark:{dark}}}\n"
