"""The families' page in Firefox: another engine's WebGL, WebAssembly and media sources show the same moving picture."""
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import visitor
from visitor import hall

PROGRAM = "firefox-esr"
START_S = 30.0
ANSWER_S = 30.0
SCREEN = "1440x900x24"
PREFERENCES = {
    "marionette.port": 0,  # any free one: it writes which
    "browser.shell.checkDefaultBrowser": False, "browser.aboutwelcome.enabled": False, "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False, "toolkit.telemetry.enabled": False, "media.autoplay.default": 0,
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "webgl.force-enabled": True, "intl.accept_languages": "zh-CN",
}


class Firefox(visitor.Visitor):
    """Firefox on an invisible screen, spoken to by its own remote protocol (Marionette): it needs no other program."""

    def __init__(self):
        self.first_bytes, self.count, self.talk = 0, 0, None
        self.folder = Path(tempfile.mkdtemp(prefix="sunhall-test-"))
        self.screen = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        display = ":" + self.screen.stdout.readline().strip()
        (self.folder / "user.js").write_text("".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()))
        self.process = subprocess.Popen(
            [PROGRAM, "--marionette", "--no-remote", "--profile", str(self.folder), "about:blank"],
            env={**os.environ, "DISPLAY": display, "HOME": str(self.folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.connect()
        except BaseException:
            self.close()
            raise

    def connect(self):
        """Waits until Firefox has written its port, and begins a session there."""
        port = self.folder / "MarionetteActivePort"
        hall.wait_until(lambda: port.exists() and port.read_text().strip(), START_S, "Firefox to be ready")
        self.talk = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=ANSWER_S)
        self.read = self.talk.makefile("rb")
        self.receive()  # it introduces itself
        self.call("WebDriver:NewSession", {})

    def receive(self):
        """Reads one message: its length in bytes, a colon, JSON."""
        length = b""
        while (byte := self.read.read(1)) != b":":
            if not byte:
                raise AssertionError("Firefox has gone")
            length += byte
        return json.loads(self.read.read(int(length)))

    def call(self, command: str, what: dict):
        self.count += 1
        message = json.dumps([0, self.count, command, what]).encode()
        self.talk.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, answer = self.receive()
        if error:
            raise AssertionError(f"{command}: {error['message']}")
        return answer

    def do(self, name: str, **what):
        return getattr(self, f"do_{name}")(**what)

    def do_open(self, url: str, **_):
        began_ms = time.time() * 1000
        self.call("WebDriver:Navigate", {"url": url})
        return {"began_ms": began_ms}

    def do_eval(self, code: str):
        return self.call("WebDriver:ExecuteScript", {"script": f"return {code}", "args": []})["value"]

    def do_wait(self, code: str, seconds: float):
        hall.wait_until(lambda: self.do_eval(code), seconds, code)
        return time.time() * 1000

    @staticmethod
    def do_network():
        return {"bytes": 0}  # not counted here

    @staticmethod
    def do_said():
        return []

    def close(self):
        if self.talk:
            self.read.close()
            self.talk.close()
        for process in (self.process, self.screen):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.screen.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@unittest.skipUnless(shutil.which(PROGRAM) and shutil.which("Xvfb"), "firefox-esr or Xvfb is not installed")
class InFirefox(visitor.PageTest):
    VISITOR = Firefox

    def test_the_picture_moves_and_records_are_there(self):
        first_s = self.visitor.open(self.url, live=2)
        hall.wait_until(lambda: self.visitor.counter("washing"), visitor.OPEN_S, "a counter on the canvas")

        readings = [reading for _ in range(20) if (reading := self.visitor.counter("washing"))]

        print(f"\nfirst picture after {first_s:.1f} s, delay {self.visitor.delay_s():.2f} s", end=" ")
        self.assertEqual({reading["area"] for reading in readings}, {4})
        self.assertGreater(len({reading["frame"] for reading in readings}), 2, readings)
        self.assertIn("食材来源", self.visitor.text())


if __name__ == "__main__":
    unittest.main()
