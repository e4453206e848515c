"""Platforms that restart and NATs that forget: the hub is registered again within a minute."""
import time
import unittest

from away import AwayTest
from district import BACK_S


class Away(AwayTest):
    def test_platforms_that_restart_while_they_watch(self):
        calls = [self.call("dining", place=place, transport=transport)
                 for place, transport in zip(self.places, ("udp", "tcp-passive"))]
        for call in calls:
            call.media.wait_frames(5, 8)
        for place in self.places:
            place.platform.stop()
        for call in calls:
            call.is_over = True
            call.media.close()
        time.sleep(1)
        since_s = time.monotonic()
        for place in self.places:
            place.platform.wire.start()
        self.wait_all_registered(since_s, "restart")

    def test_a_nat_that_changes_its_ports_is_followed(self):
        before = [place.platform.devices[place.device].route.address for place in self.places]
        since_s = time.monotonic()
        for relay in self.relays:
            relay.rebind()
        for place, old in zip(self.places, before):
            place.platform.wait(
                lambda: place.device in place.platform.devices  # noqa: B023
                and place.platform.devices[place.device].route.address != old, BACK_S, f"{place.word} to come by its new port")  # noqa: B023
        print(f"\nNAT: both came by their new ports after {time.monotonic() - since_s:.1f} s", end=" ")
        self.assert_answers()


if __name__ == "__main__":
    unittest.main()
