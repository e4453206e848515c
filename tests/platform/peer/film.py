"""From received frames to pictures: PS packs checked, the elementary stream decoded by FFmpeg, counters read."""
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from . import ps, rtp

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools" / "clips"))
from kitchen import counter  # noqa: E402

DECODE_S = 60
RAW = {"h264": "h264", "hevc": "hevc"}
# The row of squares, in pixels of the 1920 × 1080 picture (docs/camera-sim.md).
ROW = {"x": counter.LEFT_PX, "y": counter.TOP_PX, "w": counter.SQUARES * counter.SQUARE_PX, "h": counter.SQUARE_PX}


@dataclass
class Film:
    """What came out of a run of frames."""

    codec: str = ""
    audio_codec: str = ""
    video: bytes = field(default=b"", repr=False)
    audio: bytes = field(default=b"", repr=False)
    frames: int = 0  # packs with video
    keyframes: int = 0  # packs with a system header and a map
    faults: list[str] = field(default_factory=list)
    pts_90k: list[int] = field(default_factory=list)


def develop(frames: list[rtp.Frame]) -> Film:
    """Parses each frame as one PS pack, and judges what annex C says of it."""
    film = Film()
    for index, frame in enumerate(frames):
        if not frame.whole:
            film.faults.append(f"frame {index}: packets are missing")
            continue
        try:
            units = ps.parse(frame.data)
        except ps.PsError as error:
            film.faults.append(f"frame {index}: {error}")
            continue
        add_pack(film, index, units)
    return film


def add_pack(film: Film, index: int, units: list) -> None:
    if not units or not isinstance(units[0], ps.PackHeader):
        film.faults.append(f"frame {index}: does not begin with a pack header")
    if sum(isinstance(unit, ps.PackHeader) for unit in units) != 1:
        film.faults.append(f"frame {index}: not one pack")
    video = [unit for unit in units if ps.is_video(unit)]
    maps = [unit for unit in units if isinstance(unit, ps.StreamMap)]
    systems = [unit for unit in units if isinstance(unit, ps.SystemHeader)]
    if bool(maps) != bool(systems):
        film.faults.append(f"frame {index}: a map without a system header, or the reverse")
    for stream_map in maps:
        film.codec = next((stream_map.codec(sid) or "" for sid, _ in stream_map.types if sid >= 0xE0), film.codec)
        film.audio_codec = next((stream_map.codec(sid) or "" for sid, _ in stream_map.types if sid < 0xE0), film.audio_codec)
        film.keyframes += 1
    if film.keyframes == 0:
        film.faults.append(f"frame {index}: before the first map")
    if video:
        film.frames += 1
        data = b"".join(unit.payload for unit in video)
        if maps and not begins_with_parameters(film.codec, data):
            film.faults.append(f"frame {index}: a key frame without its parameter sets")
        if video[0].pts_90k is None:
            film.faults.append(f"frame {index}: no PTS")
        else:
            film.pts_90k.append(video[0].pts_90k)
        film.video += data
    film.audio += b"".join(unit.payload for unit in units if ps.is_audio(unit))


def nal_types(codec: str, data: bytes) -> list[int]:
    """The NAL unit types of an Annex B byte stream."""
    parts = data.split(b"\0\0\1")[1:]
    return [(part[0] >> 1 & 0x3F) if codec == "hevc" else part[0] & 0x1F for part in parts if part]


def begins_with_parameters(codec: str, data: bytes) -> bool:
    wanted = {"h264": {7, 8, 5}, "hevc": {32, 33, 34}}.get(codec)
    return wanted is None or wanted <= set(nal_types(codec, data))


def decode(film: Film, width: int = 1920) -> list:
    """Decodes the video; the counter of each picture in order, None where there is none to read."""
    scale = width / 1920
    row = {name: round(px * scale) for name, px in ROW.items()}
    crop = f"crop={row['w']}:{row['h']}:{row['x']}:{row['y']}:exact=1,format=gray"
    with tempfile.NamedTemporaryFile(suffix="." + film.codec) as stream:
        stream.write(film.video)
        stream.flush()
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-threads", "2", "-f", RAW[film.codec], "-i", stream.name,
             "-vf", crop, "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=DECODE_S, check=False)
    if done.stderr:
        film.faults.append("ffmpeg: " + done.stderr.decode(errors="replace").strip()[:500])
    size = row["w"] * row["h"]
    pictures = [done.stdout[at:at + size] for at in range(0, len(done.stdout) - size + 1, size)]
    return [counter.read([picture[y * row["w"]:(y + 1) * row["w"]] for y in range(row["h"])],
                         -row["x"], -row["y"], width) for picture in pictures]


def steps(readings: list, loop: int = 350) -> list[int | None]:
    """How many pictures of the loop lie between neighbours; all 1: nothing missing, nothing repeated."""
    numbers = [reading.frame if reading else None for reading in readings]
    return [None if before is None or after is None else (after - before) % loop
            for before, after in zip(numbers, numbers[1:])]
