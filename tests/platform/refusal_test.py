"""Platforms that refuse, redirect or grant little: one hub under four of them; what each does begins at once."""
import time
import unittest

import district
from district import PASSWORD, Place, hall
from peer import personality, sip

TRIES_MAX = 30  # REGISTERs within a minute of being refused: no platform is to be stormed
GRANTED_S = 40  # far less than the standard's hour


class Refusals(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wrong = Place("wrong", prefix="42070401", password="another")
        cls.brief = Place("brief", prefix="42070402")
        cls.short = Place("short", personality.replace(personality.TCP_2022, expires_most_s=GRANTED_S), "42070403")
        cls.first, cls.second = Place("first", prefix="42070404"), Place("second", prefix="42070404")
        cls.addClassCleanup(cls.second.platform.close)
        cls.make_stale_once(cls.brief)
        cls.second.platform.registrar.guard.realm = cls.first.platform.registrar.guard.realm
        cls.first.platform.registrar.redirect_to = (
            f"sip:{cls.first.numbers.server}@{cls.second.platform.host}:{cls.second.platform.port}")
        cls.share_district(cls.wrong, cls.brief, cls.short, cls.first, expires_s=600)
        cls.wrong.platform.wait(lambda: "wrong password" in cls.wrong.platform.registrar.refusals, district.REGISTERED_S,
                                "a refusal")
        cls.log_when_refused = cls.hub.told()
        cls.wrong.platform.registrar.guard.password = PASSWORD
        cls.corrected_s = time.monotonic()
        cls.second.registered()
        cls.devices_when_redirected = dict(cls.first.platform.devices)
        cls.first.platform.registrar.redirect_to = ""
        cls.second.platform.stop()
        cls.stopped_s = time.monotonic()

    @classmethod
    def make_stale_once(cls, place: Place) -> None:
        """The first right answer finds its nonce gone, as after a restart of the platform in between."""
        cls.stale = []

        def rule(message, route):
            if message.method != "REGISTER" or not message.has("Authorization") or cls.stale:
                return None
            cls.stale.append(message.call_id)
            return sip.respond(message, 401, WWW_Authenticate=place.platform.registrar.guard.challenge(stale=True))
        place.platform.rules.append(rule)

    def test_a_stale_nonce_and_a_too_brief_interval_are_followed_at_once(self):
        device = self.brief.registered()
        self.assertEqual((device.expires_s, len(self.stale)), (3600, 1))  # 600 s were too brief
        self.assertLess(device.registered_s, self.corrected_s + 5)

    def test_it_renews_in_time_what_was_granted_for_a_short_time(self):
        platform = self.short.platform
        before = self.short.registered(1).registered_s
        device = platform.wait(lambda: platform.devices[self.short.device].registered_s > before
                               and platform.devices[self.short.device], GRANTED_S, "a renewal")
        self.assertLess(device.registered_s - before, GRANTED_S - 0.5)
        self.assertEqual(platform.registrar.unregistered, [])

    def test_it_goes_where_it_is_redirected_and_back_when_that_server_is_away(self):
        self.assertEqual(self.devices_when_redirected, {})
        device = self.first.registered(max(district.BACK_S - (time.monotonic() - self.stopped_s), 1))
        print(f"\nback from the redirection after {device.registered_s - self.stopped_s:.1f} s", end=" ")

    def test_a_wrong_password_is_told_and_the_right_one_is_enough_without_a_restart(self):
        told = hall.wait_until(lambda: "wrong" in self.hub.log.read_text() and self.hub.log.read_text(), 3,
                               "the log to say so", self.hub.told)
        self.assertNotIn(PASSWORD, told)
        device = self.wrong.registered(max(district.BACK_S + 5 - (time.monotonic() - self.corrected_s), 1))
        print(f"\nregistered {device.registered_s - self.corrected_s:.1f} s after the password was corrected", end=" ")
        tries = [one for one in self.wrong.platform.heard if one.kind == "REGISTER"]
        self.assertLess(len(tries), TRIES_MAX)


if __name__ == "__main__":
    unittest.main()
