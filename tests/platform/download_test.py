"""The past on a platform: its end is told, it is loaded down, and refused where there is none."""
import time
import unittest

from past import FIRST_S, FPS, KEY_S, PastTest
from peer import film


class Download(PastTest):
    def test_the_end_is_told_as_media_status_121_and_the_platform_hangs_up(self):
        call = self.play(length_s=3)
        since = time.monotonic()
        told = self.place.platform.wait_heard("MediaStatus", FIRST_S + 3, since)
        self.assertEqual(told.body.text("NotifyType"), "121")
        self.assertEqual(told.message.call_id, call.call_id, "not inside the dialog")
        frames = call.media.frames[:]
        self.assert_plays(frames, "dining", self.width, call.media.faults())
        self.assertAlmostEqual(len(frames), 3 * FPS, delta=(KEY_S + 1) * FPS)
        call.bye()

    def test_a_download_is_faster_has_its_size_and_every_picture(self):
        call = self.play(length_s=8, kind="Download", speed=4, transport="tcp-passive")
        size = call.answer.attribute("filesize")
        self.assertRegex(size or "", r"^\d+$")
        self.place.platform.wait_heard("MediaStatus", 12, what=lambda heard: heard.message.call_id == call.call_id)
        frames = call.media.frames[:]
        self.assert_plays(frames, "dining", self.width, call.media.faults())
        self.assertAlmostEqual(len(frames), 8 * FPS, delta=(KEY_S + 1) * FPS)
        self.assertLess(frames[-1].arrived_s - frames[0].arrived_s, 8 / 2)
        self.assertLess(abs(int(size) - sum(len(frame.data) for frame in frames)), 0.2 * int(size))

    def test_a_time_without_records_is_refused_and_teardown_ends(self):
        call = self.call("dining", kind="Playback", span=(1_500_000_000, 1_500_000_060))
        self.assertIn(call.status, (404, 488))
        call = self.play()
        call.media.wait_frames(10, FIRST_S)
        self.assertEqual(call.control("TEARDOWN").status, 200)
        asked_s = time.monotonic()
        call.media.silence_s(1.2)
        self.assertLess(call.media.last_s - asked_s, 1.0)

    def test_what_is_no_mansrtsp_is_refused_and_the_playback_goes_on(self):
        call = self.play()
        call.media.wait_frames(5, FIRST_S)
        for body in (b"", b"PLAY", b"DANCE RTSP/1.0\r\nCSeq: 1\r\n\r\n", b"PLAY RTSP/1.0\r\nScale: 1e999\r\n\r\n", b"\xff" * 300):
            self.assertGreaterEqual(call.send("INFO", "Application/MANSRTSP", body).status, 400, body)
        frames = call.media.wait_frames(len(call.media.frames) + 25, 4)
        self.assertEqual(film.develop(frames).faults, [])


if __name__ == "__main__":
    unittest.main()
