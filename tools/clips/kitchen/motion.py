"""Movements that close after one loop."""
import math

LOOP_S = 14


def wave(phase: float, times: int, shift: float = 0.0) -> float:
    """Swings between -1 and 1, `times` whole times a loop."""
    return math.sin(2 * math.pi * (phase * times + shift))


def fraction(phase: float, times: int, shift: float = 0.0) -> float:
    """Runs from 0 to 1, `times` whole times a loop."""
    return (phase * times + shift) % 1.0


def ease(share: float) -> float:
    """Starts and ends softly."""
    share = min(max(share, 0), 1)
    return share * share * (3 - 2 * share)


class Walk:
    """A closed round trip over way points (time 0..1, x, y); rests where two points are equal."""

    def __init__(self, *stops: tuple[float, float, float]):
        self.stops = [*stops, (1.0, *stops[0][1:])]

    def at(self, phase: float):
        """Answers x, y, facing angle (None while resting) and the distance walked in this leg."""
        for (t0, x0, y0), (t1, x1, y1) in zip(self.stops, self.stops[1:]):
            if t0 <= phase <= t1:
                share = ease((phase - t0) / max(t1 - t0, 1e-6))
                length = math.hypot(x1 - x0, y1 - y0)
                facing = math.atan2(y1 - y0, x1 - x0) if length > 0.05 else None
                return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, facing, length * share
        return (*self.stops[0][1:], None, 0.0)
