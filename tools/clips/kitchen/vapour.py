"""Steam and flames."""
import math

import cairo

from .motion import fraction, wave

PUFF_PX = 128


def _puff() -> cairo.ImageSurface:
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, PUFF_PX, PUFF_PX)
    ctx = cairo.Context(surface)
    half = PUFF_PX / 2
    gradient = cairo.RadialGradient(half, half, 0, half, half, half)
    for step in range(9):
        at = step / 8
        gradient.add_color_stop_rgba(at, 0.95, 0.96, 0.97, 0.5 * math.cos(at * math.pi / 2) ** 2)
    ctx.set_source(gradient)
    ctx.paint()
    return surface


class Steam:
    """A column of puffs that rises from a place and fades."""

    PUFFS = 16
    RISES = 5  # whole times a loop, so that the loop closes

    def __init__(self, place, height: float = 1.1, width: float = 0.3, strength: float = 0.55,
                 drift: float = 0.15):
        self.place, self.height, self.width = place, height, width
        self.strength, self.drift = strength, drift
        self.puff = _puff()

    def draw(self, brush, phase: float) -> None:
        x, y, z = self.place
        for i in range(self.PUFFS):
            life = fraction(phase, self.RISES, i / self.PUFFS)
            seed = i * 0.618
            sway = wave(phase, 3, seed) * 0.06 + math.sin(i * 2.4) * self.width * 0.45
            place = (x + sway * (0.6 + life) + self.drift * life, y, z + self.height * life)
            self._draw_puff(brush, place, (0.45 + life) * self.width,
                            self.strength * math.sin(math.pi * life ** 0.7))

    def _draw_puff(self, brush, place, radius: float, alpha: float) -> None:
        px, py = brush.cam.project(place)
        scale = 2 * radius * brush.cam.scale(place) / PUFF_PX
        ctx = brush.ctx
        ctx.save()
        ctx.translate(px, py)
        ctx.scale(scale, scale)
        ctx.set_source_surface(self.puff, -PUFF_PX / 2, -PUFF_PX / 2)
        ctx.get_source().set_filter(cairo.FILTER_BILINEAR)
        ctx.paint_with_alpha(max(alpha, 0))
        ctx.restore()


def flames(brush, phase: float, centre, radius: float, tongues: int = 9) -> None:
    """Paints a gas burner's ring of flames: blue at the root, orange at the tips."""
    x, y, z = centre
    scale = brush.cam.scale(centre)
    ctx = brush.ctx
    brush.glow((x, y, z + 0.02), radius * 1.9, (1.0, 0.55, 0.2), 0.35, 0.6, cairo.OPERATOR_ADD)
    for i in range(tongues):
        angle = math.pi * (1 + (i + 0.5) / tongues)  # the near half: the far one is behind the wok
        px, py = brush.cam.project((x + radius * math.cos(angle), y + radius * math.sin(angle), z))
        flicker = 0.75 + 0.25 * wave(phase, 61 + 7 * i, i * 0.37) * wave(phase, 23, i * 0.11)
        tall, wide = 0.11 * scale * flicker, 0.026 * scale
        gradient = cairo.LinearGradient(px, py, px, py - tall)
        gradient.add_color_stop_rgba(0, 0.25, 0.45, 1.0, 0.9)
        gradient.add_color_stop_rgba(0.35, 0.9, 0.6, 0.45, 0.85)
        gradient.add_color_stop_rgba(1, 1.0, 0.62, 0.12, 0.1)
        ctx.set_source(gradient)
        lean = wide * 0.8 * wave(phase, 37, i * 0.29)
        ctx.move_to(px - wide, py)
        ctx.curve_to(px - wide, py - tall * 0.5, px + lean, py - tall * 0.7, px + lean, py - tall)
        ctx.curve_to(px + lean, py - tall * 0.7, px + wide, py - tall * 0.5, px + wide, py)
        ctx.close_path()
        ctx.fill()
