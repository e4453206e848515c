"""The connector in a process of its own against a platform written from the manual: kills, cuts, cipher, signature."""

import json
import os
import pathlib
import random
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import receiver  # noqa: E402

RUNNER = pathlib.Path(os.environ.get("SUNHALL_BIN_DIR", "build/debug/bin")) / "upload_runner"
DONE_S = 400.0

PLAN = """
[platform]
url = "{url}"
allow_http = {is_http}
from = 2020-01-01
connect_s = 2
total_s = 5
{platform}
{tables}
[envelope]
id = "/data/id"
ok = ["0"]
retry = ["B1"]
duplicate = ["D1"]
token_expired = ["T1"]
[[record]]
kind = "person"
path = "/person"
correct = "none"
withdraw = "none"
body = {{ name = "{{name|mask}}", key = "{{meta.key}}" }}
[[record]]
kind = "morning_check"
path = "/check"
correct = "none"
withdraw = "none"
batch = {batch}
body = {{ number = "{{note}}", person = "{{person.meta.platform_id|required}}", key = "{{meta.key}}" }}
"""


class Home:
    """A ledger, a platform in this process, and the runner as another process."""

    def __init__(self, folder: str, wants: dict, tables: str = "", platform: str = "", tls=None, batch: int = 1):
        self.platform = pathlib.Path(folder) / "platform"
        self.data = pathlib.Path(folder) / "data"
        self.platform.mkdir()
        self.data.mkdir()
        (self.platform / "receiver.json").write_text(json.dumps(wants))
        self.server = receiver.serve(self.platform)
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        url = f"http{'s' if tls else ''}://127.0.0.1:{self.server.server_address[1]}"
        self.plan = self.data / "city.toml"
        self.plan.write_text(PLAN.format(url=url, is_http="false" if tls else "true", tables=tables,
                                         platform=platform, batch=batch))
        self.process = None

    def close(self) -> None:
        self.kill()
        self.server.shutdown()
        self.server.server_close()

    def behave(self, how: str) -> None:
        (self.platform / "behaviour.new").write_text(how)
        (self.platform / "behaviour.new").rename(self.platform / "behaviour")

    def put(self, first: int, count: int) -> None:
        subprocess.run([RUNNER, "put", self.data, str(first), str(count)], check=True, timeout=120)

    def start(self) -> None:
        self.process = subprocess.Popen([RUNNER, "run", self.data, self.plan], stdout=subprocess.PIPE, text=True)

    def figures(self) -> tuple[int, int, int, str]:
        """Waiting, refused, sent and the trouble, as of the next line."""
        words = self.process.stdout.readline().split(" ", 3)
        return int(words[0]), int(words[1]), int(words[2]), words[3].strip()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None

    def wait_for(self, sent: int, within_s: float = DONE_S) -> None:
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            figures = self.figures()
            if figures[0] == 0 and figures[2] >= sent:
                return
        raise AssertionError(f"after {within_s} s: {figures}")

    def lines(self, name: str) -> list[dict]:
        path = self.platform / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def kept_numbers(self) -> list[str]:
        return [line["body"]["number"] for line in self.lines("kept") if line["path"] == "/check"]


class UploadTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def make_home(self, wants: dict | None = None, **how) -> Home:
        home = Home(self.folder.name, wants or {}, **how)
        self.addCleanup(home.close)
        return home

    def secret(self, name: str, text: str) -> str:
        path = pathlib.Path(self.folder.name) / name
        path.write_text(text + "\n")
        path.chmod(0o600)
        return str(path)

    def assert_each_once(self, home: Home, count: int) -> None:
        keys = [line["key"] for line in home.lines("kept")]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual(sorted(home.kept_numbers(), key=int), [str(i) for i in range(count)])

    def test_killed_at_any_moment_each_version_arrives_once(self):
        home = self.make_home()
        home.put(0, 300)
        home.behave("flaky 20")
        dice = random.Random(11)
        kills = 0
        while len(home.lines("kept")) < 301 and kills < 400:
            home.start()
            time.sleep(dice.uniform(0.01, 0.25))
            home.kill()
            kills += 1
        home.behave("good")
        home.start()
        home.wait_for(301, 60)
        self.assertGreater(kills, 10)
        self.assert_each_once(home, 300)
        print(f"killed {kills} times, {len(home.lines('requests'))} requests, 301 kept")

    def test_ten_thousand_records_arrive_through_a_platform_that_is_away_half_the_time(self):
        home = self.make_home(batch=20)
        for first in range(0, 10000, 2500):
            home.put(first, 2500)
        home.behave("alternate 3")
        begin = time.monotonic()
        home.start()
        home.wait_for(10001)
        self.assert_each_once(home, 10000)
        print(f"10,000 records in {time.monotonic() - begin:.0f} s, {len(home.lines('requests'))} requests")

    def test_log_in_signature_and_cipher_hold_through_failures(self):
        for name, wants in {
            "sm": {"cipher": "sm4-cbc", "iv": "00" * 15 + "01", "sign": "hmac-sm3"},
            "front": {"cipher": "sm4-cbc", "written": "base64", "field": "data", "sign": "hmac-sha256"},
            "ecb": {"cipher": "sm4-ecb", "sign": "hmac-sha256"},
        }.items():
            with self.subTest(name):
                folder = pathlib.Path(self.folder.name) / name
                folder.mkdir()
                self.check_protected(folder, wants)

    def check_protected(self, folder: pathlib.Path, wants: dict) -> None:
        wants |= {"user": "home", "password": "pass word", "token_uses": 7, "key": "0123456789abcdeffedcba9876543210",
                  "sign_key": "signing key", "must": {"/check": {"number": "str", "person": "str", "key": "str"}}}
        cipher = f'[encryption]\nkind = "{wants["cipher"]}"\nkey_file = "{self.secret("key", wants["key"])}"\n'
        cipher += f'iv_file = "{self.secret("iv", wants["iv"])}"\n' if "iv" in wants else ""
        cipher += f'written = "{wants.get("written", "hex")}"\n'
        cipher += 'field = "data"\n' if "field" in wants else ""
        tables = f"""[auth]
kind = "login"
path = "/login"
user = "home"
password_file = "{self.secret("password", wants["password"])}"
body = {{ user = "{{user}}", password = "{{password}}" }}
token_at = "/data/token"
[signature]
kind = "{wants["sign"]}"
key_file = "{self.secret("signkey", wants["sign_key"])}"
timestamp_header = "X-Timestamp"
nonce_header = "X-Nonce"
signature_header = "X-Signature"
{cipher}"""
        home = Home(str(folder), wants, tables=tables)
        try:
            home.put(0, 30)
            home.behave("flaky 10")
            home.start()
            home.wait_for(31, 120)
            self.assert_each_once(home, 30)
            self.assertLessEqual({line["code"] for line in home.lines("wrong")}, {"T1", "D1"})
        finally:
            home.close()

    def test_a_wrong_token_is_told_and_nothing_is_refused_for_it(self):
        tables = f'[auth]\nkind = "token"\ntoken_file = "{self.secret("token", "wrong")}"\n'
        home = self.make_home({"token": "right"}, tables=tables)
        home.put(0, 3)
        home.start()
        figures = home.figures()
        while "denies us" not in figures[3]:
            figures = home.figures()
        self.assertEqual(figures[:3], (4, 0, 0))
        self.assertEqual(home.lines("kept"), [])
        self.assertLessEqual(len(home.lines("wrong")), 2)  # accounts get locked

    def make_tls(self) -> tuple[ssl.SSLContext, str]:
        key, certificate = self.folder.name + "/tls.key", self.folder.name + "/tls.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", key, "-out", certificate, "-subj", "/CN=platform", "-days", "2",
                        "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True, timeout=30)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context, certificate

    def test_https_is_believed_with_the_platforms_own_ca(self):
        context, certificate = self.make_tls()
        home = self.make_home(tls=context, platform=f'tls_ca = "{certificate}"')
        home.put(0, 5)
        home.start()
        home.wait_for(6, 60)
        self.assert_each_once(home, 5)

    def test_https_with_an_unknown_ca_gets_nothing(self):
        context, _ = self.make_tls()
        home = self.make_home(tls=context)
        home.put(0, 1)
        home.start()
        figures = home.figures()
        while not figures[3]:
            figures = home.figures()
        self.assertEqual(figures[2], 0)
        self.assertEqual(home.lines("requests"), [])

    def test_a_hanging_platform_does_not_hold_up_the_end(self):
        home = self.make_home()
        home.put(0, 1)
        home.behave("hang")
        home.start()
        while not home.lines("requests"):
            time.sleep(0.05)
        begin = time.monotonic()
        home.process.send_signal(signal.SIGTERM)
        self.assertEqual(home.process.wait(timeout=10), 0)
        self.assertLess(time.monotonic() - begin, 2.0)

    def test_batches_arrive_once_through_failures(self):
        home = self.make_home(batch=50)
        home.put(0, 500)
        home.behave("flaky 10")
        home.start()
        home.wait_for(501, 200)
        self.assert_each_once(home, 500)
        self.assertLess(len(home.lines("requests")), 400)


if __name__ == "__main__":
    unittest.main()
