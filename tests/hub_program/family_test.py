"""A family from another city: invited, let in, shown the kitchen, heard, and out within seconds when the link is gone."""
import base64
import http.client
import re
import subprocess
import threading
import time
import unittest

import house
from house import hall

# What nginx says of somebody far away; the hub trusts it on this machine.
OUTSIDE = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
OUT_S = 10.0
SEATS = 2


class Endless:
    """Reads an answer without an end, and notes when it ends all the same."""

    def __init__(self, url: str, path: str, cookie: str):
        self.connection = house.connect(url)
        self.connection.request("GET", path, headers={**OUTSIDE, "Cookie": cookie})
        self.response = self.connection.getresponse()
        self.has_begun, self.has_ended = threading.Event(), threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while self.response.read1(4096):
                self.has_begun.set()
        except (OSError, ValueError, http.client.HTTPException):
            pass
        self.has_ended.set()


class Family(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, cls.page)
        (cls.page / "page" / "v1").mkdir(parents=True)
        (cls.page / "index.html").write_text("<!doctype html><title>the page</title>")
        (cls.page / "page" / "v1" / "boot.js").write_text("go()")
        cls.share_hub(*[cls.cameras.toml(camera, "sub") for camera in ("dining", "storage")],
                      options=("--page", str(cls.page), "--qr"))
        cls.hub.wait_live()
        cls.token_file = cls.page.parent / f"{cls.page.name}.token"
        cls.addClassCleanup(cls.token_file.unlink)
        cls.token_file.write_text(cls.hub.token)
        cls.token_file.chmod(0o600)

    def invite(self, *options: str) -> tuple[str, str]:
        """Invites as a manager does; answers the link's address and the browser's cookie after it was opened."""
        done = subprocess.run([str(house.PROGRAM), "invite", "--hub", self.hub.url, "--token-file", str(self.token_file),
                               *options], stdout=subprocess.PIPE, text=True, timeout=30, check=True)
        url = re.search(r"^  (http\S+)$", done.stdout, re.M)[1]
        self.assertIn("▀", done.stdout)  # a code for the phone's camera
        answer = house.ask(url, **OUTSIDE)
        self.assertEqual((answer.status, answer.headers["Location"]), (303, "/"))
        self.assertIn("; Secure", answer.headers["Set-Cookie"])
        return url, answer.headers["Set-Cookie"].split(";")[0]

    def outside(self, path: str, cookie: str = "") -> house.Answer:
        return self.hub.get(path, **OUTSIDE, **({"Cookie": cookie} if cookie else {}))

    def link_id(self, name: str) -> int:
        links = self.hub.get("/api/v1/links", self.hub.token).json["links"]
        return next(link["id"] for link in links if link["name"] == name)

    def test_an_invited_family_watches_until_the_link_is_taken_back_and_is_out_within_ten_seconds(self):
        url, cookie = self.invite("--name", "张家", "--cameras", "dining", "--days", "30")
        self.assertEqual(self.outside("/", cookie).body, (self.page / "index.html").read_bytes())
        me = self.outside("/api/v1/me", cookie).json
        self.assertEqual((me["name"], me["cameras"], me["may_watch"], me["why"]), ("张家", ["dining"], True, None))
        live, other = "/live/dining/main/index.m3u8", "/live/storage/main/index.m3u8"
        self.assertIn("#EXT-X-PART", self.outside(live, cookie).text)
        self.assertEqual([self.outside(other, cookie).status, self.outside(live).status], [403, 401])

        video = Endless(self.hub.url, "/live/dining/stream.mp4", cookie)
        events = Endless(self.hub.url, "/api/v1/events", cookie)
        for endless in (video, events):
            self.assertTrue(endless.has_begun.wait(house.LIVE_S))
        gone = house.ask(f"{self.hub.url}/api/v1/links/{self.link_id('张家')}", self.hub.token, "DELETE")
        self.assertEqual(gone.status, 204)
        begin = time.monotonic()
        for endless in (video, events):
            self.assertTrue(endless.has_ended.wait(OUT_S), "the stream goes on")
        self.assertLess(time.monotonic() - begin, OUT_S / 2)
        self.assertEqual(self.outside(live, cookie).status, 401)
        self.assertEqual(self.outside("/api/v1/me", cookie).json["why"], "signed_out")
        again = house.ask(url, **OUTSIDE)
        self.assertEqual((again.status, again.headers["Location"]), (303, "/?invite=invalid"))
        self.assertNotIn("Set-Cookie", again.headers)

    def test_a_family_watches_at_its_hours_only(self):
        # In the test's time zone it is about noon.
        _, cookie = self.invite("--name", "李家", "--hours", "00:00-06:00", "--hours", "20:00-23:00")
        refused = self.outside("/live/dining/main/index.m3u8", cookie)
        self.assertEqual((refused.status, refused.json["error"]["kind"]), (403, "outside_hours"))
        self.assertIn("00:00-06:00、20:00-23:00", refused.json["error"]["message"])
        self.assertEqual(self.outside("/api/v1/me", cookie).json["why"], "hours")
        self.assertEqual(self.outside("/api/v1/site", cookie).status, 200)
        _, cookie = self.invite("--name", "王家", "--hours", "06:00-20:00")
        self.assertEqual(self.outside("/live/dining/main/index.m3u8", cookie).status, 200)

    def test_what_a_family_writes_reaches_the_manager_with_its_picture(self):
        _, cookie = self.invite("--name", "赵家")
        events = house.Events(self.hub.url, self.hub.token)
        self.addCleanup(events.close)
        still = subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=640x360", "-frames:v", "1",
                                "-f", "mjpeg", "pipe:1"], stdout=subprocess.PIPE, check=True).stdout
        answer = self.hub.post("/api/v1/feedback", {"text": "汤很好，谢谢", "camera": "dining",
                                                    "picture_time": "2026-11-24T11:30:00+08:00",
                                                    "still": base64.b64encode(still).decode()},
                               **OUTSIDE, Cookie=cookie)
        self.assertEqual(answer.status, 201, answer.text)
        number = answer.json["id"]
        self.assertEqual(events.wait("feedback", 5), f'{{"id": {number}}}')
        row = self.hub.get("/api/v1/feedback", self.hub.token).json["feedback"][0]
        self.assertEqual((row["id"], row["name"], row["text"], row["has_still"]), (number, "赵家", "汤很好，谢谢", True))
        self.assertEqual(self.hub.get(f"/api/v1/feedback/{number}/still.jpg", self.hub.token).body, still)
        self.assertEqual(self.hub.post(f"/api/v1/feedback/{number}/handled", {}, self.hub.token).status, 204)
        self.assertEqual(self.hub.get("/api/v1/feedback", self.hub.token).json["feedback"][0]["handled_by"], "first-run")

    def test_without_scripts_the_family_reads_the_day_and_has_a_player_for_each_camera(self):
        _, cookie = self.invite("--name", "孙家", "--cameras", "dining")
        page = self.outside("/plain", cookie)
        self.assertEqual((page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn('<a href="/plain?camera=dining', page.text)
        alone = self.outside("/plain?camera=dining", cookie)
        self.assertIn('<source src="/live/dining/main/index.m3u8"', alone.text)
        self.assertIn("孙家", alone.text)
        for text in (page.text, alone.text):
            self.assertNotIn("storage", text)
            self.assertNotIn("<script", text)
        door = self.outside("/plain")
        self.assertEqual(door.status, 403)
        self.assertIn("需要邀请链接", door.text)
        self.assertNotIn("dining", door.text)

    def test_the_hub_says_where_the_page_is(self):
        told = self.hub.out.read_text()
        self.assertIn(f"家属页面 The families' page: {self.hub.url}/", told)
        self.assertIn("on this machine only", told)
        file = self.outside("/page/v1/boot.js")
        self.assertEqual((file.text, file.headers["Cache-Control"]), ("go()", "public, max-age=31536000, immutable"))

    def test_when_all_seats_are_taken_a_newcomer_is_told_and_the_others_watch_on(self):
        # Whether the camera is there yet does not matter: the seats are before it.
        hub = self.start_hub(self.cameras.toml("dining", "sub"), f"[family]\nviewers_max = {SEATS}\n")
        families = [hub.family_token(f"family {i}") for i in range(SEATS + 1)]

        def kind(token: str) -> str | None:
            answer = hub.get("/live/dining/main/index.m3u8", token, **OUTSIDE)
            return None if answer.status == 200 else answer.json["error"]["kind"]

        self.assertEqual(["full" == kind(token) for token in families], [False] * SEATS + [True])
        self.assertIn(f"sunhall_family_viewers {SEATS}\n", hub.get("/metrics").text)
        self.assertEqual(hub.get("/api/v1/me", families[-1], **OUTSIDE).json["why"], "full")
        self.assertNotEqual(kind(families[0]), "full")
        refused = hub.get("/live/dining/main/index.m3u8", families[-1], **OUTSIDE)
        self.assertEqual((refused.status, refused.headers["Retry-After"]), (503, "15"))
        self.assertIn("请稍后再试", refused.json["error"]["message"])


if __name__ == "__main__":
    unittest.main()
