"""Messages that are broken in some way, made from whole ones, and poured out at a rate."""
import random
import re
import threading
import time
from pathlib import Path

from . import manscdp, sdp, sip
from .transactions import new_branch

BATCH_S = 0.02
BYTES_MAX = 60_000
ASK_EVERY_S = 1.0
CHUNK_MAX = 400
READY = 2000  # different messages in a round


class Maker:
    """Makes broken messages: each kind of body, damaged in each of the ways that a network or a bug has."""

    def __init__(self, dice: random.Random, platform, device, channel: str):
        self.dice, self.platform, self.device = dice, platform, device
        offer = sdp.Offer(channel, platform.id, platform.host, 9, "0200000001")
        query = manscdp.write("Query", "Catalog", 1, device.id)
        control = b"PLAY RTSP/1.0\r\nCSeq: 3\r\nScale: 2.0\r\nRange: npt=1-\r\n\r\n"
        self.seeds = [self.whole(*one).write() for one in (
            ("MESSAGE", manscdp.CONTENT_TYPE, query), ("INVITE", "Application/SDP", offer.sdp().write()),
            ("INFO", "Application/MANSRTSP", control), ("SUBSCRIBE", manscdp.CONTENT_TYPE, query), ("BYE", "", b""),
            ("CANCEL", "", b""), ("OPTIONS", "", b""), ("REGISTER", "", b""))]
        self.seeds.append(sip.respond(sip.parse(self.seeds[0]), 200, tag="x").write())
        self.damages = [self.cut, self.flip, self.repeat, self.length, self.nested, self.long_line, self.no_line]

    def whole(self, method: str, content_type: str, body: bytes) -> sip.Message:
        message = self.platform.request(method, self.device)
        if content_type:
            message.add("Content-Type", content_type)
        message.body = body
        return message

    def make(self) -> bytes:
        """One broken message; its branch is new, so that no transaction takes it for a repetition."""
        while True:
            data = self.dice.choice(self.seeds)
            data = re.sub(rb"branch=z9hG4bK\w+", b"branch=" + new_branch().encode(), data, count=1)
            for _ in range(self.dice.randint(1, 3)):
                data = self.dice.choice(self.damages)(data)
            if data and not is_whole(data):
                return data[:BYTES_MAX]

    def cut(self, data: bytes) -> bytes:
        return data[:self.dice.randrange(len(data) + 1)]

    def flip(self, data: bytes) -> bytes:
        bent = bytearray(data or b"x")
        for _ in range(self.dice.randint(1, 20)):
            bent[self.dice.randrange(len(bent))] = self.dice.randrange(256)
        return bytes(bent)

    def repeat(self, data: bytes) -> bytes:
        lines = data.split(b"\r\n")
        at = self.dice.randrange(len(lines))
        return b"\r\n".join(lines[:at] + [lines[at]] * self.dice.randint(2, 30) + lines[at:])

    def length(self, data: bytes) -> bytes:
        wrong = self.dice.choice((b"-1", b"0", b"99999", b"4294967296", b"18446744073709551617", b"ten", b""))
        return re.sub(rb"Content-Length: \d+", b"Content-Length: " + wrong, data)

    def nested(self, data: bytes) -> bytes:
        deep = self.dice.randint(1, 3000)
        return data.replace(b"<CmdType>", b"<a>" * deep + b"<CmdType>").replace(b"s=Play", b"s=Play" * 50)

    def long_line(self, data: bytes) -> bytes:
        return data.replace(b"Call-ID: ", b"Call-ID: " + b"9" * self.dice.randint(1, 4000))

    def no_line(self, data: bytes) -> bytes:
        lines = data.split(b"\r\n")
        del lines[self.dice.randrange(len(lines))]
        return b"\r\n".join(lines)


def is_whole(data: bytes) -> bool:
    """Says whether damage has left a message that asks for something: a flood of those is another matter."""
    try:
        message = sip.parse(data)
        kind = message.get("Content-Type").lower()
        if not message.is_request or not message.body:
            return False
        if kind == manscdp.CONTENT_TYPE.lower():
            manscdp.parse(message.body)
        elif kind == "application/sdp":
            return len(sdp.parse(message.body).media) > 0
        return bool(message.cseq and message.call_id)
    except (ValueError, LookupError):
        return False


class Asker:
    """Asks something proper every second on a thread of its own, while a flood goes on."""

    def __init__(self, ask):
        self.ask, self.took_s, self.faults = ask, [], []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while not self.stop.wait(ASK_EVERY_S):
            begin = time.monotonic()
            try:
                self.ask()
                self.took_s.append(time.monotonic() - begin)
            except (AssertionError, OSError, KeyError) as error:
                self.faults.append(str(error).splitlines()[0])

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()


def pour(wire, route, maker: Maker, rate: int, seconds: float) -> int:
    """Sends so many a second for so long; answers how many went out."""
    sent = 0
    ready = [maker.make() for _ in range(READY)]  # making them takes longer than sending them
    begin = time.monotonic()
    while (now := time.monotonic()) < begin + seconds:
        for _ in range(min(int((now - begin) * rate) - sent, CHUNK_MAX)):
            wire.send_bytes(ready[sent % READY], route)
            sent += 1
        time.sleep(max(0.0, BATCH_S - (time.monotonic() - now)))
    return sent


def figures_of(pid: int) -> dict[str, int]:
    """Memory, descriptors, threads and sockets of a process, as the kernel counts them."""
    status = Path(f"/proc/{pid}/status").read_text()
    names = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        try:
            names.append(str(one.readlink()))
        except OSError:
            pass  # closed meanwhile
    return {"rss_kib": int(re.search(r"VmRSS:\s+(\d+)", status)[1]), "fds": len(names),
            "sockets": sum(name.startswith("socket:") for name in names),
            "threads": int(re.search(r"Threads:\s+(\d+)", status)[1])}
