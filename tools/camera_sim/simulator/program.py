"""What a mount sends at a given tick: the ways in which a camera's stream behaves."""
from .clip import AccessUnit, Clip


class Loop:
    """The clip, round and round; all sizes of a camera are in step because the tick decides."""

    name = "live"

    def __init__(self, clip: Clip):
        self.clip = clip

    def at(self, tick: int) -> AccessUnit | None:
        return self.clip.units[tick % len(self.clip.units)]


class Still(Loop):
    """A sensor that hangs before a working encoder: fresh packets, one GOP of one picture."""

    name = "still"


class Repeat:
    """An encoder that hangs: the same coded keyframe again and again, bit for bit."""

    name = "frozen"

    def __init__(self, clip: Clip, tick: int):
        position = tick % len(clip.units)
        while not clip.units[position].is_key:
            position -= 1
        self.clip = clip
        self.unit = clip.units[position]

    def at(self, tick: int) -> AccessUnit | None:
        return self.unit


class Silence:
    """A network that hangs: the connection stays, nothing comes."""

    name = "stalled"

    def __init__(self, clip: Clip):
        self.clip = clip

    def at(self, tick: int) -> AccessUnit | None:
        return None
