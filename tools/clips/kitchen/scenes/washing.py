"""洗消间: racks of dishes pass through a steaming machine into the cabinets that keep them clean."""
import math

from ..camera import Camera
from ..motion import ease, fraction, wave
from ..paint import STEEL, shade
from ..person import Look, Pose, person
from ..props import lamp_pool, room, sign, table, wall_tiles
from ..stage import Stage
from ..vapour import Steam

X, Y, HEIGHT = (-3.5, 3.5), (-0.8, 4.4), 3.1
WALL, FLOOR = (0.82, 0.88, 0.90), (0.40, 0.52, 0.50)
BELT_Y, BELT_Z = (2.75, 3.35), 0.9
MACHINE_X = (-0.95, 0.95)
RACKS, RACK_STEPS, RACK_X = 6, 4, (-3.3, 3.3)
RUBBER = (0.88, 0.60, 0.18)
LOOK = Look(coat=(0.84, 0.90, 0.94), head="cap", apron=(0.16, 0.36, 0.56), gloves=RUBBER, sleeves=(0.70, 0.80, 0.88))


class Scene(Stage):
    """Camera above the door, looking across the sinks at the machine."""

    def __init__(self):
        super().__init__(Camera((-0.3, -1.1, 2.75), (0.05, 2.5, 0.85), 78))
        self.steams = [Steam((MACHINE_X[0] - 0.1, 3.0, 1.05), 1.2, 0.5, 0.32, -0.35),
                       Steam((MACHINE_X[1] + 0.1, 3.0, 1.05), 1.4, 0.6, 0.42, 0.45)]
        self.still(self._room)
        self.actor(self._lights)
        self.still(self._bench)
        self.actor(self._racks)
        self.still(self._machine)
        self.actor(lambda b, phase: [steam.draw(b, phase) for steam in self.steams])
        self.actor(self._loader)
        self.actor(self._stacker)
        self.still(self._sinks)
        self.actor(self._washer)
        self.finish()

    @staticmethod
    def _room(b):
        room(b, X, Y, HEIGHT, FLOOR, WALL, 0.3)
        wall_tiles(b, X, Y, 3.1, (0.68, 0.76, 0.79), 0.25)
        lamp_pool(b, (-1.6, 1.6, 0), (1.6, 1.6, 0))
        for x, y in ((-0.6, 1.9), (0.9, 2.3), (0.1, 0.9)):  # wet floor
            b.glow((x, y, 0), 0.7, (0.86, 0.94, 0.96), 0.22, 0.3)
        sign(b, (-1.68, 4.38, 1.85), 1.12, 0.3, "一洗二清三消毒", 0.145, (0.12, 0.36, 0.58))
        b.box((1.55, 3.8, 0), (3.4, 4.4, 2.0), shade(STEEL, 1.02))  # disinfection cabinets
        for x in (1.62, 2.52):
            b.front((x, x + 0.82), 3.79, (0.15, 1.75), (0.14, 0.20, 0.30), (0.08, 0.12, 0.20), 0.5)
            for level in range(4):
                z = 0.25 + level * 0.38
                b.box((x + 0.05, 3.78, z), (x + 0.77, 3.79, z + 0.02), STEEL)
                for i in range(4):
                    b.cylinder((x + 0.15 + i * 0.17, 3.775, z + 0.02), 0.07, 0.12, (0.86, 0.90, 0.96))
        sign(b, (1.75, 3.78, 1.80), 1.0, 0.17, "消毒柜", 0.14, (0.85, 0.86, 0.86), (0.15, 0.2, 0.3))

    @staticmethod
    def _lights(b, phase):
        glow = 0.30 + 0.05 * wave(phase, 14)
        for x in (2.03, 2.93):
            b.glow((x, 3.78, 1.0), 0.75, (0.35, 0.55, 1.0), glow, 1.2)
        red = 1.0 if fraction(phase, 14) < 0.5 else 0.35
        for x in (3.0, 3.2):
            b.glow((x, 3.77, 1.88), 0.05, (1.0 * red, 0.18, 0.12), 0.95)

    @staticmethod
    def _bench(b):
        table(b, (-3.4, 2.65, 0), (3.4, 3.45, BELT_Z))
        b.box((-3.4, 3.4, BELT_Z), (3.4, 3.45, BELT_Z + 0.22), STEEL)
        b.flat((-3.4, 3.4), (2.75, 3.35), BELT_Z + 0.003, (0.36, 0.40, 0.42), (0.46, 0.50, 0.52))

    @staticmethod
    def _racks(b, phase):
        step = (RACK_X[1] - RACK_X[0]) / RACKS
        for i in range(-1, RACKS + 1):
            x = RACK_X[0] + step * (i + fraction(phase, RACK_STEPS))
            if RACK_X[0] + 0.05 < x < RACK_X[1] - 0.35:
                _rack(b, x, i)

    @staticmethod
    def _machine(b):
        x0, x1 = MACHINE_X
        b.box((x0, 2.62, 0), (x1, 3.5, 1.72), shade(STEEL, 1.1))
        b.front((x0 + 0.12, x1 - 0.12), 2.61, (0.75, 1.6), shade(STEEL, 0.95), shade(STEEL, 0.75), 0.3)
        b.box((x0 + 0.25, 2.56, 1.12), (x1 - 0.25, 2.60, 1.17), (0.35, 0.38, 0.4))
        b.box((x0 + 0.2, 2.58, 0.42), (x0 + 0.85, 2.62, 0.64), (0.10, 0.12, 0.14))
        b.text((x0 + 0.27, 2.56, 0.47), (1, 0, 0), (0, 0, 1), "86℃", 0.15, (0.98, 0.45, 0.25))
        for i, colour in enumerate(((0.2, 0.7, 0.35), (0.85, 0.65, 0.2), (0.8, 0.2, 0.15))):
            b.glow((0.15 + i * 0.16, 2.6, 0.53), 0.05, colour, 1.0)
        b.box((x0 + 0.55, 2.85, 1.72), (x0 + 1.25, 3.35, 3.1), shade(STEEL, 0.9))  # vapour duct
        for x in (x0 - 0.01, x1 + 0.01):  # splash curtains
            for i in range(6):
                y = 2.76 + i * 0.1
                b.side(x, (y, y + 0.09), (0.95, 1.42), (0.24, 0.34, 0.40), (0.16, 0.24, 0.30))

    @staticmethod
    def _loader(b, phase):
        move = wave(phase, 8)
        x = -2.1
        person(b, LOOK, Pose(x + 0.05 * move, 2.12, 1.35, (x - 0.25, 2.7, 1.06),
                             (x + 0.3 + 0.22 * move, 2.68, 1.08 + 0.08 * abs(move)), bow=0.08))

    @staticmethod
    def _stacker(b, phase):
        turn = ease((wave(phase, 4) + 1) / 2)
        x = 2.25
        hand = (x - 0.1 + 0.3 * turn, 2.62 - 0.1 * turn, 1.06 + 0.14 * turn)
        person(b, LOOK, Pose(x, 2.1, 1.7 - 0.5 * turn, (hand[0] - 0.25, hand[1], hand[2]), hand, bow=0.05))

    @staticmethod
    def _sinks(b):
        b.glow((-1.3, 0.75, 0), 1.7, (0.02, 0.03, 0.04), 0.45, 0.4)
        b.box((-2.7, 0.45, 0.12), (0.3, 1.15, 0.84), shade(STEEL, 1.0))
        b.box((-2.75, 0.4, 0.80), (0.35, 1.2, 0.86), shade(STEEL, 1.1))
        for i in range(3):
            x = -2.6 + i * 0.98
            b.flat((x, x + 0.84), (0.5, 1.1), 0.862, ((0.62, 0.74, 0.76), (0.52, 0.74, 0.82), (0.56, 0.80, 0.74))[i],
                   ((0.74, 0.84, 0.86), (0.66, 0.84, 0.90), (0.68, 0.88, 0.82))[i])
            b.box((x + 0.38, 1.12, 0.86), (x + 0.44, 1.17, 1.2), shade(STEEL, 1.15))
            b.box((x + 0.38, 0.88, 1.16), (x + 0.44, 1.17, 1.2), shade(STEEL, 1.2))
        b.box((0.75, 0.35, 0), (1.9, 1.05, 0.5), shade(STEEL, 0.9))  # trolley with clean dishes
        for i in range(4):
            for n in range(7):
                b.cylinder((0.95 + i * 0.26, 0.7, 0.5 + n * 0.035), 0.12, 0.03,
                           (0.95, 0.96, 0.96), (0.88, 0.90, 0.91), 0.8)

    @staticmethod
    def _washer(b, phase):
        """Foam on the water and a hand shower that swings."""
        for n in range(26):
            x = -2.5 + 0.64 * ((n * 0.618) % 1) + 0.02 * wave(phase, 3, n * 0.1)
            y = 0.58 + 0.44 * ((n * 0.382) % 1)
            b.disc((x, y, 0.87), 0.035 + 0.02 * (n % 3), (0.96, 0.98, 0.99), 0.75)
        for i in range(1, 3):
            x = -2.6 + i * 0.98 + 0.41
            for ripple in range(3):
                share = fraction(phase, 14, ripple / 3)
                b.ctx.set_line_width(2)
                b.ctx.set_source_rgba(1, 1, 1, 0.55 * (1 - share))
                b.ctx.new_path()
                for point in b.ring((x, 0.9, 0.866), 0.05 + 0.16 * share):
                    b.ctx.line_to(*point)
                b.ctx.close_path()
                b.ctx.stroke()
            top, bottom = b.cam.project((x, 0.9, 1.16)), b.cam.project((x, 0.9, 0.87))
            b.ctx.set_line_width(7 + wave(phase, 37, i * 0.3))
            b.ctx.set_source_rgba(0.9, 0.97, 1, 0.75)
            b.ctx.move_to(*top)
            b.ctx.line_to(*bottom)
            b.ctx.stroke()


def _rack(b, x: float, n: int) -> None:
    """A basket of plates standing on edge."""
    b.box((x, 2.8, BELT_Z), (x + 0.52, 3.3, BELT_Z + 0.1), (0.24, 0.46, 0.66))
    clean = x > MACHINE_X[0]
    for i in range(5):
        px, py = b.cam.project((x + 0.07 + i * 0.095, 3.05, BELT_Z + 0.17))
        s = b.cam.scale((x, 3.05, BELT_Z))
        b.ctx.save()
        b.ctx.translate(px, py)
        b.ctx.scale(0.055 * s, 0.13 * s)
        b.ctx.arc(0, 0, 1, 0, 2 * math.pi)
        b.ctx.restore()
        b.ctx.set_source_rgb(*((0.97, 0.98, 0.98) if clean else (0.86, 0.82, 0.74)))
        b.ctx.fill_preserve()
        b.ctx.set_source_rgb(0.62, 0.66, 0.68)
        b.ctx.set_line_width(1.2)
        b.ctx.stroke()
    b.front((x, x + 0.52), 2.8, (BELT_Z + 0.02, BELT_Z + 0.12), (0.28, 0.52, 0.74), (0.20, 0.40, 0.60))
