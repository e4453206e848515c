"""Figures that are taken again and again over a run: do they stay flat, and how do they look?"""
import statistics
from dataclasses import dataclass
from pathlib import Path

WIDTH, PANEL_HEIGHT, LEFT = 900, 150, 60


@dataclass
class Panel:
    """One figure of the samples, drawn by itself."""
    name: str  # its key in a sample
    label: str
    colour: str


def growth(samples: list[dict], names: list[str], warm_up: float) -> dict:
    """Low water of the sixth after the warm-up (a share of the run) and of the last sixth, and their ratio."""
    sixth = len(samples) // 6
    early, late = samples[int(len(samples) * warm_up):][:sixth], samples[-sixth:]
    told = {}
    for name in names:
        before, after = (statistics.quantiles([one[name] for one in part], n=4)[0] for part in (early, late))
        told[name] = {"early": round(before, 1), "late": round(after, 1), "ratio": round(after / before, 3)}
    return told


def draw(samples: list[dict], panels: list[Panel], ticks: dict[float, str], path: Path) -> None:
    """One panel a figure, from zero, so that flat looks flat; ticks: words by their place in the run, 0 to 1."""
    end, foot = samples[-1]["s"], len(panels) * PANEL_HEIGHT
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {foot + 20}" '
             'font-family="sans-serif" font-size="13">', '<rect width="100%" height="100%" fill="#fff"/>']
    for row, panel in enumerate(panels):
        top, most = row * PANEL_HEIGHT + 10, max(one[panel.name] for one in samples) * 1.15
        base = top + PANEL_HEIGHT - 30
        points = " ".join(f"{LEFT + one['s'] / end * (WIDTH - LEFT - 10):.1f},"
                          f"{base - one[panel.name] / most * (PANEL_HEIGHT - 45):.1f}" for one in samples)
        lines += [f'<path d="M{LEFT} {top}V{base}H{WIDTH - 10}" fill="none" stroke="#999"/>',
                  f'<polyline points="{points}" fill="none" stroke="{panel.colour}" stroke-width="1.5"/>',
                  f'<text x="{LEFT + 6}" y="{top + 12}" fill="{panel.colour}">{panel.label}</text>',
                  f'<text x="{LEFT - 6}" y="{top + 15}" text-anchor="end">{most:.{0 if most >= 10 else 1}f}</text>',
                  f'<text x="{LEFT - 6}" y="{base}" text-anchor="end">0</text>']
    for place, word in ticks.items():
        x = LEFT + place * (WIDTH - LEFT - 10)
        lines.append(f'<text x="{x:.0f}" y="{foot + 5}" text-anchor="middle">{word}</text>')
    path.write_text("\n".join([*lines, "</svg>"]) + "\n")
