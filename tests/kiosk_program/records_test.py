"""The day's records on their way from the source to the screen, and without a source."""
import http.server
import json
import os
import threading
import unittest

import numpy as np

import hall
import pictures

NO_CAMERA = '[[camera]]\nid = "a"\nname = "a"\narea = "storage"\nmain = "rtsp://127.0.0.1:1/a"\n'
FILE_S = 2.0 + hall.MARGIN_S  # a file is looked at every two seconds
HTTP_S = 8.0 + hall.MARGIN_S  # the third try after 0.5, 1, 2 s of back-off, with jitter
SAME_LEVELS, OTHER_LEVELS = 0.5, 2.0  # mean difference of screenshots, of 255


def levels(picture: np.ndarray, other: np.ndarray) -> float:
    """How far two pictures are apart: the mean difference, of 255."""
    return np.abs(picture - other).mean()


class Records(hall.HallTest):
    """An urgent notice in the records takes the screen: by the mode a test sees whose records are shown."""

    @classmethod
    def setUpClass(cls):
        """No camera is needed."""

    def setUp(self):
        super().setUp()
        self.source = self.folder / "today.json"
        self.quiet = self.sample_today(self.source) | {"notices": []}
        self.urgent = self.quiet | {"notices": [
            {"text": "今天十点停水", "level": "urgent", "from": self.quiet["as_of"]}]}

    def put(self, document) -> None:
        """Replaces the source's file at once, as whoever keeps records must."""
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        beside = self.source.with_suffix(".new")
        beside.write_text(text)
        os.replace(beside, self.source)

    def start_hall(self, records: str = "today.json", *options: str) -> hall.Kiosk:
        kiosk = self.start(self.site(NO_CAMERA, records=records), "--mode", "records", *options,
                           screen=("--offscreen", "960x540"))
        kiosk.wait(lambda _: True, hall.START_S, "the kiosk to answer")
        return kiosk

    def screenshot(self, kiosk, name: str) -> np.ndarray:
        path = self.folder / f"{name}.png"
        kiosk.tell(f"snapshot {path}")
        hall.wait_until(path.exists, 5, "the screenshot", kiosk.told)
        return pictures.read_png(path).astype(np.float64)

    def screenshot_when(self, kiosk, name: str, is_so) -> np.ndarray:
        """The first screenshot that is so: the records' thread says what it read before the screen draws it."""
        pictures_taken = []

        def looks_so() -> bool:
            pictures_taken.append(self.screenshot(kiosk, f"{name}-{len(pictures_taken)}"))
            return is_so(pictures_taken[-1])
        hall.wait_until(looks_so, FILE_S, f"a screen that shows {name}", kiosk.told)
        return pictures_taken[-1]

    def assert_stays(self, kiosk, mode: str):
        """Two statuses later the screen is still in that mode."""
        presented = kiosk.status()["presented"]
        kiosk.wait(lambda status: status["presented"] >= presented + 2, 6, "two more pictures")
        self.assertEqual(kiosk.last["mode"], mode)

    def test_a_replaced_file_is_on_the_screen_within_seconds(self):
        self.put(self.quiet)
        kiosk = self.start_hall()
        self.assert_stays(kiosk, "records")

        self.put(self.urgent)

        kiosk.wait_mode("notice", FILE_S)

    def test_a_broken_file_changes_nothing_but_is_told(self):
        self.put(self.urgent)
        kiosk = self.start_hall()
        kiosk.wait_mode("notice", FILE_S)

        self.put('{"format": "sunhall.today", "version": 1, ')

        kiosk.wait_log("refused", FILE_S)
        self.assert_stays(kiosk, "notice")

    def test_a_source_that_is_gone_is_marked_and_its_last_answer_stays(self):
        self.put(self.quiet)
        kiosk = self.start_hall()
        self.assert_stays(kiosk, "records")
        kiosk.tell("key right")  # a page stays for 25 s after a key
        self.assert_stays(kiosk, "records")
        good = self.screenshot(kiosk, "good")

        self.source.unlink()
        kiosk.wait_log("today.json", FILE_S)

        # The rows under the panel's title stay; the title's line says that the source is away.
        rows, title = slice(270, 480), slice(140, 230)
        away = self.screenshot_when(kiosk, "away", lambda picture: levels(picture[title], good[title]) > OTHER_LEVELS)
        self.assertLess(levels(away[rows], good[rows]), SAME_LEVELS)
        self.put(self.quiet)
        kiosk.wait_log("answers", FILE_S)
        self.screenshot_when(kiosk, "again", lambda picture: levels(picture[title], good[title]) < SAME_LEVELS)

    def test_after_a_restart_without_the_source_the_kept_answer_is_shown(self):
        self.put(self.urgent)
        first = self.start_hall()
        first.wait_mode("notice", FILE_S)
        self.assertEqual(first.end()[0], 0)
        self.source.unlink()

        second = self.start_hall()

        second.wait_mode("notice", FILE_S)

    def test_without_a_kept_answer_a_missing_source_invents_nothing(self):
        self.source.unlink()
        kiosk = self.start_hall()
        kiosk.wait_log("today.json", FILE_S)

        self.assert_stays(kiosk, "records")

        self.put(self.urgent)
        kiosk.wait_mode("notice", FILE_S)

    def test_http_is_asked_again_until_it_answers_and_its_answer_is_kept(self):
        with Server() as server:
            first = self.start_hall(server.url)
            first.wait_log("503", HTTP_S)
            self.assert_stays(first, "records")

            server.body = json.dumps(self.urgent).encode()

            first.wait_mode("notice", HTTP_S)
            self.assertEqual(first.end()[0], 0)
        second = self.start_hall(server.url)
        second.wait_mode("notice", FILE_S)


class Server:
    """A web server that answers 503 until it is given a body."""

    def __init__(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802: http.server's name
                self.send_response(200 if owner.body else 503)
                self.send_header("Content-Length", str(len(owner.body)))
                self.end_headers()
                self.wfile.write(owner.body)

            def log_message(self, *_):
                """Says nothing."""

        self.body = b""
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/today.json"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


if __name__ == "__main__":
    unittest.main()
