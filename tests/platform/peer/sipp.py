"""SIPp (Debian's sip-tester) as a server that does odd things; the scenarios lie in tests/platform/sipp."""
import re
import socket
import subprocess
from pathlib import Path

from . import sip

SCENARIOS = Path(__file__).resolve().parents[1] / "sipp"
RUN_S = 45  # longer than any of them takes


def free_port(host: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind((host, 0))
        return one.getsockname()[1]


class Sipp:
    """One scenario on a port of its own; ends by itself when so many calls went as written."""

    def __init__(self, name: str, folder: Path, device: str, calls: int, host: str = "127.0.0.1", **keys: str):
        self.name, self.host, self.port = name, host, free_port(host)
        self.trace = folder / f"{name}.messages"
        self.log = folder / f"{name}.log"
        command = ["sipp", "-sf", str(SCENARIOS / f"{name}.xml"), "-i", host, "-p", str(self.port), "-m", str(calls),
                   "-s", device, "-nostdin", "-timeout", str(RUN_S), "-timeout_error", "-trace_msg", "-message_file",
                   str(self.trace), "-key", "blank", " "]
        if name == "retransmitted_requests":
            command.append("-nr")  # else sipp takes the second answer for a repetition, and sends for ever
        for key, value in keys.items():
            command += ["-key", key, value]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)

    def wait(self) -> int:
        """Waits for the end; 0: every call went as written."""
        try:
            return self.process.wait(RUN_S + 5)
        except subprocess.TimeoutExpired:
            self.kill()
            return -1

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def received(self) -> list[sip.Message]:
        """What the device sent, from the trace."""
        if not self.trace.exists():
            return []
        text = self.trace.read_bytes().decode("utf-8", "replace")
        parts = re.split(r"-{20,} [\d: .\-T]+\n", text.replace("\r\n", "\n"))
        return [sip.parse_head(part.partition("\n\n")[2].partition("\n\n")[0].replace("\n", "\r\n").encode())
                for part in parts if re.match(r"(UDP|TCP) message received", part)]

    def told(self) -> str:
        """What somebody needs who finds it failed."""
        tail = self.trace.read_text(errors="replace")[-3000:] if self.trace.exists() else "nothing came"
        return f"sipp {self.name}:\n{tail}\n{self.log.read_text(errors='replace')[-1500:]}"
