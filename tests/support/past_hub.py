"""A hub that has only a past, for the playback under test; it behaves as the file `behaviour` says.

Run: past_hub.py FOLDER [PORT]; prints the port it listens on. It serves `recordings.json` as /api/v1/recordings and
what lies in the folder as /archive/cooking/..., to whoever shows the token `SECRET`; others get 401.
Behaviours, asked anew at each request:
  good       as above
  status N   only that status
  hang       takes the request and never answers
  breaks     playlists come, segments end in their middle
Every request is appended to `requests`: path and query, and whether the token was there.
"""

import http.server
import pathlib
import sys
import threading
import urllib.parse

folder = pathlib.Path(sys.argv[1])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        has_token = self.headers.get("Authorization") == "Bearer SECRET"
        with (folder / "requests").open("a") as log:
            log.write(f"{self.path} {'token' if has_token else 'none'}\n")
        words = (folder / "behaviour").read_text().split()
        try:
            if words[0] == "hang":
                threading.Event().wait()
            elif words[0] == "status":
                self.answer(int(words[1]), b"")
            elif not has_token:
                self.answer(401, b"")
            else:
                self.serve(words[0] == "breaks")
        except OSError:
            pass  # the client has had enough

    def serve(self, breaks):
        path = urllib.parse.urlsplit(self.path).path
        name = path.removeprefix("/archive/cooking/")
        if path == "/api/v1/recordings":
            name = "recordings.json"
        file = folder / name
        if "/" in name or not file.is_file():
            return self.answer(404, b"")
        body = file.read_bytes()
        if breaks and name.endswith(".m4s"):
            self.start(200, len(body))
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return None
        return self.answer(200, body)

    def start(self, status, length):
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def answer(self, status, body):
        self.start(status, len(body))
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # a client that hangs up is what some tests are about


server = Server(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
