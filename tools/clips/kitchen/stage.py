"""A scene as a stack: pictures painted once, and actors painted in every frame, far to near."""
import cairo
import numpy as np

from .areas import MAIN_PX
from .camera import Camera
from .paint import Brush, vignette


class Still:
    """A part of the picture that never changes, cut down to the rectangle it covers."""

    def __init__(self, cam: Camera, paint):
        full = cairo.ImageSurface(cairo.FORMAT_ARGB32, *MAIN_PX)
        paint(Brush(cairo.Context(full), cam))
        full.flush()
        alpha = np.frombuffer(full.get_data(), np.uint8).reshape(MAIN_PX[1], full.get_stride() // 4, 4)[..., 3]
        rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
        self.x, self.y = int(columns[0]), int(rows[0])
        size = int(columns[-1]) - self.x + 1, int(rows[-1]) - self.y + 1
        opaque = bool((alpha == 255).all())
        self.surface = cairo.ImageSurface(cairo.FORMAT_RGB24 if opaque else cairo.FORMAT_ARGB32, *size)
        ctx = cairo.Context(self.surface)
        ctx.set_source_surface(full, -self.x, -self.y)
        ctx.paint()

    def draw(self, brush: Brush, _phase: float) -> None:
        brush.ctx.set_source_surface(self.surface, self.x, self.y)
        brush.ctx.paint()


class Stage:
    """Holds the layers of one scene; `phase` runs 0 → 1 over the loop and must close it."""

    def __init__(self, cam: Camera):
        self.cam = cam
        self.layers = []

    def still(self, paint) -> None:
        """Adds what `paint(brush)` paints, once."""
        self.layers.append(Still(self.cam, paint).draw)

    def actor(self, draw) -> None:
        """Adds what `draw(brush, phase)` paints in every frame."""
        self.layers.append(draw)

    def finish(self) -> None:
        """Adds the lens; nothing goes on top but the camera's own text."""
        self.still(lambda brush: vignette(brush.ctx))

    def draw(self, ctx, phase: float) -> None:
        brush = Brush(ctx, self.cam)
        for layer in self.layers:
            layer(brush, phase)
