"""Reads what a kiosk has drawn: screenshots, and films (`--record`, docs/control.md) with the cameras' counters."""
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import hall  # noqa: F401: makes `kitchen` importable
from support import areas, counter

HEAD = np.dtype([("magic", "S4"), ("width", "<u4"), ("height", "<u4"), ("zero", "<u4"), ("ticks_us", "<i8")])
FILM_PX = (480, 270)
BLUR_PX = 8


def read_png(path: Path) -> np.ndarray:
    """Reads a PNG as rows of RGB."""
    with path.open("rb") as file:
        head = file.read(24)
    if head[:8] != b"\x89PNG\r\n\x1a\n":
        raise AssertionError(f"{path} is no PNG")
    width, height = struct.unpack(">II", head[16:])
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                         stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(height, width, 3)


@dataclass(frozen=True)
class Place:
    """Where a 16:9 picture lies in a film, in its pixels; halves are possible."""

    left: float
    top: float
    width: float

    def cut(self, picture: np.ndarray) -> np.ndarray:
        """The picture without its edges and captions, and without what is small enough to move in a fade."""
        height = self.width * 9 / 16
        rows = slice(round(self.top + height * 0.15), round(self.top + height * 0.65))
        columns = slice(round(self.left + self.width * 0.1), round(self.left + self.width * 0.9))
        cut = picture[rows, columns].astype(np.float64)
        height, width = (side - side % BLUR_PX for side in cut.shape[:2])
        blocks = cut[:height, :width].reshape(height // BLUR_PX, BLUR_PX, width // BLUR_PX, BLUR_PX, 3)
        return blocks.mean(axis=(1, 3))


FULL_SCREEN = Place(0, 0, FILM_PX[0])


class Film:
    """Every presented picture of a kiosk, with its time."""

    def __init__(self, path: Path):
        width, height = FILM_PX
        frame = np.dtype([("head", HEAD), ("rgb", np.uint8, (height, width, 3))])
        count = path.stat().st_size // frame.itemsize  # the last one may be half written
        self.frames = np.memmap(path, frame, "r", shape=(count,))
        heads = self.frames["head"]
        if not (np.all(heads["magic"] == b"SHF1") and np.all(heads["width"] == width)):
            raise AssertionError(f"{path} is no film of {width}x{height}")
        self.times_s = heads["ticks_us"] / 1e6

    def __len__(self) -> int:
        return len(self.frames)

    def rgb(self, index: int) -> np.ndarray:
        return self.frames[index]["rgb"]

    def grey(self, index: int) -> np.ndarray:
        return self.rgb(index).mean(axis=2)

    def reading(self, index: int, place: Place) -> counter.Reading | None:
        return counter.read(self.grey(index), place.left, place.top, place.width)


def places_with_references(grey: np.ndarray) -> list[Place]:
    """Lists places at the left edge of the screen where the counter's white and black squares may be."""
    found = []
    for width in np.arange(230, 340, 0.5):
        scale = width / 1920
        x, square = (counter.LEFT_PX + counter.SQUARE_PX / 2) * scale, counter.SQUARE_PX * scale
        for top in np.arange(20, 70, 0.5):
            row = grey[round((counter.TOP_PX + counter.SQUARE_PX / 2) * scale + top)]
            if row[round(x)] > 180 and row[round(x + square)] < 60:
                found.append(Place(0, top, width))
    return found


def find_big_picture(film: Film, indices) -> Place:
    """Finds where the big picture lies when nothing is left of it: there the frames' counters go upwards.

    The layout is the stage's business and changes. Nothing else on the screen counts pictures of the loop.
    """
    greys = [film.grey(index) for index in indices]
    found = []
    for place in places_with_references(greys[0]):
        readings = [counter.read(grey, place.left, place.top, place.width) for grey in greys]
        if all(readings) and is_film_of_one_camera(readings):
            found.append(place)
    if not found:
        raise AssertionError("no counter of a big picture is found in the film")
    return sorted(found, key=lambda place: (place.width, place.top))[len(found) // 2]


def is_film_of_one_camera(readings) -> bool:
    frames = [reading.frame for reading in readings]
    return (len({reading.area for reading in readings}) == 1 and max(frames) < areas.LOOP_FRAMES
            and in_order(frames) and len(set(frames)) > len(frames) // 2)


def step(before: int, after: int) -> int:
    """How many pictures of the loop lie between two counters; negative: backwards."""
    half = areas.LOOP_FRAMES // 2
    return (after - before + half) % areas.LOOP_FRAMES - half


def in_order(frames: list[int]) -> bool:
    return all(step(before, after) >= 0 for before, after in zip(frames, frames[1:]))


def blend(picture: np.ndarray, old: np.ndarray, new: np.ndarray) -> tuple[float, float]:
    """How much of `new` a cross-fade holds (0 to 1), and the error of that as a share of the two's difference."""
    old, new, picture = (array.ravel() for array in (old, new, picture))
    way = new - old
    share = float(np.dot(picture - old, way) / np.dot(way, way))
    error = picture - old - share * way
    return share, float(np.sqrt(np.dot(error, error) / np.dot(way, way)))
