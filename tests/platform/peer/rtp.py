"""RTP (RFC 3550) with PS inside (RFC 2250), and its frames over TCP (RFC 4571)."""
from dataclasses import dataclass, field

HEADER_BYTES = 12
PAYLOAD_TYPE = 96
CLOCK = 90_000


class RtpError(ValueError):
    """What came is no RTP."""


@dataclass(frozen=True)
class Packet:
    marker: bool
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes = field(repr=False)


def parse(data: bytes) -> Packet:
    if len(data) < HEADER_BYTES or data[0] >> 6 != 2:
        raise RtpError(f"no RTP: {data[:4].hex()}")
    begin = HEADER_BYTES + 4 * (data[0] & 15)
    if data[0] & 0x10:
        if len(data) < begin + 4:
            raise RtpError("header extension")
        begin += 4 + 4 * int.from_bytes(data[begin + 2:begin + 4], "big")
    end = len(data)
    if data[0] & 0x20:
        end -= data[-1]
        if not data[-1]:
            raise RtpError("padding of 0 bytes")
    if end < begin:
        raise RtpError("header longer than the packet")
    return Packet(bool(data[1] & 0x80), data[1] & 0x7F, int.from_bytes(data[2:4], "big"),
                  int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big"), data[begin:end])


class Deframer:
    """Cuts a TCP stream into packets: two bytes of length before each."""

    def __init__(self):
        self.buffer = b""

    def feed(self, data: bytes) -> list[bytes]:
        self.buffer += data
        packets, at = [], 0
        while len(self.buffer) - at >= 2:
            end = at + 2 + int.from_bytes(self.buffer[at:at + 2], "big")
            if end > len(self.buffer):
                break
            packets.append(self.buffer[at + 2:end])
            at = end
        self.buffer = self.buffer[at:]
        return packets


@dataclass(frozen=True)
class Frame:
    """One frame's PS pack, complete unless packets were lost in it."""

    timestamp: int
    arrived_s: float
    data: bytes = field(repr=False)
    whole: bool = True


class Assembler:
    """Puts packets together to frames, and counts what a platform would stumble over."""

    def __init__(self, ssrc: int, packet_bytes_max: int = 1500):
        self.ssrc, self.packet_bytes_max = ssrc, packet_bytes_max
        self.frames: list[Frame] = []
        self.packets = self.foreign = self.gaps = self.reordered = self.broken = self.oversized = 0
        self.without_marker = 0  # frames that ended by a new timestamp only
        self._next: int | None = None
        self._parts: list[Packet] = []
        self._whole = True

    def feed(self, data: bytes, now_s: float) -> None:
        try:
            packet = parse(data)
        except RtpError:
            self.broken += 1
            return
        # Platforms drop another SSRC silently; so do we, but count it.
        if packet.ssrc != self.ssrc or packet.payload_type != PAYLOAD_TYPE:
            self.foreign += 1
            return
        self.packets += 1
        self.oversized += len(data) > self.packet_bytes_max
        if self._next is not None and packet.sequence != self._next:
            if (packet.sequence - self._next) % 65536 > 32768:
                self.reordered += 1
                return
            self.gaps += (packet.sequence - self._next) % 65536
            self._whole = False
        self._next = (packet.sequence + 1) % 65536
        if self._parts and self._parts[0].timestamp != packet.timestamp:
            self.without_marker += 1
            self._finish(now_s)
        self._parts.append(packet)
        if packet.marker:
            self._finish(now_s)

    def _finish(self, now_s: float) -> None:
        data = b"".join(part.payload for part in self._parts)
        self.frames.append(Frame(self._parts[0].timestamp, now_s, data, self._whole))
        self._parts, self._whole = [], True
