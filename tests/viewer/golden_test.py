"""One stage, one picture: what the page draws in a browser is what the painter draws natively from the same answers of a hub.

The native pictures are tests/golden/page-*.png, drawn by tests/core/draw/paint_scene_test.cpp with Debian's whole font. The
page is the built one, with the fonts that travel with it; instead of a hub a server says what lies in tests/data/page,
the cameras are lost, so that nothing moves, and the clock stands.
"""
import base64
import http.server
import threading
import unittest
from functools import partial

import numpy as np
import visitor
from visitor import hall, house

NOW = "2026-11-24T11:32:05+08:00"
SAYS = {
    "/api/v1/me": hall.ROOT / "tests/data/page/me.json",
    "/api/v1/site": hall.ROOT / "tests/data/page/site.json",
    "/api/v1/today": hall.ROOT / "config/sample/today.json",
}
# What was measured: characters out of a slice have other edges (a few pixels differ by up to 94 of 255, at most 2 a block),
# all others are equal; one wrong digit of the clock is a block with 13 pixels or more.
MEAN_MAX = 0.1  # of 255
WRONG = 64      # of 255
WRONG_PIXELS_MAX = 6  # a block
BLOCK_PX = 16
SETTLED_S = 15.0
CANVAS = "(() => { sunhall.draw(); return document.getElementById('stage').toDataURL(); })()"


def worst_block(wrong: np.ndarray) -> int:
    """Counts the wrong pixels of the block that has most of them."""
    height, width = (-(-side // BLOCK_PX) for side in wrong.shape)
    whole = np.zeros((height * BLOCK_PX, width * BLOCK_PX), int)
    whole[:wrong.shape[0], :wrong.shape[1]] = wrong
    return int(whole.reshape(height, BLOCK_PX, width, BLOCK_PX).sum(axis=(1, 3)).max())


class FixedHub(http.server.ThreadingHTTPServer):
    """Serves the page's folder and fixed answers; its events say nothing and last until it closes."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), partial(FixedAnswers, directory=str(visitor.PAGE)))
        self.closing = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request, client_address):
        """A player that was closed does not read on."""

    def close(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


class FixedAnswers(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):  # noqa: N802: the library's name
        if self.path == "/api/v1/events":
            self.answer("text/event-stream", b": here\n\n")
            self.server.closing.wait()
        elif self.path in SAYS:
            self.answer("application/json", SAYS[self.path].read_bytes())
        else:
            super().do_GET()

    def answer(self, kind: str, body: bytes) -> None:
        # Without the library's Date: the page would set its clock by it.
        self.send_response_only(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        pass


class Golden(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not (visitor.PAGE / "index.html").exists():
            raise unittest.SkipTest("the page is not built: cmake --preset web && cmake --build --preset web --target page")
        cls.hub = FixedHub()
        cls.addClassCleanup(cls.hub.close)
        cls.visitor = visitor.Visitor()
        cls.addClassCleanup(cls.visitor.close)
        cls.folder = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, cls.folder, ignore_errors=True)

    def open(self, **screen) -> None:
        self.visitor.open(self.hub.url, live=0, broken=f"{{ const now = Date.parse('{NOW}'); Date.now = () => now; }}", **screen)
        self.visitor.do("wait", code="Boolean(window.sunhall)", seconds=visitor.OPEN_S)
        self.visitor.wait("state.link === 'up' && state.feeds.length > 0 && state.feeds.every((feed) => feed.state === 'lost')", 10)

    def kept(self, name: str) -> str:
        """Keeps what the canvas was for whoever finds the test failed."""
        folder = hall.ROOT / "golden-failures"
        folder.mkdir(exist_ok=True)
        return str(hall.shutil.copy(self.folder / "canvas.png", folder / f"{name}-browser.png"))

    def canvas(self) -> np.ndarray:
        file = self.folder / "canvas.png"
        file.write_bytes(base64.b64decode(self.visitor.do("eval", code=CANVAS).split(",")[1]))
        return house.pictures.read_png(file).astype(int)

    def check(self, name: str) -> None:
        """Waits until the canvas is the golden picture: fonts come when a text needs them."""
        golden = house.pictures.read_png(hall.ROOT / "tests" / "golden" / f"{name}.png").astype(int)
        seen = {}

        def same():
            drawn = self.canvas()
            self.assertEqual(drawn.shape, golden.shape)
            away = abs(drawn - golden)
            seen["mean"], seen["worst block"] = away.mean(), worst_block(away.max(axis=2) > WRONG)
            return seen["mean"] <= MEAN_MAX and seen["worst block"] <= WRONG_PIXELS_MAX

        hall.wait_until(same, SETTLED_S, f"the canvas to be {name}", lambda: f"{seen} {self.kept(name)}")
        print(f"\n{name}: mean {seen['mean']:.3f}, worst block {seen['worst block']}", end=" ")

    def test_a_phone_draws_what_the_painter_draws(self):
        self.open(**visitor.PHONE)
        self.check("page-phone")
        self.visitor.press("records")
        self.check("page-phone-records")

    def test_a_desktop_draws_what_the_painter_draws(self):
        self.open(**visitor.DESKTOP)
        self.check("page-desktop")
        self.visitor.press("records")
        self.check("page-desktop-records")


if __name__ == "__main__":
    unittest.main()
