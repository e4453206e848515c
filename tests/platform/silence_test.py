"""Lines and platforms that fall silent: the hub sees it by its own keepalives, and is back within a minute."""
import time
import unittest

from away import AwayTest
from district import KEEPALIVE_S
from peer.station import DROP

MISSED_S = 2 * KEEPALIVE_S + 1  # one keepalive is missed for certain: the hub knows that it is alone


class Silence(AwayTest):
    def test_a_line_that_swallows_everything_until_it_is_mended(self):
        for relay in self.relays:
            relay.cut("silent")
        time.sleep(MISSED_S)
        since_s = time.monotonic()
        for place, relay in zip(self.places, self.relays):
            place.platform.registrar.forget()
            relay.mend()
        self.wait_all_registered(since_s, "mended line")

    def test_a_platform_that_answers_nothing_but_lives(self):
        for place in self.places:
            place.platform.rules.append(lambda message, route: DROP)
        time.sleep(MISSED_S)
        since_s = time.monotonic()
        for place in self.places:
            place.platform.registrar.forget()
            place.platform.rules.clear()
        self.wait_all_registered(since_s, "silence")


if __name__ == "__main__":
    unittest.main()
