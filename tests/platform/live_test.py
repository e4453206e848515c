"""Every camera live to a platform, by every transport: each decoded picture is the next one of its camera."""
import unittest

import district
from district import NAMES, Place
from peer import film, personality

PICTURES = 60  # over a keyframe, which comes every 50
FIRST_S = 10.0


class Live(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_district(Place("city", personality.STRICT_2016), cameras=tuple(NAMES), streams="main")
        cls.place.registered()
        cls.hub.wait_live()

    def assert_all_play(self, transport: str) -> None:
        calls = {camera: self.call(camera, transport=transport) for camera in NAMES}
        for camera, call in calls.items():
            self.assertEqual(call.status, 200, camera)
        frames = {camera: call.media.wait_frames(PICTURES, FIRST_S)[:PICTURES] for camera, call in calls.items()}
        for call in calls.values():
            call.close()
        for camera, some in frames.items():
            with self.subTest(f"{transport} {camera}"):
                self.assert_plays(some, camera, self.width, calls[camera].media.faults())
                codec = film.develop(some).codec
                self.assertEqual(codec, "hevc" if camera == "storage" else "h264")
                steps = {(after.timestamp - before.timestamp) % 2**32 for before, after in zip(some, some[1:])}
                self.assertTrue(all(900 <= step <= 3 * 3600 for step in steps), steps)

    def test_all_five_play_over_udp(self):
        self.assert_all_play("udp")

    def test_all_five_play_over_tcp_that_the_hub_opens(self):
        self.assert_all_play("tcp-passive")

    def test_all_five_play_over_tcp_that_the_platform_opens(self):
        self.assert_all_play("tcp-active")


if __name__ == "__main__":
    unittest.main()
