"""食品贮存: a store room with two rows of shelves, a cold-room door and somebody who takes stock."""
import math

from ..camera import Camera
from ..motion import Walk, wave
from ..paint import STEEL, STEEL_DARK, shade
from ..person import AWAY, TOWARDS, Look, Pose, person
from ..props import (CARROTS, EGGPLANTS, EGGS, GREENS, POTATOES, TOMATOES, crate, lamp_pool, room, sign)
from ..stage import Stage

X, Y, HEIGHT = (-2.7, 2.7), (-0.8, 6.2), 3.1
WALL, FLOOR = (0.80, 0.84, 0.87), (0.58, 0.62, 0.64)
BOARDS_Z = (0.18, 0.82, 1.46)
GOODS = (GREENS, CARROTS, TOMATOES, POTATOES, EGGPLANTS, EGGS)
CRATES = ((0.20, 0.42, 0.66), (0.25, 0.52, 0.36), (0.70, 0.56, 0.20))


class Scene(Stage):
    """Camera above the door, looking down the aisle."""

    def __init__(self):
        super().__init__(Camera((0.15, -1.2, 2.65), (-0.05, 3.4, 0.95), 76))
        self.walk = Walk((0.0, 0.55, 3.7), (0.16, 0.55, 3.7), (0.34, -0.55, 2.0), (0.55, -0.55, 2.0), (0.78, 0.2, 4.6),
                         (0.86, 0.2, 4.6))
        self.still(self._room)
        self.actor(self._fan)
        self.actor(self._curtain)
        self.still(self._shelves)
        self.actor(self._keeper)
        self.still(self._front)
        self.finish()

    @staticmethod
    def _room(b):
        room(b, X, Y, HEIGHT, FLOOR, WALL, 0.45)
        lamp_pool(b, (0, 1.5, 0), (0, 4.2, 0))
        b.box((-1.0, 6.1, 0), (0.75, 6.2, 2.35), shade(STEEL, 1.05))  # frame of the cold-room door
        b.front((-0.85, 0.6), 6.09, (0, 2.2), (0.30, 0.40, 0.48), (0.16, 0.22, 0.28))
        sign(b, (-0.75, 6.08, 2.42), 1.25, 0.36, "冷藏库", 0.27, (0.12, 0.36, 0.58))
        sign(b, (-2.35, 6.18, 2.3), 1.15, 0.3, "离地离墙", 0.22, (0.16, 0.45, 0.30))
        b.box((0.98, 6.12, 1.35), (1.28, 6.2, 1.62), (0.12, 0.13, 0.15))
        b.text((1.02, 6.1, 1.44), (1, 0, 0), (0, 0, 1), "4℃", 0.15, (0.35, 0.95, 0.55))
        b.box((1.0, 5.75, 2.4), (2.1, 6.2, 3.0), shade(WALL, 1.05))  # evaporator

    @staticmethod
    def _fan(b, phase):
        x, y = b.cam.project((1.55, 5.74, 2.7))
        r = 0.24 * b.cam.scale((1.55, 5.74, 2.7))
        ctx = b.ctx
        ctx.arc(x, y, r, 0, 2 * math.pi)
        ctx.set_source_rgb(0.2, 0.23, 0.26)
        ctx.fill()
        for blade in range(4):
            angle = 2 * math.pi * (phase * 43 + blade / 4)
            ctx.move_to(x, y)
            ctx.arc(x, y, r * 0.88, angle, angle + 0.7)
            ctx.close_path()
            ctx.set_source_rgba(0.62, 0.66, 0.7, 0.8)
            ctx.fill()
        ctx.set_source_rgba(0.8, 0.83, 0.85, 0.7)
        ctx.set_line_width(1.2)
        for ring in (0.35, 0.68, 1.0):
            ctx.arc(x, y, r * ring, 0, 2 * math.pi)
            ctx.stroke()

    @staticmethod
    def _curtain(b, phase):
        """Plastic strips in the cold-room door that the draught moves."""
        for i in range(8):
            x = -0.83 + i * 0.178
            sway = 0.035 * wave(phase, 4, i * 0.09) + 0.02 * wave(phase, 7, i * 0.21)
            b.outline([(x, 6.07, 2.18), (x + 0.17, 6.07, 2.18), (x + 0.17 + sway, 6.05, 0.1), (x + sway, 6.05, 0.1)])
            b.ctx.set_source_rgba(0.78, 0.86, 0.90, 0.42 if i % 2 else 0.34)
            b.ctx.fill_preserve()
            b.ctx.set_source_rgba(0.9, 0.95, 0.98, 0.5)
            b.ctx.set_line_width(1.2)
            b.ctx.stroke()

    @staticmethod
    def _shelves(b):
        for left in (True, False):
            x0, x1 = (-2.65, -1.75) if left else (1.75, 2.65)
            b.glow(((x0 + x1) / 2, 3.2, 0), 2.6, (0.02, 0.03, 0.05), 0.35, 0.5)
            for bay in range(3, -1, -1):
                y0 = 0.6 + bay * 1.3
                for level, z in enumerate(BOARDS_Z):
                    b.box((x0, y0, z - 0.04), (x1, y0 + 1.26, z), shade(STEEL, 0.95))
                    for slot in (1, 0):
                        n = bay * 5 + level * 3 + slot * 2 + (0 if left else 4)
                        y = y0 + 0.06 + slot * 0.62
                        _stock(b, (x0 + 0.08, y, z), (x1 - 0.06, y + 0.54), n, level)
                for x in (x0, x1 - 0.05):
                    b.box((x, y0 - 0.02, 0), (x + 0.05, y0 + 0.03, 2.0), STEEL_DARK)

    def _keeper(self, b, phase):
        x, y, facing, walked = self.walk.at(phase)
        if facing is None:
            facing = (TOWARDS - 0.5, AWAY + 0.75, AWAY)[0 if phase < 0.2 else 1 if phase < 0.6 else 2]
        fx, fy = math.cos(facing), math.sin(facing)
        board = (x + 0.3 * fx - 0.06 * fy, y + 0.3 * fy + 0.06 * fx, 1.14)
        write = 0.03 * wave(phase, 28)
        pen = (board[0] + 0.12 * fy + write, board[1] - 0.12 * fx, 1.2 + write)
        look = Look(coat=(0.36, 0.55, 0.74), head="cap", trousers=(0.2, 0.23, 0.3))
        pose = Pose(x, y, facing, (board[0] - 0.1 * fy, board[1] + 0.1 * fx, 1.1), pen,
                    stride=walked if walked else None, bow=0.05)

        def clipboard():
            px, py = b.cam.project(board)
            s = b.cam.scale(board)
            b.ctx.rectangle(px - 0.12 * s, py - 0.13 * s, 0.24 * s, 0.2 * s)
            b.ctx.set_source_rgb(0.55, 0.38, 0.22)
            b.ctx.fill()
            b.ctx.rectangle(px - 0.1 * s, py - 0.11 * s, 0.2 * s, 0.16 * s)
            b.ctx.set_source_rgb(0.96, 0.96, 0.93)
            b.ctx.fill()

        if fy > 0.2:
            clipboard()
        person(b, look, pose)
        if fy <= 0.2:
            clipboard()

    @staticmethod
    def _front(b):
        """Sacks on a pallet and crates near the camera."""
        b.glow((-1.3, 2.1, 0), 0.8, (0.02, 0.03, 0.04), 0.4, 0.5)
        b.box((-1.72, 1.75, 0), (-0.95, 2.5, 0.12), (0.62, 0.47, 0.30))
        for n, (y, z) in enumerate(((2.12, 0.12), (1.78, 0.12), (1.95, 0.34))):
            _sack(b, -1.65, y, z, ("大米", "面粉", "大米")[n])
        crate(b, (1.0, 1.8, 0.0), (1.62, 2.3, 0.3), CRATES[1])
        crate(b, (1.0, 1.8, 0.3), (1.62, 2.3, 0.6), CRATES[0], GREENS)


def _stock(b, low, far, n: int, level: int) -> None:
    x0, y0, z = low
    x1, y1 = far
    kind = n % 4
    if kind == 3:  # cartons
        for i in range(2):
            b.box((x0, y0 + i * 0.27, z), (x1 - 0.1, y0 + 0.25 + i * 0.27, z + 0.34 - 0.07 * i), (0.70, 0.55, 0.38))
    elif kind == 2 and level:  # tins or jars in rows
        colour = ((0.72, 0.18, 0.14), (0.86, 0.70, 0.24), (0.22, 0.42, 0.30))[n % 3]
        for i in range(2, -1, -1):
            for j in range(3):
                b.cylinder((x0 + 0.14 + j * 0.24, y0 + 0.1 + i * 0.17, z), 0.075, 0.24, colour, shade(STEEL, 1.1))
    else:
        crate(b, (x0, y0, z), (x1, y1, z + 0.26), CRATES[n % 3], GOODS[(n * 5 + level) % len(GOODS)])


def _sack(b, x: float, y: float, z: float, text: str) -> None:
    b.box((x, y, z), (x + 0.62, y + 0.36, z + 0.22), (0.90, 0.88, 0.82))
    b.front((x + 0.06, x + 0.49), y - 0.002, (z + 0.04, z + 0.18), (0.75, 0.22, 0.18))
    b.text((x + 0.15, y - 0.005, z + 0.065), (1, 0, 0), (0, 0, 1), text, 0.12, (0.98, 0.95, 0.88))
