"""The platform's sockets: UDP and TCP on one port, on one thread."""
import selectors
import socket
import threading
from dataclasses import dataclass, field

from . import sip

POLL_S = 0.2
DATAGRAM_BYTES_MAX = 65_535
SEND_S = 5.0


@dataclass(frozen=True)
class Route:
    """Where a message came from, and answers go."""

    transport: str  # udp, tcp
    address: tuple[str, int]
    connection: socket.socket | None = field(default=None, repr=False, compare=False)


class Wire:
    """Hears and says; `on_message(message, route)` and `on_garbage(bytes, route)` come on its thread."""

    def __init__(self, host: str, port: int, on_message, on_garbage, on_closed=lambda route: None):
        self.host, self.port = host, port
        self.on_message, self.on_garbage, self.on_closed = on_message, on_garbage, on_closed
        self.taps = []  # tap(direction, route, bytes): sees everything that goes over the wire
        self.lock = threading.Lock()
        self.streams: dict[socket.socket, tuple[Route, sip.Stream]] = {}
        self.thread = None
        self.start()

    def start(self) -> None:
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((self.host, self.port))
        self.port = self.listener.getsockname()[1]
        self.listener.listen(16)
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.datagrams.bind((self.host, self.port))
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.selector.register(self.datagrams, selectors.EVENT_READ)
        self.is_ending = False
        self.thread = threading.Thread(target=self._run, name="peer", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Closes everything at once, as a killed process would; `start` opens the same port again."""
        if self.thread is None:
            return
        self.is_ending = True
        if self.thread is not threading.current_thread():
            self.thread.join()
        self.thread = None

    def _run(self) -> None:
        while not self.is_ending:
            for key, _ in self.selector.select(POLL_S):
                if self.is_ending:
                    break
                self._hear(key.fileobj)
        for connection in list(self.streams):
            self.close(connection)
        self.selector.close()
        self.listener.close()
        self.datagrams.close()

    def _hear(self, which: socket.socket) -> None:
        if which is self.listener:
            connection, address = which.accept()
            connection.settimeout(SEND_S)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.streams[connection] = (Route("tcp", address, connection), sip.Stream())
            self.selector.register(connection, selectors.EVENT_READ)
        elif which is self.datagrams:
            try:
                data, address = which.recvfrom(DATAGRAM_BYTES_MAX)
            except OSError:
                return  # an ICMP error of something sent before
            self._take(data, Route("udp", address))
        elif which in self.streams:
            self._hear_stream(which)

    def _take(self, data: bytes, route: Route) -> None:
        self._tap("in", route, data)
        if not data.strip(b"\r\n\0"):
            return  # keeps a NAT open
        try:
            message = sip.parse(data)
        except sip.SipError:
            self.on_garbage(data, route)
            return
        self.on_message(message, route)

    def _hear_stream(self, connection: socket.socket) -> None:
        route, stream = self.streams[connection]
        try:
            data = connection.recv(65_536)
        except OSError:
            data = b""
        if not data:
            self.close(connection)
            return
        self._tap("in", route, data)
        try:
            messages = stream.feed(data)
        except sip.SipError:
            self.on_garbage(data, route)
            self.close(connection)
            return
        for message in messages:
            self.on_message(message, route)

    def close(self, connection: socket.socket) -> None:
        route, _ = self.streams.pop(connection, (None, None))
        if route:
            self.selector.unregister(connection)
            connection.close()
            self.on_closed(route)

    def cut_connections(self) -> None:
        """Cuts every TCP connection, as a NAT does that forgets; the thread sees it and closes."""
        for connection in list(self.streams):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def send(self, message: sip.Message, route: Route) -> None:
        self.send_bytes(message.write(), route)

    def send_bytes(self, data: bytes, route: Route) -> None:
        self._tap("out", route, data)
        try:
            if route.connection is None:
                self.datagrams.sendto(data, route.address)
            else:
                with self.lock:
                    route.connection.sendall(data)
        except OSError:
            pass  # who is gone does not answer; the transaction's deadline says so

    def _tap(self, direction: str, route: Route, data: bytes) -> None:
        for tap in self.taps:
            tap(direction, route, data)
