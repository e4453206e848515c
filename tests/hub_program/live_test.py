"""The players that people have play every camera live, and the camera is asked once however many watch."""
import os
import re
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import house
from house import hall

PICTURES = 100  # four seconds: over at least one segment's end
NOBODY = "nobody"  # VLC refuses to be root
AWAY_S = 30.0  # docs/live.md: so long after its last part a stream is no longer called live
GONE_S = AWAY_S + 5


class Players(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_hub(cls.cameras.toml("dining"), cls.cameras.toml("storage"), cls.cameras.toml("washing", "sub"))
        cls.hub.wait_live()
        # Away for good, while the others are watched.
        cls.cameras.tell("drop", "washing-sub")
        cls.dropped = time.monotonic()

    def test_ffmpeg_and_gstreamer_show_every_picture_once_and_share_one_connection(self):
        live, endless = self.hub.live("dining", "sub"), self.hub.endless("dining", "sub")
        players = {
            "ffmpeg, LL-HLS": house.ffmpeg(live),
            "ffmpeg, endless": house.ffmpeg(endless),
            "GStreamer, LL-HLS": house.gstreamer(live, "hlsdemux", "qtdemux"),
            "GStreamer, endless": house.gstreamer(endless, "qtdemux"),
        }
        for player in players.values():
            self.addCleanup(player.__exit__)
        for name, player in players.items():
            with self.subTest(name):
                readings = player.pictures(PICTURES)
                self.assertEqual(set(house.frames_between(readings)), {1}, (name, player.complaints))
        clients = self.cameras.clients()
        self.assertEqual((clients["dining"], clients["dining-sub"]), (1, 1))

    def test_vlc_plays_on_and_on(self):
        for name, url in (("LL-HLS", self.hub.live("dining")), ("endless", self.hub.endless("dining"))):
            with self.subTest(name):
                readings = self.watch_with_vlc(url, count=12)
                steps = house.frames_between(readings)
                # VLC may show its first picture twice.
                self.assertTrue(all(0 <= step <= 50 for step in steps) and sum(steps) >= 80, steps)

    def watch_with_vlc(self, url: str, count: int) -> list:
        """Watches until VLC has shown `count` times ten pictures; reads every tenth."""
        folder = Path(tempfile.mkdtemp(prefix="sunhall-vlc-"))
        self.addCleanup(hall.shutil.rmtree, folder, ignore_errors=True)
        command = ["cvlc", "--no-audio", "--vout", "dummy", "--video-filter=scene", "--scene-format=png",
                   "--scene-ratio=10", f"--scene-path={folder}", url]
        if os.geteuid() == 0:
            hall.shutil.chown(folder, NOBODY)
            command = ["setpriv", "--reuid", NOBODY, "--clear-groups", "--", *command]
        log = (folder / "log").open("wb")
        vlc = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
        try:
            hall.wait_until(lambda: len(list(folder.glob("scene*.png"))) > count, 30, "VLC to show pictures",
                            lambda: (folder / "log").read_text(errors="replace")[-2000:])
        finally:
            vlc.kill()
            vlc.wait()
            log.close()
        return [house.read_counter(path) for path in sorted(folder.glob("scene*.png"))[:count]]

    def test_a_player_that_asks_first_learns_both_streams_and_their_codecs(self):
        command = ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0"]
        done = subprocess.run([*command, f"{self.hub.url}/live/storage/index.m3u8"], stdout=subprocess.PIPE, text=True,
                              timeout=30, check=True)
        self.assertEqual(set(done.stdout.split()), {"hevc,1920,1080", "h264,640,360"})

    def test_a_blocking_reload_answers_when_the_part_is_there_and_not_before(self):
        number = int(re.search(r'PRELOAD-HINT:TYPE=PART,URI="part-(\d+)-', self.hub.playlist("dining"))[1])
        begin = time.monotonic()
        text = self.hub.playlist("dining", query=f"?_HLS_msn={number + 1}&_HLS_part=0")
        took_s = time.monotonic() - begin
        self.assertIn(f"part-{number + 1}-0.m4s", text)
        self.assertNotIn(f"part-{number + 1}-2.m4s", text)
        self.assertLess(took_s, 2.6)  # a segment, and a part

    def test_who_stays_away_is_no_longer_called_live(self):
        path = "/live/washing/main/index.m3u8"
        if time.monotonic() - self.dropped < AWAY_S - 5:
            self.assertEqual(self.hub.get(path).status, 200)
        hall.wait_until(lambda: self.hub.get(path).status == 503, GONE_S - (time.monotonic() - self.dropped), "503",
                        self.hub.told)


class CameraGoesAway(house.HouseTest):
    def test_a_dropped_camera_ends_in_time_and_plays_on_when_it_is_back(self):
        hub = self.start_hub(*self.small("dining"))
        hub.wait_live()
        player = house.ffmpeg(hub.live("dining"))
        self.addCleanup(player.__exit__)
        self.addCleanup(self.cameras.tell, "back", "dining-sub")
        self.assertEqual(self.cameras.tell("drop", "dining-sub"), "ok")
        hall.wait_until(lambda: hub.states()["dining"] == "lost", 8, "the hub to say so", hub.told)
        self.assertNotIn("PRELOAD-HINT", hub.playlist("dining"))
        self.cameras.tell("back", "dining-sub")

        hall.wait_until(lambda: "#EXT-X-DISCONTINUITY\n" in hub.playlist("dining"), house.LIVE_S, "a discontinuity",
                        hub.told)
        seen = player.picture()
        player.see(lambda reading: (reading.frame - seen.frame) % house.LOOP_FRAMES > 200)
        again = house.ffmpeg(hub.live("dining"), "-live_start_index", "-1")
        self.addCleanup(again.__exit__)
        self.assertEqual(set(house.frames_between(again.pictures(75))), {1})


if __name__ == "__main__":
    unittest.main()
