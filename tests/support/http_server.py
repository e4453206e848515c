"""A web server that behaves as the file `behaviour` in its folder says, asked anew at each request.

Run: http_server.py FOLDER [PORT]; prints the port it listens on. Behaviours:
  good      the file `today.json` with an ETag, 304 when it matches
  plain     the same without an ETag and without a length
  status N  only that status
  huge      a body that never ends
  drip      ten header lines a second, for ever
  cut       a length of 1000 bytes and ten of them
  garbage   200 with bytes that are no document
  loop      redirects to itself
  escape    redirects to file:///etc/hostname
  moved     redirects twice to the good document
Every request is appended to `requests`: path and If-None-Match; one with a body to `posts`: method, path, media
type, X-Token, X-Nonce, body.
"""

import hashlib
import http.server
import pathlib
import sys
import time

folder = pathlib.Path(sys.argv[1])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        with (folder / "requests").open("a") as log:
            log.write(f"{self.path} {self.headers.get('If-None-Match', '-')}\n")
        words = (folder / "behaviour").read_text().split()
        self.close_connection = True
        try:
            getattr(self, words[0])(*words[1:])
        except OSError:
            pass  # the client has had enough

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        words = [self.headers.get(name, "-") for name in ("Content-Type", "X-Token", "X-Nonce")]
        with (folder / "posts").open("a") as log:
            log.write(" ".join([self.command, self.path, *words, body]) + "\n")
        self.do_GET()

    do_PUT = do_POST

    def start(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Connection", "close")
        self.end_headers()

    def good(self):
        body = (folder / "today.json").read_bytes()
        etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        if self.headers.get("If-None-Match") == etag:
            self.start(304, ETag=etag)
            return
        self.start(200, ETag=etag, Content_Length=len(body))
        self.wfile.write(body)

    def plain(self):
        self.start(200)
        self.wfile.write((folder / "today.json").read_bytes())

    def status(self, number):
        self.start(int(number), Content_Length=0)

    def huge(self):
        self.start(200)
        while True:
            self.wfile.write(b" " * 65536)

    def drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            self.wfile.write(f"X-Header-{number}: drip\r\n".encode())
            self.wfile.flush()
            time.sleep(0.1)

    def cut(self):
        self.start(200, Content_Length=1000)
        self.wfile.write(b"{" + b" " * 9)

    def garbage(self):
        self.start(200, ETag='"garbage"', Content_Length=5)
        self.wfile.write(b"\xff\x00<ht")

    def loop(self):
        self.start(302, Location=self.path, Content_Length=0)

    def escape(self):
        self.start(302, Location="file:///etc/hostname", Content_Length=0)

    def moved(self):
        if self.path.endswith("/moved/moved"):
            self.good()
        else:
            self.start(302, Location=self.path + "/moved", ETag='"of-the-redirect"', Content_Length=0)


port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
