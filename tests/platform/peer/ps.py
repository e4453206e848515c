"""MPEG-2 program streams as GB/T 28181 annex C and ISO/IEC 13818-1 §2.5 have them: parsed strictly."""
from dataclasses import dataclass, field

PACK, SYSTEM, PSM, END = 0xBA, 0xBB, 0xBC, 0xB9
STREAM_TYPES = {0x1B: "h264", 0x24: "hevc", 0x10: "mpeg4", 0x80: "svac", 0x90: "alaw", 0x91: "mulaw", 0x0F: "aac"}
NO_HEADER = {0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF}  # stream ids whose PES has no optional header
PES_HEAD_BYTES = 6


class PsError(ValueError):
    """The bytes break the format; says where."""


@dataclass(frozen=True)
class PackHeader:
    scr_90k: int
    mux_rate: int  # units of 50 bytes/s
    stuffing: int


@dataclass(frozen=True)
class SystemHeader:
    rate_bound: int
    streams: tuple[int, ...]


@dataclass(frozen=True)
class StreamMap:
    version: int
    current: bool
    types: tuple[tuple[int, int], ...]  # (stream id, stream type)

    def codec(self, stream_id: int) -> str | None:
        return next((STREAM_TYPES.get(kind) for sid, kind in self.types if sid == stream_id), None)


@dataclass(frozen=True)
class Pes:
    stream_id: int
    pts_90k: int | None
    dts_90k: int | None
    payload: bytes = field(repr=False)


def crc32_mpeg(data: bytes) -> int:
    """CRC-32/MPEG-2: polynomial 04C11DB7, begins with ones, not reflected. Zero over data with its own CRC."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc


def parse(data: bytes) -> list:
    """Reads whole units one after the other; every byte must belong to one."""
    units, at = [], 0
    while at < len(data):
        if data[at:at + 3] != b"\0\0\1" or at + 4 > len(data):
            raise PsError(f"no start code at {at}: {data[at:at + 4].hex()}")
        code = data[at + 3]
        unit, at = READERS.get(code, read_pes)(data, at)
        units.append(unit)
    return units


def need(data: bytes, end: int, what: str) -> None:
    if end > len(data):
        raise PsError(f"{what} ends at {end}, data at {len(data)}")


def marker(bit: int, where: str) -> None:
    if not bit:
        raise PsError(f"marker bit of {where} is 0")


def read_pack(data: bytes, at: int):
    need(data, at + 14, "pack header")
    value = int.from_bytes(data[at + 4:at + 14], "big")  # 80 bits
    if value >> 78 != 0b01:
        raise PsError("pack header of MPEG-1, or none")
    for bit in (74, 58, 42, 32):
        marker(value >> bit & 1, f"the SCR, bit {bit}")
    base = (value >> 75 & 0x7) << 30 | (value >> 59 & 0x7FFF) << 15 | (value >> 43 & 0x7FFF)
    if value >> 8 & 3 != 3:
        raise PsError("marker bits of mux_rate")
    rate, stuffing = value >> 10 & 0x3FFFFF, value & 7
    if rate == 0:
        raise PsError("program_mux_rate 0 is forbidden")
    need(data, at + 14 + stuffing, "stuffing")
    if set(data[at + 14:at + 14 + stuffing]) - {0xFF}:
        raise PsError("stuffing that is not FF")
    return PackHeader(base, rate, stuffing), at + 14 + stuffing


def read_system(data: bytes, at: int):
    need(data, at + PES_HEAD_BYTES, "system header")
    end = at + PES_HEAD_BYTES + int.from_bytes(data[at + 4:at + 6], "big")
    need(data, end, "system header")
    body = data[at + PES_HEAD_BYTES:end]
    if len(body) < 6:
        raise PsError("system header under six bytes")
    head = int.from_bytes(body[:3], "big")
    marker(head >> 23, "rate_bound")
    marker(head & 1, "rate_bound's end")
    marker(body[4] >> 5 & 1, "audio and video bound")
    streams, at_stream = [], 6
    while at_stream < len(body):
        need(body, at_stream + 3, "stream bound")
        if not body[at_stream] & 0x80 or body[at_stream + 1] >> 6 != 3:
            raise PsError("stream bound")
        streams.append(body[at_stream])
        at_stream += 3
    return SystemHeader(head >> 1 & 0x3FFFFF, tuple(streams)), end


def read_map(data: bytes, at: int):
    need(data, at + PES_HEAD_BYTES, "program stream map")
    length = int.from_bytes(data[at + 4:at + 6], "big")
    end = at + PES_HEAD_BYTES + length
    need(data, end, "program stream map")
    if length < 10 or length > 1018:
        raise PsError(f"program_stream_map_length {length}")
    if crc32_mpeg(data[at:end]):
        raise PsError("CRC of the program stream map")
    body = data[at + PES_HEAD_BYTES:end - 4]
    marker(body[1] & 1, "the map's version")
    info_end = 4 + int.from_bytes(body[2:4], "big")
    need(body, info_end + 2, "program_stream_info")
    at_stream = info_end + 2
    streams_end = at_stream + int.from_bytes(body[info_end:at_stream], "big")
    if streams_end != len(body):
        raise PsError("elementary_stream_map_length")
    types = []
    while at_stream < streams_end:
        need(body, at_stream + 4, "elementary stream map")
        types.append((body[at_stream + 1], body[at_stream]))
        at_stream += 4 + int.from_bytes(body[at_stream + 2:at_stream + 4], "big")
    if at_stream != streams_end:
        raise PsError("elementary_stream_info_length")
    return StreamMap(body[0] & 0x1F, bool(body[0] & 0x80), tuple(types)), end


def read_end(data: bytes, at: int):
    return "end", at + 4


def read_pes(data: bytes, at: int):
    need(data, at + PES_HEAD_BYTES, "PES head")
    stream_id = data[at + 3]
    if stream_id < PSM:
        raise PsError(f"start code {stream_id:02x} outside a PES")
    length = int.from_bytes(data[at + 4:at + 6], "big")
    if length == 0:
        raise PsError("PES_packet_length 0 is for transport streams only")
    end = at + PES_HEAD_BYTES + length
    need(data, end, f"PES {stream_id:02x}")
    if stream_id in NO_HEADER:
        return Pes(stream_id, None, None, data[at + PES_HEAD_BYTES:end]), end
    need(data[:end], at + 9, "PES header")
    if data[at + 6] >> 6 != 0b10:
        raise PsError("PES header without its 10")
    flags, header_end = data[at + 7] >> 6, at + 9 + data[at + 8]
    need(data[:end], header_end, "PES header")
    if flags == 1:
        raise PsError("PTS_DTS_flags 01 is forbidden")
    if data[at + 8] < {0: 0, 2: 5, 3: 10}[flags]:
        raise PsError("PES header shorter than its time stamps")
    pts = read_time(data[at + 9:at + 14], flags) if flags else None
    dts = read_time(data[at + 14:at + 19], 1) if flags == 3 else None
    return Pes(stream_id, pts, dts, data[header_end:end]), end


def read_time(data: bytes, prefix: int) -> int:
    value = int.from_bytes(data, "big")
    if value >> 36 != prefix:
        raise PsError("prefix of a time stamp")
    for bit in (32, 16, 0):
        marker(value >> bit & 1, f"a time stamp, bit {bit}")
    return (value >> 33 & 7) << 30 | (value >> 17 & 0x7FFF) << 15 | (value >> 1 & 0x7FFF)


READERS = {PACK: read_pack, SYSTEM: read_system, PSM: read_map, END: read_end}


def is_video(unit) -> bool:
    return isinstance(unit, Pes) and 0xE0 <= unit.stream_id <= 0xEF


def is_audio(unit) -> bool:
    return isinstance(unit, Pes) and 0xC0 <= unit.stream_id <= 0xDF
