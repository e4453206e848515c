"""The control port: lines of text in, one line of answer each; and the client for it."""
import socket
import socketserver
import threading

from gi.repository import GLib

from .commands import Commands

LINE_BYTES_MAX = 256
CLIENTS_MAX = 8
IDLE_S_MAX = 300.0
ANSWER_S_MAX = 10.0


class Control:
    """Listens on loopback; commands are carried out on the main loop, one after the other.

    Threads: one listener, one per connection, all daemons.
    """

    def __init__(self, port: int, commands: Commands):
        self.commands = commands
        self.slots = threading.BoundedSemaphore(CLIENTS_MAX)
        control = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = IDLE_S_MAX

            def handle(self):
                control.serve(self.rfile, self.wfile)

        class Listener(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, request, client_address):
                """A client that goes away mid-answer is no news."""

        self.listener = Listener(("127.0.0.1", port), Handler)
        self.port = self.listener.server_address[1]

    def start(self) -> None:
        threading.Thread(target=self.listener.serve_forever, name="control", daemon=True).start()

    def stop(self) -> None:
        self.listener.shutdown()
        self.listener.server_close()

    def serve(self, rfile, wfile) -> None:
        """Answers one connection's lines until it ends or breaks a limit."""
        if not self.slots.acquire(blocking=False):
            wfile.write(f"error: {CLIENTS_MAX} control clients already; close one\n".encode())
            return
        try:
            while line := rfile.readline(LINE_BYTES_MAX + 1):
                if len(line) > LINE_BYTES_MAX:
                    wfile.write(f"error: line over {LINE_BYTES_MAX} bytes; send shorter ones\n".encode())
                    return
                wfile.write((self._run(line.decode(errors="replace").strip()) + "\n").encode())
        finally:
            self.slots.release()

    def _run(self, line: str) -> str:
        answer, later = self._on_main_loop(line)
        if later:
            seconds, line = later
            threading.Event().wait(seconds)
            answer, _ = self._on_main_loop(line)
        return answer

    def _on_main_loop(self, line: str):
        done = threading.Event()
        result = ["error: the server is busy; try again", None]

        def act():
            result[:] = self.commands.run(line)
            done.set()
            return GLib.SOURCE_REMOVE

        GLib.idle_add(act)
        done.wait(ANSWER_S_MAX)
        return result


def send(port: int, line: str) -> str:
    """Sends one command to a running simulator; answers its one line."""
    with socket.create_connection(("127.0.0.1", port), ANSWER_S_MAX) as connection:
        connection.settimeout(90)  # `restart` answers when the camera is back
        connection.sendall(line.encode() + b"\n")
        return connection.makefile().readline().rstrip("\n")
