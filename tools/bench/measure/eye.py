"""Looks at the screen as somebody in the hall would: which pictures did it really show, and when?

Every clip carries a frame counter in its lower left corner (docs/camera-sim.md). The eye grabs that
strip of the X display and counts the different numbers, the same way for every program.
"""
import subprocess
import sys
import threading
import time

from .world import ROOT

sys.path.insert(0, str(ROOT / "tools/clips"))
from kitchen import counter  # noqa: E402

LOOKS_PER_S = 60
WIDTH = counter.SQUARES * counter.SQUARE_PX
HEIGHT = counter.SQUARE_PX
MIDDLE = HEIGHT // 2 * WIDTH


def read_strip(strip: bytes) -> int | None:
    """Reads the frame number from the counter's squares, or answers None."""
    levels = []
    for column in range(counter.SQUARES):
        left = MIDDLE + column * counter.SQUARE_PX + counter.SQUARE_PX // 3
        levels.append(sum(strip[left:left + 8]) / 8)
    white, black = levels[:2]
    if white - black < counter.LEAST_CONTRAST:
        return None
    bits = [int(level > (white + black) / 2) for level in levels]
    value = int("".join(map(str, bits[2:-1])), 2)
    frame, area = value >> counter.AREA_BITS, value & ((1 << counter.AREA_BITS) - 1)
    return frame if counter.squares(frame, area) == bits else None


class Eye:
    """Watches the screen from `open` to `close`."""

    def __init__(self):
        self.shown = 0  # different pictures in a row
        self.first_s = None  # monotonic time of the first one
        self._last = None
        self._grab = subprocess.Popen(
            ["ffmpeg", "-nostdin", "-v", "error", "-probesize", "32", "-f", "x11grab", "-draw_mouse", "0",
             "-framerate", str(LOOKS_PER_S), "-video_size", f"{WIDTH}x{HEIGHT}",
             "-i", f"+{counter.LEFT_PX},{counter.TOP_PX}", "-pix_fmt", "gray", "-f", "rawvideo",
             "-flush_packets", "1", "-"], stdout=subprocess.PIPE)
        self._thread = threading.Thread(target=self._look)
        self._opened = threading.Event()
        self._thread.start()
        self._opened.wait(10)

    def _look(self):
        while len(strip := self._grab.stdout.read(WIDTH * HEIGHT)) == WIDTH * HEIGHT:
            self._opened.set()
            frame = read_strip(strip)
            if frame is None or frame == self._last:
                continue
            self._last = frame
            self.shown += 1
            if self.first_s is None:
                self.first_s = time.monotonic()
        self._opened.set()

    def close(self):
        self._grab.terminate()
        self._grab.wait()
        self._thread.join()
