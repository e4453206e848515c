"""The real hub living through a made-up home's day, and a platform that takes its records."""

import json
import pathlib
import subprocess
import sys
import threading
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "hub_program")]

import house  # noqa: E402
import receiver  # noqa: E402

SAMPLE = HERE.parents[1] / "config" / "sample" / "home.json"
CAMERA = '[[camera]]\nid = "dining"\nname = "就餐区"\narea = "dining"\nmain = "rtsp://127.0.0.1:1/dining"\n'
GOES_UP_S = 60.0

PLAN = """
[platform]
url = "URL"
allow_http = true
from = 2020-01-01
[auth]
kind = "login"
path = "/login"
user = "home"
password_file = "password"
body = { user = "{user}", password = "{password}" }
token_at = "/data/token"
[signature]
kind = "hmac-sm3"
key_file = "signkey"
timestamp_header = "X-Timestamp"
nonce_header = "X-Nonce"
signature_header = "X-Signature"
[encryption]
kind = "sm4-cbc"
key_file = "key"
[envelope]
id = "/data/id"
ok = ["0"]
retry = ["B1"]
duplicate = ["D1"]
token_expired = ["T1"]
refused = ["R1", "F1"]
[tables.outcome]
passed = "1"
off_post = "2"
[[record]]
kind = "person"
path = "/person"
correct = "add"
withdraw = "none"
body = { name = "{name|mask}", job = "{job}", until = "{health_certificate_until|date:yyyyMMdd|null}" }
[[record]]
kind = "morning_check"
path = "/check"
correct = "add"
withdraw = "none"
body = { name = "{person.name|required}", result = "{outcome|table:outcome|null}", at = "{checked_at|epoch:s|null}" }
[[record]]
kind = "delivery"
path = "/delivery"
correct = "add"
withdraw = "none"
[record.body]
goods = "{product_name}"
supplier = "{supplier_name/supplier.name|default:''}"
amount = "{quantity|number:2|default:0}"
certificates = "{certificates|join:、|default:''}"
[[record]]
kind = "meal"
path = "/meal"
correct = "add"
withdraw = "none"
[record.body]
name = "{name}"
[record.body.dishes]
"$each" = "dishes"
name = "{name}"
batches = "{used.batch|list}"
"""

MUST = {"/person": {"name": "str", "job": "str"}, "/check": {"name": "str"},
        "/delivery": {"goods": "str", "amount": "float", "supplier": "str", "certificates": "str"},
        "/meal": {"name": "str"}}


class HubUpload(house.HouseTest):
    def setUp(self):
        super().setUp()
        self.platform = self.folder / "platform"
        self.platform.mkdir()
        wants = {"user": "home", "password": "PASSWORD-1", "sign": "hmac-sm3", "sign_key": "SIGNKEY-1",
                 "cipher": "sm4-cbc", "key": "0123456789abcdeffedcba9876543210", "must": MUST, "token_uses": 50}
        (self.platform / "receiver.json").write_text(json.dumps(wants))
        self.server = receiver.serve(self.platform)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        for name, text in (("password", "PASSWORD-1"), ("signkey", "SIGNKEY-1"), ("key", wants["key"])):
            (self.folder / name).write_text(text + "\n")
        plan = PLAN.replace("URL", f"http://127.0.0.1:{self.server.server_address[1]}")
        (self.folder / "city.toml").write_text(plan)
        self.upload = '[[upload]]\nid = "city"\nname = "市监管平台"\nfile = "city.toml"\n'

    def lines(self, name: str) -> list[dict]:
        path = self.platform / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def tool(self, hub: house.Hub, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run([house.PROGRAM, "upload", words[0], "--site", hub.site, "--data", hub.data, *words[1:]],
                              capture_output=True, text=True, timeout=60)

    def kept_paths(self) -> set[str]:
        return {line["path"] for line in self.lines("kept")}

    def test_a_made_up_day_goes_up_and_survives_kills(self):
        (self.platform / "behaviour").write_text("flaky 20")
        hub = self.start_hub(CAMERA, self.upload, options=("--sample", str(SAMPLE)))
        for _ in range(5):
            time.sleep(1.0)
            hub.kill()
            hub.start()
        (self.platform / "behaviour").write_text("good")
        house.hall.wait_until(lambda: {"/person", "/check", "/delivery"} <= self.kept_paths(), GOES_UP_S, "the day to go up")
        house.hall.wait_until(lambda: "waiting 0 " in self.tool(hub, "status").stdout, GOES_UP_S, "the queue to be empty")
        keys = [line["key"] for line in self.lines("kept")]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertLessEqual({line["code"] for line in self.lines("wrong")}, {"T1", "D1"}, self.lines("wrong"))
        self.assertIn("refused 0", self.tool(hub, "status").stdout)
        log = hub.log.read_text()
        for secret in ("PASSWORD-1", "SIGNKEY-1", "0123456789abcdef", "王"):
            self.assertNotIn(secret, log)

    def test_dry_run_sends_nothing_and_status_names_what_was_refused(self):
        (self.platform / "behaviour").write_text("status 503")
        hub = self.start_hub(CAMERA, self.upload, options=("--sample", str(SAMPLE)))
        time.sleep(2.0)
        shown = self.tool(hub, "dry-run", "--encrypted")
        self.assertEqual(shown.returncode, 0, shown.stdout[-2000:] + shown.stderr)
        self.assertIn("没有发送任何内容", shown.stdout)
        self.assertIn("加密后 as it is sent", shown.stdout)
        self.assertNotIn("PASSWORD-1", shown.stdout)
        self.assertEqual(self.lines("kept"), [])
        (self.platform / "behaviour").write_text("refuse-key 厨师")
        house.hall.wait_until(lambda: self.tool(hub, "status").returncode == 1, GOES_UP_S, "a refusal")
        status = self.tool(hub, "status").stdout
        self.assertIn("不符合要求", status)
        (self.platform / "behaviour").write_text("good")
        self.assertEqual(self.tool(hub, "retry", "all").returncode, 0)
        house.hall.wait_until(lambda: self.tool(hub, "status").returncode == 0, GOES_UP_S, "nothing to be refused")


if __name__ == "__main__":
    unittest.main()
