"""SDP (RFC 4566) with the lines y= and f= of GB/T 28181, as offers and answers."""
from dataclasses import dataclass, field


class SdpError(ValueError):
    """What came is no SDP."""


@dataclass
class Sdp:
    """Lines in order; session and media level are one here, as there is one medium."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def get(self, letter: str) -> str | None:
        return next((value for key, value in self.lines if key == letter), None)

    def attribute(self, name: str) -> str | None:
        """The value of `a=name:value`, empty for a bare `a=name`, None when it is not there."""
        for key, value in self.lines:
            if key == "a" and value.partition(":")[0] == name:
                return value.partition(":")[2]
        return None

    @property
    def media(self) -> tuple[str, int, str, list[str]]:
        """(kind, port, protocol, formats) of the m= line."""
        words = (self.get("m") or "").split()
        if len(words) < 4 or not words[1].isdigit():
            raise SdpError(f"m={self.get('m')}")
        return words[0], int(words[1]), words[2], words[3:]

    @property
    def address(self) -> str:
        words = (self.get("c") or "").split()
        if words[:2] != ["IN", "IP4"] or len(words) != 3:
            raise SdpError(f"c={self.get('c')}")
        return words[2]

    @property
    def ssrc(self) -> str | None:
        return self.get("y")

    def write(self) -> bytes:
        return "".join(f"{letter}={value}\r\n" for letter, value in self.lines).encode()


def parse(body: bytes) -> Sdp:
    sdp = Sdp()
    for line in body.decode("utf-8", "replace").split("\r\n"):
        if not line:
            continue
        if len(line) < 2 or line[1] != "=" or not line[0].isalpha():
            raise SdpError(f"line {line!r}")
        sdp.lines.append((line[0], line[2:]))
    if sdp.get("v") != "0":
        raise SdpError("no v=0 first")
    return sdp


@dataclass(frozen=True)
class Offer:
    """What a platform asks for. Transport: `udp`, `tcp-passive` (the device connects), `tcp-active` (we do)."""

    channel: str
    owner: str  # who stands in o=
    host: str
    port: int
    ssrc: str | None
    kind: str = "Play"  # Play, Playback, Download
    transport: str = "udp"
    span: tuple[int, int] = (0, 0)  # Unix seconds, for history
    speed: int | None = None
    formats: str = "96"
    stream_number: int | None = None

    def sdp(self) -> Sdp:
        protocol = "RTP/AVP" if self.transport == "udp" else "TCP/RTP/AVP"
        lines = [("v", "0"), ("o", f"{self.owner} 0 0 IN IP4 {self.host}"), ("s", self.kind)]
        if self.kind != "Play":
            lines.append(("u", f"{self.channel}:0"))
        lines += [("c", f"IN IP4 {self.host}"), ("t", f"{self.span[0]} {self.span[1]}"),
                  ("m", f"video {self.port} {protocol} {self.formats}"), ("a", "recvonly"), ("a", "rtpmap:96 PS/90000")]
        if self.transport != "udp":
            lines += [("a", f"setup:{self.transport.removeprefix('tcp-')}"), ("a", "connection:new")]
        if self.speed is not None:
            lines.append(("a", f"downloadspeed:{self.speed}"))
        if self.stream_number is not None:
            lines.append(("a", f"streamnumber:{self.stream_number}"))
        if self.ssrc is not None:
            lines.append(("y", self.ssrc))
        return Sdp(lines)


def faults_of_answer(offer: Offer, answer: Sdp) -> list[str]:
    """What of an answer a strict platform would stumble over."""
    faults = []

    def want(is_right: bool, what: str) -> None:
        if not is_right:
            faults.append(f"SDP answer: {what}")

    kind, port, protocol, formats = answer.media
    letters = [letter for letter, _ in answer.lines]
    want(letters[:3] == ["v", "o", "s"], f"order {''.join(letters)}")
    want("t" in letters and letters.index("t") < letters.index("m"), "t= is mandatory and before m= (RFC 4566)")
    want(answer.get("s") == offer.kind, f"s={answer.get('s')} for {offer.kind}")
    want(answer.attribute("sendonly") == "", "no a=sendonly")
    want((kind, formats[0]) == ("video", "96"), f"m={answer.get('m')}")
    want((answer.attribute("rtpmap") or "").startswith("96 PS/90000"), "no a=rtpmap:96 PS/90000")
    want(protocol == ("RTP/AVP" if offer.transport == "udp" else "TCP/RTP/AVP"), f"protocol {protocol}")
    want(0 < port < 65536, f"port {port}")
    want(bool(answer.address), "no address")
    if offer.ssrc is None:
        want(bool(answer.ssrc) and len(answer.ssrc) == 10 and answer.ssrc.isdigit(), f"y={answer.ssrc} without an offer")
    else:
        want(answer.ssrc == offer.ssrc, f"y={answer.ssrc} for {offer.ssrc}")
    if offer.transport != "udp":
        opposite = {"tcp-passive": "active", "tcp-active": "passive"}[offer.transport]
        want(answer.attribute("setup") == opposite, f"a=setup:{answer.attribute('setup')} for {offer.transport}")
    return faults
