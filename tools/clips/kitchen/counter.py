"""The machine-readable frame counter in the bottom-left corner of every clip.

Eighteen squares in one row: white, black (the reader's references), twelve bits of frame number, three
bits of area index, one bit of even parity; most significant bit first, white is 1. The geometry is
documented in docs/camera-sim.md.
"""
from dataclasses import dataclass

FRAME_BITS = 12
AREA_BITS = 3
SQUARE_PX = 24  # at 1920x1080: 16 px at 720p and 8 px at 360p, so that squares stay on whole pixels
LEFT_PX = 24
TOP_PX = 1032
REFERENCES = (1, 0)
SQUARES = len(REFERENCES) + FRAME_BITS + AREA_BITS + 1
BACK_PX = 8  # dark rim, so that a bright floor does not bleed into the squares
LEAST_CONTRAST = 40  # grey levels between the two references below which nothing is read


@dataclass(frozen=True)
class Reading:
    """What one picture says: which frame of the loop, of which area."""

    frame: int
    area: int


def squares(frame: int, area: int) -> list[int]:
    """Lays out the row of squares, 1 for white."""
    value = (frame << AREA_BITS) | area
    bits = [(value >> shift) & 1 for shift in reversed(range(FRAME_BITS + AREA_BITS))]
    return [*REFERENCES, *bits, sum(bits) % 2]


def draw(ctx, frame: int, area: int) -> None:
    """Paints the row with cairo into a 1920x1080 picture."""
    ctx.set_source_rgb(0.13, 0.13, 0.13)
    ctx.rectangle(LEFT_PX - BACK_PX, TOP_PX - BACK_PX,
                  SQUARES * SQUARE_PX + 2 * BACK_PX, SQUARE_PX + 2 * BACK_PX)
    ctx.fill()
    for column, bit in enumerate(squares(frame, area)):
        ctx.set_source_rgb(bit, bit, bit)
        ctx.rectangle(LEFT_PX + column * SQUARE_PX, TOP_PX, SQUARE_PX, SQUARE_PX)
        ctx.fill()


def read(grey, left: float = 0, top: float = 0, width: float | None = None) -> Reading | None:
    """Reads the counter from a grey picture (rows of levels), or answers None.

    Shape: the 16:9 video lies at `left`, `top` with `width` px in the picture (default: all of it).
    """
    scale = (len(grey[0]) if width is None else width) / 1920
    half = SQUARE_PX * scale / 5  # look at the inner two fifths: the edges are blurred by scaling
    levels = []
    for column in range(SQUARES):
        x = left + (LEFT_PX + (column + 0.5) * SQUARE_PX) * scale
        y = top + (TOP_PX + SQUARE_PX / 2) * scale
        rows = range(round(y - half), max(round(y + half), round(y - half) + 1))
        columns = range(round(x - half), max(round(x + half), round(x - half) + 1))
        inside = [int(grey[r][c]) for r in rows for c in columns]
        levels.append(sum(inside) / len(inside))
    white, black = levels[0], levels[1]
    if white - black < LEAST_CONTRAST:
        return None
    bits = [int(level > (white + black) / 2) for level in levels[len(REFERENCES):]]
    if sum(bits) % 2:
        return None
    value = int("".join(map(str, bits[:-1])), 2)
    return Reading(value >> AREA_BITS, value & ((1 << AREA_BITS) - 1))
