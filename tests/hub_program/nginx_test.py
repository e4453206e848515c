"""Debian's nginx with the site file that we ship, in front of a hub: what families from outside go through."""
import http.client
import os
import re
import ssl
import socket
import subprocess
import tempfile
import time
import unittest

import house
from house import hall

SITE_FILE = hall.ROOT / "config" / "nginx" / "sunhall.conf"
OUTSIDE = "203.0.113.7"  # RFC 5737: nobody's
# As in Debian's /etc/nginx/nginx.conf, where it matters.
MAIN = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main-error.log;
events {{ worker_connections 768; }}
http {{
  sendfile on;
  tcp_nopush on;
  access_log {folder}/access.log;
  gzip on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/sunhall.conf;
}}
"""


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [taken.getsockname()[1] for taken in sockets]
    for taken in sockets:
        taken.close()
    return ports


class Nginx:
    """nginx with our site file; only its places and ports are others."""

    def __init__(self, hub: house.Hub):
        self.folder = hall.Path(tempfile.mkdtemp(prefix="sunhall-nginx-"))
        (self.folder / "log").mkdir()
        self.plain_port, self.port = free_ports(2)
        self.make_certificate()
        text = SITE_FILE.read_text()
        for place, other in (("/var/lib/nginx/sunhall", "cache"), ("/etc/sunhall/tls", ""), ("/var/log/nginx", "log")):
            text = self.replaced(text, place, str(self.folder / other))
        text = self.replaced(text, "127.0.0.1:8080", f"127.0.0.1:{hub.port}")
        text = re.sub(r"listen \[::\].*;\n", "", text)
        text = self.replaced(text, "listen 80;", f"listen 127.0.0.1:{self.plain_port};")
        text = self.replaced(text, "listen 443 ", f"listen 127.0.0.1:{self.port} ")
        (self.folder / "sunhall.conf").write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""  # its cache lies in our folder
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder, user=user))
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)],
                                        stderr=subprocess.PIPE, text=True)
        hall.wait_until(self.answers, 10, "nginx to listen")

    @staticmethod
    def replaced(text: str, old: str, new: str) -> str:
        if old not in text:
            raise AssertionError(f"the site file has no {old} any more")
        return text.replace(old, new)

    def make_certificate(self) -> None:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-keyout", str(self.folder / "privkey.pem"),
                        "-out", str(self.folder / "fullchain.pem")], check=True, stderr=subprocess.DEVNULL)

    def answers(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"nginx does not start: {self.process.stderr.read()}")
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def connect(self) -> http.client.HTTPSConnection:
        trusting = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        trusting.check_hostname = False
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=house.ANSWER_S, context=trusting)

    def get(self, path: str, **headers: str) -> house.Answer:
        connection = self.connect()
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return house.Answer(response, response.read())
        finally:
            connection.close()

    def logs(self) -> str:
        return "".join(path.read_text() for path in [*(self.folder / "log").iterdir(), *self.folder.glob("*.log")])

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(house.END_S)
        self.process.stderr.close()
        hall.shutil.rmtree(self.folder, ignore_errors=True)


class BehindNginx(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_hub(cls.cameras.toml("dining", "sub"))
        cls.nginx = Nginx(cls.hub)
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
