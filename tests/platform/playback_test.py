"""The past on a platform: played from a moment, held, moved in, at double speed; every picture once."""
import time
import unittest

from past import FIRST_S, FPS, KEY_S, LOOP, PastTest


class Playback(PastTest):
    def test_it_plays_in_its_own_time_and_every_picture_once(self):
        for transport in ("udp", "tcp-passive", "tcp-active"):
            with self.subTest(transport):
                call = self.play(length_s=10, transport=transport)
                frames = call.media.wait_frames(55, FIRST_S)
                call.close()
                self.assert_plays(frames, "dining", self.width, call.media.faults())
                took_s = frames[54].arrived_s - frames[0].arrived_s
                self.assertAlmostEqual(took_s, 54 / FPS, delta=0.5)

    def test_another_beginning_is_as_much_later_in_the_past(self):
        first, later = self.first_number(self.play(0)), self.first_number(self.play(5))
        self.assertAlmostEqual((later - first) % LOOP, 5 * FPS, delta=KEY_S * FPS)

    def test_pause_holds_it_and_play_goes_on_with_the_next_picture(self):
        call = self.play()
        call.media.wait_frames(25, FIRST_S)
        self.assertEqual(call.control("PAUSE", "PauseTime: now").status, 200)
        paused_s = time.monotonic()
        call.media.silence_s(1.5)
        self.assertLess(call.media.last_s - paused_s, 0.5)
        self.assertEqual(call.control("PLAY", "Range: npt=now-").status, 200)
        count = len(call.media.frames)
        frames = call.media.wait_frames(count + 25, 4)
        self.assert_plays(frames, "dining", self.width, call.media.faults())

    def test_a_range_moves_it_forward_and_back(self):
        call = self.play()
        begin = self.first_number(call)
        for npt in (8, 2):
            self.assertEqual(call.control("PLAY", f"Range: npt={npt}-", "Scale: 1.0").status, 200)
            moved_s = time.monotonic() + 0.3  # what was under way before the answer
            self.place.platform.wait(lambda: len(self.since(call, moved_s)) >= 60, 6, "frames")  # noqa: B023
            frames = self.since(call, moved_s)
            key = next(index for index, frame in enumerate(frames) if b"\0\0\1\xbc" in frame.data)
            number = self.assert_plays(frames[key:], "dining", self.width)[0]
            # It begins on the keyframe before or after, was 0.3 s on its way, and up to the next keyframe are 2 s more.
            self.assertAlmostEqual((number - begin - npt * FPS + LOOP // 2) % LOOP - LOOP // 2, 25, delta=2 * KEY_S * FPS)
        self.assertEqual(call.media.faults(), [])

    def test_double_speed_is_twice_as_many_pictures_a_second_and_none_left_out(self):
        call = self.play()
        call.media.wait_frames(5, FIRST_S)
        self.assertEqual(call.control("PLAY", "Scale: 2.0").status, 200)
        from_s = time.monotonic() + 0.3
        self.place.platform.wait(lambda: len(self.since(call, from_s)) >= 120, 6, "frames at double speed")
        frames = self.since(call, from_s)[:120]
        self.assertAlmostEqual(119 / (frames[-1].arrived_s - frames[0].arrived_s), 2 * FPS, delta=8)
        self.assert_plays(call.media.frames[:], "dining", self.width, call.media.faults())


if __name__ == "__main__":
    unittest.main()
