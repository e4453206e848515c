"""Nothing that is secret is ever told: not in logs, answers, process lists, nor in clear on the disk."""
import subprocess
import unittest
from pathlib import Path

import house
import nginx
from house import hall

CAMERA = "sunhall-sample"  # the simulator's
WRONG_FILE, WRONG_ADDRESS, IN_PATH = "Falsch-in-file-1", "Falsch-in-address-2", "Falsch-in-path-3"
PASSWORD, WRONG_PASSWORD, NEW_PASSWORD = "Richtig-password-4", "Falsch-password-5", "Richtig-password-6"
WRONG_TOKEN = "Falsch-token-7-AAAAAAAAAAAAAAAAAAAAAAAAAAAA"


class Secrets(house.HouseTest):
    """One long evening: cameras, people and tools that know secrets, and some that do not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secrets = {CAMERA, WRONG_FILE, WRONG_ADDRESS, IN_PATH, PASSWORD, WRONG_PASSWORD, NEW_PASSWORD, WRONG_TOKEN}
        cls.told = {}  # by whom: what
        cls.keys = Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, cls.keys)
        cls.share_hub(*cls.cameras_with_secrets())
        cls.nginx = nginx.Nginx(cls.hub)
        cls.addClassCleanup(cls.nginx.end)
        cls.secrets.add(cls.hub.token)
        hall.wait_until(lambda: cls.hub.states()["cooking"] == "live", house.LIVE_S, "the camera", cls.hub.told)
        hall.wait_until(lambda: cls.hub.states()["washing"] == "lost", house.LIVE_S, "the refused camera", cls.hub.told)
        cls.people()
        cls.tools()
        cls.outsiders()
        cls.told["processes"] = subprocess.run(["ps", "axww", "-o", "args"], stdout=subprocess.PIPE, text=True,
                                               check=True).stdout
        cls.hub.end()
        cls.told["the hub's log"] = cls.hub.log.read_text()
        # Its output is where the first token is told once, on a terminal.
        cls.told["the hub's output"] = cls.hub.out.read_text().replace(cls.hub.token, "", 1)
        cls.told["nginx's logs"] = cls.nginx.logs()

    @classmethod
    def key_file(cls, secret: str) -> Path:
        path = cls.keys / secret[-6:]
        path.write_text(secret + "\n")
        path.chmod(0o600)
        return path

    @classmethod
    def cameras_with_secrets(cls) -> list[str]:
        address = f"127.0.0.1:{cls.cameras.port}"
        return [cls.cameras.toml("cooking"),
                cls.cameras.toml("washing", "main", main=f"rtsp://{address}/cooking", user="viewer",
                                 password_file=str(cls.key_file(WRONG_FILE))),
                cls.cameras.toml("storage", "main", main=f"rtsp://viewer:{WRONG_ADDRESS}@{address}/cooking"),
                cls.cameras.toml("portioning", "main", main=f"rtsp://{address}/user=viewer&password={IN_PATH}_stream=0")]

    @classmethod
    def ask(cls, method: str, path: str, token=None, body=None, **headers) -> house.Answer:
        """Asks, and notes all that is answered but a token that was asked for."""
        answer = house.ask(cls.hub.url + path, token, method, body, **headers)
        cls.told[f"{len(cls.told)} {method} {path.split('?')[0]}"] = f"{answer.headers}{answer.body!r}"
        return answer

    @classmethod
    def give_token(cls, path: str, body: dict, token=None) -> str:
        answer = cls.hub.post(path, body, token)
        given = answer.json["token"]
        cls.secrets.add(given)
        cls.told[f"{len(cls.told)} POST {path}"] = f"{answer.headers}{answer.text}".replace(given, "")
        return given

    @classmethod
    def people(cls) -> None:
        admin = cls.hub.token
        cls.ask("POST", "/api/v1/accounts", admin, {"name": "li", "role": "manager", "password": PASSWORD})
        li = cls.give_token("/api/v1/login", {"name": "li", "password": PASSWORD})
        for name in ("li", "nobody", "li"):
            cls.ask("POST", "/api/v1/login", None, {"name": name, "password": WRONG_PASSWORD})
        cls.ask("POST", "/api/v1/login", None, {"name": "li", "passwort": PASSWORD})
        cls.ask("POST", "/api/v1/login", None, [PASSWORD])
        cls.ask("PUT", "/api/v1/accounts/li/password", li, {"password": NEW_PASSWORD})
        cls.ask("PUT", "/api/v1/accounts/li/password", li, {"password": PASSWORD, "old": WRONG_PASSWORD})
        li = cls.give_token("/api/v1/login", {"name": "li", "password": NEW_PASSWORD})
        family = cls.give_token("/api/v1/links", {"name": "family"}, li)
        for path in ("/api/v1/accounts", "/api/v1/links", "/api/v1/looks", "/api/v1/site", "/metrics", "/healthz"):
            cls.ask("GET", path, li)
        cls.ask("GET", f"/api/v1/site?token={family}")
        cls.ask("GET", "/api/v1/site", Cookie=f"sunhall_session={li}")
        for token in (WRONG_TOKEN, family):
            for path in ("/live/attic/index.m3u8", "/api/v1/recordings", "/no/such", "/live/cooking/main/index.m3u8"):
                answer = house.ask(f"{cls.hub.url}{path}?token={token}&x=1")
                # A playlist carries its own reader's token on, and nobody else's.
                cls.told[f"{len(cls.told)} {path}"] = f"{answer.headers}{answer.text.replace(f'?token={family}', '')}"
        cls.ask("GET", "/live/cooking/index.m3u8?" + "&".join(f"token={family}" for _ in range(40)))
        cls.ask("POST", f"/api/v1/site?token={family}", None, {})
        cls.ask("POST", "/api/v1/logout", li)

    @classmethod
    def outsiders(cls) -> None:
        """Without a token: by name and by place."""
        for path in ("/api/v1/site", "/live/cooking/index.m3u8", "/live/cooking/main/index.m3u8", "/metrics", "/healthz",
                     "/api/v1/today", "/live/portioning/index.m3u8"):
            cls.ask("GET", path)
            cls.ask("GET", path, **{"X-Forwarded-For": "203.0.113.7"})
        for token in (WRONG_TOKEN, *cls.secrets):
            cls.nginx.get(f"/live/cooking/main/index.m3u8?token={token}", Referer=f"https://x/?token={token}")

    @classmethod
    def tools(cls) -> None:
        address = f"127.0.0.1:{cls.cameras.port}"
        for secret in (CAMERA, WRONG_FILE):
            cls.tool("probe", f"rtsp://{address}/cooking", "--user", "viewer", "--password-file", str(cls.key_file(secret)))
        cls.tool("probe", f"rtsp://{address}/no-such", "--user", "viewer", "--password-file", str(cls.key_file(CAMERA)))
        cls.tool("discover", "--address", f"{cls.hub.url}/onvif/device_service", "--user", "viewer", "--password-file",
                 str(cls.key_file(CAMERA)))

    @classmethod
    def tool(cls, *arguments: str) -> None:
        done = subprocess.run([str(house.PROGRAM), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=60, check=False)
        cls.told[f"{len(cls.told)} {' '.join(arguments[:2])}"] = done.stdout

    def test_what_was_told_holds_no_secret(self):
        self.assertGreater(len(self.told), 40)
        for who, text in self.told.items():
            for secret in self.secrets:
                at = text.find(secret)
                self.assertEqual(at, -1, f"{who} tells {secret}: …{text[max(at - 60, 0):at + 60]}…")

    def test_what_happened_is_told_all_the_same(self):
        for camera in ("washing", "storage"):
            self.assertIn(f"{camera} main: the camera refuses this user or password", self.told["the hub's log"])
        self.assertIn("portioning main: no stream under this address", self.told["the hub's log"])
        self.assertRegex(self.told["the hub's log"], r"a log-in from 127\.0\.0\.1 was refused")
        told = "".join(self.told.values())
        for words in ("1920", "refuses this user or password", "name or password", "avc1."):
            self.assertIn(words, told)

    def test_the_disk_keeps_no_secret_in_clear(self):
        files = [path for folder in (self.hub.data, self.hub.store) for path in folder.rglob("*") if path.is_file()]
        self.assertTrue(any(path.name == "accounts.db" for path in files))
        for path in files:
            content = path.read_bytes()
            for secret in self.secrets:
                self.assertNotIn(secret.encode(), content, f"{path} holds {secret}")
        accounts = self.hub.data / "accounts.db"
        self.assertEqual(accounts.stat().st_mode & 0o077, 0, "others may read the accounts")


if __name__ == "__main__":
    unittest.main()
