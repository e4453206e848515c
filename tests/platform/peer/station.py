"""The platform: a registrar that watches, asks, subscribes and calls."""
import itertools
import secrets
import threading
import time
from dataclasses import dataclass, field

from . import digest, inspect, manscdp, sdp, sip
from .call import Call
from .personality import STRICT_2016, Personality
from .receiver import Receiver
from .registrar import Device, Registrar
from .transactions import ANSWER_S, Transactions, new_branch
from .wire import Route, Wire

POLL_S = 0.02


@dataclass(frozen=True)
class Heard:
    """Something that came from a device, with when."""

    kind: str  # REGISTER, Keepalive, Alarm, MediaStatus, Catalog (a notice), BYE, …
    at_s: float  # monotonic
    message: sip.Message = field(repr=False)
    body: manscdp.Body | None = field(default=None, repr=False)
    route: Route | None = field(default=None, repr=False)


class Platform:
    """A supervision platform on a loopback address; use it in a `with`, or `close` it."""

    def __init__(self, personality: Personality = STRICT_2016, host: str = "127.0.0.1", port: int = 0,
                 server_id: str = "42070000002000000001", password: str = "sunhall-platform"):
        self.personality, self.id, self.domain = personality, server_id, server_id[:10]
        self.serials = itertools.count(1)
        self.heard: list[Heard] = []
        self.complaints: list[str] = []
        self.garbage: list[bytes] = []
        self.answers: dict[tuple[str, str], list[manscdp.Body]] = {}
        self.calls: dict[str, Call] = {}
        self.rules = []  # rule(request, route): what it answers (a Message) is sent; `DROP`: nothing; None: as usual
        self.lock = threading.RLock()
        guard = digest.Guard(self.domain, password, personality.qop, personality.algorithm, personality.upper_nc)
        self.registrar = Registrar(self, guard)
        self.wire = None
        self.wire = Wire(host, port, self._on_message, lambda data, route: self.garbage.append(data), self._on_closed)
        self.host, self.port = host, self.wire.port
        self.transactions = Transactions(self.wire)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        for call in list(self.calls.values()):
            call.media.close()
        self.wire.stop()

    def restart(self, down_s: float = 0.0) -> None:
        """Dies without a word, forgets everybody and comes back on the same port."""
        self.stop()
        time.sleep(down_s)
        self.wire.start()

    def stop(self) -> None:
        self.wire.stop()
        self.transactions.forget()
        self.registrar.forget()

    # What tests ask.

    @property
    def devices(self) -> dict[str, Device]:
        return self.registrar.devices

    def complain(self, *faults: str) -> None:
        self.complaints += [fault for fault in faults if fault not in self.complaints]

    def told(self) -> str:
        tail = [f"{one.at_s:.2f} {one.kind} {one.message.call_id}" for one in self.heard[-15:]]
        return (f"platform {self.personality.name}: devices {list(self.devices)}, refused {self.registrar.refusals}, "
                f"complaints {self.complaints}, garbage {self.garbage[:3]}\n" + "\n".join(tail))

    def wait(self, what, seconds: float, why: str):
        """Asks again until `what()` answers something; answers that."""
        end = time.monotonic() + seconds
        while not (answer := what()):
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s for: {why}\n{self.told()}")
            time.sleep(POLL_S)
        return answer

    def wait_registered(self, device: str, seconds: float) -> Device:
        return self.wait(lambda: self.devices.get(device), seconds, f"{device} to register")

    def wait_heard(self, kind: str, seconds: float, since_s: float = 0.0, what=lambda heard: True) -> Heard:
        def found():
            return next((one for one in self.heard[:] if one.kind == kind and one.at_s >= since_s and what(one)), None)
        return self.wait(found, seconds, f"{kind}")

    def wait_notice(self, call_id: str, seconds: float, since_s: float = 0.0) -> Heard:
        """Waits for a NOTIFY of that subscription, with a body or without."""
        def found():
            return next((one for one in self.heard[:] if one.message.method == "NOTIFY" and one.at_s >= since_s
                         and one.message.call_id == call_id), None)
        return self.wait(found, seconds, "NOTIFY")

    # What it says.

    def new_call_id(self) -> str:
        return f"{secrets.token_hex(8)}@{self.host}"

    def new_tag(self) -> str:
        return secrets.token_hex(5)

    def new_serial(self) -> int:
        return next(self.serials)

    def request(self, method: str, device: Device, target: str = "") -> sip.Message:
        """A request outside any dialog, to the address that the device gave in Contact."""
        target = target or device.id
        message = sip.Message(method, f"sip:{target}@{sip.uri_of(device.contact).partition('@')[2]}")
        message.add("Via", f"SIP/2.0/{device.route.transport.upper()} {self.host}:{self.port};rport;branch={new_branch()}")
        message.add("From", f"<sip:{self.id}@{self.domain}>;tag={self.new_tag()}")
        message.add("To", f"<sip:{target}@{self.domain}>").add("Call-ID", self.new_call_id())
        return message.add("CSeq", f"{self.new_serial()} {method}").add("Max-Forwards", 70)

    def send_body(self, device: Device, body: bytes, method: str = "MESSAGE", seconds: float = ANSWER_S,
                  **headers: str) -> sip.Message:
        message = self.request(method, device).add("Content-Type", manscdp.CONTENT_TYPE)
        for name, value in headers.items():
            message.add(name, value)
        message.body = body
        return self.transactions.request(message, device.route).final(seconds)

    def ask(self, device_id: str, command: str, kind: str = "Query", of: str = "", seconds: float = ANSWER_S,
            extra: str = "", **fields) -> manscdp.Body:
        """Sends a query or control and waits for its one response."""
        serial = self.tell(device_id, command, kind, of, extra, **fields)
        return self.wait(lambda: self.answers.get((command, str(serial))), seconds, f"response to {command}")[0]

    def tell(self, device_id: str, command: str, kind: str = "Query", of: str = "", extra: str = "", **fields) -> int:
        """Sends a query or control, and answers its SN once the message was accepted."""
        device, serial = self.devices[device_id], self.new_serial()
        body = manscdp.write(kind, command, serial, of or device_id, self.personality.charset, extra, **fields)
        response = self.send_body(device, body)
        if response.status != 200:
            raise AssertionError(f"{command}: {response.status} {response.reason}")
        if response.body:
            self.complain(f"{command}: the 200 has a body")
        return serial

    def ask_batches(self, device_id: str, command: str, list_name: str, of: str = "", seconds: float = ANSWER_S,
                    **fields) -> manscdp.Batches:
        """Sends a query whose answer comes in batches, and puts them together."""
        serial = str(self.tell(device_id, command, of=of, **fields))

        def whole():
            batches = manscdp.Batches()
            for body in self.answers.get((command, serial), [])[:]:
                batches.add(body, list_name)
            return batches if batches.is_whole else None
        batches = self.wait(whole, seconds, f"all of {command}")
        self.complain(*batches.faults)
        return batches

    def catalogue(self, device_id: str, seconds: float = ANSWER_S) -> manscdp.Batches:
        return self.ask_batches(device_id, "Catalog", "DeviceList", seconds=seconds)

    def subscribe(self, device_id: str, command: str, expires_s: int = 600, extra: str = "", **fields) -> sip.Message:
        """SUBSCRIBE; what is noticed then is in `heard`, under the command's name."""
        event = self.personality.subscribe_event if command == "Catalog" else "presence"
        body = manscdp.write("Query", command, self.new_serial(), device_id, self.personality.charset, extra, **fields)
        contact = f"<sip:{self.id}@{self.host}:{self.port}>"
        return self.send_body(self.devices[device_id], body, "SUBSCRIBE", Event=event, Expires=str(expires_s), Contact=contact)

    def invite(self, device_id: str, channel: str, kind: str = "Play", transport: str = "udp", ack: bool = True,
               wait: bool = True, seconds: float = ANSWER_S, with_ssrc: bool = True, **offer) -> Call:
        """Calls a channel; answers the call, whatever its status became."""
        number = self.new_serial()
        ssrc = f"{int(kind != 'Play')}{self.domain[3:8]}{number:04d}"
        media = Receiver(transport, int(ssrc), self.host)
        port = 9 if transport == "tcp-active" and not self.personality.active_port_is_real else media.port
        owner = channel if self.personality.sdp_owner == "channel" else self.id
        made = sdp.Offer(channel, owner, self.host, port, ssrc if with_ssrc else None, kind, transport,
                         **{"formats": self.personality.formats, **offer})
        call = Call(self, self.devices[device_id], made, media)
        call.withhold_ack = not ack
        call.start()
        return call.finish(seconds) if wait else call

    # What it hears, on the wire's thread.

    def _on_closed(self, route: Route) -> None:
        self.registrar.lost_connection(route)

    def _on_message(self, message: sip.Message, route: Route) -> None:
        try:
            if not message.is_request:
                self._on_response(message)
            elif message.method != "ACK":
                self._on_request(message, route)
        except (sip.SipError, IndexError) as error:
            self.complain(f"unreadable: {error}")

    def _on_response(self, message: sip.Message) -> None:
        call = self.calls.get(message.call_id)
        if call and call.answers and message.cseq[1] == "INVITE" and 200 <= message.status < 300:
            call.accepted_again(message)
            return
        self.transactions.heard(message)

    def _on_request(self, message: sip.Message, route: Route) -> None:
        if self.transactions.is_duplicate(message, route):
            return
        for rule in self.rules[:]:
            if (answer := rule(message, route)) is not None:
                if answer is not DROP:
                    self.transactions.answer(message, answer, route)
                return
        self.complain(*inspect.faults_of_request(message, route.transport))
        handler = {"REGISTER": self.registrar.register, "MESSAGE": self._message, "NOTIFY": self._message,
                   "BYE": self._bye}.get(message.method)
        if handler:
            handler(message, route)
        else:
            self.transactions.answer(message, sip.respond(message, 405, "Method Not Allowed"), route)

    def _bye(self, message: sip.Message, route: Route) -> None:
        call = self.calls.get(message.call_id)
        self.transactions.answer(message, sip.respond(message, 200 if call else 481), route)
        if call:
            call.is_over, call.ended_by = True, call.ended_by or "device"
        self._note("BYE", message, route=route)

    def _message(self, message: sip.Message, route: Route) -> None:
        call = self.calls.get(message.call_id)  # inside a call, From names the channel
        device = self.registrar.seen(message, route) or (call and self.devices.get(call.device.id))
        if device is None and not self.personality.knows_strangers:
            self.transactions.answer(message, sip.respond(message, 403), route)
            self._note("Stranger", message, route=route)
            return
        self.transactions.answer(message, sip.respond(message, 200, tag=self.new_tag()), route)
        if message.method == "NOTIFY" and not message.body:
            self._note("NOTIFY", message, route=route)  # RFC 6665 §4.2.1.2: at once, be there something to tell or not
            return
        try:
            body = manscdp.parse(message.body)
        except manscdp.ManscdpError as error:
            self.complain(f"{message.method}: {error}")
            return
        self.complain(*inspect.faults_of_body(body, self.personality.charset))
        if body.kind == "Response":
            self.answers.setdefault((body.command, body.serial), []).append(body)
        elif body.command == "Keepalive" and device:
            device.keepalives += 1
        elif body.command == "Alarm" and device and message.method == "MESSAGE":
            threading.Thread(target=self._answer_alarm, args=(device, body), daemon=True).start()
        self._note(f"Response {body.command}" if body.kind == "Response" else body.command, message, body, route)

    def _answer_alarm(self, device: Device, body: manscdp.Body) -> None:
        text = manscdp.write("Response", "Alarm", int(body.serial), body.device, self.personality.charset, Result="OK")
        if (status := self.send_body(device, text).status) != 200:
            self.complain(f"the response to an alarm was answered {status}")

    def _note(self, kind: str, message: sip.Message, body: manscdp.Body | None = None, route: Route | None = None) -> None:
        self.heard.append(Heard(kind, time.monotonic(), message, body, route))


DROP = sip.Message()

