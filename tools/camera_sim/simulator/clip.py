"""A clip in memory: its access units, ready to be sent."""
from dataclasses import dataclass
from pathlib import Path

DELIMITERS = {"h264": b"\0\0\0\1\x09", "h265": b"\0\0\0\1\x46\x01"}
START_CODE = b"\0\0\1"


@dataclass(frozen=True)
class AccessUnit:
    """One coded picture in Annex B; a key one carries its parameter sets."""

    data: bytes
    is_key: bool


@dataclass(frozen=True)
class Clip:
    """A whole loop of one size and codec; the first access unit is a key one."""

    codec: str
    size: tuple[int, int]
    units: tuple[AccessUnit, ...]


def _is_key(codec: str, data: bytes) -> bool:
    at = data.find(START_CODE)
    while at >= 0:
        header = data[at + 3]
        if codec == "h264" and header & 0x1F == 5:  # ITU-T H.264 table 7-1: IDR slice
            return True
        if codec == "h265" and 16 <= (header >> 1) & 0x3F <= 21:  # H.265 table 7-1: IRAP pictures
            return True
        if (header & 0x1F == 1) if codec == "h264" else ((header >> 1) & 0x3F < 16):
            return False
        at = data.find(START_CODE, at + 3)
    return False


def load(file: Path, size: tuple[int, int]) -> Clip:
    """Reads an Annex B file whose pictures all begin with an access unit delimiter."""
    codec = file.suffix[1:]
    delimiter = DELIMITERS[codec]
    parts = [delimiter + part for part in file.read_bytes().split(delimiter)[1:]]
    units = tuple(AccessUnit(part, _is_key(codec, part)) for part in parts)
    if not units or not units[0].is_key:
        raise ValueError(f"{file}: does not begin with a keyframe; delete its folder and make the clips again")
    return Clip(codec, size, units)
