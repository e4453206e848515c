"""Debian's nginx with the site file that we ship, in front of a hub: what families from outside go through."""
import http.client
import re
import subprocess
import time
import unittest

import house
import nginx
from house import hall

OUTSIDE = "203.0.113.7"  # RFC 5737: nobody's


class BehindNginx(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        page = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, page)
        (page / "page" / "v1").mkdir(parents=True)
        (page / "index.html").write_text("the page")
        for form in ("", ".gz", ".br"):
            (page / "page" / "v1" / f"boot.js{form}").write_text(f"go(){form}")
        cls.share_hub(cls.cameras.toml("dining", "sub"), options=("--page", str(page)))
        cls.nginx = nginx.Nginx(cls.hub)
        cls.addClassCleanup(cls.nginx.end)
        cls.hub.wait_live()
        cls.token = cls.hub.family_token()

    def names(self, token: str) -> list[str]:
        """What the playlist names now: init, parts, segments, with the token."""
        text = self.nginx.get(f"/live/dining/main/index.m3u8?token={token}").text
        return re.findall(r'URI="((?:init|part)[^"]*)"', text) + re.findall(r"^seg.*$", text, re.MULTILINE)

    def cached(self, path: str, **headers: str) -> str | None:
        answer = self.nginx.get(path, **headers)
        self.assertEqual(answer.status, 200, (path, answer.body[:300]))
        self.assertIn("max-age", answer.headers["Strict-Transport-Security"])
        return answer.headers["X-Cache"]

    def test_http_2_is_spoken(self):
        done = subprocess.run(["curl", "--http2", "--silent", "--insecure", "--output", "/dev/null", "--write-out",
                               "%{http_version} %{http_code} %header{x-content-type-options}",
                               f"https://127.0.0.1:{self.nginx.port}/api/v1/site"], stdout=subprocess.PIPE, text=True,
                              check=True, timeout=20)
        self.assertEqual(done.stdout, "2 200 nosniff")

    def test_plain_http_is_sent_to_https(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.nginx.plain_port, timeout=5)
        self.addCleanup(connection.close)
        connection.request("GET", f"/x?token={self.token}", headers={"Host": "home.example"})
        response = connection.getresponse()
        self.assertEqual((response.status, response.headers["Location"]),
                         (308, f"https://home.example/x?token={self.token}"))

    def test_the_second_who_asks_for_a_part_is_answered_by_the_cache_and_never_with_anothers_answer(self):
        token, other = self.hub.family_token("one"), self.hub.family_token("other")
        names = self.names(token)
        for name in (names[0], names[-1], *names[1:3]):
            path = f"/live/dining/main/{name}"
            self.assertEqual([self.cached(path), self.cached(path)], ["MISS", "HIT"], path)
            self.assertEqual(self.nginx.get(path).body, self.nginx.get(path).body)
            self.assertEqual(self.cached(path.replace(token, other)), "MISS")
        # Without a token, only the home's own network may see it: not for a cache.
        bare = f"/live/dining/main/{names[-1].split('?')[0]}"
        self.assertEqual([self.cached(bare), self.cached(bare)], ["MISS", "MISS"])

    def test_the_pages_files_are_kept_for_everybody_in_each_form(self):
        path = "/page/v1/boot.js"
        for coding, text in (("br", "go().br"), ("gzip", "go().gz"), ("identity", "go()")):
            self.assertEqual([self.cached(path, **{"Accept-Encoding": coding}) for _ in range(2)], ["MISS", "HIT"])
            self.assertEqual(self.nginx.get(f"{path}?token={self.token}", **{"Accept-Encoding": coding}).text, text)
        self.assertEqual(self.nginx.get("/", **{"X-Forwarded-For": OUTSIDE}).text, "the page")
        self.assertEqual(self.nginx.get("/page/v1/nothing.js").headers["X-Cache"], "MISS")

    def test_an_invitation_becomes_a_cookie_for_https_only(self):
        answer = self.nginx.get(f"/?token={self.token}")
        self.assertEqual((answer.status, answer.headers["Location"]), (303, "/"))
        self.assertTrue(answer.headers["Set-Cookie"].endswith("; Secure"))

    def test_a_refusal_is_not_cached(self):
        path = "/live/dining/main/index.m3u8?token=wrong"
        answers = [self.nginx.get(path) for _ in range(2)]
        self.assertEqual([(answer.status, answer.headers["X-Cache"]) for answer in answers], [(401, "MISS")] * 2)

    def test_a_blocking_reload_waits_for_its_part_and_serves_the_next_ones_from_the_cache(self):
        text = self.nginx.get(f"/live/dining/main/index.m3u8?token={self.token}").text
        number = int(re.search(r'PRELOAD-HINT:TYPE=PART,URI="part-(\d+)-', text)[1])
        path = f"/live/dining/main/index.m3u8?token={self.token}&_HLS_msn={number + 1}&_HLS_part=0"
        self.assertEqual(self.cached(path), "MISS")
        answer = self.nginx.get(path)
        self.assertEqual(answer.headers["X-Cache"], "HIT")
        self.assertIn(f"part-{number + 1}-0.m4s", answer.text)
        part = next(name for name in re.findall(r'URI="(part-[^"]*)"', answer.text) if f"-{number + 1}-0" in name)
        self.assertEqual(self.nginx.get(f"/live/dining/main/{part}").status, 200)

    def test_the_endless_stream_is_passed_on_as_it_comes(self):
        connection = self.nginx.connect()
        self.addCleanup(connection.close)
        connection.request("GET", f"/live/dining/stream.mp4?token={self.token}")
        response = connection.getresponse()
        self.assertEqual(response.status, 200)
        pieces = []
        while len(pieces) < 60 and (data := response.read1(1 << 16)):
            pieces.append((time.monotonic(), len(data)))
        self.assertEqual(len(pieces), 60)
        # The camera sends 50 kB a second; a buffer of nginx is 32 kB and more.
        longest_s = max(after[0] - before[0] for before, after in zip(pieces, pieces[1:]))
        self.assertLess(longest_s, 0.6, pieces)

    def test_events_flow(self):
        events = house.Events("", self.token, connection=self.nginx.connect())
        self.addCleanup(events.close)
        begin = time.monotonic()
        self.assertEqual(self.hub.post("/api/v1/screen", {"command": "mode grid"}, self.hub.token).status, 202)
        self.assertEqual(events.wait("screen", 5), "mode grid")
        self.assertLess(time.monotonic() - begin, 1)

    def test_the_figures_stay_in_the_home(self):
        for path in ("/metrics", "//metrics", "/%6detrics", "/metrics?x", "/live/../metrics"):
            self.assertEqual(self.nginx.get(path).status, 404, path)

    def test_where_somebody_says_to_come_from_is_believed_from_nginx_only(self):
        self.assertEqual(self.hub.get("/api/v1/site", **{"X-Forwarded-For": OUTSIDE}).status, 401)
        for headers in ({"X-Forwarded-For": OUTSIDE}, {"X-Forwarded-For": f"10.0.0.1, {OUTSIDE}"}):
            self.assertEqual(self.nginx.get("/api/v1/site", **headers).status, 200)

    def test_no_token_is_in_any_log_of_nginx_even_when_the_hub_is_away(self):
        self.nginx.get(f"/live/dining/main/index.m3u8?token={self.token}")
        self.nginx.get("/live/dining/main/index.m3u8", Authorization=f"Bearer {self.token}")
        self.hub.end()
        try:
            self.assertEqual(self.nginx.get(f"/api/v1/site?token={self.token}", Referer=f"https://x/?token={self.token}").status, 502)
        finally:
            self.hub.start()
            self.hub.wait_live()
        hall.wait_until(lambda: " 502 " in self.nginx.logs(), 5, "the log")
        self.assertNotIn(self.token, self.nginx.logs())


if __name__ == "__main__":
    unittest.main()
