"""Packet captures (libpcap format, raw IP): written from what the platform hears and says, and read again."""
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

MAGIC = 0xA1B2C3D4
LINKTYPE_RAW = 101  # begins with the IP header
LINKTYPE_ETHERNET = 1
PROTOCOLS = {"tcp": 6, "udp": 17}
SEGMENT_BYTES = 1400  # what one written TCP packet carries at most


@dataclass(frozen=True)
class Packet:
    at_s: float
    transport: str
    source: tuple[str, int]
    target: tuple[str, int]
    payload: bytes = field(repr=False)


class Writer:
    """Writes packets with made IP and UDP or TCP headers; TCP gets consecutive sequence numbers, no handshake."""

    def __init__(self, path: Path, bytes_max: int = 400_000):
        self.file, self.left, self.lock = path.open("wb"), bytes_max, threading.Lock()
        self.file.write(struct.pack("<IHHiIII", MAGIC, 2, 4, 0, 0, 65535, LINKTYPE_RAW))
        self.sequence: dict[tuple, int] = {}

    def add(self, transport: str, source: tuple[str, int], target: tuple[str, int], payload: bytes) -> None:
        pieces = [payload]
        if transport == "tcp":
            pieces = [payload[at:at + SEGMENT_BYTES] for at in range(0, len(payload), SEGMENT_BYTES)]
        with self.lock:
            for piece in pieces:
                if self.left > 0 and not self.file.closed:
                    self._write(self._ip(transport, source, target, piece))

    def _ip(self, transport: str, source, target, payload: bytes) -> bytes:
        ports = struct.pack(">HH", source[1], target[1])
        if transport == "udp":
            inner = ports + struct.pack(">HH", 8 + len(payload), 0) + payload
        else:
            begin = self.sequence.get((source, target), 1)
            self.sequence[source, target] = begin + len(payload)
            inner = ports + struct.pack(">IIBBHHH", begin, self.sequence.get((target, source), 1), 5 << 4, 0x18, 65535, 0, 0) + payload
        head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(inner), 0, 0x4000, 64, PROTOCOLS[transport], 0,
                           socket.inet_aton(source[0]), socket.inet_aton(target[0]))
        total = sum(struct.unpack(">10H", head))
        total = (total & 0xFFFF) + (total >> 16)
        checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
        return head[:10] + struct.pack(">H", checksum) + head[12:] + inner

    def _write(self, data: bytes) -> None:
        now = time.time()
        self.file.write(struct.pack("<IIII", int(now), int(now % 1 * 1e6), len(data), len(data)) + data)
        self.left -= len(data) + 16

    def close(self) -> None:
        with self.lock:
            self.file.close()

    def tap_signalling(self, platform) -> None:
        """Writes everything that goes over a platform's wire."""
        ours = (platform.host, platform.port)

        def tap(direction, route, data):
            ends = (route.address, ours) if direction == "in" else (ours, route.address)
            self.add(route.transport, *ends, data)
        platform.wire.taps.append(tap)

    def tap_media(self, receiver) -> None:
        """Writes a receiver's packets, with the length in front where they came by TCP."""
        def tap(packet, media):
            transport = "udp" if media.transport == "udp" else "tcp"
            framed = packet if transport == "udp" else len(packet).to_bytes(2, "big") + packet
            self.add(transport, media.source, (media.host, media.port), framed)
        receiver.taps.append(tap)


def read(path: Path) -> list[Packet]:
    """Reads a capture of raw IP or Ethernet frames; what is neither UDP nor TCP over IPv4 is left out."""
    data = path.read_bytes()
    magic, _, _, _, _, _, link = struct.unpack_from("<IHHiIII", data)
    if magic != MAGIC or link not in (LINKTYPE_RAW, LINKTYPE_ETHERNET):
        raise ValueError(f"{path}: no capture that we read")
    packets, at = [], 24
    while at < len(data):
        seconds, micros, size, _ = struct.unpack_from("<IIII", data, at)
        frame = data[at + 16 + (14 if link == LINKTYPE_ETHERNET else 0):at + 16 + size]
        at += 16 + size
        if packet := read_ip(frame, seconds + micros / 1e6):
            packets.append(packet)
    return packets


def read_ip(frame: bytes, at_s: float) -> Packet | None:
    transport = {number: name for name, number in PROTOCOLS.items()}.get(frame[9])
    if frame[0] >> 4 != 4 or transport is None:
        return None
    begin, end = (frame[0] & 15) * 4, int.from_bytes(frame[2:4], "big")
    source_port, target_port = struct.unpack_from(">HH", frame, begin)
    inner = 8 if transport == "udp" else (frame[begin + 12] >> 4) * 4
    return Packet(at_s, transport, (socket.inet_ntoa(frame[12:16]), source_port),
                  (socket.inet_ntoa(frame[16:20]), target_port), frame[begin + inner:end])
