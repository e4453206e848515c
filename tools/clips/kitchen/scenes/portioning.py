"""配餐间: trays pass on a belt, and each of three helpers adds one dish."""
from ..camera import Camera
from ..motion import ease, fraction, wave
from ..paint import STEEL, shade
from ..person import TOWARDS, Look, Pose, arms, person
from ..props import lamp_pool, pan, room, sign, table, wall_tiles
from ..stage import Stage
from ..vapour import Steam

X, Y, HEIGHT = (-3.4, 3.4), (-0.8, 4.6), 3.1
WALL, FLOOR = (0.86, 0.88, 0.84), (0.60, 0.66, 0.62)
TOP_Z = 0.88
BELT_Y = (1.45, 1.95)
TRAYS, TRAY_STEPS = 7, 7  # trays on the belt; whole tray distances the belt moves in one loop
BELT_X = (-2.9, 2.9)
STATIONS = (-1.55, 0.0, 1.55)
FOODS = (((0.95, 0.94, 0.90), (0.99, 0.99, 0.97)), ((0.34, 0.54, 0.20), (0.55, 0.72, 0.32)),
         ((0.62, 0.30, 0.14), (0.82, 0.48, 0.2)))
LOOK = Look(coat=(0.90, 0.95, 0.97), head="cap", gloves=(0.55, 0.72, 0.86), apron=(0.82, 0.90, 0.90))


class Scene(Stage):
    """Camera opposite the helpers."""

    def __init__(self):
        super().__init__(Camera((0.25, -1.0, 2.7), (0.0, 2.5, 0.85), 78))
        self.steam = Steam((0.0, 2.35, TOP_Z + 0.1), 0.8, 0.5, 0.22, 0.1)
        self.still(self._room)
        self.actor(lambda b, phase: [person(b, LOOK, _pose(i, phase)) for i in range(3)])
        self.still(self._bench)
        self.actor(lambda b, phase: self.steam.draw(b, phase))
        self.actor(self._belt)
        self.actor(self._ladles)
        self.still(self._front)
        self.finish()

    @staticmethod
    def _room(b):
        room(b, X, Y, HEIGHT, FLOOR, WALL)
        for side in ((X[0], 4.6), (X[1], 4.6)):
            b.side(side[0], (4.6, -0.8), (0, 1.2), (0.60, 0.74, 0.68), (0.48, 0.62, 0.56))
        b.front((X[0], X[1]), 4.59, (0, 1.2), (0.66, 0.80, 0.74), (0.56, 0.70, 0.64))
        wall_tiles(b, X, (Y[0], 4.58), 1.2, (0.50, 0.64, 0.58), 0.3)
        lamp_pool(b, (-1.5, 2, 0), (1.5, 2, 0))
        b.box((-1.3, 4.5, 1.1), (1.3, 4.6, 2.05), shade(STEEL, 1.1))  # hatch to the dining hall
        b.front((-1.18, 1.18), 4.49, (1.18, 1.97), (0.98, 0.93, 0.80), (0.80, 0.66, 0.48))
        b.front((-0.02, 0.02), 4.48, (1.18, 1.97), shade(STEEL, 1.0))
        b.box((-1.4, 4.3, 1.06), (1.4, 4.6, 1.12), shade(STEEL, 1.1))
        sign(b, (-1.0, 4.48, 2.1), 2.0, 0.26, "取餐窗口", 0.22, (0.72, 0.30, 0.14))
        sign(b, (1.75, 4.57, 1.75), 1.35, 0.5, "专人专间", 0.28, (0.16, 0.45, 0.30))
        b.box((-3.2, 4.0, 0), (-1.75, 4.6, 1.9), shade(STEEL, 1.02))  # warming cabinet
        for x in (-3.15, -2.46):
            b.front((x, x + 0.66), 3.99, (0.2, 1.8), shade(STEEL, 0.86), shade(STEEL, 0.68), 0.25)
            b.front((x + 0.1, x + 0.56), 3.985, (0.9, 1.6), (0.95, 0.72, 0.36), (0.55, 0.30, 0.12))

    @staticmethod
    def _bench(b):
        table(b, (-3.0, 1.35, 0), (3.0, 2.65, TOP_Z))
        for i, x in enumerate(STATIONS):
            food, specks = FOODS[i]
            for dx in (-0.42, 0.02):
                pan(b, (x + dx, 2.05, TOP_Z), (x + dx + 0.4, 2.58, TOP_Z + 0.08), food, specks)
        b.flat((BELT_X[0], BELT_X[1]), (BELT_Y[0], BELT_Y[1]), TOP_Z + 0.004, (0.20, 0.30, 0.30), (0.26, 0.37, 0.36))

    @staticmethod
    def _belt(b, phase):
        step = (BELT_X[1] - BELT_X[0]) / TRAYS
        moved = fraction(phase, TRAY_STEPS)
        for i in range(-1, TRAYS + 1):
            x = BELT_X[0] + step * (i + 0.5) + step * _stop_and_go(moved)
            if BELT_X[0] + 0.28 < x < BELT_X[1] - 0.28:
                _tray(b, x, 1.7, TOP_Z + 0.01)

    @staticmethod
    def _ladles(b, phase):
        for i in range(3):
            pose = _pose(i, phase)
            arms(b, LOOK, pose)
            hx, hy, hz = pose.right
            x0, y0 = b.cam.project((hx, hy, hz))
            x1, y1 = b.cam.project((hx + 0.02, hy - 0.12, hz - 0.2))
            b.ctx.set_source_rgb(0.82, 0.84, 0.86)
            b.ctx.set_line_width(5)
            b.ctx.move_to(x0, y0)
            b.ctx.line_to(x1, y1)
            b.ctx.stroke()
            b.cylinder((hx + 0.02, hy - 0.12, hz - 0.23), 0.07, 0.05, STEEL, FOODS[i][0], 0.6)

    @staticmethod
    def _front(b):
        """Insulated boxes waiting to be carried upstairs."""
        for x, z in ((-2.6, 0.0), (-2.6, 0.5), (-1.8, 0.0)):
            b.box((x, 0.75, z), (x + 0.72, 1.25, z + 0.46), (0.22, 0.44, 0.62))
            b.box((x - 0.02, 0.73, z + 0.4), (x + 0.74, 1.27, z + 0.48), (0.30, 0.54, 0.72))


def _stop_and_go(share: float) -> float:
    return ease(share / 0.45)


def _pose(i: int, phase: float) -> Pose:
    """A helper scoops while the belt moves, and serves while it stands."""
    x = STATIONS[i]
    share = fraction(phase, TRAY_STEPS)
    out = ease((share - 0.4) / 0.2) - ease((share - 0.8) / 0.2)
    dip = 0.06 * wave(phase, TRAY_STEPS * 2, i * 0.1)
    right = (x - 0.22 + 0.1 * out, 2.34 - 0.42 * out, TOP_Z + 0.36 + dip * (1 - out))
    return Pose(x, 2.98, TOWARDS, (x + 0.34, 2.42, TOP_Z + 0.14), right, bow=0.06 + 0.04 * out)


def _tray(b, x: float, y: float, z: float) -> None:
    """A tray with what the stations behind it have put in."""
    w, d = 0.27, 0.2
    b.box((x - w, y - d, z), (x + w, y + d, z + 0.03), (0.90, 0.90, 0.88))
    cells = ((x - w + 0.03, y - d + 0.03), (x + 0.02, y - d + 0.03), (x - w + 0.03, y + 0.02), (x + 0.02, y + 0.02))
    for n, (cx, cy) in enumerate(cells):
        filled = n < 3 and x > STATIONS[n] + 0.12
        colour = FOODS[n][0] if filled else (0.74, 0.75, 0.75)
        b.flat((cx, cx + 0.21), (cy, cy + 0.15), z + 0.032, colour, shade(colour, 1.08))
        for k in range(5 if filled else 0):
            b.disc((cx + 0.04 + 0.032 * k, cy + 0.04 + 0.07 * (k % 2), z + 0.04), 0.022, FOODS[n][1])
    b.cylinder((x + 0.13, y + 0.09, z + 0.03), 0.07, 0.05, (0.95, 0.95, 0.93), (0.86, 0.72, 0.42), 0.7)
