"""A hub under five kinds of platforms at once: it registers with each, stays there, and leaves when it ends."""
import os
import signal
import time
import unittest

import district
from district import PASSWORD, Place, hall
from peer import personality

PREFIXES = ("42070401", "42070402", "42070403", "42070404", "42070405")


class FivePlatforms(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_district(*[Place(kind.name, kind, prefix) for kind, prefix in zip(personality.ALL, PREFIXES)])
        for place in cls.places:
            place.registered()

    def test_each_gets_its_version_its_transport_and_a_day_of_registration(self):
        for place in self.places:
            with self.subTest(place.word):
                device = place.registered()
                self.assertEqual(device.version, {"2016": "2.0", "2022": "3.0"}[place.personality.edition])
                self.assertEqual(device.route.transport, place.personality.transport)
                self.assertEqual(device.expires_s, 86_400)
                self.assertEqual([one for one in place.platform.registrar.refusals if one != "stale"], [])

    def test_each_hears_that_the_hub_is_alive_every_few_seconds(self):
        since = time.monotonic()
        for place in self.places:
            with self.subTest(place.word):
                beats = [place.platform.wait_heard("Keepalive", 2 * district.KEEPALIVE_S + 1, since)]
                beats.append(place.platform.wait_heard("Keepalive", 2 * district.KEEPALIVE_S, beats[0].at_s + 0.1))
                self.assertAlmostEqual(beats[1].at_s - beats[0].at_s, district.KEEPALIVE_S, delta=1.0)
                self.assertEqual(beats[0].body.device, place.device)
                self.assertNotEqual(beats[0].body.serial, beats[1].body.serial)
                self.assertIn(beats[0].body.text("Status"), ("OK", "ERROR"))

    def test_each_gets_its_own_numbers_in_its_own_character_set(self):
        for place in self.places:
            with self.subTest(place.word):
                items = place.platform.catalogue(place.device).items
                self.assertIn(place.numbers.channels["dining"], [one["DeviceID"] for one in items])
                self.assertIn("就餐区", [one["Name"] for one in items])
                self.assertTrue(all(one["DeviceID"].startswith(place.numbers.prefix) for one in items))


class Ending(district.PlatformTest):
    def test_ending_unregisters_and_no_log_has_the_password(self):
        places = [Place("udp", personality.STRICT_2016, "42070401"), Place("tcp", personality.TCP_2022, "42070402")]
        hub = self.start_district(*places)
        for place in places:
            place.registered()
        self.assertEqual(hub.end(signal.SIGTERM), 0)
        for place in places:
            place.platform.wait(lambda: place.platform.registrar.unregistered == [place.device], 3, "to unregister")  # noqa: B023
        hub.start()
        for place in places:
            place.registered()
        hub.end(signal.SIGKILL)
        for folder, _, files in os.walk(self.folder):
            for name in files:
                if not name.endswith(".password"):
                    self.assertNotIn(PASSWORD.encode(), (hall.Path(folder) / name).read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
