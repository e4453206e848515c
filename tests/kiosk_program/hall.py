"""Words for the tests of the whole program: a hall with simulated cameras, a site file and a kiosk in it.

The kiosk is the real program, the cameras are real RTSP servers. What the kiosk claims is asked over its
control socket; what it shows is read off its films (film.py) and screenshots.
"""
import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "tools" / "camera_sim"))

import support  # noqa: E402

PROGRAM = Path(os.environ.get("SUNHALL_BIN_DIR", ROOT / "build" / "release" / "bin")) / "sunhall-kiosk"
POLL_S = 0.05
START_S = 20.0  # until a kiosk answers: fonts and shaders take their time on a busy machine
# Nothing is claimed live with an older picture: `live` and `age_ms` are judged at the same moment.
LIVE_AGE_MS = 2000
# A status is up to 1 s old (docs/control.md); the other second is for a machine with more work than cores.
MARGIN_S = 2.0
LOG_LINES = 25
AREAS = {"storage": "storage", "cooking": "operation", "portioning": "portioning", "dining": "dining",
         "washing": "washing"}


def noon() -> str:
    """Names the time zone in which it is about noon: no test meets midnight or the night's colours."""
    return f"<NOON>{dt.datetime.now(dt.timezone.utc).hour - 12}"


ENVIRONMENT = {**os.environ, "TZ": noon()}


def wait_until(what, seconds: float, why: str, told=lambda: ""):
    """Asks again until `what()` answers something; answers that."""
    end = time.monotonic() + seconds
    while not (answer := what()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.1f} s for: {why}\n{told()}")
        time.sleep(POLL_S)
    return answer


class Cameras(support.Simulator):
    """The camera simulator, told over one socket: its own client costs a Python start per command."""

    def tell(self, *words: str) -> str:
        with socket.create_connection(("127.0.0.1", self.control_port), support.DEADLINE_S) as connection:
            connection.sendall((" ".join(words) + "\n").encode())
            return connection.makefile().readline().strip()

    def clients(self) -> dict[str, int]:
        """Says how many clients each mount has."""
        return {mount: stat["clients"] for mount, stat in json.loads(self.tell("stat"))["mounts"].items()}

    def toml(self, camera: str, streams: str = "both", **more: str) -> str:
        """One camera of a site file; streams: `both`, `main`, or `sub` (the small one alone, for little work)."""
        lines = {"id": camera, "name": camera, "area": AREAS[camera], **more}
        lines.setdefault("main", f"rtsp://127.0.0.1:{self.port}/{camera}{'-sub' if streams == 'sub' else ''}")
        if streams == "both":
            lines["sub"] = f"rtsp://127.0.0.1:{self.port}/{camera}-sub"
        if camera == "cooking":
            lines |= {"user": "viewer", "password_file": str(ROOT / "config" / "sample" / "cooking.password")}
        return "[[camera]]\n" + "".join(f'{key} = "{value}"\n' for key, value in lines.items())


def site_text(*cameras: str, records: str | None = None, **screen) -> str:
    """Writes a site file's text; screen: the keys of its `[screen]`."""
    lines = ['[site]', 'id = "test"', 'name = "test hall"']
    if records:
        lines.append(f'records = "{records}"')
    lines.append("[screen]")
    lines += [f"{key} = {value}" for key, value in screen.items()]
    return "\n".join([*lines, *cameras]) + "\n"


class Kiosk:
    """A running kiosk, off-screen unless told otherwise."""

    def __init__(self, folder: Path, site: Path, *options: str, screen=("--offscreen", "480x270"), env=None,
                 control: str | None = None):
        self.socket = folder / "kiosk.sock"
        self.log = folder / "kiosk.log"
        self.state = folder / "state"
        command = [str(PROGRAM), "--site", str(site), *screen, "--control", control or str(self.socket),
                   "--state-dir", str(self.state), "--evdev", "off", "--cec", "off", *options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=ENVIRONMENT | (env or {}),
                                            start_new_session=True)
        self.last = None

    def send(self, line: str) -> str:
        """Says one line on the control socket; answers the kiosk's line."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(self.socket))
            connection.sendall(line.encode() + b"\n")
            return connection.makefile().readline().rstrip("\n")

    def tell(self, line: str) -> None:
        answer = self.send(line)
        if answer != "ok":
            raise AssertionError(f"{line}: {answer}\n{self.told()}")

    def status(self) -> dict | None:
        """Asks for the figures; None while the kiosk is not there yet. No old picture is ever called live."""
        try:
            answer = self.send("status")
        except OSError:
            if self.process.poll() is not None:
                raise AssertionError(f"the kiosk left with {self.process.returncode}\n{self.told()}") from None
            return None
        if not answer.startswith("ok {") or answer == "ok {}":  # `{}`: before the first picture
            return None
        self.last = json.loads(answer[3:])
        for feed in self.last["feeds"]:
            if feed["state"] == "live" and feed["age_ms"] > LIVE_AGE_MS:
                raise AssertionError(f"an old picture is called live: {feed}\n{self.told()}")
        return self.last

    def states(self) -> dict[str, str]:
        status = self.status()
        return {feed["id"]: feed["state"] for feed in status["feeds"]} if status else {}

    def wait(self, what, seconds: float, why: str) -> dict:
        """Asks for the status until `what(status)` is true; answers it."""
        def asked():
            status = self.status()
            return status if status and what(status) else None
        return wait_until(asked, seconds, why, self.told)

    def wait_state(self, camera: str, states, seconds: float) -> float:
        """Waits until a camera is in one of the states; answers how long that took."""
        start = time.monotonic()
        wait_until(lambda: self.states().get(camera) in states, seconds, f"{camera} to be {' or '.join(states)}",
                   self.told)
        return time.monotonic() - start

    def wait_live(self, *cameras: str, seconds: float = START_S) -> None:
        def all_live():
            states = self.states()
            return states and all(states[camera] == "live" for camera in cameras or states)
        wait_until(all_live, seconds, f"{cameras or 'all'} to be live", self.told)

    def wait_mode(self, mode: str, seconds: float = 3.0 + MARGIN_S) -> None:
        self.wait(lambda status: status["mode"] == mode, seconds, f"mode {mode}")

    def wait_log(self, words: str, seconds: float) -> None:
        wait_until(lambda: words in self.log_text(), seconds, f"'{words}' in the log", self.told)

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")

    def told(self) -> str:
        """What somebody needs who finds a test failed: the last figures and the end of the log."""
        tail = "\n".join(self.log_text().splitlines()[-LOG_LINES:])
        return f"last status: {json.dumps(self.last)}\nkiosk's log:\n{tail}"

    def figure(self, name: str) -> int:
        """A figure of the process as the kernel counts it: `threads`, `fds` or `rss_kib`."""
        process = Path("/proc") / str(self.process.pid)
        if name == "rss_kib":
            status = (process / "status").read_text()
            return int(status.split("VmRSS:")[1].split()[0])
        return len(list((process / {"threads": "task", "fds": "fd"}[name]).iterdir()))

    def end(self, by=signal.SIGTERM, seconds: float = 5.0) -> tuple[int, float]:
        """Ends the program; answers its exit code and how long it took."""
        start = time.monotonic()
        self.process.send_signal(by)
        return self.wait_end(seconds), time.monotonic() - start

    def wait_end(self, seconds: float) -> int:
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the kiosk is still there after {seconds} s\n{self.told()}") from None

    def left_behind(self) -> list[str]:
        """Names what a finished kiosk has left: its socket, processes of its session."""
        left = [str(self.socket)] if self.socket.exists() else []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue  # ended meanwhile
            if int(fields[3]) == self.process.pid:
                left.append(f"process {stat.parent.name}")
        return left

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


class HallTest(unittest.TestCase):
    """A test with a folder, simulated cameras for the whole class, and kiosks that end with the test."""

    CAMERAS = 5
    kiosk: Kiosk | None = None

    @classmethod
    def setUpClass(cls):
        support.make_clips()
        cls.cameras = Cameras("--cameras", str(cls.CAMERAS))
        cls.addClassCleanup(cls.cameras.__exit__)

    @classmethod
    def share(cls, names, *options: str) -> None:
        """Starts a kiosk with small cameras that all tests of the class use, as `self.kiosk`: a start takes seconds."""
        folder = Path(tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        site = folder / "site.toml"
        site.write_text(site_text(*[cls.cameras.toml(name, "sub") for name in names]))
        cls.kiosk = Kiosk(folder, site, *options)
        cls.addClassCleanup(cls.kiosk.kill)

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="sunhall-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.kiosks = [self.kiosk] if self.kiosk else []

    def site(self, *cameras: str, **more) -> Path:
        path = self.folder / "site.toml"
        path.write_text(site_text(*cameras, **more))
        return path

    def small(self, *names: str) -> list[str]:
        """Cameras whose only stream is the small one: little work for tests that do not look at sizes."""
        return [self.cameras.toml(name, "sub") for name in names]

    def start(self, site: Path, *options: str, **more) -> Kiosk:
        kiosk = Kiosk(self.folder, site, *options, **more)
        self.kiosks.append(kiosk)
        self.addCleanup(kiosk.kill)
        return kiosk

    def sample_today(self, path: Path) -> dict:
        subprocess.run([str(ROOT / "tools" / "sample_today"), str(path)], check=True, env=ENVIRONMENT)
        return json.loads(path.read_text())

    def _formatMessage(self, msg, standardMsg):  # noqa: N802, N803: unittest's names
        """Every failed assertion shows what the kiosks said last."""
        told = [kiosk.told() for kiosk in self.kiosks]
        return "\n".join([super()._formatMessage(msg, standardMsg), *told])
