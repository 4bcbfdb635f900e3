"""Render a line chart as SVG. It has its own background, so it is readable on pages of any colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

Line = Sequence[tuple[float, float]]
"""Points from left to right; both coordinates are greater than 0."""

_WIDTH, _HEIGHT = 780, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 250, 58, 52
"""The space around the lines, in pixels: for seconds, for names, for the title and for numbers of posts."""
_LABEL_PITCH = 19
_STYLE = """
  .back{fill:#fff} .grid{stroke:#e3e5e9} text{fill:#3c434d;font:14px system-ui,sans-serif}
  .title{font-weight:600;font-size:16px}
  .line{fill:none;stroke:#8a93a0;stroke-width:2} .dot{fill:#8a93a0} .lead{stroke:#b4bac3;fill:none;stroke-dasharray:2 3}
  .ours .line{stroke:#0a58ca;stroke-width:3.5} .ours .dot{fill:#0a58ca} .ours text{fill:#0a58ca;font-weight:600}
  @media (prefers-color-scheme:dark){
    .back{fill:#1b1e22} .grid{stroke:#33383f} text{fill:#cfd3d9} .line{stroke:#8d96a3} .dot{fill:#8d96a3} .lead{stroke:#565d67}
    .ours .line{stroke:#6ea8fe} .ours .dot{fill:#6ea8fe} .ours text{fill:#6ea8fe}
  }
"""


def line_chart(lines: Mapping[str, Line], ours: str, title: str, across: str) -> str:
    """Return an SVG document with lines on logarithmic scales.

    :param lines: the lines by name; lines without points are left out.
    :param ours: the name of the highlighted line.
    :param across: the label of the horizontal axis.
    """
    drawn = {name: line for name, line in lines.items() if line}
    points = [point for line in drawn.values() for point in line]
    xs = _Scale([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    ys = _Scale([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    # The name of each line is at its end, moved up or down if names would overlap.
    ends = sorted(drawn, key=lambda name: ys(drawn[name][-1][1]))
    heights = _apart([ys(drawn[name][-1][1]) for name in ends])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect class="back" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>',
        f'<text class="title" x="20" y="32">{escape(title)}</text>',
        *(_level(ys(value), f"{value:g} s") for value in ys.ticks),
        *(_text(xs(x), _HEIGHT - _BOTTOM + 22, f"{x:,.0f}", "middle") for x in sorted({x for x, _ in points})),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, across, "middle"),
        *(
            _line(name, [(xs(x), ys(y)) for x, y in drawn[name]], height, name == ours)
            for name, height in zip(ends, heights, strict=True)
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Scale:
    """A logarithmic scale from values to coordinates."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._lowest = log10(min(values, default=1))
        self._span = log10(max(values, default=1)) - self._lowest or 1
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        return self._start + (log10(value) - self._lowest) / self._span * (self._end - self._start)

    @property
    def ticks(self) -> list[float]:
        """Round numbers between the lowest and the highest value."""
        decades = range(floor(self._lowest), ceil(self._lowest + self._span) + 1)
        found = [factor * 10.0**decade for decade in decades for factor in (1, 2, 5)]
        return [value for value in found if self._lowest <= log10(value) <= self._lowest + self._span]


def _apart(heights: Sequence[float]) -> list[float]:
    """Return the ascending *heights* of names, moved so that names do not overlap and stay in the chart."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + _LABEL_PITCH) if placed else height)
    limit = _HEIGHT - _BOTTOM + 5.0
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], limit)
        limit = placed[number] - _LABEL_PITCH
    return placed


def _level(y: float, label: str) -> str:
    line = f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
    return line + _text(_LEFT - 10, y + 5, label, "end")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(name: str, places: Sequence[tuple[float, float]], height: float, ours: bool) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{5 if ours else 4}"/>' for x, y in places)
    x, y = places[-1]
    label_x = _WIDTH - _RIGHT + 28
    lead = f'<path class="lead" d="M{x + 8:.1f} {y:.1f}L{label_x - 6:.1f} {height:.1f}"/>'
    text = _text(label_x, height + 5, name, "start")
    return f'<g class="{"ours" if ours else "other"}"><polyline class="line" points="{path}"/>{dots}{lead}{text}</g>'
