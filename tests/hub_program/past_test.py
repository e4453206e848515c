"""A hub that is killed loses a moment, knows which, and everything else can still be traced back."""
import json
import random
import re
import signal
import subprocess
import time
import unittest
from datetime import datetime, timedelta, timezone

import house
from house import hall

RECORDED_S = 6  # before the kill, and after it
LOST_S_MAX = 1.5  # docs/store.md promises a second; a part of 0.36 s may not be cut yet
MISSING_S_MAX = 12  # the start of the hub and of its camera, and what is not written yet


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def end_of(playlist: str) -> datetime:
    """The time of day at which the last part or segment of a playlist ends."""
    end = None
    for line in playlist.splitlines():
        if line.startswith("#EXT-X-PROGRAM-DATE-TIME:"):
            start = end = moment(line.split(":", 1)[1])
        elif line.startswith("#EXT-X-PART:"):
            end += timedelta(seconds=float(re.search(r"DURATION=([\d.]+)", line)[1]))
        elif line.startswith("#EXTINF:"):  # after its parts, where it has some
            start = end = start + timedelta(seconds=float(line[len("#EXTINF:"):].rstrip(",")))
    return end


def query(**times: datetime) -> str:
    return "&".join(f"{name.rstrip('_')}={time.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S.%fZ}" for name, time in times.items())


class KilledHub(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        """Kills a hub while it records, starts it again, lets it record, and ends it: the tests look at what is left."""
        super().setUpClass()
        cls.share_hub(cls.cameras.toml("dining", "sub"))
        cls.hub.wait_live()
        cls.before_s = random.uniform(RECORDED_S, RECORDED_S + 2)
        cls.from_ = datetime.now(timezone.utc) - timedelta(seconds=3)
        cls.newest = cls.last_part_seen(cls.before_s)
        cls.hub.end(signal.SIGKILL)
        cls.hub.start()
        cls.hub.wait_live()
        cls.last_part_seen(RECORDED_S)
        cls.to = datetime.now(timezone.utc)

    @classmethod
    def last_part_seen(cls, seconds: float) -> datetime:
        """Watches live for so long; answers the end of the newest part that a player could have seen."""
        end, ask = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            playlist = cls.hub.playlist("dining", query=ask)
            hint = re.search(r'PRELOAD-HINT:TYPE=PART,URI="part-(\d+)-(\d+)', playlist)
            ask = f"?_HLS_msn={hint[1]}&_HLS_part={hint[2]}"
        return end_of(playlist)

    def coverage(self) -> list[dict]:
        answer = self.hub.get(f"/api/v1/recordings?camera=dining&{query(from_=self.from_, to=self.to)}", self.hub.token)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["coverage"]

    def reasons(self) -> list[str]:
        """Why video is missing between the two recordings."""
        pieces = self.coverage()
        first = next(index for index, piece in enumerate(pieces) if piece["recorded"])
        last = max(index for index, piece in enumerate(pieces) if piece["recorded"])
        return [piece["reason"] for piece in pieces[first:last] if not piece["recorded"]]

    def playlist(self) -> str:
        answer = self.hub.get(self.past(), self.hub.token)
        self.assertEqual(answer.status, 200, answer.body[:300])
        return answer.text

    def past(self) -> str:
        return f"/archive/dining/index.m3u8?{query(from_=self.from_, to=self.to)}"

    def test_the_gap_has_its_reasons_and_no_more_than_a_moment_is_lost(self):
        self.assertEqual(self.reasons(), ["hub_killed", "hub_started"])

        before = self.playlist().split("#EXT-X-DISCONTINUITY\n")[0]
        lost_s = (self.newest - end_of(before)).total_seconds()
        print(f"\nkilled after {self.before_s:.2f} s: {lost_s:.2f} s of what was seen are lost", end=" ")
        self.assertLess(lost_s, LOST_S_MAX)

    def test_the_check_finds_nothing_wrong(self):
        done = self.program("check", "--store", str(self.hub.store))
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("0 findings", done.stdout)

    def program(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([str(house.PROGRAM), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=30, env=hall.ENVIRONMENT, check=False)

    def test_the_playlist_across_the_gap_plays_as_long_as_was_recorded(self):
        text = self.playlist()
        self.assertEqual(text.count("#EXT-X-DISCONTINUITY\n"), 1, text)
        told_s = sum(float(seconds) for seconds in re.findall(r"#EXTINF:([\d.]+)", text))
        played_s = self.frame_count(f"{self.hub.url}{self.past()}&token={self.hub.token}") / 25
        self.assertLess(abs(played_s - told_s), 0.1)
        recorded_s = sum((moment(piece["to"]) - moment(piece["from"])).total_seconds()
                         for piece in self.coverage() if piece["recorded"])
        self.assertLess(abs(told_s - recorded_s), 6)  # whole segments of 2 s at both ends; coverage is in whole seconds
        self.assertLess((self.to - self.from_).total_seconds() - told_s, MISSING_S_MAX)

    @staticmethod
    def frame_count(url: str) -> int:
        done = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
                               "stream=nb_read_frames", "-of", "csv=p=0", url], stdout=subprocess.PIPE, text=True,
                              timeout=60, check=True)
        return int(done.stdout.split()[0].strip(","))

    def test_a_clip_across_the_gap_is_verified_by_sha256sum_and_tells_of_the_gap(self):
        out = self.folder / "clip"
        # The installer gives times of his own zone, whole seconds.
        clip_from, clip_to = (time.astimezone(timezone(timedelta(hours=8))).isoformat(timespec="seconds")
                              for time in (self.from_, self.to))
        done = self.program("clip", "--store", str(self.hub.store), "--camera", "dining", "--from", clip_from,
                            "--to", clip_to, "--out", str(out))
        self.assertEqual(done.returncode, 0, done.stdout)
        sums = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=out, stdout=subprocess.PIPE, text=True,
                              check=False)
        self.assertEqual(sums.returncode, 0, sums.stdout)
        manifest = json.loads((out / "manifest.json").read_text())
        self.assertLessEqual(set(self.reasons()), {gap["reason"] for gap in manifest["gaps"]})
        for name in [path.name for path in out.glob("*.mp4")]:
            self.assertIn(f"{name}: OK", sums.stdout)
            self.assertGreater(self.frame_count(str(out / name)), 100)
        with (out / "manifest.json").open("a") as manifest:
            manifest.write(" ")
        self.assertNotEqual(subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=out, stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL, check=False).returncode, 0)


if __name__ == "__main__":
    unittest.main()
