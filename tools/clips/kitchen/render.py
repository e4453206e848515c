"""Renders one area's loop, picture by picture."""
import importlib

import cairo

from . import osd
from .areas import LOOP_FRAMES, MAIN_PX, Area


def load_scene(area: Area):
    """Sets up an area's scene: an object with `draw(ctx, phase)`, phase running 0 → 1 over the loop."""
    return importlib.import_module(f".scenes.{area.id}", __package__).Scene()


def draw_frame(scene, area: Area, frame: int, surface: cairo.ImageSurface) -> None:
    """Paints frame number `frame` of the loop, with everything that is burnt in."""
    ctx = cairo.Context(surface)
    scene.draw(ctx, frame / LOOP_FRAMES)
    osd.draw(ctx, area, frame)
    surface.flush()


def pictures(area: Area):
    """Yields the loop's pictures as BGR0 memory, which is valid until the next one is asked for."""
    scene = load_scene(area)
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, *MAIN_PX)
    for frame in range(LOOP_FRAMES):
        draw_frame(scene, area, frame, surface)
        yield surface.get_data()
