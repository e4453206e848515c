"""A plain PS muxer for the scripted device and for testing the parser; another author's than the hub's."""
from . import ps


def time_stamp(value_90k: int, prefix: int) -> bytes:
    value = prefix << 36 | (value_90k >> 30 & 7) << 33 | (value_90k >> 15 & 0x7FFF) << 17 | (value_90k & 0x7FFF) << 1
    return (value | 1 << 32 | 1 << 16 | 1).to_bytes(5, "big")


def pack_header(scr_90k: int, stuffing: int = 0) -> bytes:
    value = 0b01 << 78 | (scr_90k >> 30 & 7) << 75 | (scr_90k >> 15 & 0x7FFF) << 59 | (scr_90k & 0x7FFF) << 43
    value |= 1 << 74 | 1 << 58 | 1 << 42 | 1 << 32 | 6000 << 10 | 3 << 8 | 0b11111 << 3 | stuffing
    return b"\0\0\1\xba" + value.to_bytes(10, "big") + b"\xff" * stuffing


def system_header(*stream_ids: int) -> bytes:
    body = (1 << 23 | 6000 << 1 | 1).to_bytes(3, "big") + bytes([0x04, 0xE1, 0x7F])
    body += b"".join(bytes([sid]) + (0xC000 | 0x2000 | 512).to_bytes(2, "big") for sid in stream_ids)
    return b"\0\0\1\xbb" + len(body).to_bytes(2, "big") + body


def stream_map(types: dict[int, int], descriptors: bytes = b"") -> bytes:
    streams = b"".join(bytes([kind, sid]) + len(descriptors).to_bytes(2, "big") + descriptors
                       for sid, kind in types.items())
    body = bytes([0xE0, 0xFF]) + b"\0\0" + len(streams).to_bytes(2, "big") + streams
    head = b"\0\0\1\xbc" + (len(body) + 4).to_bytes(2, "big") + body
    return head + ps.crc32_mpeg(head).to_bytes(4, "big")


def pes(stream_id: int, payload: bytes, pts_90k: int | None = None) -> bytes:
    times = time_stamp(pts_90k, 2) if pts_90k is not None else b""
    body = bytes([0x80, 0x80 if times else 0, len(times)]) + times + payload
    return bytes([0, 0, 1, stream_id]) + len(body).to_bytes(2, "big") + body


def frame(video: bytes, pts_90k: int, key: bool, stream_type: int = 0x1B, audio: bytes = b"") -> bytes:
    """One frame's pack; video in as many PES as it takes."""
    types = {0xE0: stream_type, **({0xC0: 0x90} if audio else {})}
    data = pack_header(pts_90k)
    if key:
        data += system_header(*types) + stream_map(types)
    pieces = [video[at:at + 60_000] for at in range(0, len(video), 60_000)]
    data += b"".join(pes(0xE0, piece, None if index else pts_90k) for index, piece in enumerate(pieces))
    return data + (pes(0xC0, audio, pts_90k) if audio else b"")


def packets(data: bytes, ssrc: int, sequence: int, timestamp: int, size: int = 1388) -> list[bytes]:
    """RTP packets of one frame, the marker on the last."""
    pieces = [data[at:at + size] for at in range(0, len(data), size)]
    return [bytes([0x80, 96 | (0x80 if index == len(pieces) - 1 else 0)]) + ((sequence + index) % 65536).to_bytes(2, "big")
            + (timestamp % 2**32).to_bytes(4, "big") + ssrc.to_bytes(4, "big") + piece
            for index, piece in enumerate(pieces)]
