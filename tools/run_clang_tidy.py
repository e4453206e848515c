#!/usr/bin/env python3
"""Runs clang-tidy over our sources within a time box; what passed once is not asked again.

A source that passed is remembered in the cache folder under a hash of what the compiler sees of it, so
a second run only looks at what changed. Sources of the newest commits come first; what the box leaves
out is said, and is first in nobody's memory: the next run takes it.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

CLANG_TIDY = "clang-tidy-19"
CHANGED_COMMITS = 5  # commits whose sources come first
ROOT = Path(__file__).resolve().parent.parent


class Unit(NamedTuple):
    path: Path
    folder: Path
    command: list[str]


def read_units(build: Path) -> list[Unit]:
    """Reads the compile database; only files of ours, and those that changed last in front."""
    database = json.loads((build / "compile_commands.json").read_text())
    units = [Unit(Path(entry["file"]), Path(entry["directory"]), shlex.split(entry["command"])) for entry in database]
    ours = {ROOT / path for path in git_lines("ls-files", "-co", "--exclude-standard", "*.cpp")}
    changed = {ROOT / path for path in git_lines("diff", "--name-only", f"HEAD~{CHANGED_COMMITS}")
               + git_lines("ls-files", "-o", "--exclude-standard")}
    return sorted((unit for unit in units if unit.path in ours),
                  key=lambda unit: (unit.path not in changed, str(unit.path)))


def git_lines(*arguments: str) -> list[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, text=True, capture_output=True).stdout.splitlines()


def fingerprint(unit: Unit, salt: bytes) -> str:
    """Hashes what the compiler sees of a source; raises CalledProcessError when it does not compile."""
    command = [word for word in unit.command if word != "-c" and "ccache" not in word]
    if "-o" in command:
        del command[command.index("-o"):command.index("-o") + 2]
    preprocessed = subprocess.run([*command, "-E", "-w"], cwd=unit.folder, capture_output=True, check=True).stdout
    # Another checkout of the same sources is no other source.
    seen = (shlex.join(command).encode() + preprocessed).replace(str(ROOT).encode(), b".")
    return hashlib.sha256(salt + seen).hexdigest()


class Runner:
    """Checks units in several threads until the time box is full."""

    def __init__(self, build: Path, memory: Path, deadline: float):
        self.build = build
        self.memory = memory
        self.deadline = deadline
        self.salt = (ROOT / ".clang-tidy").read_bytes() + CLANG_TIDY.encode()
        self.print_lock = threading.Lock()

    def run(self, unit: Unit) -> str:
        """Returns `passed`, `remembered`, `failed` or `left`."""
        if time.monotonic() > self.deadline:
            return "left"
        try:
            stamp = self.memory / fingerprint(unit, self.salt)
        except subprocess.CalledProcessError as error:
            self.show(unit, error.stderr.decode(errors="replace"))
            return "failed"
        if stamp.exists():
            return "remembered"
        result = subprocess.run([CLANG_TIDY, "--quiet", "-p", self.build, unit.path], text=True, capture_output=True)
        if result.returncode != 0:
            self.show(unit, result.stdout + result.stderr)
            return "failed"
        stamp.touch()
        return "passed"

    def show(self, unit: Unit, text: str) -> None:
        kept = [line for line in text.splitlines() if "warnings generated" not in line and "warnings treated" not in line]
        with self.print_lock:
            print(f"{unit.path.relative_to(ROOT)}:", *kept, sep="\n", flush=True)


def default_memory() -> Path:
    cache = os.environ.get("SUNHALL_CACHE") or Path.home() / ".cache" / "sunhall"
    return Path(cache) / "clang-tidy"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "asan", help="folder with compile_commands.json")
    parser.add_argument("--seconds", type=float, default=240, help="time box")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("filter", nargs="?", default="", help="only sources with this in their path")
    arguments = parser.parse_args()
    memory = default_memory()
    memory.mkdir(parents=True, exist_ok=True)
    units = [unit for unit in read_units(arguments.build.resolve()) if arguments.filter in str(unit.path)]
    runner = Runner(arguments.build.resolve(), memory, time.monotonic() + arguments.seconds)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        outcomes = list(pool.map(runner.run, units))
    count = outcomes.count
    print(f"clang-tidy: {count('passed') + count('remembered')} of {len(units)} sources pass"
          f" ({count('remembered')} unchanged since they passed), {count('failed')} fail,"
          f" {count('left')} left for the next run")
    return 1 if count("failed") or not units else 0


if __name__ == "__main__":
    sys.exit(main())
