"""A line chart as an SVG, small enough to be read: no library, and readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 720, 360, 56, 16, 210, 46
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Okabe and Ito's colours, which people with colour blindness tell apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """A named line through points; x and y are between 0 and 1."""

    name: str
    points: tuple[tuple[float, float], ...]


def draw(lines: Sequence[Line], x_title: str, y_title: str) -> str:
    """Return the chart: x from 0 to the largest point, y from 0 to 1."""
    x_most = max((x for line in lines for x, _ in line.points), default=1.0) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            _LEFT + (_WIDTH - _LEFT - _RIGHT) * x / x_most,
            _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - max(0.0, y)),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(y_title)} over {escape(x_title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for step in range(6):
        x, y = at(0, step / 5)
        parts.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>'
        )
        parts.append(
            f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end" fill="#333333">{step / 5:.1f}</text>'
        )
    for value in sorted({x for line in lines for x, _ in line.points}):
        x, y = at(value, 0)
        parts.append(
            f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle" fill="#333333">{value:.1f}</text>'
        )
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(
        f'<text x="{middle:.1f}" y="{_HEIGHT - 8}" text-anchor="middle" fill="#333333">{escape(x_title)}</text>'
    )
    parts.append(
        f'<text x="14" y="{_HEIGHT / 2:.1f}" text-anchor="middle" fill="#333333" '
        f'transform="rotate(-90 14 {_HEIGHT / 2:.1f})">{escape(y_title)}</text>'
    )
    for index, line in enumerate(lines):
        colour = _COLOURS[index % len(_COLOURS)]
        dash = ' stroke-dasharray="6 4"' if index % 2 else ""
        spots = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in line.points))
        parts.append(f'<polyline points="{spots}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        legend = _TOP + 12 + 20 * index
        left = _WIDTH - _RIGHT + 12
        parts.append(
            f'<line x1="{left}" y1="{legend}" x2="{left + 24}" y2="{legend}" stroke="{colour}" stroke-width="2"{dash}/>'
        )
        parts.append(f'<text x="{left + 30}" y="{legend + 4}" fill="#333333">{escape(line.name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
