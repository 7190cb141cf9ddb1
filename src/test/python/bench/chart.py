"""Horizontal bars as SVG, readable on light and dark pages."""
from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, LABELS, NUMBERS = 760, 160, 110  # of the whole, of what is left of the bars and right of them, in pixels
ROW, GAP, TOP = 22, 14, 40

STYLE = """text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 15px }
.group { font-weight: 600 }
.bar { fill: #57606a }
.ours { fill: #1a7f37 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .bar { fill: #8b949e }
  .ours { fill: #3fb950 }
}"""


@dataclass(frozen=True)
class Bar:
    """One value and how it is written; `ours` gives it the other colour."""

    label: str
    value: float
    text: str
    ours: bool


def bars(title: str, groups: dict[str, list[Bar]]) -> str:
    """Draws groups of bars under their headings; the longest bar of each group has the full width."""
    lines = []
    y = TOP
    for heading, group in groups.items():
        most = max(bar.value for bar in group)
        lines.append(f'<text class="group" x="8" y="{y + 15}">{escape(heading)}</text>')
        y += ROW
        for bar in group:
            width = max(1.0, (WIDTH - LABELS - NUMBERS) * bar.value / most)
            kind = "bar ours" if bar.ours else "bar"
            lines.append(f'<text x="{LABELS - 8}" y="{y + 15}" text-anchor="end">{escape(bar.label)}</text>')
            lines.append(f'<rect class="{kind}" x="{LABELS}" y="{y + 2}" width="{width:.1f}" height="{ROW - 4}" rx="2"/>')
            lines.append(f'<text x="{LABELS + width + 6:.1f}" y="{y + 15}">{escape(bar.text)}</text>')
            y += ROW
        y += GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" role="img">'
    return "\n".join(
        [head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>"]
        + [f'<text class="title" x="8" y="24">{escape(title)}</text>', *lines, "</svg>", ""]
    )
