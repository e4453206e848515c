"""Turns drawn pictures into the elementary streams that the simulator serves.

Streams are Annex B with an access unit delimiter before every picture and parameter sets before every
keyframe: a reader finds the access units by splitting at the delimiters, without a parser.
"""
import subprocess
from pathlib import Path

from .areas import FPS, GOP_FRAMES, MAIN_PX, SUB_KBITS, SUB_PX, Area, clip_name, sizes

COLOUR = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
          "-color_range", "tv"]
NOISE_LEVELS = 4


def _kbits(area: Area, size: tuple[int, int]) -> int:
    if size == SUB_PX:
        return SUB_KBITS
    return area.main_kbits if size == MAIN_PX else area.main_kbits // 2


def _codec(codec: str, kbits: int) -> list[str]:
    rate = ["-b:v", f"{kbits}k", "-maxrate", f"{kbits * 5 // 4}k", "-bufsize", f"{kbits}k"]
    gop = ["-g", str(GOP_FRAMES), "-keyint_min", str(GOP_FRAMES), "-bf", "0", "-threads", "1"]
    if codec == "h265":
        params = (f"keyint={GOP_FRAMES}:min-keyint={GOP_FRAMES}:scenecut=0:bframes=0:open-gop=0:"
                  "repeat-headers=1:aud=1:log-level=error:pools=1:frame-threads=1")
        return ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", params, *rate, *gop,
                *COLOUR, "-f", "hevc"]
    return ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-sc_threshold", "0",
            "-x264-params", "aud=1:repeat-headers=1", *rate, *gop, *COLOUR, "-f", "h264"]


def _output(area: Area, size: tuple[int, int], folder: Path, still: bool = False) -> list[str]:
    name = clip_name(area, size, still)
    return [*_codec(name.rsplit(".", 1)[1], _kbits(area, size)), str(folder / name)]


def encode(area: Area, pictures, folder: Path) -> None:
    """Encodes a loop of BGR0 pictures into every size the area needs, in one pass of ffmpeg."""
    wanted = sizes(area)
    graph = (f"[0]noise=alls={NOISE_LEVELS}:allf=t,scale=out_color_matrix=bt709:out_range=tv,"
             f"format=yuv420p,split={len(wanted)}" + "".join(f"[s{i}]" for i in range(len(wanted))))
    outputs = []
    for i, size in enumerate(wanted):
        graph += f";[s{i}]scale={size[0]}:{size[1]}:flags=area[v{i}]"
        outputs += ["-map", f"[v{i}]", *_output(area, size, folder)]
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "bgr0",
               "-s", f"{MAIN_PX[0]}x{MAIN_PX[1]}", "-r", str(FPS), "-i", "pipe:0",
               "-filter_complex", graph, *outputs]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as ffmpeg:
        for picture in pictures:
            ffmpeg.stdin.write(picture)
        ffmpeg.stdin.close()
    if ffmpeg.returncode:
        raise RuntimeError(f"ffmpeg failed with {ffmpeg.returncode} on {area.id}")


def encode_still(area: Area, folder: Path) -> None:
    """Encodes one GOP of the loop's first picture: what an encoder behind a frozen sensor sends."""
    for size in sizes(area):
        source = folder / clip_name(area, size)
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-r", str(FPS), "-i", str(source),
                        "-vf", f"select=eq(n\\,0),loop={GOP_FRAMES - 1}:1:0,setpts=N/{FPS}/TB",
                        "-frames:v", str(GOP_FRAMES), *_output(area, size, folder, still=True)],
                       check=True)
