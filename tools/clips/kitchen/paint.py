"""Solid things in perspective: polygons, boxes, tiles, cylinders, text on walls, light and shadow."""
import math

import cairo
import numpy as np

from .areas import MAIN_PX
from .camera import Camera

Colour = tuple[float, float, float]

STEEL: Colour = (0.72, 0.75, 0.77)
STEEL_DARK: Colour = (0.47, 0.50, 0.53)


def shade(colour: Colour, factor: float) -> Colour:
    return tuple(min(max(c * factor, 0), 1) for c in colour)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    return tuple(p + (q - p) * share for p, q in zip(a, b))


def path(ctx, points) -> None:
    ctx.new_path()
    for point in points:
        ctx.line_to(*point)
    ctx.close_path()


class Brush:
    """Paints into one cairo context through one camera."""

    def __init__(self, ctx, cam: Camera):
        self.ctx = ctx
        self.cam = cam

    def outline(self, corners) -> None:
        """Lays the path of a polygon given by its corners in space."""
        points = []
        for a, b in zip(corners, [*corners[1:], corners[0]]):
            points += self.cam.line(a, b)[:-1]
        path(self.ctx, points)

    def face(self, corners, colour: Colour, far: Colour | None = None, rim: float = 0.0) -> None:
        """Fills a polygon; with `far` the colour runs from the first corner's edge to the third's."""
        self.outline(corners)
        if far is None:
            self.ctx.set_source_rgb(*colour)
        else:
            begin, end = self.cam.project(corners[0]), self.cam.project(corners[2])
            gradient = cairo.LinearGradient(*begin, *end)
            gradient.add_color_stop_rgb(0, *colour)
            gradient.add_color_stop_rgb(1, *far)
            self.ctx.set_source(gradient)
        self.ctx.fill_preserve()
        self.ctx.set_line_width(1.2)
        if rim:
            self.ctx.set_source_rgb(*shade(colour, 1 + rim))
        self.ctx.stroke()

    def front(self, x, y: float, z, colour: Colour, far: Colour | None = None, rim: float = 0.0) -> None:
        """Fills an upright rectangle that faces the camera, from x[0] to x[1] and z[0] to z[1]."""
        self.face([(x[0], y, z[1]), (x[1], y, z[1]), (x[1], y, z[0]), (x[0], y, z[0])], colour, far, rim)

    def side(self, x: float, y, z, colour: Colour, far: Colour | None = None, rim: float = 0.0) -> None:
        """Fills an upright rectangle along a side wall."""
        self.face([(x, y[0], z[1]), (x, y[1], z[1]), (x, y[1], z[0]), (x, y[0], z[0])], colour, far, rim)

    def flat(self, x, y, z: float, colour: Colour, far: Colour | None = None, rim: float = 0.0) -> None:
        """Fills a level rectangle."""
        self.face([(x[0], y[0], z), (x[1], y[0], z), (x[1], y[1], z), (x[0], y[1], z)], colour, far, rim)

    def box(self, low, high, colour: Colour, rim: float = 0.12, shine: float = 0.12) -> None:
        """Paints the visible faces of an upright box: sides darker, top lightest."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        eye = self.cam.eye
        if eye[0] > x1:
            self.face([(x1, y0, z1), (x1, y1, z1), (x1, y1, z0), (x1, y0, z0)],
                      shade(colour, 0.74), shade(colour, 0.56), rim)
        if eye[0] < x0:
            self.face([(x0, y0, z1), (x0, y1, z1), (x0, y1, z0), (x0, y0, z0)],
                      shade(colour, 0.74), shade(colour, 0.56), rim)
        if eye[1] < y0:
            self.face([(x0, y0, z1), (x1, y0, z1), (x1, y0, z0), (x0, y0, z0)],
                      shade(colour, 0.88), shade(colour, 0.66), rim)
        if eye[2] > z1:
            self.face([(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)],
                      shade(colour, 1.0), shade(colour, 1.0 + shine), rim)

    def ring(self, centre, radius: float, steps: int = 36) -> list[tuple[float, float]]:
        """Projects a horizontal circle."""
        x, y, z = centre
        return [self.cam.project((x + radius * math.cos(t), y + radius * math.sin(t), z))
                for t in np.linspace(0, 2 * math.pi, steps, endpoint=False)]

    def disc(self, centre, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        path(self.ctx, self.ring(centre, radius))
        self.ctx.set_source_rgba(*colour, alpha)
        self.ctx.fill()

    def cylinder(self, base, radius: float, height: float, colour: Colour,
                 inside: Colour | None = None, taper: float = 1.0) -> None:
        """Paints an upright pot, bowl or drum; `inside` is what one sees from above."""
        x, y, z = base
        bottom, top = self.ring(base, radius * taper), self.ring((x, y, z + height), radius)
        left = min(top, key=lambda p: p[0])[0]
        right = max(top, key=lambda p: p[0])[0]
        gradient = cairo.LinearGradient(left, 0, right, 0)
        for at, factor in ((0, 0.62), (0.3, 1.08), (0.55, 0.86), (1, 0.5)):
            gradient.add_color_stop_rgb(at, *shade(colour, factor))
        hull = _hull(bottom + top)
        path(self.ctx, hull)
        self.ctx.set_source(gradient)
        self.ctx.fill()
        path(self.ctx, top)
        self.ctx.set_source_rgb(*shade(colour, 1.15))
        self.ctx.fill()
        path(self.ctx, self.ring((x, y, z + height), radius * 0.88))
        self.ctx.set_source_rgb(*(inside or shade(colour, 0.6)))
        self.ctx.fill()

    def grid(self, origin, u, v, u_count: int, v_count: int, colour: Colour, width: float = 1.4,
             alpha: float = 1.0) -> None:
        """Draws the joints of a tiled rectangle that spans u and v from its origin."""
        origin, u, v = (np.asarray(p, float) for p in (origin, u, v))
        self.ctx.set_source_rgba(*colour, alpha)
        self.ctx.set_line_width(width)
        lines = [(origin + u * i / u_count, origin + u * i / u_count + v) for i in range(u_count + 1)]
        lines += [(origin + v * i / v_count, origin + v * i / v_count + u) for i in range(v_count + 1)]
        for a, b in lines:
            self.ctx.new_path()
            for point in self.cam.line(a, b, 16):
                self.ctx.line_to(*point)
            self.ctx.stroke()

    def text(self, origin, right, up, text: str, height: float, colour: Colour) -> None:
        """Writes on a wall; `right` and `up` are one metre each along the wall."""
        origin, right, up = (np.asarray(p, float) for p in (origin, right, up))
        p0 = self.cam.project(origin)
        pr, pu = self.cam.project(origin + right * 0.3), self.cam.project(origin + up * 0.3)
        ux, uy = (pr[0] - p0[0]) / 0.3, (pr[1] - p0[1]) / 0.3
        vx, vy = (pu[0] - p0[0]) / 0.3, (pu[1] - p0[1]) / 0.3
        self.ctx.save()
        self.ctx.transform(cairo.Matrix(ux, uy, -vx, -vy, *p0))
        self.ctx.select_font_face("Noto Sans CJK SC", cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
        self.ctx.set_font_size(height)
        self.ctx.set_source_rgb(*colour)
        self.ctx.move_to(0, 0)
        self.ctx.show_text(text)
        self.ctx.restore()

    def glow(self, point, radius: float, colour: Colour, alpha: float, squash: float = 1.0,
             operator=cairo.OPERATOR_OVER) -> None:
        """Paints a soft round spot: light, shadow or dirt; radius in metres."""
        x, y = self.cam.project(point)
        pixels = radius * self.cam.scale(point)
        self.ctx.save()
        self.ctx.translate(x, y)
        self.ctx.scale(pixels, pixels * squash)
        gradient = cairo.RadialGradient(0, 0, 0, 0, 0, 1)
        for at in np.linspace(0, 1, 9):
            gradient.add_color_stop_rgba(at, *colour, alpha * math.cos(at * math.pi / 2) ** 2)
        self.ctx.set_operator(operator)
        self.ctx.set_source(gradient)
        self.ctx.arc(0, 0, 1, 0, 2 * math.pi)
        self.ctx.fill()
        self.ctx.restore()


def _hull(points):
    """Wraps points into their convex outline (Andrew's monotone chain)."""
    points = sorted(points)

    def chain(row):
        out = []
        for p in row:
            while len(out) > 1 and ((out[-1][0] - out[-2][0]) * (p[1] - out[-2][1])
                                    - (out[-1][1] - out[-2][1]) * (p[0] - out[-2][0])) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    return chain(points) + chain(points[::-1])


def vignette(ctx, strength: float = 0.34) -> None:
    """Darkens the corners as a small lens does."""
    x, y = MAIN_PX[0] / 2, MAIN_PX[1] / 2
    gradient = cairo.RadialGradient(x, y * 0.95, y * 0.75, x, y, math.hypot(x, y) * 1.03)
    gradient.add_color_stop_rgba(0, 0, 0, 0, 0)
    gradient.add_color_stop_rgba(1, 0.02, 0.03, 0.05, strength)
    ctx.set_source(gradient)
    ctx.paint()
