"""Runs one program for a set time and asks the kernel what it used."""
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

SAMPLE_S = 0.2
GRACE_S = 5


@dataclass
class Usage:
    cpu_s: float = 0  # user and system time of the process and its children, by wait4
    rss_mib: float = 0  # the most of all samples
    threads_s: dict = field(default_factory=dict)  # CPU time by thread name, as of the last sample
    output: str = ""


def threads_cpu(pid: int) -> dict[str, float]:
    """Sums the threads' CPU seconds by name; threads that have ended are not in it."""
    seconds: dict[str, float] = {}
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            name = (task / "comm").read_text().strip()
            seconds[name] = seconds.get(name, 0) + int((task / "schedstat").read_text().split()[0]) / 1e9
        except (OSError, IndexError):
            continue  # it ended while we looked
    return seconds


def rss_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0


def family(pid: int) -> list[int]:
    """Lists the processes that a process started, and those that they started; not itself."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended while we looked
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found += (born := children.get(waiting.pop(), []))
        waiting += born
    return found


def family_cpu_s(pid: int) -> float:
    """Sums user and system time of the processes that a process started, in steps of 10 ms a process."""
    ticks = 0
    for one in family(pid):
        try:
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def family_threads_s(pid: int, name: str) -> float:
    """Sums the CPU seconds of those of their threads whose names begin so."""
    return sum(seconds for one in family(pid) for thread, seconds in threads_cpu(one).items() if thread.startswith(name))


def run(command: list, seconds: float, log: Path, end_signal: int = signal.SIGINT) -> Usage:
    """Runs a program; after `seconds` it is asked to end, unless it ends by itself."""
    usage = Usage()
    with open(log, "wb") as out:
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=subprocess.STDOUT)
        begin, asked = time.monotonic(), False
        while True:
            pid, _, resources = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            passed = time.monotonic() - begin
            if not asked:
                try:
                    usage.threads_s |= threads_cpu(process.pid)  # those that ended keep their last value
                    usage.rss_mib = max(usage.rss_mib, rss_mib(process.pid))
                except OSError:
                    pass  # it is ending
            if passed > seconds and not asked:
                process.send_signal(end_signal)
                asked = True
            if passed > seconds + GRACE_S:
                process.kill()
            time.sleep(SAMPLE_S)
    process.returncode = 0  # wait4 took it
    usage.cpu_s = resources.ru_utime + resources.ru_stime
    usage.output = log.read_text(errors="replace")
    return usage
