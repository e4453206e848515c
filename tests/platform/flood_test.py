"""Broken SIP, SDP, XML and MANSRTSP by the thousand: the hub lives, keeps its memory, and answers who asks properly."""
import random
import socket
import time
import unittest

import district
from district import Place
from peer import flood, personality

FLOOD_S = 8.0
RATE = 1500  # messages a second; tools/bench/platform_campaign --flood sends 5,000 for a minute
GROWTH_KIB_MAX = 24 * 1024


class Flood(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_district(Place("udp", personality.STRICT_2016, "42070401"), Place("tcp", personality.TCP_2022, "42070402"))
        for place in cls.places:
            place.registered()
        cls.hub.wait_live()

    def test_a_flood_by_udp_costs_no_answer_and_no_memory(self):
        place = self.place
        device = place.platform.devices[place.device]
        makers = flood.Maker(random.Random(1), place.platform, device, place.numbers.channels["dining"])
        flood.pour(place.platform.wire, device.route, makers, RATE, 2.0)  # fills caches
        before = flood.figures_of(self.hub.process.pid)

        def ask():
            self.assertEqual(place.platform.ask(place.device, "DeviceStatus").text("Result"), "OK")
        with flood.Asker(ask) as asker:
            sent = flood.pour(place.platform.wire, device.route, makers, RATE, FLOOD_S)
        after = flood.figures_of(self.hub.process.pid)
        print(f"\n{sent} broken messages; {len(asker.took_s)} answers, the slowest after {max(asker.took_s, default=0):.2f} s; "
              f"{before} → {after}", end=" ")
        self.assertEqual(asker.faults, [])
        self.assertGreater(len(asker.took_s), 4)
        self.assertIsNone(self.hub.process.poll())
        self.assertLess(after["rss_kib"] - before["rss_kib"], GROWTH_KIB_MAX)
        self.assertLessEqual(after["fds"], before["fds"] + 2)
        self.assertEqual(place.platform.catalogue(place.device).faults, [])
        place.platform.complaints.clear()  # of answers to what was broken
        self.assertEqual(self.places[1].platform.ask(self.places[1].device, "DeviceInfo").text("Result"), "OK")

    def test_many_questions_at_once_are_answered_and_a_keepalive_is_not_late(self):
        place = self.places[1]
        since = time.monotonic()
        serials = [place.platform.tell(place.device, "Catalog") for _ in range(50)]
        self.assertEqual(place.platform.ask(place.device, "DeviceStatus").text("Result"), "OK")
        for serial in serials:
            place.platform.wait(lambda: ("Catalog", str(serial)) in place.platform.answers, 10, "each catalogue")  # noqa: B023
        place.platform.wait_heard("Keepalive", district.KEEPALIVE_S + 1, since)

    def test_rubbish_on_the_tcp_connection_costs_that_connection_at_most(self):
        place = self.places[1]
        for rubbish in (b"SIP/2.0 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                        b"MESSAGE sip:a@b SIP/2.0\r\nContent-Length: -1\r\n\r\n", b"x" * 200_000):
            device = place.registered(district.BACK_S)
            place.platform.wire.send_bytes(rubbish, device.route)
            place.platform.wait(lambda: place.device in place.platform.devices and self.answers(place), district.BACK_S, "an answer")
        self.assertIsNone(self.hub.process.poll())

    @staticmethod
    def answers(place: Place) -> bool:
        try:
            return place.platform.ask(place.device, "DeviceStatus", seconds=2).text("Result") == "OK"
        except (AssertionError, KeyError, OSError):
            return False

    def test_a_stranger_s_messages_are_refused_or_ignored(self):
        place = self.place
        device = place.platform.devices[place.device]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.9", 0))
            stranger.settimeout(1.0)
            request = place.platform.request("MESSAGE", device)
            request.headers[0] = ("Via", f"SIP/2.0/UDP 127.0.0.9:{stranger.getsockname()[1]};rport;branch=z9hG4bKstranger")
            request.add("Content-Type", "Application/MANSCDP+xml")
            stranger.sendto(request.write(), device.route.address)
            try:
                answer = stranger.recv(65_536)
            except TimeoutError:
                return
        self.assertNotIn(b"SIP/2.0 200", answer)


if __name__ == "__main__":
    unittest.main()
