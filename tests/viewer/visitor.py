"""Words for the tests of the families' page: a visitor with a real browser before a real hub."""
import json
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hub_program"))

import house  # noqa: E402
from house import hall  # noqa: E402

PAGE = hall.ROOT / "build" / "web" / "page"
BROWSER = Path(__file__).with_name("browser.mjs")
OPEN_S = 20.0
PHONE = {"width": 390, "height": 844, "ratio": 2}
DESKTOP = {"width": 1440, "height": 900, "ratio": 1}
# What nginx says of somebody far away; the hub trusts it on this machine.
OUTSIDE = {"X-Forwarded-For": "203.0.113.9"}

# Reads the counter that the camera burns in (docs/camera-sim.md) off the canvas, in the task that drew it.
READ_COUNTER = """(() => {
  const tile = sunhall.state().tiles.find((tile) => tile.id === CAMERA);
  if (!tile) return null;
  sunhall.draw();
  const [left, top, width] = tile.rect, scale = width / 1920;
  const small = Object.assign(document.createElement('canvas'), { width: 18 * 5, height: 5 });
  const pen = small.getContext('2d');
  pen.drawImage(document.getElementById('stage'), left + 24 * scale, top + 1032 * scale, 432 * scale, 24 * scale, 0, 0, 90, 5);
  const { data } = pen.getImageData(0, 2, 90, 1);
  const levels = Array.from({ length: 18 }, (_, i) => data[4 * (5 * i + 2) + 1]);
  if (levels[0] - levels[1] < 40) return null;
  const bits = levels.slice(2).map((level) => Number(level > (levels[0] + levels[1]) / 2));
  if (bits.reduce((sum, bit) => sum + bit) % 2) return null;
  const value = parseInt(bits.slice(0, -1).join(''), 2);
  return { frame: value >> 3, area: value & 7, at_ms: Date.now() };
})()"""


class Visitor:
    """A browser with one page in it."""

    def __init__(self):
        self.first_bytes = 0
        self.process = subprocess.Popen(["node", str(BROWSER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, name: str, **what):
        self.process.stdin.write(json.dumps({"do": name, **what}) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline() or '{"error": "the browser has gone"}')
        if "error" in said:
            raise AssertionError(f"{name} {what}: {said['error']}")
        return said["answer"]

    def open(self, url: str, live: int = 1, **how) -> float:
        """Opens the page, waits until that many feeds are live; answers after how many seconds a picture was there."""
        began = self.do("open", url=url, **{**PHONE, **how})["began_ms"]
        if not live:
            return 0.0
        first = self.do("wait", code="Boolean(window.sunhall?.state().feeds.some((feed) => feed.pictures > 0))", seconds=OPEN_S)
        self.first_bytes = self.do("network")["bytes"]  # of all but video
        self.wait(f"state.feeds.filter((feed) => feed.state === 'live').length >= {live}", OPEN_S)
        return (first - began) / 1000

    def state(self) -> dict:
        return self.do("eval", code="sunhall.state()")

    def feed(self, camera: str) -> dict:
        return next(feed for feed in self.state()["feeds"] if feed["id"] == camera)

    def wait(self, what: str, seconds: float) -> float:
        """Waits until an expression of `state` is true; answers how long that took."""
        start = time.monotonic()
        try:
            self.do("wait", code=f"(() => {{ const state = sunhall.state(); return Boolean({what}); }})()", seconds=seconds)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{json.dumps(self.state())}\n{self.do('said')}") from None
        return time.monotonic() - start

    def wait_state(self, camera: str, states: tuple[str, ...], seconds: float) -> float:
        return self.wait(f"{json.dumps(states)}.includes(state.feeds.find((feed) => feed.id === '{camera}').state)", seconds)

    def delay_s(self) -> float:
        """Says how old the youngest picture is, by the playlists."""
        players = self.state()["players"]["open"]
        return min(player["delay_ms"] for player in players if player["delay_ms"] is not None) / 1000

    def counter(self, camera: str):
        """Reads what picture of the camera's loop is on the screen, and when; None while it cannot be read."""
        return self.do("eval", code=READ_COUNTER.replace("CAMERA", json.dumps(camera)))

    def press(self, act: str) -> None:
        """Presses a button as a screen reader does: in the mirror."""
        button = f"document.querySelector('#mirror [data-act={act}]')"
        self.do("wait", code=f"Boolean({button})", seconds=10)
        self.do("eval", code=f"{button}.click()")

    def text(self) -> str:
        return self.do("eval", code="document.getElementById('mirror').textContent")

    def close(self) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class PageTest(house.HouseTest):
    """A test with a hub that serves the page as it was built, and a browser."""

    WATCHED = ("dining", "washing")
    VISITOR = Visitor

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not (PAGE / "index.html").exists():
            raise hall.unittest.SkipTest("the page is not built: cmake --preset web && cmake --build --preset web --target page")
        folder = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, folder, ignore_errors=True)
        subprocess.run([str(hall.ROOT / "tools" / "sample_today"), str(folder / "today.json")], check=True,
                       env=hall.ENVIRONMENT, stdout=subprocess.DEVNULL)
        cls.today = json.loads((folder / "today.json").read_text())
        cls.share_hub(*[cls.cameras.toml(camera) for camera in cls.WATCHED], records=str(folder / "today.json"),
                      options=("--page", str(PAGE)))
        cls.hub.wait_live()
        cls.visitor = cls.VISITOR()
        cls.addClassCleanup(cls.visitor.close)

    @property
    def url(self) -> str:
        return self.hub.url + "/"
