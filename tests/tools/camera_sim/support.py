"""Words for the simulator's tests: a running simulator, and somebody who watches it with ffmpeg."""
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "tools" / "camera_sim" / "camera_sim"
sys.path.insert(0, str(ROOT / "tools" / "clips"))
sys.path.insert(0, str(ROOT / "tools" / "camera_sim"))

from kitchen import areas, counter  # noqa: E402

DEADLINE_S = 20.0
LOGIN = "viewer:sunhall-sample@"


def make_clips() -> None:
    """Makes the clips unless they are there."""
    subprocess.run([str(ROOT / "tools" / "clips" / "make_clips")], check=True, stdout=subprocess.DEVNULL)


class Simulator:
    """A simulator on free ports; use it in a `with`."""

    def __init__(self, *options: str):
        command = [str(PROGRAM), "--port", "0", "--control-port", "0", "--die-with-parent", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        ready, _, _ = select.select([self.process.stdout], [], [], DEADLINE_S)
        line = self.process.stdout.readline() if ready else ""
        if not line.startswith("ready rtsp://"):
            self.process.kill()
            raise AssertionError(f"not ready but {line!r}")
        _, self.url, _, control = line.split()
        self.port = int(self.url.rstrip("/").rsplit(":", 1)[1])
        self.control_port = int(control.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(DEADLINE_S)
        self.process.stdout.close()

    def at(self, mount: str, login: str | None = None) -> str:
        """The address of a mount, with the sample password where one is needed."""
        if login is None:
            login = LOGIN if mount in ("cooking", "cooking-sub") else ""
        return f"rtsp://{login}127.0.0.1:{self.port}/{mount}"

    def tell(self, *words: str) -> str:
        """Sends one command through the real client."""
        command = [str(PROGRAM), "ctl", "--control-port", str(self.control_port), *words]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=DEADLINE_S).stdout.strip()

    def stat(self, mount: str) -> dict:
        """What the simulator says about a mount, and `time_s`, when it said so."""
        answer = json.loads(self.tell("stat"))
        return {"time_s": answer["time_s"], **answer["mounts"][mount]}

    def wait_until(self, mount: str, what) -> dict:
        """Asks again until `what(stat)` is true."""
        end = time.monotonic() + DEADLINE_S
        while not what(stat := self.stat(mount)):
            if time.monotonic() > end:
                raise AssertionError(f"{mount} stays {stat}")
            time.sleep(0.05)
        return stat


def probe(url: str, transport: str = "tcp") -> tuple[str, str]:
    """Opens a stream with ffprobe; answers `codec,width,height` and what it complained about."""
    command = ["ffprobe", "-v", "error", "-rtsp_transport", transport, "-timeout", "8000000",
               "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", url]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=DEADLINE_S)
    return done.stdout.strip(), done.stderr


class Viewer:
    """Watches a stream and reads the frame counter off every picture."""

    SIZE = areas.SUB_PX

    def __init__(self, url: str, transport: str = "tcp"):
        command = ["ffmpeg", "-v", "warning", "-nostdin", "-threads", "1", "-rtsp_transport", transport,
                   "-timeout", "20000000", "-analyzeduration", "500000", "-fpsprobesize", "0",
                   "-fflags", "nobuffer", "-flags", "low_delay", "-i", url,
                   "-vf", f"scale={self.SIZE[0]}:{self.SIZE[1]}:flags=area,format=gray",
                   "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.set_blocking(self.process.stderr.fileno(), False)
        self.complaints = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def picture(self, timeout_s: float = DEADLINE_S) -> counter.Reading | None:
        """Waits for the next picture; None when it has no readable counter."""
        width, height = self.SIZE
        data = b""
        end = time.monotonic() + timeout_s
        while len(data) < width * height:
            self.complaints += self.process.stderr.read() or b""
            ready, _, _ = select.select([self.process.stdout], [], [], max(end - time.monotonic(), 0))
            if not ready:
                raise TimeoutError(f"no picture within {timeout_s} s")
            part = os.read(self.process.stdout.fileno(), width * height - len(data))
            if not part:
                raise EOFError("the stream ended")
            data += part
        return counter.read([data[row * width:(row + 1) * width] for row in range(height)])

    def pictures(self, count: int) -> list[counter.Reading | None]:
        return [self.picture() for _ in range(count)]

    def see(self, what, timeout_s: float = DEADLINE_S) -> counter.Reading:
        """Watches until a picture satisfies `what`."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            reading = self.picture(max(end - time.monotonic(), 0))
            if reading is not None and what(reading):
                return reading
        raise TimeoutError("never seen")

    def wait_for_end(self) -> None:
        """Watches until the server cuts the stream."""
        end = time.monotonic() + DEADLINE_S
        try:
            while time.monotonic() < end:
                self.picture()
        except EOFError:
            return
        raise AssertionError("the stream goes on")
