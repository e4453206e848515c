"""SIP transactions (RFC 3261 §17): requests with retransmission, duplicates answered again."""
import queue
import secrets
import threading
import time

from . import sip
from .wire import Route

T1_S, T2_S = 0.5, 4.0
REMEMBER_S = 32.0  # timer J: so long a request may come again
ANSWER_S = 10.0


class NoAnswer(AssertionError):
    """Nothing came in time."""


class Client:
    """One request that was sent; its responses come through a queue."""

    def __init__(self, layer: "Transactions", message: sip.Message, route: Route):
        self.layer, self.message, self.route = layer, message, route
        self.responses: queue.Queue[sip.Message] = queue.Queue()
        self.sent = 0

    def send(self) -> None:
        self.sent += 1
        self.layer.wire.send(self.message, self.route)

    def final(self, seconds: float = ANSWER_S, provisional=lambda response: None) -> sip.Message:
        """Waits for the final response; over UDP the request is sent again until one comes."""
        end, pause = time.monotonic() + seconds, T1_S
        resend = self.route.transport == "udp"
        while (left := end - time.monotonic()) > 0:
            try:
                response = self.responses.get(timeout=min(pause, left) if resend else left)
            except queue.Empty:
                if resend and time.monotonic() < end:
                    self.send()
                    pause = min(pause * 2, T2_S)
                continue
            if response.status >= 200:
                return response
            provisional(response)
            resend = resend and self.message.method != "INVITE"
        raise NoAnswer(f"no answer to {self.message.method} within {seconds:.1f} s")


class Transactions:
    """Matches responses to requests; remembers what was answered."""

    def __init__(self, wire):
        self.wire = wire
        self.lock = threading.Lock()
        self.clients: dict[tuple[str, str], Client] = {}
        self.answered: dict[tuple, tuple[float, bytes | None]] = {}
        self.duplicates = 0
        self.strays: list[sip.Message] = []  # responses that belong to nothing

    def request(self, message: sip.Message, route: Route) -> Client:
        client = Client(self, message, route)
        with self.lock:
            self.clients[message.branch, message.method] = client
        client.send()
        return client

    def heard(self, response: sip.Message) -> None:
        with self.lock:
            client = self.clients.get((response.branch, response.cseq[1]))
        if client:
            client.responses.put(response)
        else:
            self.strays.append(response)

    @staticmethod
    def key(request: sip.Message) -> tuple:
        return request.branch, request.method, request.call_id, request.get("CSeq")

    def is_duplicate(self, request: sip.Message, route: Route) -> bool:
        """Says whether a request came before; then what it was answered is sent again."""
        now = time.monotonic()
        known = self.answered.get(self.key(request))
        if known and now - known[0] < REMEMBER_S:
            self.duplicates += 1
            if known[1]:
                self.wire.send_bytes(known[1], route)
            return True
        self.answered = {key: value for key, value in self.answered.items() if now - value[0] < REMEMBER_S}
        self.answered[self.key(request)] = (now, None)
        return False

    def answer(self, request: sip.Message, response: sip.Message, route: Route) -> None:
        via = response.headers[0][1]
        if route.transport == "udp" and "rport" in sip.params_of(via):  # RFC 3581 §4
            via = via.replace(";rport", f";rport={route.address[1]}", 1) + f";received={route.address[0]}"
            response.headers[0] = ("Via", via)
        data = response.write()
        self.answered[self.key(request)] = (time.monotonic(), data)
        self.wire.send_bytes(data, route)

    def forget(self) -> None:
        """What a restart does."""
        with self.lock:
            self.clients.clear()
        self.answered.clear()


def new_branch() -> str:
    return "z9hG4bK" + secrets.token_hex(8)
