"""People as a camera under the ceiling sees them: coats, caps, masks, and hands that reach."""
import math
from dataclasses import dataclass

import cairo

from .paint import Brush, Colour, mix, path, shade

SKIN: Colour = (0.86, 0.68, 0.55)
WHITE: Colour = (0.93, 0.94, 0.94)
MASK: Colour = (0.62, 0.78, 0.88)
TOWARDS = -math.pi / 2  # facing angles: the direction in the floor plane; this one looks at the camera
AWAY = math.pi / 2


@dataclass(frozen=True)
class Look:
    """How somebody is dressed; `head` is toque, cap or hair."""

    coat: Colour = WHITE
    trousers: Colour = (0.25, 0.28, 0.33)
    apron: Colour | None = None
    sleeves: Colour | None = None
    gloves: Colour | None = None
    head: str = "toque"
    hair: Colour = (0.12, 0.11, 0.11)
    mask: bool = True
    height: float = 1.68


@dataclass(frozen=True)
class Pose:
    """Where somebody stands and what the hands (points in space) do; `stride` swings the legs."""

    x: float
    y: float
    facing: float = TOWARDS
    left: tuple | None = None
    right: tuple | None = None
    stride: float | None = None
    seat_z: float | None = None  # height of the seat for somebody who sits
    bow: float = 0.0  # metres the head leans forward


class Figure:
    """Paints one person; all lengths in metres of a 1.68 m adult, scaled by the look's height."""

    def __init__(self, brush: Brush, look: Look, pose: Pose):
        self.brush, self.ctx, self.look, self.pose = brush, brush.ctx, look, pose
        self.k = look.height / 1.68
        self.drop = 0.0 if pose.seat_z is None else 0.86 - pose.seat_z / self.k
        self.fx, self.fy = math.cos(pose.facing), math.sin(pose.facing)
        self.front = max(-self.fy, 0.0)  # 1 when the face looks at the camera
        self.wide = 0.72 + 0.28 * abs(self.fy)  # a body seen from the side is narrower
        self.scale = brush.cam.scale((pose.x, pose.y, 1.2 * self.k)) * self.k

    def point(self, side: float, z: float, forward: float = 0.0) -> tuple[float, float]:
        """Projects a point of the body: `side` to its left, `forward` where it looks."""
        pose = self.pose
        height = max((z - self.drop) * self.k, 0)
        return self.brush.cam.project((pose.x - side * self.fy * self.k + forward * self.fx * self.k,
                                       pose.y + side * self.fx * self.k + forward * self.fy * self.k, height))

    def draw(self) -> None:
        pose = self.pose
        if pose.seat_z is None:
            self.brush.glow((pose.x, pose.y, 0), 0.48, (0.02, 0.03, 0.05), 0.5, 0.5)
        self._legs()
        reaching_away = self.fy > 0.2
        if reaching_away:
            self.arms()
        self._torso()
        if not reaching_away:
            self.arms()
        self._head()

    def _limb(self, points, width: float, colour: Colour) -> None:
        ctx = self.ctx
        ctx.set_line_cap(cairo.LINE_CAP_ROUND)
        ctx.set_line_join(cairo.LINE_JOIN_ROUND)
        for factor, share in ((0.72, 1.0), (1.0, 0.68)):
            ctx.new_path()
            for point in points:
                ctx.line_to(*point)
            ctx.set_line_width(width * self.scale * share)
            ctx.set_source_rgb(*shade(colour, factor))
            ctx.stroke()

    def _legs(self) -> None:
        swing = 0.0 if self.pose.stride is None else math.sin(self.pose.stride * 2 * math.pi / 1.3)
        for sign in (-1, 1):
            step = 0.24 * swing * sign
            if self.pose.seat_z is None:
                points = [self.point(0.09 * sign, 0.86), self.point(0.10 * sign, 0.45, step * 0.7),
                          self.point(0.10 * sign, 0.07, step)]
            else:
                points = [self.point(0.1 * sign, 0.86), self.point(0.1 * sign, 0.86, 0.36),
                          self.point(0.1 * sign, 0.46, 0.38)]
            self._limb(points, 0.16, self.look.trousers)
            shoe = self.point(0.10 * sign, 0.04, step + 0.05) if self.pose.seat_z is None else points[-1]
            self._limb([points[-1], shoe], 0.12, (0.10, 0.10, 0.11))

    def _torso(self) -> None:
        ctx, bow = self.ctx, self.pose.bow
        shoulder, chest, hem = 0.215 * self.wide, 0.225 * self.wide, 0.235 * self.wide
        hem_z = 0.66 if self.pose.seat_z is None else 0.84
        neck = self.point(0, 1.44, bow * 0.6)
        top, mid, low = (self.point(0, z, f) for z, f in ((1.36, bow * 0.5), (1.08, bow * 0.2), (hem_z, 0)))
        w_top, w_mid, w_low = shoulder * self.scale, chest * self.scale, hem * self.scale
        ctx.new_path()
        ctx.move_to(neck[0] - 0.06 * self.scale, neck[1])
        ctx.curve_to(top[0] - w_top * 0.8, top[1] - 0.05 * self.scale, top[0] - w_top, top[1], mid[0] - w_mid, mid[1])
        ctx.line_to(low[0] - w_low, low[1])
        ctx.curve_to(low[0] - w_low * 0.4, low[1] + 0.05 * self.scale,
                     low[0] + w_low * 0.4, low[1] + 0.05 * self.scale, low[0] + w_low, low[1])
        ctx.line_to(mid[0] + w_mid, mid[1])
        ctx.curve_to(top[0] + w_top, top[1], top[0] + w_top * 0.8, top[1] - 0.05 * self.scale,
                     neck[0] + 0.06 * self.scale, neck[1])
        ctx.close_path()
        self._volume(mid[0], w_mid, self.look.coat)
        ctx.fill()
        if self.look.apron:
            self._apron(top, mid, low, w_top, w_mid, w_low)
        elif self.front > 0.5 and self.look.head == "toque":  # a double row of buttons
            for row in range(4):
                for sign in (-1, 1):
                    share = row / 4
                    ctx.arc(top[0] + sign * 0.055 * self.scale, top[1] + (low[1] - top[1]) * (0.15 + share * 0.6),
                            0.011 * self.scale, 0, 2 * math.pi)
                    ctx.set_source_rgb(0.45, 0.47, 0.5)
                    ctx.fill()

    def _volume(self, x: float, half: float, colour: Colour) -> None:
        gradient = cairo.LinearGradient(x - half, 0, x + half, 0)
        for at, factor in ((0, 0.68), (0.35, 1.02), (0.65, 0.94), (1, 0.62)):
            gradient.add_color_stop_rgb(at, *shade(colour, factor))
        self.ctx.set_source(gradient)

    def _apron(self, top, mid, low, w_top, w_mid, w_low) -> None:
        ctx, s = self.ctx, self.scale
        if self.front > 0.3:
            path(ctx, [(top[0] - w_top * 0.5, top[1] + 0.06 * s), (top[0] + w_top * 0.5, top[1] + 0.06 * s),
                       (mid[0] + w_mid * 0.9, mid[1]), (low[0] + w_low * 0.92, low[1] + 0.02 * s),
                       (low[0] - w_low * 0.92, low[1] + 0.02 * s), (mid[0] - w_mid * 0.9, mid[1])])
            self._volume(mid[0], w_mid, self.look.apron)
            ctx.fill()
            return
        # From behind only the bow, and the sides that wrap around.
        ctx.set_source_rgb(*self.look.apron)
        ctx.set_line_width(0.035 * s)
        ctx.move_to(mid[0] - w_mid, mid[1] + 0.02 * s)
        ctx.line_to(mid[0] + w_mid, mid[1] + 0.02 * s)
        ctx.stroke()
        for sign in (-1, 1):
            path(ctx, [(mid[0] + sign * w_mid, mid[1]), (mid[0] + sign * w_mid * 0.7, mid[1]),
                       (low[0] + sign * w_low * 0.75, low[1]), (low[0] + sign * w_low, low[1])])
            ctx.set_source_rgb(*shade(self.look.apron, 0.8))
            ctx.fill()

    def arms(self) -> None:
        """Paints both arms, from the shoulders to the hands."""
        swing = 0.0 if self.pose.stride is None else math.sin(self.pose.stride * 2 * math.pi / 1.3)
        sleeve = self.look.sleeves or shade(self.look.coat, 0.95)
        for sign, hand in ((1, self.pose.left), (-1, self.pose.right)):
            shoulder = self.point(0.2 * sign, 1.34, self.pose.bow * 0.5)
            if hand is None:
                elbow = self.point(0.25 * sign, 1.06, -0.1 * swing * sign)
                wrist = self.point(0.24 * sign, 0.82, -0.22 * swing * sign + 0.04)
            else:
                wrist = self.brush.cam.project(hand)
                elbow = self._elbow(shoulder, wrist, sign)
            self._limb([shoulder, elbow, wrist], 0.105, sleeve)
            ctx = self.ctx
            ctx.arc(*wrist, 0.052 * self.scale, 0, 2 * math.pi)
            ctx.set_source_rgb(*(self.look.gloves or SKIN))
            ctx.fill()

    def _elbow(self, shoulder, wrist, sign: int) -> tuple[float, float]:
        dx, dy = wrist[0] - shoulder[0], wrist[1] - shoulder[1]
        slack = max(0.58 * self.scale - math.hypot(dx, dy), 0) * 0.45
        side = sign if self.fy < 0 else -sign  # elbows point outwards on the screen
        return shoulder[0] + dx / 2 + side * slack * 0.7, shoulder[1] + dy / 2 + slack * 0.8

    def _head(self) -> None:
        ctx, s = self.ctx, self.scale
        x, y = self.point(0, 1.555, self.pose.bow)
        neck = self.point(0, 1.43, self.pose.bow * 0.6)
        self._limb([neck, (x, y + 0.04 * s)], 0.1, shade(SKIN, 0.82))
        turn = self.fx * 0.045 * s  # the face slides over the head as it turns
        sees_face = self.front > 0.15 or abs(self.fx) > 0.75
        base = SKIN if sees_face else mix(self.look.hair, SKIN, 0.15)
        ctx.save()
        ctx.translate(x, y - (0 if sees_face else 0.03 * s))
        ctx.scale(0.098 * s, (0.125 if sees_face else 0.1) * s)
        ctx.arc(0, 0, 1, 0, 2 * math.pi)
        ctx.restore()
        gradient = cairo.LinearGradient(x - 0.1 * s, 0, x + 0.1 * s, 0)
        for at, factor in ((0, 0.78), (0.4, 1.04), (1, 0.72)):
            gradient.add_color_stop_rgb(at, *shade(base, factor))
        ctx.set_source(gradient)
        ctx.fill()
        if sees_face:
            self._face(x + turn, y, s)
        else:
            self._ears(x, y, s)
        {"toque": self._toque, "cap": self._cap, "hair": self._hair}[self.look.head](x, y, s)

    def _face(self, x: float, y: float, s: float) -> None:
        ctx = self.ctx
        for sign in (-1, 1):
            ctx.arc(x + sign * 0.036 * s, y + 0.005 * s, 0.011 * s, 0, 2 * math.pi)
            ctx.set_source_rgb(0.16, 0.12, 0.11)
            ctx.fill()
        if self.look.mask:
            ctx.new_path()
            ctx.move_to(x - 0.078 * s, y + 0.035 * s)
            ctx.curve_to(x - 0.03 * s, y + 0.022 * s, x + 0.03 * s, y + 0.022 * s, x + 0.078 * s, y + 0.035 * s)
            ctx.curve_to(x + 0.075 * s, y + 0.12 * s, x - 0.075 * s, y + 0.12 * s, x - 0.078 * s, y + 0.035 * s)
            ctx.set_source_rgb(*MASK)
            ctx.fill()
        else:
            ctx.set_source_rgb(*mix(SKIN, (0.6, 0.2, 0.2), 0.5))
            ctx.set_line_width(0.014 * s)
            ctx.move_to(x - 0.025 * s, y + 0.068 * s)
            ctx.line_to(x + 0.025 * s, y + 0.068 * s)
            ctx.stroke()

    def _ears(self, x: float, y: float, s: float) -> None:
        """The ears of somebody who looks away."""
        ctx = self.ctx
        for sign in (-1, 1):
            ctx.arc(x + sign * 0.096 * s, y + 0.015 * s, 0.024 * s, 0, 2 * math.pi)
            ctx.set_source_rgb(*shade(SKIN, 0.85))
            ctx.fill()

    def _toque(self, x: float, y: float, s: float) -> None:
        ctx = self.ctx
        path(ctx, [(x - 0.1 * s, y - 0.03 * s), (x + 0.1 * s, y - 0.03 * s),
                   (x + 0.106 * s, y - 0.14 * s), (x - 0.106 * s, y - 0.14 * s)])
        self._volume(x, 0.106 * s, WHITE)
        ctx.fill()
        for dx, dy, r in ((-0.075, -0.175, 0.066), (0.075, -0.175, 0.066), (0, -0.2, 0.085), (0, -0.15, 0.08)):
            ctx.arc(x + dx * s, y + dy * s, r * s, 0, 2 * math.pi)
            self._volume(x, 0.15 * s, (0.97, 0.97, 0.96))
            ctx.fill()

    def _cap(self, x: float, y: float, s: float) -> None:
        """A soft hair-covering cap with an elastic band."""
        ctx = self.ctx
        ctx.save()
        ctx.translate(x, y - 0.055 * s)
        ctx.scale(0.118 * s, 0.098 * s)
        ctx.arc(0, 0, 1, math.pi * 0.96, math.pi * 2.04)
        ctx.restore()
        ctx.close_path()
        self._volume(x, 0.118 * s, mix(WHITE, self.look.coat, 0.25))
        ctx.fill()
        ctx.set_source_rgb(0.72, 0.76, 0.79)
        ctx.set_line_width(0.016 * s)
        ctx.move_to(x - 0.112 * s, y - 0.043 * s)
        ctx.line_to(x + 0.112 * s, y - 0.043 * s)
        ctx.stroke()

    def _hair(self, x: float, y: float, s: float) -> None:
        ctx = self.ctx
        ctx.save()
        ctx.translate(x, y - 0.03 * s)
        ctx.scale(0.108 * s, 0.112 * s)
        ctx.arc(0, 0, 1, math.pi * 0.93, math.pi * 2.07)
        ctx.restore()
        ctx.close_path()
        self._volume(x, 0.11 * s, self.look.hair)
        ctx.fill()


def person(brush: Brush, look: Look, pose: Pose) -> None:
    """Paints somebody standing, walking or sitting."""
    Figure(brush, look, pose).draw()


def arms(brush: Brush, look: Look, pose: Pose) -> None:
    """Paints the arms again, over the worktop that hid them."""
    Figure(brush, look, pose).arms()
