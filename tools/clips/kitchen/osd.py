"""The text a camera writes into its own picture."""
import cairo

from . import counter
from .areas import FPS, Area

FONT = "Noto Sans CJK SC"
SIZE_PX = 46
LEFT_PX = 40
BASELINE_PX = 74
LINE_PX = 58


def _text(ctx, x: float, y: float, text: str) -> None:
    ctx.move_to(x, y)
    ctx.text_path(text)
    ctx.set_source_rgba(0, 0, 0, 0.85)
    ctx.set_line_width(6)
    ctx.set_line_join(cairo.LINE_JOIN_ROUND)
    ctx.stroke_preserve()
    ctx.set_source_rgb(0.97, 0.97, 0.97)
    ctx.fill()


def draw(ctx, area: Area, frame: int) -> None:
    """Paints area name, running clock and frame counter; the clock is the loop's own, and says so."""
    ctx.select_font_face(FONT, cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
    ctx.set_font_size(SIZE_PX)
    _text(ctx, LEFT_PX, BASELINE_PX, area.name)
    seconds, part = divmod(frame, FPS)
    _text(ctx, LEFT_PX, BASELINE_PX + LINE_PX, f"示例画面 00:00:{seconds:02d}.{part * 4:02d}")
    counter.draw(ctx, frame, area.index)
