"""Where media comes in: UDP, TCP that the device opens, TCP that we open."""
import socket
import threading
import time

from . import rtp

POLL_S = 0.1
CONNECT_S = 5.0
BUFFER_BYTES = 8 << 20


class Receiver:
    """Collects a stream's frames on a thread of its own until it is closed."""

    def __init__(self, transport: str, ssrc: int, host: str = "127.0.0.1"):
        self.transport, self.host = transport, host
        self.assembler = rtp.Assembler(ssrc)
        self.deframer = rtp.Deframer()
        self.taps = []
        self.last_s = 0.0  # when the newest packet came, monotonic
        self.ended = threading.Event()  # the device closed its connection
        self.is_closing = False
        self.source: tuple[str, int] | None = None
        self.paused = threading.Event()  # set: nobody reads, as a stuck platform does
        kind = socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM
        self.socket = socket.socket(socket.AF_INET, kind)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        self.socket.bind((host, 0))
        self.port = self.socket.getsockname()[1]
        self.connection = None
        self.thread = None
        if transport == "tcp-passive":
            self.socket.listen(2)
        if transport != "tcp-active":
            self._start()

    def connect(self, address: str, port: int) -> None:
        """Opens the connection of `tcp-active`, after the answer named the device's port."""
        self.socket.settimeout(CONNECT_S)
        self.socket.connect((address, port))
        self.connection, self.source = self.socket, (address, port)
        self._start()

    def _start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="media", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        if self.transport == "tcp-passive" and not self._accept():
            return
        source = self.connection or self.socket
        source.settimeout(POLL_S)
        while not self.is_closing:
            if self.paused.is_set():
                time.sleep(POLL_S)
                continue
            try:
                data, address = source.recvfrom(65_536)
            except TimeoutError:
                continue
            except OSError:
                data, address = b"", None
            if not data and self.transport != "udp":
                self.ended.set()
                return
            self._take(data, address)

    def _accept(self) -> bool:
        while not self.is_closing:
            try:
                self.socket.settimeout(POLL_S)
                self.connection, self.source = self.socket.accept()
                return True
            except TimeoutError:
                continue
            except OSError:
                return False  # the port was closed under us: a test's wish
        return False

    def _take(self, data: bytes, address) -> None:
        now_s = self.last_s = time.monotonic()
        if self.transport == "udp":
            self.source = address
        for packet in [data] if self.transport == "udp" else self.deframer.feed(data):
            for tap in self.taps:
                tap(packet, self)
            self.assembler.feed(packet, now_s)

    @property
    def frames(self) -> list[rtp.Frame]:
        return self.assembler.frames

    def wait_frames(self, count: int, seconds: float) -> list[rtp.Frame]:
        """Waits until so many frames are there; answers them, or raises with what came."""
        end = time.monotonic() + seconds
        while len(self.frames) < count:
            if time.monotonic() > end:
                raise AssertionError(f"{len(self.frames)} of {count} frames after {seconds} s: {self.told()}")
            time.sleep(0.02)
        return self.frames[:]

    def silence_s(self, watch_s: float) -> float:
        """Watches for so long; answers how long ago the last packet came."""
        time.sleep(watch_s)
        return time.monotonic() - self.last_s

    def told(self) -> str:
        it = self.assembler
        return (f"{self.transport} from {self.source}: {it.packets} packets, {it.gaps} lost, {it.foreign} foreign, "
                f"{it.reordered} reordered, {it.broken} broken, {it.without_marker} without marker, "
                f"{'ended' if self.ended.is_set() else 'open'}")

    def faults(self) -> list[str]:
        it = self.assembler
        table = {"lost": it.gaps, "foreign": it.foreign, "reordered": it.reordered, "broken": it.broken,
                 "without marker": it.without_marker, "over 1500 bytes": it.oversized}
        return [f"media: {count} packets {what}" for what, count in table.items() if count]

    def close(self) -> None:
        self.is_closing = True
        if self.thread:
            self.thread.join()
        if self.connection:
            self.connection.close()
        self.socket.close()
