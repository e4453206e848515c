"""A camera that is lost: noticed at once by who subscribed, alarmed when it lasts, named in each keepalive meanwhile."""
import datetime as dt
import re
import time
import unittest

import district
from district import Place
from peer import personality

LOST_S = 15.0  # a camera that drops is seen within eight; then it must be told
ALARM_S = 45.0  # docs/platform-answers.md: a trouble must hold for 30 s
BACK_S = 35.0  # a lost camera is tried again at most 30 s later
ALARM_DEVICE_METHOD, VIDEO_LOST = "2", "1"


class LostCamera(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_district(Place("old", personality.STRICT_2016, "42070401"), Place("new", personality.TCP_2022, "42070402"),
                           cameras=("dining", "washing"))
        for place in cls.places:
            place.registered()
        cls.hub.wait_live()

    def test_a_lost_camera_is_noticed_alarmed_and_named_in_the_next_keepalive(self):
        for place in self.places:
            with self.subTest(place.word):
                answer = place.platform.subscribe(place.device, "Catalog")
                self.assertEqual((answer.status, answer.get("Expires")), (200, "600"))
                first = place.platform.wait_notice(answer.call_id, 5)
                self.assertRegex(first.message.get("Subscription-State"), r"^active")
                self.assertTrue(first.message.get("Event"))
                place.platform.subscribe(place.device, "Alarm", StartAlarmPriority=0, EndAlarmPriority=0, AlarmMethod=0)
        since = time.monotonic()
        self.cameras.tell("drop", "washing-sub")
        self.addCleanup(self.cameras.tell, "back", "washing-sub")
        for place in self.places:
            with self.subTest(place.word):
                channel = place.numbers.channels["washing"]
                self.wait_event(place, channel, ("OFF", "VLOST"), since)
                alarm = place.platform.wait_heard("Alarm", ALARM_S, since)
                body = alarm.body
                self.assertEqual((body.device, body.text("AlarmMethod")), (channel, ALARM_DEVICE_METHOD))
                self.assertIn(body.text("AlarmPriority"), "1234")
                self.assertEqual(body.text("Info/AlarmType") or body.text("AlarmType"), VIDEO_LOST)
                dt.datetime.fromisoformat(body.text("AlarmTime"))
                beat = place.platform.wait_heard("Keepalive", 3 * district.KEEPALIVE_S, alarm.at_s)
                self.assertIn(channel, [one.text for one in beat.body.root.iter("DeviceID")])
        back = time.monotonic()
        self.cameras.tell("back", "washing-sub")
        for place in self.places:
            with self.subTest(place.word):
                self.wait_event(place, place.numbers.channels["washing"], ("ON",), back, BACK_S)

    def wait_event(self, place: Place, channel: str, events, since: float, seconds: float = LOST_S) -> None:
        def is_it(heard) -> bool:
            items = heard.body.items()
            return any(item.get("DeviceID") == channel and item.get("Event") in events for item in items)
        notice = place.platform.wait_heard("Catalog", seconds, since, is_it)
        self.assertTrue(re.match(r"active", notice.message.get("Subscription-State")))


if __name__ == "__main__":
    unittest.main()
