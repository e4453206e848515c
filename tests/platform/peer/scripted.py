"""A small scripted device, to try the platform on: it does what the standard says, and mistakes when told to."""
import socket
import threading
import time

from . import digest, manscdp, mux, sdp, sip
from .transactions import new_branch

POLL_S = 0.05
FPS = 25


class Scripted:
    """Registers, answers a catalogue in batches, streams a made H.264 frame after frame."""

    def __init__(self, server: tuple[str, int], transport: str = "udp", device: str = "42070000001180000001",
                 server_id: str = "42070000002000000001", password: str = "sunhall-platform", upper_nc: bool = False):
        self.server, self.transport, self.id, self.server_id = server, transport, device, server_id
        self.password, self.upper_nc = password, upper_nc
        kind = socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM
        self.socket = socket.socket(socket.AF_INET, kind)
        self.socket.bind(("127.0.0.2", 0))
        self.socket.connect(server)
        self.socket.settimeout(POLL_S)
        self.host, self.port = self.socket.getsockname()
        self.call_id, self.sequence = f"reg-{self.port}@{self.host}", 0
        self.responses: list[sip.Message] = []
        self.catalogue: list[str] = []
        self.charset, self.batch = "GB2312", 2
        self.streams: dict[str, threading.Event] = {}
        self.offers: list[sip.Message] = []
        self.heard: list[str] = []
        self.acks = threading.Event()
        self.is_ending = False
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.is_ending = True
        for stop in self.streams.values():
            stop.set()
        self.thread.join()
        self.socket.close()

    def send(self, message: sip.Message) -> None:
        self.socket.sendall(message.write())

    def request(self, method: str, call_id: str = "") -> sip.Message:
        self.sequence += 1
        domain = self.server_id[:10]
        message = sip.Message(method, f"sip:{self.server_id}@{domain}")
        message.add("Via", f"SIP/2.0/{self.transport.upper()} {self.host}:{self.port};rport;branch={new_branch()}")
        message.add("From", f"<sip:{self.id}@{domain}>;tag=dev").add("To", f"<sip:{self.id}@{domain}>")
        message.add("Call-ID", call_id or f"{self.sequence}-{self.call_id}").add("CSeq", f"{self.sequence} {method}")
        return message.add("Max-Forwards", 70)

    def exchange(self, message: sip.Message, seconds: float = 5.0) -> sip.Message:
        self.send(message)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for response in self.responses[:]:
                if response.branch == message.branch:
                    self.responses.remove(response)
                    return response
            time.sleep(0.01)
        raise AssertionError(f"no answer to {message.method}")

    def register(self, expires_s: int | None = 3600, login: dict[str, str] | None = None) -> sip.Message:
        """One REGISTER; with the fields of a challenge as `login` it carries the answer to it."""
        message = self.request("REGISTER", self.call_id)
        message.add("Contact", f"<sip:{self.id}@{self.host}:{self.port}>").add("X-GB-Ver", "2.0")
        if expires_s is not None:
            message.add("Expires", expires_s)
        if login:
            fields = {"username": self.id, "uri": message.uri, **login}
            if "qop" in login:
                fields |= {"nc": "00000001", "cnonce": "0a4f113b", "qop": "auth"}
            known = digest.Login(self.id, self.password, login["realm"], "REGISTER", message.uri)
            fields["response"] = digest.expected(known, fields, self.upper_nc)
            message.add("Authorization", "Digest " + ", ".join(f'{name}="{value}"' for name, value in fields.items()))
        return self.exchange(message)

    def log_in(self, expires_s: int = 3600) -> sip.Message:
        challenge = self.register(expires_s)
        return self.register(expires_s, digest.fields_of(challenge.get("WWW-Authenticate")))

    def notify(self, command: str, serial: int = 1, charset: str = "GB2312", kind: str = "Notify", extra: str = "",
               **fields) -> sip.Message:
        message = self.request("MESSAGE").add("Content-Type", manscdp.CONTENT_TYPE)
        message.body = manscdp.write(kind, command, serial, self.id, charset, extra, **fields)
        return self.exchange(message)

    def _run(self) -> None:
        stream = sip.Stream()
        while not self.is_ending:
            try:
                data = self.socket.recv(65_535)
            except TimeoutError:
                continue
            except OSError:
                return
            for message in [sip.parse(data)] if self.transport == "udp" else stream.feed(data):
                if message.is_request:
                    self._answer(message)
                else:
                    self.responses.append(message)

    def _answer(self, message: sip.Message) -> None:
        self.heard.append(message.method)
        if message.method == "ACK":
            self.acks.set()
        elif message.method == "INVITE":
            self._take_call(message)
        elif message.method == "MESSAGE":
            self.send(sip.respond(message, 200, tag="dev"))
            body = manscdp.parse(message.body)
            if body.command == "Catalog" and body.kind == "Query":
                threading.Thread(target=self._send_catalogue, args=(body.serial,), daemon=True).start()
        else:
            if message.method == "BYE" and message.call_id in self.streams:
                self.streams[message.call_id].set()
            self.send(sip.respond(message, 200, tag="dev"))

    def _send_catalogue(self, serial: str) -> None:
        for at in range(0, max(len(self.catalogue), 1), self.batch):
            items = self.catalogue[at:at + self.batch]
            text = f'<DeviceList Num="{len(items)}">' + "".join(items) + "</DeviceList>" if items else ""
            self.notify("Catalog", int(serial), self.charset, "Response", text, SumNum=len(self.catalogue))

    def _take_call(self, message: sip.Message) -> None:
        self.offers.append(message)
        offer = sdp.parse(message.body)
        _, port, protocol, _ = offer.media
        lines = [("v", "0"), ("o", f"{self.id} 0 0 IN IP4 {self.host}"), ("s", offer.get("s") or ""),
                 ("c", f"IN IP4 {self.host}"), ("t", "0 0"), ("m", f"video 15060 {protocol} 96"), ("a", "sendonly"),
                 ("a", "rtpmap:96 PS/90000"), ("y", offer.ssrc or "")]
        if offer.attribute("setup"):
            lines.insert(8, ("a", "setup:active"))
        response = sip.respond(message, 200, tag="dev", Contact=f"<sip:{self.id}@{self.host}:{self.port}>",
                               Content_Type="application/sdp")
        response.body = sdp.Sdp(lines).write()
        self.streams[message.call_id] = threading.Event()
        self.send(response)
        args = (offer.address, port, protocol, int(offer.ssrc or 0), self.streams[message.call_id])
        threading.Thread(target=self._stream, args=args, daemon=True).start()

    def _stream(self, host: str, port: int, protocol: str, ssrc: int, stop: threading.Event) -> None:
        self.acks.wait(5)
        over_tcp = protocol.startswith("TCP")
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM if over_tcp else socket.SOCK_DGRAM) as media:
            try:
                media.connect((host, port))
                self._send_frames(media, over_tcp, ssrc, stop)
            except OSError:
                pass  # the platform has closed its port

    @staticmethod
    def _send_frames(media: socket.socket, over_tcp: bool, ssrc: int, stop: threading.Event) -> None:
        sequence = 0
        for index in range(100_000):
            is_key = index % 10 == 0
            video = b"\0\0\1\x67sps\0\0\1\x68pps\0\0\1\x65" + b"i" * 9000 if is_key else b"\0\0\1\x41" + b"p" * 900
            for packet in mux.packets(mux.frame(video, index * 3600, is_key), ssrc, sequence, index * 3600):
                media.sendall(len(packet).to_bytes(2, "big") + packet if over_tcp else packet)
                sequence += 1
            if stop.wait(1 / FPS):
                return
