#!/usr/bin/env python3
"""Checks what compilers cannot: sizes, who may include whom, purity, paths that do not exist.

Prints `file:line: rule: fix` for every finding and ends with 1 when there is one.
Why each rule exists: docs/building.md, "What tidy checks".
"""

import argparse
import ast
import itertools
import re
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60

CPP_SUFFIXES = {".h", ".cpp"}
CODE_SUFFIXES = CPP_SUFFIXES | {".py", ".js", ".mjs", ".ts", ".sh", ".cmake"}
HASH_COMMENT_SUFFIXES = {".py", ".sh", ".cmake", ".toml", ".service", ""}
NO_TEXT_SUFFIXES = {".png", ".jpg", ".ico", ".woff2", ".otf", ".ttf", ".mp4", ".wasm", ".gz", ".br"}

# Whose headers a file under a folder may include: the longest folder that fits decides.
MAY_INCLUDE = {
    "core/base": ["core/base"],
    "core/model": ["core/base", "core/model"],
    "core/stage": ["core/base", "core/model", "core/stage"],
    "core/draw": ["core/base", "core/model", "core/stage", "core/draw"],
    "native": ["core/base", "core/model", "native"],
    "kiosk": ["core", "native", "kiosk"],
    "hub/media": ["core/base", "core/model", "native", "hub/media"],
    "hub/http": ["core/base", "core/model", "native", "hub/http"],
    "hub/ingest": ["core/base", "core/model", "native", "hub/media", "hub/ingest"],
    "hub/onvif": ["core/base", "core/model", "native", "hub/onvif"],
    "hub/store": ["core/base", "core/model", "native", "hub/media", "hub/store"],
    "hub/records": ["core/base", "core/model", "native", "hub/records"],
    "hub/sensors": ["core/base", "core/model", "native", "hub/records", "hub/sensors"],
    "hub/live": ["core/base", "core/model", "native", "hub/media", "hub/http", "hub/live"],
    "hub/platform/manscdp": ["core/base", "core/model", "native", "hub/platform/manscdp"],
    "hub/platform/sip": ["core/base", "native", "hub/platform/sip"],
    "hub/platform/media": ["core/base", "core/model", "native", "hub/media", "hub/store", "hub/live", "hub/http", "hub/platform/media"],
    "hub/platform": ["core/base", "core/model", "native", "hub/media", "hub/store", "hub/live", "hub/http", "hub/platform"],
    "hub/upload": ["core/base", "core/model", "native", "hub/records", "hub/upload"],
    "hub/api": ["core/base", "core/model", "core/stage", "native", "hub"],
    "hub": ["core/base", "core/model", "native", "hub"],
    "viewer-wasm": ["core", "viewer-wasm"],
}

# core/ is handed time, pictures and records; it never fetches any of them itself.
IMPURE_HEADERS = re.compile(
    r"^(thread|mutex|shared_mutex|condition_variable|future|stop_token|semaphore|latch|barrier|fstream|filesystem"
    r"|iostream|ctime|time\.h|random|unistd\.h|fcntl\.h|pthread\.h|(sys|netinet|arpa)/.*|curl/.*|SDL.*)$")
IMPURE_CALLS = re.compile(
    r"\b(system_clock::now|steady_clock::now|high_resolution_clock|utc_clock::now|std::time\b|gettimeofday"
    r"|clock_gettime|(?:std::)?getenv\s*\(|f(?:re)?open\s*\(|std::[io]?fstream|std::filesystem"
    r"|std::j?thread|std::async|std::mutex|sleep_(?:for|until)|usleep\s*\(|::socket\s*\(|random_device)")

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:wor[k]|roo[t]|far[m])/")
REPO_PATH_CHARACTERS = r"[\w./*{},-]*[\w*}/]"


class Finding(NamedTuple):
    path: str
    line: int
    rule: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.fix}"


class Source(NamedTuple):
    path: str  # relative to the repository, with slashes
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def suffix(self) -> str:
        return Path(self.path).suffix

    def under(self, folder: str) -> bool:
        return self.path.startswith(folder + "/")


def blank(match: re.Match) -> str:
    """Replaces a match by blanks, line by line, so that positions stay."""
    return re.sub(r"[^\n]", " ", match.group(0))


CPP_TOKEN = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|R"(?P<tag>[^()\s]*)\(.*?\)(?P=tag)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'", re.S)


def cpp_code(text: str) -> str:
    """Returns C++ text with comments and literals blanked out."""
    return CPP_TOKEN.sub(blank, text)


def cpp_comments(text: str) -> Iterator[tuple[int, str]]:
    """Yields (line, text) of each line of each comment."""
    for match in CPP_TOKEN.finditer(text):
        if match.group("comment"):
            first = text.count("\n", 0, match.start()) + 1
            yield from enumerate(match.group(0).split("\n"), first)


def commented_lines(source: Source) -> Iterator[tuple[int, str]]:
    """Yields (line, text) of what is written for people: comments, or the whole of a document."""
    if source.suffix == ".md":
        yield from enumerate(source.lines, 1)
    elif source.suffix in CPP_SUFFIXES | {".js", ".mjs", ".ts"}:
        yield from cpp_comments(source.text)
    elif source.suffix in HASH_COMMENT_SUFFIXES or source.path.endswith("CMakeLists.txt"):
        for number, line in enumerate(source.lines, 1):
            start = re.search(r"(?:^|\s)#", line)
            if start:
                yield number, line[start.start():]


def check_file_length(source: Source) -> Iterator[Finding]:
    count = len(source.text.splitlines())
    is_code = source.suffix in CODE_SUFFIXES or source.text.startswith("#!")
    if is_code and count > FILE_LINES_MAX:
        yield Finding(source.path, FILE_LINES_MAX + 1, "file-length",
                      f"{count} lines, at most {FILE_LINES_MAX}: split it into two nouns")


BODY_OWNER = re.compile(r"\)\s*(?:const|noexcept|override|final|mutable|&&?|->\s*[\w:<>,&*\s]+|[A-Z_]+\([^()]*\)|\s)*"
                        r"(?::[^;]*)?$", re.S)
MEMBER_INITIALISER = re.compile(r":[^;]*\w$")
NO_FUNCTION = re.compile(r"\b(?:if|for|while|switch|catch|namespace|class|struct|enum|union|else|do)\b[^;]*$", re.S)


def cpp_functions(text: str) -> Iterator[tuple[int, int]]:
    """Yields (first line, last line) of every outermost function body, found by its braces.

    A simple heuristic: a brace that follows a parameter list opens a function; a lambda counts for the
    function it stands in.
    """
    code = re.sub(r"^\s*#[^\n]*", blank, cpp_code(text), flags=re.M)
    stack: list[str] = []  # what each open brace belongs to: function, member (an initialiser) or other
    statement = 0  # where the statement that owns the next brace began
    begin = 0
    for match in re.finditer(r"[{};]", code):
        closed = stack.pop() if match.group(0) == "}" and stack else ""
        if match.group(0) == "{":
            head = code[statement:match.start()]
            kind = "other"
            if "function" not in stack and BODY_OWNER.search(head) and not NO_FUNCTION.match(head.strip()):
                kind = "member" if MEMBER_INITIALISER.search(head) else "function"
            if kind == "function":
                begin = statement + len(head) - len(head.lstrip())
            stack.append(kind)
        elif closed == "function":
            yield code.count("\n", 0, begin) + 1, code.count("\n", 0, match.start()) + 1
        if "member" not in (closed, *stack[-1:]):
            statement = match.end()


def python_functions(text: str) -> Iterator[tuple[int, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno or node.lineno


def is_python(source: Source) -> bool:
    return source.suffix == ".py" or re.match(r"#!.*\bpython3?\n", source.text) is not None


def check_function_length(source: Source) -> Iterator[Finding]:
    functions: Iterator[tuple[int, int]] = iter(())
    if source.suffix in CPP_SUFFIXES:
        functions = cpp_functions(source.text)
    elif is_python(source):
        functions = python_functions(source.text)
    for first, last in functions:
        # A switch that only maps one value to another is a table: its case labels do not count.
        labels = sum(1 for line in source.lines[first - 1:last] if re.match(r"\s*case [^;{]*:$", line))
        count = last - first + 1 - labels
        if count > FUNCTION_LINES_MAX:
            yield Finding(source.path, first, "function-length",
                          f"{count} lines, at most {FUNCTION_LINES_MAX}: name its steps as functions")


def owner(path: str) -> str:
    fitting = [folder for folder in MAY_INCLUDE if path.startswith(folder + "/")]
    return max(fitting, key=len, default="")


def check_includes(source: Source, files: set[str]) -> Iterator[Finding]:
    if source.suffix not in CPP_SUFFIXES:
        return
    allowed = MAY_INCLUDE.get(owner(source.path))
    for number, line in enumerate(source.lines, 1):
        match = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
        if not match:
            continue
        target = match.group(1)
        beside = str(Path(source.path).parent / target)
        if "/" not in target and beside not in files:
            continue  # another's, such as "imgui.h"
        if target not in files and target + ".in" not in files:  # .in: CMake makes the header from it
            yield Finding(source.path, number, "include-path",
                          f'"{target}" is no file of ours: write our headers from the root, others in <>')
        elif allowed is not None and not any(target.startswith(folder + "/") for folder in allowed):
            yield Finding(source.path, number, "include-direction",
                          f"{owner(source.path)} may only include {', '.join(allowed)}: move the code or turn it round")


def check_purity(source: Source) -> Iterator[Finding]:
    if not source.under("core") or source.suffix not in CPP_SUFFIXES:
        return
    for number, line in enumerate(cpp_code(source.text).split("\n"), 1):
        include = re.match(r"\s*#\s*include\s*<([^>]+)>", line)
        call = IMPURE_CALLS.search(line)
        found = include.group(1) if include and IMPURE_HEADERS.match(include.group(1)) else call and call.group(1)
        if found:
            yield Finding(source.path, number, "purity",
                          f"{found} has no place in core: take time, pictures and records as arguments")


def check_pragma_once(source: Source) -> Iterator[Finding]:
    if source.suffix == ".h" and not re.search(r"^#pragma once$", source.text, re.M):
        yield Finding(source.path, 1, "pragma-once", "begin the header with #pragma once")


def check_file_name(source: Source) -> Iterator[Finding]:
    if source.suffix in CPP_SUFFIXES | {".py"} and not re.fullmatch(r"[a-z0-9_]+", Path(source.path).stem):
        yield Finding(source.path, 1, "file-name", "name it in snake_case")


def check_unfinished(source: Source) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, 1):
        match = UNFINISHED.search(line)
        if match:
            yield Finding(source.path, number, "unfinished", f"{match.group(0)}: do it, or file an issue and remove the mark")


def check_machine_paths(source: Source) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, 1):
        match = MACHINE_PATH.search(line)
        if match:
            yield Finding(source.path, number, "machine-path", f"{match.group(0)} exists on one machine only: make it relative")


def check_mirror(source: Source, files: set[str]) -> Iterator[Finding]:
    match = re.fullmatch(r"tests/((?:core|native|kiosk|hub|viewer-wasm|tools)/.*)_test\.(cpp|py)", source.path)
    if not match or (match.group(2) == "py" and not source.under("tests/tools")):
        return
    noun = match.group(1)
    if not any(noun + suffix in files for suffix in (".h", ".cpp", ".py", "")):
        yield Finding(source.path, 1, "mirror", f"there is no {noun}: name and place the test as what it tests")


def braces_expanded(path: str) -> list[str]:
    """`a.{h,cpp}` → a.h and a.cpp."""
    parts = [part.split(",") if index % 2 else [part] for index, part in enumerate(re.split(r"\{([^{}]*)\}", path))]
    return ["".join(choice) for choice in itertools.product(*parts)]


class PathChecker:
    """Knows which paths exist, and finds those in prose that do not."""

    def __init__(self, root: Path, files: set[str]):
        self.root = root
        self.files = files
        self.folders = {str(parent) for path in files for parent in Path(path).parents} - {"."}
        tops = sorted({path.split("/")[0] for path in files if "/" in path}, key=len, reverse=True)
        self.mention = re.compile(rf"(?<![\w/.:~$}}*-])(?:{'|'.join(map(re.escape, tops)) or '(?!)'})/{REPO_PATH_CHARACTERS}")

    def exists(self, path: str) -> bool:
        path = path.rstrip("/.,")
        if path in self.files or path in self.folders:
            return True
        pattern = re.compile(re.escape(path).replace(r"\*\*", ".*").replace(r"\*", "[^/]*") + r"(\.\w+)?")
        return any(pattern.fullmatch(known) for known in itertools.chain(self.files, self.folders))

    def check(self, source: Source) -> Iterator[Finding]:
        for number, line in commented_lines(source):
            for mentioned in self.mention.findall(re.sub(r"\w+://\S+", "", line)):
                missing = [path for path in braces_expanded(mentioned) if not self.exists(path)]
                if missing and not re.search(r"\b[A-Z]{2,}\b", mentioned):  # NAME, NNNN: a word that stands for others
                    yield Finding(source.path, number, "dead-path", f"{missing[0]} does not exist: name what does")
            if source.suffix == ".md":
                yield from self.check_links(source, number, line)

    def check_links(self, source: Source, number: int, line: str) -> Iterator[Finding]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (self.root / source.path).parent.joinpath(target).exists():
                yield Finding(source.path, number, "dead-link", f"{target} does not exist: link what does")


def check(root: Path, paths: list[str]) -> list[Finding]:
    """Checks the given files of a repository.

    Order: by file, in the order given; within a file by line.
    """
    files = set(paths)
    path_checker = PathChecker(root, files)
    findings: list[Finding] = []
    for path in paths:
        if Path(path).suffix in NO_TEXT_SUFFIXES:
            continue
        source = Source(path, (root / path).read_text(encoding="utf-8", errors="replace"))
        found = itertools.chain(
            check_file_length(source), check_function_length(source), check_includes(source, files),
            check_purity(source), check_pragma_once(source), check_file_name(source), check_unfinished(source),
            check_machine_paths(source), check_mirror(source, files), path_checker.check(source))
        findings += sorted(found, key=lambda finding: finding.line)
    return findings


def repository_files(root: Path) -> list[str]:
    """Lists what is or would be committed; without git (an unpacked archive), everything but build/."""
    git = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, text=True, capture_output=True)
    if git.returncode == 0:
        listed = git.stdout.splitlines()
    else:
        listed = [str(path.relative_to(root)) for path in root.rglob("*") if path.relative_to(root).parts[0] != "build"]
    return sorted(path for path in listed if (root / path).is_file())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    root = parser.parse_args().root
    paths = repository_files(root)
    findings = check(root, paths)
    for finding in findings:
        print(finding)
    print(f"tidy: {len(paths)} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
