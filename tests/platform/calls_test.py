"""Calls that go wrong, or end: who is refused and how, what ends at once, what a lost message costs."""
import time
import unittest

import district
from district import Place
from peer import personality
from peer.transactions import NoAnswer

END_S = 1.0  # from BYE to the last packet
FIRST_S = 8.0


class Calls(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_district(Place("city", personality.STRICT_2016, "42070401"), Place("wvp", personality.WVP_LIKE, "42070402"),
                           cameras=("dining", "washing"), streams="sub")
        for place in cls.places:
            place.registered()
        cls.hub.wait_live()

    def test_an_unknown_channel_is_404_and_a_description_that_cannot_be_met_488(self):
        ours, device = self.place.platform, self.place.device
        self.assertEqual(ours.invite(device, self.place.numbers.prefix + "471329999999").status, 404)
        channel = self.place.numbers.channels["dining"]
        self.assertEqual(ours.invite(device, channel, formats="98").status, 488)
        self.assertEqual(ours.invite(device, channel, kind="Talk").status, 488)

    def test_too_many_streams_are_486_and_a_place_that_is_free_again_is_given(self):
        ours, calls = self.place.platform, []
        while len(calls) < 300:
            call = self.call("dining")
            if call.status != 200:
                break
            calls.append(call)
        self.assertEqual(call.status, 486, f"after {len(calls)} streams")
        calls[0].bye()
        ours.wait(lambda: self.call("dining").status == 200, 3, "a place to be free")
        for call in calls:
            call.close()

    def test_bye_ends_the_stream_within_a_second_by_every_transport(self):
        for transport in ("udp", "tcp-passive", "tcp-active"):
            with self.subTest(transport):
                call = self.call("dining", transport=transport)
                call.media.wait_frames(10, FIRST_S)
                asked_s = call.bye()
                call.media.silence_s(END_S)
                self.assertLess(call.media.last_s - asked_s, END_S)
                if transport != "udp":
                    self.assertTrue(call.media.ended.wait(1), "the connection stays open")

    def test_nothing_is_sent_before_ack_and_without_ack_the_hub_gives_up(self):
        call = self.call("dining", ack=False)
        self.assertEqual(call.status, 200)
        call.media.silence_s(2)
        self.assertEqual(call.media.frames, [])
        self.place.platform.wait(lambda: call.answers >= 3, 6, "the 200 to come again")
        call.withhold_ack = False
        call.media.wait_frames(5, FIRST_S + 4)

    def test_a_cancelled_call_is_487_or_was_already_there_and_then_ends(self):
        call = self.call("dining", wait=False)
        status = call.cancel()
        self.assertIn(status, (200, 481))
        call.finish()
        self.assertIn(call.status, (200, 487))
        if call.status == 200:
            call.bye()
        call.media.silence_s(END_S)
        self.assertGreater(time.monotonic() - call.media.last_s, END_S - 0.2)

    def test_a_second_bye_and_a_bye_of_nobody_are_481(self):
        call = self.call("dining")
        call.bye()
        self.assertEqual(call.send("BYE").status, 481)

    def test_without_an_ssrc_the_hub_gives_one_and_sends_with_it(self):
        call = self.call("dining", place=self.places[1], with_ssrc=False)
        self.assertEqual(call.status, 200)
        call.media.wait_frames(10, FIRST_S)

    def test_two_platforms_watch_one_camera_and_one_s_end_is_nothing_to_the_other(self):
        first, second = self.call("dining"), self.call("dining", place=self.places[1], transport="tcp-passive")
        first.media.wait_frames(10, FIRST_S)
        second.media.wait_frames(10, FIRST_S)
        first.bye()
        frames = second.media.wait_frames(len(second.media.frames) + 75, 5)
        self.assert_plays(frames, "dining", self.width, second.media.faults())
        self.assertEqual(self.cameras.clients()["dining-sub"], 1)

    def test_who_does_not_read_holds_nobody_up(self):
        stuck = self.call("dining", transport="tcp-passive")
        stuck.media.paused.set()
        other = self.call("dining", transport="udp")
        count = len(other.media.wait_frames(10, FIRST_S))
        other.media.wait_frames(count + 125, 6)
        self.assertEqual(other.media.faults(), [])

    def test_the_same_invite_again_is_the_same_call(self):
        call = self.call("dining", wait=False)
        for _ in range(3):
            call.client.send()
        call.finish()
        call.media.wait_frames(30, FIRST_S)
        self.assertEqual(call.media.faults(), [])
        call.bye()
        call.media.silence_s(END_S)
        self.assertLess(len(call.media.frames), 200)

    def test_a_port_that_nobody_listens_on_costs_the_hub_nothing(self):
        call = self.place.platform.invite(self.place.device, self.place.numbers.channels["dining"], transport="tcp-passive",
                                          wait=False)
        call.media.socket.close()
        try:
            call.finish()
        except (NoAnswer, OSError):
            pass
        self.assertIn(call.status, (200, 488))
        again = self.call("dining")
        again.media.wait_frames(10, FIRST_S)


if __name__ == "__main__":
    unittest.main()
