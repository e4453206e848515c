"""Words for the tests of the whole hub: a home with simulated cameras, a hub that takes them in, and who watches.

The hub is the real program, its cameras are real RTSP servers; players are those that people have. What is on a
picture is read off the counter that the cameras burn into it (docs/camera-sim.md).
"""
import http.client
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "kiosk_program"))

import hall  # noqa: E402
import pictures  # noqa: E402
import support  # noqa: E402
from support import areas  # noqa: E402

PROGRAM = hall.PROGRAM.with_name("sunhall-hub")
READY_S = 20.0
LIVE_S = 15.0  # a camera begins with its next keyframe, 2 s; the first whole segment takes two more
ANSWER_S = 15.0  # a blocking request waits up to 8 s
END_S = 10.0
LOOP_FRAMES = areas.LOOP_FRAMES
LOOP_S = LOOP_FRAMES / areas.FPS


class Answer:
    """What the hub said to one request."""

    def __init__(self, response: http.client.HTTPResponse, body: bytes):
        self.status, self.headers, self.body = response.status, response.headers, body

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


def connect(url: str) -> http.client.HTTPConnection:
    at = urllib.parse.urlsplit(url)
    return http.client.HTTPConnection(at.hostname, at.port, timeout=ANSWER_S)


def ask(url: str, token: str | None = None, method: str = "GET", json_body=None, **headers: str) -> Answer:
    """Sends one request; `token` is shown in a header, unless the address has one in it."""
    at = urllib.parse.urlsplit(url)
    connection = connect(url)
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = None
    if json_body is not None:
        body = json.dumps(json_body).encode()
        headers["Content-Type"] = "application/json"
    try:
        connection.request(method, at.path + (f"?{at.query}" if at.query else ""), body, headers)
        response = connection.getresponse()
        return Answer(response, response.read())
    finally:
        connection.close()


class Hub:
    """A running hub, on a port of its own that it keeps over restarts."""

    def __init__(self, folder: Path, site: Path, *options: str):
        self.folder, self.site, self.options = folder, site, options
        self.data, self.store = folder / "data", folder / "store"
        self.out, self.log = folder / "hub.out", folder / "hub.log"
        self.port = 0
        self.start()
        lines = self.out.read_text().splitlines()
        self.token = next(lines[i + 1].strip() for i, line in enumerate(lines) if "administrator's token" in line)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it, the second time on the same port; it answers when this is done."""
        offset = self.out.stat().st_size if self.out.exists() else 0
        command = [str(PROGRAM), "run", "--site", str(self.site), "--data", str(self.data),
                   "--listen", f"127.0.0.1:{self.port}", *self.options]
        with self.out.open("ab") as out, self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=out, stderr=log, env=hall.ENVIRONMENT)

        def ready():
            if self.process.poll() is not None:
                raise AssertionError(f"the hub left with {self.process.returncode}\n{self.told()}")
            lines = self.out.read_bytes()[offset:].decode().splitlines()
            return next((line for line in lines if line.startswith("ready http://") and line.endswith("/")), None)

        line = hall.wait_until(ready, READY_S, "the hub to be ready", self.told)
        self.port = int(line.rstrip("/").rsplit(":", 1)[1])

    def end(self, by=signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(END_S)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def get(self, path: str, token: str | None = None, **headers: str) -> Answer:
        return ask(self.url + path, token, **headers)

    def post(self, path: str, json_body, token: str | None = None, **headers: str) -> Answer:
        return ask(self.url + path, token, "POST", json_body, **headers)

    def family_token(self, name: str = "family", role: str = "family") -> str:
        """Makes an invitation link, as an administrator would."""
        answer = self.post("/api/v1/links", {"name": name, "role": role}, self.token)
        if answer.status != 201:
            raise AssertionError(f"no link: {answer.status} {answer.text}")
        return answer.json["token"]

    def live(self, camera: str, stream: str = "main") -> str:
        return f"{self.url}/live/{camera}/{stream}/index.m3u8"

    def endless(self, camera: str, stream: str = "main") -> str:
        return f"{self.url}/live/{camera}/stream.mp4" + ("?stream=sub" if stream == "sub" else "")

    def playlist(self, camera: str, stream: str = "main", query: str = "", token: str | None = None) -> str:
        answer = self.get(f"/live/{camera}/{stream}/index.m3u8{query}", token)
        if answer.status != 200:
            raise AssertionError(f"no playlist of {camera} {stream}: {answer.status} {answer.text}\n{self.told()}")
        return answer.text

    def states(self) -> dict[str, str]:
        return {camera["id"]: camera["state"] for camera in self.get("/api/v1/site").json["cameras"]}

    def wait_live(self, *cameras: str) -> None:
        """Waits until the cameras are live, and whole segments of them are there to be played."""
        hall.wait_until(lambda: all(self.states()[camera] == "live" for camera in cameras or self.states()), LIVE_S,
                        f"{cameras or 'all'} to be live", self.told)
        for camera in cameras or self.states():
            self.playlist(camera)

    def told(self) -> str:
        """What somebody needs who finds a test failed."""
        return "hub's log:\n" + "\n".join(self.log.read_text(errors="replace").splitlines()[-hall.LOG_LINES:])


class Events:
    """Listens to server-sent events."""

    def __init__(self, url: str, token: str | None = None, connection: http.client.HTTPConnection | None = None):
        self.connection = connection or connect(url)
        self.connection.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {token}"} if token else {})
        self.response = self.connection.getresponse()
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while line := self.response.readline():
                self.lines.put(line.decode().strip())
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass  # closed meanwhile

    def wait(self, name: str, seconds: float) -> str:
        """Waits for an event of that name; answers its data."""
        while self.lines.get(timeout=seconds) != f"event: {name}":
            pass
        return self.lines.get(timeout=seconds).removeprefix("data: ")

    def close(self) -> None:
        if self.connection.sock:
            self.connection.sock.close()
        self.connection.close()


class Player(support.Viewer):
    """Any player that writes grey pictures of `support.Viewer.SIZE` to its standard output."""

    def __init__(self, *command: str):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.set_blocking(self.process.stderr.fileno(), False)
        self.complaints = b""


def ffmpeg(url: str, *options: str) -> Player:
    width, height = Player.SIZE
    return Player("ffmpeg", "-v", "warning", "-nostdin", "-threads", "1", *options, "-i", url,
                  "-map", "0:v:0", "-vf", f"scale={width}:{height}:flags=area,format=gray", "-fps_mode", "passthrough",
                  "-f", "rawvideo", "pipe:1")


def gstreamer(url: str, *demuxers: str) -> Player:
    width, height = Player.SIZE
    chain = ["souphttpsrc", f"location={url}", "!"]
    for demuxer in (*demuxers, "h264parse", "avdec_h264", "videoconvert", "videoscale"):
        chain += [demuxer, "!"]
    return Player("gst-launch-1.0", "-q", *chain, f"video/x-raw,format=GRAY8,width={width},height={height}", "!",
                  "fdsink", "fd=1", "sync=false")


class HouseTest(hall.HallTest):
    """A test with simulated cameras, a folder, and hubs and kiosks that end with it."""

    hub: Hub | None = None

    @classmethod
    def share_hub(cls, *cameras: str, options: tuple[str, ...] = (), **screen) -> None:
        """Starts a hub that all tests of the class use, as `self.hub`; cameras: lines for the site file."""
        folder = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, folder, ignore_errors=True)
        cls.hub = Hub(folder, cls.write_site(folder, *cameras, **screen), *options)
        cls.addClassCleanup(cls.hub.kill)

    def setUp(self):
        super().setUp()
        self.hubs = [self.hub] if self.hub else []

    def start_hub(self, *cameras: str, options: tuple[str, ...] = (), **screen) -> Hub:
        hub = Hub(self.folder, self.write_site(self.folder, *cameras, **screen), *options)
        self.hubs.append(hub)
        self.addCleanup(hub.kill)
        return hub

    @staticmethod
    def write_site(folder: Path, *cameras: str, **screen) -> Path:
        # Test machines are often nearly full: little has to stay free.
        disk = f'[disk]\nfolder = "{folder}/store"\nkeep_free_gib = 1\n'
        (folder / "store").mkdir(exist_ok=True)
        path = folder / "hub.toml"
        path.write_text(hall.site_text(disk, *cameras, **screen))
        return path

    def _formatMessage(self, msg, standardMsg):  # noqa: N802, N803: unittest's names
        return "\n".join([super()._formatMessage(msg, standardMsg), *[hub.told() for hub in self.hubs]])


def read_counter(png: Path):
    """Reads the counter off a whole picture that a player has written."""
    return support.counter.read(pictures.read_png(png).mean(axis=2))


class CameraClock:
    """Says how old a picture of a camera is, by what somebody sees who watches the camera itself."""

    SAMPLES = 25

    def __init__(self, url: str):
        with support.Viewer(url) as viewer:
            viewer.pictures(self.SAMPLES)  # the first ones had waited
            phases = [time.time() - viewer.picture().frame / areas.FPS for _ in range(self.SAMPLES)]
        # A circle: the earliest of them, around the first.
        self.zero_s = phases[0] + min((phase - phases[0] + LOOP_S / 2) % LOOP_S for phase in phases) - LOOP_S / 2

    def age_s(self, frame: int, shown_s: float) -> float:
        """The age at `shown_s`, a time of day, of the picture with this counter; up to a loop of 14 s."""
        age_s = (shown_s - frame / areas.FPS - self.zero_s) % LOOP_S
        return age_s if age_s < LOOP_S - 1 else age_s - LOOP_S  # a little before that somebody


def frames_between(readings: list) -> list[int]:
    """How many pictures of the loop lie between neighbouring pictures; all 1: nothing is missing, nothing repeated."""
    frames = [reading.frame if reading else None for reading in readings]
    if None in frames:
        raise AssertionError(f"a picture without a counter: {frames}")
    return [(after - before) % LOOP_FRAMES for before, after in zip(frames, frames[1:])]
