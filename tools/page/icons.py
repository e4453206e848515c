"""Draws the page's icon, for home screens: a bowl of rice under the sun."""
import io
import math

import cairo

GROUND, SUN, BOWL, RICE = (0.992, 0.973, 0.937), (0.91, 0.576, 0.047), (0.604, 0.294, 0.0), (1.0, 1.0, 1.0)
RAYS = 7


def draw(side: int) -> bytes:
    """Answers a PNG; what matters lies in the middle 80 %, so that systems may cut it round."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, side, side)
    pen = cairo.Context(surface)
    pen.scale(side / 100, side / 100)
    pen.set_source_rgb(*GROUND)
    pen.paint()
    _sun(pen)
    _bowl(pen)
    out = io.BytesIO()
    surface.write_to_png(out)
    return out.getvalue()


def _sun(pen: cairo.Context) -> None:
    pen.set_source_rgb(*SUN)
    pen.arc(50, 46, 15, 0, 2 * math.pi)
    pen.fill()
    pen.set_line_width(4)
    pen.set_line_cap(cairo.LINE_CAP_ROUND)
    for ray in range(RAYS):
        angle = math.pi * (1 + ray / (RAYS - 1))
        pen.move_to(50 + 21 * math.cos(angle), 46 + 21 * math.sin(angle))
        pen.line_to(50 + 29 * math.cos(angle), 46 + 29 * math.sin(angle))
        pen.stroke()


def _bowl(pen: cairo.Context) -> None:
    pen.set_source_rgb(*RICE)
    pen.arc(50, 55, 20, math.pi, 2 * math.pi)
    pen.fill()
    pen.set_source_rgb(*BOWL)
    pen.arc(50, 55, 29, 0, math.pi)
    pen.fill()
    pen.rectangle(39, 80, 22, 5)
    pen.fill()
