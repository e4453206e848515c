"""Words for tests of the past: a hub that has recorded for a while, and calls that play it."""
import datetime as dt
import time

import district
from district import Place, hall, local_text
from peer import personality

RECORDED_S = 17  # before the tests begin; a segment is 2 s, and one more may not be indexed yet
ASK_EVERY_S = 0.5
FPS = 25
FIRST_S = 8.0
KEY_S = 2.0  # between keyframes: a seek lands on one
LOOP = 350


class PastTest(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_district(Place("city", personality.STRICT_2016), cameras=("dining",), streams="sub")
        cls.place.registered()
        cls.hub.wait_live()
        cls.begin, cls.end = cls.wait_recorded()

    @classmethod
    def wait_recorded(cls) -> tuple[int, int]:
        """Asks for records until there are enough; answers the span in Unix seconds, whole ones inside it."""
        channel = cls.place.numbers.channels["dining"]

        def long_enough():
            now = dt.datetime.now(dt.timezone.utc)
            items = cls.place.platform.ask_batches(
                cls.place.device, "RecordInfo", "RecordList", of=channel, Type="all", Secrecy=0,
                StartTime=local_text(now - dt.timedelta(minutes=5)), EndTime=local_text(now)).items
            if not items:
                time.sleep(ASK_EVERY_S)
                return None
            first, last = (dt.datetime.fromisoformat(text).replace(tzinfo=district.ZONE).timestamp()
                           for text in (items[0]["StartTime"], items[-1]["EndTime"]))
            if last - first > RECORDED_S:
                return int(first) + 1, int(last)
            time.sleep(ASK_EVERY_S)
            return None
        return hall.wait_until(long_enough, RECORDED_S + 15, "a record that is long enough", cls.hub.told)

    def play(self, first_s: int = 0, length_s: int = 12, **options):
        span = (self.begin + first_s, self.begin + first_s + length_s)
        call = self.call("dining", **{"kind": "Playback", "span": span, **options})
        self.assertEqual(call.status, 200)
        return call

    def since(self, call, at_s: float) -> list:
        return [frame for frame in call.media.frames[:] if frame.arrived_s >= at_s]

    def first_number(self, call, count: int = 5) -> int:
        frames = call.media.wait_frames(count, FIRST_S)
        return self.assert_plays(frames[:count], "dining", self.width)[0]
