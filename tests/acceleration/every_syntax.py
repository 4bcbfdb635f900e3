"""A function whose syntax tree differs between versions of Python."""

# mypy: ignore-errors

from __future__ import annotations

from typing import Any


def every_syntax(self: Any, /, first: int = 1, *rest: str, named: bool | None = None, **options: Any) -> Any:
    """Use what differs between versions of Python in the syntax tree."""

    class Inner(list[int]):
        """A class."""

    async def wait(value: Any = (1, 2)) -> None:
        """Wait."""
        async with value as given:
            await given

    text = f"{first!r:>{self}} {named=} {'nested'}" + f"{rest[0]:%Y}joined"
    raw = b"bytes" if self.matrix @ first else -1.5e3j
    match first:
        case [1, *_] | {"key": None}:
            return lambda value, *more: value if (found := more) else [*found, *(each for each in value if each)]
        case Inner(value=2.5) if not text or raw is not ...:
            raise ValueError from None
    try:
        del options["key"]
    except* (OSError, ValueError) as errors:
        with open(errors.message) as file, file:  # noqa: PTH123
            yield from {key: {value} for key, value in options.items()}[1:2, ...]
    return wait
