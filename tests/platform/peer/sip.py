"""SIP messages (RFC 3261): read leniently as §7 and §25 ask, written plainly."""
import re
from dataclasses import dataclass, field

BODY_BYTES_MAX = 1 << 20
HEAD_BYTES_MAX = 1 << 16
COMPACT = {"i": "Call-ID", "m": "Contact", "e": "Content-Encoding", "l": "Content-Length", "c": "Content-Type",
           "f": "From", "s": "Subject", "k": "Supported", "t": "To", "v": "Via", "o": "Event", "u": "Allow-Events",
           "r": "Refer-To", "b": "Referred-By"}
REASONS = {100: "Trying", 180: "Ringing", 200: "OK", 302: "Moved Temporarily", 400: "Bad Request", 401: "Unauthorized",
           403: "Forbidden", 404: "Not Found", 406: "Not Acceptable", 423: "Interval Too Brief",
           481: "Call/Transaction Does Not Exist", 486: "Busy Here", 487: "Request Terminated",
           488: "Not Acceptable Here", 500: "Server Internal Error", 503: "Service Unavailable"}


class SipError(ValueError):
    """What came is no SIP message."""


@dataclass
class Message:
    """A request (`method`, `uri`) or a response (`status`, `reason`), its headers in order, its body."""

    method: str = ""
    uri: str = ""
    status: int = 0
    reason: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    @property
    def is_request(self) -> bool:
        return bool(self.method)

    def get(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), default)

    def get_all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def has(self, name: str) -> bool:
        return any(key.lower() == name.lower() for key, _ in self.headers)

    def add(self, name: str, value) -> "Message":
        self.headers.append((name, str(value)))
        return self

    @property
    def call_id(self) -> str:
        return self.get("Call-ID")

    @property
    def cseq(self) -> tuple[int, str]:
        match = re.fullmatch(r"(\d+)\s+(\S+)", self.get("CSeq"))
        if not match:
            raise SipError(f"CSeq {self.get('CSeq')!r}")
        return int(match[1]), match[2]

    @property
    def branch(self) -> str:
        """The branch of the topmost Via: names the transaction."""
        return params_of(split_list(self.get("Via"))[0]).get("branch", "") if self.has("Via") else ""

    def write(self) -> bytes:
        first = f"{self.method} {self.uri} SIP/2.0" if self.is_request else f"SIP/2.0 {self.status} {self.reason}"
        lines = [first, *(f"{name}: {value}" for name, value in self.headers if name.lower() != "content-length")]
        return "\r\n".join([*lines, f"Content-Length: {len(self.body)}", "", ""]).encode() + self.body


def parse(data: bytes) -> Message:
    """Reads one whole message; a datagram's body may be longer than Content-Length says (§18.3), never shorter."""
    head, gap, body = data.partition(b"\r\n\r\n")
    if not gap:
        raise SipError("no end of headers")
    message = parse_head(head)
    if message.has("Content-Length"):
        length = content_length(message)
        if length > len(body):
            raise SipError(f"{len(body)} bytes of a body of {length}")
        body = body[:length]
    message.body = body
    return message


def parse_head(head: bytes) -> Message:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        text = head.decode("gb18030", "replace")
    text = re.sub(r"\r\n[ \t]+", " ", text)  # §7.3.1: a folded line belongs to the one before
    first, *lines = text.split("\r\n")
    message = parse_first_line(first)
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z0-9\-.!%*_+`'~]+", name.rstrip()):
            raise SipError(f"header line {line!r}")
        name = name.rstrip()
        message.headers.append((COMPACT.get(name.lower(), name), value.strip()))
    return message


def parse_first_line(line: str) -> Message:
    if match := re.fullmatch(r"SIP/2\.0 (\d{3}) (.*)", line):
        return Message(status=int(match[1]), reason=match[2])
    if match := re.fullmatch(r"([A-Z]+) (\S+) SIP/2\.0", line):
        return Message(method=match[1], uri=match[2])
    raise SipError(f"first line {line!r}")


def content_length(message: Message) -> int:
    text = message.get("Content-Length")
    if not re.fullmatch(r"\d{1,7}", text) or int(text) > BODY_BYTES_MAX:
        raise SipError(f"Content-Length {text!r}")
    return int(text)


class Stream:
    """Cuts a TCP byte stream into messages by Content-Length (§18.3), which is mandatory there."""

    def __init__(self):
        self.buffer = b""

    def feed(self, data: bytes) -> list[Message]:
        self.buffer += data
        messages = []
        while True:
            self.buffer = self.buffer.lstrip(b"\r\n")  # keep-alive of RFC 5626, allowed between messages
            head, gap, rest = self.buffer.partition(b"\r\n\r\n")
            if not gap:
                if len(self.buffer) > HEAD_BYTES_MAX:
                    raise SipError("headers without end")
                return messages
            message = parse_head(head)
            if not message.has("Content-Length"):
                raise SipError("no Content-Length over TCP")
            length = content_length(message)
            if len(rest) < length:
                return messages
            message.body, self.buffer = rest[:length], rest[length:]
            messages.append(message)


def split_list(value: str) -> list[str]:
    """Splits a header's value at commas outside quotes and angle brackets."""
    return [part.strip() for part in re.findall(r'(?:[^,"<]|"(?:\\.|[^"\\])*"|<[^>]*>)+', value)]


def params_of(value: str) -> dict[str, str]:
    """The ;parameters behind a value (behind `>` for a name-addr); names in lower case, quotes removed."""
    tail = value.rpartition(">")[2] if ">" in value else value
    found = re.findall(r';\s*([\w.\-!%*+`\'~]+)(?:\s*=\s*("(?:\\.|[^"\\])*"|[^;\s]+))?', tail)
    return {name.lower(): text.strip('"') for name, text in found}


def uri_of(value: str) -> str:
    """The URI inside a From, To or Contact."""
    value = re.sub(r'"(?:\\.|[^"\\])*"', "", value)  # a display name may hold anything
    match = re.search(r"<([^>]*)>", value)
    return match[1] if match else value.split(";")[0].strip()


def user_of(uri: str) -> str:
    match = re.fullmatch(r"sips?:([^@;]+)@[^@]+", uri)
    return match[1].split(":")[0] if match else ""


def respond(request: Message, status: int, reason: str = "", tag: str = "", **more: str) -> Message:
    """A response with the headers that §8.2.6 copies from the request; `more`: Contact="…", X_GB_Ver="3.0"."""
    response = Message(status=status, reason=reason or REASONS.get(status, "Unknown"))
    for name in ("Via", "From", "To", "Call-ID", "CSeq"):
        for value in request.get_all(name):
            if name == "To" and tag and "tag" not in params_of(value):
                value += f";tag={tag}"
            response.add(name, value)
    for name, value in more.items():
        response.add(name.replace("_", "-"), value)
    return response
