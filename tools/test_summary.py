#!/usr/bin/env python3
"""Sums up the tests of several builds from ctest's JUnit files, as a table and one closing line.

A runner of doctest or unittest says how many cases it ran: those are counted. A runner that crashed or
timed out counts as one failure, whatever it said.
"""

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    build: str
    runner: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    words: tuple[str, ...] = ()  # what a failure said


WORDS_MAX = 8  # lines a failed runner may say in the summary
WORDS = re.compile(r"TEST CASE: |: (?:FATAL )?ERROR: |^ +values: |^(?:ERROR|FAIL): |^[\w.]*(?:Error|Exception): |"
                   r"Sanitizer: |runtime error: ")
DOCTEST = re.compile(r"\[doctest\] test cases:\s*(\d+)\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed\s*\|\s*(\d+) skipped")
UNITTEST = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_RESULT = re.compile(r"^(?:OK|FAILED)(?: \((.*)\))?$", re.M)
COLOUR = re.compile(r"\x1b\[[0-9;]*m|\[0;?\d*m")


def case_counts(output: str) -> tuple[int, int, int] | None:
    """Reads (passed, failed, skipped) out of what a runner printed; None when it says nothing."""
    output = COLOUR.sub("", output)
    doctest = DOCTEST.findall(output)
    if doctest:
        _, passed, failed, skipped = (sum(map(int, column)) for column in zip(*doctest))
        return passed, failed, skipped
    ran = UNITTEST.search(output)
    result = UNITTEST_RESULT.search(output)
    if ran and result:
        said = dict(re.findall(r"(\w+)=(\d+)", result.group(1) or ""))
        failed = int(said.get("failures", 0)) + int(said.get("errors", 0))
        skipped = int(said.get("skipped", 0))
        return max(0, int(ran.group(1)) - failed - skipped), failed, skipped
    return None


def failure_words(output: str) -> tuple[str, ...]:
    """The lines that name what failed, each once."""
    lines = (line.strip()[:200] for line in COLOUR.sub("", output).splitlines() if WORDS.search(line))
    return tuple(dict.fromkeys(lines))[:WORDS_MAX]


def read_row(build: str, case: ElementTree.Element) -> Row:
    status = case.get("status", "")
    output = case.findtext("system-out", "")
    counts = case_counts(output)
    if status in ("notrun", "disabled"):
        # A runner that was not built, or not found, ran nothing: that is a failure, not a skip.
        counts = (0, 1, 0) if case.find("skipped") is None or status == "notrun" else (0, 0, 1)
    elif status == "fail":
        passed, failed, skipped = counts or (0, 0, 0)
        counts = (passed, max(1, failed), skipped)
    passed, failed, skipped = counts or (1, 0, 0)
    words = failure_words(output) if failed else ()
    return Row(build, case.get("name", "?"), passed, failed, skipped, float(case.get("time") or 0), words)


def read_rows(path: Path) -> list[Row]:
    """Reads one JUnit file; its name is the build's."""
    return [read_row(path.stem, case) for case in ElementTree.parse(path).getroot().iter("testcase")]


def read_steps(path: Path, rows: list[Row]) -> list[Row]:
    """Reads the steps that are no test runs, and test runs that failed without naming a test."""
    steps = []
    for line in path.read_text().splitlines():
        kind, name, outcome, milliseconds = line.split("\t")
        failed = outcome != "passed"
        build = kind.removeprefix("tests:")
        if kind == "check" or (failed and not any(row.build == build and row.failed for row in rows)):
            steps.append(Row("step", name, int(not failed), int(failed), 0, int(milliseconds) / 1000))
    return steps


def table(rows: list[Row]) -> str:
    width = max([len("runner"), *(len(row.runner) for row in rows)])
    lines = [f"{'build':<9} {'runner':<{width}} {'passed':>7} {'failed':>7} {'skipped':>8} {'seconds':>8}"]
    for row in rows:
        mark = "" if row.failed == 0 else "  ✗"
        lines.append(f"{row.build:<9} {row.runner:<{width}} {row.passed:>7} {row.failed:>7} {row.skipped:>8}"
                     f" {row.seconds:>8.1f}{mark}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="JUnit files of ctest, named BUILD.xml")
    parser.add_argument("--steps", type=Path, help="lines of kind, name, passed or failed, milliseconds; by tabs")
    arguments = parser.parse_args()
    rows = [row for path in arguments.files for row in read_rows(path)]
    if arguments.steps:
        rows = read_steps(arguments.steps, rows) + rows
    passed = sum(row.passed for row in rows)
    failed = sum(row.failed for row in rows)
    print(table(rows))
    for row in rows:
        if row.words:
            print(f"✗ {row.build} {row.runner}:", *row.words, sep="\n    ")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
