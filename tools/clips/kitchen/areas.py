"""What is filmed, in which shape, and where the finished clips lie.

The camera simulator and the tests import this file, so that nobody repeats a file name or a size.
"""
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

FPS = 25
LOOP_FRAMES = 350  # 14 s, a whole number of GOPs, so that the loop point is a keyframe
GOP_FRAMES = 50
MAIN_PX = (1920, 1080)
SUB_PX = (640, 360)
RESIZED_PX = (1280, 720)
SUB_KBITS = 400


@dataclass(frozen=True)
class Area:
    """One of the five areas that a home must film; `index` is what the frame counter shows."""

    id: str
    name: str
    index: int
    codec: str = "h264"
    main_kbits: int = 3500
    resized: bool = False  # also as RESIZED_PX, for a camera that changes its resolution


AREAS = (
    Area("storage", "食品贮存", 0, codec="h265", main_kbits=3000, resized=True),
    Area("cooking", "烹饪区", 1, resized=True),
    Area("portioning", "配餐间", 2),
    Area("dining", "就餐区", 3),
    Area("washing", "洗消间", 4),
)


def clip_name(area: Area, size: tuple[int, int], still: bool = False) -> str:
    """Names a clip, e.g. `cooking-1920x1080.h264`; only the main size follows the area's codec."""
    codec = "h264" if size == SUB_PX else area.codec
    return f"{area.id}-{size[0]}x{size[1]}{'-still' if still else ''}.{codec}"


def sizes(area: Area) -> list[tuple[int, int]]:
    """Lists the sizes in which an area's clip exists."""
    return [MAIN_PX, SUB_PX] + ([RESIZED_PX] if area.resized else [])


def recipe_hash() -> str:
    """Hashes every file of the recipe: a changed recipe is a new folder of clips."""
    root = Path(__file__).resolve().parent.parent
    files = [root / "make_clips", *sorted((root / "kitchen").rglob("*.py"))]
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def default_cache() -> Path:
    """Finds the cache folder: SUNHALL_CACHE, else ~/.cache/sunhall."""
    return Path(os.environ.get("SUNHALL_CACHE") or Path.home() / ".cache" / "sunhall")


def clips_dir(cache: Path) -> Path:
    """Says where this recipe's clips lie below a cache folder; it exists only when complete."""
    return cache / "clips" / recipe_hash()
