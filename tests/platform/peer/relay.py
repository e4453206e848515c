"""The network between device and platform: a NAT that changes its ports, a line that is cut, a router that refuses."""
import selectors
import socket
import threading

POLL_S = 0.1
BYTES_MAX = 65_535
BUFFER_BYTES = 8 << 20


class Relay:
    """Forwards UDP and TCP from its own port to the platform's; each device gets a port of its own outside."""

    def __init__(self, platform: tuple[str, int], host: str = "127.0.0.1", outside: str = "127.0.0.3", port: int = 0):
        self.platform, self.outside = platform, outside
        self.lock = threading.RLock()
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((host, port))
        self.host, self.port = host, self.listener.getsockname()[1]
        self.listener.listen(8)
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        self.datagrams.bind((self.host, self.port))
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.selector.register(self.datagrams, selectors.EVENT_READ)
        self.udp: dict[tuple, socket.socket] = {}  # a device's address: its socket outside
        self.pairs: dict[socket.socket, socket.socket] = {}  # TCP, both ways
        self.mode = "open"  # open, silent (nothing passes), refused (TCP is reset, UDP gets no answer)
        self.drop = None  # drop(direction, bytes): true loses a datagram
        self.is_ending = False
        self.thread = threading.Thread(target=self._run, name="relay", daemon=True)
        self.thread.start()

    def cut(self, mode: str = "silent") -> None:
        """From now on nothing passes; `refused` also cuts what is connected."""
        with self.lock:
            self.mode = mode
            if mode == "refused":
                self._cut_connections()

    def mend(self) -> None:
        with self.lock:
            if self.mode == "silent":
                self._cut_connections()  # what was swallowed is lost: no TCP survives that
            self.mode = "open"

    def rebind(self) -> None:
        """The NAT forgets: every device gets another port outside, TCP connections are gone."""
        with self.lock:
            for one in self.udp.values():
                self._let_go(one)
            self.udp.clear()
            self._cut_connections()

    def close(self) -> None:
        self.is_ending = True
        self.thread.join()
        with self.lock:
            self._cut_connections()
            for one in (*self.udp.values(), self.listener, self.datagrams):
                one.close()
            self.selector.close()

    def _run(self) -> None:
        while not self.is_ending:
            for key, _ in self.selector.select(POLL_S):
                with self.lock:
                    try:
                        self._hear(key.fileobj)
                    except OSError:
                        self._let_go(key.fileobj)

    def _hear(self, which: socket.socket) -> None:
        if which.fileno() < 0:
            return
        if which is self.listener:
            self._accept()
        elif which is self.datagrams:
            data, address = which.recvfrom(BYTES_MAX)
            if self._passes("up", data):
                self._outside_of(address).sendto(data, self.platform)
        elif which in self.pairs:
            self._forward(which)
        else:
            self._down(which)

    def _down(self, which: socket.socket) -> None:
        data, _ = which.recvfrom(BYTES_MAX)
        address = next((address for address, one in self.udp.items() if one is which), None)
        if address and self._passes("down", data):
            self.datagrams.sendto(data, address)

    def _passes(self, direction: str, data: bytes) -> bool:
        return self.mode == "open" and not (self.drop and self.drop(direction, data))

    def _outside_of(self, address: tuple) -> socket.socket:
        if address not in self.udp:
            one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
            one.bind((self.outside, 0))
            self.selector.register(one, selectors.EVENT_READ)
            self.udp[address] = one
        return self.udp[address]

    def _accept(self) -> None:
        inside, _ = self.listener.accept()
        if self.mode == "refused":
            inside.close()
            return
        outside = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            outside.bind((self.outside, 0))
            outside.settimeout(2)
            outside.connect(self.platform)
        except OSError:
            inside.close()
            outside.close()
            return
        for one, other in ((inside, outside), (outside, inside)):
            self.pairs[one] = other
            self.selector.register(one, selectors.EVENT_READ)

    def _forward(self, which: socket.socket) -> None:
        data = which.recv(BYTES_MAX)
        if not data:
            self._let_go(which)
        elif self.mode == "open":
            self.pairs[which].sendall(data)

    def _let_go(self, one: socket.socket) -> None:
        for each in (one, self.pairs.pop(one, None)):
            if each is None or each in (self.listener, self.datagrams):
                continue
            self.pairs.pop(each, None)
            try:
                self.selector.unregister(each)
            except (KeyError, ValueError):
                pass
            each.close()

    def _cut_connections(self) -> None:
        for one in list(self.pairs):
            if one in self.pairs:
                self._let_go(one)
