"""就餐区: a bright hall where elders eat at round tables and somebody brings the dishes."""
import math

from ..camera import Camera
from ..motion import Walk, wave
from ..paint import shade
from ..person import AWAY, Look, Pose, person
from ..props import ball, lamp_pool, room, sign
from ..stage import Stage

X, Y, HEIGHT = (-5.2, 5.2), (-1.0, 8.2), 3.3
WALL, FLOOR, WOOD = (0.93, 0.89, 0.80), (0.70, 0.56, 0.42), (0.66, 0.46, 0.28)
TABLES = ((-2.9, 5.7), (0.1, 5.9), (3.0, 5.6), (-1.9, 2.6), (2.1, 2.5))
TABLE_R, TABLE_Z, SEAT_Z = 0.72, 0.74, 0.45
COATS = ((0.58, 0.22, 0.22), (0.22, 0.30, 0.46), (0.44, 0.32, 0.50),
         (0.30, 0.42, 0.36), (0.62, 0.46, 0.30), (0.36, 0.38, 0.42))
HAIRS = ((0.82, 0.82, 0.82), (0.62, 0.62, 0.63), (0.90, 0.90, 0.89), (0.46, 0.45, 0.45))


class Scene(Stage):
    """Camera in the corner opposite the windows; wide, so that no face is large."""

    def __init__(self):
        super().__init__(Camera((0.2, -2.0, 3.05), (0.0, 4.2, 0.6), 78))
        self.walk = Walk((0.0, -4.4, 4.2), (0.08, -4.4, 4.2), (0.36, 0.2, 4.1),
                         (0.5, 0.2, 4.1), (0.62, 0.6, 4.2), (0.9, -4.4, 4.2))
        self.still(self._room)
        self.actor(self._curtains)
        for n in (1, 0, 2):
            self._seat(n)
        self.actor(self._server)
        for n in (3, 4):
            self._seat(n)
        self.finish()

    @staticmethod
    def _room(b):
        room(b, X, Y, HEIGHT, FLOOR, WALL, 0.6)
        for side in X:
            b.side(side, (8.2, -1), (0, 0.9), shade(WOOD, 0.95), shade(WOOD, 0.7))
        b.front((X[0], X[1]), 8.19, (0, 0.9), shade(WOOD, 1.1), shade(WOOD, 0.9))
        for x in (-3.6, -0.75, 2.1):  # windows with garden light
            b.front((x - 0.06, x + 1.76), 8.18, (1.04, 2.76), (0.97, 0.97, 0.95))
            b.front((x, x + 1.7), 8.17, (1.1, 2.7), (0.82, 0.92, 0.99), (0.74, 0.88, 0.72))
            b.front((x + 0.82, x + 0.88), 8.16, (1.1, 2.7), (0.97, 0.97, 0.95))
            b.outline([(x - 0.3, 7.6, 0), (x + 1.6, 7.6, 0), (x + 2.1, 4.6, 0), (x + 0.2, 4.6, 0)])
            b.ctx.set_source_rgba(1, 0.95, 0.8, 0.20)
            b.ctx.fill()
        sign(b, (-5.12, 8.15, 1.7), 1.3, 0.5, "光盘行动", 0.29, (0.70, 0.22, 0.16))
        lamp_pool(b, (-2, 4, 0), (2, 4, 0), (0, 1, 0), radius=2.4)
        b.box((-5.2, 3.2, 0), (-4.75, 6.2, 0.95), shade(WOOD, 1.1))  # serving counter on the left
        for i in range(5):
            b.cylinder((-4.97, 3.5 + i * 0.55, 0.95), 0.17, 0.12, (0.8, 0.82, 0.84),
                       ((0.36, 0.54, 0.2), (0.7, 0.35, 0.15), (0.93, 0.92, 0.88))[i % 3])
        _plant(b, 4.7, 7.6)
        _plant(b, 4.75, 0.9)

    @staticmethod
    def _curtains(b, phase):
        for x in (-3.6, -0.75, 2.1):
            for left in (True, False):
                x0 = x - 0.2 if left else x + 1.5
                for fold in range(4):
                    sway = 0.02 * wave(phase, 2, fold * 0.13 + x)
                    fx = x0 + fold * 0.1 + sway
                    colour = shade((0.86, 0.70, 0.46), 0.88 + 0.16 * (fold % 2))
                    b.face([(fx, 8.1, 2.9), (fx + 0.11, 8.1, 2.9), (fx + 0.11 + sway, 8.1, 0.95), (fx + sway, 8.1, 0.95)],
                           colour)

    def _seat(self, n: int) -> None:
        """Adds a table with its guests: the far ones before the table, the near ones after."""
        x, y = TABLES[n]
        seats = []
        for i in range(4):
            angle = math.pi / 2 + i * math.pi / 2 + (0.35 if n % 2 else -0.25)
            if (n, i) not in ((0, 2), (4, 2), (2, 3)):  # a free chair here and there
                seats.append((angle, n * 4 + i))
        seats.sort(key=lambda seat: -math.sin(seat[0]))
        far = [seat for seat in seats if math.sin(seat[0]) > -0.3]
        near = [seat for seat in seats if math.sin(seat[0]) <= -0.3]
        self.still(lambda b: [_chair(b, x, y, a, False) for a, _ in far])
        self.actor(lambda b, phase: [_guest(b, x, y, a, k, phase) for a, k in far])
        self.still(lambda b: _table(b, x, y, n))
        self.actor(lambda b, phase: [_guest(b, x, y, a, k, phase) for a, k in near])
        if near:
            self.still(lambda b: [_chair(b, x, y, a, True) for a, _ in near])

    def _server(self, b, phase):
        x, y, facing, walked = self.walk.at(phase)
        facing = AWAY if facing is None else facing
        fx, fy = math.cos(facing), math.sin(facing)
        full = 0.08 < phase < 0.5
        tray = (x + 0.36 * fx, y + 0.36 * fy, 1.05)
        look = Look(coat=(0.95, 0.95, 0.93), apron=(0.72, 0.28, 0.20), head="cap", trousers=(0.22, 0.22, 0.26))
        hands = [(tray[0] - s * 0.2 * fy, tray[1] + s * 0.2 * fx, 1.05) for s in (1, -1)] if full else [None, None]
        person(b, look, Pose(x, y, facing, *hands, stride=walked if walked else None))
        if full:
            b.box((tray[0] - 0.24, tray[1] - 0.17, 1.04), (tray[0] + 0.24, tray[1] + 0.17, 1.07), (0.55, 0.38, 0.24))
            for dx in (-0.12, 0.11):
                b.cylinder((tray[0] + dx, tray[1], 1.07), 0.1, 0.06, (0.96, 0.96, 0.95), (0.74, 0.46, 0.2), 0.7)


def _guest(b, x: float, y: float, angle: float, k: int, phase: float) -> None:
    """Somebody who eats: one hand at the bowl, the other travels between bowl and mouth."""
    reach = TABLE_R + 0.16
    gx, gy = x + reach * math.cos(angle), y + reach * math.sin(angle)
    facing = angle + math.pi
    fx, fy = math.cos(facing), math.sin(facing)
    bite = max(wave(phase, 4 + k % 3, k * 0.29), 0) ** 0.6
    bowl = (gx + 0.34 * fx, gy + 0.34 * fy)
    right = (bowl[0] + 0.1 * fy - 0.18 * fx * bite, bowl[1] - 0.1 * fx - 0.18 * fy * bite, 0.82 + 0.26 * bite)
    left = (bowl[0] - 0.14 * fy, bowl[1] + 0.14 * fx, 0.80)
    look = Look(coat=COATS[k % len(COATS)], head="hair", hair=HAIRS[(k * 3) % len(HAIRS)], mask=False, height=1.58)
    person(b, look, Pose(gx, gy, facing, left, right, seat_z=SEAT_Z,
                         bow=0.09 + 0.04 * wave(phase, 2 + k % 2, k * 0.41) - 0.03 * bite))


def _chair(b, x: float, y: float, angle: float, back: bool) -> None:
    reach = TABLE_R + 0.2
    cx, cy = x + reach * math.cos(angle), y + reach * math.sin(angle)
    if not back:
        b.box((cx - 0.22, cy - 0.2, SEAT_Z - 0.04), (cx + 0.22, cy + 0.2, SEAT_Z), shade(WOOD, 0.8))
    else:
        b.box((cx - 0.22, cy - 0.24, 0.42), (cx + 0.22, cy - 0.2, 0.86), shade(WOOD, 0.95))
    for dx in (-0.2, 0.17):
        b.box((cx + dx, cy - 0.24, 0), (cx + dx + 0.03, cy - 0.2, 0.86 if back else SEAT_Z - 0.04), shade(WOOD, 0.7))


def _table(b, x: float, y: float, n: int) -> None:
    b.glow((x, y, 0), 1.1, (0.05, 0.03, 0.02), 0.4, 0.5)
    b.cylinder((x, y, 0), 0.3, 0.04, shade(WOOD, 0.6), shade(WOOD, 0.6))
    b.cylinder((x, y, 0.04), 0.07, TABLE_Z - 0.1, shade(WOOD, 0.7))
    b.cylinder((x, y, TABLE_Z - 0.05), TABLE_R, 0.05, shade(WOOD, 1.15), shade(WOOD, 1.3))
    dishes = ((0.36, 0.56, 0.20), (0.72, 0.34, 0.16), (0.90, 0.76, 0.40), (0.80, 0.24, 0.16))
    for i in range(3):
        a = i * 2.1 + n
        b.cylinder((x + 0.2 * math.cos(a), y + 0.2 * math.sin(a), TABLE_Z), 0.14, 0.04,
                   (0.95, 0.95, 0.94), dishes[(n + i) % 4], 0.7)
    for i in range(4):
        a = math.pi / 2 + i * math.pi / 2 + (0.35 if n % 2 else -0.25)
        b.cylinder((x + 0.5 * math.cos(a), y + 0.5 * math.sin(a), TABLE_Z), 0.08, 0.06,
                   (0.96, 0.96, 0.96), (0.97, 0.97, 0.93), 0.6)


def _plant(b, x: float, y: float) -> None:
    b.cylinder((x, y, 0), 0.22, 0.4, (0.80, 0.76, 0.70), (0.25, 0.18, 0.12), 0.8)
    for i in range(16):
        a, r = i * 2.4, 0.08 + 0.018 * i
        ball(b, (x + r * math.cos(a), y + r * math.sin(a) * 0.5, 0.5 + 0.05 * i), 0.13,
             ((0.20, 0.42, 0.20), (0.28, 0.54, 0.24), (0.16, 0.36, 0.18))[i % 3])
