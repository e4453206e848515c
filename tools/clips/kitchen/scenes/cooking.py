"""烹饪区: a hot kitchen with a range under a hood, two cooks at work and a third who carries."""
import math

from ..camera import Camera
from ..motion import Walk, wave
from ..paint import STEEL, STEEL_DARK, shade
from ..person import AWAY, TOWARDS, Look, Pose, arms, person
from ..stage import Stage
from ..vapour import Steam, flames

TILE = (0.88, 0.89, 0.86)
FLOOR = (0.62, 0.58, 0.53)
BURNERS = (1.25, 2.55, 3.85)  # x of the three woks
RANGE_Y, RANGE_Z = 4.45, 0.82
HOB = 0.24


class Scene(Stage):
    """Camera in the middle above the entrance, looking at the range along the back wall."""

    def __init__(self):
        super().__init__(Camera((3.2, -0.9, 2.75), (3.0, 3.2, 0.85), 80))
        self.steams = [Steam((x, RANGE_Y, RANGE_Z + 0.25), strength=s)
                       for x, s in zip((*BURNERS, 5.0), (0.4, 0.6, 0.35, 0.7))]
        self.walk = Walk((0.0, 0.9, 1.7), (0.1, 0.9, 1.7), (0.32, 4.9, 1.5), (0.5, 4.9, 1.5), (0.75, 0.9, 1.7))
        self.still(self._room)
        self.still(self._range)
        self.actor(self._fire)
        self.actor(self._stove_cooks)
        self.actor(lambda brush, phase: [steam.draw(brush, phase) for steam in self.steams])
        self.still(self._hood)
        self.actor(self._prep_cook)
        self.still(self._island)
        self.actor(self._knife)
        self.actor(self._carrier)
        self.finish()

    @staticmethod
    def _room(b):
        b.ctx.set_source_rgb(0.74, 0.76, 0.75)
        b.ctx.paint()
        b.flat((-1, 7.2), (-0.6, 5), 0, shade(FLOOR, 0.8), shade(FLOOR, 1.12))
        b.grid((-1, -0.6, 0), (8.2, 0, 0), (0, 5.6, 0), 20, 14, shade(FLOOR, 0.72), 2)
        b.front((-0.4, 6.6), 5, (0, 3.2), shade(TILE, 1.05), shade(TILE, 0.86))
        b.grid((-0.4, 5, 0), (7, 0, 0), (0, 0, 3.2), 28, 16, shade(TILE, 0.86), 1.3)
        for x, dark in ((-0.4, 0.84), (6.6, 0.78)):
            b.side(x, (5, -0.6), (0, 3.2), shade(TILE, dark), shade(TILE, dark * 0.8))
            b.grid((x, -0.6, 0), (0, 5.6, 0), (0, 0, 3.2), 22, 16, shade(TILE, dark * 0.88), 1.2)
        for x in (1.2, 3.1, 5.0):  # light from the lamps on floor and wall
            b.glow((x, 2.2, 0), 1.9, (1, 0.95, 0.85), 0.3, 0.45)
        b.glow((3.1, 4.99, 2.2), 3.4, (1, 0.98, 0.92), 0.25, 0.5)
        b.side(6.59, (4.7, 3.3), (1.7, 2.45), (0.16, 0.45, 0.30))
        b.text((6.58, 4.6, 2.11), (0, -1, 0), (0, 0, 1), "生熟分开", 0.29, (0.95, 0.96, 0.93))
        b.text((6.58, 4.44, 1.80), (0, -1, 0), (0, 0, 1), "烧熟煮透", 0.22, (0.85, 0.92, 0.85))

    @staticmethod
    def _range(b):
        b.box((-0.35, 2.7, 0), (0.35, 4.3, 1.95), STEEL)  # refrigerator
        for z in (1.0,):
            b.box((0.35, 2.72, z - 0.01), (0.37, 4.28, z + 0.01), STEEL_DARK)
        b.box((0.36, 3.42, 1.15), (0.40, 3.46, 1.7), (0.3, 0.32, 0.34))
        b.box((0.36, 3.56, 1.15), (0.40, 3.60, 1.7), (0.3, 0.32, 0.34))
        b.box((0.5, 4.0, 0), (5.6, 5.0, RANGE_Z), STEEL)
        b.box((0.5, 4.94, RANGE_Z), (5.6, 5.0, RANGE_Z + 0.35), STEEL)
        for i in range(5):  # doors, with knobs above them
            x = 0.55 + i * 1.01
            b.front((x, x + 0.96), 3.995, (0.1, 0.62), shade(STEEL, 0.78), shade(STEEL, 0.62), 0.2)
            b.cylinder((x + 0.3, 3.98, 0.70), 0.03, 0.03, (0.2, 0.2, 0.22))
            b.cylinder((x + 0.6, 3.98, 0.70), 0.03, 0.03, (0.7, 0.15, 0.12))
        for x in BURNERS:
            b.disc((x, RANGE_Y, RANGE_Z + 0.005), 0.42, (0.2, 0.2, 0.21))
            b.disc((x, RANGE_Y, RANGE_Z + 0.01), 0.33, (0.1, 0.1, 0.11))
        b.cylinder((5.0, RANGE_Y, RANGE_Z), 0.33, 0.5, STEEL, (0.86, 0.80, 0.62))  # stock pot
        for x, colour in ((0.75, (0.75, 0.2, 0.15)), (0.95, (0.2, 0.25, 0.2)), (1.95, (0.85, 0.82, 0.7))):
            b.cylinder((x, 4.82, RANGE_Z), 0.06, 0.2, colour)
        b.box((5.9, 1.4, 0), (6.6, 4.2, 0.85), STEEL)  # worktop and shelf on the right
        b.box((6.25, 1.4, 1.35), (6.6, 4.2, 1.39), STEEL)
        for i in range(7):
            b.cylinder((6.42, 1.65 + i * 0.38, 1.39), 0.13, 0.14 + 0.05 * (i % 3), (0.88, 0.89, 0.9))
        for i in range(4):
            b.cylinder((6.25, 1.8 + i * 0.62, 0.85), 0.2, 0.16, STEEL,
                       ((0.36, 0.56, 0.2), (0.82, 0.42, 0.14), (0.9, 0.87, 0.8), (0.7, 0.2, 0.16))[i], 0.75)

    @staticmethod
    def _fire(b, phase):
        for i, x in enumerate(BURNERS):
            flames(b, (phase + i * 0.21) % 1, (x, RANGE_Y, RANGE_Z + 0.02), 0.26)
            tilt = 0.02 * wave(phase, 14, i * 0.3)
            b.cylinder((x, RANGE_Y, RANGE_Z + 0.1 + tilt), 0.40, 0.15, (0.22, 0.22, 0.23),
                       ((0.42, 0.52, 0.18), (0.60, 0.28, 0.12), (0.72, 0.58, 0.30))[i], 0.5)
            for n in range(9):  # food that is tossed about
                angle = n * 2.4 + wave(phase, 14, n * 0.17 + i * 0.3) * 0.9
                r = 0.09 + 0.02 * n
                colour = ((0.55, 0.66, 0.24), (0.75, 0.34, 0.16), (0.85, 0.72, 0.4))[(n + i) % 3]
                b.disc((x + r * math.cos(angle), RANGE_Y + r * math.sin(angle), RANGE_Z + 0.26), 0.045, colour)

    def _stove_cooks(self, b, phase):
        for x, shift, look in ((2.5, 0.0, Look(apron=(0.20, 0.32, 0.52))), (4.0, 0.4, Look(apron=(0.45, 0.16, 0.15)))):
            stir = wave(phase, 14, shift)
            side = wave(phase, 14, shift + 0.25)
            spoon = (x + 0.12 + 0.14 * side, RANGE_Y - 0.18 + 0.1 * stir, RANGE_Z + 0.38)
            handle = (x - 0.22, RANGE_Y - 0.42, RANGE_Z + 0.26 + 0.02 * stir)
            pose = Pose(x + 0.03 * side, 3.72, AWAY + 0.1 * side, handle, spoon, bow=0.06)
            person(b, look, pose)

    @staticmethod
    def _hood(b):
        b.front((0.4, 5.7), 3.75, (1.98, 2.2), shade(STEEL, 1.12), shade(STEEL, 0.85), 0.2)
        b.face([(0.4, 3.75, 2.2), (5.7, 3.75, 2.2), (5.4, 4.6, 3.2), (0.7, 4.6, 3.2)],
               shade(STEEL, 1.0), shade(STEEL, 0.72), 0.1)
        for x in (1.7, 3.05, 4.4):
            b.ctx.set_line_width(1.5)
            b.ctx.set_source_rgb(*shade(STEEL, 0.66))
            b.ctx.new_path()
            for point in b.cam.line((x, 3.75, 2.2), (x * 0.93 + 0.2, 4.6, 3.2)):
                b.ctx.line_to(*point)
            b.ctx.stroke()

    @staticmethod
    def _prep_pose(phase):
        chop, slide = abs(wave(phase, 21)), 0.12 * wave(phase, 2)
        return Pose(3.0 + slide, 2.92, TOWARDS, (3.22 + slide, 2.46, 0.95),
                    (2.88 + slide, 2.44, 0.97 + 0.09 * chop), bow=0.08)

    def _prep_cook(self, b, phase):
        person(b, Look(), self._prep_pose(phase))

    @staticmethod
    def _island(b):
        b.glow((3.05, 2.2, 0), 1.9, (0.02, 0.03, 0.04), 0.45, 0.4)
        b.box((1.5, 1.95, 0.12), (4.6, 2.7, 0.2), shade(STEEL, 0.75))
        for x in (1.55, 4.5):
            b.box((x, 1.97, 0), (x + 0.06, 2.03, 0.8), STEEL_DARK)
        b.box((1.5, 1.95, 0.78), (4.6, 2.7, 0.85), shade(STEEL, 1.08))
        b.box((2.55, 2.15, 0.85), (3.55, 2.6, 0.88), (0.88, 0.84, 0.74))
        for i, colour in enumerate(((0.40, 0.60, 0.22), (0.85, 0.35, 0.16), (0.93, 0.90, 0.82))):
            x = 1.75 + i * 0.28
            b.cylinder((x, 2.45 - 0.1 * (i % 2), 0.85), 0.13, 0.1, STEEL, colour, 0.7)
        for i in range(3):
            x = 3.85 + i * 0.26
            b.box((x - 0.11, 2.1, 0.85), (x + 0.11, 2.6, 0.92), STEEL)
            b.flat((x - 0.09, x + 0.09), (2.13, 2.57), 0.925,
                   ((0.72, 0.24, 0.18), (0.30, 0.50, 0.18), (0.86, 0.66, 0.3))[i])

    def _knife(self, b, phase):
        chop = abs(wave(phase, 21))
        slide = 0.12 * wave(phase, 2)
        for n in range(26):  # what has been cut
            x = 2.72 + 0.02 * (n % 9) + 0.012 * (n // 9)
            b.disc((x, 2.26 + 0.022 * (n * 7 % 11), 0.89), 0.022, (0.45 + 0.2 * (n % 2), 0.64, 0.25))
        b.box((3.0 + slide, 2.38, 0.88), (3.3 + slide, 2.46, 0.92), (0.55, 0.70, 0.30))
        z = 0.92 + 0.09 * chop
        x = 2.9 + slide
        arms(b, Look(), self._prep_pose(phase))
        b.face([(x, 2.28, z), (x + 0.015, 2.46, z), (x + 0.015, 2.46, z - 0.05), (x, 2.28, z - 0.05)],
               (0.85, 0.87, 0.9))

    def _carrier(self, b, phase):
        x, y, facing, walked = self.walk.at(phase)
        facing = AWAY if facing is None else facing
        fx, fy = math.cos(facing), math.sin(facing)
        hold = (x + 0.36 * fx, y + 0.36 * fy, 1.02)
        left = (hold[0] - 0.18 * fy, hold[1] + 0.18 * fx, 1.0)
        right = (hold[0] + 0.18 * fy, hold[1] - 0.18 * fx, 1.0)
        tray = ((hold[0] - 0.24, hold[1] - 0.16, 1.0), (hold[0] + 0.24, hold[1] + 0.16, 1.05))

        def load():
            b.box(*tray, (0.76, 0.78, 0.8))
            for dx in (-0.12, 0.1):
                b.cylinder((hold[0] + dx, hold[1], 1.05), 0.1, 0.06, (0.93, 0.93, 0.92), (0.75, 0.5, 0.22), 0.7)

        if fy > 0.2:
            load()
        person(b, Look(head="cap", coat=(0.80, 0.87, 0.92)), Pose(x, y, facing, left, right, stride=walked))
        if fy <= 0.2:
            load()
