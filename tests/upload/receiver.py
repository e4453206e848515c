"""A platform's record interface, written from docs/upload.md's words and not from the hub's code.

Run: receiver.py FOLDER [PORT]; prints the port it listens on. `receiver.json` in the folder says what it demands:
  token            a static token; or
  user, password   a log-in at /login, whose tokens serve for `token_uses` requests
  sign, sign_key   "hmac-sha256" or "hmac-sm3" over METHOD, path, timestamp, nonce and the body's hash, in lines
  cipher, key, iv  "sm4-cbc" or "sm4-ecb", hexadecimal; without iv it stands in front of each message
  written, field   "hex" or "base64"; {"field": "…"}, or the whole body
  must             {"/path": {"field": "str", …}}: fields that a record must have, and their Python type
The file `behaviour`, read at each request, says how it fails:
  good · status N · refuse · refuse-key TEXT · busy · expired · slow SECONDS · hang · before · after · truncate N ·
  garbage · huge · flaky PERCENT · alternate SECONDS
`before` cuts the connection without a look at the request, `after` keeps the record and cuts the answer in half;
`flaky` does one of several failures in so many of a hundred; `alternate` is away in every second span of time.
What it saw is in `requests` (JSON lines), what it kept in `kept` (one line a key), what was wrong in `wrong`.
"""

import base64
import hashlib
import hmac
import http.server
import json
import pathlib
import random
import secrets
import socket
import sys
import threading
import time

import sm3
import sm4

FOLDER = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(".")
CLOCK_SLACK_S = 300
BODY_BYTES_MAX = 64 << 20


class Wrong(Exception):
    """What a request gets wrong: an HTTP status and a code of the envelope."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(message)
        self.status, self.code = status, code


class Platform:
    """What the receiver knows; one lock for all of it."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        path = folder / "receiver.json"
        self.wants = json.loads(path.read_text()) if path.exists() else {}
        self.lock = threading.Lock()
        self.nonces: set[str] = set()
        self.tokens: dict[str, int] = {}
        self.kept: dict[str, str] = {}
        for line in self.lines("kept"):
            record = json.loads(line)
            self.kept[record["key"]] = record["id"]
        self.random = random.Random(7)
        self.born = time.monotonic()

    def lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().splitlines() if path.exists() else []

    def log(self, name: str, **what) -> None:
        with (self.folder / name).open("a") as log:
            log.write(json.dumps(what, ensure_ascii=False, sort_keys=True) + "\n")

    def behaviour(self) -> list[str]:
        path = self.folder / "behaviour"
        words = path.read_text().split() if path.exists() else ["good"]
        if words[0] == "flaky":
            failures = ["status 500", "status 503", "before", "after", "busy", "garbage", "truncate 9"]
            down = self.random.randrange(100) < int(words[1])
            return self.random.choice(failures).split() if down else ["good"]
        if words[0] == "alternate":
            is_down = int((time.monotonic() - self.born) / float(words[1])) % 2
            return ["before"] if is_down else ["good"]
        return words

    # The text of a message, both ways.

    def key(self) -> bytes:
        return bytes.fromhex(self.wants["key"])

    def decrypt(self, text: str) -> str:
        raw = bytes.fromhex(text) if self.wants.get("written", "hex") == "hex" else base64.b64decode(text)
        if self.wants["cipher"] == "sm4-ecb":
            return sm4.decrypt(self.key(), raw, None).decode()
        if "iv" in self.wants:
            return sm4.decrypt(self.key(), raw, bytes.fromhex(self.wants["iv"])).decode()
        return sm4.decrypt(self.key(), raw[16:], raw[:16]).decode()

    def encrypt(self, text: str) -> str:
        if self.wants["cipher"] == "sm4-ecb":
            raw = sm4.encrypt(self.key(), text.encode(), None)
        elif "iv" in self.wants:
            raw = sm4.encrypt(self.key(), text.encode(), bytes.fromhex(self.wants["iv"]))
        else:
            iv = secrets.token_bytes(16)
            raw = iv + sm4.encrypt(self.key(), text.encode(), iv)
        return raw.hex() if self.wants.get("written", "hex") == "hex" else base64.b64encode(raw).decode()

    def read_body(self, text: str):
        if "cipher" not in self.wants:
            return json.loads(text) if text else None
        try:
            field = self.wants.get("field")
            return json.loads(self.decrypt(json.loads(text)[field] if field else text))
        except (ValueError, KeyError, TypeError) as error:
            raise Wrong(400, "C1", f"cannot be decrypted: {error}") from error

    def write_answer(self, answer: dict) -> bytes:
        text = json.dumps(answer, ensure_ascii=False)
        return (self.encrypt(text) if "cipher" in self.wants else text).encode()

    # What a request must prove.

    def check_token(self, headers) -> None:
        given = headers.get("Authorization", "")
        if "token" in self.wants and not hmac.compare_digest(given, "Bearer " + self.wants["token"]):
            raise Wrong(403, "T0", "wrong token")
        if "user" not in self.wants:
            return
        token = given.removeprefix("Bearer ")
        if self.tokens.get(token, 0) <= 0:
            raise Wrong(200, "T1", "token expired")
        self.tokens[token] -= 1

    def check_signature(self, method: str, path: str, headers, body: bytes) -> None:
        if "sign" not in self.wants:
            return
        stamp, nonce = headers.get("X-Timestamp", ""), headers.get("X-Nonce", "")
        if not stamp.isdigit() or abs(time.time() - int(stamp) / 1000) > CLOCK_SLACK_S:
            raise Wrong(403, "S1", "the timestamp is too old")
        if len(nonce) < 16 or nonce in self.nonces:
            raise Wrong(403, "S2", "the nonce was used before")
        self.nonces.add(nonce)
        is_sm3 = self.wants["sign"] == "hmac-sm3"
        digest = sm3.sm3(body).hex() if is_sm3 else hashlib.sha256(body).hexdigest()
        text = "\n".join([method, path, stamp, nonce, digest]).encode()
        key = self.wants["sign_key"].encode()
        right = sm3.hmac_sm3(key, text).hex() if is_sm3 else hmac.new(key, text, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(right, headers.get("X-Signature", "")):
            raise Wrong(403, "S3", "wrong signature")

    def check_fields(self, path: str, record) -> None:
        for name, kind in self.wants.get("must", {}).get(path, {}).items():
            value = record.get(name) if isinstance(record, dict) else None
            if type(value).__name__ != kind:
                raise Wrong(200, "F1", f"{name} must be {kind}")

    def log_in(self, body) -> dict:
        if (body or {}).get("user") != self.wants["user"] or body.get("password") != self.wants["password"]:
            raise Wrong(200, "L1", "wrong password")
        token = secrets.token_hex(16)
        self.tokens[token] = self.wants.get("token_uses", 1 << 30)
        return {"token": token}

    def keep(self, method: str, path: str, headers, body, files: list) -> dict:
        """Keeps a record once by its key; a batch is a list, whose members bring their own keys."""
        key = headers.get("Idempotency-Key", "")
        if not key:
            raise Wrong(400, "K1", "no key")
        rows = body if isinstance(body, list) else [body]
        for row in rows:
            self.check_fields(path, row)
        keys = [row["key"] if isinstance(body, list) else key for row in rows]
        known = [self.kept[each] for each in keys if each in self.kept]
        if known:
            raise Wrong(200, "D1", "duplicate of " + known[0])
        ids = []
        for each, row in zip(keys, rows):
            self.kept[each] = f"P-{len(self.kept) + 1}"
            ids.append(self.kept[each])
            self.log("kept", key=each, id=self.kept[each], method=method, path=path, body=row, files=files)
        return {"id": ids if isinstance(body, list) else ids[0]}


def read_parts(data: bytes, boundary: str) -> tuple[str, list]:
    """The JSON part's text and [name, file name, length, SHA-256] of the files."""
    text, files = "", []
    for part in data.split(b"--" + boundary.encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        words = dict(word.strip().split("=", 1) for word in head.decode().split("\r\n")[1].split(";")[1:])
        if "filename" in words:
            files.append([words["name"].strip('"'), words["filename"].strip('"'), len(content),
                          hashlib.sha256(content).hexdigest()])
        else:
            text = content.decode()
    return text, files


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for its second half
    platform: Platform

    def log_message(self, *_):
        pass

    def do_POST(self):
        platform = self.platform
        data = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), BODY_BYTES_MAX))
        with platform.lock:
            how = platform.behaviour()
            if how[0] == "before":
                self.cut()
                return
            status, answer = self.judge(data, how)
        self.reply(status, platform.write_answer(answer) if answer is not None else b"", how)

    do_PUT = do_DELETE = do_PATCH = do_POST

    def judge(self, data: bytes, how: list[str]) -> tuple[int, dict | None]:
        platform = self.platform
        if how[0] == "status":
            return int(how[1]), None
        codes = {"busy": ("B1", "busy"), "refuse": ("R1", "不符合要求"), "expired": ("T1", "expired")}
        if how[0] in codes and self.path != "/login":
            return 200, {"code": codes[how[0]][0], "message": codes[how[0]][1]}
        try:
            return 200, {"code": "0", "message": "成功", "data": self.handle_request(data, how)}
        except Wrong as wrong:
            platform.log("wrong", status=wrong.status, code=wrong.code, path=self.path, message=str(wrong))
            return wrong.status, {"code": wrong.code, "message": str(wrong)}

    def handle_request(self, data: bytes, how: list[str]) -> dict:
        platform = self.platform
        kind = self.headers.get("Content-Type", "")
        text, files = data.decode(errors="replace"), []
        if kind.startswith("multipart/form-data"):
            text, files = read_parts(data, kind.partition("boundary=")[2])
        platform.check_signature(self.command, self.path, self.headers, text.encode())
        body = platform.read_body(text) if text else None
        if self.path == "/login":
            return platform.log_in(body)
        platform.check_token(self.headers)
        platform.log("requests", method=self.command, path=self.path, body=body, files=files,
                     key=self.headers.get("Idempotency-Key", ""), type=kind.partition(";")[0])
        if how[0] == "refuse-key" and how[1] in json.dumps(body, ensure_ascii=False):
            raise Wrong(200, "R1", "不符合要求")
        if self.path == "/photo":
            return {"url": "https://photos.example.org/" + files[0][3][:8]}
        return platform.keep(self.command, self.path, self.headers, body, files)

    def reply(self, status: int, answer: bytes, how: list[str]) -> None:
        if how[0] == "hang":
            time.sleep(30)
        if how[0] == "slow":
            time.sleep(float(how[1]))
        if how[0] == "garbage":
            answer = b"<html>\xff\xfe busy</html>"
        if how[0] == "huge":
            answer = b" " * (2 << 20)
        if how[0] == "truncate":
            answer = answer[:int(how[1])]
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer[:len(answer) // 2] if how[0] == "after" else answer)
            if how[0] == "after":
                self.cut()
        except OSError:
            self.close_connection = True  # the client has had enough

    def cut(self) -> None:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass  # a client that was killed


def serve(folder: pathlib.Path, port: int = 0) -> Server:
    handler = type("BoundHandler", (Handler,), {"platform": Platform(folder)})
    return Server(("127.0.0.1", port), handler)


if __name__ == "__main__":
    server = serve(FOLDER, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(server.server_address[1], flush=True)
    server.serve_forever()
