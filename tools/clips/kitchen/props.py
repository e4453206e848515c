"""Things that more than one room has."""
import math

from .paint import STEEL, STEEL_DARK, Brush, Colour, shade

GREENS = ((0.36, 0.58, 0.22), (0.46, 0.66, 0.28), (0.30, 0.50, 0.20))
CARROTS = ((0.90, 0.50, 0.16), (0.86, 0.44, 0.14), (0.94, 0.58, 0.22))
TOMATOES = ((0.82, 0.20, 0.14), (0.88, 0.28, 0.18), (0.74, 0.16, 0.12))
POTATOES = ((0.80, 0.68, 0.44), (0.74, 0.60, 0.38), (0.86, 0.74, 0.52))
EGGPLANTS = ((0.36, 0.20, 0.42), (0.30, 0.16, 0.36), (0.44, 0.26, 0.50))
EGGS = ((0.90, 0.74, 0.58), (0.94, 0.82, 0.68), (0.86, 0.68, 0.52))


def room(b: Brush, x: tuple, y: tuple, height: float, floor: Colour, wall: Colour, tiles: float = 0.4) -> None:
    """Paints a floor with tiles and three walls."""
    (x0, x1), (y0, y1) = x, y
    b.ctx.set_source_rgb(*shade(wall, 0.9))
    b.ctx.paint()
    b.flat((x0, x1), (y0, y1), 0, shade(floor, 0.82), shade(floor, 1.12))
    b.grid((x0, y0, 0), (x1 - x0, 0, 0), (0, y1 - y0, 0), round((x1 - x0) / tiles), round((y1 - y0) / tiles),
           shade(floor, 0.78), 1.8, 0.8)
    b.front((x0, x1), y1, (0, height), shade(wall, 1.05), shade(wall, 0.86))
    for side, dark in ((x0, 0.86), (x1, 0.8)):
        b.side(side, (y1, y0), (0, height), shade(wall, dark), shade(wall, dark * 0.82))


def wall_tiles(b: Brush, x: tuple, y: tuple, height: float, colour: Colour, size: float = 0.25) -> None:
    """Draws joints on the three walls up to a height."""
    (x0, x1), (y0, y1) = x, y
    rows = round(height / size)
    b.grid((x0, y1, 0), (x1 - x0, 0, 0), (0, 0, height), round((x1 - x0) / size), rows, colour, 1.2, 0.7)
    for side in (x0, x1):
        b.grid((side, y0, 0), (0, y1 - y0, 0), (0, 0, height), round((y1 - y0) / size), rows,
               shade(colour, 0.86), 1.1, 0.7)


def sign(b: Brush, corner, width: float, height: float, text: str, size: float, board: Colour,
         ink: Colour = (0.96, 0.97, 0.95)) -> None:
    """Hangs a board with one line of text on a wall that faces the camera."""
    x, y, z = corner
    b.front((x, x + width), y, (z, z + height), board, rim=0.2)
    left = x + (width - size * len(text)) / 2
    b.text((left, y - 0.01, z + (height - size) / 2 + size * 0.13), (1, 0, 0), (0, 0, 1), text, size, ink)


def crate(b: Brush, low, high, colour: Colour, goods=None) -> None:
    """Paints a plastic crate, heaped with round goods when there are any."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    b.box(low, high, colour)
    b.flat((x0 + 0.02, x1 - 0.02), (y0 + 0.02, y1 - 0.02), z1, shade(colour, 0.45))
    for z in (z0 + (z1 - z0) * 0.35, z0 + (z1 - z0) * 0.65):  # slots in the front
        if b.cam.eye[1] < y0:
            b.front((x0 + 0.05, x1 - 0.05), y0, (z - 0.015, z + 0.015), shade(colour, 0.5))
    if goods:
        radius = min(x1 - x0, y1 - y0) / 7
        for j in range(4, -1, -1):
            for i in range(5):
                n = (i * 7 + j * 3) % len(goods)
                x = x0 + (x1 - x0) * (0.14 + 0.18 * i) + 0.01 * ((i + j) % 2)
                y = y0 + (y1 - y0) * (0.14 + 0.18 * j)
                ball(b, (x, y, z1 + 0.02 + 0.03 * ((i * 5 + j) % 2)), radius, goods[n])


def ball(b: Brush, centre, radius: float, colour: Colour) -> None:
    """Paints something round, lit from above."""
    x, y = b.cam.project(centre)
    r = radius * b.cam.scale(centre)
    for factor, dx, share in ((0.7, 0, 1.0), (1.0, -0.12, 0.78), (1.22, -0.26, 0.36)):
        b.ctx.set_source_rgb(*shade(colour, factor))
        b.ctx.arc(x + dx * r, y + dx * 1.2 * r, r * share, 0, 2 * math.pi)
        b.ctx.fill()


def table(b: Brush, low, high, colour: Colour = STEEL, shelf: bool = True) -> None:
    """Paints a steel worktop on legs; `low` is on the floor."""
    (x0, y0, _), (x1, y1, z1) = low, high
    b.glow(((x0 + x1) / 2, (y0 + y1) / 2, 0), (x1 - x0) * 0.62, (0.02, 0.03, 0.04), 0.4, 0.4)
    if shelf:
        b.box((x0 + 0.03, y0 + 0.03, 0.16), (x1 - 0.03, y1 - 0.03, 0.2), shade(colour, 0.72))
    for x in (x0 + 0.04, x1 - 0.1):
        b.box((x, y0 + 0.03, 0), (x + 0.06, y0 + 0.09, z1 - 0.06), STEEL_DARK)
    b.box((x0, y0, z1 - 0.06), (x1, y1, z1), shade(colour, 1.06))


def pan(b: Brush, low, high, food: Colour, specks: Colour | None = None) -> None:
    """Paints a gastronorm pan with food in it; the rim is at high z."""
    (x0, y0, _), (x1, y1, z) = low, high
    b.box(low, high, STEEL)
    corners = [(x0 + 0.03, y0 + 0.03, z), (x1 - 0.03, y0 + 0.03, z),
               (x1 - 0.03, y1 - 0.03, z), (x0 + 0.03, y1 - 0.03, z)]
    b.face(corners, shade(food, 0.9), shade(food, 1.08))
    for i in range(22 if specks else 0):
        x = x0 + 0.05 + (x1 - x0 - 0.1) * ((i * 0.618) % 1)
        y = y0 + 0.05 + (y1 - y0 - 0.1) * ((i * 0.755 + 0.1) % 1)
        b.disc((x, y, z + 0.005), 0.02, specks)


def lamp_pool(b: Brush, *points, radius: float = 1.8, alpha: float = 0.22) -> None:
    """Brightens the floor under lamps."""
    for point in points:
        b.glow(point, radius, (1, 0.98, 0.93), alpha, 0.45)
