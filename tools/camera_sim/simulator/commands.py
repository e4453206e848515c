"""Understands one command line and acts on the server; every answer is one line."""
import json
import re
import time

from .server import Server

HELP = ("drop ID | freeze ID | reencode-freeze ID | stall ID | kick ID | back ID | resize ID WxH | "
        "loss ID PERCENT | restart ID [SECONDS] | stat | help")
RESTART_S_DEFAULT = 1.0
RESTART_S_MAX = 60.0


class Refused(Exception):
    """A command that cannot be done; the text says what to do instead."""


class Commands:
    """Carries out commands.

    Threads: main loop only.
    """

    def __init__(self, server: Server):
        self.server = server

    def run(self, line: str) -> tuple[str, tuple[float, str] | None]:
        """Carries out one line; answers a text and perhaps (seconds, second line to run after them)."""
        try:
            return self._run(line.split())
        except Refused as refusal:
            return f"error: {refusal}", None

    def _run(self, words: list[str]):
        if words == ["stat"]:
            return json.dumps(self._stat(), ensure_ascii=False), None
        if words == ["help"]:
            return HELP, None
        acts = {"drop": self.server.drop, "kick": self.server.kick, "back": self.server.bring_back,
                "freeze": lambda mount: mount.freeze(), "stall": lambda mount: mount.stall(),
                "reencode-freeze": lambda mount: mount.freeze_encoded()}
        verb, arguments = (words[0] if words else ""), words[1:]
        if verb in acts and len(arguments) == 1:
            for mount in self._mounts(arguments[0]):
                acts[verb](mount)
            return "ok", None
        if verb == "resize" and len(arguments) == 2:
            return self._resize(*arguments)
        if verb == "loss" and len(arguments) == 2:
            return self._lose(*arguments)
        if verb == "restart" and len(arguments) in (1, 2):
            return self._restart(*arguments)
        raise Refused(f"cannot understand '{' '.join(words)}'; say one of: {HELP}")

    def _mounts(self, camera: str):
        """A camera's id means main and sub together, `<id>-sub` the sub alone."""
        found = [self.server.mounts[i] for i in (camera, camera + "-sub") if i in self.server.mounts]
        if not found:
            raise Refused(f"no camera '{camera}'; say one of: {' '.join(self.server.mounts)}")
        return found

    def _resize(self, camera: str, size_text: str):
        mount = self._mounts(camera)[0]  # a main stream's size says nothing about its sub-stream
        found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", size_text)
        size = (int(found[1]), int(found[2])) if found else None
        if size not in mount.clips:
            known = " ".join(f"{w}x{h}" for w, h in mount.clips)
            raise Refused(f"'{camera}' has no clip of '{size_text}'; say one of: {known}")
        mount.resize(size)
        return "ok", None

    def _lose(self, camera: str, percent_text: str):
        percent = _number(percent_text, 100)
        for mount in self._mounts(camera):
            mount.lose(percent)
        return "ok", None

    def _restart(self, camera: str, seconds_text: str = str(RESTART_S_DEFAULT)):
        seconds = _number(seconds_text, RESTART_S_MAX)
        for mount in self._mounts(camera):
            self.server.drop(mount)
        return "ok", (seconds, f"back {camera}")

    def _stat(self) -> dict:
        return {"time_s": round(time.monotonic(), 3), "mounts": {mount.id: {
            "state": mount.state,
            "clients": self.server.client_count(mount),
            "frames_sent": mount.frames_sent,
            "codec": mount.program.clip.codec,
            "size": "{}x{}".format(*mount.program.clip.size),
            "loss_percent": mount.loss_percent,
        } for mount in self.server.mounts.values()}}


def _number(text: str, most: float) -> float:
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text) or float(text) > most:
        raise Refused(f"'{text}' is not a number from 0 to {most:g}")
    return float(text)
