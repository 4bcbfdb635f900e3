"""The stored environment of a build with nothing to do, loaded only if somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sphinx.environment import BuildEnvironment


class UnloadedEnvironment(BuildEnvironment):
    """An environment that is loaded when an attribute is asked for that it does not have.

    Sphinx makes the environment before the builder, and is told only after both whether all pages are asked for. Other
    extensions, and programs that run Sphinx, may ask for something in the environment at any time. So in a build with
    nothing to do there has to be an object that can become the environment, and only there is it used.
    """

    def __init__(self, load: Callable[[], BuildEnvironment]) -> None:
        # Builders set the other two. Sphinx has checked them when this builder wrote its last pages.
        vars(self).update(_load=load, versioning_condition=None, versioning_compare=None)

    def __getattr__(self, name: str) -> Any:
        if "_load" not in vars(self):
            raise AttributeError(name)
        loaded = vars(self).pop("_load")()
        vars(loaded).update(vars(self))
        # The domains know the loaded object and everybody else this one, so both share what they hold.
        self.__dict__ = loaded.__dict__
        self.__class__ = type(loaded)
        self.settings["env"] = self  # of the two, the one that is stored again
        return getattr(self, name)
