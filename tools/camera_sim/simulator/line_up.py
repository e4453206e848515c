"""Which cameras there are: the five areas, then the same clips again under further names."""
from pathlib import Path

from kitchen import areas

from . import clip
from .mount import Mount

CAMERAS_MAX = 16
OFFSET_FRAMES = 17  # between the keyframes of neighbouring cameras


def camera_ids(count: int) -> list[tuple[str, areas.Area]]:
    """Names the first `count` cameras: storage … washing, storage-2 … washing-2, storage-3 …."""
    ids = []
    for i in range(count):
        round_, index = divmod(i, len(areas.AREAS))
        area = areas.AREAS[index]
        ids.append((area.id if round_ == 0 else f"{area.id}-{round_ + 1}", area))
    return ids


def make_mounts(folder: Path, count: int) -> list[Mount]:
    """Loads each clip once and makes two mounts, main and sub, for every camera."""
    loaded: dict[str, clip.Clip] = {}

    def load(area, size, still):
        name = areas.clip_name(area, size, still)
        if name not in loaded:
            loaded[name] = clip.load(folder / name, size)
        return loaded[name]

    mounts = []
    for i, (camera, area) in enumerate(camera_ids(count)):
        for path_id, size in ((camera, areas.MAIN_PX), (camera + "-sub", areas.SUB_PX)):
            every = {s: load(area, s, False) for s in areas.sizes(area)}
            # A session's codec cannot change: only sizes in the mount's own codec are offered.
            clips = {s: c for s, c in every.items() if c.codec == every[size].codec}
            stills = {s: load(area, s, True) for s in clips}
            mounts.append(Mount(path_id, clips, stills, size, i * OFFSET_FRAMES))
    return mounts
